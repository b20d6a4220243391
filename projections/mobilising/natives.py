"""Natives outside (question 17): contact due, willing to return, matching a village that lacks, relation elsewhere."""

from datetime import date

import msgspec

from domain.grades import Viewer
from domain.rule_set import VillageClass
from projections.answer import Counting, PersonRef, RegionRef, Stamp, VillageRef
from projections.cursors import page_size, read_cursor, write_cursor
from projections.fold import Group, Human
from projections.mobilising.answers import WILLING
from projections.mobilising.unwilling import outreach_row, rules_of
from projections.ops import CLASSES, RANK
from projections.scope import person_ref, region_of, region_ref, stamp, village_ref, visible
from projections.world import World

QUESTION = "nativesOutside"
NOWHERE = len(CLASSES)


class NativesFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Every flag that is set must hold."""

    due: bool = False
    willing: bool = False
    matching: bool = False
    relation_elsewhere: bool = False
    counting: Counting = Counting.CLEARED
    """Of what the village lacks."""


class NativeRow(msgspec.Struct, frozen=True, kw_only=True):
    """`village`: where they come from, in the viewer's region; None where no ledger says, or elsewhere."""

    person: PersonRef
    village: VillageRef | None
    classification: VillageClass | None
    short_by: int
    """Reserves that the village lacks, by the counting asked for."""
    willing: bool
    answer: str | None
    relation: str | None
    relation_elsewhere: bool
    considered: bool
    """Already somebody's candidate."""
    last_on: date | None
    next_on: date | None
    owner: str | None
    due: bool
    never: bool
    stopped: bool


class NativesPage(msgspec.Struct, frozen=True, kw_only=True):
    """By the village's class, what it lacks (most first), its code, then id. The totals are over the whole region."""

    stamp: Stamp
    region: RegionRef
    counting: Counting
    nodes: tuple[NativeRow, ...]
    total: int
    natives: int
    due: int
    willing: int
    matching: int
    relation_elsewhere: int
    contact_every_days: int
    has_next: bool
    cursors: tuple[str, ...]

    @property
    def end_cursor(self) -> str | None:
        """Where the next page goes on."""
        return self.cursors[-1] if self.cursors else None


def natives_outside(
    world: World,
    viewer: Viewer,
    *,
    region: str | None = None,
    wanted: NativesFilter | None = None,
    first: int = 50,
    after: str | None = None,
) -> NativesPage:
    """A page of a region's natives outside. O(natives of the region) once, kept for the next page.

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, PAGE_SIZE, CURSOR_FOREIGN, ROLE_MAY_NOT.
    """
    code, size, asked = region_of(world, viewer, region), page_size(first), wanted or NativesFilter()
    start = read_cursor(QUESTION, (code, asked), after)
    everybody = world.kept((QUESTION, code, asked.counting, viewer), lambda: _all(world, viewer, code, asked))
    found = [(key, row) for key, row in everybody if _meets(row, asked)]
    page = [pair for pair in found if pair[0] > start][: size + 1]
    return NativesPage(
        stamp=stamp(world, code),
        region=region_ref(world, code),
        counting=asked.counting,
        nodes=tuple(row for _, row in page[:size]),
        total=len(found),
        natives=len(everybody),
        due=sum(row.due for _, row in everybody),
        willing=sum(row.willing for _, row in everybody),
        matching=sum(row.short_by > 0 for _, row in everybody),
        relation_elsewhere=sum(row.relation_elsewhere for _, row in everybody),
        contact_every_days=rules_of(world).contact_every_days,
        has_next=len(page) > size,
        cursors=tuple(write_cursor(QUESTION, (code, asked), key) for key, _ in page[:size]),
    )


def _meets(row: NativeRow, asked: NativesFilter) -> bool:
    return (
        (row.due or not asked.due)
        and (row.willing or not asked.willing)
        and (row.short_by > 0 or not asked.matching)
        and (row.relation_elsewhere or not asked.relation_elsewhere)
    )


def _all(world: World, viewer: Viewer, region: str, asked: NativesFilter) -> list[tuple[str, NativeRow]]:
    rows = []
    for person in world.fold.group(Group.NATIVE, region):
        human = world.fold.humans[person]
        if visible(world, viewer, human):
            row = _row(world, viewer, human, asked.counting)
            rank = RANK[row.classification] if row.classification else NOWHERE
            code = row.village.code if row.village else ""
            rows.append((f"{rank}{99_999 - row.short_by:05d}{code:<12}{person}", row))
    return sorted(rows, key=lambda pair: pair[0])


def _row(world: World, viewer: Viewer, human: Human, counting: Counting) -> NativeRow:
    entry = world.index.villages.get(human.native_of or "")
    entry = entry if entry and viewer.covers(entry.code) else None
    answer, relation = human.value("willingness_to_return"), human.value("party_affiliation")
    outreach = outreach_row(world, viewer, human)
    listed = (world.fold.record.listed.get(record, {}) for record in human.records)
    return NativeRow(
        person=person_ref(viewer, human),
        village=village_ref(world, entry.code) if entry else None,
        classification=CLASSES[entry.rank] if entry else None,
        short_by=entry.share.short(counting) if entry and entry.counts else 0,
        willing=answer in WILLING,
        answer=answer if viewer.sees("willingness_to_return") else None,
        relation=relation if viewer.sees("party_affiliation") else None,
        relation_elsewhere=relation == "elsewhere",
        considered=any(candidacy.known for mine in listed for candidacy in mine.values()),
        last_on=outreach.last_on,
        next_on=outreach.next_on,
        owner=outreach.owner,
        due=_is_due(world, outreach.last_on, outreach.next_on, stopped=outreach.stopped),
        never=outreach.never,
        stopped=outreach.stopped,
    )


def _is_due(world: World, last_on: date | None, next_on: date | None, *, stopped: bool) -> bool:
    """On the day agreed on; without one, after the rules' days; at once where nobody ever went."""
    if stopped or last_on is None or next_on:
        return not stopped and (last_on is None or bool(next_on and next_on <= world.on_date))
    return (world.on_date - last_on).days > rules_of(world).contact_every_days
