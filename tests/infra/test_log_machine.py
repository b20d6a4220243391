"""Any sequence of appends, replays, conflicts, erasures and re-openings: the log answers as its model does."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from domain.event import Event
from domain.recorded import Entry, NewEvent, Recorded
from infra.clock import FrozenClock
from infra.sqlite_log import SQLiteEventLog
from services.ports import Appended, KeyReused, Receipt, StreamMoved
from tests.infra.events import MOMENT, Described, Description, Noted, entry, open_keys, register
from tests.memory_log import MemoryEventLog

STREAMS = [f"person:pe_{n}" for n in range(4)]
streams = st.sampled_from(STREAMS)
texts = st.text(max_size=5)


def events_on(stream: str) -> st.SearchStrategy[NewEvent]:
    plain: st.SearchStrategy[Event] = st.builds(Noted, text=texts, count=st.integers(-9, 9))
    sealed: st.SearchStrategy[Event] = st.builds(
        Described,
        sealed_for=st.just(stream),
        private=st.none() | st.builds(Description, name=texts, phone=texts),
    )
    return st.builds(
        NewEvent,
        stream=st.just(stream),
        event=plain | sealed,
        region_code=st.sampled_from(["", "990101"]),
        subjects=st.lists(streams, max_size=2).map(tuple),
        valid_at=st.none() | st.dates(),
        evidence=st.lists(st.tuples(streams, st.integers(0, 99)), max_size=2).map(tuple),
    )


batches = st.lists(streams.flatmap(events_on), max_size=4)


class LogMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        register()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = FrozenClock(MOMENT)
        self.model = MemoryEventLog(self.clock)
        self.forgotten: set[str] = set()
        self.sent: list[tuple[Entry, list[NewEvent], Receipt | None]] = []
        self.open()

    def open(self) -> None:
        self.keys = open_keys(self.folder)
        self.log = SQLiteEventLog(self.folder / "log.sqlite", keys=self.keys, clock=self.clock, create=True)

    def teardown(self) -> None:
        self.log.close()
        shutil.rmtree(self.folder)

    @rule(
        events=batches,
        more=st.sets(streams),
        key=st.sampled_from(["", "", "k1", "k2"]),
        wrong=st.integers(0, 5),
    )
    def append(self, events: list[NewEvent], more: set[str], key: str, wrong: int) -> None:
        events = [new for new in events if not self.sealed_for_a_forgotten(new)]
        read = {
            stream: len(self.model.read(stream)) for stream in sorted(more | {new.stream for new in events})
        }
        if read and wrong == 0:
            read[next(iter(read))] += 1
        receipt = Receipt(idempotency_key=key, request_hash=key, first=0, last=0, body=b"b") if key else None
        given = entry(idempotency_key=key, seen_position=self.model.head())
        self.both(lambda log: log.append(given, events, read, receipt))
        self.sent.append((given, events, receipt))

    @rule(which=st.integers(0, 50), other=st.booleans())
    def append_again(self, which: int, other: bool) -> None:
        if not self.sent:
            return
        given, events, receipt = self.sent[which % len(self.sent)]
        if any(self.sealed_for_a_forgotten(new) for new in events):
            return
        if other:
            events = [*events, NewEvent(stream=STREAMS[0], event=Noted(text="another"))]
        read = {new.stream: len(self.model.read(new.stream)) for new in events}
        self.both(lambda log: log.append(given, events, read, receipt))

    @rule(stream=streams)
    def forget(self, stream: str) -> None:
        self.keys.destroy(stream)
        self.forgotten.add(stream)

    @rule(seconds=st.integers(-100, 100))
    def time_moves(self, seconds: int) -> None:
        self.clock.move(timedelta(seconds=seconds, microseconds=seconds))

    @rule()
    def reopen(self) -> None:
        self.log.close()
        self.open()

    @rule(after=st.integers(0, 30), limit=st.integers(1, 9), upto=st.none() | st.integers(0, 30))
    def page(self, after: int, limit: int, upto: int | None) -> None:
        assert self.seen(self.log.read_all(after, limit, upto)) == self.expected(
            self.model.read_all(after, limit, upto)
        )

    @rule(names=st.lists(st.sampled_from([*STREAMS, "none:1"]), max_size=4))
    def streams(self, names: list[str]) -> None:
        ours, theirs = self.log.read_many(names), self.model.read_many(names)
        assert list(ours) == list(theirs)
        assert all(self.seen(ours[name]) == self.expected(theirs[name]) for name in theirs)

    @rule(seconds=st.integers(-300, 300))
    def position_at(self, seconds: int) -> None:
        moment = MOMENT + timedelta(seconds=seconds)
        assert self.log.position_at(moment) == self.model.position_at(moment)

    @invariant()
    def the_log_is_the_model(self) -> None:
        assert self.log.head() == self.model.head()
        assert self.seen(self.log.read_all()) == self.expected(self.model.read_all())
        assert self.log.receipt("k1") == self.model.receipt("k1")
        assert self.log.verify_tree() is None

    def sealed_for_a_forgotten(self, new: NewEvent) -> bool:
        return (
            isinstance(new.event, Described)
            and new.event.private is not None
            and new.stream in self.forgotten
        )

    def both(self, work: Callable[[Any], Appended]) -> None:
        answers: list[object] = []
        for log in (self.log, self.model):
            try:
                answers.append(work(log))
            except StreamMoved as moved:
                answers.append(("moved", moved.stream, moved.expected, moved.actual))
            except KeyReused:
                answers.append("reused")
        assert answers[0] == answers[1]

    def expected(self, events: list[Recorded]) -> list[Recorded]:
        return self.seen([
            _with(e, e.event.unsealed()) if isinstance(e.event, Described) and e.stream in self.forgotten else e
            for e in events
        ])  # fmt: skip

    @staticmethod
    def seen(events: list[Recorded]) -> list[Recorded]:
        return [_with(e, e.event, event_id="") for e in events]


def _with(recorded: Recorded, event: Any, **more: Any) -> Recorded:
    import msgspec

    return msgspec.structs.replace(recorded, event=event, **more)


TestLogMachine = LogMachine.TestCase
TestLogMachine.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
