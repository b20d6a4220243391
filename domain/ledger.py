"""A ledger is evidence, not a decision: what one row said, and where it stands.

Facts are canonical strings by field name (birth '1993-05', sex 'female', education 'junior_college'),
so that comparing, showing and settling them needs no knowledge of the field.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import ClassVar, TypeAlias

import msgspec

from domain.event import Event, topic
from domain.ids import ImportId, VillageCode

Facts: TypeAlias = Mapping[str, str]


class LedgerKind(StrEnum):
    """The five ledgers that offices keep."""

    VILLAGES = "villages"
    MEMBERS = "members"
    TALENTS = "talents"
    MENTORS = "mentors"
    RESERVES = "reserves"


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """The row that said it. `file` counts the sheets of one import from 0; `row` is the number Excel shows."""

    kind: LedgerKind
    import_id: ImportId
    file: int
    row: int


class PendingRow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A refused row: nothing of it is kept but where it stands, why, and which village it names."""

    key: str
    """The same row of the same ledger, also when it comes back in an error workbook."""
    file: str
    sheet: str
    row: int
    codes: tuple[str, ...]
    village: VillageCode | None = None


class SheetRead(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One sheet of an import with its counts (see surface: rows = new + changed + same + held + rejected)."""

    file: str
    sheet: str
    kind: LedgerKind
    sha256: str
    rows: int
    new: int
    changed: int
    same: int
    held: int
    rejected: int
    dated: date | None = None


@topic
class LedgersImported(Event, frozen=True, kw_only=True):
    """Ledgers were read in one command. The claims stand on their subjects' own streams."""

    TOPIC: ClassVar[str] = "import.ledgers_imported.v1"
    import_id: ImportId
    sheets: tuple[SheetRead, ...]


@topic
class ImportUndone(Event, frozen=True, kw_only=True):
    """An import was taken back: each of its claims is withdrawn on its own stream."""

    TOPIC: ClassVar[str] = "import.import_undone.v1"
    import_id: ImportId


@topic
class PendingRowsNoted(Event, frozen=True, kw_only=True):
    """Rows of one kind of ledger that were refused, and earlier refused rows that this reading replaces."""

    TOPIC: ClassVar[str] = "ledger.pending_rows_noted.v1"
    kind: LedgerKind
    import_id: ImportId
    added: tuple[PendingRow, ...] = ()
    cleared: tuple[PendingRow, ...] = ()
    undoes: bool = False
    """The import was taken back: what it cleared waits again, what it added does not."""


class Ledger(msgspec.Struct, frozen=True):
    """The refused rows of one kind of ledger that still wait to be mended, with the import that noted each."""

    pending: Mapping[PendingRow, ImportId] = {}
    cleared: Mapping[ImportId, Mapping[PendingRow, ImportId]] = {}
    """Per import: what it cleared and who had noted it, so that taking it back shows those rows again."""


def evolve(ledger: Ledger, event: PendingRowsNoted) -> Ledger:
    """The waiting rows after one event."""
    pending, cleared = dict(ledger.pending), dict(ledger.cleared)
    gone = {row: pending.pop(row) for row in event.cleared if row in pending}
    if event.undoes:
        noted_by = cleared.pop(event.import_id, {})
        pending.update({row: noted_by.get(row, event.import_id) for row in event.added})
    else:
        cleared[event.import_id] = gone
        pending.update(dict.fromkeys(event.added, event.import_id))
    return Ledger(pending, cleared)


def note_pending(
    ledger: Ledger,
    kind: LedgerKind,
    import_id: ImportId,
    refused: tuple[PendingRow, ...],
    sheets: frozenset[str],
    keys: frozenset[str],
    region: str = "",
) -> tuple[PendingRowsNoted, ...]:
    """What a reading changes in the waiting rows.

    A new reading of the same sheet (`sheets`: the first part of its rows' keys) replaces what it left waiting; a
    row that came back in an error workbook (`keys`: of every row that was read) replaces its former self. Rows
    that name no village of the `region` are left alone: a township's clerk clears nobody else's.
    """
    wanted = dict.fromkeys(refused)
    added = tuple(row for row in wanted if row not in ledger.pending)
    cleared = tuple(
        row
        for row in ledger.pending
        if row not in wanted
        and (row.village or "").startswith(region)
        and (row.key in keys or row.key.partition("/")[0] in sheets)
    )
    if not added and not cleared:
        return ()
    return (PendingRowsNoted(kind=kind, import_id=import_id, added=added, cleared=cleared),)


def undo_pending(ledger: Ledger, kind: LedgerKind, import_id: ImportId) -> tuple[PendingRowsNoted, ...]:
    """Take back what one import did to the waiting rows."""
    cleared = tuple(row for row, by in ledger.pending.items() if by == import_id)
    again = tuple(row for row in ledger.cleared.get(import_id, ()) if row not in ledger.pending)
    if not cleared and not again:
        return ()
    return (PendingRowsNoted(kind=kind, import_id=import_id, added=again, cleared=cleared, undoes=True),)
