"""Ready or not, with the reason: both engines, as `/readyz` and `doctor` tell it."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from api.probes import unready
from domain.refusal import Refusal
from infra.clock import FrozenClock
from infra.folder import LOG_FILE, DataFolder
from infra.networkx_graph import NetworkxGraph
from infra.postgres import Database
from infra.postgres_log import schema
from infra.server_folder import ServerFolder
from infra.sqlite_file import connected
from infra.sqlite_log import schema as sqlite_schema
from projections.worlds import Live
from tests.infra.events import entry, noted
from tests.servers.postgres import Server
from yumiao.folders import Folder
from yumiao.watching import health_of

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgres"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Folder]:
    path = tmp_path / "d"
    if request.param == "sqlite":
        made: Folder = DataFolder.create(path, "990101", frozen_at=NOON)
    else:
        dsns = (request.getfixturevalue("log_dsn"), request.getfixturevalue("keys_dsn"))
        made = ServerFolder.create(path, "990101", *map(Database, dsns), frozen_at=NOON)
    with closing(made):
        made.log.append(entry(), [noted("a:1")], {})
        yield made


def reasons(folder: Folder) -> list[str]:
    return unready(health_of(folder, Live(folder.log, folder.clock.today, NetworkxGraph)))


def change_format(folder: Folder, number: int) -> None:
    if isinstance(folder, DataFolder):
        with connected(folder.path / LOG_FILE, 1) as db:
            db.execute(f"PRAGMA user_version = {number}")
        return
    with folder.log.database.transaction() as cursor:
        schema.set_meta(cursor, "format", str(number))


def close_for(folder: Folder) -> None:
    if isinstance(folder, DataFolder):
        sqlite_schema.close_for(folder.path / LOG_FILE, "there")
    else:
        schema.close_for(folder.log.database, "there")


def turn_back(folder: Folder) -> None:
    assert isinstance(folder.clock, FrozenClock)
    folder.clock.move(timedelta(hours=-1))


TROUBLES: dict[str, tuple[Callable[[Folder], object], str]] = {
    "the master key was taken away": (
        lambda folder: (folder.path / "keys" / "master.key").unlink(),
        "The master key",
    ),
    "the master key is another one": (
        lambda folder: (folder.path / "keys" / "master.key").write_text("00" * 32),
        "does not open the key store",
    ),
    "a newer program has upgraded it": (lambda folder: change_format(folder, 99), "newer Yumiao"),
    "the county has moved": (close_for, "has moved to there"),
    "the clock was moved back": (turn_back, "3600 seconds behind"),
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_what_keeps_a_county_from_being_served_is_said(folder: Folder, trouble: str) -> None:
    assert reasons(folder) == []
    spoil, words = TROUBLES[trouble]
    spoil(folder)
    (reason,) = reasons(folder)
    assert words in reason
    assert any("\u4e00" <= sign <= "\u9fff" for sign in reason)


def test_an_idle_worker_catches_up_when_it_is_asked_whether_it_is_ready(folder: Folder) -> None:
    """Nobody asks a worker that is not ready: it must not wait for a question to become so."""
    live = Live(folder.log, folder.clock.today, NetworkxGraph)
    with live.now():
        pass
    assert isinstance(folder.clock, FrozenClock)
    folder.clock.move(timedelta(hours=3))
    folder.log.append(entry(), [noted("a:2")], {})
    assert live.lag().seconds == 3 * 3600
    health = health_of(folder, live)
    assert (health.lag_events, unready(health)) == (0, [])


def test_a_server_that_goes_away_is_said_at_once_and_forgotten_when_it_is_back(tmp_path: Path) -> None:
    server = Server()
    try:
        with psycopg.connect(server.dsn(), autocommit=True) as db:
            db.execute("CREATE DATABASE log")
            db.execute("CREATE DATABASE keys")
        databases = (Database(server.dsn("log")), Database(server.dsn("keys")))
        with closing(ServerFolder.create(tmp_path / "d", "990101", *databases)) as folder:
            assert reasons(folder) == []
            server.stop()
            (reason,) = reasons(folder)
            assert "cannot be reached" in reason
            server.start()
            assert reasons(folder) == []
    finally:
        server.close()


def test_a_full_disk_refuses_a_command_whole_and_the_next_one_succeeds(tmp_path: Path) -> None:
    with DataFolder.create(tmp_path / "d", "990101") as folder:
        folder.log.append(entry(), [noted("a:1")], {})
        store = folder.log.recorder.datastore
        with store.cursor(commit=False) as cursor:
            cursor.execute("PRAGMA max_page_count = 1")  # no further page: what SQLite says of a full disk
        big = [noted(f"b:{number}", "x" * 5000) for number in range(50)]
        with pytest.raises(Refusal, match="is full") as refused:
            folder.log.append(entry(), big, {})
        assert (refused.value.code, folder.log.head()) == ("DISK_FULL", 1)
        with store.cursor(commit=False) as cursor:
            cursor.execute("PRAGMA max_page_count = 1000000")
        assert folder.log.verify_tree() is None
        assert folder.log.append(entry(), big, {}).last == 51
