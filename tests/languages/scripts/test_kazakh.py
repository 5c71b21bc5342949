import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.languages.scripts import convert, kazakh

# Cyrillic and Arabic script. The hamza tells front vowels where no е, к or г does.
ARABIC = [
    ("тіл", "ٴتىل"),
    ("сөз үні", "ٴسوز ٴۇنى"),
    ("мәдениет", "مادەنيەت"),
    ("кітап", "كىتاپ"),
    ("күн", "كۇن"),
    ("бірақ", "بىراق"),
    ("ғылым", "عىلىم"),
    ("қазақ тілі", "قازاق ٴتىلى"),
    ("Қазақстан", "قازاقستان"),
    ("жаһан", "جاھان"),
    ("хабар", "حابار"),
    ("вагон", "ۆاگون"),
    ("таң", "تاڭ"),
    ("щи", "ششي"),
    ("юань", "يۋان"),
    ("ғалым, ия; рас па?", "عالىم، يا؛ راس پا؟"),
]
LOANS = [
    ("Азия", "ازيا"),
    ("объект", "وبەكت"),
    ("Франция", "فرانسيا"),
    ("концерт", "كونتسەرت"),
    ("чемпион", "چەمپيون"),
    ("эфир", "ەفير"),
    ("соёмбо", "سويومبو"),
    ("Камбоджа", "كامبوجا"),
    ("Вьетнам", "ۆيەتنام"),
    ("каньон", "كانيون"),
    ("Маврикий, гусии", "ماۆريكي، گۋسي"),
    ("Кирилл", "كيريل"),
    ("митинг, митингте", "ميتيڭ، ميتيڭتە"),
    ("процесс, процестен, процессте", "پروتسەس، پروتسەستەن، پروتسەستە"),
    ("миссия, коллегия, Англия", "ميسسيا، كوللەگيا، انگليا"),
    ("Филиппин", "فيليپين"),
    ("Тайвань", "تايۋان"),
]
LATIN = [
    ("қазақ тілі", "qazaq tılı"),
    ("Әңгіме, Ғылым, Өнер, Ұлт, Үй, Шың", "Äñgıme, Ğylym, Öner, Ūlt, Üi, Şyñ"),
    ("Ішкі істер", "Işkı ıster"),
    ("Илияс", "İliias"),
    ("ІСКЕР ИСІ", "ISKER İSI"),
    ("АҚШта", "AQŞta"),
    ("Чемпион ЧЕМПИОН", "Tşempion TŞEMPİON"),
    ("айтса, кетсе, жатса", "aitsa, ketse, jatsa"),
    ("бейбітшілік, айтшы", "beibıtşılık, aitşy"),
    ("экономика, еңбек", "ekonomika, eñbek"),
    ("альбом, модель, моделі", "albom, model, modelı"),
    ("объект, жаһан, хабар", "obekt, jahan, habar"),
    ("миллион, миллиард, материал", "million, milliard, material"),
    ("партия, қоян, қия, ию, аю", "partiia, qoian, qiia, iiu, aiu"),
    ("ядролық, яғни, юрист, бюджет, медиум", "iadrolyq, iağni, iurist, biudjet, medium"),
    ("цирк, полиция, концерт, процент", "tsirk, politsiia, kontsert, protsent"),
    ("щи, Каспий, заманауи, киім, биыл, мейір", "ştşi, Kaspii, zamanaui, kiım, biyl, meiır"),
    ("соёмбо", "soiombo"),
    ("уақытша, қанатшалық, Мәскеуше", "uaqytşa, qanatşalyq, Mäskeuşe"),
    ("матч, врач, Чад", "mattş, vratş, Tşad"),
    ("костюм, парфюм, аквариум", "kostium, parfium, akvarium"),
    ("Уэльс, дуэль, маэстро, поэт, Назарбаев", "Uels, duel, maestro, poet, Nazarbaev"),
    ("мораль, Моралес", "moral, Morales"),
    ("Нью-Йорк, Таня", "Niu-İork, Tania"),
    ("алты, келтіру, сары", "alty, keltıru, sary"),
    ("VI, ІІМ", "VI, IIM"),
]


