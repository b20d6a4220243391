"""Keys and identities: made once, forgotten for good, in one process and in another."""

import secrets
import threading
from pathlib import Path

import pytest

from domain.ids import PersonId
from domain.refusal import Refusal
from infra.identities import KeyedIdentities
from infra.keys import CIPHERS_KEPT, SealingKeys
from infra.keystore import MASTER_FILE, KeyStore, fingerprint
from infra.sqlite_keys import SQLiteKeyTables
from tests.infra.events import open_keys


def secret(keys: SealingKeys, subject: str) -> bytes | None:
    """What a subject's cipher makes of zeros: the same while the key is the same."""
    cipher = keys.cipher(subject)
    return cipher.encrypt(bytes(12), bytes(16), None) if cipher else None


def code(folder: Path, master: bytes | None = None) -> str:
    with pytest.raises(Refusal) as refused:
        KeyStore(folder, master=master)
    return refused.value.code


def all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_a_key_is_made_once_and_found_again(tmp_path: Path) -> None:
    keys = open_keys(tmp_path)
    assert keys.cipher("person:pe_1") is None
    keys.ensure(["person:pe_1", "person:pe_2", "person:pe_1"])
    first = secret(keys, "person:pe_1")
    keys.ensure(["person:pe_1"])
    assert first is not None
    assert secret(keys, "person:pe_1") == first == secret(open_keys(tmp_path), "person:pe_1")
    assert secret(keys, "person:pe_2") != first


def test_a_destroyed_key_is_gone_and_never_made_again(tmp_path: Path) -> None:
    keys = open_keys(tmp_path)
    keys.ensure(["person:pe_1", "person:pe_2"])
    assert secret(keys, "person:pe_1")
    keys.destroy("person:pe_1")
    keys.destroy("person:never_seen")
    keys.ensure(["person:pe_1", "person:never_seen"])
    for view in (keys, open_keys(tmp_path)):
        assert view.cipher("person:pe_1") is None
        assert view.cipher("person:never_seen") is None
        assert view.cipher("person:pe_2") is not None
        assert view.destroyed() == {fingerprint("person:pe_1"), fingerprint("person:never_seen")}
        assert view.is_destroyed("person:pe_1")
        assert not view.is_destroyed("person:pe_2")


def test_another_process_notices_keys_made_and_destroyed(tmp_path: Path) -> None:
    ours, theirs = open_keys(tmp_path), open_keys(tmp_path)
    ours.ensure(["person:pe_1", "person:pe_2"])
    assert secret(theirs, "person:pe_1") == secret(ours, "person:pe_1")
    ours.destroy("person:pe_1")
    theirs.refresh()
    assert theirs.cipher("person:pe_1") is None
    theirs.ensure(["person:pe_1"])
    assert theirs.cipher("person:pe_1") is None
    ours.ensure(["person:pe_3"])  # it may take the destroyed one's number in the table
    assert secret(theirs, "person:pe_3") == secret(ours, "person:pe_3")


def test_two_processes_that_make_the_same_key_at_once_agree(tmp_path: Path) -> None:
    subjects = [f"person:pe_{n}" for n in range(300)]
    views = [open_keys(tmp_path) for _ in range(4)]
    threads = [threading.Thread(target=view.ensure, args=(subjects,)) for view in views]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = [[secret(view, subject) for subject in subjects] for view in views]
    assert None not in found[0]
    assert all(one == found[0] for one in found)
    assert len(set(found[0])) == 300


def test_more_subjects_than_ciphers_are_kept_all_stay_readable(tmp_path: Path) -> None:
    keys = open_keys(tmp_path)
    subjects = [f"person:pe_{n}" for n in range(CIPHERS_KEPT + 5)]
    keys.ensure(subjects)
    assert all(keys.cipher(subject) for subject in subjects)
    assert secret(keys, subjects[0]) == secret(open_keys(tmp_path), subjects[0])


def test_reading_while_another_thread_destroys_never_loses_the_others(tmp_path: Path) -> None:
    keys = open_keys(tmp_path)
    keys.ensure(["person:stays", *(f"person:goes_{n}" for n in range(15))])
    expected, done, wrong = secret(keys, "person:stays"), threading.Event(), []

    def read() -> None:
        while not done.is_set():
            if secret(keys, "person:stays") != expected:
                wrong.append("lost")

    thread = threading.Thread(target=read)
    thread.start()
    for n in range(15):
        keys.destroy(f"person:goes_{n}")
        assert keys.cipher(f"person:goes_{n}") is None
    done.set()
    thread.join()
    assert wrong == []


def test_no_byte_of_a_destroyed_key_or_a_forgotten_mark_stays_in_any_file(tmp_path: Path) -> None:
    """Pages split and merge: cells that moved must not leave copies behind."""
    keys = open_keys(tmp_path)
    identities = KeyedIdentities(keys.store)
    for batch in range(30):
        keys.ensure([f"person:pe_{secrets.token_hex(12)}" for _ in range(40)])
        keys.ensure([f"person:pe_target{batch}"])
        identities.reserve({f"id:{batch}{n}": PersonId(f"pe_{secrets.token_hex(12)}") for n in range(40)})
        identities.reserve({f"id:target{batch}": PersonId(f"pe_target{batch}")})
    with keys.store.reading() as tables:
        assert isinstance(tables, SQLiteKeyTables)
        boxes = [
            row[0] for row in tables.db.execute("SELECT wrapped FROM data_key WHERE subject LIKE '%target%'")
        ]
        marks = [row[0] for row in tables.db.execute("SELECT hash FROM mark WHERE person LIKE '%target%'")]
    assert len(boxes) == len(marks) == 30
    for batch in range(30):
        keys.destroy(f"person:pe_target{batch}")
        identities.forget(PersonId(f"pe_target{batch}"))
    left = all_bytes(tmp_path)
    assert not [box for box in boxes if box in left or box[12:28] in left]
    assert not [mark for mark in marks if mark.encode() in left]
    assert b"target" not in left
    assert (tmp_path / "keys" / "keys.sqlite-wal").stat().st_size == 0


