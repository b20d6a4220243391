"""The corpus is what it says: read back with calamine, its rows stand where the truth says they stand."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.ledgers.corpus import write_corpus
from tests.ledgers.counties import STYLES
from tests.ledgers.file_cases import TOO_LARGE_BYTES
from tests.ledgers.spoil import AMBIGUOUS, DEFECTS
from tests.ledgers.truth import Case, SheetTruth
from yumiao.demo.identity import check_digit
from yumiao.demo.people import LEVELS

COUNTIES = [style.name for style in STYLES]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Case]:
    return {case.name: case for case in write_corpus(tmp_path_factory.mktemp("corpus"))}


def grid(case: Case, sheet: SheetTruth) -> list[list[object]]:
    book = CalamineWorkbook.from_path(str(case.folder / sheet.file))
    return [list(row) for row in book.get_sheet_by_name(sheet.sheet).to_python(skip_empty_area=False)]


def plain(cell: object) -> str:
    return re.sub(r"\s", "", str(cell))


def test_there_are_at_least_twelve_counties_and_every_file_is_there(corpus: dict[str, Case]) -> None:
    assert len(COUNTIES) >= 12
    for case in corpus.values():
        assert case.files
        assert all(path.is_file() for path in (*case.files, case.register, case.townships))


@pytest.mark.parametrize("name", COUNTIES)
def test_the_header_stands_where_the_truth_says(corpus: dict[str, Case], name: str) -> None:
    for sheet in corpus[name].sheets:
        header = grid(corpus[name], sheet)[sheet.header_row - 1]
        above = grid(corpus[name], sheet)[sheet.header_row - 2]
        for column in sheet.columns:
            assert plain(header[column.index] or above[column.index]) == plain(column.levels[-1])


@pytest.mark.parametrize("name", COUNTIES)
def test_good_rows_hold_their_names_and_numbers(corpus: dict[str, Case], name: str) -> None:
    for sheet in corpus[name].sheets:
        rows = grid(corpus[name], sheet)
        places = {column.field: column.index for column in sheet.columns}
        for good in sheet.good:
            row = rows[good.row - 1]
            for field in ("name", "incumbent_name"):
                if field in places:
                    assert plain(row[places[field]]) == plain(good.values[field])
            mended = [one for one in sheet.problems if one.row == good.row and one.code == "ID_MENDED"]
            if "id_number" in places and not mended:
                number = plain(row[places["id_number"]]).replace("'", "").upper()
                number = "".join(
                    "X" if letter == "Ｘ" else str(int(letter)) if letter != "X" else "X" for letter in number
                )
                assert len(number) == 18
                assert check_digit(number[:17]) == number[17]
                day = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
                assert f"{day:%Y-%m-%d}".startswith(good.values["birth"])


@pytest.mark.parametrize("name", COUNTIES)
def test_no_more_rows_have_content_than_the_truth_counts(corpus: dict[str, Case], name: str) -> None:
    """Rows with both a name or number and a second fact are data rows; titles, totals and headers are not."""
    for sheet in corpus[name].sheets:
        rows = grid(corpus[name], sheet)
        facts = [
            column.index
            for column in sheet.columns
            if column.field not in {"", "township", "native_township"}
        ]
        headers = {plain(column.levels[-1]) for column in sheet.columns}
        full = [
            at
            for at, row in enumerate(rows[sheet.header_row :], sheet.header_row + 1)
            if sum(1 for index in facts if index < len(row) and row[index] != "") > 3
            and plain(row[facts[1]]) not in headers
        ]
        assert len(full) == sheet.rows


def test_every_defect_occurs_and_most_in_several_styles(corpus: dict[str, Case]) -> None:
    seen = Counter(code for case in corpus.values() for code in {problem.code for problem in case.problems})
    wanted = {defect.code for defect in (*DEFECTS, AMBIGUOUS)} | {
        "SAME_PERSON_DISAGREES",
        "DUPLICATE_ROW",
        "TOTAL_MISMATCH",
        "HIDDEN_COLUMN",
        "SHEET_UNKNOWN",
    }
    assert wanted <= set(seen)
    assert sum(1 for count in seen.values() if count >= 2) > len(wanted) // 2


def test_true_values_are_well_formed_and_villages_are_in_the_register(corpus: dict[str, Case]) -> None:
    for case in corpus.values():
        codes = {line.split(",")[0] for line in case.register.read_text(encoding="utf-8").splitlines()}
        for values in (good.values for sheet in case.sheets for good in sheet.good):
            assert values.get("village_code", next(iter(codes))) in codes
            assert values.get("education", LEVELS[0]) in LEVELS
            for field in ("birth", "joined_party"):
                assert re.fullmatch(r"\d{4}-\d\d(-\d\d)?", values.get(field, "2000-01"))


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path, corpus: dict[str, Case]) -> None:
    for case in write_corpus(tmp_path):
        for again, before in zip(case.files, corpus[case.name].files, strict=True):
            if again.suffix == ".xlsx" and case.name not in {"password", "too-large"}:
                assert again.read_bytes() == before.read_bytes()


def test_bad_files_are_as_bad_as_they_claim(corpus: dict[str, Case]) -> None:
    assert corpus["too-large"].files[0].stat().st_size >= TOO_LARGE_BYTES
    assert corpus["zip-bomb"].files[0].stat().st_size < 5_000_000
    assert corpus["empty-bytes"].files[0].read_bytes() == b""
    for name in ("password", "damaged-cut", "damaged-sheet", "damaged-noise", "damaged-text"):
        with pytest.raises(Exception, match=r"."):
            CalamineWorkbook.from_path(str(corpus[name].files[0])).get_sheet_by_index(0)


@pytest.mark.parametrize("name", COUNTIES)
def test_one_number_is_one_person_unless_the_truth_says_otherwise(corpus: dict[str, Case], name: str) -> None:
    seen: dict[str, set[str]] = {}
    for sheet in corpus[name].sheets:
        places = {column.field: column.index for column in sheet.columns}
        if "id_number" not in places:
            continue
        rows = grid(corpus[name], sheet)
        for good in sheet.good:
            number = plain(rows[good.row - 1][places["id_number"]]).upper().strip("'")
            seen.setdefault(number, set()).add(good.values["name"])
    assert [names for names in seen.values() if len(names) > 1] == []
