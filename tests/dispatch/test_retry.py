from datetime import timedelta

from alertbot.dispatch import retry


def test_pauses_grow_and_end():
    pauses = [retry.pause(attempts) for attempts in range(retry.MOST_ATTEMPTS + 1)]

    assert pauses[:3] == [timedelta(seconds=5), timedelta(seconds=5), timedelta(seconds=15)]
    assert pauses[-1] is None
    assert None not in pauses[:-1]
