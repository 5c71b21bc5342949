"""The words of the interface in each language: messages, dates, numbers and lists.

Messages are gettext catalogues in `locales/<tag>/LC_MESSAGES/alertbot.po`; the English sentences are the
msgids, so English has no file. They are read once, by `load`, and never written at run time.
"""

import gettext
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta, tzinfo
from datetime import date as Day
from functools import cached_property
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, format_timedelta, parse_pattern
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from alertbot.languages import scripts, table
from alertbot.languages.table import Language, ListPatterns
from alertbot.model import Direction

DOMAIN = "alertbot"
_A_MINUTE = timedelta(minutes=1)


def gettext_noop(message: str) -> str:
    """`message` itself: marks a literal for the catalogues that `Words.gettext` will get as a variable."""
    return message


def folder() -> Path:
    """Where the catalogues are: beside the package's modules when installed, else in the checkout."""
    package = Path(__file__).parents[1]
    installed = package / "locales"
    return installed if installed.is_dir() else package.parents[1] / "locales"


def path_of(tag: str, locales: Path) -> Path:
    """The catalogue file of `tag`, whether or not it is there."""
    return locales / tag.replace("-", "_") / "LC_MESSAGES" / f"{DOMAIN}.po"


class Words:
    """Everything said to a person in one language."""

    def __init__(self, language: Language, translations: gettext.NullTranslations) -> None:
        self.language = language
        self._translations = translations

    def __repr__(self) -> str:
        return f"<Words {self.tag}>"

    @property
    def tag(self) -> str:
        """The language's tag."""
        return self.language.tag

    @property
    def direction(self) -> Direction:
        """Which way the language runs."""
        return self.language.direction

    @cached_property
    def _forms(self) -> Language:
        return table.get(self.language.forms_of)

    @cached_property
    def _locale(self) -> Locale:
        # The table names a locale that CLDR has; without this flag a missing one becomes another script.
        return Locale.parse(self._forms.locale, resolve_likely_subtags=False)

    @cached_property
    def _letters(self) -> dict[int, str]:
        # Its narrow no-break space is not in the fonts of old phones.
        return str.maketrans({"\u202f": "\u00a0", **dict(self.language.letters)})

    def _own(self, formatted: str) -> str:
        """What CLDR formatted, in this language's script and letters."""
        return scripts.convert(formatted.translate(self._letters), self._forms.tag, self.tag)

    def gettext(self, message: str) -> str:
        """The translation of an English `message`, or itself."""
        return self._translations.gettext(message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """The form for `n` things; placeholders are still to be filled."""
        return self._translations.ngettext(singular, plural, n)

    def pgettext(self, context: str, message: str) -> str:
        """The translation of a `message` that means several things, told apart by `context`."""
        return self._translations.pgettext(context, message)

    def date(self, moment: datetime, zone: tzinfo = UTC) -> str:
        """The day of `moment` in `zone`, in the language's own long form."""
        day = moment.astimezone(zone).date()
        if self._forms.date_pattern is None:
            return self._own(format_date(day, "long", locale=self._locale))
        return self._own(parse_pattern(self._forms.date_pattern).apply(day, self._locale))

    def short_day(self, day: Day) -> str:
        """A day without its year in figures, as short as the language has it: what stands under a chart."""
        return self._own(format_skeleton("Md", day, locale=self._locale))

    def time(self, moment: datetime, zone: tzinfo) -> str:
        """The time of day of `moment` in `zone`, without seconds."""
        return self._own(format_time(moment, "short", tzinfo=zone, locale=self._locale))

    def ago(self, past: timedelta) -> str:
        """How long ago, in the largest unit that fits; "just now" below a minute."""
        if past < _A_MINUTE:
            # TRANSLATORS: how long ago something happened, when it is less than a minute
            return self.gettext("just now")
        return self._own(format_timedelta(-past, add_direction=True, locale=self._locale))

    def number(self, n: float) -> str:
        """`n` with the language's own separators."""
        return self._own(format_decimal(n, locale=self._locale))

    def join(self, items: Sequence[str]) -> str:
        """The items as a list with "and"."""
        return _joined(list(items), self._list_patterns)

    @cached_property
    def _list_patterns(self) -> ListPatterns:
        known = self._forms.list_patterns
        cldr = self._locale.list_patterns["standard"]
        patterns = {**cldr, "two": cldr["2"]} if known is None else asdict(known)
        return ListPatterns(**{part: self._own(patterns[part]) for part in ("two", "start", "middle", "end")})

    def name_of(self, tag: str) -> str:
        """The name of a language in this one, as in the middle of a sentence; English or the tag at worst.

        Where CLDR has no name for a language in a script, it is the language's with the script's after it.
        """
        row = table.TABLE.get(tag)
        named = self._named(tag) or (self._named_with_script(row) if row else None)
        return self._own(named) if named else row.english_name if row else tag

    def _named(self, tag: str) -> str | None:
        cldr: str | None = self._locale.languages.get(tag.replace("-", "_"))
        return dict(self._forms.names).get(tag, cldr)

    def _named_with_script(self, row: Language) -> str | None:
        name, script = self._named(row.code), self._locale.scripts.get(row.script)
        brackets = "{}（{}）" if self._locale.language == "zh" else "{} ({})"
        return brackets.format(name, script) if name and script else None


class Catalogues:
    """The words of every language of the table."""

    def __init__(self, words: Mapping[str, Words]) -> None:
        self._words = words

    def __getitem__(self, tag: str) -> Words:
        """The words of a language. Raises NotFound."""
        return self._words[table.get(tag).tag]

    def __iter__(self) -> Iterator[Words]:
        return iter(self._words.values())

    def best(self, tag: str | None) -> Words:
        """The words for a tag as Telegram or a page gives it; English where readers have no such language."""
        known = table.recognise(tag)
        return self._words[table.SOURCE if known is None or table.get(known).test_only else known]


def load(locales: Path | None = None) -> Catalogues:
    """Read every catalogue into memory (from `folder()` unless told otherwise).

    A message that is missing in a language is looked up in its fallbacks, then it is English.
    """
    where = folder() if locales is None else locales
    own = {tag: _read(path_of(tag, where)) for tag in table.TABLE}
    for row in table.TABLE.values():
        for tag in row.fallbacks:
            own[row.tag].add_fallback(own[tag])
    return Catalogues({tag: Words(table.get(tag), own[tag]) for tag in table.TABLE})


def _read(file: Path) -> gettext.NullTranslations:
    if not file.is_file():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _joined(items: list[str], patterns: ListPatterns) -> str:
    if len(items) < 2:  # noqa: PLR2004 - "two" is the pattern's own name
        return "".join(items)
    if len(items) == 2:  # noqa: PLR2004
        return patterns.two.format(*items)
    joined = patterns.start.format(items[0], items[1])
    for item in items[2:-1]:
        joined = patterns.middle.format(joined, item)
    return patterns.end.format(joined, items[-1])
