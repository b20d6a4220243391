"""The key store's tables in SQLite: in the store's own file and in a key backup."""

import json
import sqlite3
from collections.abc import Iterable

from infra.sqlite_file import pragma

APPLICATION_ID = 0x59554D4B  # "YUMK"

STATEMENTS = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE data_key (id INTEGER PRIMARY KEY, subject TEXT NOT NULL UNIQUE, wrapped BLOB NOT NULL)",
    "CREATE TABLE destroyed (fingerprint TEXT PRIMARY KEY) WITHOUT ROWID",
    """
    CREATE TRIGGER destroyed_stays_destroyed BEFORE DELETE ON destroyed
    BEGIN SELECT RAISE(ABORT, 'a destroyed key stays destroyed'); END
    """,
    "CREATE TABLE mark (hash TEXT PRIMARY KEY, person TEXT NOT NULL) WITHOUT ROWID",
    "CREATE INDEX mark_person ON mark (person)",
    f"PRAGMA application_id = {APPLICATION_ID}",
    "PRAGMA user_version = 1",
)


class SQLiteKeyTables:
    """The port KeyTables over one connection."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def version(self) -> int:
        """Another number once another process has written."""
        return pragma(self.db, "data_version")

    def kept(self, name: str) -> bytes | None:
        """A value of the store itself."""
        row = self.db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def keep(self, name: str, value: bytes) -> None:
        """Over what was kept before."""
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def destroyed(self) -> frozenset[str]:
        """The fingerprints of all destroyed subjects."""
        return frozenset(row[0] for row in self.db.execute("SELECT fingerprint FROM destroyed"))

    def add_destroyed(self, fingerprints: Iterable[str]) -> None:
        """Those that are there stay."""
        self.db.executemany("INSERT OR IGNORE INTO destroyed VALUES (?)", [(f,) for f in fingerprints])

    def keys_after(self, number: int) -> Iterable[tuple[int, str, bytes]]:
        """(number, subject, wrapped key) in the order of their numbers."""
        return self.db.execute(
            "SELECT id, subject, wrapped FROM data_key WHERE id > ? ORDER BY id", (number,)
        )

    def add_keys(self, boxes: Iterable[tuple[str, bytes]]) -> None:
        """Wrapped keys by subject; a subject that has one keeps it."""
        self.db.executemany("INSERT OR IGNORE INTO data_key (subject, wrapped) VALUES (?, ?)", boxes)

    def drop_keys(self, subjects: Iterable[str]) -> None:
        """Delete them."""
        self.db.executemany("DELETE FROM data_key WHERE subject = ?", [(s,) for s in subjects])

    def people_of(self, hashes: Iterable[str]) -> dict[str, str]:
        """The known people among these hashed marks."""
        return dict(
            self.db.execute(
                "SELECT hash, person FROM mark WHERE hash IN (SELECT value FROM json_each(?))",
                (json.dumps(list(hashes)),),
            ).fetchall()
        )

    def add_marks(self, marks: Iterable[tuple[str, str]]) -> None:
        """(hash, person); a mark that belongs to somebody stays theirs."""
        self.db.executemany("INSERT OR IGNORE INTO mark VALUES (?, ?)", marks)

    def marks(self) -> Iterable[tuple[str, str]]:
        """(hash, person) of all."""
        return self.db.execute("SELECT hash, person FROM mark").fetchall()

    def drop_marks(self, people: Iterable[str]) -> None:
        """Delete every mark of these people."""
        self.db.executemany("DELETE FROM mark WHERE person = ?", [(p,) for p in people])
