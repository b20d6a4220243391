"""Adverse findings whose next step of due process is due or overdue, and open objections (question 4).

The clock of a finding counts from the day it was noted, by the rules of that day. The engine lists; people take steps.
What an agency found is told to those alone who may see what agencies say; a deferral is never here.
"""

from datetime import date
from typing import Any

import msgspec

from domain.candidacy.events import (
    Answer,
    EarlierReviewRecorded,
    JointReviewConcluded,
    OpinionRecorded,
    Outcome,
    TownshipScreened,
)
from domain.grades import Viewer
from domain.ids import CandidacyId, PersonId
from domain.objection.events import ObjectionLodged
from domain.vetting_rules import Step
from projections.answer import PersonRef, RegionRef, Stamp, VillageRef
from projections.cursors import page_size, read_cursor, write_cursor
from projections.fold import Human, Matter, Owed
from projections.scope import person_ref, region_of, region_ref, stamp, village_ref, visible
from projections.world import World

QUESTION = "dueProcess"


class DueRow(msgspec.Struct, frozen=True, kw_only=True):
    """`days_left`: below 0 it is overdue; on the day itself it is not. `number`: of an objection."""

    person: PersonRef
    village: VillageRef
    candidacy: CandidacyId
    matter: Matter
    decision: str
    """The event that noted it; which agency it was, `decision(id, case)` tells whoever may know."""
    number: int | None
    since: date
    """Noted, or lodged, on."""
    step: Step
    due_on: date
    days_left: int
    last_step_on: date
    overdue: bool
    cleared: bool
    """A pending objection only flags a clearance."""


class DueProcessPage(msgspec.Struct, frozen=True, kw_only=True):
    """The soonest due first, then by village, matter and person."""

    stamp: Stamp
    region: RegionRef
    nodes: tuple[DueRow, ...]
    total: int
    findings: int
    objections: int
    overdue: int
    has_next: bool
    cursors: tuple[str, ...]

    @property
    def end_cursor(self) -> str | None:
        """Where the next page goes on."""
        return self.cursors[-1] if self.cursors else None


def due_process(
    world: World, viewer: Viewer, *, region: str | None = None, first: int = 50, after: str | None = None
) -> DueProcessPage:
    """A page of what a region's people are owed. O(those who are owed something there).

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, PAGE_SIZE, CURSOR_FOREIGN, ROLE_MAY_NOT.
    """
    code, size = region_of(world, viewer, region), page_size(first)
    start = read_cursor(QUESTION, (code,), after)
    humans = (world.fold.humans[PersonId(person)] for person in world.fold.owed_in.get(code, ()))
    rows = [
        (_key(human, owed), human, owed)
        for human in humans
        if visible(world, viewer, human)  # not so where the listing that an objection is about was withdrawn
        for owed in human.owed
        if owed.village.startswith(code) and shows(viewer, owed)
    ]
    found = sorted(rows, key=lambda row: row[0])
    page = [row for row in found if row[0] > start][: size + 1]
    matters = [owed for _, _, owed in found]
    nodes = tuple(_row(world, viewer, human, owed) for _, human, owed in page[:size])
    return DueProcessPage(
        stamp=stamp(world, code),
        region=region_ref(world, code),
        nodes=nodes,
        total=len(found),
        findings=sum(1 for owed in matters if owed.matter is not Matter.OBJECTION),
        objections=sum(1 for owed in matters if owed.matter is Matter.OBJECTION),
        overdue=sum(1 for owed in matters if owed.due_on < world.on_date),
        has_next=len(page) > size,
        cursors=tuple(write_cursor(QUESTION, (code,), key) for key, _, _ in page[:size]),
    )


def shows(viewer: Viewer, owed: Owed) -> bool:
    """Whether a matter is for this viewer."""
    return owed.matter is not Matter.AGENCY or viewer.could_see("review_finding")


def _key(human: Human, owed: Owed) -> str:
    which = f"{owed.matter} {owed.agency} {owed.number:03d}"
    return f"{owed.due_on}{owed.village}{which}{human.id}{owed.candidacy}"


def _row(world: World, viewer: Viewer, human: Human, owed: Owed) -> DueRow:
    candidate = human.candidates.get(owed.village)
    through = candidate.cleared_through if candidate and candidate.on_roster else None
    return DueRow(
        person=person_ref(viewer, human),
        village=village_ref(world, owed.village),
        candidacy=owed.candidacy,
        matter=owed.matter,
        decision=_noted_by(world, owed),
        number=owed.number or None,
        since=owed.since,
        step=owed.step,
        due_on=owed.due_on,
        days_left=(owed.due_on - world.on_date).days,
        last_step_on=owed.last_step_on,
        overdue=owed.due_on < world.on_date,
        cleared=bool(through and through >= world.on_date),
    )


def _noted_by(world: World, owed: Owed) -> str:
    """The first event of the day that is it."""
    known = world.fold.annals.about(f"candidacy:{owed.candidacy}")
    return next((r.event_id for r in known if r.true_from == owed.since and _is_that(r.event, owed)), "")


def _is_that(event: Any, owed: Owed) -> bool:
    match event:
        case ObjectionLodged():
            return owed.matter is Matter.OBJECTION and event.number == owed.number
        case OpinionRecorded():
            adverse = event.private is not None and event.private.answer is Answer.ADVERSE
            return owed.matter is Matter.AGENCY and event.agency == owed.agency and adverse
        case TownshipScreened():
            return owed.matter is Matter.SCREENING and event.outcome is Outcome.NOT_CLEAR
        case JointReviewConcluded():
            return owed.matter is Matter.JOINT_REVIEW and event.outcome is Outcome.NOT_CLEAR
        case EarlierReviewRecorded():
            return owed.matter.value == event.stage.value and event.outcome is Outcome.NOT_CLEAR
        case _:
            return False
