import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.languages.scripts import convert

# Arabic, Latin, Cyrillic.
PAIRS = [
    ("ئۇيغۇر", "uyghur", "уйғур"),
    ("خەۋەر", "xewer", "хәвәр"),
    ("ژۇرنال", "zhurnal", "журнал"),
    ("چوڭ جاڭگال", "chong janggal", "чоң җаңгал"),
    ("ئىنغا", "ingha", "инға"),
    ("كۈنگە", "kün'ge", "күнгә"),
    ("ئىسھاق", "is'haq", "исһақ"),
    ("ئىزھار", "iz'har", "изһар"),
    ("بېرمىڭھام", "bërming'ham", "бермиңһам"),
    ("مەشھۇر", "meshhur", "мәшһур"),
    ("قاراڭغۇ", "qarangghu", "қараңғу"),
    ("كەلگەن، ئۆگەنگەن", "kelgen, ögengen", "кәлгән, өгәнгән"),
    ("سائەت", "saet", "саәт"),
    ("سەنئەت", "sen'et", "сәнъәт"),
    ("مەسئۇل", "mes'ul", "мәсъул"),
    ("تەبىئىي", "tebiiy", "тәбиий"),
    ("رېئال", "rëal", "реал"),
    ("يۈەن", "yüen", "йүән"),
    ("جۇڭخۇا", "jungxua", "җуңхуа"),
    ("ياخشى، بۈيۈك، يۇرت", "yaxshi, büyük, yurt", "яхши, бүйүк, юрт"),
    ("دۇنيا", "dunya", "дуния"),
    ("قىياپەت", "qiyapet", "қияпәт"),
    ("كومپيۇتېر", "kompyutër", "компьютер"),
    ("نېمە؟ بىر؛ ئىككى، ئۈچ", "nëme? bir; ikki, üch", "немә? бир; икки, үч"),
]


@pytest.mark.parametrize(("arabic", "latin", "cyrillic"), PAIRS)
def test_each_script_turns_into_each_other(arabic, latin, cyrillic):
    texts = {"ug": arabic, "ug-Latn": latin, "ug-Cyrl": cyrillic}
    for source, text in texts.items():
        for target, wanted in texts.items():
            assert convert(text, source, target) == wanted


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("qilinghan", "قىلىنغان"),
        ("qilin'ghan", "قىلىنغان"),
        ("in’gha", "ئىنغا"),
        ("s'h", "سھ"),
        ("ma'arip", "مائارىپ"),
        ("xelq'ara", "خەلقئارا"),
        ("te'sir", "تەسىر"),
        ("këyin kéyin këyin ke\u0301yin", "كېيىن كېيىن كېيىن كېيىن"),
        ("oxshash okhshash", "ئوخشاش ئوخشاش"),
        ("Uyghur SHEHER", "ئۇيغۇر شەھەر"),
        ("'söz'", "'سۆز'"),
        ("Sh. Gh. Ch. Zh. A.", "ش. غ. چ. ژ. ئا."),
    ],
)
def test_latin_as_people_write_it_is_read(latin, arabic):
    assert convert(latin, "ug-Latn", "ug") == arabic


@pytest.mark.parametrize(
    "word", ["BBC", "Facebook", "COVID", "XX", "KSWB", "naïve", "İstanbul", "Dr", "Ng", "Burt's"]
)
def test_words_that_are_not_spelt_as_uyghur_stay(word):
    assert convert(word, "ug-Latn", "ug") == word


@pytest.mark.parametrize("word", ["صباح", "عليكم", "قازاقستانعا", "ﷺ", "\u200c", "\u0640"])
def test_words_with_arabic_letters_that_uyghur_has_not_stay(word):
    assert convert(word, "ug", "ug-Latn") == word


@pytest.mark.parametrize(
    ("typed", "latin"),
    [
        ("ﺋﯘﻳﻐﯘﺭ", "uyghur"),  # presentation forms
        ("\ufeeb\ufee2", "hm"),
        ("\ufe91\ufef4\ufeea", "bye"),  # the final form of heh stands for e
        ("کىتاب", "kitab"),  # Persian kaf
        ("مەهەللە", "mehelle"),
        ("یاخشی", "yaxshi"),
        ("سـۆز", "söz"),  # tatweel
        ("سۆز\u200cلەر", "sözler"),
    ],
)
def test_what_other_keyboards_and_old_fonts_wrote_is_read(typed, latin):
    assert convert(typed, "ug", "ug-Latn") == latin


def test_a_hamza_before_a_consonant_is_kept_apart_from_quotation_marks():
    assert convert("ئشىك", "ug", "ug-Latn") == "ʼshik"
    assert convert("ʼshik 'ishik'", "ug-Latn", "ug") == "ئشىك 'ئىشىك'"


def test_russian_letters_are_read():
    assert convert("съезд щётка цирк эфир ы", "ug-Cyrl", "ug") == "سئېزد شچيوتكا تسىرك ئېفىر ئى"


def test_cyrillic_words_of_other_languages_stay():
    assert convert("бұл їжа", "ug-Cyrl", "ug") == "бұл їжа"
    assert [convert("ь Ь", "ug-Cyrl", tag) for tag in ("ug", "ug-Latn")] == ["ь Ь", "ь Ь"]
    assert convert("бұл їжа", "ug-Cyrl", "ug-Latn") == "бұл їжа"


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Shinjang Uyghur", "Шинҗаң Уйғур"),
        ("SHINJANG", "ШИНҖАҢ"),
        ("BDTning", "БДТниң"),
        ("UyghurTor", "УйғурТор"),
        ("Yurt", "Юрт"),
        ("BBC", "BBC"),
    ],
)
def test_capitals_survive(latin, cyrillic):
    assert convert(latin, "ug-Latn", "ug-Cyrl") == cyrillic
    assert convert(cyrillic, "ug-Cyrl", "ug-Latn") == latin


def test_runs_of_other_scripts_keep_their_punctuation():
    assert convert("söz, Москва, 北京, söz; 12,5 yaki 3, 4?", "ug-Latn", "ug") == (
        "سۆز، Москва, 北京, سۆز؛ 12,5 ياكى 3، 4؟"
    )


OPEN = ["با", "پە", "تې", "جى", "چو", "خۇ", "دۆ", "رۈ", "زا", "سە", "شې", "غى", "فو", "قۇ", "كۆ", "گۈ", "لا"]
SYLLABLES = st.sampled_from([*OPEN, "مە", "نې", "ھى", "ۋو", "يۇ", "ڭا", "ن", "ل", "ر"])


@given(st.lists(SYLLABLES, min_size=1, max_size=6).map("".join))
def test_every_well_formed_word_comes_back_from_latin_and_cyrillic(word):
    for script in ("ug-Latn", "ug-Cyrl"):
        assert convert(convert(word, "ug", script), script, "ug") == word
