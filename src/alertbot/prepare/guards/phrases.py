"""Phrases that no article says: a model speaking of itself, an instruction to one, a call to readers.

One regular expression a language over text in lower case. They are tripwires for the usual wordings.
"""

import re
from collections.abc import Mapping

# What models say instead of doing, what they say around it, and what is said to them.
_MACHINE: Mapping[str, str] = {
    "en": (
        r"\bas an? (?:ai|artificial intelligence|language model|large language model)\b|\bi(?:['’]m| am) (?:sorry|unable|an ai)\b"
        r"|\bi (?:cannot|can['’]t|won['’]t) (?:help|assist|translate|comply|provide|fulfil)|\bhere(?:['’]s| is) (?:the|your|a) (?:translation|summary)"
        r"|\b(?:ignore|disregard|forget)\b.{0,30}\b(?:instructions?|prompts?|rules|above|previous)\b"
        r"|\bsystem (?:prompt|message|override)\b|\bdeveloper mode\b|\bnew instructions?:|\byou are now\b|<\|?(?:im_start|system|endoftext)"
        r"|\bend of (?:article|prompt|instructions?)\b|\btranslator['’]?s? note\b|\bthe (?:assistant|model) must\b|\boutput only\b"
    ),
    "ug": (
        r"سۈنئىي ئەقىل (?:بولۇش|سۈپىتى|مودېلى)|تىل مودېلى|كەچۈرۈڭ[،,] مەن|ياردەم قىلالمايمەن|تەرجىمە قىلالمايمەن"
        r"|(?:ئالدىنقى|يۇقىرىقى) (?:كۆرسەتمە|بۇيرۇق|يوليورۇق)|سىستېما (?:ئۇچۇرى|بۇيرۇقى|كۆرسەتمىسى)"
    ),
    "kk": (
        r"жасанды интеллект (?:ретінде|моделі)|тілдік модель|кешіріңіз, мен|көмектесе алмаймын|аудара алмаймын"
        r"|(?:алдыңғы|жоғарыдағы) нұсқау|жүйелік (?:хабарлама|нұсқау)|міне,? аударма"
    ),
    "tr": (
        r"\b(?:bir )?yapay zek[aâ] (?:olarak|modeliyim)|\bdil modeli(?:yim)?\b|üzgünüm,|\b(?:yardımcı olamam|çeviremem)"
        r"|(?:önceki|yukarıdaki) (?:talimat|yönerge)|sistem (?:mesajı|istemi|talimatı)|işte çeviri"
    ),
    "ru": (
        r"как (?:искусственный интеллект|языковая модель)|я (?:языковая модель|не могу (?:помочь|перевести|выполнить))"
        r"|(?:игнорируй|забудь|проигнорируй).{0,30}(?:инструкци|указани)|(?:предыдущие|вышеуказанные) (?:инструкци|указани)"
        r"|системн(?:ое сообщение|ый промпт|ая инструкция)|вот (?:перевод|краткое изложение)"
    ),
    "zh": (
        r"作为(?:一个|一名)?(?:人工智能|ai|语言模型|語言模型)|我(?:无法|無法|不能)(?:帮助|幫助|翻译|翻譯|提供|协助)|很?抱歉[，,]我"
        r"|(?:忽略|无视|無視)(?:之前|以上|前面|先前|所有).{0,10}(?:指令|指示|提示)|系统(?:提示|消息|指令)|系統(?:提示|訊息|指令)|以下是(?:翻译|翻譯|译文|譯文|摘要)"
    ),
    "de": (
        r"als (?:ki|künstliche intelligenz|sprachmodell)\b|ich (?:kann|darf) (?:dabei |das |diesen text )?(?:leider )?nicht (?:helfen|übersetzen)|es tut mir leid, (?:aber )?ich"
        r"|(?:ignoriere|vergiss).{0,30}(?:anweisung|regeln)|(?:vorherigen|obigen) anweisungen|system(?:nachricht|meldung|prompt)|hier ist die (?:übersetzung|zusammenfassung)"
    ),
    "fr": (
        r"en tant qu[e'’] ?(?:ia|intelligence artificielle|modèle de langage)|je (?:suis désolé|ne peux pas (?:aider|traduire))"
        r"|(?:ignore|oublie)[sz]?.{0,30}(?:instruction|consigne)|instructions (?:précédentes|ci-dessus)|message système|voici (?:la traduction|le résumé)"
    ),
    "ar": (
        r"بصفتي (?:ذكاء|نموذج)|نموذج لغوي|لا (?:أستطيع|يمكنني) (?:المساعدة|ترجمة|مساعدت)|أعتذر[،,] (?:لكن|لا)"
        r"|تجاهل.{0,30}(?:التعليمات|الأوامر)|التعليمات السابقة|رسالة (?:من )?النظام|(?:إليك|فيما يلي) (?:الترجمة|الملخص)"
    ),
    "es": (
        r"como (?:una )?(?:ia|inteligencia artificial|modelo de lenguaje)|no puedo (?:ayudar|traducir)|lo siento, (?:pero )?no"
        r"|(?:ignora|olvida).{0,30}instrucciones|instrucciones anteriores|mensaje del sistema|aquí (?:está|tienes) (?:la traducción|el resumen)"
    ),
}

