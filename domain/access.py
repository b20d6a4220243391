"""Reading a sensitive field is itself an event: who, for which open case, which subject and fields."""

from typing import ClassVar

from domain.event import Event, topic


@topic
class SensitiveRead(Event, frozen=True, kw_only=True):
    """One view of P3 or P4 fields."""

    TOPIC: ClassVar[str] = "access.sensitive_read.v1"
    reader: str
    role: str
    case: str
    subject: str
    fields: tuple[str, ...]
