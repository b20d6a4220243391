"""Questions, histories and the care of a folder, as a user types them."""

import sqlite3
from pathlib import Path

import openpyxl

from tests.docs import README, readme
from tests.yumiao.command_line import answer, run
from yumiao.operations import questions


def test_every_question_is_listed_and_has_words_in_both_languages(demo: Path) -> None:
    listed = answer("ask", data=demo)["operations"]
    assert {q["name"] for q in listed} == {q.name for q in questions()}
    assert all(q["zh"] and q["en"] for q in listed)
    assert {
        "VillagesLackingReserves",
        "Coverage",
        "StructureByTownship",
        "MentorLoads",
        "People",
        "PersonFile",
    } <= {q["name"] for q in listed}


def test_questions_answer_as_table_as_json_and_as_workbook(demo: Path, tmp_path: Path) -> None:
    words = ("ask", "VillagesLackingReserves", "--set", "counting=ON_ROSTER", "--set", "first=100")
    nodes = answer(*words, data=demo)["data"]["villagesLackingReserves"]["nodes"]
    assert len(nodes) == 24
    table = run(*words, "-o", tmp_path / "out.xlsx", data=demo)
    assert nodes[0]["code"] in table.stdout
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert [c.value for c in book.worksheets[1]["A"]][1:] == [n["code"] for n in nodes]


def test_the_answer_on_the_first_page_is_the_real_one(tmp_path: Path) -> None:
    answer("demo", "--once", data=tmp_path / "demo")
    assert README.read_text("utf-8") == readme(tmp_path / "demo"), "run: python -m tests.docs"


def test_a_township_sees_its_own_villages_only(demo: Path) -> None:
    words = ("ask", "VillagesLackingReserves", "--set", "first=100", "--as", "wang:township:990101101")
    nodes = answer(*words, data=demo)["data"]["villagesLackingReserves"]["nodes"]
    assert nodes
    assert all(n["code"].startswith("990101101") for n in nodes)
    outside = answer(*words, "--set", "region=990101100", data=demo, code=2)
    assert outside["errors"][0]["extensions"]["code"] == "FORBIDDEN"


def test_a_list_of_things_can_be_given_as_json(demo: Path) -> None:
    merits = 'merits=[{"code": "POLITICAL", "evidence": "座谈,走访"}]'
    words = (
        "do",
        "ProposeCandidate",
        "--set",
        "person=pe_none",
        "--set",
        "village=990101100200",
        "--set",
        merits,
    )
    told = answer(*words, data=demo, code=1)["data"]["proposeCandidate"]["userErrors"]
    assert [error["code"] for error in told] == ["PERSON_UNKNOWN"]


def test_people_are_found_by_name_pinyin_initials_and_last_four(demo: Path) -> None:
    everybody = answer("find", "wang", data=demo)["people"]
    assert everybody
    somebody = everybody[0]
    assert set(somebody) >= {"id", "name"}
    for text in (somebody["name"], somebody["id"]):
        assert somebody["id"] in {p["id"] for p in answer("find", text, data=demo)["people"]}
    file = answer("ask", "PersonFile", "--set", f"id={somebody['id']}", "--set", "case=查档", data=demo)
    number = file["data"]["personFile"]["idNumber"]
    if number:
        assert somebody["id"] in {p["id"] for p in answer("find", number[-4:], data=demo)["people"]}


def test_a_history_names_file_row_and_who_entered_it(demo: Path) -> None:
    person = answer("find", "wang", data=demo)["people"][0]["id"]
    events = answer("history", person, data=demo)["events"]
    assert events[0]["source"]["file"].endswith(".xlsx")
    assert events[0]["source"]["row"] > 1
    assert events[0]["enteredBy"] == "local"
    assert (
        answer("history", "990101100200", data=demo)["events"][0]["topic"] == "register.village_registered.v1"
    )


def test_verify_rebuild_and_doctor_are_content_with_a_sound_folder(demo: Path) -> None:
    verified = answer("verify", data=demo)
    assert verified["ok"]
    assert verified["answers"] > 1000
    rebuilt = answer("rebuild", data=demo)
    assert rebuilt["events"] == verified["position"]
    assert rebuilt["eventsPerSecond"] > 0
    assert answer("doctor", data=demo)["ok"]


def test_a_row_changed_behind_the_programs_back_is_found(county: Path) -> None:
    with sqlite3.connect(county / "log.sqlite") as db:
        triggers = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
        for trigger in triggers:
            db.execute(f"DROP TRIGGER {trigger}")
        db.execute("UPDATE event SET entered_by = 'nobody' WHERE position = 5")
    db.close()
    for words in (("verify",), ("verify", "--log"), ("doctor",)):
        found = answer(*words, data=county, code=1)
        assert not found["ok"]
    assert answer("verify", "--log", data=county, code=1)["first"]["position"] == 5


def test_a_backup_with_its_keys_answers_identically(demo: Path, tmp_path: Path) -> None:
    answer("backup", tmp_path / "log.backup", data=demo)
    answer("keys", "backup", tmp_path / "keys.backup", data=demo)
    restored = tmp_path / "again"
    answer("restore", tmp_path / "log.backup", "--keys", tmp_path / "keys.backup", data=restored)
    words = ("ask", "StructureByTownship", "--set", "counting=ON_ROSTER", "--set", "onDate=2026-06-30")
    assert answer(*words, data=restored) == answer(*words, data=demo)
    assert answer("find", "wang", data=restored)["people"] == answer("find", "wang", data=demo)["people"]
    full = answer("restore", tmp_path / "log.backup", data=restored, code=2)
    assert full["error"]["code"] == "FOLDER_NOT_EMPTY"


def test_a_restored_log_without_its_keys_says_what_is_missing(demo: Path, tmp_path: Path) -> None:
    answer("backup", tmp_path / "log.backup", data=demo)
    answer("restore", tmp_path / "log.backup", data=tmp_path / "again")
    assert answer("ask", "Coverage", data=tmp_path / "again", code=2)["error"]["code"] == "KEYS_MISSING"


def test_erasing_takes_two_people_and_empties_the_file(county: Path, ledgers: Path) -> None:
    answer("import", *sorted(ledgers.glob("*.xlsx")), data=county, code=1)
    person = answer("find", "wang", data=county)["people"][0]
    words = ("--reason", "本人要求", "--basis", "个人信息保护法第四十七条", "--as", "li:county_department")
    request = answer("erase", "request", person["id"], *words, data=county)["request"]
    refused = answer("erase", "approve", request, "--as", "li:county_department", data=county, code=2)
    assert refused["error"]["code"] == "SAME_PERSON_APPROVES"
    answer("erase", "approve", request, "--as", "zhao:county_leader", data=county)
    assert person["id"] not in {p["id"] for p in answer("find", person["name"], data=county)["people"]}
    assert answer("history", person["id"], data=county)["forgotten"]
    assert answer("verify", data=county)["ok"]


def test_a_restored_demo_county_stands_on_its_own_day_and_answers_alike(demo: Path, tmp_path: Path) -> None:
    answer("backup", tmp_path / "log.backup", data=demo)
    answer("keys", "backup", tmp_path / "keys.backup", data=demo)
    copy = tmp_path / "copy"
    answer("restore", tmp_path / "log.backup", "--keys", tmp_path / "keys.backup", data=copy)
    for question in ("Coverage", "ContactDue", "Reviews"):
        assert answer("ask", question, data=copy)["data"] == answer("ask", question, data=demo)["data"]
