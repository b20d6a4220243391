"""How far the answers are behind the log, and what could not be read."""

from datetime import timedelta

import msgspec

from projections.fold import Parked
from projections.world import World


class Lag(msgspec.Struct, frozen=True, kw_only=True):
    """`seconds`: between the newest event taken and the newest in the log; 0 when none is missing."""

    position: int
    head: int
    events: int
    seconds: float
    parked: tuple[Parked, ...]


def lag(world: World, head: int, age: timedelta = timedelta()) -> Lag:
    """`head`: the log's last position; `age`: the time between the newest event taken and the log's newest."""
    behind = max(0, head - world.position)
    return Lag(
        position=world.position,
        head=head,
        events=behind,
        seconds=age.total_seconds() if behind else 0.0,
        parked=tuple(world.fold.parked),
    )
