"""The glossary on translations made by people: how many of the names in the source each translation has.

    python -m benchmarks.names DATA_FOLDER

The folder holds `parallel/src.eng.txt` and `parallel/ref.*.txt`, line by line.
"""

import sys
from pathlib import Path

from alertbot.languages import starting_set
from alertbot.languages.glossary import Glossary
from alertbot.model import Term, TermId

FILES = {"ug": "uig", "kk": "kaz", "tr": "tur", "ru": "rus", "zh-Hans": "zho-CN", "de": "deu"}


def main() -> None:
    """Print a line for each language: names in the English text, and how many the translation has."""
    folder = Path(sys.argv[1]) / "parallel"
    glossary = Glossary(
        Term(id=TermId(id), kind=each.kind, note="", renderings=each.renderings, others=each.others)
        for id, each in enumerate(starting_set.load(), 1)
    )
    english = _lines(folder / "src.eng.txt")
    for tag, name in FILES.items():
        pairs = list(zip(english, _lines(folder / f"ref.{name}.txt"), strict=True))
        wanted = sum(len(glossary.applying([one], source="en", target=tag)) for one, _ in pairs)
        unmet = sum(len(glossary.missing([one], [other], source="en", target=tag)) for one, other in pairs)
        print(f"{tag:8} {wanted:5} names, in the translation {100 * (wanted - unmet) / wanted:5.1f} %")


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    main()
