"""Which script a text is written in, by its letters."""

import re
from collections.abc import Mapping

# ISO 15924 → the letters of the script (Unicode blocks; marks, digits and punctuation do not count).
_LETTERS: Mapping[str, re.Pattern[str]] = {
    "Arab": re.compile(
        "[\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff"
        "\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"
    ),
    "Cyrl": re.compile("[\u0400-\u0481\u048a-\u052f\u1c80-\u1c8f\ua640-\ua69f]"),
    "Latn": re.compile(
        "[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff]"
    ),
    "Hans": re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"),
}
_LETTER = re.compile(r"[^\W\d_]")


def share(text: str, script: str) -> float | None:
    """How much of the text's letters belong to the script, 0 to 1; None where that cannot be told."""
    letters = _LETTERS.get("Hans" if script == "Hant" else script)
    count = len(_LETTER.findall(text))
    if letters is None or not count:
        return None
    return len(letters.findall(text)) / count
