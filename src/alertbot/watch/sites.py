"""Takes hosts apart: whose part of a name is whose.

There is no whole public-suffix list here: what is missed only makes a warning less sure, and nothing is
allowed by it.
"""

from dataclasses import dataclass

# Under these anybody can have a name, as under a country's code (publicsuffix.org, its private part): two
# names there have two owners.
PLATFORMS = frozenset(
    "blogspot.com wordpress.com substack.com medium.com tumblr.com weebly.com wixsite.com ghost.io "  # noqa: SIM905
    "github.io gitlab.io netlify.app vercel.app pages.dev workers.dev web.app firebaseapp.com "
    "herokuapp.com onrender.com azurewebsites.net cloudfront.net amazonaws.com livejournal.com "
    "squarespace.com notion.site webflow.io typepad.com over-blog.com jimdofree.com sites.google.com".split()
)
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gob", "gov", "go", "mil", "ne", "net", "or", "org"})


@dataclass(frozen=True, slots=True)
class Site:
    """A host in three: `news` . `example` . `co.uk`."""

    below: tuple[str, ...]  # what its owner put before the name
    name: str
    suffix: str

    @property
    def address(self) -> str:
        """What was registered: name and suffix."""
        return f"{self.name}.{self.suffix}" if self.suffix else self.name


def bare(host: str) -> str:
    """A host as hosts are compared: lower case, in Unicode, without `www.` and a final dot."""
    labels = host.lower().strip(".").removeprefix("www.").split(".")
    return ".".join(map(_decoded, labels))


def site(host: str) -> Site:
    """The parts of a host."""
    labels = bare(host).split(".")
    taken = _suffix_labels(labels)
    if len(labels) <= taken:
        return Site((), ".".join(labels), "")
    head, suffix = labels[:-taken], ".".join(labels[-taken:])
    return Site(tuple(head[:-1]), head[-1], suffix)


def is_platform(host: str) -> bool:
    """Whether anybody can have a name under this host."""
    return bare(host) in PLATFORMS


def _suffix_labels(labels: list[str]) -> int:
    if ".".join(labels[-3:]) in PLATFORMS:
        return 3
    if ".".join(labels[-2:]) in PLATFORMS:
        return 2
    under_country = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL  # noqa: PLR2004
    return 2 if under_country else 1


def _decoded(label: str) -> str:
    """An internationalised label as it is read (RFC 3492)."""
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label
