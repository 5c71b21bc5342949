"""The watermark never passes a reader who is not finished, and every reader is visited once."""

from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.dispatch.walk import Walk
from alertbot.model import AlertId, Progress, Run, RunId, RunState, SubscriberId


def a_run(start: int, max_id: int, *, wrapped: bool = False, cursor: int | None = None) -> Run:
    return Run(
        id=RunId(1),
        alert=AlertId(1),
        language="en",
        state=RunState.OPEN,
        priority=10,
        start=start,
        max_id=max_id,
        wrapped=wrapped,
        cursor=start if cursor is None else cursor,
        epoch=1,
        sent=0,
        failed=0,
    )


def next_page(walk: Walk, readers: list[int], limit: int) -> list[SubscriberId]:
    """What `audience.page` gives."""
    assert walk.range is not None
    after, up_to = walk.range
    page = [SubscriberId(id) for id in readers if after < id <= up_to][:limit]
    walk.visit(page, up_to=page[-1] if len(page) == limit else None)
    return page


@given(data=st.data(), max_id=st.integers(0, 30), limit=st.integers(1, 5))
@settings(max_examples=200)
def test_from_any_crash_on_nobody_is_missed(data: st.DataObject, max_id: int, limit: int):
    readers = sorted(data.draw(st.sets(st.integers(1, 30), max_size=30)))
    run = a_run(data.draw(st.integers(0, max_id)), max_id)
    walk, done, in_flight = Walk(run), set(), []
    for _ in range(200):
        if walk.state is RunState.DONE:
            break
        choice = data.draw(st.sampled_from(["page", "land", "crash"]))
        if choice == "page" and walk.range is not None:
            in_flight += next_page(walk, readers, limit)
        elif choice == "land" and in_flight:
            landed = in_flight.pop(data.draw(st.integers(0, len(in_flight) - 1)))
            done.add(landed)
            walk.finish(landed)
        elif choice == "crash":
            wrapped, cursor = walk.watermark
            walk, in_flight = Walk(a_run(run.start, max_id, wrapped=wrapped, cursor=cursor)), []
    while walk.state is not RunState.DONE:
        for id in next_page(walk, readers, limit) if walk.range else list(in_flight):
            done.add(id)
            walk.finish(id)
        while in_flight:
            landed = in_flight.pop()
            done.add(landed)
            walk.finish(landed)

    assert done == {id for id in readers if id <= max_id}


def test_a_slow_send_holds_the_watermark_back():
    walk = Walk(a_run(0, 9))
    walk.visit([SubscriberId(2), SubscriberId(5)], up_to=5)
    walk.finish(SubscriberId(5))

    assert walk.watermark == (False, 1)
    walk.finish(SubscriberId(2))
    assert walk.watermark == (False, 5)


def test_finishing_twice_changes_nothing():
    walk = Walk(a_run(0, 9))
    walk.visit([SubscriberId(2)], up_to=None)
    walk.finish(SubscriberId(2))
    walk.finish(SubscriberId(2))

    assert walk.state is RunState.DONE


def test_progress_is_told_once():
    walk = Walk(a_run(3, 9))
    assert walk.progress() is None

    walk.visit([], up_to=None)
    assert walk.progress() == Progress(run=RunId(1), state=RunState.OPEN, wrapped=True, cursor=0)
    assert walk.progress() is None
    walk.visit([], up_to=None)
    assert walk.progress() == Progress(run=RunId(1), state=RunState.DONE, wrapped=True, cursor=3)


def test_a_parked_walk_goes_no_further_and_stays_where_it_was():
    walk = Walk(a_run(0, 9))
    walk.visit([SubscriberId(2)], up_to=2)
    walk.park()

    assert (walk.state, walk.range, walk.watermark) == (RunState.PARKED, None, (False, 1))
