"""The log's tables in PostgreSQL: the same columns as in SQLite, made and upgraded by one command."""

from infra.postgres.database import Cursor, Database
from infra.postgres.faults import Lost
from infra.postgres.words import server_refusal
from infra.refusals import MOVED_SAYS
from infra.rows import COLUMNS

SCHEMA_VERSION = 1
MIGRATING = 0x59554D49
"""The advisory lock of whoever makes or upgrades the tables."""
FORGOTTEN_TOPIC = "erasure.subject_forgotten.v1"

NUMBERS = {"position", "version", "schema_version", "recorded_at", "rule_set_version", "seen_position"}
DAYS = {"valid_at", "decided_on"}
TYPES = tuple("int8" if c in NUMBERS else "bytea" if c == "state" else "text" for c in COLUMNS)
COLLATED = {"int8": "int8", "bytea": "bytea", "text": 'text COLLATE "C"'}
_EVENT = ",\n    ".join(
    f"{c} {COLLATED[t]}{'' if c in DAYS else ' NOT NULL'}" for c, t in zip(COLUMNS, TYPES, strict=True)
)

STATEMENTS = (
    f"""
    CREATE TABLE event (
        {_EVENT},
        leaf_hash bytea NOT NULL,
        PRIMARY KEY (position),
        UNIQUE (stream, version),
        UNIQUE (event_id)
    )
    """,
    "ALTER TABLE event ALTER state SET STORAGE EXTERNAL",  # sealed bytes do not shrink
    f"CREATE INDEX event_forgotten ON event (position) WHERE topic = '{FORGOTTEN_TOPIC}'",
    """
    CREATE FUNCTION an_event_is_never_changed() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'an event is never changed or deleted' USING ERRCODE = 'restrict_violation'; END $$
    """,
    """
    CREATE TRIGGER event_is_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION an_event_is_never_changed()
    """,
    # What the library's recorder reads: its four columns and its notification id.
    """
    CREATE VIEW stored_events AS SELECT stream AS originator_id, version AS originator_version, topic, state,
        position AS notification_id FROM event
    """,
    # One row per command: its positions for a lost acknowledgement, its receipt for an idempotency key.
    """
    CREATE TABLE command (
        command_id text COLLATE "C" PRIMARY KEY,
        first int8 NOT NULL,
        last int8 NOT NULL,
        idempotency_key text COLLATE "C" UNIQUE,
        request_hash text NOT NULL,
        body bytea NOT NULL
    )
    """,
    "CREATE TABLE tree_block (number int8 PRIMARY KEY, hash bytea NOT NULL)",
    # Its one row is the writers' lock. It is written anew with every commit, so its page is kept nearly empty.
    """
    CREATE TABLE tree_head (
        id int4 PRIMARY KEY CHECK (id = 1),
        size int8 NOT NULL,
        peaks bytea NOT NULL,
        recorded_at int8 NOT NULL
    ) WITH (fillfactor = 10)
    """,
    "INSERT INTO tree_head VALUES (1, 0, '', 0)",
    "CREATE TABLE yumiao (name text PRIMARY KEY, value text NOT NULL)",
    f"INSERT INTO yumiao VALUES ('format', '{SCHEMA_VERSION}')",  # noqa: S608 - a number of our own
)

REOPENING = (
    "DROP TRIGGER IF EXISTS event_has_moved ON event",
    "DROP TRIGGER IF EXISTS command_has_moved ON command",
    "DELETE FROM yumiao WHERE name = 'moved_to'",
)
CLOSING = (
    *REOPENING[:2],
    f"""
    CREATE OR REPLACE FUNCTION this_county_has_moved() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{MOVED_SAYS}%', (SELECT value FROM yumiao WHERE name = 'moved_to')
    USING ERRCODE = 'restrict_violation'; END $$
    """,  # noqa: S608 - words of our own
    "CREATE TRIGGER event_has_moved BEFORE INSERT ON event FOR EACH STATEMENT EXECUTE FUNCTION this_county_has_moved()",
    """
    CREATE TRIGGER command_has_moved BEFORE INSERT ON command
    FOR EACH STATEMENT EXECUTE FUNCTION this_county_has_moved()
    """,
)
"""Made at a move and by nothing else: an append that is allowed costs nothing more."""

MIGRATIONS: dict[int, tuple[str, ...]] = {}
"""From a format to the next one: `MIGRATIONS[1]` turns format 1 into 2."""


