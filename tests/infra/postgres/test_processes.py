"""Several processes on one server, and a server that goes away: nothing missed, nothing doubled, nothing half done."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.postgres import Database
from infra.postgres.lease import ServerLease
from infra.server_folder import ServerFolder
from services.ports import StreamMoved
from tests.infra.events import entry, noted, register
from tests.infra.log_suite import count_up
from tests.soak import crash_postgres

ROOT = Path(__file__).parents[3]
WRITERS, COMMANDS, EVENTS = 3, 20, 4


@pytest.fixture
def county(tmp_path: Path, log_dsn: str, keys_dsn: str) -> Iterator[ServerFolder]:
    with ServerFolder.create(tmp_path / "d", "990101", Database(log_dsn), Database(keys_dsn)) as folder:
        yield folder


def write(path: Path, log: str, keys: str, name: str) -> None:
    """One writer process with two threads: new streams of their own, and a counter that all of them raise."""
    register()
    with ServerFolder(path, Database(log), Database(keys)) as folder:

        def work(thread: int) -> None:
            for n in range(COMMANDS):
                streams = [noted(f"w:{name}_{thread}_{n}_{k}") for k in range(EVENTS)]
                folder.log.append(entry(), streams, {})
                count_up(folder.log, "counter:all", 1)

        threads = [threading.Thread(target=work, args=(n,)) for n in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def python(code: str, *words: str) -> subprocess.Popen[str]:
    head = "import sys; from pathlib import Path; "
    pipe = subprocess.PIPE  # of its own: a test run without a terminal has an input that ends at once
    return subprocess.Popen(
        [sys.executable, "-c", head + code, *words], cwd=ROOT, stdin=pipe, stdout=pipe, text=True
    )


def test_a_tail_misses_nothing_of_several_writing_processes(
    county: ServerFolder, log_dsn: str, keys_dsn: str
) -> None:
    stop = threading.Event()
    seen: list[tuple[int, str, int]] = []
    total = WRITERS * 2 * COMMANDS * (EVENTS + 1)

    def follow() -> None:
        for page in county.log.tail(0, stop=stop):
            seen.extend((e.position, e.stream, e.version) for e in page)
            if len(seen) >= total:
                stop.set()

    tail = threading.Thread(target=follow)
    tail.start()
    code = "from tests.infra.postgres.test_processes import write; write(Path(sys.argv[1]), *sys.argv[2:])"
    writers = [python(code, str(county.path), log_dsn, keys_dsn, str(n)) for n in range(WRITERS)]
    assert [writer.wait(90) for writer in writers] == [0] * WRITERS
    stop.wait(10)
    stop.set()
    tail.join()
    for writer in writers:
        writer.communicate()
    assert seen == [(e.position, e.stream, e.version) for e in county.log.read_all(limit=total + 1)]
    assert [position for position, _, _ in seen] == list(range(1, total + 1))
    assert len(county.log.read("counter:all")) == WRITERS * 2 * COMMANDS
    assert county.log.verify_tree() is None


def test_workers_that_start_at_once_make_one_county_with_one_master_key(
    tmp_path: Path, log_dsn: str, keys_dsn: str
) -> None:
    masters, errors = set(), []

    def start() -> None:
        try:
            path = tmp_path / "d"
            with ServerFolder.create(path, "990101", Database(log_dsn), Database(keys_dsn)) as folder:
                masters.add(folder.keys.store.master)
                folder.log.append(entry(), [noted("a:1")], {"a:1": 0})
        except StreamMoved as error:
            errors.append(type(error).__name__)

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(masters) == 1
    assert errors == ["StreamMoved"] * 5  # one wrote, the others were told so


def test_the_projectors_lease_passes_on_when_its_holder_dies(county: ServerFolder, log_dsn: str) -> None:
    code = (
        "from infra.postgres import Database; from infra.postgres.lease import ServerLease\n"
        "ServerLease(Database(sys.argv[1]), shared=False, number=7); print('held', flush=True); sys.stdin.readline()"
    )
    code = code.replace("ServerLease(Database", "lease = ServerLease(Database")
    holder = python(code, log_dsn)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    stop = threading.Event()
    got: list[ServerLease | None] = []
    waiting = threading.Thread(target=lambda: got.append(ServerLease.standby(county.log.database, 7, stop)))
    waiting.start()
    waiting.join(0.2)
    assert got == []
    holder.kill()
    holder.communicate()
    waiting.join(20)
    stop.set()
    (lease,) = got
    assert lease is not None
    assert lease.is_held()
    lease.release()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_client_and_server_killed_at_any_moment_leave_whole_commands(server: str) -> None:
    """With fsync on: each kind of end once. The full size: `python -m tests.soak.crash_postgres`."""
    result = crash_postgres.run(3)
    assert (result["lost"], result["halfAppliedOrDoubled"], result["treeProblem"]) == (0, 0, ""), result
    assert result["acknowledged"] > 0
    assert result["afterServerCameBack"] > 0
