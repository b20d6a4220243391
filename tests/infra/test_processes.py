"""Several processes on one folder: nothing is missed, nothing is doubled, nothing is half done."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from domain.recorded import Recorded
from domain.refusal import Refusal
from infra.folder import DataFolder
from infra.sqlite_log import SQLiteEventLog
from tests.infra.events import entry, noted, register
from tests.infra.log_suite import count_up
from tests.soak import crash

WRITERS, COMMANDS, EVENTS = 6, 25, 4


def write(path: Path, name: str) -> None:
    """One writer process: new streams of its own, and a counter that all of them raise."""
    register()
    with DataFolder(path) as folder:
        for n in range(COMMANDS):
            folder.log.append(entry(), [noted(f"w:{name}_{n}_{k}") for k in range(EVENTS)], {})
            count_up(folder.log, "counter:all", 1)


def test_a_tail_misses_nothing_of_six_writing_processes(tmp_path: Path) -> None:
    with DataFolder.create(tmp_path / "d", "990101") as folder:
        stop = threading.Event()
        seen: list[tuple[int, str, int]] = []
        pages: list[int] = []

        def follow() -> None:
            for page in folder.log.tail(0, stop=stop):
                pages.append(len(page))
                seen.extend((e.position, e.stream, e.version) for e in page)

        tail = threading.Thread(target=follow)
        tail.start()
        code = (
            "import sys; from pathlib import Path; from tests.infra.test_processes import write;"
            "write(Path(sys.argv[1]), sys.argv[2])"
        )
        root = Path(__file__).parents[2]
        writers = [
            subprocess.Popen([sys.executable, "-c", code, str(folder.path), str(n)], cwd=root)
            for n in range(WRITERS)
        ]
        assert [writer.wait(90) for writer in writers] == [0] * WRITERS
        total = WRITERS * COMMANDS * (EVENTS + 1)
        for _ in range(2000):
            if len(seen) >= total:
                break
            stop.wait(0.005)
        stop.set()
        tail.join()
        assert seen == [(e.position, e.stream, e.version) for e in folder.log.read_all(limit=total + 1)]
        assert [position for position, _, _ in seen] == list(range(1, total + 1))
        assert len(folder.log.read("counter:all")) == WRITERS * COMMANDS
        assert folder.log.verify_tree() is None
        assert len(pages) > 10


def test_a_writer_holds_the_lock_from_its_first_line(tmp_path: Path) -> None:
    """The library's deferred BEGIN would let the other in, and then die at its own first write."""
    with (
        DataFolder.create(tmp_path / "d", "990101") as one,
        DataFolder(tmp_path / "d", busy_seconds=0.05) as two,
    ):
        with one.log.recorder.datastore.cursor(commit=True) as cursor:
            assert cursor.execute("SELECT count(*) FROM event").fetchone() == (0,)
            with pytest.raises(Refusal) as refused:
                two.log.append(entry(), [noted("a:1")], {})
            assert refused.value.code == "LOG_BUSY"
        two.log.append(entry(), [noted("a:1")], {})


def test_readers_go_on_while_one_thread_writes_and_another_waits_to_write(tmp_path: Path) -> None:
    """In the library's pool a waiting writer keeps every reader of its process waiting too."""
    with DataFolder.create(tmp_path / "d", "990101") as folder:
        waiting = threading.Thread(target=folder.log.append, args=(entry(), [noted("a:1")], {}))
        with folder.log.recorder.datastore.cursor(commit=True):
            waiting.start()
            time.sleep(0.05)
            start = time.monotonic()
            assert folder.log.read_all() == []
            assert time.monotonic() - start < 5
            assert waiting.is_alive()
        waiting.join()
        assert folder.log.head() == 1


class Overtaken(SQLiteEventLog):
    """A log to which somebody appends in the moment between a tail's look and its wait."""

    other: SQLiteEventLog | None = None

    def read_all(self, after: int = 0, limit: int = 5000, upto: int | None = None) -> list[Recorded]:
        page = super().read_all(after, limit, upto)
        if self.other is not None and not page:
            self.other.append(entry(), [noted("a:1")], {})
            self.other = None
        return page


def test_a_tail_sees_what_is_committed_just_after_it_looked(tmp_path: Path) -> None:
    with DataFolder.create(tmp_path / "d", "990101") as folder:
        log = Overtaken(folder.log.path, keys=folder.keys, clock=folder.clock)
        log.other = folder.log
        stop = threading.Event()
        timer = threading.Timer(10, stop.set)
        timer.start()
        page = next(iter(log.tail(0, poll_seconds=0.001, stop=stop)), [])
        timer.cancel()
        assert [e.position for e in page] == [1]
        log.close()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_writer_killed_at_any_moment_leaves_whole_commands(tmp_path: Path) -> None:
    result = crash.run(6, folder=tmp_path / "d")
    assert (result["lost"], result["halfApplied"], result["treeProblem"]) == (0, 0, ""), result
    assert result["acknowledged"] > 0
