"""Keys and identities in a database of their own: what the file promises, promised by the server."""

import secrets
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import psycopg
import pytest

from domain.ids import PersonId
from domain.refusal import Refusal
from infra.identities import KeyedIdentities
from infra.key_backup import KeysRestored, back_up_keys, restore_keys, restore_keys_into
from infra.keys import SealingKeys
from infra.keystore import MASTER_FILE, fingerprint
from infra.postgres import Database
from infra.postgres.keystore import PostgresKeyStore
from tests.infra.events import open_keys
from tests.infra.test_keys import secret

OpenKeys: TypeAlias = Callable[[], SealingKeys]


@pytest.fixture
def keys(keys_dsn: str, tmp_path: Path) -> Iterator[OpenKeys]:
    """Opens the same store each time, so that two stand for two processes."""
    opened: list[SealingKeys] = []

    def make() -> SealingKeys:
        opened.append(SealingKeys(PostgresKeyStore(Database(keys_dsn), tmp_path / "keys", create=True)))
        return opened[-1]

    yield make
    for one in opened:
        one.store.close()


def test_a_key_is_made_once_and_found_again(keys: OpenKeys) -> None:
    ours = keys()
    assert ours.cipher("person:pe_1") is None
    ours.ensure(["person:pe_1", "person:pe_2", "person:pe_1"])
    first = secret(ours, "person:pe_1")
    assert first is not None
    assert secret(keys(), "person:pe_1") == first
    assert secret(ours, "person:pe_2") != first


def test_a_destroyed_key_is_gone_for_every_process_and_never_made_again(keys: OpenKeys) -> None:
    ours, theirs = keys(), keys()
    ours.ensure(["person:pe_1", "person:pe_2"])
    assert secret(theirs, "person:pe_1") == secret(ours, "person:pe_1")
    ours.destroy("person:pe_1")
    theirs.refresh()
    theirs.ensure(["person:pe_1", "person:pe_3"])
    for view in (ours, theirs, keys()):
        assert view.cipher("person:pe_1") is None
        assert view.cipher("person:pe_2") is not None
        assert view.cipher("person:pe_3") is not None
        assert view.destroyed() == {fingerprint("person:pe_1")}


def test_processes_that_make_the_same_keys_and_marks_at_once_agree(keys: OpenKeys) -> None:
    subjects = [f"person:pe_{n}" for n in range(100)]
    views = [keys() for _ in range(4)]
    answers: list[dict[str, PersonId]] = []

    def work(number: int) -> None:
        views[number].ensure(subjects)
        identities = KeyedIdentities(views[number].store)
        answers.append(identities.reserve({f"id:{n}": PersonId(f"pe_{number}_{n}") for n in range(100)}))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = [[secret(view, subject) for subject in subjects] for view in views]
    assert None not in found[0]
    assert all(one == found[0] for one in found)
    assert len(answers) == 4
    assert all(answer == answers[0] for answer in answers)


def test_no_table_or_index_file_holds_a_destroyed_key_or_a_forgotten_mark(
    keys: OpenKeys, keys_dsn: str
) -> None:
    """As far as the server's own pages show it; its WAL is another matter."""
    ours = keys()
    identities = KeyedIdentities(ours.store)
    ours.ensure(["person:pe_target", *(f"person:pe_{n}" for n in range(200))])
    identities.reserve({"id:target": PersonId("pe_target"), "id:1": PersonId("pe_1")})
    with ours.store.reading() as tables:
        (box,) = (wrapped for _, subject, wrapped in tables.keys_after(0) if subject == "person:pe_target")
        (mark,) = (hash_ for hash_, person in tables.marks() if person == "pe_target")
    assert {box.hex(), mark.encode().hex()} <= {
        sign for page in pages(keys_dsn) for sign in (box.hex(), mark.encode().hex()) if sign in page
    }
    ours.destroy("person:pe_target")
    identities.forget(PersonId("pe_target"))
    left = pages(keys_dsn)
    assert not [page for page in left if box.hex() in page or mark.encode().hex() in page]
    assert not [page for page in left if b"pe_target".hex() in page]
    assert identities.people_of(["id:1", "id:target"]) == {"id:1": "pe_1"}


def pages(dsn: str) -> list[str]:
    """Every relation of the schema as the server's disk has it, in hex."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        rows = connection.execute(
            "SELECT encode(pg_read_binary_file(pg_relation_filepath(oid), 0, 100000000, true), 'hex') "
            "FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'i')"
        )
        return [row[0] or "" for row in rows]


def test_a_missing_or_wrong_master_key_is_refused_with_a_cure(
    keys: OpenKeys, keys_dsn: str, tmp_path: Path
) -> None:
    keys().ensure(["person:pe_1"])
    file = tmp_path / "keys" / MASTER_FILE
    right = file.read_text()

    def code(master: bytes | None = None) -> str:
        with pytest.raises(Refusal) as refused:
            PostgresKeyStore(Database(keys_dsn), tmp_path / "keys", master=master)
        return refused.value.code

    file.unlink()
    assert code() == "KEYS_MISSING"
    assert code(secrets.token_bytes(32)) == code(b"short") == "KEYS_WRONG"
    PostgresKeyStore(Database(keys_dsn), tmp_path / "keys", master=bytes.fromhex(right)).close()


def test_a_backup_of_either_engine_comes_back_into_the_other_and_nobody_forgotten_returns(
    keys: OpenKeys, keys_dsn: str, tmp_path: Path
) -> None:
    file_keys = open_keys(tmp_path / "file")
    file_keys.ensure(["person:pe_1", "person:pe_2", "person:pe_gone"])
    KeyedIdentities(file_keys.store).reserve({"id:1": PersonId("pe_1"), "id:2": PersonId("pe_2")})
    back_up_keys(file_keys.store, tmp_path / "one.backup")
    ours = keys()
    ours.destroy("person:pe_gone")

    def target(_: bytes) -> PostgresKeyStore:
        return PostgresKeyStore(Database(keys_dsn), tmp_path / "keys")

    restored = restore_keys_into(tmp_path / "one.backup", target, "x")
    assert restored == KeysRestored(keys=2, marks=2, forgotten=1)
    view = keys()
    assert secret(view, "person:pe_1") == secret(file_keys, "person:pe_1")
    assert view.cipher("person:pe_gone") is None
    assert KeyedIdentities(view.store).people_of(["id:1", "id:2"]) == {"id:1": "pe_1", "id:2": "pe_2"}
    view.destroy("person:pe_2")
    back_up_keys(view.store, tmp_path / "two.backup")
    assert restore_keys(tmp_path / "two.backup", tmp_path / "back") == KeysRestored(1, 1, 2)
