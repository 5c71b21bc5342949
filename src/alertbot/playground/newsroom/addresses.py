"""Where things of the sample newsrooms are: every address of the site, made in one place."""

from alertbot.playground.newsroom.press import Publication
from alertbot.playground.newsroom.stories import Section

NAMING_DATE = "2026"  # of the tag: URIs (RFC 4151), which stay the same wherever the site is served


def front(origin: str, section: Section) -> str:
    """The section's front page."""
    return f"{origin}/{section.path}/"


def feed(origin: str, section: Section) -> str:
    """The section's feed."""
    return f"{origin}/{section.path}/feed.xml"


def page(origin: str, section: Section, publication: Publication) -> str:
    """The page of a publication in the section's language."""
    return f"{origin}/{section.path}/{publication.edition}/{publication.story.slug}"


def identifier(section: Section, publication: Publication) -> str:
    """The guid of a publication in the section's feed."""
    path = f"{section.path}/{publication.edition}/{publication.story.slug}"
    return f"tag:newsrooms.example,{NAMING_DATE}:{path}"
