"""What is due and overdue in a region on a day: talks, outreach, plans, surveys, due process, rows, decisions."""

from datetime import date, timedelta

import msgspec

from domain.grades import Action, Viewer
from domain.ids import RequestId
from domain.ledger import LedgerKind, PendingRow
from domain.person.events import ErasureRequested
from projections.answer import PersonRef, RegionRef, Stamp, VillageRef
from projections.contact_due import ContactRow, contact_due
from projections.disputes import Dispute, disputes
from projections.due_process import DueRow, due_process
from projections.mentor_gaps import VillageGaps, mentor_gaps
from projections.mobilising.unwilling import OutreachRow, outreach_due
from projections.scope import people_in, person_ref, region_of, region_ref, stamp
from projections.surveying.plans import VillagePlanRow, village_plans
from projections.surveying.progress import deadline_of, surveys_due
from projections.world import World

MOST = 100
"""Lines of each kind; the totals say how many there are."""
SOON_DAYS = 7


class OpenErasure(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody asked that a person be forgotten; another one has still to approve."""

    request: RequestId
    person: PersonRef
    asked_on: date
    asked_by: str


class WaitingRow(msgspec.Struct, frozen=True, kw_only=True):
    """A refused row that has not come back mended."""

    kind: LedgerKind
    row: PendingRow


class Today(msgspec.Struct, frozen=True, kw_only=True):
    """Each list in its question's own order, at most MOST lines of its total."""

    stamp: Stamp
    region: RegionRef
    talks: tuple[ContactRow, ...]
    """The late ones, then those that will be within SOON_DAYS."""
    talks_late: int
    talks_soon: int
    talk_every_days: int
    paired_by_ledger_only: int
    outreach: tuple[OutreachRow, ...]
    """Next steps whose day has come, then those of the next SOON_DAYS."""
    outreach_due: int
    outreach_soon: int
    gaps: tuple[VillageGaps, ...]
    gaps_total: int
    plans: tuple[VillagePlanRow, ...]
    """Difficult and key villages without a plan, or with an overdue one."""
    plans_missing: int
    plans_overdue: int
    surveys: tuple[VillageRef, ...]
    """Villages without a report, once the deadline is near or past."""
    surveys_total: int
    survey_deadline: date | None
    due: tuple[DueRow, ...]
    """Due process: the soonest first."""
    due_total: int
    due_overdue: int
    rows: tuple[WaitingRow, ...]
    rows_total: int
    disputes: tuple[Dispute, ...]
    disputed_fields: int
    held_rows: int
    erasures: tuple[OpenErasure, ...]
    """For whoever may approve one; empty for others."""


def today(world: World, viewer: Viewer, *, region: str | None = None) -> Today:
    """What waits in a region on the day.

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, ROLE_MAY_NOT.
    """
    code = region_of(world, viewer, region)
    talks = contact_due(world, viewer, region=code, within_days=SOON_DAYS, first=MOST)
    gaps = mentor_gaps(world, viewer, region=code, first=MOST)
    owed = due_process(world, viewer, region=code, first=MOST)
    open_ = disputes(world, viewer, region=code, first=MOST)
    rows = waiting_rows(world, code)
    plans = village_plans(world, viewer, region=code, first=MOST)
    surveys, surveys_total = surveys_due(world, code, MOST)
    steps = outreach_due(world, viewer, code, world.on_date + timedelta(days=SOON_DAYS))
    return Today(
        stamp=stamp(world, code),
        region=region_ref(world, code),
        talks=talks.nodes,
        talks_late=talks.late,
        talks_soon=talks.total - talks.late,
        talk_every_days=talks.every_days,
        paired_by_ledger_only=talks.paired_by_ledger_only,
        outreach=tuple(steps[:MOST]),
        outreach_due=sum(row.due for row in steps),
        outreach_soon=sum(not row.due for row in steps),
        gaps=gaps.nodes,
        gaps_total=gaps.total,
        plans=plans.nodes,
        plans_missing=plans.missing,
        plans_overdue=plans.overdue,
        surveys=surveys,
        surveys_total=surveys_total,
        survey_deadline=deadline_of(world),
        due=owed.nodes,
        due_total=owed.total,
        due_overdue=owed.overdue,
        rows=rows[:MOST],
        rows_total=len(rows),
        disputes=open_.nodes,
        disputed_fields=open_.fields,
        held_rows=open_.held_rows,
        erasures=open_erasures(world, viewer, code),
    )


def waiting_rows(world: World, region: str) -> tuple[WaitingRow, ...]:
    """Refused rows that name a village of the region; the county's include those that name none."""
    all_of_it = world.county.startswith(region)
    return tuple(
        WaitingRow(kind=kind, row=row)
        for kind, ledger in sorted(world.fold.record.ledgers.items())
        for row in sorted(ledger.pending, key=lambda r: (r.file, r.sheet, r.row, r.codes))
        if all_of_it or (row.village or "").startswith(region)
    )


def open_erasures(world: World, viewer: Viewer, region: str) -> tuple[OpenErasure, ...]:
    """Requests about people of the region that nobody has approved, by person and position."""
    if not viewer.may(Action.ERASE):
        return ()
    people, found = world.fold.record.people, []
    for human in people_in(world, region):
        waiting = {
            r for p in human.records if p in people for r, done in people[p].requests.items() if not done
        }
        for recorded in world.fold.annals.about(*(f"person:{p}" for p in human.records)) if waiting else ():
            event = recorded.event
            if isinstance(event, ErasureRequested) and event.request in waiting:
                line = OpenErasure(
                    request=event.request,
                    person=person_ref(viewer, human),
                    asked_on=recorded.true_from,
                    asked_by=recorded.entry.entered_by,
                )
                found.append(line)
    return tuple(found)
