"""A copy of the log in one file with its manifest: what the copy must hold to be whole."""

import sqlite3
from datetime import datetime
from pathlib import Path

import msgspec

from infra.files import written_whole
from infra.merkle import Tree
from infra.refusals import refusal, storage_refusals
from infra.sqlite_file import connected, has_table, pragma
from infra.sqlite_log.recorder import read_head
from infra.sqlite_log.schema import check
from infra.sqlite_log.verify import first_problem

BUSY_SECONDS = 30.0


class Manifest(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a backup says of itself; `root` in hex, `frozen_at` where the county's present stands still (the demo's)."""

    size: int
    root: str
    schema: int
    county: str
    frozen_at: datetime | None = None


def back_up(log: Path, file: Path, county: str, frozen_at: datetime | None = None) -> Tree:
    """Copy a log that may be in use, as of one moment; answers the tree that the copy holds.

    Raises: FILE_EXISTS, DISK_FULL, FOLDER_READ_ONLY.
    """
    if file.exists():
        raise refusal("FILE_EXISTS", file=file)
    with (
        storage_refusals(file.parent, seconds=BUSY_SECONDS),
        written_whole(file) as part,
        connected(log, BUSY_SECONDS) as source,
        connected(part, BUSY_SECONDS) as copy,
    ):
        source.backup(copy)
        return write_manifest(copy, county, frozen_at)


def write_manifest(copy: sqlite3.Connection, county: str, frozen_at: datetime | None = None) -> Tree:
    """Make a log's file a backup: nothing beside it, and what it must hold to be whole."""
    copy.execute("PRAGMA journal_mode = DELETE")
    tree, _ = read_head(copy.cursor())
    manifest = Manifest(tree.size, tree.root().hex(), pragma(copy, "user_version"), county, frozen_at)
    copy.execute("CREATE TABLE manifest (content TEXT NOT NULL)")
    copy.execute("INSERT INTO manifest VALUES (?)", (msgspec.json.encode(manifest).decode(),))
    return tree


def put_back(file: Path, log: Path) -> Manifest:
    """Put a backup's log in its place, once its tree was computed again and is the manifest's.

    Raises: BACKUP_DAMAGED, FOLDER_NEWER, FOLDER_OLDER, DISK_FULL, FOLDER_READ_ONLY.
    """
    if not file.is_file() or file.stat().st_size == 0:
        raise refusal("BACKUP_DAMAGED", file=file)
    with (
        storage_refusals(log.parent, damaged="BACKUP_DAMAGED", seconds=BUSY_SECONDS, file=file),
        written_whole(log) as part,
    ):
        with connected(file, BUSY_SECONDS, writing=False) as source, connected(part, BUSY_SECONDS) as copy:
            source.backup(copy)
            manifest = _manifest(copy, file)
            copy.execute("DROP TABLE manifest")
        check(part, BUSY_SECONDS)
        with connected(part, BUSY_SECONDS) as copy:
            tree, _ = read_head(copy.cursor())
            if (tree.size, tree.root().hex()) != (manifest.size, manifest.root) or first_problem(
                copy.cursor()
            ):
                raise refusal("BACKUP_DAMAGED", file=file)
            copy.execute("PRAGMA journal_mode = WAL")
    return manifest


def _manifest(copy: sqlite3.Connection, file: Path) -> Manifest:
    if not has_table(copy, "manifest"):
        raise refusal("BACKUP_DAMAGED", file=file)
    (content,) = copy.execute("SELECT content FROM manifest").fetchone()
    try:
        return msgspec.json.decode(content, type=Manifest)
    except msgspec.MsgspecError as error:
        raise refusal("BACKUP_DAMAGED", file=file) from error
