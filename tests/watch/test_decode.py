"""Text comes out right whatever charset is declared, as long as the bytes make sense."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.watch.decode import text_of

UG = "شىنجاڭ ئۇيغۇر ئاپتونوم رايونىدا يېڭى خەۋەر ئېلان قىلىندى"
KK = "Алматыда жаңа кітапхана ашылды, оқырмандар көп келді"
RU = "Новая библиотека открылась в Алматы, пришло много читателей"
ZH = "新的图书馆今天在阿拉木图开放，许多读者前来参观并借阅图书"
FR = "Une bibliothèque a été inaugurée près d'ici, déjà très fréquentée"


def document(text: str, declared: str | None = None) -> str:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    return f'{declaration}<rss version="2.0"><channel><title>{text}</title></channel></rss>'


def broken(text: str) -> bytes:
    """UTF-8 with one byte that cannot be."""
    head, _, tail = document(text, "utf-8").encode().partition(b"</title>")
    return head + b"\xff</title>" + tail


CASES = {
    "utf-8 declared, ug": (document(UG, "utf-8").encode(), None, UG),
    "utf-8 declared, kk": (document(KK, "utf-8").encode(), None, KK),
    "gb18030 declared": (document(ZH, "gb18030").encode("gb18030"), None, ZH),
    "gb2312 declared, a letter of gbk": (document(ZH + "镕", "gb2312").encode("gbk"), None, ZH + "镕"),
    "gbk that says utf-8": (document(ZH, "utf-8").encode("gbk"), None, ZH),
    "gbk, its header right, its declaration wrong": (
        document(ZH, "utf-8").encode("gbk"),
        "text/xml; charset=gbk",
        ZH,
    ),
    "windows-1251 declared": (document(RU, "windows-1251").encode("cp1251"), None, RU),
    "windows-1251, header utf-8": (
        document(RU, "windows-1251").encode("cp1251"),
        "text/xml; charset=utf-8",
        RU,
    ),
    "utf-8, header windows-1251": (document(UG, "utf-8").encode(), "text/xml; charset=windows-1251", UG),
    "utf-8, header iso-8859-1": (document(KK, "utf-8").encode(), "text/xml; charset=iso-8859-1", KK),
    "utf-8, no charset anywhere": (document(UG).encode(), "text/xml", UG),
    "utf-16 with a mark": (document(UG, "utf-16").encode("utf-16"), None, UG),
    "utf-16 big-endian with a mark": (b"\xfe\xff" + document(UG).encode("utf-16-be"), None, UG),
    "utf-16 without a mark": (document(UG, "utf-16").encode("utf-16-le"), None, UG),
    "utf-32 with a mark": (document(UG).encode("utf-32"), None, UG),
    "says utf-16, is utf-8": (document(UG, "utf-16").encode(), None, UG),
    "utf-8 with a mark": (b"\xef\xbb\xbf" + document(UG, "utf-8").encode(), None, UG),
    "big5 declared": (document("新的圖書館今天開放", "big5").encode("big5"), None, "新的圖書館今天開放"),
    "text/html": (document(UG, "utf-8").encode(), "text/html", UG),
    "blanks in front": (b"\n  " + document(UG, "utf-8").encode(), None, UG),
    "a control character": (document(UG + "\x0b", "utf-8").encode(), None, UG),
    "a NUL": (document(UG + "\x00", "utf-8").encode(), None, UG),
    "marks of direction": (
        document("\u202e" + UG + "\u200f", "utf-8").encode(),
        None,
        "\u202e" + UG + "\u200f",
    ),
    "cut short": (document(UG, "utf-8").encode()[:-20], None, UG),
    "one wrong byte": (broken(UG), None, UG + "\ufffd"),
    "a letter cut in two": (
        document(UG, "utf-8").encode().replace("ق".encode(), b"\xd9", 1),
        None,
        UG.replace("ق", "\ufffd", 1),
    ),
    "one wrong byte, declared western": (broken(UG).replace(b"utf-8", b"iso-8859-1"), None, UG + "\ufffd"),
    "western declared": (document(FR, "iso-8859-1").encode("latin-1"), None, FR),
    "western undeclared": (document(FR).encode("cp1252"), None, FR),
    "windows-1251 undeclared": (document(RU).encode("cp1251"), None, RU),
    "koi8-r declared": (document(RU, "koi8-r").encode("koi8-r"), None, RU),
    "kazakh 8-bit declared": (document(KK, "kz-1048").encode("kz1048"), None, KK),
    "an unknown charset": (document(FR, "x-nonsense").encode("cp1252"), None, FR),
    "a codec that is no charset": (document(FR, "punycode").encode("cp1252"), None, FR),
}


@pytest.mark.parametrize("name", CASES)
def test_text_comes_out_right(name: str):
    body, content_type, expected = CASES[name]
    assert f"<title>{expected}<" in text_of(body, content_type=content_type) + "<"


def test_a_page_may_declare_its_charset_itself():
    page = f'<html><head><meta charset="windows-1251"></head><title>{RU}</title>'.encode("cp1251")
    assert RU in text_of(page)


@given(st.binary(max_size=200), st.one_of(st.none(), st.text(max_size=40)))
def test_no_bytes_break_it_and_what_comes_out_can_be_stored(body: bytes, content_type: str | None):
    text = text_of(body, content_type=content_type)
    text.encode("utf-8")
    assert "\x00" not in text


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1))
def test_valid_utf8_is_never_changed(text: str):
    clean = text.replace("\ufffe", "").replace("\uffff", "").removeprefix("\ufeff")
    assert text_of(b"\n" + clean.encode(), content_type="text/xml; charset=gbk") == "\n" + clean


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("a&#0;b", "ab"),
        ("a&#xD800;&#55357;b", "ab"),
        ("a&#x110000;&#4294967295;b", "ab"),
        ("a&#xFFFE&#1;b", "ab"),
        ("&#1602;&#x642;&#10;&amp;&#;", "&#1602;&#x642;&#10;&amp;&#;"),
    ],
)
def test_references_to_forbidden_characters_go_and_others_stay(written: str, left: str):
    assert text_of(written.encode()) == left
