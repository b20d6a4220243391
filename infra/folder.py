"""The data folder: one county's log, its keys apart from it, and what it says of itself.

yumiao.json          format, county, and the demo county's frozen present
log.sqlite           the event log
keys/keys.sqlite     wrapped keys, destroyed subjects, identity marks
keys/master.key      what unwraps them (unless the settings give it)
lease.sqlite         who serves
"""

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import msgspec

from infra.backup import back_up, put_back
from infra.clock import FrozenClock, SystemClock
from infra.erasing_again import forget_again
from infra.files import write_whole
from infra.identities import KeyedIdentities
from infra.keys import SealingKeys
from infra.keystore import KeyStore
from infra.lease import LEASE_FILE, ServeLease
from infra.merkle import Tree
from infra.refusals import refusal, storage_refusals
from infra.sqlite_log import SQLiteEventLog
from infra.sqlite_log.schema import check as check_log
from infra.sqlite_log.schema import claim_county, moved_to
from services.ports import Clock

FOLDER_FORMAT = 1
ABOUT_FILE = "yumiao.json"
LOG_FILE = "log.sqlite"
KEYS_FOLDER = "keys"
_OURS = (f".{ABOUT_FILE}", LOG_FILE, KEYS_FOLDER, LEASE_FILE)
"""How the names begin that a folder may hold whose making was cut short."""


class About(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a data folder says of itself."""

    format: int
    county: str
    frozen_at: datetime | None = None


class _Format(msgspec.Struct, frozen=True):
    """Asked first: a newer folder may say other things of itself."""

    format: int


class DataFolder:
    """An open folder: `log`, `keys`, `identities` and the `clock` that belong together."""

    def __init__(self, path: Path, *, master: bytes | None = None, busy_seconds: float = 30.0) -> None:
        """Open a folder, and forget again whom its log has forgotten (an older key backup may have come back).

        Raises: FOLDER_MISSING, FOLDER_DAMAGED, FOLDER_NEWER, FOLDER_OLDER, FOLDER_READ_ONLY,
            KEYS_MISSING, KEYS_WRONG, KEYS_DAMAGED.
        """
        self.path = path
        self.about = read_about(path)
        self.clock: Clock = FrozenClock(self.about.frozen_at) if self.about.frozen_at else SystemClock()
        with ExitStack() as undo:
            self._busy_seconds = busy_seconds
            self._store = store = KeyStore(path / KEYS_FOLDER, master=master, busy_seconds=busy_seconds)
            undo.callback(store.close)
            self.keys = SealingKeys(store)
            self.identities = KeyedIdentities(store)
            self.log = SQLiteEventLog(
                path / LOG_FILE, keys=self.keys, clock=self.clock, busy_seconds=busy_seconds
            )
            undo.callback(self.log.close)
            self.forgotten_again = forget_again(self.log.forgotten_subjects(), self.keys, self.identities)
            self._open = undo.pop_all()

    @classmethod
    def create(
        cls,
        path: Path,
        county: str,
        *,
        frozen_at: datetime | None = None,
        master: bytes | None = None,
        busy_seconds: float = 30.0,
    ) -> "DataFolder":
        """Make an empty county, or open the one that is there; several processes may do so at once.

        Raises: FOLDER_OTHER_COUNTY, FOLDER_NOT_EMPTY, and what opening raises.
        """
        with storage_refusals(path):
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not (path / ABOUT_FILE).exists():
                must_be_unfinished(path)
                KeyStore(path / KEYS_FOLDER, master=master, create=True, busy_seconds=busy_seconds).close()
                found = claim_county(path / LOG_FILE, county, busy_seconds)
                if found != county:
                    raise refusal("FOLDER_OTHER_COUNTY", folder=path, found=found, wanted=county)
                # Written last: a folder without it was never finished.
                write_about(path, About(format=FOLDER_FORMAT, county=county, frozen_at=frozen_at))
        about = read_about(path)
        if about.county != county:
            raise refusal("FOLDER_OTHER_COUNTY", folder=path, found=about.county, wanted=county)
        return cls(path, master=master, busy_seconds=busy_seconds)

    @property
    def county(self) -> str:
        """The six-digit code of the county whose log this is."""
        return self.about.county

    def lease(self) -> ServeLease:
        """The right to serve this folder. Raises: FOLDER_SERVED."""
        return ServeLease(self.path)

    def backup(self, file: Path) -> Tree:
        """Copy the log alone into one new file while it is in use; answers the tree that the copy holds.

        Raises: FILE_EXISTS, DISK_FULL.
        """
        return back_up(self.path / LOG_FILE, file, self.about.county, self.about.frozen_at)

    def check(self) -> None:
        """Whether it can still be used: another program may have upgraded it, moved it or taken its keys away.

        Raises: FOLDER_MISSING, FOLDER_NEWER, FOLDER_READ_ONLY, KEYS_MISSING, KEYS_WRONG, ….
        """
        check_log(self.path / LOG_FILE, self._busy_seconds)
        if place := moved_to(self.path / LOG_FILE, self._busy_seconds):
            raise refusal("COUNTY_MOVED", place=place)
        self._store.check()

    def close(self) -> None:
        """Give the files back."""
        self._open.close()

    def __enter__(self) -> "DataFolder":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def read_about(path: Path) -> About:
    """Raises: FOLDER_MISSING, FOLDER_DAMAGED, FOLDER_NEWER, FOLDER_OLDER."""
    with storage_refusals(path):
        try:
            content = (path / ABOUT_FILE).read_bytes()
        except (FileNotFoundError, NotADirectoryError) as error:
            raise refusal("FOLDER_MISSING", folder=path) from error
    try:
        found = msgspec.json.decode(content, type=_Format).format
        if found != FOLDER_FORMAT:
            code = "FOLDER_NEWER" if found > FOLDER_FORMAT else "FOLDER_OLDER"
            raise refusal(code, folder=path, found=found, known=FOLDER_FORMAT)
        return msgspec.json.decode(content, type=About)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise refusal("FOLDER_DAMAGED", folder=path) from error


def restore(file: Path, path: Path) -> About:
    """Make a data folder of a log backup; its keys come from their own backup (`restore_keys`).

    Raises: FOLDER_NOT_EMPTY, BACKUP_DAMAGED, FOLDER_NEWER, FOLDER_OLDER, DISK_FULL.
    """
    with storage_refusals(path):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(entry.name != KEYS_FOLDER for entry in path.iterdir()):
            raise refusal("FOLDER_NOT_EMPTY", folder=path)
        manifest = put_back(file, path / LOG_FILE)
        about = About(format=FOLDER_FORMAT, county=manifest.county, frozen_at=manifest.frozen_at)
        write_about(path, about)
    return about


def must_be_unfinished(path: Path) -> None:
    """Raises: FOLDER_NOT_EMPTY unless the folder is empty, or its making was cut short."""
    if (path / ABOUT_FILE).exists() or any(not e.name.startswith(_OURS) for e in path.iterdir()):
        raise refusal("FOLDER_NOT_EMPTY", folder=path)


def write_about(path: Path, about: About) -> None:
    """Write what a folder says of itself; last, for a folder without it was never finished."""
    content = msgspec.json.format(msgspec.json.encode(about)) + b"\n"
    write_whole(path / ABOUT_FILE, content, mode=0o644)
