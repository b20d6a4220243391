"""A copy of the keys in one file that its owner alone can read, and their return without bringing anyone back.

The file holds the wrapped keys, the marks, the list of destroyed subjects and, unless the settings gave it, the
master key: whoever has this file and the log reads everything. Old copies still hold the keys of people
forgotten since; they are to be destroyed with the copy that replaces them.
"""

from collections.abc import Callable
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.ids import stream_of
from infra.files import written_whole
from infra.identities import SECRET
from infra.key_tables import KeyTables, Store, all_keys
from infra.keystore import KEYS_FILE, MASTER_FILE, KeyStore, fingerprint, keep_master, unwrapped
from infra.refusals import refusal, storage_refusals
from infra.sqlite_file import connected, has_table, immediate, pragma
from infra.sqlite_keys import APPLICATION_ID, STATEMENTS, SQLiteKeyTables

BUSY_SECONDS = 30.0


class KeysRestored(msgspec.Struct, frozen=True):
    """What came back, and how many subjects stay forgotten."""

    keys: int
    marks: int
    forgotten: int


def back_up_keys(store: Store, file: Path) -> None:
    """Copy everything into one new file of mode 0600. Raises: FILE_EXISTS, DISK_FULL, FOLDER_READ_ONLY."""
    if file.exists():
        raise refusal("FILE_EXISTS", file=file)
    with (
        storage_refusals(file.parent, damaged="KEYS_DAMAGED"),
        written_whole(file) as part,
        connected(part, BUSY_SECONDS) as copy,
        immediate(copy),
        store.writing() as tables,  # as of one moment
    ):
        for statement in (*STATEMENTS, "CREATE TABLE master (key BLOB NOT NULL)"):
            copy.execute(statement)
        _copied(tables, SQLiteKeyTables(copy))
        if not store.master_from_settings:
            copy.execute("INSERT INTO master VALUES (?)", (store.master,))


def restore_keys(file: Path, into: Path, *, master: bytes | None = None) -> KeysRestored:
    """Merge a key backup into a keys folder, new or in use; whoever either side has forgotten stays forgotten.

    Raises: BACKUP_DAMAGED, KEYS_MISSING, KEYS_WRONG, KEYS_GROWN_APART, KEYS_DAMAGED, DISK_FULL.
    """
    return restore_keys_into(file, lambda own: _target(into, own, master), str(into), master=master)


def restore_keys_into(
    file: Path, target: Callable[[bytes], Store], place: str, *, master: bytes | None = None
) -> KeysRestored:
    """The same into any store; `target` opens it, given the backup's own master key."""
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
            raise refusal("KEYS_MISSING", folder=place)
        theirs = Wrapped(SQLiteKeyTables(source), own, place)
        store = target(own)
        try:
            return merged(theirs, store)
        finally:
            store.close()


class Wrapped:
    """Somebody else's tables, opened with their own master key."""

    def __init__(self, tables: KeyTables, master: bytes, place: str) -> None:
        """Raises: KEYS_WRONG."""
        self.tables, self._cipher, self._place = tables, AESGCM(master), place
        self.open("master_check", "master")

    def open(self, name: str, bound_to: str) -> bytes | None:
        """A value of the store itself. Raises: KEYS_WRONG."""
        box = self.tables.kept(name)
        return None if box is None else self.unwrap(box, bound_to)

    def unwrap(self, box: bytes, name: str) -> bytes:
        """The secret again. Raises: KEYS_WRONG."""
        try:
            return unwrapped(self._cipher, box, name)
        except InvalidTag as error:
            raise refusal("KEYS_WRONG", folder=self._place) from error


def merged(theirs: Wrapped, store: Store) -> KeysRestored:
    """Take in what is theirs; whoever either side has forgotten stays forgotten. Raises: KEYS_GROWN_APART."""
    with store.writing() as tables:
        tables.add_destroyed(theirs.tables.destroyed())
        forgotten = tables.destroyed()
        keys = _merge_keys(theirs, store, tables, forgotten)
        marks = _merge_marks(theirs, store, tables, forgotten)
    store.scrub()
    return KeysRestored(keys, marks, len(forgotten))


def _copied(tables: KeyTables, copy: KeyTables) -> None:
    for name in ("master_check", SECRET):
        if (value := tables.kept(name)) is not None:
            copy.keep(name, value)
    copy.add_destroyed(tables.destroyed())
    copy.add_keys(all_keys(tables))
    copy.add_marks(tables.marks())


def _target(into: Path, own: bytes, master: bytes | None) -> KeyStore:
    if master is None and not (into / MASTER_FILE).exists():
        if (into / KEYS_FILE).exists():
            KeyStore(into, master=own).close()  # the lost master.key comes back only where it fits
        into.mkdir(mode=0o700, parents=True, exist_ok=True)
        keep_master(into, own)
    return KeyStore(into, master=master, create=True)


def _merge_keys(theirs: Wrapped, store: Store, tables: KeyTables, forgotten: frozenset[str]) -> int:
    ours = dict(all_keys(tables))
    tables.drop_keys([subject for subject in ours if fingerprint(subject) in forgotten])
    new: list[tuple[str, bytes]] = []
    for subject, box in all_keys(theirs.tables):
        if fingerprint(subject) in forgotten:
            continue
        key = theirs.unwrap(box, subject)
        if subject not in ours:
            new.append((subject, store.wrap(key, subject)))
        elif store.unwrap(ours[subject], subject) != key:
            raise refusal("KEYS_GROWN_APART", folder=store.place)
    tables.add_keys(new)
    return len(new)


def _merge_marks(theirs: Wrapped, store: Store, tables: KeyTables, forgotten: frozenset[str]) -> int:
    before = dict(tables.marks())
    secret, box = theirs.open(SECRET, SECRET), tables.kept(SECRET)
    if secret is not None and (box is None or store.unwrap(box, SECRET) != secret):
        if before:
            raise refusal("KEYS_GROWN_APART", folder=store.place)
        tables.keep(SECRET, store.wrap(secret, SECRET))
    tables.add_marks(theirs.tables.marks())
    after = dict(tables.marks())
    gone = {p for p in after.values() if fingerprint(stream_of("person", p)) in forgotten}
    tables.drop_marks(gone)
    kept = sum(person not in gone for person in after.values())
    return max(kept - len(before), 0)
