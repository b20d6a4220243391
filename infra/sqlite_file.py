"""How this program opens any of its SQLite files: durable, forgetting what is deleted, shared by processes."""

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


def connect(
    path: Path, busy_seconds: float, *, must_exist: bool = True, writing: bool = True
) -> sqlite3.Connection:
    """One connection. Autocommit: transactions are begun by name."""
    mode = "ro" if not writing else "rw" if must_exist else "rwc"
    db = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        check_same_thread=False,
        isolation_level=None,
        timeout=busy_seconds,
    )
    try:
        db.execute("PRAGMA synchronous = FULL")  # an acknowledged command survives a power cut
        db.execute("PRAGMA secure_delete = ON")
        db.execute("PRAGMA temp_store = MEMORY")  # nothing is written outside the data folder
        db.execute("PRAGMA trusted_schema = OFF")
        db.execute("PRAGMA journal_size_limit = 67108864")  # the WAL of a large import is given back
    except BaseException:
        db.close()
        raise
    return db


@contextmanager
def connected(
    path: Path, busy_seconds: float, *, must_exist: bool = True, writing: bool = True
) -> Iterator[sqlite3.Connection]:
    """A connection that is closed again."""
    db = connect(path, busy_seconds, must_exist=must_exist, writing=writing)
    try:
        yield db
    finally:
        db.close()


@contextmanager
def immediate(db: sqlite3.Connection) -> Iterator[None]:
    """A writing transaction that holds the lock from its first line (a deferred one can die at its first write)."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise


def is_blank(db: sqlite3.Connection) -> bool:
    """Whether the file has no tables: new, or its making was cut short."""
    tables: int = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    return tables == 0


def has_table(db: sqlite3.Connection, name: str) -> bool:
    """Whether there is a table of this name."""
    found = db.execute(
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?", (name,)
    ).fetchone()
    return bool(found[0])


def pragma(db: sqlite3.Connection, name: str) -> int:
    """A number that SQLite keeps in the file's head or of the connection."""
    value: int = db.execute(f"PRAGMA {name}").fetchone()[0]
    return value


def make(db: sqlite3.Connection, statements: Iterable[str], busy_seconds: float) -> None:
    """Put a blank file into WAL mode and make its tables; several processes may do so at once."""
    if not is_blank(db):  # another program's file stays as it is
        return
    _into_wal(db, busy_seconds)
    with immediate(db):
        if is_blank(db):
            for statement in statements:
                db.execute(statement)


def _into_wal(db: sqlite3.Connection, busy_seconds: float) -> None:
    # Changing the journal mode does not wait for other connections, whatever the busy timeout.
    deadline = time.monotonic() + busy_seconds
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            busy = getattr(error, "sqlite_errorcode", 0) & 0xFF in (
                sqlite3.SQLITE_BUSY,
                sqlite3.SQLITE_LOCKED,
            )
            if not busy or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
