"""The watch list (关注名单): promising members and natives whom a village keeps in sight. None of them is a reserve."""

from datetime import date

import msgspec

from domain.grades import Viewer
from domain.outreach.events import WatchReason
from projections.answer import RegionRef, Stamp, VillageRef
from projections.cursors import page_size, read_cursor, write_cursor
from projections.fold import Group
from projections.people import PersonRow, person_row
from projections.scope import region_of, region_ref, stamp, village_ref, visible
from projections.world import World

QUESTION = "watchList"


class WatchRow(msgspec.Struct, frozen=True, kw_only=True):
    """One person for one village."""

    village: VillageRef
    who: PersonRow
    since: date
    reasons: tuple[WatchReason, ...]


class WatchPage(msgspec.Struct, frozen=True, kw_only=True):
    """By village, then id."""

    stamp: Stamp
    region: RegionRef
    nodes: tuple[WatchRow, ...]
    total: int
    has_next: bool
    cursors: tuple[str, ...]

    @property
    def end_cursor(self) -> str | None:
        """Where the next page goes on."""
        return self.cursors[-1] if self.cursors else None


def watch_list(
    world: World, viewer: Viewer, *, region: str | None = None, first: int = 50, after: str | None = None
) -> WatchPage:
    """A page of the entries of a region's villages. O(watched people of the region).

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, PAGE_SIZE, CURSOR_FOREIGN, ROLE_MAY_NOT.
    """
    code, size = region_of(world, viewer, region), page_size(first)
    start = read_cursor(QUESTION, (code,), after)
    humans = (world.fold.humans[person] for person in world.fold.group(Group.WATCHED, code))
    found = sorted(
        (f"{village}{human.id}", village, human)
        for human in humans
        for village in human.outreach.watching
        if village.startswith(code) and visible(world, viewer, human)
    )
    page = [row for row in found if row[0] > start][: size + 1]
    return WatchPage(
        stamp=stamp(world, code),
        region=region_ref(world, code),
        nodes=tuple(
            WatchRow(
                village=village_ref(world, village),
                who=person_row(world, viewer, human),
                since=human.outreach.watched[village].at[0],
                reasons=human.outreach.watched[village].reasons,
            )
            for _, village, human in page[:size]
        ),
        total=len(found),
        has_next=len(page) > size,
        cursors=tuple(write_cursor(QUESTION, (code,), key) for key, _, _ in page[:size]),
    )
