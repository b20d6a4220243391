"""The envelope of an event: who entered it, who decided it, when, by which rules, and what they could see."""

from datetime import date, datetime, timedelta
from typing import Any, TypeAlias

import msgspec

from domain.event import Event

OFFICE_AHEAD = timedelta(hours=8)
"""The office's clock is this far ahead of UTC, all year round."""

Evidence: TypeAlias = tuple[tuple[str, int], ...]
"""(stream, version) pairs: exactly what a decision's maker could see."""


class Decider(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who decided on paper; not the clerk who typed it in."""

    name: str
    role: str
    office: str = ""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What one command says of itself. The same for every event that it appends."""

    command_id: str
    """Random; the same when a command is sent again after a lost acknowledgement."""
    entered_by: str
    """The account that typed it."""
    idempotency_key: str = ""
    decided_by: Decider | None = None
    decided_on: date | None = None
    document_number: str = ""
    reason_code: str = ""
    import_id: str = ""
    correlation_id: str = ""
    causation_id: str = ""
    rule_set_version: int = 0
    seen_position: int = 0


class NewEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event that a decision wants to append to one stream."""

    stream: str
    event: Event
    region_code: str = ""
    subjects: tuple[str, ...] = ()
    valid_at: date | None = None
    """When it was true, where that differs from when it was recorded."""
    evidence: Evidence = ()


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """An event as the log holds it. `event` is None when its topic is unknown or its row cannot be read."""

    position: int
    stream: str
    version: int
    topic: str
    event_id: str
    entry: Entry
    region_code: str
    subjects: tuple[str, ...]
    recorded_at: datetime
    valid_at: date | None
    event: Any
    evidence: Evidence = ()

    @property
    def true_from(self) -> date:
        """The day from which the fact holds: `valid_at`, else the office's day when it was recorded."""
        return self.valid_at or (self.recorded_at + OFFICE_AHEAD).date()
