"""The log's tables, who may open them, and how a folder of an older format is brought up to date."""

import os
from pathlib import Path

from infra.refusals import MOVED_SAYS, refusal, storage_refusals
from infra.sqlite_file import connected, has_table, immediate, make, pragma

APPLICATION_ID = 0x59554D49  # "YUMI", so that another program's file is recognised
SCHEMA_VERSION = 1
FORGOTTEN_TOPIC = "erasure.subject_forgotten.v1"

STATEMENTS = (
    """
    CREATE TABLE IF NOT EXISTS event (
        position INTEGER PRIMARY KEY,
        stream TEXT NOT NULL,
        version INTEGER NOT NULL,
        topic TEXT NOT NULL,
        schema_version INTEGER NOT NULL DEFAULT 1,
        event_id TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(16)))),
        region_code TEXT NOT NULL DEFAULT '',
        subjects TEXT NOT NULL DEFAULT '[]',
        recorded_at INTEGER NOT NULL DEFAULT 0,
        valid_at TEXT,
        evidence TEXT NOT NULL DEFAULT '[]',
        state BLOB NOT NULL,
        command_id TEXT NOT NULL DEFAULT '',
        import_id TEXT NOT NULL DEFAULT '',
        correlation_id TEXT NOT NULL DEFAULT '',
        causation_id TEXT NOT NULL DEFAULT '',
        entered_by TEXT NOT NULL DEFAULT '',
        decided_by_name TEXT NOT NULL DEFAULT '',
        decided_by_role TEXT NOT NULL DEFAULT '',
        decided_by_office TEXT NOT NULL DEFAULT '',
        decided_on TEXT,
        document_number TEXT NOT NULL DEFAULT '',
        reason_code TEXT NOT NULL DEFAULT '',
        rule_set_version INTEGER NOT NULL DEFAULT 0,
        seen_position INTEGER NOT NULL DEFAULT 0,
        leaf_hash BLOB NOT NULL,
        UNIQUE (stream, version)
    )
    """,
    f"CREATE INDEX IF NOT EXISTS event_forgotten ON event (position) WHERE topic = '{FORGOTTEN_TOPIC}'",
    """
    CREATE TRIGGER IF NOT EXISTS event_is_never_changed BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END
    """,
    """
    CREATE TRIGGER IF NOT EXISTS event_is_never_deleted BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END
    """,
    """
    CREATE TRIGGER IF NOT EXISTS event_follows_the_last BEFORE INSERT ON event
    WHEN NEW.position IS NOT 1 + (SELECT coalesce(max(position), 0) FROM event)
    BEGIN SELECT RAISE(ABORT, 'an event follows the last one'); END
    """,
    # What the library's recorder reads: its four columns, with `rowid` as its notification id.
    """
    CREATE VIEW IF NOT EXISTS stored_events AS
    SELECT position AS rowid, stream AS originator_id, version AS originator_version, topic, state FROM event
    """,
    # One row per command: its positions for a lost acknowledgement, its receipt for an idempotency key.
    """
    CREATE TABLE IF NOT EXISTS command (
        command_id TEXT PRIMARY KEY,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        idempotency_key TEXT UNIQUE,
        request_hash TEXT NOT NULL DEFAULT '',
        body BLOB NOT NULL DEFAULT x''
    ) WITHOUT ROWID
    """,
    "CREATE TABLE IF NOT EXISTS tree_block (number INTEGER PRIMARY KEY, hash BLOB NOT NULL)",
    """
    CREATE TABLE IF NOT EXISTS tree_head (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        size INTEGER NOT NULL,
        peaks BLOB NOT NULL,
        recorded_at INTEGER NOT NULL
    )
    """,
    "INSERT OR IGNORE INTO tree_head VALUES (1, 0, x'', 0)",
    "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {SCHEMA_VERSION}",
)

CLOSED = ("event", "command")
"""The tables that take nothing more after a move; the triggers are made then, so an append that is allowed costs
nothing more."""

MIGRATIONS: dict[int, tuple[str, ...]] = {}
"""From a format to the next one: `MIGRATIONS[1]` turns format 1 into 2."""


def create(path: Path, busy_seconds: float) -> None:
    """Make the tables in a new file; several processes may do so at once.

    Raises: FOLDER_READ_ONLY, DISK_FULL, FOLDER_DAMAGED, FOLDER_NEWER, FOLDER_OLDER.
    """
    with (
        storage_refusals(path.parent, seconds=busy_seconds),
        connected(path, busy_seconds, must_exist=False) as db,
    ):
        make(db, STATEMENTS, busy_seconds)
    check(path, busy_seconds)


