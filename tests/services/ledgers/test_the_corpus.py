"""Fifteen counties' ledgers with their truth: precision and recall of codes, and every value of every good row."""

import pytest

from domain.refusal import Refusal
from infra.workbooks import read_workbook
from services.ledgers.reading_files import read_ledgers
from services.ledgers.readings import ReadRow, SheetReading
from services.register_reading import read_register
from tests.ledgers.corpus import write_corpus
from tests.ledgers.truth import SAME_LEVEL, Case
from tests.services.ledgers.sheets import TODAY


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    return write_corpus(tmp_path_factory.mktemp("corpus"))


def readings(case: Case) -> dict[tuple[str, str], SheetReading]:
    gazetteer = read_register(case.register, case.townships).gazetteer()
    found = read_ledgers([read_workbook(path) for path in case.files], gazetteer, TODAY)
    return {(reading.file, reading.sheet): reading for reading in found}


def test_files_that_must_be_refused_are(cases: list[Case]) -> None:
    for case in cases:
        if case.refusals:
            with pytest.raises(Refusal) as refused:
                readings(case)
            assert refused.value.code in case.refusals


def test_every_bad_row_is_caught_with_its_code_and_nothing_else_is(cases: list[Case]) -> None:
    expected, fair, answered = set[object](), set[object](), set[object]()
    for case in cases:
        if case.refusals:
            continue
        found = readings(case)
        for sheet in case.sheets:
            reading = found[sheet.file, sheet.sheet]
            place = (case.name, sheet.file, sheet.sheet)
            grave = [one for one in sheet.problems if one.severity != "warning"]
            expected |= {(*place, one.row, one.code) for one in grave if one.is_certain}
            fair |= {(*place, one.row, one.code) for one in grave}
            wrong = {one.row for one in grave}
            answered |= {
                (*place, problem.row, problem.code)
                for row in reading.rows
                for problem in row.problems
                if problem.severity != "warning"
                and (problem.row not in wrong or (*place, problem.row, problem.code) in fair)
            }
    recall = len(expected & answered) / len(expected)
    precision = len(fair & answered) / len(answered)
    print(f"{len(expected)} bad rows: recall {recall:.3f}, precision {precision:.3f}")  # noqa: T201 - asked for
    assert expected - answered == set()
    assert answered - fair == set()


def test_every_good_row_is_taken_with_its_values(cases: list[Case]) -> None:
    taken, wrong = 0, []
    for case in cases:
        if case.refusals:
            continue
        found = readings(case)
        for sheet in case.sheets:
            rows = {row.row: row for row in found[sheet.file, sheet.sheet].rows}
            for good in sheet.good:
                row = rows[good.row]
                taken += row.severity == "taken"
                said = values(row, sheet.kind)
                wrong += [
                    (case.name, sheet.file, good.row, field, said.get(field, ""), value)
                    for field, value in good.values.items()
                    if field != "village_code" or sheet.kind != "mentors"
                    if SAME_LEVEL.get(value, value)
                    != SAME_LEVEL.get(said.get(field, ""), said.get(field, ""))
                ]
                assert row.severity != "rejected"
    print(f"{taken} good rows taken")  # noqa: T201 - asked for
    assert wrong == []


def values(row: ReadRow, kind: str) -> dict[str, str]:
    """The facts under the truth's names; a village without a class is an ordinary one."""
    said = {**row.facts, "village_code": row.village or ""}
    if kind == "villages":
        said |= {
            name.removeprefix("incumbent_"): value
            for name, value in row.facts.items()
            if name != "incumbent_name"
        }
        said |= {"name": row.facts.get("incumbent_name", "")}
        said.setdefault("classification", "ordinary")
    return said
