"""What reading gives back: sheets, rows, and the key by which a corrected row finds its way home."""

from collections.abc import Sequence
from typing import Self

import msgspec

from domain.ids import TownshipCode, VillageCode
from services.ledgers.problems import Problem, Severity
from services.ledgers.sheet import Cell

KEY_COLUMN = "育苗键"
ROW_COLUMN = "原表行号"
REASON_COLUMN = "问题"
OWN_COLUMNS = frozenset((KEY_COLUMN, ROW_COLUMN, REASON_COLUMN))
"""What an error workbook adds to the office's own columns."""


class Origin(msgspec.Struct, frozen=True):
    """Where a row of an error workbook came from."""

    import_id: str
    sheet_key: str
    row: int

    def __str__(self) -> str:
        return f"{self.import_id}/{self.sheet_key}/{self.row}"

    @classmethod
    def from_text(cls, text: str) -> Self | None:
        """From the hidden cell; None when somebody has changed it."""
        parts = text.strip().split("/")
        if len(parts) != 3 or not all(parts) or not (parts[2].isascii() and parts[2].isdigit()):
            return None
        return cls(parts[0], parts[1], int(parts[2]))


class ReadRow(msgspec.Struct, frozen=True, gc=False):
    """One data row. `facts` are canonical strings of what was understood, also in a row that is not taken."""

    row: int
    facts: dict[str, str]
    village: VillageCode | None
    township: TownshipCode | None
    problems: tuple[Problem, ...]
    severity: Severity
    raw: Sequence[Cell]
    """The row's cells with merged and filled-down values in place, as they go into an error workbook."""
    origin: Origin | None = None
    duplicate_of: tuple[str, str, int] | None = None
    """(file, sheet, row) of the row that says the same: this one counts as `same`."""


class SheetReading(msgspec.Struct, kw_only=True):
    """One sheet as understood. `kind` None: not a ledger, nothing was read."""

    file: str
    sheet: str
    kind: str | None
    """A kind of ledger (see Kind), or of work sheet."""
    header_row: int = 0
    columns: dict[str, str] = {}
    ignored_columns: list[str] = []
    rows: list[ReadRow] = []
    problems: list[Problem] = []
    titles: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    """The header of every column of `ReadRow.raw`, readable again as one row."""
    has_headings: bool = False
    """Some rows' places stand only in a heading above them."""
    field_columns: dict[str, int] = {}
    """Field to 0-based column."""

    def count(self, severity: Severity) -> int:
        """How many rows are taken, held or rejected."""
        return sum(1 for row in self.rows if row.severity == severity)


def severity_of(problems: tuple[Problem, ...]) -> Severity:
    """A row is as bad as its worst problem; warnings do not keep it from being taken."""
    worst = {problem.severity for problem in problems}
    return "rejected" if "rejected" in worst else "held" if "held" in worst else "taken"
