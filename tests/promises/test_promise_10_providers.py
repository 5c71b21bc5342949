"""Promise 10: providers learn nothing about readers."""

import json
import re
from typing import Any

from alertbot.chat.access import COMMANDS
from alertbot.model import ChatId
from alertbot.providers import Translator, llm
from alertbot.storage import people, words
from tests.chat.test_conversation import GULNAR, House
from tests.chat.test_whole_article import read_kazakh, shown, whole
from tests.providers.standins import Call, openai_reply, standing_in

SAID, WATCHED = "kanarwort", "Hotanlik"


def obeying(call: Call) -> Any:
    """A model that answers in Kazakh whatever it is asked, text for text."""
    asked = call.body["messages"][-1]["content"]
    names = sorted(set(re.findall(r"text_\d+", asked)))
    return openai_reply(json.dumps(dict.fromkeys(names, "Көктем келді")))


async def test_promise_10_nothing_about_a_reader_goes_to_any_provider(
    house: House, translators: dict[str, list[Translator]]
):
    """Nothing about you goes to any translation or AI service: all bytes that a model is sent while a
    reader subscribes, watches a word, writes, tries every command and reads a whole article."""
    async with standing_in(obeying) as it, llm.opened(model="m", url=f"{it.url}/v1") as model:
        translators["kk"] = [model]
        phone = house.phone(language="kk")
        async with house.open():
            await read_kazakh(house, phone)
            reader = await house.reader()
            assert reader is not None
            async with house.database.writing() as c:
                await words.add(c, reader.id, WATCHED)
                assert await people.find(c, ChatId(GULNAR)) is None
            await phone.press(whole(house))
            await house.world.until(lambda _: it.calls)
            await shown(phone, "Көктем келді")
            for command in COMMANDS:
                await phone.person.say(f"/{command} {SAID}")
            await phone.person.say(SAID)
            await phone.settled()
    sent = [repr((call.path, call.query, call.headers, call.body)) for call in it.calls]
    assert any("Spring has come" in each for each in sent)  # the public text of the article
    told = "\n".join(sent)
    about_her = (str(GULNAR), "Gülnar", SAID, WATCHED, "Rights", f'"{reader.id}"')
    assert [each for each in about_her if each in told] == []


async def test_promise_10_one_reader_and_ten_ask_a_provider_the_same(
    house: House, translators: dict[str, list[Translator]]
):
    """How many read something does not show: what one had translated is kept for all others."""
    async with standing_in(obeying) as it, llm.opened(model="m", url=f"{it.url}/v1") as model:
        translators["kk"] = [model]
        async with house.open():
            counts = []
            for n in range(3):
                phone = house.phone(GULNAR + n, "kk")
                await read_kazakh(house, phone)
                await phone.press(whole(house))
                await phone.settled()
                await house.world.until(lambda _: it.calls)
                await shown(phone, "Көктем келді", times=2)
                counts.append(len(it.calls))
    assert len(set(counts)) == 1
