"""Whose phones the page shows."""

from dataclasses import dataclass

from alertbot.languages import table


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """One person's phone."""

    person: int  # the person's id in the world
    name: str  # the first name the bot sees
    language: str  # of the phone itself: a tag of the languages' table
    role: str  # as the page calls it: "Reader", "Editor"

    @property
    def label(self) -> str:
        """The name of the phone's language in itself."""
        return table.get(self.language).own_name

    @property
    def direction(self) -> str:
        """Which way the phone is laid out, "ltr" or "rtl"."""
        return table.get(self.language).direction.value


SAMPLE = (
    Phone(person=5_000_000_001, name="Aygul", language="ug", role="Reader"),
    Phone(person=5_000_000_002, name="Daniyar", language="kk", role="Reader"),
    Phone(person=5_000_000_003, name="Robin", language="en", role="Reader"),
    Phone(person=5_000_000_004, name="Mira", language="en", role="Editor"),
)
