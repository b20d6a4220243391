"""What goes wrong with a server is a clear sentence, and nothing has changed."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from domain.recorded import NewEvent
from domain.refusal import Refusal
from infra.clock import FrozenClock
from infra.postgres import Database
from infra.postgres.database import Cursor
from infra.postgres.words import WORDS
from infra.postgres_log import PostgresEventLog, append, schema
from infra.server_folder import ServerFolder
from services.ports import Appended
from tests.infra.events import MOMENT, Noted, entry, noted, open_keys
from tests.servers.postgres import Server


def code(work: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        work()
    assert refused.value.code in WORDS
    return refused.value.code


def open_log(dsn: str, tmp_path: Path, *, create: bool = False, **more: Any) -> PostgresEventLog:
    database = Database(dsn, **more)
    return PostgresEventLog(database, keys=open_keys(tmp_path), clock=FrozenClock(MOMENT), create=create)


@pytest.fixture
def log(log_dsn: str, tmp_path: Path) -> Iterator[PostgresEventLog]:
    log = open_log(log_dsn, tmp_path, create=True, busy_seconds=0.3)
    yield log
    log.close()


def test_every_sentence_says_what_to_do_in_both_languages_and_never_a_password() -> None:
    for name, (english, chinese) in WORDS.items():
        seen = dict.fromkeys(("setting", "seconds", "found", "known", "wanted"), "x")
        assert len(english.format(server="x", **seen).split(". ")) >= 2, name
        assert "。" in chinese.format(server="x", **seen), name
    database = Database("postgresql://who:secret@host:5433/county")
    assert database.name == "host:5433/county"


def test_a_server_that_is_not_there_or_no_address_is_refused_at_once(tmp_path: Path) -> None:
    assert code(lambda: open_log("postgresql://who:secret@127.0.0.1:1/x", tmp_path)) == "SERVER_UNREACHABLE"
    assert code(lambda: open_log("no address", tmp_path)) == "DSN_MALFORMED"
    assert code(lambda: open_log("postgresql://h/x?strange=1", tmp_path)) == "DSN_MALFORMED"


def test_an_empty_a_foreign_an_older_a_newer_and_a_broken_database_are_told_apart(
    log_dsn: str, tmp_path: Path
) -> None:
    def by_hand(statement: str) -> None:
        with psycopg.connect(log_dsn) as connection:
            connection.execute(statement.encode())

    assert code(lambda: open_log(log_dsn, tmp_path)) == "SERVER_EMPTY"
    by_hand("CREATE TABLE somebody (name text)")
    assert code(lambda: open_log(log_dsn, tmp_path, create=True)) == "SERVER_NOT_EMPTY"
    by_hand("DROP TABLE somebody")
    database = Database(log_dsn)
    assert schema.migrate(database) == (0, 1)
    assert schema.migrate(database) == (1, 1)
    database.close()
    by_hand("UPDATE yumiao SET value = '99' WHERE name = 'format'")
    assert code(lambda: open_log(log_dsn, tmp_path)) == "SERVER_NEWER"
    assert code(lambda: open_log(log_dsn, tmp_path, create=True)) == "SERVER_NEWER"
    by_hand("UPDATE yumiao SET value = '0' WHERE name = 'format'")
    assert code(lambda: open_log(log_dsn, tmp_path)) in {"SERVER_OLDER", "SERVER_EMPTY"}
    by_hand("UPDATE yumiao SET value = 'x' WHERE name = 'format'")
    assert code(lambda: open_log(log_dsn, tmp_path)) == "SERVER_DAMAGED"


def test_an_older_schema_is_upgraded_by_the_command_and_by_nothing_else(
    log: PostgresEventLog, log_dsn: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.append(entry(), [noted("a:1")], {})
    monkeypatch.setattr(schema, "SCHEMA_VERSION", 2)
    monkeypatch.setattr(schema, "MIGRATIONS", {1: ("ALTER TABLE command ADD COLUMN note text",)})
    assert code(lambda: open_log(log_dsn, tmp_path)) == "SERVER_OLDER"
    assert schema.migrate(log.database) == (1, 2)
    again = open_log(log_dsn, tmp_path)
    assert again.head() == 1
    again.close()


def test_keys_beside_the_log_are_refused(log_dsn: str, tmp_path: Path) -> None:
    both = [Database(log_dsn) for _ in range(2)]
    assert code(lambda: ServerFolder.create(tmp_path / "d", "990101", *both)) == "KEYS_BESIDE_LOG"


def test_another_county_is_refused(log_dsn: str, keys_dsn: str, tmp_path: Path) -> None:
    def create(county: str) -> ServerFolder:
        return ServerFolder.create(tmp_path / "d", county, Database(log_dsn), Database(keys_dsn))

    create("990101").close()
    create("990101").close()
    assert code(lambda: create("990102")) == "SERVER_OTHER_COUNTY"


def test_a_writer_that_waits_too_long_is_told_and_nothing_has_changed(
    log: PostgresEventLog, log_dsn: str
) -> None:
    with psycopg.connect(log_dsn) as other:
        other.execute("SELECT 1 FROM tree_head FOR UPDATE")
        assert log.read_all() == []  # readers go on
        assert code(lambda: log.append(entry(), [noted("a:1")], {})) == "SERVER_BUSY"
    assert log.append(entry(), [noted("a:1")], {}).last == 1


def test_a_read_only_server_reads_and_refuses_to_write(log: PostgresEventLog, log_dsn: str) -> None:
    log.append(entry(), [noted("a:1")], {})
    read_only = make_conninfo(log_dsn, options=f"{_options(log_dsn)} -c default_transaction_read_only=on")
    standby = PostgresEventLog(Database(read_only), keys=log._codec.keys, clock=FrozenClock(MOMENT))
    assert len(standby.read_all()) == 1
    assert code(lambda: standby.append(entry(), [noted("a:2")], {})) == "SERVER_READ_ONLY"
    standby.close()


def _options(dsn: str) -> str:
    return str(psycopg.conninfo.conninfo_to_dict(dsn)["options"])


class Dying:
    """A server that ends the connection at a chosen moment of the next append."""

    def __init__(self, log: PostgresEventLog, monkeypatch: pytest.MonkeyPatch) -> None:
        self._log, self._patch, self.died = log, monkeypatch, 0

    def before_the_commit(self) -> None:
        whole = append.written

        def dying(cursor: Cursor, *rest: Any) -> Any:
            answers = whole(cursor, *rest)
            self._end(cursor)
            return answers

        self._patch.setattr("infra.postgres_log.log.written", dying)

    def after_the_commit(self) -> None:
        whole = self._log._write

        def dying(wishes: Any) -> Any:
            whole(wishes)
            return whole(wishes)  # what follows a lost acknowledgement: the same wishes again

        self._log._committer._write = dying

    def _end(self, cursor: Cursor) -> None:
        if not self.died:
            self.died += 1
            with psycopg.connect(self._log.database.conninfo, autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s)", (cursor.connection.info.backend_pid,))


@pytest.mark.parametrize("moment", ["before_the_commit", "after_the_commit"])
def test_a_connection_lost_in_an_append_leaves_the_command_exactly_once(
    log: PostgresEventLog, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    getattr(Dying(log, monkeypatch), moment)()
    answer = log.append(entry(), [noted("a:1"), noted("a:2")], {})
    assert answer == Appended(first=1, last=2)
    assert [e.event for e in log.read_all()] == [Noted(text=""), Noted(text="")]
    assert log.verify_tree() is None


def test_idle_connections_that_a_restart_has_cut_are_never_a_users_matter(
    log: PostgresEventLog, log_dsn: str
) -> None:
    log.append(entry(), [noted("a:1")], {})
    with psycopg.connect(log_dsn, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'yumiao' "
            "AND pid <> pg_backend_pid()"
        )
    assert len(log.read_all()) == 1
    wish: list[NewEvent] = [noted("a:2")]
    assert log.append(entry(), wish, {}).last == 2


def test_a_wrong_password_and_a_missing_database_and_no_place_left_are_told_apart(tmp_path: Path) -> None:
    """On a server of its own, whose door is then locked and whose connections are few."""
    server = Server(max_connections="8", superuser_reserved_connections="1")
    try:
        with psycopg.connect(server.dsn(), autocommit=True) as db:
            db.execute("CREATE ROLE clerk LOGIN PASSWORD 'right'")
            db.execute("CREATE DATABASE county OWNER clerk")
            db.execute("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 LOCALE 'C'")
            (server.data / "pg_hba.conf").write_text("local all clerk scram-sha-256\nlocal all all trust\n")
            db.execute("SELECT pg_reload_conf()")
        wrong = server.dsn("county", user="clerk", password="wrong")
        assert code(lambda: open_log(wrong, tmp_path)) == "SERVER_PASSWORD"
        assert code(lambda: open_log(server.dsn("nowhere"), tmp_path)) == "SERVER_DATABASE_MISSING"
        assert code(lambda: open_log(server.dsn("latin"), tmp_path)) == "SERVER_ENCODING"
        right = server.dsn("county", user="clerk", password="right")
        open_log(right, tmp_path, create=True).close()
        held = [psycopg.connect(right) for _ in range(4)]
        while True:
            try:
                held.append(psycopg.connect(right))
            except psycopg.OperationalError:
                break
        assert code(lambda: open_log(right, tmp_path)) == "SERVER_FULL"
        for connection in held:
            connection.close()
    finally:
        server.close()


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b"])
def test_a_text_that_cannot_be_stored_is_a_sentence_and_spoils_nobody_elses_command(
    log: PostgresEventLog, text: str
) -> None:
    assert refused_code(lambda: log.append(entry(entered_by=text), [noted("a:1")], {})) == "TEXT_UNSTORABLE"
    assert refused_code(lambda: log.append(entry(), [noted(f"a:{text}")], {})) == "TEXT_UNSTORABLE"
    assert log.append(entry(), [noted("a:1")], {}).last == 1


def test_a_nul_in_a_question_is_a_sentence(log: PostgresEventLog) -> None:
    assert refused_code(lambda: log.read("person:\x00")) == "TEXT_UNSTORABLE"
    assert refused_code(lambda: log.receipt("\x00")) == "TEXT_UNSTORABLE"


def refused_code(work: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        work()
    return refused.value.code
