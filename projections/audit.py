"""For the auditor: every decision of a region within a time, and every sensitive read and copy, in words."""

from datetime import date

import msgspec

from domain.access import CopyMade, SensitiveRead
from domain.grades import Viewer
from domain.recorded import OFFICE_AHEAD, Recorded
from domain.refusal import Refusal
from projections.answer import RegionRef, Stamp
from projections.history import AUDITS, HistoryLine, history_line, shows
from projections.scope import region_of, region_ref, stamp
from projections.world import World


class AuditLine(msgspec.Struct, frozen=True, kw_only=True):
    """One event with the stream it belongs to."""

    stream: str
    region: RegionRef
    line: HistoryLine


class ReadLine(msgspec.Struct, frozen=True, kw_only=True):
    """One view of sensitive fields, or one copy (`what`)."""

    on: date
    position: int
    reader: str
    role: str
    case: str
    subject: str
    what: str
    fields: tuple[str, ...]


class Audit(msgspec.Struct, frozen=True, kw_only=True):
    """Oldest first. `since` and `until` are days of the record, both inclusive."""

    stamp: Stamp
    region: RegionRef
    since: date
    until: date
    decisions: tuple[AuditLine, ...]
    reads: tuple[ReadLine, ...]


def audit(
    world: World, viewer: Viewer, *, region: str | None, since: date | None, until: date | None
) -> Audit:
    """Every event within the days that a named person decided. O(log): it is an export, not a question.

    Raises: ROLE_MAY_NOT, AUDIT_IS_FOR_AUDITORS, PERIOD_EMPTY, REGION_MALFORMED, REGION_OUTSIDE, REGION_UNKNOWN.
    """
    code = region_of(world, viewer, region)
    if viewer.role not in AUDITS:
        raise Refusal(
            "AUDIT_IS_FOR_AUDITORS",
            "The audit is for the auditor and the county. For one subject, use `yumiao history`.",
            "审计清单仅供审计人员和县级使用；查看单个对象请用 `yumiao history`。",
            rule="rights_by_role",
        )
    first, last = since or date.min, until or world.on_date
    if first > last:
        raise Refusal(
            "PERIOD_EMPTY",
            f"{first} is after {last}.",
            f"起始日 {first} 晚于截止日 {last}。",
            path=("since",),
        )
    here = [r for r in world.fold.annals.events if _within(r, code, first, last) and shows(world, viewer, r)]
    return Audit(
        stamp=stamp(world, code),
        region=region_ref(world, code),
        since=first,
        until=last,
        decisions=tuple(
            AuditLine(
                stream=r.stream,
                region=region_ref(world, r.region_code),
                line=history_line(world, viewer, r),
            )
            for r in here
            if r.entry.decided_by
        ),
        reads=tuple(_read(r) for r in here if isinstance(r.event, SensitiveRead | CopyMade)),
    )


def _within(recorded: Recorded, region: str, first: date, last: date) -> bool:
    day = (recorded.recorded_at + OFFICE_AHEAD).date()
    return first <= day <= last and recorded.region_code.startswith(region)


def _read(recorded: Recorded) -> ReadLine:
    event: SensitiveRead | CopyMade = recorded.event
    return ReadLine(
        on=(recorded.recorded_at + OFFICE_AHEAD).date(),
        position=recorded.position,
        reader=event.reader,
        role=event.role,
        case=event.case,
        subject=event.subject if isinstance(event, SensitiveRead) else "、".join(recorded.subjects),
        what="" if isinstance(event, SensitiveRead) else event.what,
        fields=event.fields,
    )
