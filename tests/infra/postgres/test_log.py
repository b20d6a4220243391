"""The PostgreSQL log: the common promises, and those that only a server can break."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import psycopg
import pytest

from domain.recorded import Decider
from domain.refusal import Refusal
from infra.clock import FrozenClock
from infra.command import prepared
from infra.postgres import Database
from infra.postgres_log import PostgresEventLog
from infra.postgres_log.append import Answer, Wish
from infra.postgres_log.committing import Committer
from infra.raw_logs import PostgresRaw, SQLiteRaw, pour
from infra.sqlite_log import SQLiteEventLog
from services.ports import Appended, StreamMoved
from tests.infra.events import Noted, described, entry, noted, open_keys
from tests.infra.log_suite import LogSuite, MakeLog


class TestPostgres(LogSuite):
    @pytest.fixture
    def make_log(self, clock: FrozenClock, log_dsn: str, tmp_path: Path) -> Iterator[MakeLog]:
        opened: list[PostgresEventLog] = []

        def make() -> PostgresEventLog:
            keys = open_keys(tmp_path)
            opened.append(PostgresEventLog(Database(log_dsn), keys=keys, clock=clock, create=True))
            return opened[-1]

        yield make
        for log in opened:
            assert log.verify_tree() is None
            log.close()


@pytest.fixture
def log(log_dsn: str, tmp_path: Path, clock: FrozenClock) -> Iterator[PostgresEventLog]:
    log = PostgresEventLog(Database(log_dsn), keys=open_keys(tmp_path), clock=clock, create=True)
    yield log
    log.close()


def by_hand(log: PostgresEventLog, *statements: str, guarded: bool = False) -> None:
    """What somebody with psql does; unguarded: as the owner who has switched the triggers off."""
    with psycopg.connect(log.database.conninfo) as connection:
        if not guarded:
            connection.execute("ALTER TABLE event DISABLE TRIGGER ALL")
        for statement in statements:
            connection.execute(statement.encode())


def problem(log: PostgresEventLog) -> tuple[str, int] | None:
    found = log.verify_tree()
    return (found.code, found.position) if found else None


@pytest.mark.parametrize("statement", [
    "UPDATE event SET entered_by = 'x' WHERE position = 1",
    "DELETE FROM event WHERE position = 2",
    "TRUNCATE event",
])  # fmt: skip
def test_the_table_itself_refuses_to_change_or_delete_an_event(log: PostgresEventLog, statement: str) -> None:
    log.append(entry(), [noted("a:1"), noted("a:2")], {})
    with pytest.raises(psycopg.errors.RestrictViolation):
        by_hand(log, statement, guarded=True)
    assert problem(log) is None


@pytest.mark.parametrize(("statement", "expected"), [
    ("UPDATE event SET entered_by = 'x' WHERE position = 300", ("ROW_CHANGED", 300)),
    ("UPDATE event SET valid_at = '2026-01-01' WHERE position = 1", ("ROW_CHANGED", 1)),
    ("UPDATE event SET leaf_hash = '' WHERE position = 8", ("ROW_CHANGED", 8)),
    ("DELETE FROM event WHERE position = 17", ("ROW_MISSING", 17)),
    ("DELETE FROM event WHERE position > 590", ("ROW_MISSING", 591)),
    ("UPDATE tree_head SET size = 599", ("HEAD_DIFFERS", 600)),
    ("UPDATE tree_block SET hash = '' WHERE number = 1", ("BLOCK_DIFFERS", 257)),
    ("DELETE FROM tree_block WHERE number = 0", ("BLOCK_DIFFERS", 1)),
])  # fmt: skip
def test_whatever_is_done_outside_the_program_is_found(
    log: PostgresEventLog, statement: str, expected: tuple[str, int]
) -> None:
    log.append(entry(), [noted(f"a:{n}") for n in range(600)], {})
    assert problem(log) is None
    by_hand(log, statement)
    assert problem(log) == expected


def test_a_command_above_two_megabytes_is_refused_and_an_import_is_not(log: PostgresEventLog) -> None:
    large = [noted(f"a:{n}", "x" * 100_000) for n in range(80)]
    with pytest.raises(Refusal) as refused:
        log.append(entry(), large, {})
    assert refused.value.code == "COMMAND_TOO_BIG"
    assert log.append(entry(import_id="im_1"), large, {}).last == 80  # 8 MB: the library's own way hangs here
    assert problem(log) is None


def test_an_unknown_topic_and_an_unreadable_state_are_parked_and_the_others_are_read(
    log: PostgresEventLog,
) -> None:
    log.append(entry(), [noted("a:1"), noted("a:2"), noted("a:3"), noted("a:4")], {})
    by_hand(
        log,
        "UPDATE event SET topic = 'os:system' WHERE position = 1",
        "UPDATE event SET state = 'x', subjects = 'no list' WHERE position = 2",
    )
    assert [e.event for e in log.read_all()] == [None, None, Noted(text=""), Noted(text="")]


def test_a_text_that_the_server_cannot_store_fails_alone(log: PostgresEventLog) -> None:
    """The commands of other threads that gathered with it are written."""
    bad = Wish(prepared(entry(), [noted("a:1")], None, log._codec), {"a:\x00": 0})
    good = [Wish(prepared(entry(), [noted(f"b:{n}")], None, log._codec), {}) for n in range(3)]
    gate = threading.Event()

    def slow(wishes: Sequence[Wish]) -> list[Answer]:
        gate.wait(10)
        return log._write(wishes)

    committer = Committer(slow, "server", 30)
    failed: list[Exception] = []

    def commit(wish: Wish) -> None:
        try:
            committer.commit(wish)
        except Refusal as error:
            failed.append(error)

    threads = [threading.Thread(target=commit, args=(wish,)) for wish in (good[0], bad, *good[1:])]
    for thread in threads:
        thread.start()
        time.sleep(0.02)
    gate.set()
    for thread in threads:
        thread.join()
    assert (len(failed), log.head()) == (1, 3)


def test_commands_that_gathered_are_checked_one_after_the_other(log: PostgresEventLog) -> None:
    """The second was decided on what the first has just changed: it alone is refused."""
    ready = [Wish(prepared(entry(), [noted("a:1")], None, log._codec), {"a:1": 0}) for _ in range(2)]
    other = Wish(prepared(entry(), [noted("b:1")], None, log._codec), {})
    first, second, third = log._write([*ready, other])
    assert isinstance(first, Appended)
    assert isinstance(second, StreamMoved)
    assert (second.expected, second.actual) == (0, 1)
    assert isinstance(third, Appended)
    assert (first.last, third.first) == (1, 2)


def test_both_engines_give_the_same_root_for_the_same_rows(
    log: PostgresEventLog, tmp_path: Path, clock: FrozenClock
) -> None:
    given = entry(
        decided_by=Decider(name="李四", role="county_leader", office="组织部"),
        decided_on=date(2026, 2, 28),
        document_number="组发〔2026〕3号",
        rule_set_version=3,
    )
    file = SQLiteEventLog(tmp_path / "log.sqlite", keys=open_keys(tmp_path), clock=clock, create=True)
    file.append(given, [noted(f"a:{n}", "两委", evidence=(("rule_set:1", n),)) for n in range(300)], {})
    file.append(entry(), [described("person:pe_1", "张三", id_number="x")], {})
    with closing(SQLiteRaw(tmp_path / "log.sqlite")) as source:
        copied = pour(source, PostgresRaw(log.database))
    assert copied.root() == file.tree().root() == log.tree().root()
    assert log.read_all() == file.read_all()
    assert log.position_at(clock.now()) == 301
    assert list(log.read_events(299)) == list(file.read_events(299))
    file.close()
