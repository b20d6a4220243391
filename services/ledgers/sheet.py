"""A sheet as a file reader hands it over: cells as Excel stores them, and what Excel hides."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import msgspec

Cell = str | float | int | bool | date | datetime | time | timedelta | None
"""None and "" are both blank."""


class Merge(msgspec.Struct, frozen=True):
    """A merged range: 1-based rows, 0-based columns, all four inclusive."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet(msgspec.Struct, kw_only=True):
    """`rows[0]` is Excel's row 1. `unvalued`: (row, column) of formulas without a value, and of error values."""

    file: str
    name: str
    rows: Sequence[Sequence[Cell]]
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    unvalued: frozenset[tuple[int, int]] = frozenset()
    visible: bool = True
    margins: tuple[str, ...] = ()
    """Page headers and footers."""


class Workbook(msgspec.Struct, kw_only=True):
    """One file: its sheets in order, and the texts of its properties (title, subject, keywords)."""

    file: str
    sheets: list[Sheet]
    properties: tuple[str, ...] = ()
    may_be_graded: bool = True
    """False when the file reader has seen that no cell can bear a secrecy grade."""


def is_blank(cell: Cell) -> bool:
    """Nothing, or only blanks."""
    return cell is None or (isinstance(cell, str) and (not cell or cell.isspace()))


def text_of(cell: Cell) -> str:
    """The cell as a person reads it; a whole number without its point."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return str(cell)
