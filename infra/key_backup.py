"""A copy of the keys in one file that its owner alone can read, and their return without bringing anyone back.

The file holds the wrapped keys, the marks, the list of destroyed subjects and, unless the settings gave it, the
master key: whoever has this file and the log reads everything. Old copies still hold the keys of people
forgotten since; they are to be destroyed with the copy that replaces them.
"""

import sqlite3
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.ids import stream_of
from infra.files import written_whole
from infra.identities import SECRET
from infra.keystore import (
    APPLICATION_ID,
    KEYS_FILE,
    MASTER_FILE,
    KeyStore,
    fingerprint,
    keep_master,
    unwrapped,
)
from infra.refusals import refusal, storage_refusals
from infra.sqlite_file import connected, has_table, pragma

BUSY_SECONDS = 30.0


class KeysRestored(msgspec.Struct, frozen=True):
    """What came back, and how many subjects stay forgotten."""

    keys: int
    marks: int
    forgotten: int


def back_up_keys(store: KeyStore, file: Path) -> None:
    """Copy everything into one new file of mode 0600. Raises: FILE_EXISTS, DISK_FULL, FOLDER_READ_ONLY."""
    if file.exists():
        raise refusal("FILE_EXISTS", file=file)
    with (
        storage_refusals(file.parent, damaged="KEYS_DAMAGED"),
        written_whole(file) as part,
        connected(store.folder / KEYS_FILE, BUSY_SECONDS) as source,
        connected(part, BUSY_SECONDS) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        copy.execute("CREATE TABLE master (key BLOB NOT NULL)")
        if not store.master_from_settings:
            copy.execute("INSERT INTO master VALUES (?)", (store.master,))


def restore_keys(file: Path, into: Path, *, master: bytes | None = None) -> KeysRestored:
    """Merge a key backup into a keys folder, new or in use; whoever either side has forgotten stays forgotten.

    Raises: BACKUP_DAMAGED, KEYS_MISSING, KEYS_WRONG, KEYS_GROWN_APART, KEYS_DAMAGED, DISK_FULL.
    """
    if not file.is_file() or file.stat().st_size == 0:
        raise refusal("BACKUP_DAMAGED", file=file)
    with (
        storage_refusals(file.parent, damaged="BACKUP_DAMAGED", file=file),
        connected(file, BUSY_SECONDS, writing=False) as source,
    ):
        if pragma(source, "application_id") != APPLICATION_ID or not has_table(source, "master"):
            raise refusal("BACKUP_DAMAGED", file=file)
        row = source.execute("SELECT key FROM master").fetchone()
        own: bytes | None = row[0] if row else master
        if own is None:
            raise refusal("KEYS_MISSING", folder=into)
        theirs = _Wrapped(source, own, into)
        store = _target(into, own, master)
        try:
            return _merged(theirs, store)
        finally:
            store.close()


class _Wrapped:
    """The backup's content, opened with its own master key."""

    def __init__(self, db: sqlite3.Connection, master: bytes, into: Path) -> None:
        self.db, self._cipher, self._into = db, AESGCM(master), into
        self.open("master_check", "master")

    def open(self, name: str, bound_to: str) -> bytes | None:
        row = self.db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return self.unwrap(row[0], bound_to) if row else None

    def unwrap(self, box: bytes, name: str) -> bytes:
        try:
            return unwrapped(self._cipher, box, name)
        except InvalidTag as error:
            raise refusal("KEYS_WRONG", folder=self._into) from error


def _target(into: Path, own: bytes, master: bytes | None) -> KeyStore:
    if master is None and not (into / MASTER_FILE).exists():
        if (into / KEYS_FILE).exists():
            KeyStore(into, master=own).close()  # the lost master.key comes back only where it fits
        into.mkdir(mode=0o700, parents=True, exist_ok=True)
        keep_master(into, own)
    return KeyStore(into, master=master, create=True)


def _merged(theirs: _Wrapped, store: KeyStore) -> KeysRestored:
    with store.writing() as db:
        db.executemany(
            "INSERT OR IGNORE INTO destroyed VALUES (?)",
            theirs.db.execute("SELECT fingerprint FROM destroyed"),
        )
        forgotten = {row[0] for row in db.execute("SELECT fingerprint FROM destroyed")}
        keys = _merge_keys(theirs, store, db, forgotten)
        marks = _merge_marks(theirs, store, db, forgotten)
    store.scrub()
    return KeysRestored(keys, marks, len(forgotten))


def _merge_keys(theirs: _Wrapped, store: KeyStore, db: sqlite3.Connection, forgotten: set[str]) -> int:
    ours = dict(db.execute("SELECT subject, wrapped FROM data_key").fetchall())
    for subject in [s for s in ours if fingerprint(s) in forgotten]:
        db.execute("DELETE FROM data_key WHERE subject = ?", (subject,))
    came = 0
    for subject, box in theirs.db.execute("SELECT subject, wrapped FROM data_key ORDER BY id"):
        if fingerprint(subject) in forgotten:
            continue
        key = theirs.unwrap(box, subject)
        if subject not in ours:
            db.execute(
                "INSERT INTO data_key (subject, wrapped) VALUES (?, ?)", (subject, store.wrap(key, subject))
            )
            came += 1
        elif store.unwrap(ours[subject], subject) != key:
            raise refusal("KEYS_GROWN_APART", folder=store.folder)
    return came


def _merge_marks(theirs: _Wrapped, store: KeyStore, db: sqlite3.Connection, forgotten: set[str]) -> int:
    people = {row[0] for row in db.execute("SELECT DISTINCT person FROM mark")}
    secret = theirs.open(SECRET, SECRET)
    row = db.execute("SELECT value FROM meta WHERE name = ?", (SECRET,)).fetchone()
    if secret is not None and (row is None or store.unwrap(row[0], SECRET) != secret):
        if people:
            raise refusal("KEYS_GROWN_APART", folder=store.folder)
        db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (SECRET, store.wrap(secret, SECRET)))
    before = db.execute("SELECT count(*) FROM mark").fetchone()[0]
    db.executemany(
        "INSERT OR IGNORE INTO mark VALUES (?, ?)", theirs.db.execute("SELECT hash, person FROM mark")
    )
    for (person,) in db.execute("SELECT DISTINCT person FROM mark").fetchall():
        if fingerprint(stream_of("person", person)) in forgotten:
            db.execute("DELETE FROM mark WHERE person = ?", (person,))
    came: int = db.execute("SELECT count(*) FROM mark").fetchone()[0] - before
    return max(came, 0)