def claim_county(path: Path, county: str, busy_seconds: float) -> str:
    """Make the log where it is missing; answers the county it belongs to: this one, unless it has one already."""
    create(path, busy_seconds)
    with (
        storage_refusals(path.parent, seconds=busy_seconds),
        connected(path, busy_seconds) as db,
        immediate(db),
    ):
        db.execute("INSERT OR IGNORE INTO meta VALUES ('county', ?)", (county,))
        found: str = db.execute("SELECT value FROM meta WHERE name = 'county'").fetchone()[0]
    return found


def check(path: Path, busy_seconds: float, *, upgrading: bool = False) -> int:
    """Refuse what this program must not touch; answers the file's format.

    Raises: FOLDER_MISSING, FOLDER_DAMAGED, FOLDER_NEWER, FOLDER_OLDER, FOLDER_READ_ONLY.
    """
    folder = path.parent
    with storage_refusals(folder, seconds=busy_seconds):
        if not path.exists():
            raise refusal("FOLDER_MISSING", folder=folder)
        if path.stat().st_size == 0:
            raise refusal("FOLDER_DAMAGED", folder=folder)
        if not (os.access(path, os.W_OK) and os.access(folder, os.W_OK)):
            raise refusal("FOLDER_READ_ONLY", folder=folder)
    with storage_refusals(folder, seconds=busy_seconds), connected(path, busy_seconds) as db:
        if pragma(db, "application_id") != APPLICATION_ID:
            raise refusal("FOLDER_DAMAGED", folder=folder)
        found = pragma(db, "user_version")
        if found > SCHEMA_VERSION:
            raise refusal("FOLDER_NEWER", folder=folder, found=found, known=SCHEMA_VERSION)
        if found < SCHEMA_VERSION and not upgrading:
            raise refusal("FOLDER_OLDER", folder=folder, found=found, known=SCHEMA_VERSION)
        if not has_table(db, "event") or db.execute("SELECT count(*) FROM tree_head").fetchone()[0] != 1:
            raise refusal("FOLDER_DAMAGED", folder=folder)
    return found


def moved_to(path: Path, busy_seconds: float = 30.0) -> str:
    """The new place of a county that has moved away; empty where it has not."""
    with connected(path, busy_seconds) as db:
        found = db.execute("SELECT sql FROM sqlite_master WHERE name = 'event_has_moved'").fetchone()
    return str(found[0]).partition(MOVED_SAYS)[2].rpartition("')")[0].replace("''", "'") if found else ""


def migrate(path: Path, busy_seconds: float = 30.0) -> tuple[int, int]:
    """Bring a log of an older format up to date in one transaction; answers (format found, format now)."""
    found = check(path, busy_seconds, upgrading=True)
    with (
        storage_refusals(path.parent, seconds=busy_seconds),
        connected(path, busy_seconds) as db,
        immediate(db),
    ):
        version = pragma(db, "user_version")  # another process may have been faster
        while version < SCHEMA_VERSION:
            for statement in MIGRATIONS[version]:
                db.execute(statement)
            version += 1
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    return found, SCHEMA_VERSION


def close_for(path: Path, place: str, busy_seconds: float = 30.0) -> bool:
    """Take no more commands, from any process: each is refused with the name of the new place.

    Answers whether it took commands until now.
    """
    said = f"{MOVED_SAYS}{place}".replace("'", "''")
    with (
        storage_refusals(path.parent, seconds=busy_seconds),
        connected(path, busy_seconds) as db,
        immediate(db),
    ):
        was_open = not db.execute(
            "SELECT count(*) FROM sqlite_master WHERE name = 'event_has_moved'"
        ).fetchone()[0]
        for table in CLOSED:
            db.execute(f"DROP TRIGGER IF EXISTS {table}_has_moved")
            db.execute(
                f"CREATE TRIGGER {table}_has_moved BEFORE INSERT ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
            )
    return was_open


def reopen(path: Path, busy_seconds: float = 30.0) -> None:
    """Take commands again: the move did not come to its end."""
    with (
        storage_refusals(path.parent, seconds=busy_seconds),
        connected(path, busy_seconds) as db,
        immediate(db),
    ):
        for table in CLOSED:
            db.execute(f"DROP TRIGGER IF EXISTS {table}_has_moved")
