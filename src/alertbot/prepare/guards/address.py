"""Whether a text speaks to its readers, in words that only a text which does so has.

News does not: it says what others did. So where a translation tells its readers to do something, or
speaks of their number, and nothing in its source does so, somebody else put it there. Calls have endless
wordings; these forms of the verb are few. What stands in quotes is what somebody said, and is not looked
at. A tripwire: languages whose commands look like other forms are known by their usual ones alone.
"""

import re
from collections.abc import Mapping

_QUOTED = re.compile(r"[«“„\"《「][^«»“”„\"《》「」\n]{0,400}[»”“\"》」]")
_FAR_TOO_LONG = 20_000  # characters; whole articles are quoted from end to end
_BEGINS = r"(?:(?:^|[.!?:;…\n]\s*))"
_ENDS = r"(?=\s*(?:[.!؟;؛:…]|$))"

_WAYS: Mapping[str, str] = {
    "en": (
        rf"{_BEGINS}(?:please )?(?:call|dial|text|contact|report (?:to|him|her|them|it)|send|join|click|visit|download|install|"
        r"donate|share|forward|follow|subscribe|register|go to|tell|write to|enter|open|scan|pay|surrender|turn yourself|give) "
        r"(?:to |at |on |in )?(?:us|me|this|that|our|your|yourself|now|here|him|her|them|the (?:police|authorities|number|link|bot|channel|app))\b"
        r"|\byou must\b|\byour (?:number|phone|account|password|passport|code|card|data|name|address)\b"
    ),
    "ru": (
        r"\b(?!защите|элите|визите|орбите|граните|бюллетен|лимите|кредите|дефиците|транзите|аудите|профиците|фаворите|магните|сайте|"
        r"веб-сайте|интернет-сайте|смайте)(?:\w{2,}(?:айте|яйте|ейте|уйте)|\w*(?:ойдите|йдите|шите|жите|чите|щите|вите|дите|тите|стите|ните|лите|рите))"
        r"(?:сь)?\b(?! (?:меня|нас|ли)\b)|\b(?:ваш(?:а|е|и|его|ей|их|им|ему|ими|у)?|вам|вами)\b"
        r"|\b(?:скачать|установить) (?:приложение|программу)\b|\bперейти по ссылке\b"
        r"|\b(?:позвони|напиши|перейди|нажми|подпишись|подписывайся|скачай|установи|отправь|перешли|вступай|присоединяйся|сообщи|сдайся|приходи|"
        r"поделись|зарегистрируйся)\b"
    ),
    "kk": (
        r"(?<!\w)(?!теңіз|аңыз|маңыз|қаңыз)\w{2,}(?:ыңыз|іңіз|ңыз|ңіз)"
        r"(?:дар|дер|ды|ді|ға|ге|дан|ден|да|де|дың|дің)?(?!\w)"
        rf"|(?<!\w)(?:шал|хабарлас|жібер|қосыл|жазыл|орнат|айтып жібер|хабарла|тапсыр|төле|бөліс|тірке[лт]|жүктеп ал|жүгін){_ENDS}"
    ),
    "ug": (
        rf"(?<!\w)(?!مىڭ|بېيجىڭ|پىڭ)\w{{2,}}(?<!ن)(?:ىڭ|ۇڭ|ۈڭ)(?:لار)?{_ENDS}|(?<!\w)\w{{2,}}(?:ىڭلار|ۇڭلار|ۈڭلار){_ENDS}"
        rf"|(?<!\w)(?!مۇمكىن|يېقىن|ئېقىن|سالقىن|تاشقىن|قىزغىن|ياڭقىن|كەسكىن|ئۆتكىن|ئاقىن)\w{{2,}}(?:غىن|قىن|گىن|كىن){_ENDS}"
        r"|(?<!\w)(?!دېڭىز)\w{2,}(?:ىڭىز|ۇڭىز|ۈڭىز)(?:لار)?(?:نى|غا|گە|دىن|دا|دە|نىڭ)?(?!\w)"
    ),
    "tr": (
        r"\b\w{2,}(?:ınız|iniz|unuz|ünüz)(?:ı|i|u|ü|a|e|da|de|dan|den)?\b"
        r"|\b(?:gid|bildir|ed|kur|yaz|ver|ara|bas|aç|gir|öde|at|söyle|ilet|sor|gönder|paylaş|indir|yükle|katıl|bağışla|ol|başvur|ulaş|"
        rf"tara|dinle|izle|oku|tıkla|takip ed)(?:y)?(?:ın|in|un|ün){_ENDS}"
        rf"|\b(?:tıkla|indir|katıl|paylaş|kaydol|abone ol|bağış yap|gönder|bildir|teslim ol|bizi ara|bize yaz){_ENDS}"
    ),
    "zh": (
        r"(?:^|[。！？,，;；:：\s])(?:请|請|立即|马上|赶快|务必)(?!求|愿|願|辞|假|问|柬|教|客|示)\S"
        r"|[您妳]|你们?的?(?:号码|手机|账号|密码|信息)|加(?:我)?(?:微信|好友|群)|联系(?:我们|客服)|打(?:这个|此|该)电话|扫(?:描)?二?维?码"
    ),
    "de": (
        r"(?:^|[.!?:;\n] ?)(?:[A-ZÄÖÜ]\w+en|Seien) Sie\b|\b(?:Ihre|Ihren|Ihrem|Ihrer) (?:Nummer|Telefonnummer|Daten|Code|Passwort|Konto|Namen|Pass)\b"
        rf"|{_BEGINS}(?:Rufe?t?|Klicke?t?|Schicke?t?|Meldet? (?:dich|euch)|Abonniere|Installiere|Lade|Folgt? uns|Schreibe?t? (?:uns|mir)|Stelle? dich|Öffne|Überweise) "
        r"|\b(?:Jetzt|Hier) (?:anrufen|klicken|melden|spenden|abonnieren|herunterladen)\b"
    ),
    "fr": (
        r"\b(?!chez|assez|nez|rez|Chez|Assez)[a-zéèêàâîïôûç]{2,}ez\b(?=[ -])"
        rf"|{_BEGINS}(?!Chez|Assez)[A-ZÉÈÊÀ][a-zéèêàâîïôûç]+ez(?:-\w+)? (?:à|au|aux|sur|le|la|les|l['’]|un|une|vos|votre|ce|cette|nous|vous|notre|de|du)\b"
        rf"|{_BEGINS}(?:Appelle|Envoie|Clique|Rejoins|Télécharge|Installe|Partage|Contacte|Écris|Signale|Abonne)(?:-(?:toi|moi|nous)\b| (?:le|la|les|ce|cette|ici|à|au|sur|nous|ton|tes)\b)"
        r"|\b(?:votre|vos)\b|\b(?i:cliquer ici|(?:appelle|écris|contacte|rejoins|suis)-(?:nous|moi))\b"
    ),
    "ar": (
        r"(?<!\w)(?:و|ف)?(?:اذهبوا|سلموا أنفسكم|سلّموا أنفسكم|سلّ?م نفسك|أعطونا|أعطنا|تابعونا|تابعنا|ادخل(?:وا)? (?:على|إلى) (?:الرابط|القناة|الموقع)|"
        r"رقمك|رقمكم|هاتفك|هاتفكم|حسابك|حسابكم|بياناتك|بياناتكم|اسمك|كلمة سرك|يرجى (?:الاتصال|الإبلاغ|إرسال|التوجه|التواصل)|عليكم|عليك)(?!\w)"
    ),
}  # fmt: skip
_CASED = frozenset({"de", "fr"})
_COMPILED = {
    code: re.compile(pattern, re.MULTILINE if code in _CASED else re.MULTILINE | re.IGNORECASE)
    for code, pattern in _WAYS.items()
}
# In a source a hint is enough: then its translation may speak to somebody too.
_HINTS: Mapping[str, str] = {"en": r"\b(?:you|your|yours|yourself|please|let['’]?s)\b"}


def found(text: str, code: str) -> tuple[str, ...]:
    """The words by which a text in the language with this ISO 639 code speaks to its readers."""
    pattern = _COMPILED.get(code)
    if pattern is None:
        return ()
    return tuple(dict.fromkeys(each.group().strip(" .!?:;…\n") for each in pattern.finditer(_unquoted(text))))


def hinted(text: str, code: str) -> bool:
    """Whether a source may speak to its readers."""
    hints = _HINTS.get(code)
    plain = _unquoted(text)
    return bool(found(text, code)) or (
        hints is not None and re.search(hints, plain, re.IGNORECASE) is not None
    )


def _unquoted(text: str) -> str:
    return _QUOTED.sub(" ", text[:_FAR_TOO_LONG])
