"""What becomes of a visit: each answer of Telegram to the ledger, the walk and the pace."""

import asyncio
import logging
from datetime import datetime, timedelta

from alertbot.dispatch import retry
from alertbot.dispatch.dispatcher import Dispatcher
from alertbot.dispatch.visits import Visit
from alertbot.errors import (
    ChatGone,
    ChatMoved,
    ChatUnknown,
    MessageRefused,
    SendError,
    SendFailed,
    SlowDown,
    TokenDead,
)
from alertbot.model import ChatId, Receipt, Retry

_log = logging.getLogger(__name__)


def arrived(dispatcher: Dispatcher, visit: Visit, message_id: int) -> None:
    """Telegram confirmed the copy."""
    receipt = Receipt(
        visit.reader.id, message_id, visit.edition.id, visit.edition.revision, visit.variant.value
    )
    dispatcher.board.ledger.sent(visit.alert, receipt, visit.run.id)
    tracked = dispatcher.board.alerts.get(visit.alert)
    if tracked is not None and tracked.reached is not None:
        tracked.reached.add(visit.reader.id)
    dispatcher.outage.worked()
    dispatcher.sent += 1
    _finished(dispatcher, visit, "sent")


def refused(dispatcher: Dispatcher, visit: Visit, error: SendError) -> Visit | None:
    """The copy did not arrive: what that means. A visit is given back that is to be made again at once."""
    if isinstance(error, SendFailed):
        _failed(dispatcher, visit)
        return None
    dispatcher.outage.worked()
    match error:
        case SlowDown():
            _slow_down(dispatcher, error)
            return visit
        case ChatMoved():
            _moved(dispatcher, visit, error)
        case ChatUnknown() if not dispatcher.first_bot:
            dispatcher.board.ledger.failed(visit.pair, visit.run.id)
            _finished(dispatcher, visit, "unknown")
        case ChatGone():
            dispatcher.board.ledger.gone.add(visit.reader.id)
            dispatcher.board.drop(visit.pair)
            _finished(dispatcher, visit, "gone")
        case MessageRefused():
            _park(dispatcher, visit, error)
        case TokenDead():
            dispatcher.fatal = error
        case _:
            dispatcher.board.ledger.failed(visit.pair, visit.run.id)
            _finished(dispatcher, visit, "forbidden")
    return None


def postpone(dispatcher: Dispatcher, visit: Visit, seconds: float) -> None:
    """Visit apart in so many seconds: the chat was just sent something, or looked at long ago."""
    _later(dispatcher, visit, dispatcher.clock() + timedelta(seconds=seconds), visit.attempts)
    _finished(dispatcher, visit, "postponed")


def _failed(dispatcher: Dispatcher, visit: Visit) -> None:
    """A passing fault: in an outage no attempt counts, since nobody could be served."""
    now = asyncio.get_running_loop().time()
    silence = dispatcher.outage.failed(now)
    if silence:
        dispatcher.lane.pace.pause(now, silence)
        _log.warning("telegram does not answer", extra={"seconds": silence})
    attempts = visit.attempts if dispatcher.outage.on else visit.attempts + 1
    pause = retry.pause(attempts)
    if pause is None:
        dispatcher.board.ledger.failed(visit.pair, visit.run.id)
        _finished(dispatcher, visit, "failed")
        return
    _later(dispatcher, visit, dispatcher.clock() + pause, attempts)
    _finished(dispatcher, visit, "retry")


def _slow_down(dispatcher: Dispatcher, error: SlowDown) -> None:
    until = dispatcher.clock() + error.wait
    ledger = dispatcher.board.ledger
    ledger.paused_until = max(ledger.paused_until or until, until)
    dispatcher.lane.pace.pause(asyncio.get_running_loop().time(), error.wait.total_seconds())
    dispatcher.metrics.sent("slow_down")
    dispatcher.happened.set()
    _log.warning("telegram asked for silence", extra={"seconds": error.wait.total_seconds()})


def _moved(dispatcher: Dispatcher, visit: Visit, error: ChatMoved) -> None:
    """Write the new number down and visit the group apart: the number may subscribe already."""
    dispatcher.board.ledger.moved[visit.reader.id] = ChatId(error.to)
    attempts = visit.attempts + 1  # a group moves once; more is Telegram contradicting itself
    if retry.pause(attempts) is None:
        dispatcher.board.ledger.failed(visit.pair, visit.run.id)
    else:
        _later(dispatcher, visit, dispatcher.clock(), attempts)
    _finished(dispatcher, visit, "moved")


def _park(dispatcher: Dispatcher, visit: Visit, error: MessageRefused) -> None:
    """No reader would get this message: stop its walk where it is. Visits apart are given up."""
    walk = dispatcher.board.walks.get(visit.run.id)
    if walk is not None:
        walk.park()
    dispatcher.board.ledger.failed(visit.pair, visit.run.id)
    dispatcher.metrics.sent("refused")
    dispatcher.happened.set()
    _log.error(
        "telegram refuses a message; its run is parked",
        extra={"alert": visit.alert, "run": visit.run.id, "reason": error.reason},
    )


def _later(dispatcher: Dispatcher, visit: Visit, due_at: datetime, attempts: int) -> None:
    dispatcher.board.busy.add(visit.pair)
    dispatcher.board.ledger.retry(
        Retry(alert=visit.alert, subscriber=visit.reader.id, due_at=due_at, attempts=attempts)
    )


def _finished(dispatcher: Dispatcher, visit: Visit, outcome: str) -> None:
    dispatcher.board.finish(visit.run.id, visit.pair)
    dispatcher.metrics.sent(outcome)
    dispatcher.happened.set()
