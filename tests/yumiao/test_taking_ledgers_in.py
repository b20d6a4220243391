"""`yumiao init` and `yumiao import`: the promised answers, exit codes and files."""

from pathlib import Path

import openpyxl
import pytest

from tests.yumiao.command_line import answer, run


def books(ledgers: Path) -> list[Path]:
    return sorted(ledgers.glob("*.xlsx"))


def test_an_import_answers_in_the_promised_shape(county: Path, ledgers: Path) -> None:
    found = answer("import", *books(ledgers), data=county, code=1)
    assert set(found) >= {"importId", "dryRun", "position", "files"}
    assert [f["kind"] for f in found["files"]] == ["villages", "members", "talents", "mentors", "reserves"]
    for file in found["files"]:
        fates = ("new", "changed", "same", "held", "rejected")
        assert file["rows"] == sum(file[fate] for fate in fates)
        assert all(
            set(p) == {"row", "column", "field", "severity", "code", "message", "messageZh"}
            for p in file["problems"]
        )


def test_a_second_time_stands_at_the_same_position_and_a_dry_run_changes_nothing(
    county: Path, ledgers: Path
) -> None:
    before = answer("verify", "--log", data=county)["position"]
    dry = answer("import", *books(ledgers), "--dry-run", data=county, code=1)
    assert answer("verify", "--log", data=county)["position"] == before == dry["position"]
    first = answer("import", *books(ledgers), data=county, code=1)
    again = answer("import", *reversed(books(ledgers)), data=county, code=1)
    assert again["position"] == first["position"]
    assert again["importId"] == first["importId"]
    assert all(f["new"] == f["changed"] == 0 for f in again["files"])
    counts = {f["file"]: (f["held"], f["rejected"]) for f in first["files"]}
    assert (
        counts
        == {f["file"]: (f["held"], f["rejected"]) for f in again["files"]}
        == {f["file"]: (f["held"], f["rejected"]) for f in dry["files"]}
    )


def test_a_refused_row_comes_back_mended_in_its_error_workbook(
    county: Path, ledgers: Path, tmp_path: Path
) -> None:
    members = next(b for b in books(ledgers) if "党员" in b.name)
    first = answer("import", members, "--errors-to", tmp_path / "errors", data=county, code=1)["files"][0]
    workbook = Path(first["errorWorkbook"])
    assert str(workbook) in run("doctor", data=county).output.replace("\n", "")
    broken = answer("import", workbook, data=county, code=1)["files"][0]
    assert (broken["rows"], broken["rejected"]) == (first["rejected"], first["rejected"])
    mended = tmp_path / "mended.xlsx"
    _mend_names(workbook, mended)
    after = answer("import", mended, data=county, code=1)["files"][0]
    assert after["new"] > 0
    assert after["new"] + after["rejected"] == first["rejected"]
    waiting = answer("ask", "Coverage", data=county)["data"]["coverage"]["all"]["pendingRows"]
    again = answer("import", mended, data=county, code=1)
    assert again["files"][0]["same"] == after["new"]
    assert answer("ask", "Coverage", data=county)["data"]["coverage"]["all"]["pendingRows"] == waiting


def _mend_names(source: Path, target: Path) -> None:
    """Fill every blank name, as somebody at a desk would."""
    book = openpyxl.load_workbook(source)
    sheet = book.worksheets[0]
    rows = [list(row) for row in sheet.iter_rows()]
    head, at = next(
        (i, j)
        for i, row in enumerate(rows)
        for j, cell in enumerate(row)
        if str(cell.value).replace("\u3000", "") == "姓名"
    )
    for row in rows[head + 1 :]:
        row[at].value = row[at].value or "补名"
    book.save(target)


