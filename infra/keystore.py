"""keys.sqlite: wrapped data keys, destroyed subjects and identity marks, in a folder apart from the log.

Everything secret in the file is wrapped (AES-256-GCM) by the master key: `master.key` beside it, readable by its
owner only, or bytes from the settings.
"""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from infra.files import write_whole
from infra.refusals import refusal, storage_refusals
from infra.sqlite_file import connect, immediate, make, pragma
from infra.sqlite_keys import APPLICATION_ID, STATEMENTS, SQLiteKeyTables

T = TypeVar("T")
KEY_BYTES = 32
NONCE_BYTES = 12
KEYS_FILE = "keys.sqlite"
MASTER_FILE = "master.key"


class KeyStore:
    """The open file with its master key. One connection, shared by this process's threads under a lock."""

    def __init__(
        self, folder: Path, *, master: bytes | None = None, create: bool = False, busy_seconds: float = 30.0
    ) -> None:
        """Open the store, or make it first where `create` says so.

        Raises: KEYS_MISSING, KEYS_WRONG, KEYS_DAMAGED, FOLDER_READ_ONLY, DISK_FULL.
        """
        if master is not None and len(master) != KEY_BYTES:
            raise refusal("KEYS_WRONG", folder=folder)
        self.folder = folder
        self.place = str(folder)
        self.master_from_settings = master is not None
        self._busy_seconds = busy_seconds
        self._lock = RLock()
        with self.refusing():
            if not create and not (folder / KEYS_FILE).exists():
                raise refusal("KEYS_MISSING", folder=folder)
            if create:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                if not (folder / KEYS_FILE).exists():  # SQLite gives its side files the same mode
                    os.close(os.open(folder / KEYS_FILE, os.O_WRONLY | os.O_CREAT, 0o600))
            self._db = connect(folder / KEYS_FILE, busy_seconds)
            try:
                self.master = self._opened(master, create=create)
            except BaseException:
                self._db.close()
                raise
        self._wrapping = AESGCM(self.master)

    def check(self) -> None:
        """Whether the next start would find the keys too. Raises: KEYS_MISSING, KEYS_WRONG, KEYS_DAMAGED."""
        with self.reading():
            if not (self.folder / KEYS_FILE).exists():
                raise refusal("KEYS_MISSING", folder=self.folder)
            self._opened(self.master if self.master_from_settings else None, create=False)

    def close(self) -> None:
        """Give the file back; the last to close it leaves no WAL behind."""
        with self._lock:
            self._db.close()

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """What goes wrong with the file, as refusals."""
        with storage_refusals(self.folder, damaged="KEYS_DAMAGED", seconds=self._busy_seconds):
            yield

    @contextmanager
    def reading(self) -> Iterator[SQLiteKeyTables]:
        """The tables, for one thread at a time."""
        with self.refusing(), self._lock:
            yield SQLiteKeyTables(self._db)

    @contextmanager
    def writing(self) -> Iterator[SQLiteKeyTables]:
        """One transaction that holds the write lock from its first line."""
        with self.reading() as tables, immediate(tables.db):
            yield tables

    def patiently(self, work: Callable[[], T]) -> T:
        """Do it: a file is not lost on the way."""
        return work()

    def wrap(self, secret: bytes, name: str) -> bytes:
        """A secret under the master key, bound to its name."""
        return wrapped(self._wrapping, secret, name)

    def unwrap(self, box: bytes, name: str) -> bytes:
        """The secret again. Raises: KEYS_WRONG."""
        try:
            return unwrapped(self._wrapping, box, name)
        except InvalidTag as error:
            raise refusal("KEYS_WRONG", folder=self.folder) from error

    def scrub(self) -> None:
        """Leave no byte of what was deleted in any file.

        secure_delete zeroes freed cells, but pages that were split or merged keep copies of cells that moved (seen
        in 1 of 6 runs of the test): VACUUM writes the file anew, then the WAL is cut to nothing.

        Raises: LOG_BUSY (another process reads on; do the same again).
        """
        with self.reading() as tables:
            tables.db.execute("VACUUM")
            if (
                tables.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] != 0
            ):  # has waited busy_seconds
                raise refusal("LOG_BUSY", folder=self.folder, seconds=f"{self._busy_seconds:g}")

    def _opened(self, given: bytes | None, *, create: bool) -> bytes:
        if create:
            make(self._db, self._making(given), self._busy_seconds)
        if pragma(self._db, "application_id") != APPLICATION_ID:
            raise refusal("KEYS_DAMAGED", folder=self.folder)
        found = given or read_master(self.folder)
        if found is None:
            raise refusal("KEYS_MISSING", folder=self.folder)
        if not opens(found, SQLiteKeyTables(self._db).kept("master_check")):
            raise refusal("KEYS_WRONG", folder=self.folder)
        return found

    def _making(self, given: bytes | None) -> Iterator[str]:
        # Made under the file's lock: of two processes starting at once, only one makes a master key.
        yield from STATEMENTS
        master = given or read_master(self.folder) or new_master(self.folder)
        check = check_of(master)
        yield f"INSERT INTO meta VALUES ('master_check', x'{check.hex()}')"  # noqa: S608 - hex digits


def wrapped(cipher: AESGCM, secret: bytes, name: str) -> bytes:
    """Nonce and ciphertext of a secret, bound to its name."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, secret, name.encode())


def unwrapped(cipher: AESGCM, box: bytes, name: str) -> bytes:
    """Raises InvalidTag where the key or the name is another one."""
    return cipher.decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], name.encode())


def check_of(master: bytes) -> bytes:
    """What a store keeps to know its master key again (`master_check`)."""
    return wrapped(AESGCM(master), b"yumiao", "master")


def opens(master: bytes, check: bytes | None) -> bool:
    """Whether this is the master key that the check was made with."""
    try:
        unwrapped(AESGCM(master), check or b"", "master")
    except (InvalidTag, ValueError):
        return False
    return True


def fingerprint(subject: str) -> str:
    """What is remembered of a subject whose key was destroyed."""
    return sha256(b"yumiao destroyed\x00" + subject.encode()).hexdigest()


def keep_master(folder: Path, master: bytes) -> None:
    """Write master.key, readable by its owner only."""
    write_whole(folder / MASTER_FILE, master.hex().encode() + b"\n")


def read_master(folder: Path) -> bytes | None:
    """The master key that is kept there. Raises: KEYS_WRONG."""
    try:
        return bytes.fromhex((folder / MASTER_FILE).read_text("ascii"))
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise refusal("KEYS_WRONG", folder=folder) from error


def new_master(folder: Path) -> bytes:
    """Make one and keep it."""
    master = secrets.token_bytes(KEY_BYTES)
    keep_master(folder, master)
    return master