# What readers are asked to do.
_CALLS: Mapping[str, str] = {
    "en": (
        r"\b(?:call|dial|phone|ring|text|whatsapp) (?:us|me|now|today|this number|the number|our|(?:on |at )?[+(]?\d{3})"
        r"|\bclick (?:here|on|the|this|below)|\b(?:follow|open|tap|press) (?:the|this|our) (?:link|button|channel)"
        r"|\b(?:join|subscribe to|follow) (?:us|our|the|this|my) (?:\w+ )?(?:channel|group|chat|page|newsletter|bot)|\bsubscribe (?:now|here|today)|\bsign up (?:now|here|today|at)"
        r"|\b(?:download|install) (?:the|this|our|now)\b|\b(?:send|transfer|donate|pay) (?:money|bitcoin|crypto|funds|your|us|now|to (?:this|our|the))\b|\bdonate (?:now|here|today|at)\b"
        r"|\b(?:contact|message|write to|email|report to) (?:us|me|this)\b|\b(?:share|forward|spread|repost) this\b|\bscan (?:the|this) (?:qr )?code|\breply (?:to this|with your)"
        r"|\b(?:register|apply|vote|enter your) (?:now|here|today|at|name|phone|number|password|passport)|\b(?:visit|go to) (?:our|this|the) (?:site|website|link|page)|\byou must (?:call|go|report|send|register)\b"
    ),
    "ug": (
        r"تېلېفون قىلىڭ|نومۇرغا (?:تېلېفون )?(?:قىلىڭ|ئۇرۇڭ)|تېلېفون (?:ئۇرۇڭ|قىلسىڭىز)|(?:بۇ يەرنى|ئۇلانمىنى|تۆۋەندىكىنى) (?:چېكىڭ|بېسىڭ)|چېكىڭ"
        r"|(?:قانالغا|گۇرۇپپىغا|قانىلىمىزغا|گۇرۇپپىمىزغا) (?:قوشۇلۇڭ|ئەزا)|ئەزا بولۇڭ|مۇشتەرى بولۇڭ|چۈشۈرۈڭ|قاچىلاڭ|پۇل (?:ئەۋەتىڭ|يوللاڭ)|ئىئانە قىلىڭ"
        r"|بىز بىلەن ئالاقىلىشىڭ|ئالاقىلىشىڭ|ھەمبەھىرلەڭ|تارقىتىڭ|تىزىملىتىڭ|ئىسكاننېرلاڭ|زىيارەت قىلىڭ|خەت يېزىڭ"
    ),
    "kk": (
        r"қоңырау шалыңыз|хабарласыңыз|(?:мына|осы) (?:нөмірге|сілтеме)|(?:осында|сілтемені|мұнда) (?:басыңыз|ашыңыз)|басыңыз\b|(?:арнаға|топқа|арнамызға|тобымызға) (?:қосылыңыз|жазылыңыз)"
        r"|жазылыңыз|қосылыңыз|жүктеп алыңыз|орнатыңыз|ақша (?:жіберіңіз|аударыңыз)|(?:жіберіңіз|таратыңыз|бөлісіңіз|тіркеліңіз|сканерлеңіз|кіріңіз)\b"
    ),
    "tr": (
        r"\b(?:bizi|hemen|şimdi|numarayı|bu numarayı|numaradan) (?:arayın|ara)\b|\barayın(?:ız)?\b|\btıklayın(?:ız)?\b|\b(?:kanala|gruba|kanalımıza|grubumuza) (?:katılın|abone)"
        r"|\babone olun|\bkatılın(?:ız)?\b|\bindirin(?:iz)?\b|\byükleyin(?:iz)?\b|\bpara gönderin|\bbağış yapın|\b(?:bize|bizimle) (?:yazın|ulaşın|iletişime geçin)|\bpaylaşın(?:ız)?\b|\bkaydolun|\bziyaret edin(?:iz)?\b|\bgönderin(?:iz)?\b"
    ),
    "ru": (
        r"\b(?:позвоните|звоните|наберите|позвони)\b|\b(?:нажмите|кликните|перейдите|жмите)\b|\b(?:подпишитесь|подписывайтесь|вступайте|присоединяйтесь|присоединитесь)\b"
        r"|\b(?:скачайте|установите|загрузите) (?:приложение|программу|файл|наше|это)|\b(?:отправьте|переведите|пожертвуйте|перешлите|напишите нам|пишите нам|свяжитесь с нами|поделитесь|зарегистрируйтесь|отсканируйте|посетите наш)"
    ),
    "zh": (
        r"(?:请|立即|马上|立刻|請)(?:致电|拨打|联系|聯繫|致電|撥打|点击|點擊|加入|关注|關注|下载|下載|安装|安裝|转发|轉發|分享|注册|註冊|扫码|掃碼|扫描|掃描|捐款|汇款|匯款|访问|訪問)"
        r"|拨打(?:电话|热线|此)|撥打(?:電話|熱線)|点击(?:此处|这里|链接|下方)|點擊(?:此處|這裡|連結)|加入(?:我们|我們|频道|頻道|群)|扫(?:描)?二维码|联系我们|聯繫我們|关注我们|关注频道"
    ),
    "de": (
        r"\brufen sie\b|\bruf(?:t)? (?:uns|jetzt|diese)|\bwählen sie (?:die|diese|jetzt|\+?\d)|\bklick(?:en sie|t|e) (?:hier|auf|jetzt)|\babonnieren sie|\btreten sie .{0,40}(?:bei|kanal|gruppe)|\b(?:laden|installieren|überweisen|spenden|senden|schicken|schreiben|teilen|besuchen|kontaktieren|scannen|registrieren) sie\b"
        r"|\bfolgen sie (?:uns|dem|diesem)|\bmelden sie sich\b|\bspende jetzt\b"
    ),
    "fr": (
        r"\b(?:appelez|composez|téléphonez)\b|\bcliquez\b|\b(?:abonnez|inscrivez|rejoignez|contactez|suivez)(?:-| )?(?:vous|nous|notre|la|le)|\b(?:téléchargez|installez|envoyez|partagez|transférez|faites un don|scannez|visitez|écrivez-nous)\b"
    ),
    "ar": (
        r"(?:^|\s)(?:(?:اتصل|اضغط|انقر|اشترك|تبرع|أرسل|ارسل|انضم|حمّ?ل|امسح)وا|(?:اتصل|اضغط|انقر|اشترك|تبرع|أرسل|ارسل|انضم|حمّ?ل|امسح) (?:الآن|هنا|بنا|إلينا|بالرقم|على (?:الرقم|الرابط|هذا)|في القناة|إلى (?:القناة|قناتنا|المجموعة|مجموعتنا)|المال|رمز|التطبيق)|شارك(?:وا)? (?:هذ|الرابط|الرسالة)|سجّ?ل(?:وا)? (?:الآن|هنا)|راسلنا|تواصل(?:وا)? معنا|زوروا|قم بزيارة)(?=\s|$|[.,،!:])"
    ),
    "es": (
        r"\b(?:llame|llama|llámenos|marque) (?:al|a|ahora|ya|este|hoy)\b|\bllámenos\b|\b(?:haga|haz) clic|\b(?:suscríbase|suscríbete|únase|únete|descargue|descarga (?:la|el|ahora)|instale|envíe|comparta|reenvíe|regístrese|contáctenos|escríbanos|visite nuestr|done ahora|síganos)\b"
    ),
}