@pytest.mark.parametrize(("cyrillic", "arabic"), ARABIC + LOANS)
def test_cyrillic_turns_into_arabic_script(cyrillic, arabic):
    assert convert(cyrillic, "kk", "kk-Arab") == arabic


@pytest.mark.parametrize(("cyrillic", "arabic"), ARABIC[:-2])
def test_arabic_script_turns_back_into_small_cyrillic(cyrillic, arabic):
    if cyrillic != "щи":
        assert convert(arabic, "kk-Arab", "kk") == cyrillic.lower()


@pytest.mark.parametrize(
    "words",
    [
        "сонымен бірге",
        "экономикалық республикасы қазір",
        "коммерция мен демократиялық",
        "назарбаев айтты",
        "тоқаевтың",
        "жолдастарымен",
        "лейбористік",
        "цунами қию аю люстра",
        "қызметкерлер келді",
    ],
)
def test_the_harmony_of_vowels_and_the_stems_are_read(words):
    assert convert(convert(words, "kk", "kk-Arab"), "kk-Arab", "kk") == words


def test_both_hamzas_are_read_and_either_can_be_written():
    assert convert("ءتىل ٴتىل", "kk-Arab", "kk") == "тіл тіл"
    for source, word in (("kk", "тіл"), ("kk-Latn", "tıl")):
        assert [convert(word, source, "kk-Arab", hamza=hamza) for hamza in kazakh.HAMZAS] == ["ٴتىل", "ءتىل"]


@pytest.mark.parametrize(
    ("typed", "cyrillic"),
    [("کىتاپ", "кітап"), ("كىتـاپ", "кітап"), ("ﻗﺎﺯﺍﻕ", "қазақ"), ("قا\u200cزاق", "қазақ")],
)
def test_what_other_keyboards_and_old_fonts_wrote_is_read(typed, cyrillic):
    assert convert(typed, "kk-Arab", "kk") == cyrillic


@pytest.mark.parametrize(("cyrillic", "latin"), LATIN)
def test_cyrillic_turns_into_latin_and_back_with_its_capitals(cyrillic, latin):
    assert convert(cyrillic, "kk", "kk-Latn") == latin
    assert convert(latin, "kk-Latn", "kk") == cyrillic


def test_latin_turns_into_arabic_script():
    assert convert("Qazaq tılı, AQŞta", "kk-Latn", "kk-Arab") == "قازاق ٴتىلى، اقشتا"


def test_signs_alone_are_no_word():
    assert [convert("ь ъ", "kk", tag) for tag in ("kk-Arab", "kk-Latn")] == ["ь ъ", "ь ъ"]


@pytest.mark.parametrize(
    ("word", "source", "target"),
    [
        ("ўзбек", "kk", "kk-Arab"),
        ("ўзбек", "kk", "kk-Latn"),
        ("Facebook", "kk-Latn", "kk"),
        ("Sunday", "kk-Latn", "kk"),
        ("YouTube", "kk-Latn", "kk"),
        ("The", "kk-Latn", "kk"),
        ("Telegraph", "kk-Latn", "kk"),
        ("Google", "kk-Latn", "kk"),
        ("Saint's", "kk-Latn", "kk"),
        ("IV", "kk-Latn", "kk"),
        ("IV", "kk-Latn", "kk-Arab"),
        ("ئۇيغۇر", "kk-Arab", "kk"),
    ],
)
def test_words_with_letters_that_kazakh_has_not_stay(word, source, target):
    assert convert(word, source, target) == word


NATIVE = st.lists(
    st.sampled_from(["ба", "са", "та", "ны", "сы", "лы", "тұ", "со", "жо"]), min_size=1, max_size=5
)


@given(NATIVE.map("".join))
def test_every_word_of_native_syllables_comes_back_from_latin(word):
    assert convert(convert(word, "kk", "kk-Latn"), "kk-Latn", "kk") == word
