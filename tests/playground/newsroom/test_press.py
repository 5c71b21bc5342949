"""Publishing: in order, in every language at once, and round again without end."""

from datetime import datetime, timedelta

import pytest

from alertbot.errors import NotFound
from alertbot.playground.newsroom import addresses, press, stories
from tests.conftest import NOON

OUTLETS = stories.outlets()
MAIN = OUTLETS[0]


def newsroom(at_start: int = 2, now: datetime = NOON) -> press.Newsroom:
    return press.Newsroom(OUTLETS, clock=lambda: now, at_start=at_start)


def test_some_stories_are_out_at_the_start_the_last_an_hour_ago():
    out = newsroom(at_start=3).published(press.MAIN)

    assert [publication.story for publication in reversed(out)] == list(MAIN.stories[:3])
    assert out[0].at == NOON - timedelta(hours=1)
    assert out[2].at == NOON - timedelta(hours=3)


def test_next_story_follows_those_that_are_out():
    room = newsroom(at_start=0)

    assert room.published(press.MAIN) == ()
    assert room.publish_next().story == MAIN.stories[0]
    assert room.publish_next().story == MAIN.stories[1]
    assert room.publish_next(press.WIRE).story == OUTLETS[1].stories[0]


def test_after_the_last_story_the_first_comes_again_as_a_new_edition():
    room = newsroom(at_start=0)
    first, *_ = [room.publish_next() for _ in MAIN.stories]

    again = room.publish_next()

    assert again.story == first.story
    assert again.at > first.at
    for section in MAIN.sections:
        assert addresses.page("", section, again) != addresses.page("", section, first)
        assert addresses.identifier(section, again) != addresses.identifier(section, first)
        assert again.headline(section) != first.headline(section)
        assert "2" in again.headline(section)
        assert first.headline(section) == first.story.texts[section.language].title
    assert room.find(press.MAIN, 2, first.story.slug) == again


def test_two_stories_in_one_second_have_two_dates():
    room = newsroom(now=NOON.replace(microsecond=5))

    first, second = room.publish_next(), room.publish_next()

    assert first.at == NOON
    assert second.at == NOON + timedelta(seconds=1)


def test_unknown_outlets_and_pages_are_not_found():
    room = newsroom()

    with pytest.raises(NotFound):
        room.publish_next("moon-gazette")
    with pytest.raises(NotFound):
        room.find(press.MAIN, 9, MAIN.stories[0].slug)
