"""Reading a sensitive field, or taking a copy out of the house, is itself an event: who, for which case, of what."""

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


@topic
class CopyMade(Event, frozen=True, kw_only=True):
    """Somebody took a printable copy. Its position in the log is the copy's number."""

    TOPIC: ClassVar[str] = "access.copy_made.v1"
    reader: str
    role: str
    case: str
    what: str
    """`roster`, `village`, `person` or `audit`."""
    rows: int
    fields: tuple[str, ...] = ()
    """The P3 and P4 fields in it."""
