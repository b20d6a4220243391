"""One page of a list that was found whole: the rows behind a cursor, and how the list goes on."""

from collections.abc import Hashable, Sequence
from typing import Generic, NamedTuple, TypeVar

from projections.cursors import page_size, read_cursor, write_cursor

Row = TypeVar("Row")


class Page(NamedTuple, Generic[Row]):
    """`cursors`: one a row, a page can go on after any of them."""

    nodes: tuple[Row, ...]
    total: int
    has_next: bool
    cursors: tuple[str, ...]


def page_of(
    question: str,
    asked: tuple[Hashable, ...],
    found: Sequence[tuple[str, Row]],
    first: int,
    after: str | None,
) -> Page[Row]:
    """Of rows with their sort keys, in order.

    Raises: PAGE_SIZE, CURSOR_FOREIGN.
    """
    size = page_size(first)
    start = read_cursor(question, asked, after)
    page = [pair for pair in found if pair[0] > start][: size + 1]
    return Page(
        nodes=tuple(row for _, row in page[:size]),
        total=len(found),
        has_next=len(page) > size,
        cursors=tuple(write_cursor(question, asked, key) for key, _ in page[:size]),
    )
