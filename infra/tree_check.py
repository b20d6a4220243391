"""Does a log still hold what was appended? Every leaf is computed again from its row's columns, on any engine."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from infra.merkle import BLOCK_LEAVES, Tree
from infra.rows import leaf_of


class TreeProblem(msgspec.Struct, frozen=True):
    """The first place where the log is not what was appended."""

    code: str
    """ROW_CHANGED, ROW_MISSING, BLOCK_DIFFERS, HEAD_DIFFERS or FILE_DAMAGED."""
    position: int
    message: str
    message_zh: str


def first_difference(
    rows: Iterable[Sequence[Any]], blocks: Iterator[tuple[int, bytes]], head: tuple[int, bytes]
) -> TreeProblem | None:
    """Compare rows (COLUMNS and the leaf hash, by position), full blocks and the head (size, peaks)."""
    tree = Tree()
    for row in rows:
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
            if next(blocks, None) != full:
                return _block(position)
    size, peaks = head
    if tree.size < size:
        return _missing(tree.size + 1, "-")
    if next(blocks, None) is not None or tree.size != size or tree.peaks() != peaks:
        return TreeProblem(
            "HEAD_DIFFERS",
            tree.size,
            f"The events up to position {tree.size} do not give the stored head of {size} events.",
            f"截至位置 {tree.size} 的事件与所存树头（{size} 个事件）不符。",
        )
    return None


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
