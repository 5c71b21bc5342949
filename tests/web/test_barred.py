"""No link leads into a chat, behind a shortener, or to a file that is opened or installed."""

import pytest

from alertbot.dispatch.render import approved_url
from alertbot.prepare import links
from alertbot.web import barred
from alertbot.web.barred import Barred


@pytest.mark.parametrize(
    ("host", "why"),
    [
        ("t.me", Barred.TELEGRAM),
        ("T.ME.", Barred.TELEGRAM),
        ("name.t.me", Barred.TELEGRAM),
        ("telegra.ph", Barred.TELEGRAM),
        ("bit.ly", Barred.SHORTENER),
        ("t.co", Barred.SHORTENER),
        ("www.dropbox.com", Barred.FILES),
        ("drive.google.com", Barred.FILES),
        ("mega.nz", Barred.FILES),
        ("news.example", None),
        ("not-t.me", None),
        ("t.me.example", None),
        ("google.com", None),
        ("", None),
    ],
)
def test_hosts_that_are_none_for_links(host: str, why: Barred | None):
    assert barred.of_host(host) is why


@pytest.mark.parametrize(
    "path",
    [
        "/a.apk", "/a.APK", "/a.exe/", "/a.zip?x=1", "/a%2Ezip", "/a%252Ezip", "/a.rar;v=1", "/a.iso.",
        "/a.lnk%20", "/get?file=a.scr", "/get?x=1&f=dir%2Fa.7z", "/get?a;b=c.msi", "/a.pdf.exe", "/a.docm",
        "/get?u=a.apk%3Fx",
    ],
)  # fmt: skip
def test_files_to_open_or_install_are_no_links(path: str):
    url = f"https://news.example{path}"
    assert barred.bars(url)
    assert not links.approved(url, {"news.example"})
    assert approved_url((url,), {"news.example"}) is None


@pytest.mark.parametrize(
    "path",
    ["/", "/story", "/a.html", "/a.pdf", "/2026.11/zip", "/zip", "/a.php?id=3.5", "/story.v2/part?q=a.b"],
)
def test_stories_are_links(path: str):
    url = f"https://news.example{path}"
    assert not barred.bars(url)
    assert links.approved(url, {"news.example"})
    assert approved_url((url,), {"news.example"}) == url


@pytest.mark.parametrize("host", ["t.me", "bit.ly", "drive.google.com"])
def test_approving_such_a_host_changes_nothing(host: str):
    url = f"https://{host}/story"
    assert not links.approved(url, {host})
    assert approved_url((url, "https://news.example/a"), {host, "news.example"}) == "https://news.example/a"


def test_what_is_no_address_is_barred():
    assert barred.bars("https://[")
