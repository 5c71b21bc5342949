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

    assert found is READY["kk"]


def test_the_original_comes_last_unless_refused():
    assert choose.edition(("ug",), originals=True, ready=READY, original="en") is READY["en"]
    assert choose.edition(("ug",), originals=False, ready=READY, original="en") is None


def a_topic(id: int, position: int) -> Topic:
    return Topic(id=TopicId(id), slug=f"t{id}", emoji="", position=position, names={}, keywords={})


def test_the_topic_named_is_the_first_in_the_owners_order():
    topics = {TopicId(1): a_topic(1, 2), TopicId(2): a_topic(2, 1)}

    assert choose.topic([TopicId(1), TopicId(2), TopicId(9)], topics) == topics[TopicId(2)]
    assert choose.topic([TopicId(9)], topics) is None
