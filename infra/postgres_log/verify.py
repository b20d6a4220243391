"""The PostgreSQL log's tree, checked as of one moment."""

from collections.abc import Iterator, Sequence
from typing import Any

from infra.postgres.database import Cursor
from infra.rows import COLUMNS
from infra.tree_check import TreeProblem, first_difference

PAGE = 5000
SELECT = f"SELECT {', '.join(COLUMNS)}, leaf_hash FROM event WHERE position > %s ORDER BY position LIMIT %s"  # noqa: S608 - names of our own


def first_problem(cursor: Cursor) -> TreeProblem | None:
    """Read the whole log in the caller's transaction, which must be a snapshot."""
    blocks = cursor.execute("SELECT number, hash FROM tree_block ORDER BY number").fetchall()
    ((size, peaks),) = cursor.execute("SELECT size, peaks FROM tree_head").fetchall()
    return first_difference(stored_rows(cursor), iter(blocks), (size, peaks))


def stored_rows(
    cursor: Cursor, after: int = -(1 << 63), upto: int = (1 << 63) - 1
) -> Iterator[Sequence[Any]]:
    """COLUMNS and the leaf hash of every row, by position."""
    while page := cursor.execute(SELECT.encode(), (after, PAGE)).fetchall():
        for row in page:
            if row[0] > upto:
                return
            yield row
        after = page[-1][0]
