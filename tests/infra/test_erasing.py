"""Erase and grep: before an erasure nothing private is plain in any file, after it nothing is left at all."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from domain.ids import PersonId
from domain.recorded import NewEvent
from domain.refusal import Refusal
from infra.folder import DataFolder
from infra.key_backup import back_up_keys
from tests.infra.events import Described, Description, Forgotten, described, entry

NAME, ID_NUMBER, PHONE = "司马沁雪", "990101199003070019", "19900007319"
PERSON = "person:pe_5f0c"


def traces(folder: Path, *more: bytes) -> list[str]:
    """Files that hold a private value in any usual encoding, whole or as SQLite or JSON might spell it."""
    wanted = [
        text.encode(encoding)
        for text in (NAME, ID_NUMBER, PHONE)
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
    ]
    wanted += [NAME.encode("unicode_escape"), *more]
    return [
        f"{path.name}: {value!r}"
        for path in folder.rglob("*")
        if path.is_file()
        for value in wanted
        if value in path.read_bytes()
    ]


def fill(folder: DataFolder) -> None:
    for n in range(40):
        folder.log.append(entry(), [described(f"person:pe_{n}", f"旁人{n}")], {})
    folder.log.append(entry(), [described(PERSON, NAME, id_number=ID_NUMBER, phone=PHONE)], {})
    folder.identities.reserve({
        f"id:{ID_NUMBER}": PersonId("pe_5f0c"),
        f"row:members|{NAME}|990101100200|1990-03": PersonId("pe_5f0c"),
    })  # fmt: skip


def test_nothing_private_is_ever_plain_and_after_the_erasure_nothing_can_be_read(tmp_path: Path) -> None:
    with DataFolder.create(tmp_path / "d", "990101") as folder:
        fill(folder)
        assert (tmp_path / "d" / "log.sqlite-wal").stat().st_size > 0
        assert traces(tmp_path) == []
        (found,) = folder.log.read(PERSON)
        assert found.event.private == Description(name=NAME, id_number=ID_NUMBER, phone=PHONE)
        with closing(sqlite3.connect(tmp_path / "d" / "keys" / "keys.sqlite")) as db:
            (box,) = db.execute("SELECT wrapped FROM data_key WHERE subject = ?", (PERSON,)).fetchone()
        key = folder.keys.store.unwrap(box, PERSON)
        root = folder.log.tree().root()

        folder.keys.destroy(PERSON)
        folder.identities.forget(PersonId("pe_5f0c"))

        assert traces(tmp_path, box, key, box[12:]) == []
        assert traces(tmp_path / "d" / "keys", PERSON.encode(), b"pe_5f0c") == []
        assert folder.log.read(PERSON)[0].event == Described(sealed_for=PERSON)
        assert folder.log.read("person:pe_7")[0].event.private.name == "旁人7"
        assert folder.log.tree().root() == root
        assert folder.log.verify_tree() is None
        folder.log.append(entry(), [NewEvent(stream=PERSON, event=Forgotten(subject=PERSON))], {PERSON: 1})
        folder.backup(tmp_path / "log.backup")
        back_up_keys(folder.keys.store, tmp_path / "keys.backup")
        assert traces(tmp_path, box, key) == []
    with DataFolder(tmp_path / "d") as folder:
        assert folder.log.read(PERSON)[0].event == Described(sealed_for=PERSON)
        assert folder.identities.people_of([f"id:{ID_NUMBER}"]) == {}
    assert traces(tmp_path, box, key) == []


def test_a_server_that_had_the_key_in_memory_stops_reading_when_another_process_destroys_it(
    tmp_path: Path,
) -> None:
    with DataFolder.create(tmp_path / "d", "990101") as server:
        fill(server)
        assert server.log.read(PERSON)[0].event.private is not None
        with DataFolder(tmp_path / "d") as command:
            command.keys.destroy(PERSON)
        assert server.log.read(PERSON)[0].event.private is None
        assert dict(server.log.read_events())[41] == Described(sealed_for=PERSON)


def test_no_refusal_quotes_a_private_value(tmp_path: Path) -> None:
    with DataFolder.create(tmp_path / "d", "990101") as folder:
        fill(folder)
        folder.keys.destroy(PERSON)
        with pytest.raises(Refusal) as refused:
            folder.log.append(entry(), [described(PERSON, NAME)], {PERSON: 1})
        assert refused.value.code == "SUBJECT_FORGOTTEN"
        assert NAME not in f"{refused.value.message} {refused.value.message_zh} {refused.value.seen}"
        assert folder.log.head() == 41