_COMPILED = {
    kind: {code: re.compile(pattern) for code, pattern in table.items()}
    for kind, table in (("machine", _MACHINE), ("call", _CALLS))
}
_ENCODED = re.compile(
    r"(?<![\w/+=])(?=[A-Za-z0-9+/]{0,200}\d)(?=[A-Za-z0-9+/]{0,200}[A-Z])[A-Za-z0-9+/]{24,}={0,2}(?![\w/+])|(?:%[0-9A-Fa-f]{2}){6,}|(?:\\x[0-9a-f]{2}){4,}"
)


def machine(text: str, code: str) -> tuple[str, ...]:
    """Words of a model about itself or to one, in the language with this ISO 639 code or in English."""
    lowered = text.lower()
    found = (*_found("machine", lowered, code), *(each.group() for each in _ENCODED.finditer(text)))
    return tuple(dict.fromkeys(found))


def calls(text: str, code: str) -> tuple[str, ...]:
    """What readers are asked to do, in the language with this ISO 639 code or in English."""
    return tuple(dict.fromkeys(_found("call", text.lower(), code)))


def _found(kind: str, lowered: str, code: str) -> list[str]:
    patterns = _COMPILED[kind]
    asked = [patterns[each] for each in dict.fromkeys((code, "en")) if each in patterns]
    return [found.group().strip() for pattern in asked for found in pattern.finditer(lowered)]
