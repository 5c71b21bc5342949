"""Catalogues of converted scripts, made from those of the languages they come from."""

import re
from collections.abc import Iterator, Mapping

from babel.messages.catalog import Catalog, Message

from alertbot.languages import scripts
from alertbot.languages.proof import forms
from alertbot.languages.scripts import masker
from alertbot.languages.table import Language

HEAD = (
    "# {name} catalogue of alertbot, made from {source} by its converter: do not edit.\n"
    "# What is to be said in another way stands in {overrides} beside it.\n"
    "# Not yet checked by a native speaker.\n"
)

# What is written in one way in the script whatever the converter makes of it, as patterns. In Arabic script
# a Latin word inside the line jumps on some phones; elsewhere the name of the app is as on its icon. The
# Chinese converter leaves words as they are; these are other words where traditional characters are read.
_WRITTEN: Mapping[str, Mapping[str, str]] = {
    "ug-Latn": {"[Tt]ëlëgram": "Telegram"},
    "ug-Cyrl": {"[Тт]елеграм": "Telegram"},
    "kk-Arab": {"Telegram": "تەلەگرام"},
    "zh-Hant": {
        "“": "「",
        "”": "」",
        "添加": "新增",
        "登錄信息": "登入資訊",
        "信息": "資訊",
        "文件": "檔案",
        "消息": "訊息",
        "發送": "傳送",
        "鏈接": "連結",
        "數據庫": "資料庫",
        "服務器": "伺服器",
        "賬號": "帳號",
        "菜單": "選單",
        "存儲": "儲存",
        "響應": "回應",
        "通過": "透過",
        "屏蔽": "封鎖",
        "人工智能": "人工智慧",
        "令牌": "權杖",
    },
}
_NO_CAPITALS = frozenset({"ug"})  # sources whose script has none, so that sentences get theirs here
_SENTENCE = re.compile(r"(?:^|(?<=[.?!…]\s)|(?<=\n)|(?<=[«“]))[^\W\d_]")


def catalogue(source: Catalog, language: Language, overrides: Catalog) -> Catalog:
    """What `source` says, in the script of `language`; what `overrides` has is taken from there."""
    made = Catalog(locale=language.locale)
    for message in source:
        if message.id:
            own = overrides.get(message.id, message.context)
            text = own.string if own and any(forms(own.string)) else _converted(message, language)
            made.add(message.id, text, auto_comments=message.auto_comments, context=message.context)
    return made


def stale(source: Catalog, overrides: Catalog) -> Iterator[str]:
    """The English of the overrides that no message has any more."""
    return (
        forms(message.id)[0]
        for message in overrides
        if message.id and not source.get(message.id, message.context)
    )


def text(said: str, english: str, language: Language) -> str:
    """`said` in the script of `language`: placeholders, commands, addresses and isolates as they are.

    Where the source's script has no capitals, sentences get theirs, unless `english` begins small.
    """
    source = language.source
    made = scripts.convert(said, source, language.tag)
    if source in _NO_CAPITALS:
        made = _capitalised(made, whole=not english[:1].islower())
    for pattern, written in _WRITTEN.get(language.tag, {}).items():
        made = re.sub(pattern, written, made)
    return made


def _converted(message: Message, language: Language) -> str | tuple[str, ...]:
    english = forms(message.id)[0]
    made = tuple(text(each, english, language) for each in forms(message.string))
    return made if message.pluralizable else made[0]


def _capitalised(said: str, *, whole: bool) -> str:
    """`said` with a capital at the head of each sentence and of what is quoted; the first if `whole`."""
    addresses = {start for start, _ in masker.kept(said)}

    def capital(found: re.Match[str]) -> str:
        at = found.start()
        return found[0] if at in addresses or not (whole or at) else found[0].upper()

    return _SENTENCE.sub(capital, said)
