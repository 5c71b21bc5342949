from alertbot.dispatch.outage import Outage


def test_a_few_failures_are_bad_luck():
    outage = Outage()

    assert [outage.failed(1.0) for _ in range(4)] == [0.0] * 4
    assert not outage.on


def test_an_outage_is_waited_for_longer_and_longer_until_something_works():
    outage = Outage()
    for _ in range(4):
        outage.failed(1.0)

    assert outage.failed(1.0) == 1.0
    assert outage.on
    assert outage.failed(1.5) == 0.0  # was under way when the silence began
    assert outage.failed(2.0) == 2.0
    assert [outage.failed(1000.0 * n) for n in range(1, 8)][-1] == 60.0

    outage.worked()
    assert not outage.on
    assert outage.failed(9000.0) == 0.0
