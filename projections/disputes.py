"""What waits for a person's decision: fields that ledgers disagree on, and rows that are held."""

from enum import StrEnum

import msgspec

from domain.facts import Fact, resolve
from domain.grades import Viewer
from domain.ledger import LedgerKind
from domain.person.state import Person
from projections.answer import PersonRef, RegionRef, Stamp, VillageRef
from projections.cursors import page_size, read_cursor, write_cursor
from projections.fold import Human
from projections.origins import FactLine, fact_lines, sensitive_shown
from projections.people import villages_of
from projections.person_file import HeldRow, held_rows
from projections.scope import people_in, person_ref, region_of, region_ref, stamp
from projections.world import World

QUESTION = "disputes"


class DisputeKind(StrEnum):
    """A field of a person, or a whole row."""

    FIELD = "FIELD"
    HELD_ROW = "HELD_ROW"


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to decide about a person. FIELD: `fact` with every voice; HELD_ROW: `row`."""

    kind: DisputeKind
    person: PersonRef
    villages: tuple[VillageRef, ...]
    fact: FactLine | None = None
    row: HeldRow | None = None


class DisputesPage(msgspec.Struct, frozen=True, kw_only=True):
    """By person, fields before rows, then field or position."""

    stamp: Stamp
    region: RegionRef
    nodes: tuple[Dispute, ...]
    total: int
    fields: int
    held_rows: int
    has_next: bool
    cursors: tuple[str, ...]
    """One a row: a page can go on after any of them."""
    sensitive_fields: tuple[str, ...]
    """P3 and P4 fields shown in this answer: to be recorded as read."""

    @property
    def end_cursor(self) -> str | None:
        """Where the next page goes on."""
        return self.cursors[-1] if self.cursors else None


def disputes(
    world: World, viewer: Viewer, *, region: str | None = None, first: int = 50, after: str | None = None
) -> DisputesPage:
    """A page of what waits among the people of a region.

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, PAGE_SIZE, CURSOR_FOREIGN, ROLE_MAY_NOT.
    """
    code = region_of(world, viewer, region)
    size = page_size(first)
    start = read_cursor(QUESTION, (code,), after)
    found = world.kept((QUESTION, code, viewer), lambda: _all_of(world, viewer, code))
    page = [pair for pair in found if pair[0] > start][: size + 1]
    nodes = tuple(dispute for _, dispute in page[:size])
    fields = sum(1 for _, dispute in found if dispute.kind is DisputeKind.FIELD)
    return DisputesPage(
        stamp=stamp(world, code),
        region=region_ref(world, code),
        nodes=nodes,
        total=len(found),
        fields=fields,
        held_rows=len(found) - fields,
        has_next=len(page) > size,
        cursors=tuple(write_cursor(QUESTION, (code,), key) for key, _ in page[:size]),
        sensitive_fields=sensitive_shown(viewer, (d.fact.field for d in nodes if d.fact)),
    )


def _all_of(world: World, viewer: Viewer, code: str) -> list[tuple[str, Dispute]]:
    found = (pair for human in people_in(world, code) for pair in disputes_of(world, viewer, human))
    return sorted(found, key=lambda pair: pair[0])


def disputes_of(world: World, viewer: Viewer, human: Human) -> list[tuple[str, Dispute]]:
    """Everything to decide about one person, each with its sort key."""
    facts = disputed_facts(world, viewer, human)
    if not facts and not human.waiting:
        return []
    person, villages = person_ref(viewer, human), villages_of(world, viewer, human)
    positions = {claim.event.source: claim.version for claim in human.claims}
    found = []
    for at, (slot, fact) in enumerate(facts):
        (line,) = fact_lines(world, viewer, dict([fact]), positions)
        key = f"{human.id}|0|{fact[0]}|{slot}|{at:03d}"
        found.append((key, Dispute(kind=DisputeKind.FIELD, person=person, villages=villages, fact=line)))
    for row in held_rows(world, viewer, human):
        key = f"{human.id}|1|{row.origin.position:012d}"
        found.append((key, Dispute(kind=DisputeKind.HELD_ROW, person=person, villages=villages, row=row)))
    return found


def disputed_facts(world: World, viewer: Viewer, human: Human) -> list[tuple[str, tuple[str, Fact]]]:
    """Disputed fields of the person, then those of single rows (a tier) of the viewer's region, with their slot."""
    found = [("", (field, human.facts[field])) for field in human.disputed]
    rows = [(c.event.source.kind, c.event.slot) for c in human.claims]
    people = [world.fold.record.people.get(record, Person()) for record in human.records]
    for kind, slot in sorted({row for row in rows if rows.count(row) > 1}):
        if kind is not LedgerKind.RESERVES or viewer.covers(slot):
            facts = resolve(people, {}, (kind, slot))
            found += [
                (f"{kind}{slot}", (f, facts[f]))
                for f in sorted(facts)
                if facts[f].disputed and f not in human.disputed
            ]
    return found
