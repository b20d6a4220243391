"""What the use cases need from the outside. infra/ implements these; yumiao/ wires them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

import msgspec

from domain.ids import PersonId
from domain.recorded import Entry, NewEvent, Recorded


class StreamMoved(Exception):  # noqa: N818 - an answer that makes the caller decide again
    """Somebody wrote to a stream that this decision had read. Nothing was appended: read again, decide again."""

    def __init__(self, stream: str, expected: int, actual: int) -> None:
        super().__init__(f"{stream} is at version {actual}, not {expected}")
        self.stream, self.expected, self.actual = stream, expected, actual


class KeyReused(Exception):  # noqa: N818 - an answer: the same key came with another request
    """The idempotency key was used before with a different request."""


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What a command answered the first time, so that the same command again answers the same."""

    idempotency_key: str
    request_hash: str
    first: int
    last: int
    body: bytes = b""


class Appended(msgspec.Struct, frozen=True, kw_only=True):
    """Where a command's events stand: positions `first` to `last`, both inclusive."""

    first: int
    last: int
    replayed: bool = False
    receipt: Receipt | None = None


class EventLog(Protocol):
    """The append-only log: the only truth. One `append` is one transaction over as many streams as it touches."""

    def append(
        self,
        entry: Entry,
        events: Sequence[NewEvent],
        read: Mapping[str, int],
        receipt: Receipt | None = None,
    ) -> Appended:
        """Append all or nothing.

        `read` gives, for every stream read for this decision (written or not), the version it was read at
        (0: did not exist); a stream that is written but not in `read` must be new. `receipt` (its positions
        are filled in here) is stored in the same transaction under `entry.idempotency_key`; a second append
        with that key answers the first one's receipt and appends nothing.

        Raises: StreamMoved, KeyReused.
        """
        ...

    def read(self, stream: str) -> list[Recorded]:
        """One stream's events in order."""
        ...

    def read_many(self, streams: Iterable[str]) -> dict[str, list[Recorded]]:
        """Several streams' events; a stream without events has an empty list."""
        ...

    def read_all(self, after: int = 0, limit: int = 5000, upto: int | None = None) -> list[Recorded]:
        """Events with position > `after` (and ≤ `upto`) in order, at most `limit`."""
        ...

    def tail(self, after: int, *, poll_seconds: float = 0.005, stop: "Stop") -> Iterator[list[Recorded]]:
        """Pages of events after `after`, waiting for more until `stop` is set. Misses nothing, repeats nothing."""
        ...

    def head(self) -> int:
        """The last position; 0 in an empty log."""
        ...

    def position_at(self, moment: datetime) -> int:
        """The last position recorded at or before `moment`."""
        ...

    def receipt(self, idempotency_key: str) -> Receipt | None:
        """The stored answer of an earlier command."""
        ...


class Stop(Protocol):
    """Whatever can say that waiting should end (threading.Event does)."""

    def is_set(self) -> bool: ...

    def wait(self, timeout: float) -> bool: ...


class Keys(Protocol):
    """One data key per subject. A destroyed key is never made again."""

    def ensure(self, subjects: Iterable[str]) -> None:
        """Make and store the keys that are missing, before the events that need them. Destroyed ones stay so."""
        ...

    def destroy(self, subject: str) -> None:
        """Forget a subject's key for good, here and after any restore."""
        ...

    def destroyed(self) -> frozenset[str]:
        """Fingerprints of the subjects whose key was destroyed; their names are not kept."""
        ...

    def is_destroyed(self, subject: str) -> bool:
        """Whether this subject's key was destroyed."""
        ...


class Identities(Protocol):
    """Which person an identity mark belongs to, held as keyed hashes in a table that can be erased.

    A mark is `id:<18 digits>` or `row:<ledger kind>|<name>|<village>|<birth month>`; it is never stored plainly.
    """

    def people_of(self, marks: Iterable[str]) -> dict[str, PersonId]:
        """The known people among these marks."""
        ...

    def reserve(self, wishes: Mapping[str, PersonId]) -> dict[str, PersonId]:
        """Bind each mark to its person unless it is bound already; answers whom each mark belongs to now."""
        ...

    def forget(self, person: PersonId) -> None:
        """Erase every mark of a person."""
        ...

    def keyed_hash(self, content: bytes) -> str:
        """A hash that nobody can guess the content from without this store's secret."""
        ...


class Clock(Protocol):
    """Where the present comes from. The demo folder stores its own."""

    def now(self) -> datetime:
        """UTC."""
        ...

    def today(self) -> date:
        """The office's local date."""
        ...


class Ids(Protocol):
    """Where random names come from."""

    def new(self, prefix: str) -> str:
        """`prefix`, an underscore and 24 random hex digits."""
        ...
