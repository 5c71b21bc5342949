import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.languages.identify import Guess, _weighed, identify
from alertbot.languages.scripts import convert

UYGHUR = "خەلقئارا تەشكىلاتلار تۇتۇلغان مۇخبىرلارنىڭ دەرھال قويۇپ بېرىلىشىنى تەلەپ قىلدى."
KAZAKH = "Халықаралық ұйымдар ұсталған журналистерді дереу босатуды талап етті."
TEXTS = {
    "ug": UYGHUR,
    "ug-Latn": convert(UYGHUR, "ug", "ug-Latn"),
    "ug-Cyrl": convert(UYGHUR, "ug", "ug-Cyrl"),
    "kk": KAZAKH,
    "kk-Arab": convert(KAZAKH, "kk", "kk-Arab"),
    "kk-Latn": convert(KAZAKH, "kk", "kk-Latn"),
    "ky": "Эл аралык уюмдар кармалган журналисттерди токтоосуз бошотууну талап кылышты.",
    "uz": "Xalqaro tashkilotlar qoʻlga olingan jurnalistlarni zudlik bilan ozod qilishni talab qildi.",
    "uz-Cyrl": "Халқаро ташкилотлар қўлга олинган журналистларни зудлик билан озод қилишни талаб қилди.",
    "tr": "Uluslararası kuruluşlar gözaltına alınan gazetecilerin derhal serbest bırakılmasını istedi.",
    "ru": "Международные организации потребовали немедленно освободить задержанных журналистов.",
    "en": "International organisations demanded that the detained journalists be released at once.",
    "de": "Internationale Organisationen forderten, die festgenommenen Journalisten sofort freizulassen.",
    "fr": "Des organisations internationales ont exigé la libération immédiate des journalistes détenus.",
    "es": "Las organizaciones internacionales exigieron la liberación inmediata de los periodistas.",
    "ar": "طالبت منظمات دولية بالإفراج الفوري عن الصحفيين المعتقلين.",
    "fa": "سازمان‌های بین‌المللی خواستار آزادی فوری روزنامه‌نگاران بازداشت‌شده شدند.",
    "ur": "بین الاقوامی تنظیموں نے گرفتار صحافیوں کی فوری رہائی کا مطالبہ کیا ہے۔",
    "ku-Arab": "ڕێکخراوە نێودەوڵەتییەکان داوای ئازادکردنی ڕۆژنامەنووسە دەستگیرکراوەکانیان کرد.",
    "zh-Hans": "国际组织要求立即释放被拘留的记者。",
    "zh-Hant": "國際組織要求立即釋放被拘留的記者。",
    "ja-Jpan": "国際団体は拘束された記者の即時釈放を求めた。",
    "ko-Kore": "국제 단체들은 구금된 기자들의 즉각 석방을 요구했다.",
    "uk": "Міжнародні організації вимагали негайно звільнити затриманих журналістів.",
    "bg": "Международни организации поискаха незабавното освобождаване на задържаните журналисти в страната.",
}


@pytest.mark.parametrize("tag", TEXTS)
def test_each_language_is_known_in_each_script(tag):
    guess = identify(TEXTS[tag])
    assert guess is not None
    assert tag in (guess.tag, f"{guess.code}-{guess.script}")


@pytest.mark.parametrize(
    "text", ["", "   ", "12 345", "\0\0", "\ud800", "https://news.example/ئۇيغۇر @kim", "ж"]
)
def test_a_text_without_letters_is_not_guessed(text):
    assert identify(text) is None


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("ئۇيغۇر", "ug"),
        ("ٴتىل", "kk-Arab"),
        ("ۇلتتار", "kk-Arab"),
        ("Он сказал, что", "ru"),
        ("На месте церкви, добавил он,", "ru"),
        ("نان", "fa"),
        ("سەن", "kk-Arab"),
        ("öyimiz bolsa qoshna", "ug-Latn"),
        ("öyge keldi sheherdin", "ug-Latn"),
        ("中文", "zh-Hans"),
        ("كتاب", "ar"),
        ("ا ب", None),
        ("Сонымен қатар, The Fragrance Shop", "kk"),
        ("بۇ ھەقتە «Morning News» نىڭ مۇخبىرى", "ug"),
        ("Springfield 的居民说", "zh-Hans"),
    ],
)
def test_a_few_words_are_enough(text, tag):
    guess = identify(text)
    assert (guess and guess.tag) == tag


def test_the_tag_says_the_script_where_it_is_not_the_usual_one():
    assert [Guess("ug", "Arab").tag, Guess("ug", "Latn").tag, Guess("de", "Latn").tag] == [
        "ug",
        "ug-Latn",
        "de",
    ]


@settings(max_examples=150)
@given(st.text(st.characters(exclude_categories=())))
def test_no_text_raises(text):
    identify(text)


@pytest.mark.parametrize("text", ["a" * 1_000_000, "<" * 1_000_000, "'" * 1_000_000, "\ufffe\x01ab" * 100])
def test_long_and_hostile_texts_are_quick(text):
    identify(text)


def test_what_a_library_refuses_is_no_error():
    assert _weighed("\0\ufffe") == ("un", 0)
