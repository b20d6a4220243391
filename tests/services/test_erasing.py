"""Forgetting a person takes two people, leaves the skeleton, and is never undone by a restore."""

from pathlib import Path

import pytest

from domain.ids import RequestId
from domain.refusal import Refusal
from infra.folder import DataFolder, restore
from infra.key_backup import back_up_keys, restore_keys
from projections.answer import Counting
from projections.coverage import coverage
from services.erasing import approve_erasure, request_erasure
from tests.services.offices import UPPER, row, sheet, small_county, take
from tests.services.test_settling import ANN, person_of, reserves
from yumiao.office import Office


def erase(office: Office) -> None:
    request = request_erasure(
        office.desk, office.viewer, person_of(office), "本人要求", "个人信息保护法第四十七条"
    )
    approve_erasure(office.desk, office.parse_viewer("li:county_leader"), request)


def test_whoever_asked_cannot_approve(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        take(office, sheet("reserves", row(2, UPPER, **ANN)))
        request = request_erasure(office.desk, office.viewer, person_of(office), "本人要求", "第四十七条")
        with pytest.raises(Refusal) as refusal:
            approve_erasure(office.desk, office.viewer, request)
        assert refusal.value.code == "SAME_PERSON_APPROVES"
        assert reserves(office) == 1


def test_an_erased_person_leaves_every_count_and_every_file_on_disk(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        take(office, sheet("reserves", row(2, UPPER, **ANN)))
        erase(office)
        assert reserves(office) == 0
        with office.live.now() as world:
            assert coverage(world, office.viewer, counting=Counting.ON_ROSTER).stamp.erased_subjects == 1
        assert office.desk.identities.people_of(["id:990101199001011234"]) == {}
        assert office.log.verify_tree() is None
    for file in tmp_path.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert all(text.encode() not in content for text in (ANN["name"], ANN["id_number"]))


def test_a_restore_of_older_backups_brings_nobody_back(tmp_path: Path) -> None:
    folder, log, keys = tmp_path / "county", tmp_path / "log.backup", tmp_path / "keys.backup"
    with small_county(folder) as office:
        take(office, sheet("reserves", row(2, UPPER, **ANN)))
        back_up_keys(office.folder.keys.store, keys)
        erase(office)
        office.folder.backup(log)
    restore(log, tmp_path / "again")
    restore_keys(keys, tmp_path / "again" / "keys")
    with Office(DataFolder(tmp_path / "again")) as office:
        assert reserves(office) == 0
        assert office.desk.identities.people_of(["id:990101199001011234"]) == {}


def test_an_unknown_request_is_refused(tmp_path: Path) -> None:
    with small_county(tmp_path) as office, pytest.raises(Refusal) as refusal:
        approve_erasure(office.desk, office.viewer, RequestId("er_none"))
    assert refusal.value.code == "REQUEST_UNKNOWN"
