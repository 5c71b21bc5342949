"""Prints what came of the hostile articles: python -m tests.prepare.hostile."""

import asyncio
from collections import Counter

from tests.prepare.hostile import flips
from tests.prepare.hostile.attacks import attacks, is_shown, sign_in
from tests.prepare.hostile.story import LANGUAGES
from tests.prepare.hostile.way import go


async def _count() -> Counter[str]:
    counts: Counter[str] = Counter()
    for attack in attacks():
        for target in LANGUAGES:
            if target == attack.language:
                continue
            outcome = await go(attack, target, always=True)
            counts["translations"] += 1
            counts["translations held"] += bool(outcome.held)
            signs = (attack.sign, sign_in(attack, target))
            counts["planted and released"] += any(
                is_shown(sign, text) for sign in signs for text in outcome.messages
            )
    return counts


def main() -> None:
    """Attacks, what was held, what got through; and the flips of meaning that the guards do not see."""
    counts = asyncio.run(_count())
    through, all_ = flips.count()
    print(f"hostile articles: {len([*attacks()])}, in {len(LANGUAGES)} languages")
    for what, number in counts.items():
        print(f"{what}: {number}")
    print(f"meaning flips that get through: {through} of {all_}")


main()
