"""The real command over ledgers in fifteen styles and the files that must be refused: read like a careful person."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.ledgers.corpus import write_corpus
from tests.ledgers.judge import judge
from tests.ledgers.truth import Case
from yumiao.cli import app


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Case]:
    return {case.name: case for case in write_corpus(tmp_path_factory.mktemp("corpus"))}


def imported(case: Case, data: Path, *words: str) -> tuple[dict[str, object], int]:
    """The answer of `yumiao import --json` in a county of its own."""
    county = ["--county", case.county_code, "--reference-date", str(case.reference_date)]
    register = ["--register", str(case.register), "--townships", str(case.townships)]
    made = CliRunner().invoke(app, ["init", *county, *register, "--data", str(data), "--json"])
    assert made.exit_code == 0, made.output
    result = CliRunner().invoke(app, ["import", *map(str, case.files), "--json", "--data", str(data), *words])
    return json.loads(result.stdout), result.exit_code


def test_every_county_is_read_without_a_good_row_lost_or_a_bad_one_taken(
    cases: dict[str, Case], tmp_path: Path
) -> None:
    found = {}
    for name, case in cases.items():
        answer, code = imported(case, tmp_path / name)
        if differences := judge(case, answer, code):
            found[name] = differences
    assert found == {}


def test_a_password_opens_the_file(cases: dict[str, Case], tmp_path: Path) -> None:
    secret = tmp_path / "password.txt"
    secret.write_text(cases["password"].password, "utf-8")
    answer, code = imported(cases["password"], tmp_path / "data", "--password-file", str(secret))
    assert code == 0
    assert answer["files"]
    secret.write_text("not it", "utf-8")
    answer, code = imported(cases["password"], tmp_path / "again", "--password-file", str(secret))
    assert (code, answer["error"]["code"]) == (2, "FILE_PASSWORD_WRONG")  # type: ignore[index]
