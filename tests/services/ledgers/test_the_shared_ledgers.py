"""The five workbooks of the county that came with the task: every bad row caught, every good one taken."""

import json
from pathlib import Path
from typing import Any

import pytest

from domain.gazetteer import Gazetteer
from infra.workbooks import read_workbook
from services.ledgers.reading_files import read_ledgers
from services.ledgers.readings import SheetReading
from services.register_reading import read_register
from tests.services.ledgers.sheets import TODAY, codes

TRUTH = Path(__file__).parents[2] / "ledgers" / "shared_truth.json"
FOLDER = next(
    (
        up / "shared" / "data" / "ledgers"
        for up in Path(__file__).parents
        if (up / "shared" / "data" / "ledgers").is_dir()
    ),
    None,
)
pytestmark = pytest.mark.skipif(FOLDER is None, reason="the shared ledgers are not on this machine")
FIELDS = {
    "incumbent_birth": "birth",
    "incumbent_education": "education",
    **dict.fromkeys(("willingness_to_serve", "willingness_to_return", "willingness_to_stand"), "willingness"),
}
"""The truth names some fields by their common word."""


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    assert FOLDER
    return read_register(FOLDER / "register.csv", FOLDER / "townships.csv").gazetteer()


@pytest.fixture(scope="module")
def readings(gazetteer: Gazetteer) -> dict[str, SheetReading]:
    assert FOLDER
    books = [read_workbook(path) for path in sorted(FOLDER.glob("*.xlsx"))]
    return {reading.file: reading for reading in read_ledgers(books, gazetteer, TODAY)}


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(TRUTH.read_text("utf-8"))
    return found


def test_sheets_headers_columns_and_rows_are_found(
    readings: dict[str, SheetReading], truth: dict[str, Any]
) -> None:
    assert set(readings) == set(truth)
    for file, expected in truth.items():
        reading = readings[file]
        columns = {header: FIELDS.get(field, field) for header, field in reading.columns.items()}
        assert (reading.kind, reading.header_row, columns) == (
            expected["kind"],
            expected["header_row"],
            expected["columns"],
        )
        numbers = [row.row for row in reading.rows]
        assert (len(numbers), numbers[0], numbers[-1]) == (
            expected["rows"],
            expected["first_row"],
            expected["last_row"],
        )


def test_every_bad_row_is_caught_with_its_code_and_no_good_one_is_lost(
    readings: dict[str, SheetReading], truth: dict[str, Any]
) -> None:
    for file, expected in truth.items():
        reading = readings[file]
        bad = {(problem["row"], problem["code"]) for problem in expected["problems"]}
        certain = {
            (problem["row"], problem["code"]) for problem in expected["problems"] if problem["certain"]
        }
        found = {
            (problem.row, problem.code)
            for row in reading.rows
            for problem in row.problems
            if problem.severity != "warning"
        }
        wrong = {row for row, _ in bad}
        totals = {(problem.row, problem.code) for problem in reading.problems}
        assert certain <= found | totals
        assert {one for one in found if one[0] not in wrong} == set()
        assert reading.count("rejected") == expected["rejected"]
        assert expected["held_at_least"] <= reading.count("held") <= expected["held_at_most"]


def test_totals_are_checked(readings: dict[str, SheetReading], truth: dict[str, Any]) -> None:
    for file, expected in truth.items():
        total = expected.get("total_row", {"says": 0, "is": 0})
        assert ("TOTAL_MISMATCH" in codes(readings[file])) == (total["says"] != total["is"])
