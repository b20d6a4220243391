"""One command, one transaction: what is checked under the lock, and what is written before it is released."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from domain.event import EVENT_TYPES
from domain.recorded import Entry, NewEvent
from infra.codec import Codec, plain_part, sealed_for
from infra.refusals import refusal
from infra.rows import new_ids, rows_of, sealed_states
from infra.sqlite_log.recorder import read_head, write_rows
from services.ports import Appended, KeyReused, Receipt, StreamMoved

COMMAND_BYTES = 2_000_000
"""What one command may store unless it is an import: a log shared with PostgreSQL must not stall its pipeline."""


class Command(msgspec.Struct, frozen=True):
    """One command made ready outside the lock: encoded and sealed."""

    entry: Entry
    events: Sequence[NewEvent]
    plains: Sequence[bytes]
    states: Sequence[bytes]
    ids: Sequence[str]
    receipt: Receipt | None


def prepared(entry: Entry, events: Sequence[NewEvent], receipt: Receipt | None, codec: Codec) -> Command:
    """Encode and seal; keys that are missing are made and stored first, so no event ever waits for its key.

    Raises: COMMAND_TOO_BIG, SUBJECT_FORGOTTEN.
    """
    if not entry.command_id:
        raise ValueError("an entry needs a command_id")
    if receipt is not None and not entry.idempotency_key:
        raise ValueError("a receipt is stored under the entry's idempotency_key, which is empty")
    for new in events:
        if EVENT_TYPES.get(new.event.TOPIC) is not type(new.event):
            raise ValueError(f"{type(new.event).__name__} is not registered under its topic")
    plains = [codec.plain(new.event) for new in events]
    ids = new_ids(len(events))
    codec.keys.refresh()
    codec.keys.ensure(s for new in events if (s := sealed_for(new.event)) is not None)
    states = sealed_states(codec, events, plains, ids)
    if not entry.import_id and sum(map(len, states)) > COMMAND_BYTES:
        raise refusal("COMMAND_TOO_BIG")
    return Command(entry, events, plains, states, ids, receipt)


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
    if earlier.request_hash != (command.receipt.request_hash if command.receipt else ""):
        raise KeyReused(f"the idempotency key was used at position {earlier.last} with another request")
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
    # Sealed parts differ at every sealing, so the plain parts are compared.
    was = [(stream, topic, plain_part(state)) for stream, topic, state in stored]
    now = [
        (new.stream, new.event.TOPIC, plain)
        for new, plain in zip(command.events, command.plains, strict=True)
    ]
    if was != now:
        raise KeyReused(f"the command id was used at position {last} with other events")
    return Appended(
        first=first, last=last, replayed=True, receipt=stored_receipt(cursor, key) if key else None
    )


def _remembered(cursor: sqlite3.Cursor, command: Command, first: int, last: int) -> Appended:
    entry, given = command.entry, command.receipt
    receipt = None
    if entry.idempotency_key:
        receipt = Receipt(
            idempotency_key=entry.idempotency_key,
            request_hash=given.request_hash if given else "",
            first=first,
            last=last,
            body=given.body if given else b"",
        )
    cursor.execute(
        "INSERT INTO command VALUES (?, ?, ?, ?, ?, ?)",
        (
            entry.command_id,
            first,
            last,
            entry.idempotency_key or None,
            receipt.request_hash if receipt else "",
            receipt.body if receipt else b"",
        ),
    )
    return Appended(first=first, last=last, receipt=receipt)
