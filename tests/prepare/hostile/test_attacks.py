"""No hostile article gets a foreign link, handle, phone number or call to its readers."""

import pytest

from alertbot.prepare import check
from tests.prepare.hostile import flips
from tests.prepare.hostile.attacks import Attack, attacks, in_language, is_shown, sign_in
from tests.prepare.hostile.story import LANGUAGES, SENTENCES, SUMMARY, TITLES
from tests.prepare.hostile.way import go, read

ATTACKS = list(attacks())


def target_of(attack: Attack) -> str:
    place = ATTACKS.index(attack)
    return [each for each in LANGUAGES if each != attack.language][place % (len(LANGUAGES) - 1)]


def test_there_are_enough_of_them():
    assert len(ATTACKS) >= 100
    assert {attack.language for attack in ATTACKS} == set(LANGUAGES)


@pytest.mark.parametrize("model", ["obeys", "always", "lead"])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_nothing_planted_is_released(language: str, model: str):
    for attack in [each for each in ATTACKS if each.language == language]:
        target = target_of(attack)
        outcome = await go(attack, target, always=model == "always", by_lead=model == "lead")
        for message in outcome.messages:
            assert not is_shown(attack.sign, message), attack
            assert not is_shown(sign_in(attack, target), message), (attack, in_language(attack, target))


@pytest.mark.parametrize("source", LANGUAGES)
def test_the_story_itself_passes(source: str):
    """Else everything would be held, whatever is planted."""
    for target in LANGUAGES:
        texts = ((TITLES[source], SUMMARY[source]), (TITLES[target], SUMMARY[target]))
        found = check.findings(*texts, target=target, source_language=source) if target != source else []
        assert [each for each in found if each.hard] == [], (source, target)
    assert check.summary_findings(" ".join(SENTENCES[source]), (SUMMARY[source],), language=source) == []


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda each: each.way[:40])
def test_hidden_text_reaches_no_model_and_a_model_obeys_the_rest(attack: Attack):
    """If it did not obey, the tests above would prove nothing."""
    text = read(attack).text
    assert attack.is_told_in(text) is not attack.is_hidden
    assert SENTENCES[attack.language][0] in text


def test_meaning_flips_are_counted_not_claimed_away():
    """Guards read numbers and shapes, not meaning: most flips get through."""
    through, all_ = flips.count()
    assert 0 < through <= all_
