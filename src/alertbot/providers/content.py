"""What an answer is kept under: all that it depends on, and nothing else."""

import hashlib
from collections.abc import Mapping, Sequence

import orjson


def key(
    kind: str, texts: Sequence[str], *, source: str, target: str, made_by: str, glossary: Mapping[str, str]
) -> bytes:
    """32 bytes that change with the texts, the languages, the provider's version and the names given.

    `made_by` tells provider, model and prompt; the names are those that this text was given, so that a
    change of the glossary elsewhere costs nothing.
    """
    parts = [kind, source, target, made_by, list(texts), sorted(glossary.items())]
    return hashlib.sha256(orjson.dumps(parts)).digest()
