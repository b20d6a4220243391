"""A log's rows as they are stored, on either engine: copied so, the copy has the same Merkle root."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from infra.merkle import Tree
from infra.postgres import Database
from infra.postgres.words import server_refusal
from infra.postgres_log import recorder as postgres
from infra.postgres_log.verify import stored_rows
from infra.rows import COLUMNS, Row, leaf_of
from infra.sqlite_log import recorder as sqlite

RECORDED_AT = COLUMNS.index("recorded_at")
PAGE = 5000
COMMANDS = (
    "SELECT command_id, first, last, idempotency_key, request_hash, body FROM command "
    "WHERE command_id > {0} ORDER BY command_id LIMIT {0}"
)


class RawLog(Protocol):
    """The stored rows of one log."""

    @property
    def place(self) -> str: ...

    def tree(self) -> Tree: ...

    def rows(self, after: int, upto: int) -> Iterator[Sequence[Any]]:
        """COLUMNS and the leaf hash, in order."""
        ...

    def commands(self, after: str) -> list[Sequence[Any]]:
        """A page of stored receipts by command id."""
        ...

    def put(self, rows: Sequence[Row]) -> None:
        """Rows that follow the head, in one transaction."""
        ...

    def put_commands(self, commands: Sequence[Sequence[Any]]) -> None:
        """Receipts, in one transaction; those that are there stay."""
        ...


class SQLiteRaw:
    """The rows of a log's file."""

    def __init__(self, path: Path) -> None:
        self.place = str(path)
        self._store = sqlite.LogDatastore(path)

    def close(self) -> None:
        """Give the file back."""
        self._store.close()

    def tree(self) -> Tree:
        """The tree as it stands."""
        with self._store.cursor(commit=False) as cursor:
            return sqlite.read_head(cursor)[0]

    def rows(self, after: int, upto: int) -> Iterator[Sequence[Any]]:
        """COLUMNS and the leaf hash, in order."""
        names = ", ".join(COLUMNS)
        query = f"SELECT {names}, leaf_hash FROM event WHERE position > ? AND position <= ? ORDER BY position LIMIT ?"  # noqa: S608 - names of our own
        while after < upto:
            with self._store.cursor(commit=False) as cursor:
                page = cursor.execute(query, (after, upto, PAGE)).fetchall()
            if not page:
                return
            yield from page
            after = page[-1][0]

    def commands(self, after: str) -> list[Sequence[Any]]:
        """A page of stored receipts by command id."""
        with self._store.cursor(commit=False) as cursor:
            return cursor.execute(COMMANDS.format("?"), (after, PAGE)).fetchall()

    def put(self, rows: Sequence[Row]) -> None:
        """Rows that follow the head, in one transaction."""
        with self._store.cursor(commit=True) as cursor:
            sqlite.write_rows(cursor, sqlite.read_head(cursor)[0], rows, rows[-1][RECORDED_AT])

    def put_commands(self, commands: Sequence[Sequence[Any]]) -> None:
        """Receipts, in one transaction; those that are there stay."""
        with self._store.cursor(commit=True) as cursor:
            cursor.executemany("INSERT OR IGNORE INTO command VALUES (?, ?, ?, ?, ?, ?)", commands)


class PostgresRaw:
    """The rows of a log's database."""

    def __init__(self, database: Database) -> None:
        self.place = database.name
        self._database = database

    def tree(self) -> Tree:
        """The tree as it stands."""
        with self._database.held(self._database.asking) as cursor:
            return postgres.read_head(cursor)[0]

    def rows(self, after: int, upto: int) -> Iterator[Sequence[Any]]:
        """COLUMNS and the leaf hash, in order."""
        with self._database.held(self._database.asking) as cursor:
            yield from stored_rows(cursor, after, upto)

    def commands(self, after: str) -> list[Sequence[Any]]:
        """A page of stored receipts by command id."""
        return self._database.fetched(COMMANDS.format("%s"), (after, PAGE))

    def put(self, rows: Sequence[Row]) -> None:
        """Rows that follow the head, in one transaction."""
        with self._database.held(self._database.transaction) as cursor:
            tree, _ = postgres.locked_head(cursor)
            postgres.write_rows(cursor, tree, rows, rows[-1][RECORDED_AT])

    def put_commands(self, commands: Sequence[Sequence[Any]]) -> None:
        """Receipts, in one transaction; those that are there stay."""
        with self._database.held(self._database.transaction) as cursor:
            cursor.execute(
                "INSERT INTO command SELECT * FROM unnest(%s::text[], %s::int8[], %s::int8[], %s::text[], "
                "%s::text[], %s::bytea[]) ON CONFLICT DO NOTHING",
                [list(column) for column in zip(*commands, strict=True)],
            )


def pour(source: RawLog, target: RawLog) -> Tree:
    """Copy what the target does not have yet, page by page; answers the tree that both hold then.

    Cut short, the same call goes on where it stopped.

    Raises: SERVER_NOT_EMPTY where the target holds something else, LOG_DIFFERS where the source was changed.
    """
    done = target.tree()
    _must_begin_alike(source, done, target.place)
    while done.size < (whole := source.tree()).size:  # somebody may have appended meanwhile
        rows = _checked(source, done.size, whole.size)
        while page := list(islice(rows, PAGE)):
            target.put(page)
        done = target.tree()
    after = ""
    while commands := source.commands(after):
        target.put_commands(commands)
        after = commands[-1][0]
    if done.root() != whole.root():
        raise server_refusal("LOG_DIFFERS", source.place)
    return done


def _checked(source: RawLog, after: int, upto: int) -> Iterator[Row]:
    for row in source.rows(after, upto):
        if leaf_of(row[:-1]) != row[-1]:
            raise server_refusal("LOG_DIFFERS", source.place)
        yield tuple(row[:-1])


def _must_begin_alike(source: RawLog, done: Tree, place: str) -> None:
    """What the target has already must be how the source begins."""
    begun = Tree()
    begun.grow(row[-1] for row in source.rows(0, done.size))
    if begun.size != done.size or begun.root() != done.root():
        raise server_refusal("SERVER_NOT_EMPTY", place)
