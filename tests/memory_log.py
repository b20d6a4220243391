"""An event log in memory: a fake for tests of use cases, held to the same suite as the real ones."""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from threading import RLock

import msgspec

from domain.recorded import Entry, NewEvent, Recorded
from infra.clock import SystemClock
from services.ports import Appended, Clock, KeyReused, Receipt, Stop, StreamMoved


class MemoryEventLog:
    """Everything that the port promises except that it lasts."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        self._events: list[Recorded] = []
        self._receipts: dict[str, Receipt] = {}
        self._commands: dict[str, tuple[Appended, list[NewEvent]]] = {}
        self._lock = RLock()

    def append(
        self,
        entry: Entry,
        events: Sequence[NewEvent],
        read: Mapping[str, int],
        receipt: Receipt | None = None,
    ) -> Appended:
        with self._lock:
            earlier = self._earlier(entry, events, receipt)
            if earlier is not None:
                return earlier
            versions = self._versions()
            for stream, expected in ({new.stream: 0 for new in events} | dict(read)).items():
                if versions.get(stream, 0) != expected:
                    raise StreamMoved(stream, expected, versions.get(stream, 0))
            first = len(self._events) + 1
            last_moment = self._events[-1].recorded_at if self._events else datetime.min.replace(tzinfo=UTC)
            moment = max(self._clock.now(), last_moment)
            for new in events:
                versions[new.stream] = versions.get(new.stream, 0) + 1
                self._events.append(self._recorded(entry, new, versions[new.stream], moment))
            last = len(self._events)
            stored = None
            if entry.idempotency_key:
                stored = Receipt(
                    idempotency_key=entry.idempotency_key,
                    request_hash=receipt.request_hash if receipt else "",
                    first=first,
                    last=last,
                    body=receipt.body if receipt else b"",
                )
                self._receipts[entry.idempotency_key] = stored
            answer = Appended(first=first, last=last, receipt=stored)
            self._commands[entry.command_id] = (answer, list(events))
            return answer

    def read(self, stream: str) -> list[Recorded]:
        return [event for event in self._events if event.stream == stream]

    def read_many(self, streams: Iterable[str]) -> dict[str, list[Recorded]]:
        return {stream: self.read(stream) for stream in streams}

    def read_all(self, after: int = 0, limit: int = 5000, upto: int | None = None) -> list[Recorded]:
        return self._events[after : len(self._events) if upto is None else upto][:limit]

    def tail(self, after: int, *, poll_seconds: float = 0.005, stop: Stop) -> Iterator[list[Recorded]]:
        while not stop.is_set():
            if page := self.read_all(after):
                after = page[-1].position
                yield page
            else:
                stop.wait(poll_seconds)

    def head(self) -> int:
        return len(self._events)

    def position_at(self, moment: datetime) -> int:
        return sum(event.recorded_at <= moment for event in self._events)

    def receipt(self, idempotency_key: str) -> Receipt | None:
        return self._receipts.get(idempotency_key)

    def _versions(self) -> dict[str, int]:
        return {event.stream: event.version for event in self._events}

    def _earlier(self, entry: Entry, events: Sequence[NewEvent], receipt: Receipt | None) -> Appended | None:
        known = self._receipts.get(entry.idempotency_key) if entry.idempotency_key else None
        if known is not None:
            if known.request_hash != (receipt.request_hash if receipt else ""):
                raise KeyReused("the idempotency key was used with another request")
            return Appended(first=known.first, last=known.last, replayed=True, receipt=known)
        if entry.command_id in self._commands:
            answer, before = self._commands[entry.command_id]
            if [(new.stream, new.event) for new in before] != [(new.stream, new.event) for new in events]:
                raise KeyReused("the command id was used with other events")
            return msgspec.structs.replace(answer, replayed=True)
        return None

    def _recorded(self, entry: Entry, new: NewEvent, version: int, moment: datetime) -> Recorded:
        return Recorded(
            position=len(self._events) + 1,
            stream=new.stream,
            version=version,
            topic=new.event.TOPIC,
            event_id=secrets.token_hex(16),
            entry=msgspec.structs.replace(entry, idempotency_key=""),
            region_code=new.region_code,
            subjects=new.subjects,
            recorded_at=moment,
            valid_at=new.valid_at,
            event=new.event,
            evidence=new.evidence,
        )
