"""One command, one transaction: what is checked under the lock, and what is written before it is released."""

import json
import sqlite3
from collections.abc import Iterable, Mapping

from infra.command import Command
from infra.rows import rows_of
from infra.sqlite_log.recorder import read_head, write_rows
from services.ports import Appended, Receipt, StreamMoved


def written(cursor: sqlite3.Cursor, command: Command, read: Mapping[str, int], now: int) -> Appended:
    """Check and write, in the caller's transaction; `now` in microseconds is made monotone here.

    Raises: StreamMoved, KeyReused.
    """
    earlier = _answered_before(cursor, command) or _acknowledgement_lost(cursor, command)
    if earlier is not None:
        return earlier
    expected = {new.stream: 0 for new in command.events} | dict(read)
    versions = stream_versions(cursor, expected)
    for stream, version in expected.items():
        if versions.get(stream, 0) != version:
            raise StreamMoved(stream, version, versions.get(stream, 0))
    tree, last_recorded_at = read_head(cursor)
    first, recorded_at = tree.size + 1, max(now, last_recorded_at)
    if command.events:
        rows = rows_of(
            command.entry,
            command.events,
            command.states,
            command.ids,
            head=tree.size,
            recorded_at=recorded_at,
            versions=versions,
        )
        write_rows(cursor, tree, rows, recorded_at)
    return _remembered(cursor, command, first, tree.size)


def stream_versions(cursor: sqlite3.Cursor, streams: Iterable[str]) -> dict[str, int]:
    """Where each stream stands; one that does not exist is left out. One query for any number of streams."""
    found = cursor.execute(
        "SELECT value, (SELECT max(version) FROM event WHERE stream = value) FROM json_each(?)",
        (json.dumps(list(streams)),),
    )
    return {stream: version for stream, version in found if version is not None}


def stored_receipt(cursor: sqlite3.Cursor, idempotency_key: str) -> Receipt | None:
    """The answer that was stored under a key."""
    row = cursor.execute(
        "SELECT idempotency_key, request_hash, first, last, body FROM command WHERE idempotency_key = ?",
        (idempotency_key,),
    ).fetchone()
    if row is None:
        return None
    return Receipt(idempotency_key=row[0], request_hash=row[1], first=row[2], last=row[3], body=row[4])


def _answered_before(cursor: sqlite3.Cursor, command: Command) -> Appended | None:
    key = command.entry.idempotency_key
    earlier = stored_receipt(cursor, key) if key else None
    if earlier is None:
        return None
    command.must_be_answered_by(earlier)
    return Appended(first=earlier.first, last=earlier.last, replayed=True, receipt=earlier)


def _acknowledgement_lost(cursor: sqlite3.Cursor, command: Command) -> Appended | None:
    """The same command again: it was stored, only its answer did not arrive."""
    found = cursor.execute(
        "SELECT first, last, idempotency_key FROM command WHERE command_id = ?", (command.entry.command_id,)
    ).fetchone()
    if found is None:
        return None
    first, last, key = found
    stored = cursor.execute(
        "SELECT stream, topic, state FROM event WHERE position BETWEEN ? AND ? ORDER BY position",
        (first, last),
    )
    command.must_be_stored_as(stored, last)
    return Appended(
        first=first, last=last, replayed=True, receipt=stored_receipt(cursor, key) if key else None
    )


def _remembered(cursor: sqlite3.Cursor, command: Command, first: int, last: int) -> Appended:
    receipt = command.receipt_at(first, last)
    cursor.execute(
        "INSERT INTO command VALUES (?, ?, ?, ?, ?, ?)",
        (
            command.entry.command_id,
            first,
            last,
            command.entry.idempotency_key or None,
            receipt.request_hash if receipt else "",
            receipt.body if receipt else b"",
        ),
    )
    return Appended(first=first, last=last, receipt=receipt)
