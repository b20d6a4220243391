"""Deciding without writing: a log that keeps what it is given in memory, over one that is only read.

A rehearsed command sees what the rehearsed commands before it did, and the real log never moves.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from domain.recorded import Entry, NewEvent, Recorded
from services.desk import Desk
from services.ports import Appended, Clock, EventLog, KeyReused, Keys, Receipt, Stop, StreamMoved


class RehearsedLog:
    """The real log as it stood when the rehearsal began, and what has been rehearsed since."""

    def __init__(self, log: EventLog, clock: Clock) -> None:
        self._log, self._clock = log, clock
        self._begun = log.head()
        self._streams: dict[str, list[Recorded]] = {}
        self._receipts: dict[str, Receipt] = {}
        self._all: list[Recorded] = []

    def append(
        self,
        entry: Entry,
        events: Sequence[NewEvent],
        read: Mapping[str, int],
        receipt: Receipt | None = None,
    ) -> Appended:
        """As the port says, in memory."""
        known = self.receipt(entry.idempotency_key) if entry.idempotency_key else None
        if known is not None:
            if known.request_hash != (receipt.request_hash if receipt else ""):
                raise KeyReused("the idempotency key was used with another request")
            return Appended(first=known.first, last=known.last, replayed=True, receipt=known)
        first = self.head() + 1
        expected = {new.stream: 0 for new in events} | dict(read)
        standing = self.read_many(expected)
        stands = {stream: found[-1].version if found else 0 for stream, found in standing.items()}
        for stream, version in expected.items():
            if stands[stream] != version:
                raise StreamMoved(stream, version, stands[stream])
        for new in events:
            stands[new.stream] += 1
            self._take(entry, new, stands[new.stream])
        if receipt and entry.idempotency_key:
            kept = msgspec.structs.replace(receipt, first=first, last=self.head())
            self._receipts[entry.idempotency_key] = kept
        return Appended(first=first, last=self.head())

    def read(self, stream: str) -> list[Recorded]:
        """One stream's events, rehearsed ones last."""
        return self.read_many([stream])[stream]

    def read_many(self, streams: Iterable[str]) -> dict[str, list[Recorded]]:
        """Several streams' events; what others append meanwhile is not seen."""
        found = self._log.read_many(streams)
        return {
            stream: [*(r for r in events if r.position <= self._begun), *self._streams.get(stream, ())]
            for stream, events in found.items()
        }

    def read_all(self, after: int = 0, limit: int = 5000, upto: int | None = None) -> list[Recorded]:
        """Events in order, rehearsed ones last."""
        last = self.head() if upto is None else upto
        page = self._log.read_all(after, limit, min(last, self._begun)) if after < self._begun else []
        rest = self._all[max(0, after - self._begun) : max(0, last - self._begun)]
        return [*page, *rest][:limit] if len(page) < limit else page

    def tail(self, after: int, *, poll_seconds: float = 0.005, stop: Stop) -> Iterator[list[Recorded]]:
        """Nobody follows a rehearsal. Raises: NotImplementedError."""
        raise NotImplementedError

    def head(self) -> int:
        """The last position, rehearsed events counted."""
        return self._begun + len(self._all)

    def position_at(self, moment: datetime) -> int:
        """Of the real log."""
        return self._log.position_at(moment)

    def receipt(self, idempotency_key: str) -> Receipt | None:
        """Rehearsed or stored."""
        return self._receipts.get(idempotency_key) or self._log.receipt(idempotency_key)

    def _take(self, entry: Entry, new: NewEvent, version: int) -> None:
        recorded = Recorded(
            position=self.head() + 1,
            stream=new.stream,
            version=version,
            topic=new.event.TOPIC,
            event_id="",
            entry=msgspec.structs.replace(entry, idempotency_key=""),
            region_code=new.region_code,
            subjects=new.subjects,
            recorded_at=self._clock.now(),
            valid_at=new.valid_at,
            event=new.event,
            evidence=new.evidence,
        )
        self._all.append(recorded)
        self._streams.setdefault(new.stream, []).append(recorded)


class RehearsedKeys:
    """Makes no key: a rehearsal seals nothing. Destroyed keys stay destroyed."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    def ensure(self, subjects: Iterable[str]) -> None:
        """Nothing is stored."""

    def destroy(self, subject: str) -> None:
        """Nobody is forgotten in a rehearsal. Raises: NotImplementedError."""
        raise NotImplementedError

    def destroyed(self) -> frozenset[str]:
        """As the real store has it."""
        return self._keys.destroyed()

    def is_destroyed(self, subject: str) -> bool:
        """As the real store has it."""
        return self._keys.is_destroyed(subject)


def rehearsal_of(desk: Desk) -> Desk:
    """A desk like this one that carries out commands without writing anything."""
    log = RehearsedLog(desk.log, desk.clock)
    return Desk(log, RehearsedKeys(desk.keys), desk.identities, desk.clock, desk.ids)
