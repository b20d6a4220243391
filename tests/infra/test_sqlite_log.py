"""The SQLite log: the common promises, and those that only a file can break."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from domain.event import EVENT_TYPES
from domain.recorded import NewEvent
from domain.refusal import Refusal
from infra.clock import FrozenClock
from infra.sqlite_log import SQLiteEventLog
from tests.infra.events import Described, Description, Noted, described, entry, noted, open_log
from tests.infra.log_suite import LogSuite, MakeLog
from tests.memory_log import MemoryEventLog


class TestSQLite(LogSuite):
    @pytest.fixture
    def make_log(self, clock: FrozenClock, tmp_path: Path) -> Iterator[MakeLog]:
        opened: list[SQLiteEventLog] = []

        def make() -> SQLiteEventLog:
            opened.append(open_log(tmp_path, clock=clock))
            return opened[-1]

        yield make
        for log in opened:
            log.close()


class TestMemory(LogSuite):
    @pytest.fixture
    def make_log(self, clock: FrozenClock) -> MakeLog:
        log = MemoryEventLog(clock)
        return lambda: log


@pytest.fixture
def log(tmp_path: Path) -> Iterator[SQLiteEventLog]:
    log = open_log(tmp_path)
    yield log
    log.close()


def by_hand(log: SQLiteEventLog, *statements: str, guarded: bool = False) -> None:
    """What somebody with a SQLite shell does to the file; unguarded: after dropping the triggers."""
    with closing(sqlite3.connect(log.path)) as db:
        if not guarded:
            for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                db.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            db.execute(statement)
        db.commit()


def problem(log: SQLiteEventLog) -> tuple[str, int] | None:
    found = log.verify_tree()
    return (found.code, found.position) if found else None


@pytest.mark.parametrize("statement", [
    "UPDATE event SET entered_by = 'x' WHERE position = 1",
    "DELETE FROM event WHERE position = 2",
    "INSERT INTO event (position, stream, version, topic, state, leaf_hash) VALUES (9, 's', 1, 't', x'', x'')",
    "INSERT INTO event (position, stream, version, topic, state, leaf_hash) VALUES (1, 's', 1, 't', x'', x'')",
])  # fmt: skip
def test_the_file_itself_refuses_to_change_delete_or_skip_an_event(
    log: SQLiteEventLog, statement: str
) -> None:
    log.append(entry(), [noted("a:1"), noted("a:2")], {})
    with pytest.raises(sqlite3.IntegrityError):
        by_hand(log, statement, guarded=True)
    assert problem(log) is None


@pytest.mark.parametrize(("statement", "expected"), [
    ("UPDATE event SET entered_by = 'x' WHERE position = 300", ("ROW_CHANGED", 300)),
    ("UPDATE event SET valid_at = '2026-01-01' WHERE position = 1", ("ROW_CHANGED", 1)),
    ("UPDATE event SET state = state || x'20' WHERE position = 600", ("ROW_CHANGED", 600)),
    ("UPDATE event SET rule_set_version = 'x' WHERE position = 7", ("ROW_CHANGED", 7)),
    ("UPDATE event SET leaf_hash = zeroblob(32) WHERE position = 8", ("ROW_CHANGED", 8)),
    ("DELETE FROM event WHERE position = 17", ("ROW_MISSING", 17)),
    ("DELETE FROM event WHERE position > 590", ("ROW_MISSING", 591)),
    ("DELETE FROM event", ("ROW_MISSING", 1)),
    ("UPDATE event SET position = CASE position WHEN 5 THEN 1006 ELSE 1005 END WHERE position IN (5, 6)",
     ("ROW_MISSING", 5)),
    ("UPDATE tree_head SET size = 599", ("HEAD_DIFFERS", 600)),
    ("UPDATE tree_block SET hash = zeroblob(32) WHERE number = 1", ("BLOCK_DIFFERS", 257)),
    ("DELETE FROM tree_block WHERE number = 0", ("BLOCK_DIFFERS", 1)),
    ("INSERT INTO tree_block VALUES (2, zeroblob(32))", ("HEAD_DIFFERS", 600)),
])  # fmt: skip
def test_whatever_is_done_outside_the_program_is_found(
    log: SQLiteEventLog, statement: str, expected: tuple[str, int]
) -> None:
    log.append(entry(), [noted(f"a:{n}", valid_at=None) for n in range(600)], {})
    assert problem(log) is None
    by_hand(log, statement)
    assert problem(log) == expected


def test_two_rows_that_change_places_are_found(log: SQLiteEventLog) -> None:
    log.append(entry(), [noted(f"a:{n}", str(n)) for n in range(20)], {})
    by_hand(
        log,
        "UPDATE event SET position = 1005 WHERE position = 5",
        "UPDATE event SET position = 5 WHERE position = 6",
        "UPDATE event SET position = 6 WHERE position = 1005",
    )
    assert problem(log) == ("ROW_CHANGED", 5)


def test_a_row_that_was_edited_together_with_its_own_leaf_hash_is_found_by_its_block(
    log: SQLiteEventLog,
) -> None:
    from infra.rows import COLUMNS, leaf_of

    log.append(entry(), [noted(f"a:{n}") for n in range(300)], {})
    for position, expected in ((100, ("BLOCK_DIFFERS", 1)), (290, ("HEAD_DIFFERS", 300))):
        with closing(sqlite3.connect(log.path)) as db:
            row = list(
                db.execute(
                    f"SELECT {', '.join(COLUMNS)} FROM event WHERE position = ?", (position,)
                ).fetchone()
            )
            honest = row[COLUMNS.index("entered_by")]
        for name, found in (("forger", expected), (honest, None)):
            row[COLUMNS.index("entered_by")] = name
            leaf = leaf_of(row).hex()
            by_hand(
                log,
                f"UPDATE event SET entered_by = '{name}', leaf_hash = x'{leaf}' WHERE position = {position}",
            )
            assert problem(log) == found


def test_the_tree_is_the_same_however_the_events_were_grouped(tmp_path: Path) -> None:
    """The running state carries over commands: sizes around the block's edge, one by one and at once."""
    log = open_log(tmp_path)
    for size in (1, 254, 1, 1, 255, 1, 3):
        head = log.head()
        log.append(entry(import_id="im"), [noted(f"a:{head + n}") for n in range(size)], {})
        assert problem(log) is None
    log.close()