def migrate(database: Database) -> tuple[int, int]:
    """Make the tables, or bring older ones up to date, in one transaction; N workers may do so at once.

    Answers (format found, 0 where there was none; format now).
    Raises: SERVER_UNREACHABLE, SERVER_NOT_EMPTY, SERVER_NEWER, and what connecting raises.
    """
    database.reach()

    def work() -> tuple[int, int]:
        with database.transaction() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", (MIGRATING,))
            found = _format(cursor, database)
            if found > SCHEMA_VERSION:
                raise server_refusal("SERVER_NEWER", database.name, found=found, known=SCHEMA_VERSION)
            if not found:
                for statement in STATEMENTS:
                    cursor.execute(statement.encode())
                return 0, SCHEMA_VERSION
            for version in range(found, SCHEMA_VERSION):
                for statement in MIGRATIONS[version]:
                    cursor.execute(statement.encode())
            set_meta(cursor, "format", str(SCHEMA_VERSION))
            return found, SCHEMA_VERSION

    return database.patiently(work)


def check(database: Database) -> None:
    """Refuse what this program must not touch.

    Raises: SERVER_UNREACHABLE, SERVER_EMPTY, SERVER_DAMAGED, SERVER_NEWER, SERVER_OLDER, and what connecting raises.
    """
    database.reach()
    try:
        with database.asking() as cursor:
            found = _format(cursor, database)
            if not found:
                raise server_refusal("SERVER_EMPTY", database.name)
            if found != SCHEMA_VERSION:
                code = "SERVER_NEWER" if found > SCHEMA_VERSION else "SERVER_OLDER"
                raise server_refusal(code, database.name, found=found, known=SCHEMA_VERSION)
            if len(cursor.execute("SELECT 1 FROM tree_head").fetchall()) != 1:
                raise server_refusal("SERVER_DAMAGED", database.name)
    except Lost as error:
        raise server_refusal("SERVER_UNREACHABLE", database.name) from error


def meta(cursor: Cursor, name: str) -> str | None:
    """What the database says of itself: `format`, `county`, `frozen_at`, `moving`."""
    row = cursor.execute("SELECT value FROM yumiao WHERE name = %s", (name,)).fetchone()
    return row[0] if row else None


def moved_to(database: Database) -> str:
    """The new place of a county that has moved away; empty where it has not."""
    found = database.fetched("SELECT value FROM yumiao WHERE name = 'moved_to'")
    return str(found[0][0]) if found else ""


def set_meta(cursor: Cursor, name: str, value: str) -> None:
    """Say it, over what was said before."""
    cursor.execute(
        "INSERT INTO yumiao VALUES (%s, %s) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def claim_county(database: Database, county: str, frozen_at: str) -> str:
    """Write whose log this is unless it says so already; answers the county that it says."""

    def work() -> str:
        with database.transaction() as cursor:
            query = "INSERT INTO yumiao VALUES ('county', %s) ON CONFLICT DO NOTHING RETURNING name"
            if cursor.execute(query, (county,)).fetchone() and frozen_at:
                set_meta(cursor, "frozen_at", frozen_at)
            return meta(cursor, "county") or ""

    return database.patiently(work)


def close_for(database: Database, place: str) -> bool:
    """Take no more commands, from any process: each is refused with the name of the new place.

    Making the triggers waits for whoever writes just now, so nothing slips in after the last look.
    Answers whether it took commands until now.
    """

    def work() -> bool:
        with database.transaction() as cursor:
            was_open = meta(cursor, "moved_to") is None
            set_meta(cursor, "moved_to", place)
            for statement in CLOSING:
                cursor.execute(statement.encode())
        return was_open

    return database.patiently(work)


def reopen(database: Database) -> None:
    """Take commands again: the move did not come to its end."""

    def work() -> None:
        with database.transaction() as cursor:
            for statement in REOPENING:
                cursor.execute(statement.encode())

    database.patiently(work)


def _format(cursor: Cursor, database: Database) -> int:
    """0 where there is nothing at all. Raises: SERVER_NOT_EMPTY, SERVER_DAMAGED."""
    tables = {
        row[0]
        for row in cursor.execute(
            "SELECT relname::text FROM pg_class WHERE relnamespace = current_schema()::regnamespace "
            "AND relkind IN ('r', 'v', 'p')"
        )
    }
    if "yumiao" not in tables:
        if tables:
            raise server_refusal("SERVER_NOT_EMPTY", database.name)
        return 0
    found = meta(cursor, "format") or ""
    if not found.isdecimal() or "event" not in tables:
        raise server_refusal("SERVER_DAMAGED", database.name)
    return int(found)
