"""A read row with its place in the import, and what became of it."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from hashlib import blake2s

import msgspec

from domain.ids import VillageCode
from domain.ledger import Facts, LedgerKind, PendingRow
from services.importing.dating import stated_on
from services.importing.marks import Who
from services.ledgers.readings import ReadRow, SheetReading

INCUMBENT = {
    "incumbent_name": "name",
    "incumbent_birth": "birth",
    "incumbent_education": "education",
    "incumbent_education_full_time": "education_full_time",
    "incumbent_education_in_service": "education_in_service",
    "willingness_to_serve": "willingness_to_serve",
}
"""In a village ledger these columns speak of the incumbent secretary, who is a person."""


class Fate(StrEnum):
    """What became of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    HELD = "held"
    REJECTED = "rejected"


class Row(msgspec.Struct, frozen=True):
    """`facts`: what it says of a person (none: a village without an incumbent); `dated`: the ledger's own day."""

    sheet: int
    kind: LedgerKind
    reading: SheetReading
    read: ReadRow
    facts: Facts
    dated: date | None

    @property
    def key(self) -> str:
        """The same row of the same ledger; an error workbook remembers it."""
        if self.read.origin:
            return f"{self.read.origin.sheet_key}/{self.read.origin.row}"
        return f"{sheet_key(self.reading)}/{self.read.row}"

    @property
    def refused(self) -> bool:
        """Not taken."""
        return self.read.severity == "rejected"

    @property
    def held(self) -> bool:
        """Taken as a claim that waits for a person's decision."""
        return self.read.severity == "held"

    @property
    def waits(self) -> bool:
        """Kept out until it is mended: a refused row, and a village that stands in one ledger twice and differs."""
        return self.refused or (self.held and self.kind == LedgerKind.VILLAGES)

    @property
    def taken(self) -> bool:
        """Not kept out, and not the second copy of another row."""
        return not self.waits and self.read.duplicate_of is None

    @property
    def outside(self) -> bool:
        """Refused only because it is not this viewer's to bring in: it does not wait for anybody."""
        return any(p.code == "REGION_OUTSIDE" for p in self.read.problems)

    @property
    def village(self) -> VillageCode | None:
        """The village that the row names."""
        return self.read.village

    @property
    def place(self) -> str:
        """The region the row belongs to: its village, else its township."""
        return self.read.village or self.read.township or ""

    @property
    def who(self) -> Who | None:
        """Whom to look for; None where the row names nobody or is not taken."""
        return Who(self.kind, self.facts) if self.taken and self.facts.get("name") else None

    def waiting(self) -> PendingRow:
        """What is kept of a row that waits."""
        return PendingRow(
            key=self.key,
            file=self.reading.file,
            sheet=self.reading.sheet,
            row=self.read.row,
            codes=tuple(
                dict.fromkeys(p.code for p in self.read.problems if p.severity in ("rejected", "held"))
            ),
            village=self.village,
        )


def rows_of(sheets: Sequence[SheetReading], today: date) -> list[Row]:
    """Every row of the call, in order; sheets that are no ledger have none. A day to come is no ledger's date."""
    found: list[Row] = []
    for i, sheet in enumerate(sheets):
        if sheet.kind is not None:
            kind, dated = LedgerKind(sheet.kind), stated_on(sheet, today)
            found += [Row(i, kind, sheet, row, _person_facts(kind, row), dated) for row in sheet.rows]
    return found


def sheet_key(reading: SheetReading) -> str:
    """A short name for a sheet of a file: the same when next quarter's file comes under the same names.

    A sheet about one township is that township's: two townships often send files of one name.
    """
    townships = {row.township or (row.village or "")[:9] for row in reading.rows} - {""}
    of = townships.pop() if len(townships) == 1 else ""
    return blake2s(f"{reading.file}|{reading.sheet}|{of}".encode(), digest_size=6).hexdigest()


def _person_facts(kind: LedgerKind, row: ReadRow) -> Facts:
    if kind != LedgerKind.VILLAGES:
        return row.facts
    said = {INCUMBENT[f]: v for f, v in row.facts.items() if f in INCUMBENT and v}
    return {**said, "village": row.village or ""} if said.get("name") else {}
