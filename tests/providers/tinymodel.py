"""Makes a very small model of NLLB's kind: random weights, a true sentencepiece of a few invented sentences.

What it says is nonsense by design; the way to it is the true one.
"""

from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
import sentencepiece
from ctranslate2.specs import TransformerSpec

CODES = ("eng_Latn", "kaz_Cyrl", "uig_Arab", "zho_Hans")
SENTENCES = (
    "A new road opens in the town of Silver Poplar.",
    "The council says that about forty people came on Monday.",
    "Қалада жаңа жол ашылды, оған қырық адам келді.",
    "شەھەردە يېڭى يول ئېچىلدى، قىرىق ئادەم كەلدى.",
    "An old teacher reads songs to the children of the school.",
    "Мұғалім балаларға өлең оқып берді.",
)
_PIECES = 150
_WIDTH, _HEADS, _LAYERS = 16, 2, 1


def make(folder: Path) -> None:
    """Write model.bin, config.json, shared_vocabulary.json and sentencepiece.bpe.model into `folder`."""
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES * 20),
        model_prefix=str(folder / "sentencepiece.bpe"),
        model_type="bpe",
        vocab_size=_PIECES,
        character_coverage=1.0,
        minloglevel=2,
    )
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "sentencepiece.bpe.model"))
    known = [pieces.id_to_piece(at) for at in range(pieces.get_piece_size())]
    words = ["<s>", "<pad>", "</s>", "<unk>", *(each for each in known if not each.startswith("<")), *CODES]
    spec = TransformerSpec.from_config(_LAYERS, _HEADS, pre_norm=True)
    _fill(spec, len(words), np.random.default_rng(3))
    spec.register_source_vocabulary(words)
    spec.register_target_vocabulary(words)
    spec.config.add_source_bos = spec.config.add_source_eos = False
    spec.validate()
    spec.save(str(folder))


def _fill(spec: Any, words: int, random: np.random.Generator) -> None:
    """Give every weight that a translator of this size needs."""
    for stack in (spec.encoder, spec.decoder):
        stack.scale_embeddings = True
        for layer in stack.layer:
            _linear(layer.ffn.linear_0, _WIDTH, 4 * _WIDTH, random)
            _linear(layer.ffn.linear_1, 4 * _WIDTH, _WIDTH, random)
            _norm(layer.ffn.layer_norm)
            _attention(layer.self_attention, random, joint=3)
    for layer in spec.decoder.layer:
        _attention(layer.attention, random, joint=2)
    for norm in (spec.encoder.layer_norm, spec.decoder.layer_norm):
        _norm(norm)
    embeddings = random.normal(size=(words, _WIDTH)).astype(np.float32)
    spec.encoder.embeddings[0].weight = embeddings
    spec.decoder.embeddings.weight = embeddings
    spec.decoder.projection.weight = embeddings


def _attention(attention: Any, random: np.random.Generator, *, joint: int) -> None:
    """Self-attention joins queries, keys and values in one matrix; attention to the source, two of them."""
    first, *rest = attention.linear
    if joint == 3:
        _linear(first, _WIDTH, 3 * _WIDTH, random)
    else:
        _linear(first, _WIDTH, _WIDTH, random)
        _linear(rest.pop(0), _WIDTH, 2 * _WIDTH, random)
    _linear(rest[-1], _WIDTH, _WIDTH, random)
    _norm(attention.layer_norm)


def _linear(linear: Any, inward: int, outward: int, random: np.random.Generator) -> None:
    linear.weight = random.normal(size=(outward, inward)).astype(np.float32) / 4
    linear.bias = np.zeros(outward, dtype=np.float32)


def _norm(norm: Any) -> None:
    norm.gamma = np.ones(_WIDTH, dtype=np.float32)
    norm.beta = np.zeros(_WIDTH, dtype=np.float32)


def translator(folder: Path) -> Any:
    """The library's own translator on the model, for what a test wants to compare with."""
    return ctranslate2.Translator(str(folder))
