import pytest

from alertbot.dispatch import choose
from alertbot.model import ArticleId, Edition, EditionId, EditionState, Origin, Topic, TopicId


def an_edition(language: str, state: EditionState = EditionState.READY) -> Edition:
    return Edition(
        id=EditionId(1),
        article=ArticleId(1),
        language=language,
        state=state,
        revision=1,
        title="",
        summary="",
        origin=Origin.ORIGINAL,
        source_language=None,
        url=None,
    )


READY = choose.ready_of([an_edition("en"), an_edition("kk"), an_edition("ug", EditionState.HELD)])


def test_only_ready_editions_may_go():
    assert set(READY) == {"en", "kk"}


def test_the_readers_order_decides():
    found = choose.edition(("ug", "kk", "en"), originals=True, ready=READY, original="en")

    assert found == choose.Choice(READY["kk"], ("kk",))


def test_the_original_comes_last_unless_refused():
    found = choose.edition(("ug",), originals=True, ready=READY, original="en")
    assert found == choose.Choice(READY["en"], ("en",))
    assert choose.edition(("ug",), originals=False, ready=READY, original="en") is None


@pytest.mark.parametrize(
    ("languages", "there", "chosen", "scripts"),
    [
        (("ug-Latn", "en"), ("ug", "en"), "ug", ("ug-Latn",)),
        (("ug-Latn",), ("ug", "ug-Latn"), "ug-Latn", ("ug-Latn",)),  # the newsroom's own goes first
        (("kk-Arab",), ("kk",), "kk", ("kk-Arab",)),
        (("zh-Hant",), ("zh-Hans",), "zh-Hans", ("zh-Hant",)),
        (("ug",), ("ug-Cyrl",), "ug-Cyrl", ("ug",)),
        (("kk",), ("kk-Latn",), "kk-Latn", ("kk",)),
        (("zh-Hans",), ("zh-Hant",), "zh-Hant", ("zh-Hans",)),
        (("en", "ug-Cyrl"), ("ug",), "ug", ("ug-Cyrl",)),
    ],
)
def test_a_script_is_served_by_what_converts_to_it(languages, there, chosen, scripts):
    ready = choose.ready_of([an_edition(tag) for tag in there])

    found = choose.edition(languages, originals=False, ready=ready, original="en")

    assert found == choose.Choice(ready[chosen], scripts)


def test_a_guess_is_not_served():
    ready = choose.ready_of([an_edition("kk-Arab")])

    assert choose.edition(("kk",), originals=False, ready=ready, original="kk-Arab") is None
    found = choose.edition(("kk",), originals=True, ready=ready, original="kk-Arab")
    assert found == choose.Choice(ready["kk-Arab"], ("kk-Arab",))  # as an original it is


@pytest.mark.parametrize(
    ("languages", "there", "chosen", "scripts"),
    [
        (("kk-Arab",), ("kk",), "kk", ("kk-Arab", "kk")),
        (("kk",), ("kk", "en"), "kk", ("kk", "kk-Arab")),
        (("kk-Arab",), ("kk-Arab", "kk"), "kk", ("kk-Arab", "kk")),  # one that makes both
        (("kk-Arab",), ("kk-Arab",), "kk-Arab", ("kk-Arab",)),  # the other would be a guess
        (("kk", "en"), ("en",), "en", ("en",)),
    ],
)
def test_two_scripts_of_one_edition(languages, there, chosen, scripts):
    ready = choose.ready_of([an_edition(tag) for tag in there])
    second = "kk-Arab" if languages[0] == "kk" else "kk"

    found = choose.edition(languages, originals=True, ready=ready, original="en", second_script=second)

    assert found == choose.Choice(ready[chosen], scripts)


def a_topic(id: int, position: int) -> Topic:
    return Topic(id=TopicId(id), slug=f"t{id}", emoji="", position=position, names={}, keywords={})


def test_the_topic_named_is_the_first_in_the_owners_order():
    topics = {TopicId(1): a_topic(1, 2), TopicId(2): a_topic(2, 1)}

    assert choose.topic([TopicId(1), TopicId(2), TopicId(9)], topics) == topics[TopicId(2)]
    assert choose.topic([TopicId(9)], topics) is None
