"""What the guards found, as editors read it."""

import pytest

from alertbot.chat.screens.editors import findings
from alertbot.languages.catalogues import Catalogues
from alertbot.model import KeptFinding


@pytest.mark.parametrize(
    ("tag", "said"), [("en", "This seems to be another language: ⁨Turkish⁩ and ⁨okul⁩"), ("ug", "تۈركچە")]
)
def test_the_other_language_has_its_name(words: Catalogues, tag: str, said: str):
    found = KeptFinding("language", ("tr", "okul"), False)
    assert said in findings.finding(words[tag], found)
