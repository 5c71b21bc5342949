"""The way of NLLB, on a true if tiny model: spelling, target token, sentences, names, and what is missing."""

import asyncio
import sys
import threading
from pathlib import Path

import pytest

from alertbot.errors import ProviderRefused, SettingsError
from alertbot.providers import nllb
from alertbot.providers.spending import counted

pytest.importorskip("ctranslate2", reason="the extra nllb is not installed")

from tests.providers import tinymodel


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("tiny-nllb")
    tinymodel.make(made)
    return made


async def test_texts_come_back_one_for_one_without_the_target_token(folder: Path):
    texts = ["A new road opens. The council says so.", "", "An old teacher."]
    async with nllb.opened(folder=str(folder), threads=1) as translator:
        assert translator.serves("en", "ug")
        assert not translator.serves("en", "ug-Latn")
        with counted() as tally:
            made = await translator.translate(texts, source="en", target="ug", glossary={})
        again = await translator.translate(texts, source="en", target="ug", glossary={})
        other = await translator.translate(texts, source="en", target="kk", glossary={})
    assert len(made) == 3
    assert made == again
    assert made[0]
    assert made[1] == ""
    assert made != other  # the target's token steers even a nonsensical model
    assert "uig_Arab" not in " ".join(made)
    assert tally.usage.characters == sum(map(len, texts))


async def test_the_library_gives_the_target_token_first_and_we_drop_it(folder: Path):
    async with nllb.opened(folder=str(folder), threads=1) as translator:
        [made] = await translator.translate(["A new road opens."], source="en", target="ug", glossary={})
    raw = tinymodel.translator(folder).translate_batch(
        [["eng_Latn", *_spelled(folder, "A new road opens."), "</s>"]],
        target_prefix=[["uig_Arab"]], beam_size=4, max_input_length=0, max_decoding_length=200,
    )[0].hypotheses[0]  # fmt: skip
    assert raw[0] == "uig_Arab"
    assert made == _pieces(folder).decode(raw[1:]).strip()[: len(made)]


async def test_the_loop_goes_on_while_the_model_works_in_its_thread(folder: Path):
    async with nllb.opened(folder=str(folder), threads=1) as translator:
        working = asyncio.ensure_future(
            translator.translate(["A new road opens."] * 50, source="en", target="ug", glossary={})
        )
        turns = 0
        while not working.done():
            turns += 1
            await asyncio.sleep(0)
        assert len(working.result()) == 50
        assert any(thread.name.startswith("nllb") for thread in threading.enumerate())
    assert turns > 10


async def test_a_name_that_the_model_loses_makes_it_translate_again(folder: Path):
    async with nllb.opened(folder=str(folder), threads=1) as translator:
        plain = await translator.translate(["A road in Ghulja."], source="en", target="ug", glossary={})
        with counted() as tally:
            named = await translator.translate(
                ["A road in Ghulja."], source="en", target="ug", glossary={"Ghulja": "قۇلجا"}
            )
    assert named == plain  # nonsense has no marks in it
    assert tally.usage.characters == len("A road in XNE1X.") + len("A road in Ghulja.")


async def test_a_sentence_without_end_is_refused(folder: Path):
    async with nllb.opened(folder=str(folder), threads=1) as translator:
        with pytest.raises(ProviderRefused, match="a sentence of"):
            await translator.translate(["road " * 2000], source="en", target="ug", glossary={})


async def test_chinese_sentences_are_not_parted_by_spaces(folder: Path):
    async with nllb.opened(folder=str(folder), threads=1) as translator:
        both = ["A new road opens. An old teacher reads.", "A new road opens.", "An old teacher reads."]
        whole, first, second = await translator.translate(both, source="en", target="zh-Hans", glossary={})
    assert whole == first + second


async def test_without_its_extra_the_next_step_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "ctranslate2", None)  # as Python marks what cannot be imported
    with pytest.raises(SettingsError, match=r"pip install 'alertbot\[nllb\]'"):
        async with nllb.opened(folder=str(tmp_path)):
            raise AssertionError


async def test_what_is_missing_is_said(tmp_path: Path):
    async def opened(folder: Path) -> None:
        async with nllb.opened(folder=str(folder)):
            raise AssertionError

    with pytest.raises(SettingsError, match=r"must hold model\.bin"):
        await opened(tmp_path)
    (tmp_path / "model.bin").write_bytes(b"no model")
    (tmp_path / "spelling.model").write_bytes(b"no spelling")
    with pytest.raises(SettingsError, match="cannot be loaded"):
        await opened(tmp_path)


def _pieces(folder: Path):
    import sentencepiece

    return sentencepiece.SentencePieceProcessor(model_file=str(folder / "sentencepiece.bpe.model"))


def _spelled(folder: Path, text: str) -> list[str]:
    spelled: list[str] = _pieces(folder).encode(text, out_type=str)
    return spelled