def test_undo_takes_an_import_back_and_names_the_decisions_that_relied_on_it(
    county: Path, ledgers: Path
) -> None:
    empty = answer("ask", "Coverage", data=county)["data"]["coverage"]["all"]
    made = answer("import", *books(ledgers), data=county, code=1)
    waits = answer("ask", "Disputes", data=county)["data"]["disputes"]["nodes"][0]
    person, field = waits["person"]["id"], waits["fact"]["field"]["code"]
    value = waits["fact"]["said"][0]["value"]["code"]
    words = [f"person={person}", f"field={field}", f"value={value}", "reason=档案原件"]
    answer("do", "SettleFact", *(w for word in words for w in ("--set", word)), data=county)
    undone = answer("import", "--undo", made["importId"], data=county)
    assert [d["topic"] for d in undone["laterDecisions"]] == ["person.fact_settled.v1"]
    left = answer("ask", "Coverage", data=county)["data"]["coverage"]["all"]
    assert left == empty


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["import"], "FILES_MISSING"),
        (["import", "nowhere.xlsx"], "FILE_MISSING"),
        (["import", "--undo", "im_none"], "IMPORT_UNKNOWN"),
        (["import", "x.et"], "FILE_MISSING"),
        (["ask", "Coverage", "--as", "wang"], "AS_MALFORMED"),
        (["ask", "Coverage", "--as", "wang:emperor"], "AS_MALFORMED"),
        (["ask", "Coverage", "--as", "wang:township"], "AS_NEEDS_REGION"),
        (["ask", "Nothing"], "OPERATION_UNKNOWN"),
        (["ask", "Coverage", "--set", "region"], "VARIABLE_UNKNOWN"),
        (["rebuild", "moon"], "PROJECTION_UNKNOWN"),
        (["history", "nobody"], "SUBJECT_UNKNOWN"),
        (["erase", "approve", "er_none"], "REQUEST_UNKNOWN"),
        (["find", " "], "TEXT_MISSING"),
    ],
)
def test_a_mistake_is_a_coded_sentence_and_exit_code_2(county: Path, words: list[str], code: str) -> None:
    error = answer(*words, data=county, code=2)["error"]
    assert error["code"] == code
    assert error["message"]
    assert error["messageZh"]


def test_two_files_of_one_name_are_not_taken_in_one_call(county: Path, ledgers: Path, tmp_path: Path) -> None:
    twin = tmp_path / books(ledgers)[1].name
    twin.write_bytes(books(ledgers)[1].read_bytes())
    error = answer("import", books(ledgers)[1], twin, data=county, code=2)["error"]
    assert (error["code"], error["choices"]) == ("FILES_OF_ONE_NAME", [twin.name])


def test_a_place_that_cannot_be_written_is_a_sentence(county: Path) -> None:
    error = answer("backup", "/nonexistent/x.backup", data=county, code=2)["error"]
    assert error["code"] == "PLACE_UNUSABLE"


def test_a_folder_without_a_county_says_how_to_begin(tmp_path: Path) -> None:
    assert answer("ask", "Coverage", data=tmp_path / "none", code=2)["error"]["code"] == "FOLDER_MISSING"
    assert not (tmp_path / "none").exists()


def test_init_twice_is_one_county_and_another_county_is_refused(county: Path, ledgers: Path) -> None:
    files = ("--register", ledgers / "register.csv", "--townships", ledgers / "townships.csv")
    same = answer("init", "--county", "990101", *files, "--reference-date", "2026-12-31", data=county)
    assert int(same["position"]) == answer("verify", "--log", data=county)["position"]
    other = answer(
        "init", "--county", "990102", *files, "--reference-date", "2026-12-31", data=county, code=2
    )
    assert other["error"]["code"] == "REGISTER_OUTSIDE"
    wrong = answer("init", "--county", "99", *files, "--reference-date", "2026-12-31", data=county, code=2)
    assert wrong["error"]["code"] == "COUNTY_CODE"
    day = answer("init", "--county", "990101", *files, "--reference-date", "31.12.2026", data=county, code=2)
    assert day["error"]["code"] == "DATE_MALFORMED"
