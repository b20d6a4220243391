"""A data folder: made once, opened by many, served by one, backed up, restored, and never bringing anyone back."""

import json
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.ids import PersonId
from domain.recorded import NewEvent
from domain.refusal import Refusal
from infra.clock import FrozenClock, SystemClock
from infra.folder import DataFolder, restore
from infra.key_backup import back_up_keys, restore_keys
from infra.keystore import KeyStore
from tests.infra.events import Described, Forgotten, described, entry, noted

COUNTY = "990101"


def refused(path: Path, county: str | None = None) -> str:
    with pytest.raises(Refusal) as refusal:
        (DataFolder.create(path, county) if county else DataFolder(path)).close()
    assert refusal.value.message
    assert refusal.value.message_zh
    return refusal.value.code


def python(code: str, *arguments: str, cwd: Path | None = None) -> "subprocess.Popen[str]":
    root = Path(__file__).parents[2]
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=cwd or root,
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
        text=True,
    )


def test_a_folder_is_made_once_and_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "yumiao-data"
    with DataFolder.create(path, COUNTY) as folder:
        folder.log.append(entry(), [noted("a:1")], {})
        assert isinstance(folder.clock, SystemClock)
    with DataFolder.create(path, COUNTY) as folder, DataFolder(path) as beside:
        assert (folder.county, beside.log.head()) == (COUNTY, 1)
    assert path.stat().st_mode & 0o077 == 0


def test_the_demo_folder_keeps_its_own_present(tmp_path: Path) -> None:
    moment = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)
    DataFolder.create(tmp_path / "d", COUNTY, frozen_at=moment).close()
    with DataFolder(tmp_path / "d") as folder:
        assert isinstance(folder.clock, FrozenClock)
        assert folder.clock.now() == moment
        assert folder.clock.today().isoformat() == "2026-03-02"  # already the next day at the office


def test_an_absent_a_strange_and_another_countys_folder_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path) == "FOLDER_MISSING"
    assert refused(tmp_path / "nowhere") == "FOLDER_MISSING"
    (tmp_path / "holiday.jpg").write_bytes(b"x")
    assert refused(tmp_path, COUNTY) == "FOLDER_NOT_EMPTY"
    DataFolder.create(tmp_path / "d", COUNTY).close()
    assert refused(tmp_path / "d", "990102") == "FOLDER_OTHER_COUNTY"
    (tmp_path / "d" / "yumiao.json").unlink()  # the making was cut short: the log knows its county already
    assert refused(tmp_path / "d", "990102") == "FOLDER_OTHER_COUNTY"
    DataFolder.create(tmp_path / "d", COUNTY).close()
    about = tmp_path / "d" / "yumiao.json"
    about.write_text(about.read_text("utf-8").replace('"format": 1', '"format": 2'), "utf-8")
    assert refused(tmp_path / "d") == "FOLDER_NEWER"
    about.write_text("{", "utf-8")
    assert refused(tmp_path / "d") == "FOLDER_DAMAGED"


def test_a_log_that_lost_its_content_is_not_taken_for_a_new_one(tmp_path: Path) -> None:
    DataFolder.create(tmp_path / "d", COUNTY).close()
    log = tmp_path / "d" / "log.sqlite"
    log.write_bytes(b"")
    assert refused(tmp_path / "d") == refused(tmp_path / "d", COUNTY) == "FOLDER_DAMAGED"
    log.unlink()
    assert refused(tmp_path / "d") == "FOLDER_MISSING"


def test_processes_that_start_at_once_make_one_folder(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from infra.folder import DataFolder; sys.stdin.readline()\n"
        "f = DataFolder.create(Path(sys.argv[1]), '990101'); print(f.log.head(), f.keys.store.master.hex())"
    )
    started = [python(code, str(tmp_path / "d")) for _ in range(4)]
    answers = [process.communicate("go\n", 60)[0] for process in started]
    assert [process.returncode for process in started] == [0] * 4
    assert len(set(answers)) == 1
    with DataFolder(tmp_path / "d") as folder:
        assert folder.log.verify_tree() is None


def test_one_serves_others_work_beside_and_a_crash_frees_the_lease(tmp_path: Path) -> None:
    with DataFolder.create(tmp_path / "d", COUNTY) as folder:
        code = (
            "import sys; from pathlib import Path; from infra.folder import DataFolder\n"
            "lease = DataFolder(Path(sys.argv[1])).lease(); print('serving', flush=True); sys.stdin.readline()"
        )
        server = python(code, str(folder.path))
        assert server.stdout is not None
        assert server.stdout.readline() == "serving\n"
        with pytest.raises(Refusal) as refusal:
            folder.lease()
        assert refusal.value.code == "FOLDER_SERVED"
        folder.log.append(entry(), [noted("a:1")], {})
        server.kill()
        server.communicate()
        with folder.lease(), pytest.raises(Refusal):
            folder.lease()
        folder.lease().release()


