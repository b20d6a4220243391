"""The county's rules as a user handles them: show, change, check, compare, publish."""

from pathlib import Path
from shutil import copytree

import pytest

from tests.yumiao.command_line import answer, run


@pytest.fixture
def county(imported: Path, tmp_path: Path) -> Path:
    """A demo county of the test's own, under its first rules."""
    return copytree(imported, tmp_path / "own")


def changed(county: Path, was: str, becomes: str) -> Path:
    file = county.parent / "rules.toml"
    assert answer("rules", "show", "-o", file, data=county)["version"]
    text = file.read_text("utf-8")
    assert was in text
    file.write_text(text.replace(was, becomes, 1), "utf-8")
    return file


OF_OLD = ("--decided-on", "1998-01-01")
WHEN = ("--effective-from", "2026-07-01", "--document", "县组〔2026〕5号", "--decided-by", "王部长")


def test_what_is_shown_can_be_checked_and_published_again_and_is_nothing_new(county: Path) -> None:
    file = changed(county, "[general]", "[general]")
    assert answer("rules", "check", file, data=county) == {
        "file": str(file), "ok": True, "name": "默认规则 / default rules", "mistakes": [],
    }  # fmt: skip
    found = answer("rules", "publish", file, *WHEN, data=county)
    assert (found["new"], found["version"]) == (False, 1)


def test_a_changed_rule_is_compared_published_once_and_takes_effect_on_its_day(county: Path) -> None:
    file = changed(county, "difficult = 1 ", "difficult = 9 ")
    position = answer("rules", "show", data=county)["position"]
    told = answer("rules", "what-if", file, "--on-date", "2026-07-01", data=county)
    assert [c["key"] for c in told["rules"]] == ["reserves_wanted.difficult"]
    assert told["villages"]
    assert all(v["wantedAfter"] == 9 for v in told["villages"])
    words = run("rules", "what-if", file, data=county)
    assert "reserves_wanted.difficult: 1 → 9" in words.output
    assert answer("rules", "show", data=county)["position"] == position, "nothing was decided"

    first = answer("rules", "publish", file, *WHEN, "--key", "k1", data=county)
    again = answer("rules", "publish", file, *WHEN, "--key", "k1", data=county)
    assert (first["version"], first["new"], again["replayed"]) == (2, True, True)
    assert answer("rules", "show", data=county)["version"] == 1
    shown = answer("rules", "show", "--on-date", "2026-07-01", data=county)
    assert (shown["version"], "difficult = 9" in shown["text"]) == (2, True)
    wanted = answer("ask", "Coverage", "--set", "onDate=2026-07-01", data=county)["data"]["coverage"][
        "byClass"
    ]
    (difficult,) = [row for row in wanted if row["classification"] == "DIFFICULT"]
    assert difficult["wanted"] == 9 * difficult["villages"]
    assert (
        answer("history", "990101", data=county)["events"][-1]["textZh"]
        == "规则第 2 版自 2026-07-01 起施行。"
    )


def test_a_mistake_is_a_no_with_its_line_and_nothing_is_published(county: Path) -> None:
    file = changed(county, "age_max = 45", "age_max = 145")
    found = answer("rules", "check", file, data=county, code=1)
    (mistake, _) = found["mistakes"]
    assert (mistake["key"], mistake["code"]) == ("general.age_max", "RULES_NUMBER")
    assert "age_max = 145" in file.read_text("utf-8").splitlines()[mistake["line"] - 1]
    refused = answer("rules", "publish", file, *WHEN, data=county, code=2)
    assert refused["error"]["code"] == "RULES_UNREADABLE"
    assert (
        answer("rules", "check", county / "none.toml", data=county, code=2)["error"]["code"]
        == "RULES_UNREADABLE"
    )
    assert answer("rules", "show", "--version", "7", data=county, code=2)["error"]["code"] == "RULES_MISSING"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--effective-from", "2026-06-01", "--document", "5号"), "EFFECTIVE_BEFORE_DECISION"),
        (("--effective-from", "1999-01-01", "--document", "5号", *OF_OLD), "EFFECTIVE_BEFORE_LAST"),
        (("--effective-from", "2026-07-01"), "DOCUMENT_MISSING"),
        (("--effective-from", "2026-07-01", "--document", "5号", "--decided-on", "2026-07-01"), "DECIDED_IN_FUTURE"),
        (("--effective-from", "soon", "--document", "5号"), "DATE_MALFORMED"),
        (("--effective-from", "2026-07-01", "--document", "5号", "--as", "li:township:990101101"), "ROLE_MAY_NOT"),
        (("--effective-from", "2026-07-01", "--document", "5号", "--as", "li:county_leader"), "ROLE_MAY_NOT"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(county: Path, words: tuple[str, ...], code: str) -> None:
    file = changed(county, "difficult = 1 ", "difficult = 2 ")
    assert answer("rules", "publish", file, *words, data=county, code=2)["error"]["code"] == code


def test_the_cycle_is_dated_changed_and_closed_by_command(county: Path) -> None:
    def do(name: str, *sets: str, code: int = 0) -> dict[str, object]:
        words = [word for one in sets for word in ("--set", one)]
        found = answer("do", name, *words, "--set", "documentNumber=5号", data=county, code=code)["data"]
        (payload,) = found.values()
        return dict(payload)

    preview = answer("ask", "ElectionCycleWhatIf", "--set", "referenceDate=2031-01-01", data=county)["data"]
    changed_ = do("ChangeReferenceDate", "referenceDate=2031-01-01", "reason=市委文件")
    assert changed_["rechecks"] == preview["electionCycleWhatIf"]["totalCount"] > 0
    refused = do("ChangeReferenceDate", "referenceDate=2030-01-01", code=1)
    assert [e["code"] for e in refused["userErrors"]] == ["REASON_MISSING"]  # type: ignore[attr-defined]
    closed = do("CloseElectionCycle", "closedOn=2026-06-30")
    assert closed["cycle"]["opened"] is False  # type: ignore[index]