def test_the_master_key_is_its_owners_only_and_never_in_the_database(tmp_path: Path) -> None:
    keys = open_keys(tmp_path)
    keys.ensure(["person:pe_1"])
    folder = tmp_path / "keys"
    assert {path.stat().st_mode & 0o077 for path in (folder, *folder.iterdir())} == {0}
    database = b"".join(path.read_bytes() for path in folder.glob("keys.sqlite*"))
    assert keys.store.master not in database
    assert keys.store.master.hex().encode() not in database
    box = keys._held.wrapped["person:pe_1"]
    assert keys.store.unwrap(box, "person:pe_1") not in database


def test_a_wrapped_key_moved_to_another_subject_does_not_open(tmp_path: Path) -> None:
    keys = open_keys(tmp_path)
    keys.ensure(["person:pe_1", "person:pe_2"])
    with keys.store.writing() as tables:
        assert isinstance(tables, SQLiteKeyTables)
        tables.db.execute(
            "UPDATE data_key SET wrapped = (SELECT wrapped FROM data_key WHERE subject = 'person:pe_1') "
            "WHERE subject = 'person:pe_2'"
        )
    with pytest.raises(Refusal) as refused:
        open_keys(tmp_path).cipher("person:pe_2")
    assert refused.value.code == "KEYS_WRONG"


def test_a_missing_or_wrong_master_key_is_refused_with_a_cure(tmp_path: Path) -> None:
    open_keys(tmp_path).ensure(["person:pe_1"])
    folder, file = tmp_path / "keys", tmp_path / "keys" / MASTER_FILE
    right = file.read_bytes()
    assert code(tmp_path / "nowhere") == "KEYS_MISSING"
    file.unlink()
    assert code(folder) == "KEYS_MISSING"
    for wrong in (secrets.token_hex(32).encode(), b"", b"not hex", right[:20], right + b"ff"):
        file.write_bytes(wrong)
        assert code(folder) == "KEYS_WRONG"
    file.write_bytes(right)
    KeyStore(folder).close()
    assert code(folder, master=secrets.token_bytes(32)) == "KEYS_WRONG"
    assert code(folder, master=b"short") == "KEYS_WRONG"
    KeyStore(folder, master=bytes.fromhex(right.decode())).close()


def test_a_master_key_from_the_settings_is_written_nowhere(tmp_path: Path) -> None:
    master = secrets.token_bytes(32)
    store = KeyStore(tmp_path, master=master, create=True)
    SealingKeys(store).ensure(["person:pe_1"])
    assert not (tmp_path / MASTER_FILE).exists()
    assert master not in all_bytes(tmp_path)
    store.close()
    assert code(tmp_path) == "KEYS_MISSING"
    assert SealingKeys(KeyStore(tmp_path, master=master)).cipher("person:pe_1") is not None


@pytest.mark.parametrize(
    "damage", [b"no database at all, but long enough to look at" * 100, b"SQLite format 3\x00"]
)
def test_a_damaged_key_store_is_refused(tmp_path: Path, damage: bytes) -> None:
    open_keys(tmp_path).store.close()
    (tmp_path / "keys" / "keys.sqlite").write_bytes(damage)
    assert code(tmp_path / "keys") == "KEYS_DAMAGED"


def test_a_mark_belongs_to_whoever_reserved_it_first(tmp_path: Path) -> None:
    identities = KeyedIdentities(open_keys(tmp_path).store)
    assert identities.reserve({"id:1": PersonId("pe_a"), "row:x": PersonId("pe_a")}) == {
        "id:1": "pe_a",
        "row:x": "pe_a",
    }
    others = KeyedIdentities(open_keys(tmp_path).store)
    assert others.reserve({"id:1": PersonId("pe_b"), "id:2": PersonId("pe_b")}) == {
        "id:1": "pe_a",
        "id:2": "pe_b",
    }
    assert identities.people_of(["id:2", "id:3", "row:x"]) == {"id:2": "pe_b", "row:x": "pe_a"}
    assert identities.reserve({}) == identities.people_of([]) == {}


def test_processes_that_reserve_the_same_marks_at_once_agree(tmp_path: Path) -> None:
    answers: list[dict[str, PersonId]] = []
    stores = [open_keys(tmp_path).store for _ in range(4)]

    def reserve(number: int) -> None:
        identities = KeyedIdentities(stores[number])
        answers.append(identities.reserve({f"id:{n}": PersonId(f"pe_{number}_{n}") for n in range(200)}))

    threads = [threading.Thread(target=reserve, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 4
    assert all(answer == answers[0] for answer in answers)


def test_a_forgotten_person_has_no_marks_and_nothing_is_stored_plainly(tmp_path: Path) -> None:
    identities = KeyedIdentities(open_keys(tmp_path).store)
    mark = "id:990101199001010015"
    identities.reserve({mark: PersonId("pe_a"), "row:members|张三|990101100200|1990-01": PersonId("pe_a")})
    content = all_bytes(tmp_path)
    assert b"990101199001010015" not in content
    assert "张三".encode() not in content
    identities.forget(PersonId("pe_a"))
    assert identities.people_of([mark]) == {}
    assert identities.reserve({mark: PersonId("pe_b")}) == {mark: "pe_b"}
