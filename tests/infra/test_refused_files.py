"""A log that must not be touched, or cannot be written, says what is wrong and what to do; nothing is half done."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from domain.refusal import Refusal
from infra.clock import FrozenClock
from infra.refusals import WORDS
from infra.sqlite_log import SQLiteEventLog, schema
from tests.infra.events import MOMENT, described, entry, noted, open_keys, open_log


def code(work: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        work()
    assert "{" not in refused.value.message + refused.value.message_zh
    return refused.value.code


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A log of three events, closed."""
    log = open_log(tmp_path)
    log.append(entry(), [noted("a:1"), noted("a:2"), described("person:1", "张三")], {})
    log.close()
    return log.path


def reopen(path: Path, busy_seconds: float = 30.0) -> SQLiteEventLog:
    keys = open_keys(path.parent)
    return SQLiteEventLog(path, keys=keys, clock=FrozenClock(MOMENT), busy_seconds=busy_seconds)


def set_pragma(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA {statement}")
        db.commit()


def test_every_refusal_has_a_sentence_in_both_languages() -> None:
    for name, (english, chinese) in WORDS.items():
        assert english.endswith("."), name
        assert chinese.endswith("。"), name
        assert english.isascii(), name
        fields = [{part.split("}")[0] for part in text.split("{")[1:]} for text in (english, chinese)]
        assert fields[0] == fields[1], name


def test_a_folder_of_a_newer_program_is_refused(path: Path) -> None:
    set_pragma(path, f"user_version = {schema.SCHEMA_VERSION + 1}")
    assert code(lambda: reopen(path)) == "FOLDER_NEWER"
    assert code(lambda: open_log(path.parent)) == "FOLDER_NEWER"
    assert code(lambda: schema.migrate(path)) == "FOLDER_NEWER"


def test_a_folder_of_an_older_program_is_upgraded_only_when_asked(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "SCHEMA_VERSION", 3)
    monkeypatch.setattr(
        schema,
        "MIGRATIONS",
        {
            1: ("CREATE TABLE second (x)", "INSERT INTO second VALUES (1)"),
            2: ("ALTER TABLE second ADD COLUMN y",),
        },
    )
    assert code(lambda: reopen(path)) == "FOLDER_OLDER"
    assert code(lambda: open_log(path.parent)) == "FOLDER_OLDER"
    results: list[tuple[int, int]] = []
    threads = [threading.Thread(target=lambda: results.append(schema.migrate(path))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {now for _, now in results} == {3}
    log = reopen(path)
    assert (log.head(), log.verify_tree()) == (3, None)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT x, y FROM second").fetchall() == [(1, None)]
    assert schema.migrate(path) == (3, 3)


def test_an_upgrade_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "SCHEMA_VERSION", 2)
    monkeypatch.setattr(schema, "MIGRATIONS", {1: ("CREATE TABLE second (x)", "no such statement")})
    with pytest.raises(sqlite3.OperationalError):
        schema.migrate(path)
    monkeypatch.undo()
    assert reopen(path).verify_tree() is None
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'second'").fetchone() == (0,)


def test_another_programs_file_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE recipes (name)")
        db.commit()
    before = path.read_bytes()
    assert code(lambda: open_log(tmp_path)) == code(lambda: reopen(path)) == "FOLDER_DAMAGED"
    assert path.read_bytes() == before
    path.write_bytes(b"not a database, but long enough to be looked at" * 100)
    assert code(lambda: open_log(tmp_path)) == code(lambda: reopen(path)) == "FOLDER_DAMAGED"


def test_a_truncated_log_is_refused(path: Path) -> None:
    whole = path.read_bytes()
    for size in (len(whole) - 4096, len(whole) // 2, 4096, 512, 50, 0):
        path.write_bytes(whole[:size])
        assert code(lambda: reopen(path)) == "FOLDER_DAMAGED", size
        if size:
            assert code(lambda: open_log(path.parent)) == "FOLDER_DAMAGED", size
    path.write_bytes(whole)
    assert reopen(path).head() == 3


def test_damage_inside_the_file_is_a_refusal_when_it_is_met_and_verify_finds_it(path: Path) -> None:
    content = bytearray(path.read_bytes())
    with closing(sqlite3.connect(path)) as db:
        (root,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'event'").fetchone()
    content[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    path.write_bytes(content)
    log = reopen(path)
    assert code(log.read_all) == "FOLDER_DAMAGED"
    found = log.verify_tree()
    assert found is not None
    assert found.code == "FILE_DAMAGED"


def test_an_absent_log_is_not_made_by_opening_it(tmp_path: Path) -> None:
    assert code(lambda: reopen(tmp_path / "log.sqlite")) == "FOLDER_MISSING"
    assert not (tmp_path / "log.sqlite").exists()


def test_a_log_that_stays_busy_refuses_after_waiting_and_nothing_is_doubled(path: Path) -> None:
    log = reopen(path, busy_seconds=0.2)
    given = entry()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert code(lambda: log.append(given, [noted("b:1")], {})) == "LOG_BUSY"
        assert log.head() == 3
    assert log.append(given, [noted("b:1")], {}).replayed is False
    assert log.head() == 4


def fill_up(log: SQLiteEventLog) -> tuple[int, str]:
    """Append until it is refused; answers how many commands were acknowledged, and the refusal's code."""
    for n in range(10_000):
        try:
            log.append(entry(), [noted(f"f:{n}", "x" * 3000), described(f"person:f{n}", "张三")], {})
        except Refusal as refused:
            return n, refused.code
    return 10_000, ""


def whole_commands(log: SQLiteEventLog) -> int:
    """Every command has both of its events, and the tree fits."""
    found = log.read_all(3, limit=100_000)
    assert log.verify_tree() is None
    assert len({e.entry.command_id for e in found}) * 2 == len(found)
    return len(found) // 2


def test_a_log_that_may_not_grow_is_disk_full_and_nothing_is_half_applied(path: Path) -> None:
    log = reopen(path)
    with log.recorder.datastore.get_connection(commit=False) as connection:
        cursor = connection.cursor()  # the pool hands out this one connection again
        cursor.execute("PRAGMA max_page_count = 60")
    acknowledged, refused = fill_up(log)
    assert refused == "DISK_FULL"
    assert acknowledged > 3
    assert whole_commands(log) == acknowledged
    assert whole_commands(reopen(path)) == acknowledged
    with log.recorder.datastore.get_connection(commit=False) as connection:
        connection.cursor().execute("PRAGMA max_page_count = 100000")
    log.append(entry(), [noted("after:1"), noted("after:2")], {})
    assert whole_commands(log) == acknowledged + 1


@contextmanager
def small_disk(kilobytes: int) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp())
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", folder],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        folder.rmdir()
        pytest.skip("mounting a small disk needs root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)
        folder.rmdir()


@pytest.mark.skipif(shutil.which("mount") is None, reason="needs mount")
def test_a_full_disk_refuses_and_loses_nothing_that_was_acknowledged() -> None:
    with small_disk(1200) as folder:
        log = open_log(folder)
        log.append(entry(), [noted("a:1"), noted("a:2"), noted("a:3")], {})
        acknowledged, refused = fill_up(log)
        assert refused == "DISK_FULL"
        assert acknowledged > 3
        assert whole_commands(log) == acknowledged
        log.close()


@contextmanager
def as_nobody() -> Iterator[None]:
    if os.name != "posix" or os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_a_folder_that_cannot_be_written_is_refused() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        log = open_log(folder)
        log.append(entry(), [noted("a:1")], {})
        keys = open_keys(folder)
        log.close()
        new = folder / "new"
        new.mkdir(mode=0o555)
        modes = [(folder / "log.sqlite", 0o444), (folder, 0o555)]
        for target, mode in modes:
            target.chmod(mode)
        try:
            with as_nobody():
                for open_it in (
                    lambda: SQLiteEventLog(log.path, keys=keys, clock=FrozenClock(MOMENT)),
                    lambda: SQLiteEventLog(
                        new / "log.sqlite", keys=keys, clock=FrozenClock(MOMENT), create=True
                    ),
                ):
                    assert code(open_it) == "FOLDER_READ_ONLY"
        finally:
            folder.chmod(0o700)
            new.chmod(0o700)
