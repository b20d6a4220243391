"""Everything known of one village: its class and who says so, its people, what waits to be mended."""

from datetime import date

import msgspec

from domain.facts import Fact, Said
from domain.grades import Viewer
from domain.ids import VillageCode
from domain.ledger import LedgerKind
from domain.village import VillageClaimed
from projections.answer import Counting, PersonRef, Stamp, VillageRef
from projections.coverage import VillageCoverage, village_row
from projections.fold import Human
from projections.origins import FactLine, fact_lines, sensitive_shown
from projections.person_file import CandidacyLine, HeldRow, candidacy_line, held_rows
from projections.scope import people_in, person_ref, stamp, village_of
from projections.world import World


class RefusedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A refused row that names the village and has not come back mended."""

    kind: LedgerKind
    file: str
    sheet: str
    row: int
    codes: tuple[str, ...]


class VillageFile(msgspec.Struct, frozen=True, kw_only=True):
    """`counts`: whether coverage counts it. People by id."""

    stamp: Stamp
    village: VillageRef
    counts: bool
    coverage: VillageCoverage
    """Short by what is CLEARED."""
    short_by_on_roster: int
    facts: tuple[FactLine, ...]
    """The village ledger's row in force. The reason for the class concerns the incumbent (P3)."""
    class_since: date | None
    incumbent: PersonRef | None
    candidacies: tuple[CandidacyLine, ...]
    members: int
    natives_outside: int
    mentors: tuple[PersonRef, ...]
    """Mentors linked to the village itself."""
    refused: tuple[RefusedRow, ...]
    held: tuple[HeldRow, ...]
    sensitive_fields: tuple[str, ...]
    """P3 and P4 fields shown in this answer: to be recorded as read."""


def village_file(world: World, viewer: Viewer, code: str) -> VillageFile:
    """The file of a village or community of the register.

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, ROLE_MAY_NOT.
    """
    village = village_of(world, viewer, code)
    here = people_in_village(world, code)
    facts, since = village_facts(world, village.code)
    told = world.fold.annals.about(f"village:{code}")
    positions = {r.event.source: r.position for r in told if isinstance(r.event, VillageClaimed)}
    return VillageFile(
        stamp=stamp(world, code),
        village=village,
        counts=world.index.villages[code].counts,
        coverage=village_row(world, village.code, Counting.CLEARED),
        short_by_on_roster=world.index.villages[code].short_by(Counting.ON_ROSTER),
        facts=fact_lines(world, viewer, facts, positions),
        class_since=since,
        incumbent=next((person_ref(viewer, human) for human in here if code in human.serves), None),
        candidacies=tuple(
            candidacy_line(world, viewer, human, human.candidates[code])
            for human in here
            if code in human.candidates
        ),
        members=sum(1 for human in here if human.member_at == code),
        natives_outside=sum(1 for human in here if human.native_of == code),
        mentors=tuple(
            person_ref(viewer, human) for human in here if human.area and code in human.area.villages
        ),
        refused=refused_rows(world, code),
        held=tuple(
            row
            for human in here
            for row in held_rows(world, viewer, human)
            if row.village and row.village.code == code
        ),
        sensitive_fields=sensitive_shown(viewer, facts),
    )


def people_in_village(world: World, code: str) -> list[Human]:
    """Everybody who belongs to the village, by id."""
    return [human for human in people_in(world, code) if code in human.places]


def village_facts(world: World, code: VillageCode) -> tuple[dict[str, Fact], date | None]:
    """The claim in force as facts, and since when it holds. Sealed ones are gone with the incumbent they speak of."""
    village = world.fold.record.villages.get(code)
    if village is None or not village.claims:
        return {}, None
    since, claim = village.claims[-1]
    forgotten = claim.incumbent in world.fold.record.forgotten
    said = {**claim.facts, **(claim.private.facts if claim.private and not forgotten else {})}
    return {f: Fact(v, (Said(v, claim.source),)) for f, v in said.items() if v}, since


def refused_rows(world: World, code: str) -> tuple[RefusedRow, ...]:
    """By kind, file, sheet and row."""
    return tuple(
        RefusedRow(kind=kind, file=row.file, sheet=row.sheet, row=row.row, codes=row.codes)
        for kind in LedgerKind
        if kind in world.fold.record.ledgers
        for row in sorted(
            world.fold.record.ledgers[kind].pending, key=lambda r: (r.file, r.sheet, r.row, r.codes)
        )
        if row.village == code
    )
