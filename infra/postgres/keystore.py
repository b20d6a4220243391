"""The key store in a database of its own: wrapped data keys, destroyed subjects and identity marks.

The master key is never in the database: it comes from the settings, or stands in `master.key` of this machine's
data folder. What PostgreSQL deletes stays in its files until it is vacuumed and in its WAL until that is recycled;
docs/servers.md says what that means.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from infra.keystore import KEY_BYTES, check_of, new_master, opens, read_master, unwrapped, wrapped
from infra.postgres.database import Cursor, Database
from infra.postgres.words import server_refusal
from infra.refusals import refusal

T = TypeVar("T")
FORMAT = 1
MAKING = 0x59554D4B
"""The advisory lock of whoever makes the tables."""
STATEMENTS = (
    "CREATE TABLE meta (name text PRIMARY KEY, value bytea NOT NULL)",
    'CREATE TABLE data_key (id int8 PRIMARY KEY, subject text COLLATE "C" NOT NULL UNIQUE, wrapped bytea NOT NULL)',
    "CREATE TABLE destroyed (fingerprint text PRIMARY KEY)",
    """
    CREATE FUNCTION destroyed_stays_destroyed() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'a destroyed key stays destroyed' USING ERRCODE = 'restrict_violation'; END $$
    """,
    """
    CREATE TRIGGER destroyed_stays_destroyed BEFORE UPDATE OR DELETE OR TRUNCATE ON destroyed
    FOR EACH STATEMENT EXECUTE FUNCTION destroyed_stays_destroyed()
    """,
    'CREATE TABLE mark (hash text COLLATE "C" PRIMARY KEY, person text NOT NULL)',
    "CREATE INDEX mark_person ON mark (person)",
    # Its one row is the writers' lock and the number that tells readers that something changed.
    "CREATE TABLE yumiao_keys (format int4 NOT NULL, version int8 NOT NULL, last_id int8 NOT NULL)",
    f"INSERT INTO yumiao_keys VALUES ({FORMAT}, 1, 0)",  # noqa: S608 - a number of our own
)


class PostgresKeyTables:
    """The port KeyTables over one cursor."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor

    def version(self) -> int:
        """Another number once anybody has written."""
        ((version,),) = self.cursor.execute("SELECT version FROM yumiao_keys").fetchall()
        return int(version)

    def kept(self, name: str) -> bytes | None:
        """A value of the store itself."""
        row = self.cursor.execute("SELECT value FROM meta WHERE name = %s", (name,)).fetchone()
        return row[0] if row else None

    def keep(self, name: str, value: bytes) -> None:
        """Over what was kept before."""
        self.cursor.execute(
            "INSERT INTO meta VALUES (%s, %s) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, value),
        )

    def destroyed(self) -> frozenset[str]:
        """The fingerprints of all destroyed subjects."""
        return frozenset(row[0] for row in self.cursor.execute("SELECT fingerprint FROM destroyed"))

    def add_destroyed(self, fingerprints: Iterable[str]) -> None:
        """Those that are there stay."""
        self.cursor.execute(
            "INSERT INTO destroyed SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING", (list(fingerprints),)
        )

    def keys_after(self, number: int) -> Iterable[tuple[int, str, bytes]]:
        """(number, subject, wrapped key) in the order of their numbers."""
        return self.cursor.execute(
            "SELECT id, subject, wrapped FROM data_key WHERE id > %s ORDER BY id", (number,)
        ).fetchall()

    def add_keys(self, boxes: Iterable[tuple[str, bytes]]) -> None:
        """Wrapped keys by subject; a subject that has one keeps it."""
        given = list(boxes)
        self.cursor.execute(
            """
            WITH new AS (
                INSERT INTO data_key
                SELECT last_id + n, subject, wrapped
                FROM unnest(%s::text[], %s::bytea[]) WITH ORDINALITY AS given (subject, wrapped, n), yumiao_keys
                ON CONFLICT DO NOTHING
            )
            UPDATE yumiao_keys SET last_id = last_id + %s
            """,
            ([subject for subject, _ in given], [box for _, box in given], len(given)),
        )

    def drop_keys(self, subjects: Iterable[str]) -> None:
        """Delete them."""
        self.cursor.execute("DELETE FROM data_key WHERE subject = ANY(%s)", (list(subjects),))

    def people_of(self, hashes: Iterable[str]) -> dict[str, str]:
        """The known people among these hashed marks."""
        query = "SELECT hash, person FROM mark WHERE hash = ANY(%s)"
        return dict(self.cursor.execute(query, (list(hashes),)).fetchall())

    def add_marks(self, marks: Iterable[tuple[str, str]]) -> None:
        """(hash, person); a mark that belongs to somebody stays theirs."""
        given = list(marks)
        self.cursor.execute(
            "INSERT INTO mark SELECT * FROM unnest(%s::text[], %s::text[]) ON CONFLICT DO NOTHING",
            ([hash_ for hash_, _ in given], [person for _, person in given]),
        )

    def marks(self) -> Iterable[tuple[str, str]]:
        """(hash, person) of all."""
        return self.cursor.execute("SELECT hash, person FROM mark").fetchall()

    def drop_marks(self, people: Iterable[str]) -> None:
        """Delete every mark of these people."""
        self.cursor.execute("DELETE FROM mark WHERE person = ANY(%s)", (list(people),))


