"""Converting comes before translating, and both together where nothing shorter leads there."""

import pytest

from alertbot.prepare.ways import Way, way


@pytest.mark.parametrize(
    ("source", "target", "pairs", "expected"),
    [
        ("en", "en", [], Way("en", "en")),
        ("ug", "ug-Latn", [("ug", "ug-Latn")], Way("ug", "ug-Latn")),
        ("en", "ug", [("en", "ug")], Way("ug", "ug")),
        ("en", "ug-Latn", [("en", "ug")], Way("ug", "ug-Latn")),
        ("en", "ug-Latn", [("en", "kk")], None),
        ("en", "kk", [], None),
    ],
)
def test_the_way(source, target, pairs, expected):
    assert way(source, target, serves=lambda *pair: pair in pairs, tags=("ug", "kk")) == expected
