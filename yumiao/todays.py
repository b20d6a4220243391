"""`today` as data: what is due and overdue, for a region and for each of its townships."""

from typing import Any

from domain.grades import Viewer
from projections.contact_due import ContactRow
from projections.disputes import Dispute
from projections.due_process import DueRow
from projections.mentor_gaps import VillageGaps
from projections.mobilising.unwilling import OutreachRow
from projections.surveying.plans import VillagePlanRow
from projections.today import OpenErasure, Today, WaitingRow, today
from projections.world import World
from yumiao.office import Office


def what_is_due(office: Office, region: str) -> dict[str, Any]:
    """Of the region asked for, or the reader's own."""
    with office.live.now() as world:
        found = today(world, office.viewer, region=region or None)
        return {
            "onDate": str(found.stamp.on_date),
            "position": str(found.stamp.position),
            "region": {"code": found.region.code, "name": found.region.name},
            "talks": {
                "late": found.talks_late,
                "soon": found.talks_soon,
                "everyDays": found.talk_every_days,
                "pairedByLedgerOnly": found.paired_by_ledger_only,
                "rows": [_talk(row) for row in found.talks],
            },
            "outreach": {
                "due": found.outreach_due,
                "soon": found.outreach_soon,
                "rows": [_step(row) for row in found.outreach],
            },
            "mentorGaps": {"total": found.gaps_total, "villages": [_gap(row) for row in found.gaps]},
            "villagePlans": {
                "missing": found.plans_missing,
                "overdue": found.plans_overdue,
                "villages": [_plan(row) for row in found.plans],
            },
            "surveys": {
                "due": found.surveys_total,
                "deadline": str(found.survey_deadline) if found.survey_deadline else None,
                "villages": [{"code": v.code, "name": v.name} for v in found.surveys],
            },
            "dueProcess": {
                "total": found.due_total,
                "overdue": found.due_overdue,
                "rows": [_due(row) for row in found.due],
            },
            "pendingRows": {"total": found.rows_total, "rows": [_row(row) for row in found.rows]},
            "disputes": {
                "fields": found.disputed_fields,
                "heldRows": found.held_rows,
                "rows": [_dispute(row) for row in found.disputes],
            },
            "erasureRequests": [_erasure(row) for row in found.erasures],
            "townships": _townships(world, office.viewer, found),
        }


def _townships(world: World, viewer: Viewer, found: Today) -> list[dict[str, Any]]:
    """Those of the region where something waits; none where the region is a township itself or lies within one."""
    if len(found.region.code) > 6:
        return []
    rows = []
    for code in sorted(world.fold.record.townships):
        if code.startswith(found.region.code) and viewer.covers(code):
            here = today(world, viewer, region=code)
            counts = {
                "talksLate": here.talks_late,
                "talksSoon": here.talks_soon,
                "outreachDue": here.outreach_due,
                "mentorGaps": here.gaps_total,
                "villagePlans": here.plans_missing + here.plans_overdue,
                "surveys": here.surveys_total,
                "dueProcess": here.due_total,
                "dueProcessOverdue": here.due_overdue,
                "pendingRows": here.rows_total,
                "disputedFields": here.disputed_fields,
                "heldRows": here.held_rows,
            }
            if any(counts.values()):
                rows.append({"code": code, "name": world.fold.record.townships[code], **counts})
    return rows


def _due(row: DueRow) -> dict[str, Any]:
    return {
        "person": {"id": row.person.id, "name": row.person.name},
        "villages": [{"code": row.village.code, "name": row.village.name}],
        "matter": row.matter.name,
        "step": row.step.name,
        "dueOn": str(row.due_on),
        "daysLeft": row.days_left,
        "overdue": row.overdue,
    }


def _talk(row: ContactRow) -> dict[str, Any]:
    return {
        "person": {"id": row.reserve.id, "name": row.reserve.name},
        "villages": [{"code": v.code, "name": v.name} for v in row.villages],
        "mentors": [{"id": m.mentor.id, "name": m.mentor.name} for m in row.mentors if m.mentor],
        "days": row.days,
        "late": row.late,
        "never": row.never,
        "lastTalk": str(row.last_talk) if row.last_talk else None,
        "nextOn": str(row.next_on) if row.next_on else None,
        "noMentor": row.no_mentor,
        "coverMissing": row.cover_missing,
    }


def _step(row: OutreachRow) -> dict[str, Any]:
    return {
        "person": {"id": row.person.id, "name": row.person.name},
        "villages": [{"code": v.code, "name": v.name} for v in row.villages],
        "nextOn": str(row.next_on),
        "nextStep": row.next_step,
        "owner": row.owner,
        "due": row.due,
    }


def _gap(row: VillageGaps) -> dict[str, Any]:
    return {
        "code": row.village.code,
        "name": row.village.name,
        "classification": row.classification.name,
        "lacksMentor": row.lacks_mentor,
        "noMature": row.no_mature,
        "missing": row.missing,
    }


def _plan(row: VillagePlanRow) -> dict[str, Any]:
    return {
        "code": row.village.code,
        "name": row.village.name,
        "classification": row.classification.name,
        "state": row.state.value,
        "due": str(row.due) if row.due else None,
        "daysOver": row.days_over,
        "owner": row.owner,
    }


def _row(waiting: WaitingRow) -> dict[str, Any]:
    row = waiting.row
    return {
        "kind": waiting.kind.value,
        "file": row.file,
        "sheet": row.sheet,
        "row": row.row,
        "codes": list(row.codes),
        "village": row.village,
    }


def _dispute(row: Dispute) -> dict[str, Any]:
    return {
        "kind": row.kind.value,
        "person": {"id": row.person.id, "name": row.person.name},
        "villages": [{"code": v.code, "name": v.name} for v in row.villages],
        "fields": [row.fact.field] if row.fact else list(row.row.fields if row.row else ()),
    }


def _erasure(row: OpenErasure) -> dict[str, Any]:
    return {
        "request": row.request,
        "person": {"id": row.person.id, "name": row.person.name},
        "askedOn": str(row.asked_on),
        "askedBy": row.asked_by,
    }
