"""What an import answers: per sheet, what became of each row and every problem with its cure."""

from collections.abc import Sequence

import msgspec

from domain.ids import ImportId
from services.ledgers.problems import Problem
from services.ledgers.readings import SheetReading


class SheetReport(msgspec.Struct, frozen=True, kw_only=True):
    """One sheet's counts; rows = new + changed + same + held + rejected."""

    reading: SheetReading
    new: int
    changed: int
    same: int
    held: int
    rejected: int
    unanswered: int = 0
    """Rows of a work sheet in which nothing was filled: they are not rows, and never mean clear."""

    @property
    def rows(self) -> int:
        """Title, blank, total and note rows are not rows."""
        return self.new + self.changed + self.same + self.held + self.rejected

    @property
    def problems(self) -> list[Problem]:
        """Of the sheet, then of its rows, in row order."""
        return [*self.reading.problems, *(p for row in self.reading.rows for p in row.problems)]


class ImportReport(msgspec.Struct, frozen=True, kw_only=True):
    """The whole call. `position` is the log's after it."""

    import_id: ImportId
    dry_run: bool
    position: int
    sheets: Sequence[SheetReport]

    @property
    def complete(self) -> bool:
        """Every row was taken."""
        return not any(s.held or s.rejected for s in self.sheets)
