"""Reading sensitive fields and taking copies out of the house are recorded: one event per view, one per copy."""

from collections.abc import Sequence

from domain.access import CopyMade, SensitiveRead
from domain.grades import Viewer
from domain.recorded import NewEvent
from services.desk import Desk


def record_read(desk: Desk, viewer: Viewer, subject: str, region: str, fields: Sequence[str]) -> None:
    """Leave an access event for the P3 and P4 fields that were shown; nothing where none was."""
    if not fields:
        return
    event = SensitiveRead(
        reader=viewer.name, role=viewer.role, case=viewer.case, subject=subject, fields=tuple(sorted(fields))
    )
    _record(desk, viewer, event, region, (subject,))


def record_copy(
    desk: Desk, viewer: Viewer, what: str, region: str, *, rows: int, fields: Sequence[str], subject: str = ""
) -> int:
    """Leave the event of a printable copy before it is written; answers the copy's number."""
    event = CopyMade(
        reader=viewer.name,
        role=viewer.role,
        case=viewer.case,
        what=what,
        rows=rows,
        fields=tuple(sorted(fields)),
    )
    return _record(desk, viewer, event, region, (subject,) if subject else ())


def _record(
    desk: Desk, viewer: Viewer, event: SensitiveRead | CopyMade, region: str, subjects: tuple[str, ...]
) -> int:
    stream = f"access:{desk.ids.new('ac')}"
    new = NewEvent(stream=stream, event=event, region_code=region, subjects=subjects)
    return desk.carry_out(desk.entry(viewer.name), lambda _: [new]).last
