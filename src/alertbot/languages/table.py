"""The table of languages: everything the program knows about a language is its row here.

Adding a language is adding a row and, unless it is converted from another, a catalogue in `locales/`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from babel.core import get_global

from alertbot.errors import NotFound
from alertbot.model import Direction

SOURCE = "en"  # the language of the msgids, and the last fallback of all


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPatterns:
    """How items are joined, for languages where CLDR has no patterns or unnatural ones (UTS 35 §list)."""

    two: str
    start: str
    middle: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language in one script.

    `tag` is BCP 47 with the script where the language has a row in several; `locale` is the CLDR locale
    whose forms it uses, given in full because `Locale.parse` turns scripts it lacks into the base
    language (ug_Latn becomes right-to-left ug). `codes` are the ISO 639-2 and 639-3 codes that mean it.
    """

    tag: str
    locale: str
    script: str  # ISO 15924
    direction: Direction
    own_name: str
    english_name: str
    codes: tuple[str, ...] = ()
    # The tag it is written from by `scripts.convert`; None: it has its own texts.
    converted_from: str | None = None
    fallbacks: tuple[str, ...] = ()  # where a missing message is looked up, before English
    list_patterns: ListPatterns | None = None  # None: CLDR's
    date_pattern: str | None = None  # a CLDR date pattern; None: CLDR's long form
    plural_forms: str | None = None  # gettext's "nplurals=…; plural=…;"; None: Babel's
    letters: tuple[tuple[str, str], ...] = ()  # of CLDR's words, each with what is written here instead
    names: tuple[tuple[str, str], ...] = ()  # tags and names of languages, where CLDR's do not serve
    test_only: bool = False  # never offered to readers

    @property
    def source(self) -> str:
        """The tag that texts of this language are made in: what engines and editors are asked for."""
        return self.converted_from or self.tag

    @property
    def forms_of(self) -> str:
        """The tag whose dates, numbers and names it has: CLDR knows few languages in more scripts than one.

        Where it is another than `tag`, what CLDR gives is to be converted.
        """
        source = TABLE.get(self.converted_from or "")
        return source.tag if source is not None and source.locale == self.locale else self.tag

    @property
    def code(self) -> str:
        """The language without its script (ISO 639-1 where there is one)."""
        return self.tag.partition("-")[0]


