"""The library's PostgreSQL recorder over our table: its tests and its aggregates work on it, the columns are ours.

Changed: rows go in by COPY (in its pipeline mode a large insert can hang for ever while it holds the lock), the
writers' lock is the head's row, the tables come from `migrate` alone, and its database functions are never used
(a reader that follows the log would miss events).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from psycopg.rows import tuple_row

from infra.merkle import Tree
from infra.postgres.database import Cursor, Database
from infra.postgres_log.schema import TYPES
from infra.rows import COLUMNS, Row, leaf_of, new_ids

COPY = f"COPY event ({', '.join(COLUMNS)}, leaf_hash) FROM STDIN (FORMAT BINARY)".encode()
COPY_TYPES = [*TYPES, "bytea"]
CHANNEL = "stored_events"
"""The channel that the library's subscriptions listen to, and our tail."""
AFTER = f"""
WITH blocks AS (INSERT INTO tree_block SELECT * FROM unnest(%(numbers)s::int8[], %(hashes)s::bytea[])),
head AS (UPDATE tree_head SET size = %(size)s, peaks = %(peaks)s, recorded_at = %(recorded_at)s)
SELECT pg_notify('{CHANNEL}', '')
"""  # noqa: S608 - a name of our own


class LogDatastore(PostgresDatastore):
    """One database of the log, over our connections."""

    def __init__(self, database: Database) -> None:
        super().__init__("", "", "", "", "", originator_id_type="text")
        self.pool.close()
        self.pool = database  # type: ignore[assignment] # it opens, lends and closes, and no more is asked of it
        self.database = database
        ((self.schema,),) = database.fetched("SELECT current_schema()::text")


class LogRecorder(PostgresApplicationRecorder):
    """The library's application recorder; a row that comes with four fields gets defaults for the others."""

    datastore: LogDatastore

    def __init__(self, datastore: LogDatastore) -> None:
        super().__init__(datastore, events_table_name="stored_events")

    def create_table(self) -> None:
        """Nothing: tables are made by `migrate` alone."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: Any) -> Sequence[int] | None:
        """All or nothing, in one transaction; answers their positions."""
        with (
            self.datastore.get_connection() as connection,
            connection.transaction(),
            connection.cursor(binary=True, row_factory=tuple_row) as cursor,
        ):
            tree, recorded_at = locked_head(cursor)
            rows: list[Row] = [
                (
                    position, e.originator_id.hex if isinstance(e.originator_id, UUID) else e.originator_id,
                    e.originator_version, e.topic, 1, event_id, "", "[]", recorded_at, None, "[]", e.state,
                    "", "", "", "", "", "", "", "", None, "", "", 0, 0,
                )
                for position, (e, event_id) in enumerate(
                    zip(stored_events, new_ids(len(stored_events)), strict=True), tree.size + 1
                )
            ]  # fmt: skip
            write_rows(cursor, tree, rows, recorded_at)
        return [row[0] for row in rows]


def locked_head(cursor: Cursor) -> tuple[Tree, int]:
    """The tree as it stands and the last instant recorded; nobody else appends until the transaction ends."""
    return _head(cursor, "SELECT size, peaks, recorded_at FROM tree_head FOR UPDATE")


def read_head(cursor: Cursor) -> tuple[Tree, int]:
    """The tree as it stands and the last instant recorded."""
    return _head(cursor, "SELECT size, peaks, recorded_at FROM tree_head")


def write_rows(cursor: Cursor, tree: Tree, rows: Iterable[Row], recorded_at: int) -> None:
    """Copy rows that follow the tree's head, and grow the tree with them, in the caller's transaction."""
    leaves = []
    with cursor.copy(COPY) as copy:
        copy.set_types(COPY_TYPES)
        for row in rows:  # the server takes them in while the next ones are hashed
            leaf = leaf_of(row)
            leaves.append(leaf)
            copy.write_row((*row, leaf))
    full = tree.grow(leaves)
    values: Mapping[str, Any] = {
        "numbers": [number for number, _ in full],
        "hashes": [hash_ for _, hash_ in full],
        "size": tree.size,
        "peaks": tree.peaks(),
        "recorded_at": recorded_at,
    }
    cursor.execute(AFTER.encode(), values)


def _head(cursor: Cursor, query: str) -> tuple[Tree, int]:
    ((size, peaks, recorded_at),) = cursor.execute(query.encode()).fetchall()
    return Tree(size, peaks), recorded_at
