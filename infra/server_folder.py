"""The same county on a server: its log in one database, its keys in another, this machine's own files in a folder.

The folder holds `keys/master.key` (unless the settings give the master key) and the list of error workbooks.
"""

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from infra.clock import FrozenClock, SystemClock
from infra.erasing_again import forget_again
from infra.folder import FOLDER_FORMAT, KEYS_FOLDER, About
from infra.identities import KeyedIdentities
from infra.keys import SealingKeys
from infra.merkle import Tree
from infra.postgres import Database
from infra.postgres.keystore import PostgresKeyStore
from infra.postgres.lease import ServerLease
from infra.postgres.words import server_refusal
from infra.postgres_log import PostgresEventLog, schema
from infra.refusals import refusal, storage_refusals
from services.ports import Clock


class ServerFolder:
    """An open county: `log`, `keys`, `identities` and the `clock` that belong together."""

    def __init__(self, path: Path, log: Database, keys: Database, *, master: bytes | None = None) -> None:
        """Open it, and forget again whom its log has forgotten (an older key backup may have come back).

        Raises: SERVER_UNREACHABLE, SERVER_EMPTY, SERVER_NEWER, SERVER_OLDER, SERVER_MOVING, KEYS_BESIDE_LOG,
            KEYS_MISSING, KEYS_WRONG, and what connecting raises.
        """
        self.path = path
        with ExitStack() as undo:
            undo.callback(log.close)
            undo.callback(keys.close)
            must_be_apart(log, keys)
            schema.check(log)
            self.about = about_of(log)
            frozen = self.about.frozen_at
            self.clock: Clock = FrozenClock(frozen) if frozen else SystemClock()
            self._store = store = PostgresKeyStore(keys, path / KEYS_FOLDER, master=master)
            self.keys = SealingKeys(store)
            self.identities = KeyedIdentities(store)
            self.log = PostgresEventLog(log, keys=self.keys, clock=self.clock)
            self.forgotten_again = forget_again(self.log.forgotten_subjects(), self.keys, self.identities)
            self._open = undo.pop_all()

    @classmethod
    def create(
        cls,
        path: Path,
        county: str,
        log: Database,
        keys: Database,
        *,
        frozen_at: datetime | None = None,
        master: bytes | None = None,
    ) -> "ServerFolder":
        """Make an empty county, or open the one that is there; several processes may do so at once.

        Raises: SERVER_OTHER_COUNTY, SERVER_NOT_EMPTY, and what opening raises.
        """
        try:
            make_server(path, log, keys, master=master)
            claim(log, county, frozen_at)
        except BaseException:
            log.close()
            keys.close()
            raise
        return cls(path, log, keys, master=master)

    @property
    def county(self) -> str:
        """The six-digit code of the county whose log this is."""
        return self.about.county

    def lease(self) -> ServerLease:
        """The right to serve: any number may at once, but nobody moves or restores meanwhile."""
        return ServerLease(self.log.database, shared=True)

    def backup(self, file: Path) -> Tree:
        """Copy the log alone into one new file while it is in use; answers the tree that the copy holds.

        Raises: FILE_EXISTS, DISK_FULL.
        """
        from infra.moving import back_up_server

        return back_up_server(self.log.database, file, self.about.county, self.about.frozen_at)

    def check(self) -> None:
        """Whether it can still be used, without waiting for a server that is away.

        Raises: SERVER_UNREACHABLE, SERVER_NEWER, SERVER_OLDER, SERVER_PASSWORD, KEYS_MISSING, KEYS_WRONG, ….
        """
        schema.check(self.log.database)
        if place := schema.moved_to(self.log.database):
            raise refusal("COUNTY_MOVED", place=place)
        self._store.check()

    def close(self) -> None:
        """Give the connections back."""
        self._open.close()

    def __enter__(self) -> "ServerFolder":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def make_server(path: Path, log: Database, keys: Database, *, master: bytes | None = None) -> None:
    """Make or upgrade the tables of both databases. Raises: KEYS_BESIDE_LOG, SERVER_NOT_EMPTY, SERVER_NEWER, …."""
    must_be_apart(log, keys)
    with storage_refusals(path):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    schema.migrate(log)
    PostgresKeyStore(keys, path / KEYS_FOLDER, master=master, create=True)


def claim(log: Database, county: str, frozen_at: datetime | None) -> None:
    """Write whose log this is. Raises: SERVER_OTHER_COUNTY."""
    frozen = frozen_at.isoformat() if frozen_at else ""
    found = schema.claim_county(log, county, frozen)
    if found != county:
        raise server_refusal("SERVER_OTHER_COUNTY", log.name, found=found, wanted=county)


def about_of(log: Database) -> About:
    """What the log's database says of itself. Raises: SERVER_EMPTY, SERVER_MOVING."""
    said = dict(log.fetched("SELECT name, value FROM yumiao"))
    if "moving" in said:
        raise server_refusal("SERVER_MOVING", log.name)
    if "county" not in said:
        raise server_refusal("SERVER_EMPTY", log.name)
    frozen = said.get("frozen_at")
    return About(
        format=FOLDER_FORMAT,
        county=said["county"],
        frozen_at=datetime.fromisoformat(frozen) if frozen else None,
    )


def must_be_apart(log: Database, keys: Database) -> None:
    """Raises: KEYS_BESIDE_LOG where one backup of one database would hold both."""
    if log.name == keys.name:
        raise server_refusal("KEYS_BESIDE_LOG", log.name)
