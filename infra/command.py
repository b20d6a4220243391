"""One command made ready outside any lock, the same for every engine, and how it is recognised when it comes again."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from domain.event import EVENT_TYPES
from domain.recorded import Entry, NewEvent
from infra.codec import Codec, plain_part, sealed_for
from infra.refusals import refusal
from infra.rows import new_ids, sealed_states
from services.ports import KeyReused, Receipt

COMMAND_BYTES = 2_000_000
"""What one command may store unless it is an import: a log shared with PostgreSQL must not stall its pipeline."""


class Command(msgspec.Struct, frozen=True):
    """Encoded and sealed."""

    entry: Entry
    events: Sequence[NewEvent]
    plains: Sequence[bytes]
    states: Sequence[bytes]
    ids: Sequence[str]
    receipt: Receipt | None

    @property
    def request_hash(self) -> str:
        """What its idempotency key is bound to."""
        return self.receipt.request_hash if self.receipt else ""

    def must_be_answered_by(self, earlier: Receipt) -> None:
        """Raises: KeyReused where the key's first command asked for something else."""
        if earlier.request_hash != self.request_hash:
            raise KeyReused(f"the idempotency key was used at position {earlier.last} with another request")

    def must_be_stored_as(self, stored: Iterable[tuple[str, str, bytes]], last: int) -> None:
        """Compare with (stream, topic, state) of what stands under its command id.

        Raises: KeyReused.
        """
        # Sealed parts differ at every sealing, so the plain parts are compared.
        was = [(stream, topic, plain_part(state)) for stream, topic, state in stored]
        now = [
            (new.stream, new.event.TOPIC, plain) for new, plain in zip(self.events, self.plains, strict=True)
        ]
        if was != now:
            raise KeyReused(f"the command id was used at position {last} with other events")

    def receipt_at(self, first: int, last: int) -> Receipt | None:
        """The receipt to store; None without an idempotency key."""
        if not self.entry.idempotency_key:
            return None
        return Receipt(
            idempotency_key=self.entry.idempotency_key,
            request_hash=self.request_hash,
            first=first,
            last=last,
            body=self.receipt.body if self.receipt else b"",
        )


def prepared(entry: Entry, events: Sequence[NewEvent], receipt: Receipt | None, codec: Codec) -> Command:
    """Encode and seal; keys that are missing are made and stored first, so no event ever waits for its key.

    Raises: COMMAND_TOO_BIG, SUBJECT_FORGOTTEN, TEXT_UNSTORABLE.
    """
    if not entry.command_id:
        raise ValueError("an entry needs a command_id")
    if receipt is not None and not entry.idempotency_key:
        raise ValueError("a receipt is stored under the entry's idempotency_key, which is empty")
    for new in events:
        if EVENT_TYPES.get(new.event.TOPIC) is not type(new.event):
            raise ValueError(f"{type(new.event).__name__} is not registered under its topic")
    if not all(map(_storable, _texts(entry, events))):
        raise refusal("TEXT_UNSTORABLE")
    plains = [codec.plain(new.event) for new in events]
    ids = new_ids(len(events))
    codec.keys.refresh()
    codec.keys.ensure(s for new in events if (s := sealed_for(new.event)) is not None)
    states = sealed_states(codec, events, plains, ids)
    if not entry.import_id and sum(map(len, states)) > COMMAND_BYTES:
        raise refusal("COMMAND_TOO_BIG")
    return Command(entry, events, plains, states, ids, receipt)


def _texts(entry: Entry, events: Sequence[NewEvent]) -> Iterator[str]:
    """Whatever becomes a column of text."""
    yield from (text for text in msgspec.structs.astuple(entry) if isinstance(text, str))
    if entry.decided_by:
        yield from (text for text in msgspec.structs.astuple(entry.decided_by) if isinstance(text, str))
    for new in events:
        yield new.stream
        yield new.region_code
        yield from new.subjects


def _storable(text: str) -> bool:
    """PostgreSQL holds no NUL, and nothing holds half of a surrogate pair: on both engines it is refused alike."""
    return "\x00" not in text and (text.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in text))
