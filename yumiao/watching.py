"""Whether an office can be relied on just now, asked every few seconds by whoever runs it."""

from api.ports import Health
from domain.refusal import Refusal
from projections.lag import Lag
from projections.worlds import Live
from services.ports import Clock, EventLog
from yumiao.folders import Folder

CLOCK_SECONDS = 5.0
"""What two machines' clocks may differ by."""


def health_of(folder: Folder, live: Live) -> Health:
    """The folder looked at anew, and its answers caught up: they do so when they are asked, and nobody may have."""
    try:
        folder.check()
        with live.now():
            pass
        lag = live.lag()
        clock_must_go_on(folder.log, folder.clock)
    except Refusal as refusal:
        return _told(refusal)
    return _health(lag)


def clock_must_go_on(log: EventLog, clock: Clock) -> None:
    """The log's instants never fall, so that after a step back all events would bear the same one.

    Raises: CLOCK_MOVED_BACK.
    """
    head = log.head()
    newest = log.read_all(head - 1, 1) if head else []
    ahead = (newest[0].recorded_at - clock.now()).total_seconds() if newest else 0.0
    if ahead > CLOCK_SECONDS:
        raise Refusal(
            "CLOCK_MOVED_BACK",
            f"The clock is {ahead:.0f} seconds behind the log's last event: it was moved back. Set it right.",
            f"系统时钟比日志最后一条早 {ahead:.0f} 秒，曾被拨回。请校准时钟。",
        )


def _told(refusal: Refusal) -> Health:
    return Health(
        position=0,
        head=0,
        lag_seconds=0.0,
        parked_events=0,
        keys_readable=not refusal.code.startswith("KEYS_"),
        trouble=(f"{refusal.message} {refusal.message_zh}",),
    )


def _health(lag: Lag) -> Health:
    return Health(
        position=lag.position,
        head=lag.head,
        lag_seconds=lag.seconds,
        parked_events=len(lag.parked),
        keys_readable=True,
    )
