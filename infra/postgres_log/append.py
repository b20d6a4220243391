"""Several commands, one transaction: each is checked under the lock for itself, then all are written at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import msgspec

from infra.command import Command
from infra.postgres.database import Cursor
from infra.postgres_log.recorder import locked_head, write_rows
from infra.rows import Row, rows_of
from services.ports import Appended, KeyReused, Receipt, StreamMoved

Answer: TypeAlias = Appended | StreamMoved | KeyReused
STORED = "SELECT command_id, first, last, idempotency_key, request_hash, body FROM command"


class Wish(msgspec.Struct, frozen=True):
    """A command and what it was decided on: the version of every stream that was read."""

    command: Command
    read: Mapping[str, int]

    @property
    def expected(self) -> dict[str, int]:
        """Every stream that must stand where it was seen; one that is written but was not read must be new."""
        return {new.stream: 0 for new in self.command.events} | dict(self.read)


class Stored(msgspec.Struct, frozen=True):
    """A command's row."""

    command_id: str
    first: int
    last: int
    idempotency_key: str | None
    request_hash: str
    body: bytes

    @property
    def receipt(self) -> Receipt | None:
        """The answer that was stored with it."""
        if not self.idempotency_key:
            return None
        return Receipt(
            idempotency_key=self.idempotency_key,
            request_hash=self.request_hash,
            first=self.first,
            last=self.last,
            body=self.body,
        )


def written(cursor: Cursor, wishes: Sequence[Wish], now: int) -> list[Answer]:
    """Check and write, in the caller's transaction; `now` in microseconds is made monotone here.

    No two of the wishes may share a command id or an idempotency key.
    """
    tree, last_recorded_at = locked_head(cursor)
    recorded_at = max(now, last_recorded_at)
    earlier = _stored(cursor, wishes)
    versions = stream_versions(cursor, {stream for wish in wishes for stream in wish.expected})
    answers: list[Answer] = []
    fresh: list[tuple[Command, Appended]] = []
    rows: list[Row] = []
    for wish in wishes:
        answer = _answered_before(cursor, wish.command, earlier) or _moved(wish, versions)
        if answer is None:
            first = tree.size + len(rows) + 1
            rows += _rows(wish.command, first - 1, recorded_at, versions)
            last = tree.size + len(rows)
            answer = Appended(first=first, last=last, receipt=wish.command.receipt_at(first, last))
            fresh.append((wish.command, answer))
        answers.append(answer)
    _remember(cursor, fresh)
    if rows:
        write_rows(cursor, tree, rows, recorded_at)
    return answers


def stream_versions(cursor: Cursor, streams: Iterable[str]) -> dict[str, int]:
    """Where each stream stands; one that does not exist is left out."""
    found = cursor.execute(
        "SELECT s, (SELECT max(version) FROM event WHERE stream = s) FROM unnest(%s::text[]) s",
        (list(streams),),
    )
    return {stream: version for stream, version in found if version is not None}


def stored_receipt(cursor: Cursor, idempotency_key: str) -> Receipt | None:
    """The answer that was stored under a key."""
    row = cursor.execute(f"{STORED} WHERE idempotency_key = %s".encode(), (idempotency_key,)).fetchone()
    return Stored(*row).receipt if row else None


def _stored(cursor: Cursor, wishes: Sequence[Wish]) -> dict[str, Stored]:
    """Earlier commands by `id ` and command id, and by `key ` and idempotency key."""
    ids = [wish.command.entry.command_id for wish in wishes]
    keys = [key for wish in wishes if (key := wish.command.entry.idempotency_key)]
    query = f"{STORED} WHERE command_id = ANY(%s) OR idempotency_key = ANY(%s)"
    found = [Stored(*row) for row in cursor.execute(query.encode(), (ids, keys))]
    by_key = {f"key {stored.idempotency_key}": stored for stored in found if stored.idempotency_key}
    return by_key | {f"id {stored.command_id}": stored for stored in found}


def _answered_before(cursor: Cursor, command: Command, earlier: Mapping[str, Stored]) -> Answer | None:
    try:
        entry = command.entry
        by_key = earlier.get(f"key {entry.idempotency_key}") if entry.idempotency_key else None
        if by_key and (receipt := by_key.receipt):
            command.must_be_answered_by(receipt)
            return _again(cursor, command, by_key)
        by_id = earlier.get(f"id {entry.command_id}")
        if by_id is None:
            return None
        state = "SELECT stream, topic, state FROM event WHERE position BETWEEN %s AND %s ORDER BY position"
        command.must_be_stored_as(cursor.execute(state, (by_id.first, by_id.last)), by_id.last)
        return _again(cursor, command, by_id)
    except KeyReused as error:
        return error


def _again(cursor: Cursor, command: Command, stored: Stored) -> Appended:
    """An answer given again, unless it is this very command's: then only its acknowledgement was lost on the way."""
    query = "SELECT event_id FROM event WHERE position BETWEEN %s AND %s ORDER BY position LIMIT 1"
    row = cursor.execute(query, (stored.first, stored.last)).fetchone()
    ours = bool(row) and list(row or ())[:1] == list(command.ids[:1])
    return Appended(first=stored.first, last=stored.last, replayed=not ours, receipt=stored.receipt)


def _moved(wish: Wish, versions: Mapping[str, int]) -> StreamMoved | None:
    for stream, version in wish.expected.items():
        if versions.get(stream, 0) != version:
            return StreamMoved(stream, version, versions.get(stream, 0))
    return None


def _rows(command: Command, head: int, recorded_at: int, versions: dict[str, int]) -> list[Row]:
    """The command's rows; `versions` moves on, for the commands that follow in the same transaction."""
    rows = rows_of(
        command.entry,
        command.events,
        command.states,
        command.ids,
        head=head,
        recorded_at=recorded_at,
        versions=versions,
    )
    versions.update((row[1], row[2]) for row in rows)
    return rows


def _remember(cursor: Cursor, fresh: Sequence[tuple[Command, Appended]]) -> None:
    if not fresh:
        return
    cursor.execute(
        "INSERT INTO command SELECT * FROM unnest(%s::text[], %s::int8[], %s::int8[], %s::text[], %s::text[], "
        "%s::bytea[])",
        (
            [command.entry.command_id for command, _ in fresh],
            [answer.first for _, answer in fresh],
            [answer.last for _, answer in fresh],
            [command.entry.idempotency_key or None for command, _ in fresh],
            [answer.receipt.request_hash if answer.receipt else "" for _, answer in fresh],
            [answer.receipt.body if answer.receipt else b"" for _, answer in fresh],
        ),
    )
