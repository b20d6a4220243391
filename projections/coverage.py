"""Which villages lack reserves (question 1), and the totals behind it."""

import msgspec

from domain.grades import Viewer
from domain.ids import VillageCode
from domain.rule_set import VillageClass
from projections.answer import Counting, RegionRef, Stamp
from projections.cursors import page_size, read_cursor, write_cursor
from projections.index import VillageEntry, village_key
from projections.ops import CLASSES, RANK
from projections.scope import region_of, stamp
from projections.world import World

QUESTION = "villagesLackingReserves"


class VillageCoverage(msgspec.Struct, frozen=True, kw_only=True):
    """One village with its three counts side by side. `classified`: a ledger gives its class."""

    code: VillageCode
    name: str
    township: RegionRef
    classification: VillageClass
    classified: bool
    cleared: int
    on_roster: int
    pending_rows: int
    wanted: int
    short_by: int


class LackingPage(msgspec.Struct, frozen=True, kw_only=True):
    """Villages by class (difficult, key, ordinary), then what they lack (most first), then code."""

    stamp: Stamp
    region: RegionRef
    counting: Counting
    nodes: tuple[VillageCoverage, ...]
    total: int
    """All villages that lack reserves, not only those on this page."""
    has_next: bool
    end_cursor: str | None
    nobody_cleared_yet: bool
    """Nobody in the region is cleared: on the first day that is so everywhere, and no alarm."""

    @property
    def cursors(self) -> tuple[str, ...]:
        """One a row, made when asked for: a page can go on after any of them."""
        args = (self.region.code, self.counting)
        return tuple(
            write_cursor(QUESTION, args, village_key(RANK[row.classification], row.short_by, row.code))
            for row in self.nodes
        )


class ClassCoverage(msgspec.Struct, frozen=True, kw_only=True):
    """Sums over the counted villages of one class, or of all (`classification` None)."""

    classification: VillageClass | None
    villages: int
    lacking: int
    short_by: int
    wanted: int
    on_roster: int
    """Candidacies: somebody who is a reserve of two villages counts in both."""
    cleared: int
    pending_rows: int


class CoverageTotals(msgspec.Struct, frozen=True, kw_only=True):
    """Totals of a region. People are counted once however many villages list them."""

    stamp: Stamp
    region: RegionRef
    counting: Counting
    by_class: tuple[ClassCoverage, ...]
    """In the order of the lists: difficult, key, ordinary."""
    all: ClassCoverage
    distinct_reserves: int
    distinct_cleared: int
    reserves_of_two_villages: int
    """People on the roster of two or more villages of the region: flagged, counted once above."""
    nobody_cleared_yet: bool


def villages_lacking_reserves(
    world: World,
    viewer: Viewer,
    *,
    region: str | None = None,
    counting: Counting = Counting.CLEARED,
    first: int = 50,
    after: str | None = None,
) -> LackingPage:
    """A page and the exact total, in O(answer) at any size of the region.

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, PAGE_SIZE, CURSOR_FOREIGN, ROLE_MAY_NOT.
    """
    code = region_of(world, viewer, region)
    size = page_size(first)
    args = (code, counting)
    start = read_cursor(QUESTION, args, after, digits=6)
    index = world.index
    entries, has_next = index.lacking(code, counting, start, size)
    at = index.tally(code)
    return LackingPage(
        stamp=stamp(world, code),
        region=RegionRef(code, index.region_name(code)),
        counting=counting,
        nodes=tuple([entry.rows.get(counting) or _row(entry, counting) for entry in entries]),
        total=at.lacking_total(counting),
        has_next=has_next,
        end_cursor=write_cursor(QUESTION, args, entries[-1].sort_key(counting)) if entries else None,
        nobody_cleared_yet=not at.distinct_cleared,
    )


def coverage(
    world: World, viewer: Viewer, *, region: str | None = None, counting: Counting = Counting.CLEARED
) -> CoverageTotals:
    """The totals of a region, in O(1).

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, ROLE_MAY_NOT.
    """
    code = region_of(world, viewer, region)
    at = world.index.tally(code)
    rows = [
        ClassCoverage(
            classification=kind,
            villages=at.villages[rank],
            lacking=at.lacking(counting, rank),
            short_by=at.short(counting, rank),
            wanted=at.wanted[rank],
            on_roster=at.on_roster[rank],
            cleared=at.cleared[rank],
            pending_rows=at.pending[rank],
        )
        for rank, kind in enumerate(CLASSES)
    ]
    sums = {field: sum(getattr(row, field) for row in rows) for field in ClassCoverage.__struct_fields__[1:]}
    return CoverageTotals(
        stamp=stamp(world, code),
        region=RegionRef(code, world.index.region_name(code)),
        counting=counting,
        by_class=tuple(rows),
        all=ClassCoverage(classification=None, **sums),
        distinct_reserves=at.distinct,
        distinct_cleared=at.distinct_cleared,
        reserves_of_two_villages=at.of_two,
        nobody_cleared_yet=not at.distinct_cleared,
    )


def village_row(world: World, code: VillageCode, counting: Counting) -> VillageCoverage:
    """One village's row, whether it lacks anybody or not."""
    return _row(world.index.villages[code], counting)


def _row(entry: VillageEntry, counting: Counting) -> VillageCoverage:
    """The entry keeps its row until something about the village changes."""
    row = entry.rows.get(counting)
    if row is None:
        row = entry.rows[counting] = VillageCoverage(
            code=entry.code,
            name=entry.name,
            township=RegionRef(entry.township.code, entry.township.name),
            classification=CLASSES[entry.rank],
            classified=entry.classified,
            cleared=entry.cleared,
            on_roster=entry.on_roster,
            pending_rows=entry.pending,
            wanted=entry.wanted,
            short_by=entry.short_by(counting),
        )
    found: VillageCoverage = row
    return found
