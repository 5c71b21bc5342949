"""A translation speaks to its readers only where its source does."""

import pytest

from alertbot.prepare import check
from alertbot.prepare.check import Guard
from alertbot.prepare.guards import address

SOURCE = "A court sentenced a farmer, relatives said."

TOLD = [
    ("ru", "Суд приговорил фермера.", "Сдайтесь в участок полиции."),
    ("ru", "Суд приговорил фермера.", "Сообщите свои данные."),
    ("kk", "Сот шаруаны соттады.", "Полицияға барыңыз."),
    ("kk", "Сот шаруаны соттады.", "Нөміріңізді айтыңыз."),
    ("ug", "سوت دېھقانغا جازا بەردى.", "ساقچىغا مەلۇم قىلىڭ."),
    ("ug", "سوت دېھقانغا جازا بەردى.", "نومۇرىڭىزنى ئەۋەتىڭ"),
    ("tr", "Mahkeme çiftçiyi mahkûm etti.", "Polise bildirin."),
    ("tr", "Mahkeme çiftçiyi mahkûm etti.", "Numaranızı yazın."),
    ("zh-Hans", "法院判处农民徒刑。", "请到公安局自首。"),
    ("de", "Ein Gericht verurteilte einen Bauern.", "Melden Sie ihn der Polizei."),
    ("fr", "Un tribunal a condamné un paysan.", "Signalez-le à la police."),
    ("fr", "Un tribunal a condamné un paysan.", "Donnez votre numéro."),
    ("ar", "حكمت محكمة على مزارع بالسجن.", "سلّم نفسك."),
    ("en", "A court sentenced a farmer.", "Report him to the police."),
    ("ru", "Суд приговорил фермера.", "Напиши в полицию."),
    ("kk", "Сот шаруаны соттады.", "Бізге бүгін хабарлас."),
    ("ug", "سوت دېھقانغا جازا بەردى.", "ساقچىغا خەۋەر قىلغىن."),
    ("tr", "Mahkeme çiftçiyi mahkûm etti.", "Şimdi gruba katıl."),
    ("de", "Ein Gericht verurteilte einen Bauern.", "Klick auf das Bild."),
    ("fr", "Un tribunal a condamné un paysan.", "Envoie-nous son nom."),
]

NEWS = [
    ("kk", "Бұл маңызды шешім теңізге қатысты."),
    ("ug", "بېيجىڭدىكى سوت 12 مىڭ كىشىنىڭ دېڭىز سەپىرىنى توختاتتى، دېدى شىنجاڭ."),
    ("ru", "На сайте суда в элите говорят о защите."),
    ("ug", "بۇنىڭ بولۇشى مۇمكىن. ئۇ يەر يېقىن."),
    ("tr", "Yalnız deniz kıyısında kadının evi var."),
    ("fr", "Chez lui, Martinez a assez vu Suez."),
    ("zh-Hans", "他请求法院重审。"),
    ("de", "Die Polizei meldete, sie werden sie suchen."),
    ("es", "Llame ahora."),  # its readers' language is none of ours
]


@pytest.mark.parametrize(("target", "said", "told"), TOLD)
def test_what_readers_are_told_is_found(target: str, said: str, told: str):
    found = check.findings((SOURCE,), (f"{said} {told}",), target=target, source_language="en")
    assert (Guard.CALL, True) in {(each.guard, each.hard) for each in found}
    assert not address.found(said, target.partition("-")[0])


@pytest.mark.parametrize(("target", "said", "told"), TOLD)
def test_a_source_that_speaks_to_somebody_may_be_translated(target: str, said: str, told: str):
    source = f"{SOURCE} Have you seen him?"
    found = check.findings((source,), (f"{said} {told}",), target=target, source_language="en")
    assert Guard.CALL not in {each.guard for each in found}


@pytest.mark.parametrize(("target", "said"), NEWS)
def test_news_speaks_to_nobody(target: str, said: str):
    assert address.found(said, target.partition("-")[0]) == ()


def test_a_models_summary_speaks_to_nobody():
    source = "Relatives ask that you write to the court. The court is silent."
    found = check.summary_findings(
        source, ("The court is silent.", "Report him to the police."), language="en"
    )
    assert Guard.CALL in {each.guard for each in found}
    assert not check.summary_findings(source, ("The court is silent", "Relatives ask."), language="en")


def test_a_command_in_quotes_is_what_somebody_said():
    assert address.found("«Верните мне отца», — сказала она.", "ru") == ()
    assert address.hinted("Полицияға барыңыз.", "kk")
    assert not address.hinted("Сот шаруаны соттады.", "kk")


@pytest.mark.parametrize(
    "led",
    ["https:evil", "т.ме/evil", "t,me/evil", "Telegram evilbot", "微信 evil", "ватсап 12"],
)
def test_ways_out_as_they_are_written_past_filters(led: str):
    found = check.findings((SOURCE,), (f"Суд приговорил фермера, говорят родные. {led}",), target="ru")
    assert {Guard.LINK, Guard.HANDLE} & {each.guard for each in found}


def test_a_service_that_the_source_names_may_be_named():
    source = "Relatives wrote on WeChat that a court sentenced a farmer."
    found = check.findings((source,), ("Родные написали в 微信, что суд приговорил фермера.",), target="ru")
    assert Guard.HANDLE not in {each.guard for each in found}
