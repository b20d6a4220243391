"""From a folder to a server and back: the same rows, the same root, nobody erased comes back."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest

from domain.ids import PersonId
from domain.recorded import NewEvent
from domain.refusal import Refusal
from infra.folder import LOG_FILE, DataFolder
from infra.folder import restore as restore_folder
from infra.key_backup import back_up_keys, restore_keys_into
from infra.merkle import Tree
from infra.moving import fill_folder, fill_server, move_keys, restore_server
from infra.postgres import Database
from infra.postgres.keystore import PostgresKeyStore
from infra.postgres_log import schema
from infra.raw_logs import PostgresRaw, SQLiteRaw
from infra.rows import Row
from infra.server_folder import ServerFolder, make_server
from infra.sqlite_log import schema as sqlite_schema
from services.ports import Receipt
from tests.infra.events import Described, Forgotten, described, entry, noted
from tests.infra.postgres.conftest import own_schema

COUNTY = "990101"


@pytest.fixture
def source(tmp_path: Path) -> Iterator[DataFolder]:
    """A folder with sealed events, a receipt, and somebody who was forgotten."""
    with DataFolder.create(tmp_path / "d", COUNTY) as folder:
        receipt = Receipt(idempotency_key="", request_hash="h", first=0, last=0, body=b"answer")
        folder.log.append(entry(idempotency_key="k1"), [noted(f"a:{n}") for n in range(30)], {}, receipt)
        folder.log.append(entry(), [described("person:pe_1", "张三"), described("person:pe_2", "李四")], {})
        folder.identities.reserve({"id:1": PersonId("pe_1"), "id:2": PersonId("pe_2")})
        yield folder


@pytest.fixture
def servers(log_dsn: str, keys_dsn: str) -> Callable[[], tuple[Database, Database]]:
    return lambda: (Database(log_dsn), Database(keys_dsn))


def forget(folder: DataFolder | ServerFolder, person: str) -> None:
    event = NewEvent(stream=person, event=Forgotten(subject=person))
    folder.log.append(entry(), [event], {person: 1})
    folder.keys.destroy(person)
    folder.identities.forget(PersonId(person.removeprefix("person:")))


def moved(source: DataFolder, servers: tuple[Database, Database]) -> ServerFolder:
    log, keys = servers
    make_server(source.path, log, keys)
    move_keys(source.keys.store, PostgresKeyStore(keys, source.path / "keys"))
    with closing(SQLiteRaw(source.path / LOG_FILE)) as rows:
        fill_server(rows, log, source.county, None)
    return ServerFolder(source.path, log, keys)


def test_a_county_moves_to_a_server_and_back_with_all_it_holds(
    source: DataFolder, servers: Callable[[], tuple[Database, Database]], tmp_path: Path
) -> None:
    forget(source, "person:pe_2")
    with moved(source, servers()) as server:
        assert server.log.tree().root() == source.log.tree().root()
        assert server.log.read_all() == source.log.read_all()
        assert server.log.receipt("k1") == source.log.receipt("k1")
        assert server.identities.people_of(["id:1", "id:2"]) == {"id:1": "pe_1"}
        assert server.keys.is_destroyed("person:pe_2")
        server.log.append(entry(), [noted("b:1")], {})
        fill_folder(server.log.database, server.keys.store, tmp_path / "back", server.about, None)
        with DataFolder(tmp_path / "back") as back:
            assert back.log.read_all() == server.log.read_all()
            assert back.log.tree().root() == server.log.tree().root()
            assert back.log.verify_tree() is None
            assert back.keys.is_destroyed("person:pe_2")
            assert back.log.receipt("k1") == server.log.receipt("k1")


class CutShort(SQLiteRaw):
    """A source that ends in the middle, as a killed move does."""

    def rows(self, after: int, upto: int) -> Iterator[Sequence[Any]]:
        for number, row in enumerate(super().rows(after, upto)):
            if number == 20:
                raise KeyboardInterrupt
            yield row


def test_a_move_that_was_cut_short_cannot_be_used_and_goes_on_where_it_stopped(
    source: DataFolder,
    servers: Callable[[], tuple[Database, Database]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    log, keys = servers()
    make_server(source.path, log, keys)
    monkeypatch.setattr("infra.raw_logs.PAGE", 8)
    put: list[int] = []
    whole = PostgresRaw.put

    def counted(raw: PostgresRaw, rows: Sequence[Row]) -> None:
        put.append(len(rows))
        whole(raw, rows)

    monkeypatch.setattr(PostgresRaw, "put", counted)
    with closing(CutShort(source.path / LOG_FILE)) as rows, pytest.raises(KeyboardInterrupt):
        fill_server(rows, log, COUNTY, None)
    assert sum(put) == 16
    with pytest.raises(Refusal) as refused:
        ServerFolder(source.path, *servers())
    assert refused.value.code == "SERVER_MOVING"
    with moved(source, (log, keys)) as server:
        assert sum(put) == 32  # none was copied twice
        assert server.log.tree().root() == source.log.tree().root()


def test_a_target_that_holds_anything_is_refused(
    source: DataFolder, servers: Callable[[], tuple[Database, Database]], tmp_path: Path
) -> None:
    def refused(work: Callable[[], object]) -> str:
        with pytest.raises(Refusal) as seen:
            work()
        return seen.value.code

    with (
        moved(source, servers()) as server,
        closing(SQLiteRaw(source.path / LOG_FILE)) as rows,
    ):
        log = server.log.database
        assert refused(lambda: fill_server(rows, log, COUNTY, None)) == "SERVER_NOT_EMPTY"
        with server.lease(), server.lease():  # any number may serve, and then nobody replaces the log
            assert refused(lambda: fill_server(rows, log, COUNTY, None)) == "SERVER_SERVED"
        to = source.path
        assert (
            refused(lambda: fill_folder(log, server.keys.store, to, server.about, None)) == "FOLDER_NOT_EMPTY"
        )


def test_a_half_filled_database_of_another_log_is_refused(
    source: DataFolder, servers: Callable[[], tuple[Database, Database]], tmp_path: Path
) -> None:
    log, keys = servers()
    make_server(source.path, log, keys)
    with DataFolder.create(tmp_path / "other", COUNTY) as other:
        other.log.append(entry(), [noted(f"z:{n}") for n in range(30)], {})
        with closing(CutShort(other.path / LOG_FILE)) as rows, pytest.raises(KeyboardInterrupt):
            fill_server(rows, log, COUNTY, None)
        with closing(SQLiteRaw(other.path / LOG_FILE)) as rows:
            PostgresRaw(log).put([tuple(row[:-1]) for row in rows.rows(0, 5)])
    with closing(SQLiteRaw(source.path / LOG_FILE)) as rows, pytest.raises(Refusal) as refused:
        fill_server(rows, log, COUNTY, None)
    assert refused.value.code == "SERVER_NOT_EMPTY"
    log.close()
    keys.close()


def backed_up_while_writing(server: ServerFolder, file: Path) -> Tree:
    done = threading.Event()

    def work() -> None:
        while not done.is_set():
            server.log.append(entry(), [noted(f"w:{token_hex(4)}"), noted(f"v:{token_hex(4)}")], {})

    writer = threading.Thread(target=work)
    writer.start()
    tree = server.backup(file)
    done.set()
    writer.join()
    return tree


def restored(log_file: Path, keys_file: Path, path: Path, log: Database, keys: Database) -> ServerFolder:
    assert restore_server(log_file, log) == COUNTY

    def target(own: bytes) -> PostgresKeyStore:
        (path / "keys").mkdir(parents=True)
        (path / "keys" / "master.key").write_text(own.hex())
        return PostgresKeyStore(keys, path / "keys", create=True)

    restore_keys_into(keys_file, target, "there")
    return ServerFolder(path, log, keys)


def test_a_backup_comes_back_on_either_engine_and_nobody_erased_comes_with_it(
    source: DataFolder,
    servers: Callable[[], tuple[Database, Database]],
    tmp_path: Path,
    databases: tuple[str, str],
) -> None:
    with moved(source, servers()) as server:
        back_up_keys(server.keys.store, tmp_path / "keys.backup")  # still knows both
        tree = backed_up_while_writing(server, tmp_path / "log.backup")
        forget(server, "person:pe_1")
        server.backup(tmp_path / "later.backup")
        expected = [e.event_id for e in server.log.read_all(limit=tree.size)]
    restore_folder(tmp_path / "log.backup", tmp_path / "r")  # its tree is computed again
    new_log, new_keys = (Database(own_schema(database)) for database in databases)
    files = (tmp_path / "later.backup", tmp_path / "keys.backup")
    with restored(*files, tmp_path / "new", new_log, new_keys) as again:
        assert again.forgotten_again == ("person:pe_1",)
        assert again.log.verify_tree() is None
        assert [e.event_id for e in again.log.read_all(limit=tree.size)] == expected
        assert again.log.read("person:pe_1")[0].event == Described(sealed_for="person:pe_1")
        assert again.log.read("person:pe_2")[0].event.private.name == "李四"
        assert again.identities.people_of(["id:1", "id:2"]) == {"id:2": "pe_2"}


def test_after_a_move_the_old_place_names_the_new_one_and_takes_nothing(
    source: DataFolder, servers: Callable[[], tuple[Database, Database]], tmp_path: Path
) -> None:
    """The databases refuse themselves: processes that were open before, and other programs, are refused too."""
    head = source.log.head()
    sqlite_schema.close_for(source.path / LOG_FILE, "host's:5432/log")
    with pytest.raises(Refusal, match="moved to host's:5432/log") as refused:
        source.log.append(entry(), [noted("late:1")], {})
    with pytest.raises(Refusal, match="moved to"):  # a command that only answers, too
        source.log.append(entry(idempotency_key="late"), [], {})
    assert (refused.value.code, source.log.head()) == ("COUNTY_MOVED", head)
    sqlite_schema.reopen(source.path / LOG_FILE)
    with moved(source, servers()) as server:
        schema.close_for(server.log.database, "/there")
        for events in ([noted("late:1")], []):
            with pytest.raises(Refusal, match="moved to /there") as refused:
                server.log.append(entry(idempotency_key="late"), events, {})
        assert (refused.value.code, server.log.head()) == ("COUNTY_MOVED", head)
        schema.reopen(server.log.database)
        assert server.log.append(entry(), [noted("late:1")], {}).last == head + 1
    assert source.log.append(entry(), [noted("late:1")], {}).last == head + 1


def test_what_is_recorded_while_a_county_moves_comes_along(
    source: DataFolder, servers: Callable[[], tuple[Database, Database]]
) -> None:
    log, keys = servers()
    make_server(source.path, log, keys)
    store = PostgresKeyStore(keys, source.path / "keys")

    def meanwhile() -> None:
        source.log.append(entry(), [described("person:pe_late", "迟来")], {})
        assert sqlite_schema.close_for(source.path / LOG_FILE, log.name)
        move_keys(source.keys.store, store)

    with closing(SQLiteRaw(source.path / LOG_FILE)) as rows:
        fill_server(rows, log, source.county, None, meanwhile)
    with ServerFolder(source.path, log, keys) as server:
        assert server.log.read_all() == source.log.read_all()
        assert server.log.read("person:pe_late")[0].event.private is not None