def test_a_backup_of_a_log_in_use_is_whole_and_restores_to_the_same_root(tmp_path: Path) -> None:
    stop = threading.Event()
    with DataFolder.create(tmp_path / "d", COUNTY) as folder:

        def write() -> None:
            n = 0
            while not stop.is_set():
                folder.log.append(entry(), [noted(f"a:{n}"), described(f"person:pe_{n}", "张三")], {})
                n += 1

        writer = threading.Thread(target=write)
        writer.start()
        try:
            trees = [folder.backup(tmp_path / f"log{n}.backup") for n in range(3)]
        finally:
            stop.set()
            writer.join()
        back_up_keys(folder.keys.store, tmp_path / "keys.backup")
        for n, tree in enumerate(trees):
            restore(tmp_path / f"log{n}.backup", tmp_path / f"r{n}")
            restore_keys(tmp_path / "keys.backup", tmp_path / f"r{n}" / "keys")
            with DataFolder(tmp_path / f"r{n}") as again:
                assert (again.log.tree().size, again.log.tree().root()) == (tree.size, tree.root())
                assert again.log.read_all(limit=tree.size) == folder.log.read_all(limit=tree.size)
                assert again.county == COUNTY
                again.log.append(entry(), [noted("next:1")], {})
                assert again.log.verify_tree() is None
    assert {p.name for p in tmp_path.iterdir()} == {
        "d", "r0", "r1", "r2", "keys.backup", "log0.backup", "log1.backup", "log2.backup",
    }  # fmt: skip


def test_a_backup_never_overwrites_and_a_restore_wants_an_empty_folder(tmp_path: Path) -> None:
    with DataFolder.create(tmp_path / "d", COUNTY) as folder:
        folder.backup(tmp_path / "b")
        with pytest.raises(Refusal) as refusal:
            folder.backup(tmp_path / "b")
        assert refusal.value.code == "FILE_EXISTS"
    with pytest.raises(Refusal) as refusal:
        restore(tmp_path / "b", tmp_path / "d")
    assert refusal.value.code == "FOLDER_NOT_EMPTY"


def test_a_damaged_backup_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    import sqlite3

    with DataFolder.create(tmp_path / "d", COUNTY) as folder:
        folder.log.append(entry(), [noted(f"a:{n}") for n in range(300)], {})
        folder.backup(tmp_path / "b")
    whole = (tmp_path / "b").read_bytes()

    def code(name: str) -> str:
        with pytest.raises(Refusal) as refusal:
            restore(tmp_path / name, tmp_path / "r")
        assert list((tmp_path / "r").iterdir()) == []
        return refusal.value.code

    assert code("absent") == "BACKUP_DAMAGED"
    for n, content in enumerate((b"", b"hello" * 1000, whole[: len(whole) // 2], whole[:100])):
        (tmp_path / f"b{n}").write_bytes(content)
        assert code(f"b{n}") == "BACKUP_DAMAGED"
    for n, statement in enumerate((
        "UPDATE event SET entered_by = 'x' WHERE position = 3",
        "DELETE FROM event WHERE position = 300",
        "UPDATE manifest SET content = '{}'",
        "DROP TABLE manifest",
    )):  # fmt: skip
        edited = tmp_path / f"e{n}"
        edited.write_bytes(whole)
        db = sqlite3.connect(edited)
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        db.execute(statement)
        db.commit()
        db.close()
        assert code(f"e{n}") == "BACKUP_DAMAGED"
    assert code("d/log.sqlite") == "BACKUP_DAMAGED"


def test_a_restore_never_brings_a_forgotten_person_back(tmp_path: Path) -> None:
    """The keys come from a backup older than the erasure; the log tells who was forgotten since."""
    with DataFolder.create(tmp_path / "d", COUNTY) as folder:
        folder.log.append(entry(), [described("person:pe_1", "张三"), described("person:pe_2", "李四")], {})
        folder.identities.reserve({"id:1": PersonId("pe_1"), "id:2": PersonId("pe_2")})
        back_up_keys(folder.keys.store, tmp_path / "keys.backup")
        folder.log.append(
            entry(),
            [NewEvent(stream="person:pe_1", event=Forgotten(subject="person:pe_1"))],
            {"person:pe_1": 1},
        )
        folder.keys.destroy("person:pe_1")
        folder.backup(tmp_path / "log.backup")
    restore(tmp_path / "log.backup", tmp_path / "r")
    restore_keys(tmp_path / "keys.backup", tmp_path / "r" / "keys")
    with DataFolder(tmp_path / "r") as folder:
        assert folder.forgotten_again == ("person:pe_1",)
        first, second, _ = folder.log.read_all()
        assert first.event == Described(sealed_for="person:pe_1")
        assert second.event.private.name == "李四"
        assert folder.identities.people_of(["id:1", "id:2"]) == {"id:2": "pe_2"}
        assert folder.log.verify_tree() is None
    with DataFolder(tmp_path / "r") as folder:
        assert folder.forgotten_again == ()


def test_a_restored_log_without_its_keys_says_so(tmp_path: Path) -> None:
    with DataFolder.create(tmp_path / "d", COUNTY) as folder:
        folder.backup(tmp_path / "b")
    restore(tmp_path / "b", tmp_path / "r")
    assert refused(tmp_path / "r") == "KEYS_MISSING"
    KeyStore(tmp_path / "r" / "keys", create=True).close()
    DataFolder(tmp_path / "r").close()
    assert json.loads((tmp_path / "r" / "yumiao.json").read_bytes()) == {"format": 1, "county": COUNTY}
