"""What a provider may cost, when it rests, and under what its answers are kept: decided purely."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.errors import ProviderBusy, ProviderClosed
from alertbot.model import Health, Usage
from alertbot.providers import budget, codes, content, health
from alertbot.providers.batches import batches
from alertbot.providers.budget import Limits, Price

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_a_price_per_million_is_rounded_up():
    price = Price(characters=20, input_tokens=0.5, output_tokens=2)
    usage = Usage(characters=10, input_tokens=3, output_tokens=1)
    assert budget.priced(usage, price).micros == 204  # 200 + 1.5 + 2
    assert budget.priced(Usage(characters=1_000_000), price).micros == 20 * budget.MICROS


def test_an_estimate_counts_tokens_only_where_they_matter():
    assert budget.estimate(100, Limits(), Price()) == Usage(characters=100)
    for limits, price in [
        (Limits(tokens=9), Price()), (Limits(), Price(input_tokens=1)), (Limits(), Price(output_tokens=1)),
    ]:  # fmt: skip
        guess = budget.estimate(100, limits, price)
        assert guess.input_tokens > 2 * 100
        assert guess.output_tokens == 2 * 200  # the answer, and its repair


def test_an_estimate_counts_what_is_told_at_each_call():
    price = Price(input_tokens=1)
    plain = budget.estimate(100, Limits(), price)
    assert budget.estimate(100, Limits(), price, told=50).input_tokens == plain.input_tokens + 2 * 50
    many = budget.estimate(100, Limits(), price, texts=13, told=50)
    assert many.input_tokens > plain.input_tokens + 2 * 2 * 50
    long = budget.estimate(20_000, Limits(), price)
    assert long.input_tokens > 2 * 20_000 + 3 * plain.input_tokens - 3 * 200


@pytest.mark.parametrize(
    ("limits", "fits"),
    [
        (Limits(), True),
        (Limits(characters=10), True), (Limits(characters=9), False), (Limits(characters=0), False),
        (Limits(tokens=12), True), (Limits(tokens=11), False),
        (Limits(money=0.00001), True), (Limits(money=0.000009), False),
    ],
)  # fmt: skip
def test_limits_hold_for_what_was_spent_and_what_comes(limits: Limits, fits: bool):
    half = Usage(characters=5, input_tokens=2, output_tokens=4, micros=5)
    assert budget.fits(half, half, limits) is fits


def test_days_are_in_utc():
    late = datetime(2026, 11, 2, 23, 30, tzinfo=UTC).astimezone()
    assert budget.day(late) == "2026-11-02"
    assert budget.until_tomorrow(late) == timedelta(minutes=30)


def test_a_provider_rests_after_a_few_failures_ever_longer_up_to_a_bound():
    state, rests = Health(), []
    for _ in range(12):
        state = health.after_failure(state, ProviderBusy("p", "status 500", MINUTE), NOW)
        rests.append(health.rest(state, NOW))
    assert rests[:5] == [timedelta(0), timedelta(0), MINUTE / 2, MINUTE, 2 * MINUTE]
    assert rests[-1] == health.LONGEST_REST
    assert (state.failures, state.last_error) == (12, "status 500")
    assert health.rest(state, NOW + health.LONGEST_REST) == timedelta(0)


def test_a_closed_provider_rests_at_once_for_as_long_as_it_says_within_a_day():
    def rest(wait: timedelta, before: Health) -> timedelta:
        return health.rest(health.after_failure(before, ProviderClosed("p", "429", wait), NOW), NOW)

    assert rest(3 * MINUTE, Health()) == 3 * MINUTE
    assert rest(timedelta(days=99), Health()) == timedelta(days=1)
    assert rest(timedelta(seconds=1), Health(failures=3)) == MINUTE


def test_answers_are_kept_under_all_they_depend_on():
    def key(*, kind="t", texts=("a", "b"), source="en", target="ug", made_by="m", glossary=None) -> bytes:
        return content.key(
            kind,
            texts,
            source=source,
            target=target,
            made_by=made_by,
            glossary=glossary or {"x": "y", "z": "w"},
        )

    others = [
        key(kind="s"), key(texts=("ab",)), key(texts=("b", "a")), key(source="kk"), key(target="kk"),
        key(made_by="n"), key(glossary={"x": "q"}),
    ]  # fmt: skip
    assert len({key(), *others}) == len(others) + 1
    assert key() == key(glossary={"z": "w", "x": "y"})
    assert len(key()) == 32


@settings(max_examples=60)
@given(st.lists(st.text(max_size=20)), st.integers(1, 5), st.integers(1, 30))
def test_batches_lose_nothing_and_keep_their_bounds(texts: list[str], most: int, most_characters: int):
    parted = list(batches(texts, most=most, most_characters=most_characters))
    assert [text for batch in parted for text in batch] == texts
    for batch in parted:
        assert 0 < len(batch) <= most
        assert len(batch) == 1 or sum(map(len, batch)) <= most_characters


@pytest.mark.parametrize(
    ("tag", "base"),
    [("ug", True), ("zh-Hans", True), ("ug-Latn", False), ("kk-Arab", False), ("zh-Hant", False)],
)
def test_engines_are_asked_for_one_script(tag: str, base: bool):
    assert codes.is_base(tag) is base
