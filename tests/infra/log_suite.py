"""What every event log promises, whatever it stores its rows in: subclass, give `make_log`, and it is tested."""

import threading
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeAlias

import pytest

from domain.recorded import Decider, NewEvent, Recorded
from infra.clock import FrozenClock
from services.ports import EventLog, KeyReused, Receipt, StreamMoved
from tests.infra.events import entry, noted

MakeLog: TypeAlias = Callable[[], EventLog]
"""Opens the same store each time it is called, so that two logs stand for two processes."""


def count_up(log: EventLog, stream: str, steps: int) -> int:
    """A use case: load, decide, append, and decide again when somebody was faster. Answers its attempts."""
    attempts = 0
    for _ in range(steps):
        while True:
            attempts += 1
            seen = log.read(stream)
            count = seen[-1].event.count + 1 if seen else 1
            event = noted(stream, str(count))
            wish = NewEvent(stream=stream, event=type(event.event)(text=str(count), count=count))
            try:
                log.append(entry(), [wish], {stream: len(seen)})
                break
            except StreamMoved:
                continue
    return attempts


class LogSuite:
    """The port's promises, one test each."""

    @pytest.fixture
    def make_log(self, clock: FrozenClock) -> MakeLog:
        raise NotImplementedError

    @pytest.fixture
    def log(self, make_log: MakeLog) -> EventLog:
        return make_log()

    def test_an_empty_log_answers_nothing(self, log: EventLog) -> None:
        assert (log.head(), log.read_all(), log.read("village:1")) == (0, [], [])
        assert log.receipt("key") is None

    def test_what_was_appended_is_read_back_with_its_whole_envelope(
        self, log: EventLog, clock: FrozenClock
    ) -> None:
        given = entry(
            decided_by=Decider(name="李四", role="county_leader", office="组织部"),
            decided_on=date(2026, 2, 28),
            document_number="组发〔2026〕3号",
            reason_code="ELECTION",
            import_id="im_1",
            correlation_id="co_1",
            causation_id="ca_1",
            rule_set_version=3,
            seen_position=0,
        )
        new = noted(
            "village:990101100200",
            "两委",
            region_code="990101100200",
            subjects=("person:pe_1", "village:990101100200"),
            valid_at=date(2026, 2, 1),
            evidence=(("rule_set:990101", 3), ("person:pe_1", 7)),
        )
        appended = log.append(given, [new], {})
        assert (appended.first, appended.last, appended.replayed) == (1, 1, False)
        (found,) = log.read("village:990101100200")
        assert len(found.event_id) == 32
        assert found == Recorded(
            position=1,
            stream=new.stream,
            version=1,
            topic="test.noted.v1",
            event_id=found.event_id,
            entry=given,
            region_code=new.region_code,
            subjects=new.subjects,
            recorded_at=clock.now(),
            valid_at=new.valid_at,
            event=new.event,
            evidence=new.evidence,
        )

    def test_one_command_spans_streams_with_gapless_positions_and_versions(self, make_log: MakeLog) -> None:
        log = make_log()
        log.append(entry(), [noted("a:1"), noted("b:1"), noted("a:1")], {})
        log.append(entry(), [noted("b:1"), noted("c:1")], {"b:1": 1})
        found = make_log().read_all()
        assert [(e.position, e.stream, e.version) for e in found] == [
            (1, "a:1", 1),
            (2, "b:1", 1),
            (3, "a:1", 2),
            (4, "b:1", 2),
            (5, "c:1", 1),
        ]
        assert len({e.event_id for e in found}) == 5

    def test_a_stream_that_was_read_and_moved_refuses_the_command_by_name(self, log: EventLog) -> None:
        log.append(entry(), [noted("rules:1")], {})
        with pytest.raises(StreamMoved) as moved:
            log.append(entry(), [noted("person:1")], {"person:1": 0, "rules:1": 0})
        assert (moved.value.stream, moved.value.expected, moved.value.actual) == ("rules:1", 0, 1)
        with pytest.raises(StreamMoved):
            log.append(entry(), [noted("person:1")], {"rules:1": 1, "village:1": 4})
        assert log.head() == 1

    def test_a_stream_written_but_not_read_must_be_new(self, log: EventLog) -> None:
        log.append(entry(), [noted("a:1")], {})
        with pytest.raises(StreamMoved):
            log.append(entry(), [noted("b:1"), noted("a:1")], {})
        assert log.read("b:1") == []

    def test_a_lost_acknowledgement_is_answered_again_and_nothing_is_doubled(self, make_log: MakeLog) -> None:
        given, events = entry(), [noted("a:1", "x"), noted("b:1", "y")]
        first = make_log().append(given, events, {})
        make_log().append(entry(), [noted("a:1")], {"a:1": 1})
        again = make_log().append(given, events, {})
        assert (again.first, again.last, again.replayed) == (first.first, first.last, True)
        assert make_log().head() == 3

    def test_a_command_id_with_other_events_is_refused(self, log: EventLog) -> None:
        given = entry()
        log.append(given, [noted("a:1", "x")], {})
        with pytest.raises(KeyReused):
            log.append(given, [noted("a:1", "y")], {"a:1": 1})
        assert log.head() == 1

    def test_the_same_idempotency_key_answers_the_first_receipt(self, make_log: MakeLog) -> None:
        receipt = Receipt(idempotency_key="k1", request_hash="h1", first=0, last=0, body=b'{"id":"pe_1"}')
        first = make_log().append(entry(idempotency_key="k1"), [noted("a:1"), noted("a:1")], {}, receipt)
        again = make_log().append(entry(idempotency_key="k1"), [noted("z:9")], {"never": 9}, receipt)
        assert again.replayed
        assert first.receipt == again.receipt == make_log().receipt("k1")
        assert (again.first, again.last, again.receipt and again.receipt.body) == (1, 2, receipt.body)
        assert make_log().head() == 2

    def test_the_same_key_with_another_request_is_refused(self, log: EventLog) -> None:
        def receipt(request: str) -> Receipt:
            return Receipt(idempotency_key="k1", request_hash=request, first=0, last=0)

        log.append(entry(idempotency_key="k1"), [noted("a:1")], {}, receipt("h1"))
        with pytest.raises(KeyReused):
            log.append(entry(idempotency_key="k1"), [noted("b:1")], {}, receipt("h2"))
        assert log.head() == 1

    def test_a_command_without_events_is_checked_and_remembered(self, log: EventLog) -> None:
        receipt = Receipt(idempotency_key="k1", request_hash="h", first=0, last=0, body=b"same")
        log.append(entry(), [noted("a:1")], {})
        answer = log.append(entry(idempotency_key="k1"), [], {"a:1": 1}, receipt)
        assert (answer.first, answer.last, log.head()) == (2, 1, 1)
        assert log.append(entry(idempotency_key="k1"), [], {}, receipt).replayed
        with pytest.raises(StreamMoved):
            log.append(entry(), [], {"a:1": 0})

    def test_a_refused_command_leaves_neither_events_nor_a_receipt(self, log: EventLog) -> None:
        given = entry(idempotency_key="k1")
        receipt = Receipt(idempotency_key="k1", request_hash="h", first=0, last=0)
        with pytest.raises(StreamMoved):
            log.append(given, [noted("a:1"), noted("b:1")], {"b:1": 7}, receipt)
        assert (log.head(), log.receipt("k1")) == (0, None)
        assert not log.append(given, [noted("a:1"), noted("b:1")], {}, receipt).replayed

    def test_pages_follow_each_other_without_gap_or_overlap(self, log: EventLog) -> None:
        log.append(entry(), [noted(f"s:{n}") for n in range(25)], {})
        pages, after = [], 0
        while page := log.read_all(after, 10):
            after = page[-1].position
            pages.append(page)
        assert [len(page) for page in pages] == [10, 10, 5]
        assert [e.position for page in pages for e in page] == list(range(1, 26))
        assert [e.position for e in log.read_all(5, 100, upto=8)] == [6, 7, 8]
        assert log.read_all(25) == []

    def test_several_streams_are_read_at_once_and_an_absent_one_is_empty(self, log: EventLog) -> None:
        log.append(entry(), [noted("a:1", "1"), noted("b:1"), noted("a:1", "2")], {})
        found = log.read_many(["a:1", "none:1", "b:1"])
        assert {stream: [e.version for e in events] for stream, events in found.items()} == {
            "a:1": [1, 2],
            "none:1": [],
            "b:1": [1],
        }

    def test_the_recorded_instant_never_falls_even_when_the_clock_does(
        self, log: EventLog, clock: FrozenClock
    ) -> None:
        start = clock.now()
        log.append(entry(), [noted("a:1")], {})
        clock.move(timedelta(seconds=-90))
        log.append(entry(), [noted("a:2")], {})
        clock.move(timedelta(days=1, microseconds=7))
        log.append(entry(), [noted("a:3"), noted("a:4")], {})
        moments = [e.recorded_at for e in log.read_all()]
        assert all(earlier <= later for earlier, later in pairwise(moments))
        assert moments[:2] == [start, start]
        assert log.position_at(start - timedelta(seconds=1)) == 0
        assert log.position_at(start) == 2
        assert log.position_at(clock.now()) == 4

    def test_a_conflict_decides_again_and_no_step_is_lost(self, make_log: MakeLog) -> None:
        attempts: list[int] = []

        def work() -> None:
            attempts.append(count_up(make_log(), "counter:1", 10))

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [e.event.count for e in make_log().read("counter:1")] == list(range(1, 41))
        assert sum(attempts) >= 40

    def test_a_tail_gives_what_is_there_and_what_comes(self, make_log: MakeLog) -> None:
        writer, reader, stop = make_log(), make_log(), threading.Event()
        writer.append(entry(), [noted("a:1"), noted("a:2")], {})
        seen: list[int] = []

        def follow() -> None:
            for page in reader.tail(1, stop=stop):
                seen.extend(e.position for e in page)
                if seen[-1] == 30:
                    stop.set()

        thread = threading.Thread(target=follow)
        thread.start()
        for n in range(3, 31):
            writer.append(entry(), [noted(f"a:{n}")], {})
        thread.join(20)
        stop.set()
        assert seen == list(range(2, 31))

    def test_a_tail_that_is_stopped_ends(self, log: EventLog) -> None:
        stop = threading.Event()
        stop.set()
        assert list(log.tail(0, stop=stop)) == []
