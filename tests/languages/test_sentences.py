import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.languages.sentences import split

CASES = {
    "en": [
        ["Mr. Smith came at 5 p.m. on Jan. 5.", "He paid 1.5 dollars to A. B. Jones."],
        ["“Is it true?” she asked.", "“Yes!”", "They left."],
        ["He said no.", "Nobody knew why… and nobody asked."],
        ["It is in No. 5.", "See www.example.org for more."],
        ["1. The first point.", "2. The second point."],
        ["They met at 5 p.m.", "The talks failed."],
        ["What?!", "Really..."],
        ["No mark at the end"],
    ],
    "ug": [
        ["قۇلجىدا ئىككى كىشى تۇتۇلدى.", "ئۇلارنىڭ ئائىلىسى خەۋەرسىز."],
        ["«بىز بىلمەيمىز!» دېدى ئۇ.", "كېيىن ئۇ كەتتى."],
        ["بۇ نېمە؟", "ھېچكىم جاۋاب بەرمىدى؟", "شۇنداق."],
        ["«نېمىشقا؟» دەپ سورىدى مۇخبىر.", "ئۇ جاۋاب بەرمىدى."],
        ["ج. ج. خ. د. دا بىر يىغىن ئېچىلدى.", "يىغىن 2.5 سائەت داۋام قىلدى."],
    ],
    "kk": [
        ["2026 ж. 5 наурызда 1,5 млн. адам келді.", "Олар А. Құнанбаевты еске алды."],
        ["Нан, су, т.б.", "Бәрі бар."],
        ["«Бұл рас па?» — деді ол.", "Жоқ."],
        ["— Немене?", "— Ештеңе."],
        ["Бұл — үй.", "Ол биік."],
    ],
    "de": [["„Das wissen wir nicht.“", "Er ging am 3. Mai."], ["»Wirklich?«", "Ja."]],
    "tr": [["125. Cadde boştu.", "Dr. Aydın St. Anne Kilisesi'ne, No. 5'e gitti."]],
    "ru": [["У церкви св. Анны, ул. Садовая, было тихо.", "„Почему?“", "Никто не знал."]],
    "es": [["El Sr. García habló en EE.UU. Ayer hubo 3.000 personas en la pág. 5."]],
    "zh": [["记者说：“没有人知道。”", "他走了！", "真的吗？"], ["他走了。", "“为什么？”"]],
    "fa": [["او رفت۔", "چرا؟"]],
}


@pytest.mark.parametrize(
    ("tag", "sentences"), [(tag, case) for tag, cases in CASES.items() for case in cases]
)
def test_sentences_are_found_again(tag, sentences):
    joiner = "" if tag == "zh" else " "
    assert split(joiner.join(sentences), tag) == sentences


def test_a_tag_with_a_script_has_the_habits_of_its_language():
    assert split("«!» دېدى. ئۇ", "ug-Arab") == ["«!» دېدى.", "ئۇ"]


def test_line_breaks_end_sentences():
    assert split("A headline\nThe text. More\n\n", "en") == ["A headline", "The text.", "More"]


@settings(max_examples=200)
@given(
    st.text(alphabet=st.sampled_from('aBб9ئدەپ .!?؟。…\n"«»)—-_\t'), max_size=60),
    st.sampled_from(["en", "ug", "kk", "zh"]),
)
def test_only_space_is_lost_and_no_sentence_is_empty(text, tag):
    sentences = split(text, tag)
    assert "".join("".join(sentences).split()) == "".join(text.split())
    assert all(sentence == sentence.strip() and sentence for sentence in sentences)
    assert all("\n" not in sentence for sentence in sentences)


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=())), st.sampled_from(["ug", "kk", "de", "xx"]))
def test_no_text_raises(text, tag):
    assert "".join("".join(split(text, tag)).split()) == "".join(text.split())


@pytest.mark.untraced
@pytest.mark.parametrize(
    "pattern", ["a", ".", "A. ", "1. ", '!" ', " ", "\0", "\ud800", "«", "«!» د"], ids=ascii
)
def test_a_million_characters_of_one_shape_are_split(pattern):
    text = pattern * (1_000_000 // len(pattern))
    assert "".join("".join(split(text, "ug")).split()) == "".join(text.split())


def test_long_runs_of_marks_take_no_time():
    assert split("." * 200_000, "en") == ["." * 200_000]
    assert len(split("? " * 50_000, "en")) == 50_000
