"""Every button leads somewhere: a walk over all screens that can be reached, in each language."""

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest

from alertbot.chat import acts, callbacks
from alertbot.chat.access import Act
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, subscribed, welcome
from alertbot.chat.handlers import readers
from alertbot.chat.screens.page import Button, Row, Screen, utf16
from alertbot.languages.bidi import RLM
from alertbot.languages.catalogues import Catalogues, Words
from alertbot.model import ChatId, Direction, Role
from alertbot.storage import words
from tests.chat import widths
from tests.chat.conftest import ALL_LANGUAGES, LANGUAGES, Newsroom, make
from tests.conftest import NOON

GULNAR = ChatId(4_000_000_001)
KEY = bytes(32)
_BRIEF = 9  # presses of an act, where the walk is not the whole one
# These end a walk; they have tests of their own.
_LAST = {Act.FORGET_SURE, Act.FEED_REMOVE_SURE, Act.NAME_REMOVE_SURE, Act.FREEZE_NOW}


# Where everything begins: the menu, the first contact, and an alert's own buttons.
_BEGINNINGS = {Act.HOME, Act.GREET, Act.SHUT}
# What the walk cannot reach, and other tests do: what follows a link, a typed word or an editor's answer,
# what needs a second script or a third language on offer, and the end of it.
_ELSEWHERE = {
    Act.ADOPT,
    Act.INVITED,
    Act.ACCEPT,
    Act.RETURN,
    Act.RETURN_PRIVACY,
    Act.RETURN_SURE,
    Act.FORGET_SURE,
    Act.WORD_YES,
    Act.WORD_NO,
    Act.ANSWER_SHOW,
    Act.ANSWER_HIDE,
    Act.SCRIPT_ON,
    Act.SCRIPT_OFF,
    Act.SECOND,
}
_Pressed = tuple[Act, tuple[str, ...]]


def _of(press: Press) -> _Pressed:
    return press.act, press.args


class Walker:
    """Presses every button once, of each act the first `most`."""

    def __init__(self, desk: Desk, language: str, *, most: int = sys.maxsize) -> None:
        self.desk = desk
        self.words: Words = desk.catalogues[language]
        self.language = language
        self.most = most
        self.often: Counter[Act] = Counter()
        self.pressed: set[tuple[Act, tuple[str, ...]]] = set()
        self.screens: list[Screen] = []
        self.articles: list[Screen] = []
        self.leads: dict[_Pressed, set[_Pressed]] = {}  # what can be pressed after what

    async def press(self, press: Press) -> Reply:
        visit = await welcome(self.desk, GULNAR, client_language=self.language, now=NOON)
        data = callbacks.pack(press, key=KEY, user=GULNAR.reveal(), now=NOON)
        read = callbacks.unpack(data, key=KEY, user=GULNAR.reveal(), now=NOON)
        assert read == press
        return await acts.perform(self.desk, replace(visit, message=1), read)

    async def walk(self, first: Press) -> None:
        waiting = [first]
        while waiting:
            press = waiting.pop()
            reply = await self.press(press)
            if reply.later is not None:
                self.articles += (await reply.later()).more
                continue
            assert reply.screen is not None or reply.under is not None or reply.away, press
            presses = [button.press for row in rows_of(reply) for button in row if button.press is not None]
            self.leads.setdefault(_of(press), set()).update(map(_of, presses))
            waiting += [each for each in presses if self.new(each)]
            self.screens += [shown for shown in (reply.screen, reply.after) if shown is not None]

    def new(self, press: Press) -> bool:
        what = (press.act, press.args)
        if what in self.pressed or press.act in _LAST or self.wanders(press):
            return False
        if self.often[press.act] >= self.most:
            return False
        self.often[press.act] += 1
        self.pressed.add(what)
        return True

    def forget(self, *acts: Act) -> None:
        """Press these anew: what they show has changed."""
        self.pressed -= {each for each in self.pressed if each[0] in acts}
        self.often -= Counter({act: self.often[act] for act in acts})

    def without_way_home(self) -> set[_Pressed]:
        """What was pressed and leads to no menu, however many Backs are pressed."""
        home = {pressed for pressed in self.leads if pressed[0] in _BEGINNINGS}
        while more := {at for at, to in self.leads.items() if at not in home and not home.isdisjoint(to)}:
            home |= more
        return {at for at in self.leads.keys() - home if at[0] is not Act.HIDE}  # it takes the message away

    def wanders(self, press: Press) -> bool:
        """Changing the language would end the walk in this one."""
        return press.act in {Act.FIRST, Act.CONSENT, Act.AGREE} and press.text(0) != self.language


async def name_words(desk: Desk) -> None:
    """More than stand on one page, one of them in the stories; and one to skip."""
    visit = await welcome(desk, GULNAR, client_language=None, now=NOON)
    async with desk.database.writing() as c:
        for text in ("spring", *(f"place {number}" for number in range(10))):
            await words.add(c, subscribed(visit).id, text)
        await words.add(c, subscribed(visit).id, "autumn", skip=True)


