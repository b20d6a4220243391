"""A whole log from one place to another: a folder's into a server and back, a backup's file out of either engine."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from infra.backup import put_back, write_manifest
from infra.files import written_whole
from infra.folder import KEYS_FOLDER, LOG_FILE, About, must_be_unfinished, write_about
from infra.key_backup import KeysRestored, Wrapped, merged
from infra.key_tables import Store
from infra.keystore import KeyStore
from infra.merkle import Tree
from infra.postgres import Database
from infra.postgres.lease import ServerLease
from infra.postgres.words import server_refusal
from infra.postgres_log import schema
from infra.raw_logs import PostgresRaw, RawLog, SQLiteRaw, pour
from infra.refusals import refusal, storage_refusals
from infra.sqlite_file import connected
from infra.sqlite_log.schema import create

BUSY_SECONDS = 30.0


def back_up_server(log: Database, file: Path, county: str, frozen_at: datetime | None = None) -> Tree:
    """The log into one new file, of the same form as a folder's backup. Raises: FILE_EXISTS, DISK_FULL."""
    if file.exists():
        raise refusal("FILE_EXISTS", file=file)
    with storage_refusals(file.parent), written_whole(file) as part:
        create(part, BUSY_SECONDS)
        with closing(SQLiteRaw(part)) as copy:
            pour(PostgresRaw(log), copy)
        with connected(part, BUSY_SECONDS) as db:
            return write_manifest(db, county, frozen_at)


def restore_server(file: Path, log: Database) -> str:
    """A backup of either engine into an empty database; answers its county.

    Raises: BACKUP_DAMAGED, SERVER_NOT_EMPTY, SERVER_SERVED.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / LOG_FILE
        manifest = put_back(file, path)  # its tree is computed again before anything is written
        with closing(SQLiteRaw(path)) as source:
            fill_server(source, log, manifest.county, manifest.frozen_at)
    return manifest.county


def fill_server(
    source: RawLog,
    log: Database,
    county: str,
    frozen_at: datetime | None,
    closing_source: Callable[[], None] = lambda: None,
) -> Tree:
    """Pour a log into an empty database, or go on where an earlier pour was cut short.

    `closing_source` is called once all but the last commands are there; what was recorded before it follows.

    Raises: SERVER_NOT_EMPTY, SERVER_OTHER_COUNTY, SERVER_SERVED, LOG_DIFFERS.
    """
    schema.migrate(log)
    with ServerLease(log, shared=False), _begun(log, county):
        pour(source, PostgresRaw(log))
        closing_source()
        tree = pour(source, PostgresRaw(log))
        with log.held(log.transaction) as cursor:  # written last: a database without it was never finished
            schema.set_meta(cursor, "county", county)
            if frozen_at:
                schema.set_meta(cursor, "frozen_at", frozen_at.isoformat())
            cursor.execute("DELETE FROM yumiao WHERE name = 'moving'")
    return tree


def fill_folder(
    log: Database,
    keys: Store,
    path: Path,
    about: About,
    master: bytes | None,
    closing_source: Callable[[], None] = lambda: None,
) -> Tree:
    """A server's county into a new folder, or on where that was cut short. Raises: FOLDER_NOT_EMPTY, LOG_DIFFERS."""
    with storage_refusals(path):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        must_be_unfinished(path)
        with closing(KeyStore(path / KEYS_FOLDER, master=master, create=True)) as store:
            move_keys(keys, store)
        create(path / LOG_FILE, BUSY_SECONDS)
        with closing(SQLiteRaw(path / LOG_FILE)) as target:
            pour(PostgresRaw(log), target)
            closing_source()
            tree = pour(PostgresRaw(log), target)
        with closing(KeyStore(path / KEYS_FOLDER, master=master)) as store:
            move_keys(keys, store)  # those that came with the last commands
        write_about(path, about)
    return tree


def move_keys(source: Store, target: Store) -> KeysRestored:
    """Keys, marks and the list of those forgotten; each key is wrapped anew by the target's own master key."""
    with source.writing() as tables:  # as of one moment
        return merged(Wrapped(tables, source.master, source.place), target)


@contextmanager
def _begun(log: Database, county: str) -> Iterator[None]:
    said = dict(log.fetched("SELECT name, value FROM yumiao"))
    if "county" in said:
        raise server_refusal("SERVER_NOT_EMPTY", log.name)
    if said.get("moving", county) != county:
        raise server_refusal("SERVER_OTHER_COUNTY", log.name, found=said["moving"], wanted=county)
    with log.held(log.transaction) as cursor:
        schema.set_meta(cursor, "moving", county)
    yield
