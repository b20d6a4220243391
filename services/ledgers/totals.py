"""Total and subtotal lines against the rows that were counted."""

from collections.abc import Sequence

import msgspec

from services.ledgers.lines import is_block_total
from services.ledgers.problems import Problem, problem
from services.ledgers.sheet import Cell


class Tally(msgspec.Struct):
    """Rows counted so far, in the sheet and since the last subtotal or heading."""

    rows: int = 0
    block: int = 0

    def new_block(self) -> None:
        """A heading of place starts a block."""
        self.block = 0


def check_total(
    row: int, words: str, cells: Sequence[Cell], tally: Tally, sums: dict[int, float]
) -> Problem | None:
    """A TOTAL_MISMATCH, or None. `sums`: column to the sum of its numbers, for totals of a column of numbers.

    A line without numbers says nothing. With several, one of them must be the count of rows.
    """
    written = _numbers(words, cells)
    is_block = is_block_total(words)
    fair = {float(tally.block)} if is_block else {float(tally.rows), float(tally.block)}
    counted = tally.block if is_block else tally.rows
    tally.block = 0
    if not written or any(number in fair or (at in sums and number == sums[at]) for at, number in written):
        return None
    return problem("TOTAL_MISMATCH", row, detail=f"{written[0][1]:g}≠{counted}")


def _numbers(words: str, cells: Sequence[Cell]) -> list[tuple[int, float]]:
    found: list[tuple[int, float]] = []
    for at, cell in enumerate(cells):
        if isinstance(cell, (int, float)) and not isinstance(cell, bool):
            found.append((at, float(cell)))
        elif isinstance(cell, str) and (text := cell.strip()):
            digits = text.removesuffix("人").removesuffix("个").removesuffix("名").removesuffix("户")
            if digits.isascii() and digits.isdigit() and len(digits) < 7:
                found.append((at, float(digits)))
    if not found and (runs := "".join(sign if sign.isdigit() else " " for sign in words).split()):
        found = [(-1, float(runs[-1]))]
    return found
