"""Values written once for many rows: merged ranges, places written at the top of a block, 同上."""

from collections.abc import Sequence

from services.ledgers.sheet import Cell, Sheet, is_blank

DITTO = frozenset({"同上", "〃", "″", '"', "”", "“", "''", "..", "同前", "〞"})
BLANK_SHARE = 0.4
"""Of a block-wise column at least so many cells are blank; a blank in any other column is a value left out."""
REPEATED_SHARE = 0.2


def merged_values(sheet: Sheet, first: int, columns: Sequence[int]) -> dict[int, dict[int, Cell]]:
    """{row: {column: value}} for the cells below the first of each merged range in these columns."""
    values: dict[int, dict[int, Cell]] = {}
    wanted = frozenset(columns)
    for merge in sheet.merges:
        if merge.bottom < first or merge.bottom == merge.top or merge.left not in wanted:
            continue
        source = sheet.rows[merge.top - 1]
        if merge.left >= len(source) or is_blank(source[merge.left]):
            continue
        for row in range(merge.top + 1, merge.bottom + 1):
            values.setdefault(row, {})[merge.left] = source[merge.left]
    return values


def is_blockwise(cells: Sequence[Cell]) -> bool:
    """Whether a place stands once at the top of its rows: many blanks, and hardly the same value twice in a row."""
    filled = [at for at, cell in enumerate(cells) if not is_blank(cell)]
    if not filled or (filled[0] > 0 and is_blank(cells[0]) and len(filled) < 2):
        return False
    blanks = len(cells) - len(filled)
    repeated = sum(1 for at in filled if at and cells[at] == cells[at - 1])
    return blanks >= BLANK_SHARE * len(cells) and blanks > 1 and repeated <= REPEATED_SHARE * len(filled)