_ROWS = (
    Language(
        tag="ug",
        locale="ug",
        script="Arab",
        direction=Direction.RTL,
        own_name="ئۇيغۇرچە",
        english_name="Uyghur",
        codes=("uig",),
        # CLDR 47 has English patterns here ("A, B, and C").
        list_patterns=ListPatterns(two="{0} ۋە {1}", start="{0}، {1}", middle="{0}، {1}", end="{0} ۋە {1}"),
        # CLDR 47 has the day first and the year after a comma, which is not how Uyghur is written.
        date_pattern="y-'يىلى' d-MMMM",
    ),
    Language(
        tag="ug-Latn",
        locale="ug",
        script="Latn",
        direction=Direction.LTR,
        own_name="Uyghurche",
        english_name="Uyghur (Latin)",
        converted_from="ug",
        fallbacks=("ug",),
    ),
    Language(
        tag="ug-Cyrl",
        locale="ug",
        script="Cyrl",
        direction=Direction.LTR,
        own_name="Уйғурчә",
        english_name="Uyghur (Cyrillic)",
        converted_from="ug",
        fallbacks=("ug",),
    ),
    Language(
        tag="kk",
        locale="kk_Cyrl",
        script="Cyrl",
        direction=Direction.LTR,
        own_name="Қазақша",
        english_name="Kazakh",
        codes=("kaz",),
        # CLDR 47 joins two items with "және" but three without any conjunction.
        list_patterns=ListPatterns(
            two="{0} және {1}", start="{0}, {1}", middle="{0}, {1}", end="{0} және {1}"
        ),
    ),
    Language(
        tag="kk-Arab",
        locale="kk_Arab",
        script="Arab",
        direction=Direction.RTL,
        own_name="قازاقشا",
        english_name="Kazakh (Arabic)",
        converted_from="kk",
        fallbacks=("kk",),
        # CLDR 47 has the day first and the year after a comma; in China, where this script is written,
        # it is the year that comes first.
        date_pattern="y-'جىلى' d-MMMM",
        # CLDR 47 has the hamza of the Arabic language; ours is the high one, which was made for Kazakh.
        letters=(("\u0621", "\u0674"),),
    ),
    Language(
        tag="kk-Latn",
        locale="kk_Cyrl",
        script="Latn",
        direction=Direction.LTR,
        own_name="Qazaqşa",
        english_name="Kazakh (Latin)",
        converted_from="kk",
        fallbacks=("kk",),
    ),
    Language(
        tag="en",
        locale="en_GB",
        script="Latn",
        direction=Direction.LTR,
        own_name="English",
        english_name="English",
        codes=("eng",),
    ),
    Language(
        tag="tr",
        locale="tr",
        script="Latn",
        direction=Direction.LTR,
        own_name="Türkçe",
        english_name="Turkish",
        codes=("tur",),
    ),
    Language(
        tag="ru",
        locale="ru",
        script="Cyrl",
        direction=Direction.LTR,
        own_name="Русский",
        english_name="Russian",
        codes=("rus",),
        # CLDR 47 has a comma in them ("китайский, упрощенное письмо"), which a list cannot bear.
        names=(("zh-Hans", "китайский (упрощённый)"), ("zh-Hant", "китайский (традиционный)")),
    ),
    Language(
        tag="zh-Hans",
        locale="zh_Hans",
        script="Hans",
        direction=Direction.LTR,
        own_name="简体中文",
        english_name="Chinese (simplified)",
        codes=("zho", "chi"),
    ),
    Language(
        tag="zh-Hant",
        locale="zh_Hant",
        script="Hant",
        direction=Direction.LTR,
        own_name="繁體中文",
        english_name="Chinese (traditional)",
        converted_from="zh-Hans",
        fallbacks=("zh-Hans",),
    ),
    Language(
        tag="de",
        locale="de",
        script="Latn",
        direction=Direction.LTR,
        own_name="Deutsch",
        english_name="German",
        codes=("deu", "ger"),
    ),
    Language(
        tag="fr",
        locale="fr",
        script="Latn",
        direction=Direction.LTR,
        own_name="Français",
        english_name="French",
        codes=("fra", "fre"),
    ),
    Language(
        tag="ar",
        locale="ar",
        script="Arab",
        direction=Direction.RTL,
        own_name="العربية",
        english_name="Arabic",
        codes=("ara",),
        # Babel 2.18 has the last two forms the wrong way round: 11 to 99 is CLDR's "many".
        plural_forms=(
            "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 "
            ": n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
        ),
        # CLDR 47 names it after the state.
        names=(("kk", "الكازاخية"),),
    ),
    Language(
        tag="es",
        locale="es",
        script="Latn",
        direction=Direction.LTR,
        own_name="Español",
        english_name="Spanish",
        codes=("spa",),
        test_only=True,
    ),
)

TABLE: Mapping[str, Language] = MappingProxyType({row.tag: row for row in _ROWS})


def get(tag: str) -> Language:
    """The row of `tag`. Raises NotFound."""
    try:
        return TABLE[tag]
    except KeyError:
        raise NotFound(f"no language {tag}") from None


def recognise(tag: str | None) -> str | None:
    """Our tag for a language tag as feeds, pages and Telegram write them ("kk-KZ", "ug_Arab", "uig").

    The script comes from the country where the tag does not say it: Kazakh of China ("kk-CN") is our
    "kk-Arab". None where the table has no row for that language in that script.
    """
    written, script, region = _parts(tag or "")
    code = next((row.code for row in TABLE.values() if written in (row.code, *row.codes)), None)
    if code is None:
        return None
    wanted = script or _likely_script(code, region)
    return next((row.tag for row in TABLE.values() if row.code == code and row.script == wanted), None)


def _parts(tag: str) -> tuple[str, str | None, str | None]:
    """Language, script and region of a tag; what follows them (variants, extensions, charsets) is dropped."""
    code, *rest = re.split(r"[-_]", re.split(r"[,;.@\s]", tag.strip(), maxsplit=1)[0])
    script = region = None
    for part in rest:
        if script is None and region is None and re.fullmatch(r"[A-Za-z]{4}", part):
            script = part.title()
        elif region is None and re.fullmatch(r"[A-Za-z]{2}|[0-9]{3}", part):
            region = part.upper()
        elif not re.fullmatch(r"[A-Za-z]{3}", part):  # extended language subtags stand before the script
            break
    return code.lower(), script, region


def _likely_script(code: str, region: str | None) -> str:
    """The script that `code` is usually written in there (CLDR's likely subtags)."""
    likely: Mapping[str, str] = get_global("likely_subtags")
    full = likely.get(f"{code}_{region}") or likely[code]
    return full.split("_")[1]
