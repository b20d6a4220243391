"""Keys are backed up apart from the log, and coming back they bring nobody back."""

import secrets
import shutil
from pathlib import Path

import pytest

from domain.ids import PersonId
from domain.refusal import Refusal
from infra.identities import KeyedIdentities
from infra.key_backup import KeysRestored, back_up_keys, restore_keys
from infra.keys import SealingKeys
from infra.keystore import MASTER_FILE, KeyStore
from infra.sqlite_keys import SQLiteKeyTables
from tests.infra.test_keys import all_bytes, secret


def opened(folder: Path, master: bytes | None = None) -> tuple[SealingKeys, KeyedIdentities]:
    store = KeyStore(folder, master=master, create=True)
    return SealingKeys(store), KeyedIdentities(store)


def refused(file: Path, into: Path, master: bytes | None = None) -> str:
    with pytest.raises(Refusal) as refusal:
        restore_keys(file, into, master=master)
    return refusal.value.code


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A backup with two people and a village, of a store that is gone; pe_gone was forgotten before it."""
    keys, identities = opened(tmp_path / "first")
    keys.ensure(["person:pe_1", "person:pe_2", "person:pe_gone", "village:990101100200"])
    identities.reserve({"id:1": PersonId("pe_1"), "id:2": PersonId("pe_2"), "id:gone": PersonId("pe_gone")})
    keys.destroy("person:pe_gone")
    identities.forget(PersonId("pe_gone"))
    back_up_keys(keys.store, tmp_path / "keys.backup")
    keys.store.close()
    return tmp_path / "keys.backup"


def test_a_backup_is_one_private_file_and_never_overwrites(tmp_path: Path, file: Path) -> None:
    assert file.stat().st_mode & 0o077 == 0
    assert {path.name for path in tmp_path.iterdir()} == {"first", "keys.backup"}
    keys, _ = opened(tmp_path / "first")
    with pytest.raises(Refusal) as again:
        back_up_keys(keys.store, file)
    assert again.value.code == "FILE_EXISTS"


def test_an_empty_folder_gets_everything_back(tmp_path: Path, file: Path) -> None:
    before, _ = opened(tmp_path / "first")
    assert restore_keys(file, tmp_path / "second") == KeysRestored(keys=3, marks=2, forgotten=1)
    keys, identities = opened(tmp_path / "second")
    assert secret(keys, "person:pe_1") == secret(before, "person:pe_1")
    assert identities.people_of(["id:1", "id:2", "id:gone"]) == {"id:1": "pe_1", "id:2": "pe_2"}
    keys.ensure(["person:pe_gone"])
    assert keys.cipher("person:pe_gone") is None
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "second").iterdir()} == {0}


def test_whoever_was_forgotten_since_stays_forgotten(tmp_path: Path, file: Path) -> None:
    keys, identities = opened(tmp_path / "first")
    with keys.store.reading() as tables:
        assert isinstance(tables, SQLiteKeyTables)
        (box,) = tables.db.execute("SELECT wrapped FROM data_key WHERE subject = 'person:pe_2'").fetchone()
    keys.destroy("person:pe_2")
    identities.forget(PersonId("pe_2"))
    keys.store.close()
    assert restore_keys(file, tmp_path / "first") == KeysRestored(keys=0, marks=0, forgotten=2)
    keys, identities = opened(tmp_path / "first")
    assert keys.cipher("person:pe_2") is None
    assert identities.people_of(["id:1", "id:2"]) == {"id:1": "pe_1"}
    assert box not in all_bytes(tmp_path / "first")


def test_whoever_the_backup_knows_as_forgotten_is_forgotten_here_too(tmp_path: Path, file: Path) -> None:
    """The folder came back from an older copy in which the person still had a key."""
    shutil.copytree(tmp_path / "first", tmp_path / "older")
    keys, identities = opened(tmp_path / "first")
    keys.destroy("person:pe_1")
    identities.forget(PersonId("pe_1"))
    back_up_keys(keys.store, tmp_path / "newer.backup")
    restore_keys(tmp_path / "newer.backup", tmp_path / "older")
    keys, identities = opened(tmp_path / "older")
    assert keys.cipher("person:pe_1") is None
    assert identities.people_of(["id:1", "id:2"]) == {"id:2": "pe_2"}


def test_a_folder_that_was_opened_before_its_keys_came_back_takes_them_in(tmp_path: Path, file: Path) -> None:
    before, _ = opened(tmp_path / "first")
    keys, _ = opened(tmp_path / "fresh")
    keys.ensure(["person:pe_new"])
    new = secret(keys, "person:pe_new")
    keys.store.close()
    restore_keys(file, tmp_path / "fresh")
    keys, identities = opened(tmp_path / "fresh")
    assert secret(keys, "person:pe_1") == secret(before, "person:pe_1")
    assert secret(keys, "person:pe_new") == new
    assert identities.people_of(["id:1"]) == {"id:1": "pe_1"}


def test_stores_that_have_grown_apart_are_not_mixed(tmp_path: Path, file: Path) -> None:
    keys, identities = opened(tmp_path / "other")
    identities.reserve({"id:1": PersonId("pe_other")})
    keys.store.close()
    assert refused(file, tmp_path / "other") == "KEYS_GROWN_APART"
    keys, identities = opened(tmp_path / "other")
    assert identities.people_of(["id:1"]) == {"id:1": "pe_other"}
    keys, _ = opened(tmp_path / "third")
    keys.ensure(["person:pe_1"])
    keys.store.close()
    assert refused(file, tmp_path / "third") == "KEYS_GROWN_APART"


def test_a_lost_master_key_comes_back_only_where_it_fits(tmp_path: Path, file: Path) -> None:
    before, _ = opened(tmp_path / "first")
    kept = secret(before, "person:pe_1")
    before.store.close()
    (tmp_path / "first" / MASTER_FILE).unlink()
    restore_keys(file, tmp_path / "first")
    keys, _ = opened(tmp_path / "first")
    assert secret(keys, "person:pe_1") == kept
    strange, _ = opened(tmp_path / "other")
    strange.store.close()
    (tmp_path / "other" / MASTER_FILE).unlink()
    assert refused(file, tmp_path / "other") == "KEYS_WRONG"
    assert not (tmp_path / "other" / MASTER_FILE).exists()


def test_a_master_key_of_the_settings_stays_out_of_the_backup(tmp_path: Path) -> None:
    master = secrets.token_bytes(32)
    keys, _ = opened(tmp_path / "first", master)
    keys.ensure(["person:pe_1"])
    file = tmp_path / "keys.backup"
    back_up_keys(keys.store, file)
    assert master not in file.read_bytes()
    assert refused(file, tmp_path / "second") == "KEYS_MISSING"
    assert refused(file, tmp_path / "second", secrets.token_bytes(32)) == "KEYS_WRONG"
    restore_keys(file, tmp_path / "second", master=master)
    again, _ = opened(tmp_path / "second", master)
    assert secret(again, "person:pe_1") == secret(keys, "person:pe_1")


def test_a_file_that_is_no_key_backup_is_refused(tmp_path: Path, file: Path) -> None:
    whole = file.read_bytes()
    for content in (b"", b"some other file" * 400, whole[: len(whole) // 2]):
        file.write_bytes(content)
        assert refused(file, tmp_path / "second") == "BACKUP_DAMAGED"
    assert refused(tmp_path / "nothing", tmp_path / "second") == "BACKUP_DAMAGED"
    assert refused(tmp_path / "first" / "keys.sqlite", tmp_path / "second") == "BACKUP_DAMAGED"
    assert not (tmp_path / "second").exists()
