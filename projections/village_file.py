"""Everything known of one village: its class and who says so, its people, what waits to be mended."""

from datetime import date

import msgspec

from domain.classifying.events import VillageClassified
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
from projections.scope import people_in, person_ref, stamp, village_of, visible
from projections.world import World


class RefusedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A refused row that names the village and has not come back mended."""

    kind: LedgerKind
    file: str
    sheet: str
    row: int
    codes: tuple[str, ...]


class VillagePlan(msgspec.Struct, frozen=True, kw_only=True):
    """The plan that stands (R17). `person` None: a search, or not for this viewer."""

    route: str
    person: PersonRef | None
    measure: str | None
    owner: str | None
    due: date
    overdue: bool


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
    class_decided: bool
    """By a named person; else a ledger claims it, or nobody says."""
    class_overridden: bool
    """It is not the one that the evidence gives."""
    plan: VillagePlan | None
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
    facts, since, decided = village_facts(world, village.code)
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
        class_decided=decided is not None,
        class_overridden=bool(decided and decided.overridden),
        plan=plan_line(world, viewer, village.code),
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


def village_facts(
    world: World, code: VillageCode
) -> tuple[dict[str, Fact], date | None, VillageClassified | None]:
    """The claim in force as facts, since when the class holds, and the decision about it, which wins over the claim.

    Sealed ones are gone with the incumbent they speak of.
    """
    village = world.fold.record.villages.get(code)
    since, claim = village.claims[-1] if village and village.claims else (None, None)
    said: dict[str, str] = {}
    if claim:
        forgotten = claim.incumbent in world.fold.record.forgotten
        said = {**claim.facts, **(claim.private.facts if claim.private and not forgotten else {})}
    facts = {f: Fact(v, (Said(v, claim.source),)) for f, v in said.items() if v and claim}
    standing = world.fold.record.surveyed.standing(code)
    if standing.classified is None or standing.classified_at is None:
        return facts, since, None
    decided = {
        "classification": standing.classified.classification.value,
        "classification_reason": " ".join(standing.criteria),
    }
    for field, value in decided.items():
        before = facts.pop(field, None)
        if value or field == "classification":
            facts[field] = Fact(value, before.said if before else (), settled=True)
    return facts, standing.classified_at[0], standing.classified


def plan_line(world: World, viewer: Viewer, code: VillageCode) -> VillagePlan | None:
    """The village's plan as this viewer may be told of it."""
    plan = world.fold.record.surveyed.standing(code).open_plan
    if plan is None:
        return None
    human = world.human(plan.person) if plan.person else None
    return VillagePlan(
        route=plan.route.value,
        person=person_ref(viewer, human) if human and visible(world, viewer, human) else None,
        measure=plan.private.measure if plan.private else None,
        owner=plan.private.owner if plan.private else None,
        due=plan.due,
        overdue=plan.due < world.on_date,
    )


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
