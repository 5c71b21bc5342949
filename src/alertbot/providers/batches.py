"""Parts many texts among as many calls as a provider's limits ask for."""

from collections.abc import Iterator, Sequence

MODEL_TEXTS, MODEL_CHARACTERS = 12, 6000  # as many as a model is asked about at once


def batches(texts: Sequence[str], *, most: int, most_characters: int) -> Iterator[list[str]]:
    """The texts in order, at most `most` of them and `most_characters` in all to a call.

    A text that is longer by itself has a call of its own.
    """
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and (len(batch) == most or size + len(text) > most_characters):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch
