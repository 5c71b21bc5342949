"""Translations that say the opposite: what the guards do not see, counted."""

from alertbot.prepare import check
from tests.prepare.hostile.story import LANGUAGES, SUMMARY, TITLES

# In a language: words of the story and what a flipping model puts in their place.
_FLIPS = {
    "ar": (
        ("افتتح", "أغلق"),
        ("جديدة", "قديمة"),
        ("وحضر نحو", "ولم يحضر نحو"),
        ("140", "410"),
        ("عائلات", "أعداء"),
    ),
    "de": (
        ("eröffnet", "geschlossen"),
        ("neue", "alte"),
        ("kamen", "kamen nicht"),
        ("140", "410"),
        ("den Familien", "dem Feind"),
    ),
    "en": (
        ("opened", "closed"),
        ("new", "old"),
        ("people came", "people refused to come"),
        ("140", "410"),
        ("families", "enemies"),
    ),
    "kk": (
        ("ашты", "жапты"),
        ("жаңа", "ескі"),
        ("келді", "келмеді"),
        ("140", "410"),
        ("отбасылары", "жаулары"),
    ),
    "ru": (
        ("открыл", "закрыл"),
        ("новую", "старую"),
        ("пришли", "не пришли"),
        ("140", "410"),
        ("семьи", "враги"),
    ),
    "tr": (
        ("açtı", "kapattı"),
        ("yeni", "eski"),
        ("geldi", "gelmedi"),
        ("140", "410"),
        ("ailelerin", "düşmanların"),
    ),
    "ug": (
        ("ئاچتى", "تاقىدى"),
        ("يېڭى", "كونا"),
        ("كەلدى", "كەلمىدى"),
        ("140", "410"),
        ("ئائىلىلەر", "دۈشمەنلەر"),
    ),
    "zh-Hans": (("开办", "关闭"), ("新", "旧"), ("前来", "拒绝前来"), ("140", "410"), ("家庭", "敌人")),
}


def count() -> tuple[int, int]:
    """How many flips get through the guards, and how many there are."""
    outcomes = [_passes(language, old, new) for language in LANGUAGES for old, new in _FLIPS[language]]
    return sum(outcomes), len(outcomes)


def _passes(language: str, old: str, new: str) -> bool:
    source = "ru" if language == "en" else "en"
    flipped = SUMMARY[language].replace(old, new, 1)
    assert flipped != SUMMARY[language], (language, old)
    found = check.findings(
        (TITLES[source], SUMMARY[source]),
        (TITLES[language], flipped),
        target=language,
        source_language=source,
    )
    return not any(each.hard for each in found)
