import dataclasses

import pytest

from alertbot.languages import spelling, table


def faults(tag: str, text: str) -> list[str]:
    return list(spelling.faults(text, table.get(tag)))


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("ug", "خەۋەرلەر بار، شۇنداقمۇ؟"),
        ("ug-Latn", "Xewerler bar, shundaqmu? In’gliz tilida."),
        ("ug-Cyrl", "Хәвәрләр бар, шундақму? Telegram билиду."),
        ("kk", "Telegram біледі; RSS те бар."),
        ("kk-Arab", "ٴبىز بىلەمىز، تەلەگرام دا."),
        ("kk-Latn", "Telegram bıledı; RSS te bar, İä."),
        ("tr", "İstediğiniz web sayfası, hâlâ açık."),
        ("ru", "Ещё раз: объявление из RSS."),
        ("zh-Hans", "您的 Telegram 编号（加密）：无。"),
        ("zh-Hant", "您的 Telegram 編號（加密）：無。"),
        ("de", "Größe und Übersetzung, „so“."),
        ("fr", "Où\u00a0? L’œuvre «\u00a0çà\u00a0»\u00a0: voilà."),
        ("ar", "هل توافق، أم لا؟ إصدارٌ مُشفَّر."),
        ("es", "¿Qué? Ñandú, pingüino."),
    ],
)
def test_good_spelling_is_passed_over(tag, text):
    assert faults(tag, text) == []


@pytest.mark.parametrize(
    ("tag", "text", "fault"),
    [
        ("tr", "Bu cok i\u0307yi", "letters and marks apart that have one sign together"),
        ("tr", 'Konu "haber"', "straight quotation marks"),
        ("tr", "Wöchentlich", "letters of another alphabet ['w'] in 'Wöchentlich'"),
        ("tr", "Queue", "letters of another alphabet ['q'] in 'Queue'"),
        ("tr", "The topics", "English 'The'"),
        ("de", "Themen of Interesse", "English 'of'"),
        ("de", "Thèmes", "letters of another alphabet ['è'] in 'Thèmes'"),
        ("fr", "your langue", "English 'your'"),
        ("fr", "Où?", "no no-break space at a mark"),
        ("fr", "Où ?", "no no-break space at a mark"),
        ("fr", "« ici\u00a0»", "no no-break space at a mark"),
        ("ru", "Teма", "letters of another alphabet ['e', 't'] in 'Teма'"),
        ("ru", "Тіл", "letters of another alphabet ['і'] in 'Тіл'"),
        ("ru", "Тема feed", "Latin 'feed'"),
        ("ru", "Тема، лента", "punctuation of another script"),
        ("ar", "قائمة, زر", "punctuation of another script"),
        ("ar", "خيارى گ", "letters of another alphabet ['گ'] in 'گ'"),
        ("ar", "یوم", "letters of another alphabet ['ی'] in 'یوم'"),
        ("ar", "قائمة topics", "Latin 'topics'"),
        ("zh-Hans", "主题,订阅", "half-width punctuation"),
        ("zh-Hans", "主题.", "half-width punctuation"),
        ("zh-Hans", "主題", "characters of the other Chinese script"),
        ("zh-Hans", "主题 topics", "Latin 'topics'"),
        ("zh-Hant", "主题", "characters of the other Chinese script"),
        ("ug", "تىل ەۋەتىش", "a word begins with a vowel without its hamza seat"),
        ("ug-Latn", "Wöchentlichv", "letters of another alphabet ['v'] in 'Wöchentlichv'"),
        ("ug-Cyrl", "Тіл", "letters of another alphabet ['і'] in 'Тіл'"),
        ("kk", "Кeрi", "letters of another alphabet ['e', 'i'] in 'Кeрi'"),
        ("kk-Arab", "ءبىز", "letters of another alphabet ['ء'] in 'ءبىز'"),
        ("kk-Latn", "çat", "letters of another alphabet ['ç'] in 'çat'"),
    ],
)
def test_what_is_misspelt_is_said(tag, text, fault):
    assert fault in faults(tag, text)


def test_of_a_language_without_rules_only_what_holds_for_all_is_told():
    hindi = dataclasses.replace(table.get("ar"), tag="hi", locale="hi", script="Deva")
    assert list(spelling.faults("भाषा चुनें, topics", hindi)) == ["Latin 'topics'"]
