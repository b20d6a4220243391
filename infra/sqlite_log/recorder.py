"""The library's SQLite recorder over our table: its tests and its aggregates work on it, the columns are ours.

Three of its ways are changed: a writing transaction begins IMMEDIATE (a deferred one dies at its first write
when another process wrote in between), a writer waits outside the connection pool (inside it a waiting writer
keeps readers waiting, and one that fails to connect never gives the writer's lock back), and topics are never
imported by path.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Literal, cast
from uuid import UUID

from eventsourcing.persistence import ConnectionUnavailableError, StoredEvent
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
    SQLiteTransaction,
)

from infra.merkle import Tree
from infra.rows import COLUMNS, Row, leaf_of, new_ids
from infra.sqlite_file import connect
from infra.sqlite_log.schema import STATEMENTS

_MARKS = ", ".join("?" * (len(COLUMNS) + 1))
INSERT = f"INSERT INTO event ({', '.join(COLUMNS)}, leaf_hash) VALUES ({_MARKS})"  # noqa: S608 - names of our own


class ImmediateTransaction(SQLiteTransaction):
    """BEGIN IMMEDIATE for a transaction that will write."""

    def __enter__(self) -> SQLiteCursor:
        cursor = self.connection.cursor()
        cursor.execute("BEGIN IMMEDIATE" if self.commit else "BEGIN")
        return cursor


class LogConnection(SQLiteConnection):
    """A connection whose writing transactions hold the lock from the start."""

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        with ImmediateTransaction(self, commit=commit) as cursor, cursor:
            yield cursor


class LogPool(SQLiteConnectionPool):
    """Connections with the log's settings."""

    def __init__(self, path: Path, busy_seconds: float) -> None:
        super().__init__(db_name=str(path), pool_timeout=busy_seconds)
        self._path, self._busy_seconds = path, busy_seconds

    def _create_connection(self) -> SQLiteConnection:
        db = connect(self._path, self._busy_seconds)
        db.row_factory = sqlite3.Row  # the library reads by column name
        return LogConnection(db, max_age=self.max_age)


class LogDatastore(SQLiteDatastore):
    """One SQLite file of the log."""

    def __init__(
        self, path: Path, busy_seconds: float = 30.0, originator_id_type: Literal["uuid", "text"] = "text"
    ) -> None:
        super().__init__(str(path), originator_id_type=originator_id_type)
        self.pool.close()
        self.pool = LogPool(path, busy_seconds)
        self._busy_seconds = busy_seconds
        self._writing = Lock()

    @contextmanager
    def get_connection(self, *, commit: bool) -> Iterator[SQLiteConnection]:
        if commit and not self._writing.acquire(timeout=self._busy_seconds):
            raise ConnectionUnavailableError("another thread is writing")
        try:
            connection = self.pool.get_connection()
            try:
                yield connection
            finally:
                self.pool.put_connection(connection)
        finally:
            if commit:
                self._writing.release()

    @contextmanager
    def cursor(self, *, commit: bool) -> Iterator[sqlite3.Cursor]:
        """One transaction with plain tuples for rows."""
        with self.transaction(commit=commit) as cursor:
            plain = cursor.sqlite_cursor
            plain.row_factory = None
            yield plain


class LogRecorder(SQLiteApplicationRecorder):
    """The library's application recorder; a row that comes with four fields gets defaults for the others."""

    datastore: LogDatastore

    def construct_create_table_statements(self) -> list[str]:
        return list(STATEMENTS)

    def _insert_events(
        self, c: SQLiteCursor, stored_events: Sequence[StoredEvent], **_: Any
    ) -> Sequence[int] | None:
        tree, recorded_at = read_head(c.sqlite_cursor)
        named = [
            (e.originator_id.hex if isinstance(e.originator_id, UUID) else e.originator_id, e)
            for e in stored_events
        ]
        rows: list[Row] = [
            (
                position, stream, e.originator_version, e.topic, 1, event_id, "", "[]", recorded_at, None, "[]",
                e.state, "", "", "", "", "", "", "", "", None, "", "", 0, 0,
            )
            for position, ((stream, e), event_id) in enumerate(
                zip(named, new_ids(len(named)), strict=True), tree.size + 1
            )
        ]  # fmt: skip
        write_rows(c.sqlite_cursor, tree, rows, recorded_at)
        return [row[0] for row in rows]


def read_head(cursor: sqlite3.Cursor) -> tuple[Tree, int]:
    """The tree as it stands and the last instant recorded; under the lock when something follows."""
    cursor.row_factory = None
    size, peaks, recorded_at = cursor.execute("SELECT size, peaks, recorded_at FROM tree_head").fetchone()
    return Tree(size, peaks), cast(int, recorded_at)


def write_rows(cursor: sqlite3.Cursor, tree: Tree, rows: Sequence[Row], recorded_at: int) -> None:
    """Insert rows that follow the tree's head, and grow the tree with them, in the caller's transaction."""
    leaves = [leaf_of(row) for row in rows]
    cursor.executemany(INSERT, [(*row, leaf) for row, leaf in zip(rows, leaves, strict=True)])
    cursor.executemany("INSERT INTO tree_block VALUES (?, ?)", tree.grow(leaves))
    cursor.execute(
        "UPDATE tree_head SET size = ?, peaks = ?, recorded_at = ?", (tree.size, tree.peaks(), recorded_at)
    )