def test_a_command_above_two_megabytes_is_refused_and_an_import_is_not(log: SQLiteEventLog) -> None:
    large = [noted(f"a:{n}", "x" * 100_000) for n in range(21)]
    with pytest.raises(Refusal) as refused:
        log.append(entry(), large, {})
    assert refused.value.code == "COMMAND_TOO_BIG"
    assert log.append(entry(import_id="im_1"), large, {}).last == 21


def test_an_unknown_topic_is_parked_and_never_imported(log: SQLiteEventLog) -> None:
    log.append(entry(), [noted("a:1"), noted("a:2")], {})
    by_hand(log, "UPDATE event SET topic = 'os:system' WHERE position = 1")
    first, second = log.read_all()
    assert (first.topic, first.event, second.event) == ("os:system", None, Noted(text=""))


@pytest.mark.parametrize("change", [
    "state = x'7b'", "state = x'ff00ff'", "subjects = 'no list'", "evidence = '[[1]]'", "valid_at = 'spring'",
    "decided_on = '2026-13-01'", "recorded_at = 'noon'", "recorded_at = 9223372036854775807", "version = 'two'",
    "state = 'text'", "state = x''", "entered_by = x'ff'", "topic = x'ff'", "region_code = x'ff'",
])  # fmt: skip
def test_an_unreadable_row_is_parked_and_the_others_are_read(log: SQLiteEventLog, change: str) -> None:
    log.append(entry(), [noted("a:1"), noted("a:2"), noted("a:3")], {})
    by_hand(log, f"UPDATE event SET {change} WHERE position = 2")
    found = log.read_all()
    assert [e.position for e in found] == [1, 2, 3]
    assert found[0].event == found[2].event == Noted(text="")
    assert problem(log) == ("ROW_CHANGED", 2)


def test_an_event_outside_the_allow_list_is_a_fault(log: SQLiteEventLog) -> None:
    class Stranger(Noted, frozen=True, kw_only=True):
        TOPIC = "test.stranger.v1"

    assert Stranger.TOPIC not in EVENT_TYPES
    with pytest.raises(ValueError, match="not registered"):
        log.append(entry(), [NewEvent(stream="a:1", event=Stranger(text=""))], {})


def test_an_import_of_many_rows_is_one_transaction(log: SQLiteEventLog) -> None:
    rows: list[Any] = [described(f"person:pe_{n:024x}", f"张{n}", row=n) for n in range(2000)]
    assert log.append(entry(import_id="im_1"), rows, {r.stream: 0 for r in rows}).last == 2000
    assert problem(log) is None
    found = log.read_all(1999)[0]
    assert found.event == Described(sealed_for=found.stream, row=1999, private=Description(name="张1999"))


def test_events_without_their_envelope_are_the_same_events(log: SQLiteEventLog) -> None:
    log.append(entry(), [noted("a:1", "x"), described("person:1", "张三"), noted("a:2", "y")], {})
    assert list(log.read_events(1)) == [(e.position, e.event) for e in log.read_all(1)]
