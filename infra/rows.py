"""The envelope of an event ⇄ one row of the log, the same on every database, and what the tree hashes of it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from secrets import token_bytes
from typing import Any, TypeAlias

import msgspec

from domain.recorded import Decider, Entry, NewEvent, Recorded
from infra.codec import NONCE_BYTES, Codec
from infra.merkle import leaf_hash

EVENT_COLUMNS = (
    "position", "stream", "version", "topic", "schema_version", "event_id", "region_code", "subjects",
    "recorded_at", "valid_at", "evidence", "state",
)  # fmt: skip
ENTRY_COLUMNS = (
    "command_id", "import_id", "correlation_id", "causation_id", "entered_by", "decided_by_name",
    "decided_by_role", "decided_by_office", "decided_on", "document_number", "reason_code",
    "rule_set_version", "seen_position",
)  # fmt: skip
COLUMNS = EVENT_COLUMNS + ENTRY_COLUMNS
"""All that a leaf hashes, in this order for ever. Instants are whole microseconds since 1970 UTC, days are ISO
text, lists are JSON text; what is absent is '' (text), 0 (numbers) or null (days)."""

Row: TypeAlias = tuple[Any, ...]
"""The values of COLUMNS."""

LEAF_FORMAT = 1
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_ENTRY = len(EVENT_COLUMNS)
_EMPTY = "[]"
_day = date.fromisoformat
_pack = msgspec.msgpack.Encoder().encode
_json = msgspec.json.Encoder().encode
_names = msgspec.json.Decoder(tuple[str, ...]).decode
_pairs = msgspec.json.Decoder(tuple[tuple[str, int], ...]).decode


def leaf_of(row: Sequence[Any]) -> bytes:
    """The leaf hash of a row: a MessagePack array of the leaf format's number and all columns."""
    return leaf_hash(_pack((LEAF_FORMAT, *row)))


def microseconds(moment: datetime) -> int:
    """An instant as the log stores it."""
    return (moment - EPOCH) // _MICROSECOND


def instant(stored: int) -> datetime:
    """The instant that the log stored."""
    return EPOCH + timedelta(microseconds=stored)


def new_ids(count: int) -> list[str]:
    """Random event ids: 32 hex digits each."""
    drawn = token_bytes(16 * count).hex()
    return [drawn[i : i + 32] for i in range(0, len(drawn), 32)]


def sealed_states(
    codec: Codec, events: Sequence[NewEvent], plains: Sequence[bytes], ids: Sequence[str]
) -> list[bytes]:
    """The states to store, each sealed under a nonce of its own."""
    drawn = token_bytes(NONCE_BYTES * len(events))
    return [
        codec.seal(new.event, plain, event_id, drawn[n * NONCE_BYTES : (n + 1) * NONCE_BYTES])
        for n, (new, plain, event_id) in enumerate(zip(events, plains, ids, strict=True))
    ]


def rows_of(
    entry: Entry,
    events: Sequence[NewEvent],
    states: Sequence[bytes],
    ids: Sequence[str],
    *,
    head: int,
    recorded_at: int,
    versions: Mapping[str, int],
) -> list[Row]:
    """The rows that follow the head's position; `versions` says where each stream stands now."""
    by = entry.decided_by or Decider(name="", role="")
    shared: Row = (
        entry.command_id, entry.import_id, entry.correlation_id, entry.causation_id, entry.entered_by, by.name,
        by.role, by.office, entry.decided_on and entry.decided_on.isoformat(), entry.document_number,
        entry.reason_code, entry.rule_set_version, entry.seen_position,
    )  # fmt: skip
    standing = dict(versions)
    rows: list[Row] = []
    for position, (new, state, event_id) in enumerate(zip(events, states, ids, strict=True), head + 1):
        version = standing[new.stream] = standing.get(new.stream, 0) + 1
        subjects = _json(new.subjects).decode() if new.subjects else _EMPTY
        evidence = _json(new.evidence).decode() if new.evidence else _EMPTY
        valid_at = new.valid_at and new.valid_at.isoformat()
        event = new.event
        rows.append((
            position, new.stream, version, event.TOPIC, event.SCHEMA, event_id, new.region_code, subjects,
            recorded_at, valid_at, evidence, state, *shared,
        ))  # fmt: skip
    return rows


def recorded(rows: Iterable[Row], codec: Codec) -> list[Recorded]:
    """The events as readers get them. Never raises for what a row holds."""
    events: list[Recorded] = []
    moment_stored, moment = -1, EPOCH
    entry_stored: list[Any] = []
    entry: Entry | None = None
    opened = codec.open
    for row in rows:
        (position, stream, version, topic, _, event_id, region_code, subjects, recorded_at, valid_at, evidence, state,
         *envelope) = row  # fmt: skip
        try:
            if envelope != entry_stored or entry is None:  # the events of one command share their entry
                entry, entry_stored = _entry(*envelope), envelope
            if recorded_at != moment_stored:
                moment_stored, moment = recorded_at, instant(recorded_at)
            event = Recorded(
                position=position,
                stream=stream,
                version=version,
                topic=topic,
                event_id=event_id,
                entry=entry,
                region_code=region_code,
                subjects=() if subjects == _EMPTY else _names(subjects),
                recorded_at=moment,
                valid_at=valid_at and _day(valid_at),
                event=opened(topic, state, event_id),
                evidence=() if evidence == _EMPTY else _pairs(evidence),
            )
        except (TypeError, ValueError, AttributeError, OverflowError, msgspec.MsgspecError):
            event = _unreadable(row)
        events.append(event)
    return events


def _entry(
    command_id: str, import_id: str, correlation_id: str, causation_id: str, entered_by: str, name: str, role: str,
    office: str, decided_on: str | None, document_number: str, reason_code: str, rule_set_version: int, seen: int,
) -> Entry:  # fmt: skip
    return Entry(
        command_id=command_id,
        entered_by=entered_by,
        decided_by=Decider(name=name, role=role, office=office) if name or role or office else None,
        decided_on=date.fromisoformat(decided_on) if decided_on else None,
        document_number=document_number,
        reason_code=reason_code,
        import_id=import_id,
        correlation_id=correlation_id,
        causation_id=causation_id,
        rule_set_version=rule_set_version,
        seen_position=seen,
    )


def _unreadable(row: Row) -> Recorded:
    """A row that somebody damaged: parked by its readers, found by verify_tree."""
    return Recorded(
        position=row[0],
        stream=str(row[1]),
        version=row[2] if isinstance(row[2], int) else 0,
        topic=str(row[3]),
        event_id=str(row[5]),
        entry=Entry(command_id=str(row[_ENTRY]), entered_by=str(row[_ENTRY + 4])),
        region_code=str(row[6]),
        subjects=(),
        recorded_at=instant(row[8]) if isinstance(row[8], int) and abs(row[8]) < 1 << 60 else EPOCH,
        valid_at=None,
        event=None,
    )
