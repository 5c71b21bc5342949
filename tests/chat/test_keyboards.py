"""Commands come back from every keyboard, and no ordinary sentence becomes one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.chat import access, keyboards
from alertbot.chat.access import COMMANDS
from alertbot.chat.keyboards import LAYOUTS
from alertbot.model import Role

KNOWN = frozenset(COMMANDS)
READERS = {name for name, act in COMMANDS.items() if access.may(act, subscribed=True, role=Role.READER)}
CALLED = {keyboards.folded(name): command for name, command in {"Көмек": "help", "My data": "mydata"}.items()}
SENTENCES = """\
بۈگۈن ھاۋا ياخشى. غۇلجىدا يامغۇر ياغدى، كىشىلەر ئۆيىگە قايتتى.
Bügün hawa yaxshi. Ghuljida yamghur yaghdi, kishiler öyige qaytti.
Бүгин һава яхши. Ғулҗида ямғур яғди.
Бүгін ауа райы жақсы. Құлжада жаңбыр жауды, адамдар үйлеріне қайтты.
بۇگىن اۋا رايى جاقسى. قۇلجادا جاڭبىر جاۋدى.
Today the weather is fine. It rained in Ghulja, and people went home. No, thank you!
Bugün hava güzel. Gulca'da yağmur yağdı, insanlar evlerine döndü. Teşekkürler, hayır.
Сегодня хорошая погода. В Кульдже шёл дождь, люди пошли домой. Спасибо, нет!
今天天气很好。 伊宁下雨了， 人们回家了。 谢谢
Heute ist das Wetter schön. In Gulja hat es geregnet, die Leute gingen nach Hause. Danke, nein!
Il fait beau aujourd'hui. Il a plu à Ghulja, les gens sont rentrés. Merci, non ! Oui, peut-être.
الطقس جميل اليوم. هطل المطر في غولجا وعاد الناس إلى بيوتهم. شكرا، لا!
""".splitlines()


def test_every_command_comes_back_from_every_keyboard():
    """All there are, which says more than a sample."""
    for layout in LAYOUTS.values():
        assert len(set(layout.keys)) == len(keyboards.KEYS)
        for command in KNOWN:
            typed = layout.typed(command)
            assert keyboards.marked(f"/{typed}", KNOWN, {}) == (command, "")
            assert keyboards.bare(typed, KNOWN, {}) == command
            capitals = (typed.replace("i", "İ") if layout.turkish else typed).upper()
            assert keyboards.marked(f"/{capitals}", KNOWN, {}) == (command, "")
            if layout.slash != "/":
                assert keyboards.bare(layout.slash + typed, KNOWN, {}) == command


@given(
    st.sampled_from(sorted(KNOWN)),
    st.sampled_from(sorted(LAYOUTS)),
    st.sampled_from(["/", "//", "／", " /", "/ ", "\u200f/"]),
    st.sampled_from(["", " ", "@Example_bot", "@example_bot  "]),
    st.from_regex(r"(s_[a-z]{2}_[0-9a-z]{1,3})?", fullmatch=True),
)
def test_slashes_capitals_names_and_what_is_written_behind(
    command: str, layout: str, slash: str, behind: str, payload: str
):
    text = slash + LAYOUTS[layout].typed(command) + behind
    assert keyboards.is_marked(text)
    assert keyboards.marked(f"{text} {payload}", KNOWN, CALLED) == (command, payload)
    assert keyboards.marked(f"{slash}{command.title()}{behind} {payload}", KNOWN, CALLED) == (
        command,
        payload,
    )


@pytest.mark.parametrize("text", ["Көмек", "көмек ", "/көмек", "/КӨМЕК"])
def test_what_the_menu_calls_a_command_is_one(text: str):
    read = keyboards.marked(text, KNOWN, CALLED) if keyboards.is_marked(text) else None
    assert (read[0] if read else keyboards.bare(text, KNOWN, CALLED)) == "help"
    assert keyboards.marked("/my  DATA", KNOWN, CALLED) == ("mydata", "")


@pytest.mark.parametrize("text", ["", "/", "//", "/nonsense", "/ұйқы", "help me", "/рудзь", "№", "stopp"])
def test_what_is_no_command_is_none(text: str):
    assert keyboards.marked(text, KNOWN, CALLED) is None
    assert keyboards.bare(text, KNOWN, CALLED) is None


@pytest.mark.parametrize("sentence", SENTENCES)
def test_no_sentence_and_no_word_of_one_is_a_command(sentence: str):
    for text in (sentence, *sentence.split(), *(word.strip(".,!?،。，") for word in sentence.split())):
        assert keyboards.bare(text, READERS, CALLED) is None
        assert not keyboards.is_marked(text)
