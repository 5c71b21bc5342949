"""An address that could be taken for a known one is told from an honest one."""

import string
from collections.abc import Callable, Iterable

import pytest

from alertbot.watch import lookalike, outlets
from alertbot.watch.sites import bare, is_platform, site
from tests.watch.lookalikes import honest, pairs

KNOWN = (*outlets.load(), "tengri-tag.example", "yurt-news.example")


def warned(pairs: list[tuple[str, str]]) -> tuple[float, list[tuple[str, str]]]:
    missed = [pair for pair in pairs if lookalike.resembles(pair[0], [pair[1]]) != pair[1]]
    return 1 - len(missed) / len(pairs), missed


def test_of_many_lookalikes_nearly_all_are_warned_of():
    made = pairs()
    assert len(made) >= 100
    rate, missed = warned(made)
    assert rate >= 0.95, missed


@pytest.mark.untraced
def test_of_many_honest_hosts_hardly_any_is_warned_of():
    hosts = [host for host in honest() if host not in KNOWN]
    assert len(set(hosts)) >= 200
    found = [(host, like) for host in hosts if (like := lookalike.resembles(host, KNOWN)) is not None]
    assert len(found) / len(hosts) <= 0.02, found


@pytest.mark.untraced
def test_outlets_are_not_taken_for_one_another():
    assert len(KNOWN) == len(set(KNOWN))
    assert [host for host in KNOWN if lookalike.resembles(host, KNOWN)] == []
    assert [host for host in KNOWN if lookalike.resembles(f"www.feeds.{host}", KNOWN)] == []


# Rules by which tools for such attacks make names, at every place and without a look at the module.
Rule = Callable[[str, int], Iterable[str]]


def doubled(name: str, at: int) -> Iterable[str]:
    return [name[: at + 1] + name[at:]]


def left_out(name: str, at: int) -> Iterable[str]:
    return [name[:at] + name[at + 1 :]]


def put_in(name: str, at: int) -> Iterable[str]:
    return [name[:at] + letter + name[at:] for letter in string.ascii_lowercase[at % 5 :: 5]]


def changed(name: str, at: int) -> Iterable[str]:
    return [name[:at] + letter + name[at + 1 :] for letter in string.ascii_lowercase[at % 5 :: 5]]


def swapped(name: str, at: int) -> Iterable[str]:
    return [name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]]


def bit_flipped(name: str, at: int) -> Iterable[str]:
    flipped = [chr(ord(name[at]) ^ (1 << bit)) for bit in range(7)]
    return [
        name[:at] + each + name[at + 1 :]
        for each in flipped
        if each in string.ascii_lowercase + string.digits
    ]


@pytest.mark.untraced
@pytest.mark.parametrize("rule", [doubled, left_out, put_in, changed, swapped, bit_flipped])
def test_names_made_by_rules_are_warned_of(rule: Rule):
    """Of names of five letters or more, with their ending and with another."""
    made = []
    for each in map(site, KNOWN):
        if len(each.name) < 5:
            continue
        names = {new for at in range(1, len(each.name)) for new in rule(each.name, at)} - {each.name}
        made += [(f"{new}.{suffix}", each.address) for new in names for suffix in (each.suffix, "net")]
    assert len(made) >= 1000
    rate, missed = warned(made)
    assert rate >= 0.99, missed


@pytest.mark.parametrize(
    "form", ["{name}.live", "{name}.{suffix}.evil.example", "{name}-{end}.example", "login-{name}.example",
             "{name}.evil.example", "{name}-news.example", "{name}.github.io"],
)  # fmt: skip
def test_known_names_in_other_addresses_are_warned_of(form: str):
    made = []
    for known in KNOWN:
        each = site(known)
        host = form.format(name=each.name, suffix=each.suffix, end=each.suffix.replace(".", "-"))
        if len(each.name) >= 3:
            made.append((host, each.address))
    rate, missed = warned(made)
    assert rate >= 0.95, missed


def test_a_host_is_known_with_all_that_is_below_it():
    assert lookalike.resembles("www.uyghur.rfa.org", ["www.rfa.org"]) is None
    assert lookalike.resembles("RFA.ORG.", ["rfa.org"]) is None
    assert lookalike.resembles("rfa.org.evil.example", ["www.rfa.org"]) == "rfa.org"
    assert lookalike.resembles("ab.example", ["ab.org"]) is None
    assert lookalike.resembles("news.org", ["news.example"]) is None
    assert lookalike.resembles("nevvs.org", ["news.example"]) == "news.example"
    assert lookalike.resembles("192.0.2.1", ["192.0.2.2"]) is None


@pytest.mark.parametrize(
    ("host", "below", "name", "suffix"),
    [
        ("www.News.example.co.uk", ("news",), "example", "co.uk"),
        ("a.blogspot.com", (), "a", "blogspot.com"),
        ("x.sites.google.com", (), "x", "sites.google.com"),
        ("example.org", (), "example", "org"),
        ("co.uk", (), "co", "uk"),
        ("localhost", (), "localhost", ""),
        ("blogspot.com", (), "blogspot.com", ""),
        ("xn--rf-8kc.org", (), "rfа", "org"),
        ("xn--é.org", (), "xn--é", "org"),
    ],
)
def test_a_host_in_parts(host: str, below, name: str, suffix: str):
    found = site(host)
    assert (found.below, found.name, found.suffix) == (below, name, suffix)


def test_platforms_are_known():
    assert is_platform("WordPress.com")
    assert not is_platform("a.wordpress.com")
    assert bare("www.Example.org.") == "example.org"


@pytest.mark.parametrize(
    ("one", "other", "steps"), [("a", "a", 0), ("ab", "ba", 1), ("", "ab", 2), ("kitten", "sitting", 3)]
)
def test_the_distance_counts_what_was_done(one: str, other: str, steps: int):
    assert lookalike.distance(one, other) == lookalike.distance(other, one) == steps
