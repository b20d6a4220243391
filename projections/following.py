"""What has happened in a region since a position, as far as a viewer may know it: what a subscriber is told."""

from bisect import bisect_right

import msgspec

from domain.grades import Viewer
from domain.recorded import Recorded
from projections.answer import RegionRef
from projections.history import HistoryLine, history_line, shows
from projections.scope import region_of, region_ref
from projections.world import World

MOST = 100
"""Lines at once; who follows asks again for the next."""


class RegionLine(msgspec.Struct, frozen=True, kw_only=True):
    """One event with the place and the stream it belongs to."""

    region: RegionRef
    stream: str
    line: HistoryLine


class Followed(msgspec.Struct, frozen=True, kw_only=True):
    """In the order of the log. `position`: up to where it has been looked, to go on behind."""

    position: int
    lines: tuple[RegionLine, ...]


def followed(world: World, viewer: Viewer, *, region: str | None = None, after: int) -> Followed:
    """The events of a region behind a position; O(what is new).

    What belongs to the county as a whole is told to whoever sees the county. Raises: what `region_of` raises.
    """
    code = region_of(world, viewer, region)
    whole = world.county.startswith(code)
    events = world.fold.annals.events
    found: list[RegionLine] = []
    for at in range(bisect_right(events, after, key=_position), len(events)):
        recorded = events[at]
        if (whole or recorded.region_code.startswith(code)) and shows(world, viewer, recorded):
            found.append(_line(world, viewer, recorded))
            if len(found) == MOST:
                return Followed(position=recorded.position, lines=tuple(found))
    return Followed(position=max(after, world.position), lines=tuple(found))


def _position(recorded: Recorded) -> int:
    return recorded.position


def _line(world: World, viewer: Viewer, recorded: Recorded) -> RegionLine:
    return RegionLine(
        region=region_ref(world, recorded.region_code),
        stream=recorded.stream,
        line=history_line(world, viewer, recorded),
    )
