"""NLLB and models like it, in this process: CTranslate2 on the weights that the operator supplies.

NLLB-200 has Uyghur (uig_Arab) and Kazakh (kaz_Cyrl). Its weights are licensed CC-BY-NC-4.0: not for
commercial use, and never a part of alertbot. Needs the extra `nllb`. The folder holds the model as
CTranslate2 converts it, and its sentencepiece model.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from alertbot.errors import ProviderRefused, SettingsError
from alertbot.languages import sentences
from alertbot.providers import names, spending

NAME = "nllb"
_END = "</s>"
_MOST_PIECES = 400  # of a sentence; the models were trained on up to 512
_LONGEST_RATIO = 3  # pieces out for each piece in
_SLACK = 30
_BEAM = 4
_WITHOUT_SPACES = frozenset({"zh-Hans"})
_CODES: Mapping[str, str] = {
    "ar": "arb_Arab", "de": "deu_Latn", "en": "eng_Latn", "es": "spa_Latn", "fr": "fra_Latn",
    "kk": "kaz_Cyrl", "ru": "rus_Cyrl", "tr": "tur_Latn", "ug": "uig_Arab", "zh-Hans": "zho_Hans",
}  # fmt: skip


@asynccontextmanager
async def opened(
    *, folder: str, threads: int = 0, device: str = "cpu", compute_type: str = "default"
) -> AsyncIterator["Nllb"]:
    """A translator on the model in `folder`, with so many threads (0: as many as there are cores, up to 4).

    Raises SettingsError where the extra or the model is missing.
    """
    with ThreadPoolExecutor(1, thread_name_prefix=NAME) as pool:  # one at a time: the model uses the cores
        load = partial(_load, Path(folder), threads, device, compute_type)
        model, pieces, version = await asyncio.get_running_loop().run_in_executor(pool, load)
        yield Nllb(model, pieces, pool, version)


def _load(folder: Path, threads: int, device: str, compute_type: str) -> tuple[Any, Any, str]:
    try:
        import ctranslate2
        import sentencepiece
    except ImportError as error:
        raise SettingsError(
            "the provider nllb needs its extra; run `pip install 'alertbot[nllb]'`"
        ) from error
    spelling = next(iter(sorted(folder.glob("*.model"))), None)
    if spelling is None or not (folder / "model.bin").is_file():
        raise SettingsError(
            f"the folder {folder} of the provider nllb must hold model.bin and a sentencepiece .model"
        )
    try:
        pieces = sentencepiece.SentencePieceProcessor(model_file=str(spelling))
        model = ctranslate2.Translator(
            str(folder), device=device, compute_type=compute_type, intra_threads=threads
        )
    except (RuntimeError, ValueError, OSError) as error:
        raise SettingsError(f"the model of the provider nllb cannot be loaded: {error}") from error
    return model, pieces, folder.resolve().name


class Nllb:
    """Made by `opened`."""

    name = NAME

    def __init__(self, model: Any, pieces: Any, pool: ThreadPoolExecutor, version: str) -> None:
        self._model = model
        self._pieces = pieces
        self._pool = pool
        self.version = version

    def serves(self, source: str, target: str) -> bool:
        """Whether NLLB-200 has both."""
        return source != target and source in _CODES and target in _CODES

    async def reach(self) -> None:
        """It is here: `opened` would have said otherwise."""

    async def translate(
        self, texts: Sequence[str], *, source: str, target: str, glossary: Mapping[str, str]
    ) -> list[str]:
        """The texts translated sentence by sentence, names carried past the engine. Raises ProviderRefused.

        Works in a thread of its own; the library lets go of the interpreter while it computes.
        """

        async def engine(asked: Sequence[str], _: bool) -> list[str]:
            loop = asyncio.get_running_loop()
            made = await loop.run_in_executor(
                self._pool, partial(self._translate, list(asked), source, target)
            )
            spending.note(characters=sum(map(len, asked)))
            return made

        return await names.carried(texts, glossary, names.WORD, engine)

    def _translate(self, texts: list[str], source: str, target: str) -> list[str]:
        parted = [sentences.split(text, source) for text in texts]
        flat = [sentence for parts in parted for sentence in parts]
        spelled = [[_CODES[source], *self._spelled(sentence), _END] for sentence in flat]
        longest = max(map(len, spelled), default=0)
        results = self._model.translate_batch(
            spelled,
            target_prefix=[[_CODES[target]] for _ in spelled],
            beam_size=_BEAM,
            max_input_length=0,
            max_decoding_length=longest * _LONGEST_RATIO + _SLACK,
        )
        made = iter([self._read(result.hypotheses[0], target) for result in results])
        space = "" if target in _WITHOUT_SPACES else " "
        return [space.join(next(made) for _ in parts) for parts in parted]

    def _spelled(self, sentence: str) -> list[str]:
        spelled: list[str] = self._pieces.encode(sentence, out_type=str)
        if len(spelled) > _MOST_PIECES:
            raise ProviderRefused(NAME, f"a sentence of {len(spelled)} pieces")
        return spelled

    def _read(self, pieces: Sequence[str], target: str) -> str:
        """The text without the token of the language, which the model gives back first."""
        said = [piece for piece in pieces if piece not in (_CODES[target], _END)]
        return str(self._pieces.decode(said)).strip()
