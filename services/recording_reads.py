"""Reading sensitive fields is itself recorded: one event per view."""

from collections.abc import Sequence

from domain.access import SensitiveRead
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
    desk.carry_out(
        desk.entry(viewer.name),
        lambda _: [
            NewEvent(
                stream=f"access:{desk.ids.new('ac')}", event=event, region_code=region, subjects=(subject,)
            )
        ],
    )