async def choose_again(desk: Desk, walker: Walker, newsroom: Newsroom) -> None:
    """A topic and a word, after a walk that pressed every button which takes one away."""
    await walker.press(Press(Act.TOPIC_ON, (str(newsroom.topics[0]), "0", "")))
    visit = await welcome(desk, GULNAR, client_language=None, now=NOON)
    async with desk.database.writing() as c:
        await words.add(c, subscribed(visit).id, "winter")


def rows_of(reply: Reply) -> Iterable[Row]:
    for shown in (reply.screen, reply.after):
        if shown is not None:
            yield from shown.keyboard
    yield from reply.under or ()


def check(screen: Screen, words: Words) -> None:
    assert 0 < len(screen.text) <= 4096
    assert screen.keyboard, screen.text
    for row in screen.keyboard:
        assert not widths.cut(row), screen.text
        for button in row:
            assert button.text.strip()
            assert button.press is not None or button.url is not None
    for entity in screen.entities:
        assert 0 <= entity.offset < entity.offset + entity.length <= utf16(screen.text)
    if words.direction is Direction.RTL:
        lines = [line for line in screen.text.split("\n") if line.strip()]
        assert all(line.startswith(RLM) for line in lines), screen.text
    for opened, closed in zip("⁦⁨", "⁩⁩", strict=True):
        assert (opened in screen.text) <= (closed in screen.text)


@pytest.mark.parametrize(
    ("migrated_url", "language", "whole"),
    [
        ("sqlite", "en", True),
        *(("sqlite", language, False) for language in LANGUAGES if language != "en"),
        ("postgresql", "en", False),
    ],
    indirect=["migrated_url"],
)
@pytest.mark.parametrize("role", [Role.READER, Role.OWNER])
async def test_no_button_is_a_dead_end(desk: Desk, newsroom, language: str, whole: bool, role: Role):
    """The whole walk once; elsewhere every kind of screen is seen, not every one."""
    if role is Role.OWNER:
        await make(desk, Role.OWNER, GULNAR)
    walker = Walker(desk, language, most=sys.maxsize if whole else _BRIEF)
    await walker.walk(Press(Act.GREET, ("",)))
    await walker.walk(Press(Act.OPTIONS, (str(newsroom.articles[0]),)))
    await walker.walk(Press(Act.NEWS_SHOW, (str(newsroom.articles[0]),)))
    await name_words(desk)
    walker.forget(Act.WORDS, Act.LATEST)
    await walker.press(Press(Act.TOPIC_ON, (str(newsroom.topics[0]), "0", "")))
    await walker.walk(Press(Act.FEWER))
    await walker.walk(Press(Act.HOME))
    if role is Role.OWNER:  # in a freeze nothing else can be seen
        await walker.walk(Press(Act.FREEZE_NOW, ("wrong",)))
    acts_pressed = {act for act, _ in walker.pressed}
    expected = {
        Act.HOME,
        Act.TOPIC_ON,
        Act.TOPIC_OFF,
        Act.MORE,
        Act.ALSO_ON,
        Act.ALSO_OFF,
        Act.LATEST,
        Act.MUTE,
        Act.SAFETY,
        Act.DISCREET_ON,
        Act.DISCREET_OFF,
        Act.JOURNEY,
        Act.HIDE,
        Act.NEWS_HIDE,
    }
    expected |= {
        Act.PAUSE_FOR,
        Act.RESUME,
        Act.MYDATA,
        Act.PRIVACY,
        Act.STOP,
        Act.FORGET,
        Act.UNMUTE,
        Act.SHUT,
        Act.WORDS,
        Act.WORD,
        Act.WORD_ADD,
        Act.WORD_REMOVE,
    }
    if role is Role.OWNER:
        expected |= {
            Act.FEED_REMOVE,
            Act.FILE_ON,
            Act.TOPIC_WORDS_NONE,
            Act.STATS,
            Act.TOPIC_HIDE,
            Act.FEED_NOW,
            Act.UNFREEZE_SURE,
        }
    assert expected <= acts_pressed
    assert not whole or not walker.without_way_home()
    if role is Role.READER:
        assert acts_pressed >= readers.HANDLERS.keys() - _ELSEWHERE
    assert walker.articles  # in the article's language, under the newsroom's link
    for screen in walker.screens:
        if any(
            button.press is not None and button.press.act is Act.CONSENT
            for row in screen.keyboard
            for button in row
        ):
            continue  # the question of language is put in each
        check(screen, walker.words)
    if whole:  # the same rows in every language
        rows = {
            tuple(Button(each.text) for each in row) for shown in walker.screens for row in shown.keyboard
        }
        assert not {cut for row in rows for cut in cut_anywhere(row, desk.catalogues)}


def cut_anywhere(row: Row, catalogues: Catalogues) -> list[tuple[str, str]]:
    """The labels of an English row that are cut in a language, with its tag."""
    return [
        (tag, label)
        for tag in ALL_LANGUAGES
        for drawn in widths.in_words(row, catalogues[tag])
        for label in widths.cut(drawn)
    ]
