"""Does the log still hold what was appended? Every leaf is computed again from its row's columns."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from infra.merkle import BLOCK_LEAVES, Tree
from infra.rows import COLUMNS, leaf_of

PAGE = 5000
ROWS = "FROM event NOT INDEXED WHERE position > ? ORDER BY position LIMIT ?"
SELECT = f"SELECT {', '.join(COLUMNS)}, leaf_hash {ROWS}"


class TreeProblem(msgspec.Struct, frozen=True):
    """The first place where the log is not what was appended."""

    code: str
    """ROW_CHANGED, ROW_MISSING, BLOCK_DIFFERS, HEAD_DIFFERS or FILE_DAMAGED."""
    position: int
    message: str
    message_zh: str


def first_problem(cursor: sqlite3.Cursor) -> TreeProblem | None:
    """Read the whole log in the caller's transaction. About 6 µs an event."""
    said = cursor.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if said != "ok":
        return TreeProblem(
            "FILE_DAMAGED",
            0,
            f"The file is damaged: {said}. Restore the last backup.",
            f"文件已损坏：{said}。请用最近的备份恢复。",
        )
    tree, blocks = Tree(), cursor.connection.cursor()
    blocks.row_factory = None
    blocks.execute("SELECT number, hash FROM tree_block ORDER BY number")
    for row in _rows(cursor):
        position = tree.size + 1
        if row[0] != position:
            return _missing(position, f"{row[0]}")
        leaf = leaf_of(row[:-1])
        if leaf != row[-1]:
            return TreeProblem(
                "ROW_CHANGED",
                position,
                f"The event at position {position} was changed after it was recorded.",
                f"位置 {position} 的事件在登记之后被改动。",
            )
        for full in tree.grow((leaf,)):
            if blocks.fetchone() != full:
                return _block(position)
    size, peaks = cursor.execute("SELECT size, peaks FROM tree_head").fetchone()
    if tree.size < size:
        return _missing(tree.size + 1, "-")
    if blocks.fetchone() is not None or tree.size != size or tree.peaks() != peaks:
        return TreeProblem(
            "HEAD_DIFFERS",
            tree.size,
            f"The events up to position {tree.size} do not give the stored head of {size} events.",
            f"截至位置 {tree.size} 的事件与所存树头（{size} 个事件）不符。",
        )
    return None


def _rows(cursor: sqlite3.Cursor) -> Iterator[Sequence[Any]]:
    after: Any = -(1 << 63)
    while page := cursor.execute(SELECT, (after, PAGE)).fetchall():
        yield from page
        after = page[-1][0]


def _missing(position: int, found: str) -> TreeProblem:
    return TreeProblem(
        "ROW_MISSING",
        position,
        f"The event at position {position} is missing (next found: {found}).",
        f"位置 {position} 的事件缺失（其后为：{found}）。",
    )


def _block(position: int) -> TreeProblem:
    first = position - BLOCK_LEAVES + 1
    return TreeProblem(
        "BLOCK_DIFFERS",
        first,
        f"The events at positions {first} to {position} are not those that were recorded.",
        f"位置 {first} 至 {position} 的事件与登记时不一致。",
    )
