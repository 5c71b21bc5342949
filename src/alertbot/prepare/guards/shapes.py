"""The shapes of what leads out of a text: links, handles, hashtags, mail addresses, phone numbers."""

import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import urlsplit

from alertbot.prepare.guards.numerals import digits

_SCHEMES = "https?|tg|tel|sms|mailto|javascript|data|intent|bitcoin|xmpp|signal"
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_DOT = r"(?:\.|[ ]?\[\.\][ ]?|[ ]?\(\.\)[ ]?|[ ]?\[dot\][ ]?|[ ]?\(dot\)[ ]?)"
_LATER = r"(?![\w@-])(?:[/?#][^\s<>\"]{0,2000})?"
# Top-level domains that a link is likely to have, for what would else be two words without a space.
_COMMON = (
    "com|org|net|info|biz|io|me|app|site|online|link|click|top|xyz|shop|live|news|example|test|"
    "ru|cn|kz|tr|de|fr|su|рф|қаз"
)
_LINK = re.compile(
    rf"(?:[a-zA-Z][a-zA-Z0-9+.-]{{1,20}}://|(?i:{_SCHEMES}):(?=\S))[^\s<>\"]{{1,2000}}"
    r"|(?i:www)\.[^\s<>\"]{2,2000}"
    rf"|(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]{{0,61}}[a-z0-9])?\.){{1,8}}(?:[a-z]{{2,24}}|xn--[a-z0-9-]{{2,50}}){_LATER}"
    rf"|(?<![\w@.-])(?:{_LABEL}{_DOT}){{1,8}}(?i:{_COMMON}){_LATER}"
    rf"|(?<![\w@.-])(?:{_LABEL}[ ]dot[ ])(?i:com|org|net|info|example){_LATER}"
    r"|(?<!\w)(?i:[tт][.,][ ]?[mм][eе])/[ ]?\w{2,64}"  # Telegram's own, as it is written past filters
    r"|(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])(?:[:/]\S{0,2000})?"
)
_HANDLE = re.compile(r"(?<![\w/.])@[ ]?\w[\w.]{1,63}")
# Where accounts are that readers may be led to by a mere name, in the languages at the start.
_MESSENGERS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "telegram": r"telegr[aá]m|телеграм|تېلېگرام|تيليجرام|تيليغرام|تلغرام|تلجرام|تېلىگرام|电报|電報",
        "whatsapp": r"whats ?app|ватсап|вотсап|уатсап|вацап|ۋاتساپ|ۋاتسئاپ|واتساب|واتس ?آب",
        "wechat": r"we ?chat|weixin|вичат|ви-?чат|微信|ئۈندىدار|وي ?شات|ويتشات",
        "viber": r"\bviber|вайбер|ۋايبېر|فايبر",
        "instagram": r"instagram|инстаграм|ئىنستاگرام|إنستغرام|انستغرام|إنستجرام|انستجرام",
        "qq": r"\bqq\b|企鹅号",
    }.items()
}
_HASHTAG = re.compile(r"(?<![\w&/#])[#$](?=\w{0,99}[^\W\d_])\w{2,100}")
_MAIL = re.compile(
    r"(?<![\w.+-])\w[\w.+-]{0,63}(?:@|[ ]?\[at\][ ]?|[ ]?\(at\)[ ]?)[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
)
_PHONE = re.compile(r"[+(]{0,2}\d(?:[ ()./\u00a0\u2010-\u2015-]{0,3}\d){6,16}")
_NO_PHONE = re.compile(
    r"\d{1,3}(?:[ .\u00a0]\d{3})+"  # a grouped number
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?: \d{1,2})?|\d{4}[./-]\d{1,2}[./-]\d{1,2}"  # a date
    r"|(?:\d{4}|\d{1,2})(?:[ /–-]{1,3}(?:\d{4}|\d{1,2}))+"  # years and days beside each other
    r"|\d+"  # a number without marks is for the guard of numbers, unless it begins as a phone number does
)
_DIALLED = re.compile(r"[+(]|0\d|8[ -]?[0-9]{3}")
_WORD = re.compile(r"[^\W\d_]+")
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff\U000e0000-\U000e007f]"
)
_SIGNS = str.maketrans({"․": ".", "‧": ".", "∕": "/", "⁄": "/", "·": ".", "＄": "$"})
_WIDE_DOT = re.compile(r"(?<=[A-Za-z0-9])[。｡](?=[A-Za-z0-9])")
_LOOKALIKES = str.maketrans("аеорсухіјѕһԁӏԛԝαοενρτυκ", "aeopcyxijshdlqwaoevptuk")
_LATIN_MIXED = re.compile(
    r"(?=\w{0,63}[a-z])(?=\w{0,63}[\u0370-\u03ff\u0400-\u052f])[\w.-]{1,253}", re.IGNORECASE
)


def plain(text: str) -> str:
    """The text as clients make links of it: compatibility forms resolved, nothing invisible in it.

    Full-width letters and signs, native digits and dots of other scripts are the ASCII ones; words that
    mix Latin with look-alikes of other scripts are all Latin.
    """
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", _WIDE_DOT.sub(".", text)).translate(_SIGNS))
    return _LATIN_MIXED.sub(lambda found: found.group().translate(_LOOKALIKES), folded)


def links(text: str) -> list[str]:
    """What leads to a place on the net, in `plain` text, as written."""
    return [_bare(found.group()) for found in _LINK.finditer(text)]


def handles(text: str) -> list[str]:
    """Names of accounts and channels, in `plain` text."""
    return [_bare(found.group()) for found in _HANDLE.finditer(text)]


def messengers(text: str) -> dict[str, str]:
    """The services with accounts that a `plain` text names: each with the word it is called by there."""
    lowered = text.lower()
    found = ((name, pattern.search(lowered)) for name, pattern in _MESSENGERS.items())
    return {name: match.group() for name, match in found if match is not None}


def hashtags(text: str) -> list[str]:
    """Hashtags and cashtags, in `plain` text."""
    return [found.group() for found in _HASHTAG.finditer(text)]


def mails(text: str) -> list[str]:
    """Mail addresses, in `plain` text."""
    return [_bare(found.group()) for found in _MAIL.finditer(text)]


def phones(text: str) -> list[str]:
    """What is written as a phone number, in `plain` text with digits in ASCII."""
    found = (each.group() for each in _PHONE.finditer(text))
    return [each for each in found if _DIALLED.match(each) or not _NO_PHONE.fullmatch(each)]


def prose(text: str) -> list[str]:
    """The words that are language: not those of links, addresses and handles."""
    for shape in (_LINK, _MAIL, _HANDLE):
        text = shape.sub(" ", text)
    return _WORD.findall(text)


def host(link: str) -> str:
    """The host of a link, without "www."; links are known by it."""
    found = urlsplit(link if "://" in link else f"//{link}").netloc if "[" not in link else link
    return found.rpartition("@")[2].partition(":")[0].lower().removeprefix("www.")


def number(phone: str) -> str:
    """The digits of a phone number."""
    return digits(phone)


def _bare(found: str) -> str:
    return found.rstrip(".,;:!?)]»”’'\"،؛؟。")