class PostgresKeyStore:
    """The open database with its master key. Threads may share it."""

    def __init__(
        self, database: Database, folder: Path, *, master: bytes | None = None, create: bool = False
    ) -> None:
        """`folder`: where `master.key` stands unless the settings give it. `create`: make what is missing.

        Raises: SERVER_UNREACHABLE, SERVER_EMPTY, SERVER_NEWER, KEYS_MISSING, KEYS_WRONG, ….
        """
        if master is not None and len(master) != KEY_BYTES:
            raise refusal("KEYS_WRONG", folder=database.name)
        self.database, self.place, self._folder = database, database.name, folder
        self.master_from_settings = master is not None
        with database.closed_on_failure():
            database.reach()
            if create:
                self._make(folder, master)
            self.master = self._opened(folder, master)
        self._wrapping = AESGCM(self.master)

    def check(self) -> None:
        """Whether the next start would find the keys too.

        Raises: SERVER_UNREACHABLE, KEYS_MISSING, KEYS_WRONG, SERVER_NEWER, SERVER_OLDER.
        """
        self.database.reach()
        self._opened(self._folder, self.master if self.master_from_settings else None)

    def close(self) -> None:
        """Give the connections back."""
        self.database.close()

    @contextmanager
    def reading(self) -> Iterator[PostgresKeyTables]:
        """The tables, each question for itself. Raises: Lost."""
        with self.database.held(self.database.asking) as cursor:
            yield PostgresKeyTables(cursor)

    @contextmanager
    def writing(self) -> Iterator[PostgresKeyTables]:
        """One transaction, and no other writer beside it. Raises: Lost."""
        with self.database.held(self.database.transaction) as cursor:
            cursor.execute("UPDATE yumiao_keys SET version = version + 1")
            yield PostgresKeyTables(cursor)

    def patiently(self, work: Callable[[], T]) -> T:
        """Do it, again when the connection was lost on the way."""
        return self.database.patiently(work)

    def wrap(self, secret: bytes, name: str) -> bytes:
        """A secret under the master key, bound to its name."""
        return wrapped(self._wrapping, secret, name)

    def unwrap(self, box: bytes, name: str) -> bytes:
        """The secret again. Raises: KEYS_WRONG."""
        try:
            return unwrapped(self._wrapping, box, name)
        except InvalidTag as error:
            raise refusal("KEYS_WRONG", folder=self.place) from error

    def scrub(self) -> None:
        """Write the tables anew, so that no file of a table or an index holds what was deleted from it.

        Raises: SERVER_BUSY (another process reads on; do the same again).
        """
        with self.reading() as tables:
            tables.cursor.execute("VACUUM (FULL) data_key")
            tables.cursor.execute("VACUUM (FULL) mark")

    def _make(self, folder: Path, given: bytes | None) -> None:
        # Under a lock: of several processes starting at once, only one makes a master key.
        with self.database.held(self.database.transaction) as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", (MAKING,))
            if cursor.execute("SELECT to_regclass('yumiao_keys')").fetchone() != (None,):
                return
            query = "SELECT 1 FROM pg_class WHERE relnamespace = current_schema()::regnamespace LIMIT 1"
            if cursor.execute(query).fetchone():
                raise server_refusal("SERVER_NOT_EMPTY", self.place)
            for statement in STATEMENTS:
                cursor.execute(statement.encode())
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            master = given or read_master(folder) or new_master(folder)
            PostgresKeyTables(cursor).keep("master_check", check_of(master))

    def _opened(self, folder: Path, given: bytes | None) -> bytes:
        with self.reading() as tables:
            ((found,),) = tables.cursor.execute("SELECT format FROM yumiao_keys").fetchall()
            if found != FORMAT:
                code = "SERVER_NEWER" if found > FORMAT else "SERVER_OLDER"
                raise server_refusal(code, self.place, found=found, known=FORMAT)
            master = given or read_master(folder)
            if master is None:
                raise refusal("KEYS_MISSING", folder=folder)
            if not opens(master, tables.kept("master_check")):
                raise refusal("KEYS_WRONG", folder=self.place)
            return master
