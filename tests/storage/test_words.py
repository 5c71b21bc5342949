"""Readers' words are sealed, theirs alone, and gone with them."""

import pytest
from sqlalchemy import select

from alertbot.errors import AlreadyThere
from alertbot.model import SubscriberId, WordId
from alertbot.storage import subscribers, versions, words
from alertbot.storage.engine import Connection, Database
from alertbot.storage.tables import word
from tests.storage.desk import subscribed


async def texts(c: Connection, id: SubscriberId) -> list[tuple[str, bool]]:
    return [(each.text.reveal(), each.skip) for each in await words.of(c, id)]


async def test_words_are_added_listed_and_removed(database: Database):
    async with database.writing() as c:
        one, other = await subscribed(c, 1), await subscribed(c, 2)
        first = await words.add(c, one, "Silver Poplar")
        second = await words.add(c, one, "football", skip=True)
        theirs = await words.add(c, other, "Silver Poplar")
        assert await texts(c, one) == [("Silver Poplar", False), ("football", True)]
        with pytest.raises(AlreadyThere) as there:
            await words.add(c, one, "silver poplar")
        assert there.value.id == first

        changed = await words.add(c, one, "Football")  # now watched
        assert await texts(c, one) == [("Silver Poplar", False), ("Football", False)]
        await words.remove(c, one, theirs)
        await words.remove(c, one, first)
        assert await texts(c, one) == [("Football", False)]
        assert await words.still_there(c, [first, second, theirs, changed]) == {theirs, changed}
        assert await words.still_there(c, []) == set()


@pytest.mark.parametrize("text", ["", "x" * (words.LONGEST + 1)])
async def test_what_is_no_word_is_refused(database: Database, text: str):
    async with database.writing() as c:
        with pytest.raises(ValueError, match="characters"):
            await words.add(c, await subscribed(c, 1), text)


async def test_nobody_has_too_many(database: Database):
    async with database.writing() as c:
        id = await subscribed(c, 1)
        for number in range(words.MOST):
            await words.add(c, id, f"word {number}")
        with pytest.raises(ValueError, match="at most"):
            await words.add(c, id, "one more")


async def test_the_rows_show_neither_words_nor_equal_words_nor_their_length(database: Database):
    async with database.writing() as c:
        one, other = await subscribed(c, 1), await subscribed(c, 2)
        for id, text in ((one, "قۇلجا"), (other, "قۇلجا"), (one, "Ürümchi sheherlik")):
            await words.add(c, id, text)
        stored = [
            bytes(row) for row in (await c.exec_driver_sql("SELECT text FROM word ORDER BY id")).scalars()
        ]
    assert len(set(stored)) == 3
    assert len({len(each) for each in stored}) == 1
    assert not any("قۇلجا".encode() in each or b"Ghulja" in each for each in stored)


async def test_a_word_does_not_print_itself(database: Database):
    async with database.writing() as c:
        id = await subscribed(c, 1)
        await words.add(c, id, "Silver Poplar")
        assert "Poplar" not in repr(await words.of(c, id))
        assert "Poplar" not in repr(await words.page(c, after=WordId(0), limit=5))


async def test_all_are_read_in_pages_with_their_readers_languages(database: Database):
    async with database.writing() as c:
        one = await subscribed(c, 1, language="ug")
        ids = [await words.add(c, one, text) for text in ("a", "b", "c")]
        first = await words.page(c, after=WordId(0), limit=2)
        assert [(each.word.id, each.languages) for each in first] == [(ids[0], ("ug",)), (ids[1], ("ug",))]
        assert [each.word.text.reveal() for each in await words.page(c, after=ids[1], limit=2)] == ["c"]


async def test_a_change_of_languages_gives_words_new_ids_and_counts(database: Database):
    async with database.writing() as c:
        id, silent = await subscribed(c, 1), await subscribed(c, 2)
        old = await words.add(c, id, "Silver Poplar", skip=True)
        before = await versions.read(c, versions.Version.WORDS)
        await subscribers.set_languages(c, silent, languages=["kk"])
        assert await versions.read(c, versions.Version.WORDS) == before
        await subscribers.set_languages(c, id, languages=["kk", "en"])
        [new] = await words.page(c, after=old, limit=5)
        assert (new.word.text.reveal(), new.word.skip, new.languages) == ("Silver Poplar", True, ("kk", "en"))
        assert await words.still_there(c, [old]) == set()
        assert await versions.read(c, versions.Version.WORDS) == before + 1


async def test_who_is_forgotten_leaves_no_word(database: Database):
    async with database.writing() as c:
        id = await subscribed(c, 1)
        await words.add(c, id, "Silver Poplar")
        await subscribers.erase(c, id)
        assert (await c.execute(select(word.c.id))).all() == []


async def test_words_without_topics_are_a_valid_choice(database: Database):
    async with database.writing() as c:
        id = await subscribed(c, 1, topics=[])
        await words.add(c, id, "Silver Poplar")
        assert (await subscribers.get(c, id)).topics == ()
