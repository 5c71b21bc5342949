"""The guard lets nothing through that is not a public web server."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.errors import Refused
from alertbot.web.addresses import LONGEST_URL, Reach, checked_url, objection_to_address


def split(words: str) -> list[str]:
    return words.split()


NOT_PUBLIC = split("""
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 168.63.129.16
169.254.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8 192.0.0.170 192.0.2.1 192.88.99.1 192.168.1.1
198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::1 100::1
2001::1 2001:db8::1 2002:7f00:1:: 2002:808:808:: 3fff::1 2001:10::1 2001:20::1 fc00::1 fd00:ec2::254 fe80::1
fec0::1 ff02::1 ff0e::1 fe80::1%eth0 2606:4700::1%eth0 5f00::1 2620:4f:8000::1 not-an-address
""")

PUBLIC = split(
    "8.8.8.8 1.1.1.1 172.15.0.1 172.32.0.1 100.63.0.1 100.128.0.1 2606:4700:4700::1111 2a00:1450::1"
)

REFUSED = split("""
http://127.0.0.1/ http://127.0.0.1:8080/ http://localhost:22/ http://10.0.0.1/ http://169.254.169.254/latest/meta-data/
http://[::1]/ http://[::ffff:127.0.0.1]/ http://[::ffff:7f00:1]/ http://[64:ff9b::7f00:1]/ http://[2002:7f00:1::]/
http://[fe80::1%25eth0]/ http://[fd00::1]/ http://[::]/ http://[::127.0.0.1]/ http://[ff02::1]/ http://[fec0::1]/
http://2130706433/ http://0x7f000001/ http://0x7f.0.0.1/ http://0177.0.0.1/ http://127.1/ http://127.0.1/ http://0/
http://017700000001/ http://0x7f.1/ http://127.0.0.1./ http://1.1.1.1.1/ http://example.0x7f/ http://999.999.999.999/
http://①②⑦.⓪.⓪.①/ http://168.63.129.16/ http://100.100.100.200/ http://224.0.0.1/ http://192.0.2.7/
http://example.org:8080/ https://example.org:8443/ http://example.org:22/ http://example.org:0/ http://example.org:99999/
ftp://example.org/ file:///etc/passwd gopher://example.org/ javascript:alert(1) data:text/html,x tg://resolve?domain=x
ws://example.org/ feed://example.org/ //example.org/ example.org /feed http: http:// http:///feed http://:80/ https://[/
http://user@example.org/ http://user:pass@example.org/ http://@example.org/ http://example.org@127.0.0.1/
http://example.org%2f@127.0.0.1/ http://example.org\\@127.0.0.1/ http://example.org\\.evil.example/ http://a..b/
http://-a.example/ http://a-.example/ http://exa%00mple.org/ http://example.org%2f.evil.example/ http://ex*mple.org/
http://[::1 http://[v1.fe80::1]/ http://example.org:port/ http://example.org:-80/
""")

REFUSED_WITH_BLANKS = [
    "",
    " http://example.org/",
    "http://exa mple.org/",
    "http://example.org/\r\nHost: x",
    "http://example.org/\x00",
    "http://\u200bexample.org/",
    "http://\u202eexample.org/",
    "http://example.org/\u2028",
    "http://example.org/\ud800",
    "http://example.org/" + "a" * LONGEST_URL,
    f"http://{'a.' * 130}example/",
    f"http://{'ü' * 80}.example/",
]


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_no_address_is_connected_to_that_is_not_public(address: str):
    assert objection_to_address(address, 443, Reach.PUBLIC)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_open_on_the_ports_of_the_web(address: str):
    assert objection_to_address(address, 80, Reach.PUBLIC) is None
    assert objection_to_address(address, 443, Reach.PUBLIC_AND_LOOPBACK) is None
    assert objection_to_address(address, 6379, Reach.PUBLIC) == "the port is neither 80 nor 443"
    assert objection_to_address(address, 6379, Reach.PUBLIC_AND_LOOPBACK)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.9.9.9", "::1"])
def test_loopback_is_open_on_any_port_where_code_says_so(address: str):
    assert objection_to_address(address, 4321, Reach.PUBLIC_AND_LOOPBACK) is None
    assert objection_to_address(address, 80, Reach.PUBLIC)


@pytest.mark.parametrize("address", ["10.0.0.1", "0.0.0.0", "::", "::ffff:127.0.0.1", "169.254.169.254"])
def test_loopback_opens_nothing_else(address: str):
    assert objection_to_address(address, 80, Reach.PUBLIC_AND_LOOPBACK)


def test_the_tables_are_as_long_as_promised():
    assert len(set(NOT_PUBLIC)) + len(set(REFUSED)) + len(set(REFUSED_WITH_BLANKS)) >= 120


@pytest.mark.parametrize("url", [*REFUSED, *REFUSED_WITH_BLANKS])
def test_urls_that_could_trick_us_are_refused(url: str):
    with pytest.raises(Refused):
        checked_url(url, Reach.PUBLIC)


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("http://example.org", "http://example.org"),
        ("HTTPS://EXAMPLE.org:443/Feed?x=1#top", "https://example.org/Feed?x=1"),
        ("https://خەۋەر.example/تەپسىلات", "https://xn--mgbo1nvaj.example/"),
        ("http://sub_domain.example.org/", "http://sub_domain.example.org/"),
        ("http://example.org./", "http://example.org./"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("https://[2606:4700:4700::1111]/", "https://[2606:4700:4700::1111]/"),
    ],
)
def test_honest_urls_pass(url: str, asked: str):
    assert str(checked_url(url, Reach.PUBLIC)).startswith(asked.split("xn--")[0])


def test_any_port_passes_where_loopback_is_open_as_the_socket_is_checked_later():
    assert checked_url("http://localhost:8080/", Reach.PUBLIC_AND_LOOPBACK).port == 8080
    assert checked_url("http://127.0.0.1:8080/", Reach.PUBLIC_AND_LOOPBACK).port == 8080


@settings(max_examples=200)
@given(st.one_of(st.text(max_size=40), st.text(max_size=40).map(lambda text: f"http://{text}")))
def test_any_text_is_either_refused_or_a_clean_url(text: str):
    try:
        url = checked_url(text, Reach.PUBLIC)
    except Refused:
        return
    assert url.scheme in {"http", "https"}
    assert url.port in {80, 443}
    assert url.raw_host
    assert url.raw_host.isascii()
    assert url.user is None
