"""The judge finds nothing against a perfect answer, and each fault in a spoiled one."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.ledgers.corpus import write_county
from tests.ledgers.counties import STYLES
from tests.ledgers.judge import judge, value_differences
from tests.ledgers.truth import Case

Spoiled = dict[str, Any]


def perfect_answer(case: Case) -> Spoiled:
    """What an importer answers that reads like the truth."""
    files: list[Spoiled] = []
    for sheet in case.sheets:
        rejected, held = len(sheet.rows_with("rejected")), len(sheet.rows_with("held"))
        problems = [
            {"row": one.row, "code": one.code, "severity": one.severity, "field": one.field}
            for one in sheet.problems
            if one.is_certain
        ]
        files.append(
            {
                "file": f"somewhere/{sheet.file}",
                "sheet": sheet.sheet,
                "kind": sheet.kind,
                "columns": {
                    " / ".join(column.levels): column.field for column in sheet.columns if column.field
                },
                "rows": sheet.rows,
                "new": sheet.rows - rejected - held,
                "changed": 0,
                "same": 0,
                "held": held,
                "rejected": rejected,
                "problems": problems,
            }
        )
    files += [{"file": one.file, "sheet": one.sheet, "problems": [{"code": one.code}]} for one in case.others]
    return {"files": files}


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Case]:
    folder = tmp_path_factory.mktemp("judged")
    return {style.name: write_county(folder / style.name, style, 7) for style in STYLES}


@pytest.mark.parametrize("name", [style.name for style in STYLES])
def test_a_perfect_answer_has_no_differences(cases: dict[str, Case], name: str) -> None:
    assert judge(cases[name], perfect_answer(cases[name]), 1) == []


def test_each_fault_is_found(cases: dict[str, Case]) -> None:
    case = cases["one-workbook"]
    right = perfect_answer(case)
    faults: dict[str, Callable[[Spoiled], object]] = {
        "a missed problem": lambda entry: entry["problems"].pop(),
        "a row too many": lambda entry: entry.update(rows=entry["rows"] + 1, new=entry["new"] + 1),
        "a column misread": lambda entry: entry["columns"].update({"时间 / 出生": "joined_party"}),
        "another kind": lambda entry: entry.update(kind="talents"),
        "a good row refused": lambda entry: entry["problems"].append(
            {"row": 6, "code": "ID_CHECK_DIGIT", "severity": "rejected"}
        ),
        "a false alarm": lambda entry: entry["problems"].append(
            {"row": 99, "code": "TOTAL_MISMATCH", "severity": "warning"}
        ),
        "a sheet left out": lambda entry: entry.update(sheet="another"),
    }
    for fault, spoil in faults.items():
        answer = deepcopy(right)
        spoil(next(entry for entry in answer["files"] if entry["kind"] == "members"))
        assert judge(case, answer, 1), fault
    assert judge(case, right, 2)


def test_values_may_be_read_more_exactly_than_written_but_not_less() -> None:
    assert value_differences({"birth": "1985-03", "education": "senior_middle"}, {"birth": "1985-03-05"}) == [
        "education: read '', is 'senior_middle'"
    ]
    assert value_differences({"education": "senior_middle"}, {"education": "secondary_vocational"}) == []
    assert value_differences({"birth": "1985-03-05"}, {"birth": "1985-03"}) != []


def test_a_refused_file_must_name_its_reason(tmp_path: Path) -> None:
    case = Case("secret", tmp_path, "990120", [], refusals=frozenset({"FILE_SECRET"}))
    assert judge(case, {"files": [], "error": {"code": "FILE_SECRET"}}, 2) == []
    assert judge(case, {"files": []}, 2) != []
    assert judge(case, {"files": [], "error": {"code": "FILE_SECRET"}}, 0) != []
