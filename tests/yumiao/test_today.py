"""`yumiao today`: what waits, for the county, a township, and by role."""

from pathlib import Path

from tests.yumiao.command_line import answer, run

PAPER = ("--set", "decidedOn=2026-01-05", "--set", "documentNumber=组〔2026〕1号")


def pair_somebody(county: Path) -> tuple[str, str]:
    """Pair the first reserve that the ledgers name with a mentor of the same township, long ago; answers both."""
    for row in answer("ask", "MentorLoads", "--set", "first=100", data=county)["data"]["mentorLoads"][
        "nodes"
    ]:
        if row["reserves"] and row["role"]:
            reserve, mentor = row["reserves"][0]["id"], row["mentor"]["id"]
            words = (
                "--set",
                f"person={reserve}",
                "--set",
                f"mentor={mentor}",
                "--set",
                f"role={row['role']['code']}",
            )
            answer("do", "AssignMentor", *words, "--set", "since=2026-01-05", *PAPER, data=county)
            return reserve, mentor
    raise AssertionError("the demo ledgers name no mentor")


def test_a_county_is_told_what_waits_and_where(county: Path, ledgers: Path) -> None:
    answer("import", *sorted(ledgers.glob("*.xlsx")), data=county, code=1)
    before = answer("today", data=county)
    assert (before["talks"]["late"], before["talks"]["rows"]) == (0, [])
    assert before["talks"]["pairedByLedgerOnly"] > 0
    assert before["pendingRows"]["total"] == len(before["pendingRows"]["rows"]) > 0
    assert before["disputes"]["fields"] + before["disputes"]["heldRows"] > 0
    assert before["mentorGaps"]["total"] > 0
    reserve, mentor = pair_somebody(county)
    after = answer("today", data=county)
    (talk,) = after["talks"]["rows"]
    assert (talk["person"]["id"], talk["late"], talk["never"]) == (reserve, True, True)
    assert mentor in [m["id"] for m in talk["mentors"]]
    assert after["talks"]["pairedByLedgerOnly"] == before["talks"]["pairedByLedgerOnly"] - 1
    by_township = {row["code"]: row for row in after["townships"]}
    assert sum(row["talksLate"] for row in by_township.values()) == 1
    home = next(code for code, row in by_township.items() if row["talksLate"])
    mine = answer("today", "--region", home, "--as", f"wang:township:{home}", data=county)
    assert (mine["talks"]["late"], mine["townships"]) == (1, [])
    assert mine["pendingRows"]["total"] == by_township[home]["pendingRows"]
    outside = answer("today", "--region", "990101", "--as", f"wang:township:{home}", data=county, code=2)
    assert outside["error"]["code"] == "REGION_OUTSIDE"
    words = run("today", data=county).stdout
    assert reserve in words
    assert "从未谈话" in words


def test_numbers_and_lists_are_typed_as_they_are_said(county: Path, ledgers: Path) -> None:
    answer("import", *sorted(ledgers.glob("*.xlsx")), data=county, code=1)
    mentor = answer("ask", "MentorLoads", data=county)["data"]["mentorLoads"]["nodes"][0]["mentor"]["id"]
    sets = (f"mentor={mentor}", "roles=包村领导、驻村第一书记", "capacity=7", "township=990101100")
    words = [word for item in sets for word in ("--set", item)]
    found = answer("do", "RegisterMentor", *words, data=county)["data"]["registerMentor"]["mentor"]
    assert ([role["code"] for role in found["roles"]], found["capacity"]) == (
        ["village_link_leader", "first_secretary"], 7,
    )  # fmt: skip


def test_an_erasure_request_waits_for_whoever_may_approve_it(county: Path, ledgers: Path) -> None:
    answer("import", *sorted(ledgers.glob("*.xlsx")), data=county, code=1)
    person = answer("find", "wang", data=county)["people"][0]
    words = ("--reason", "本人要求", "--basis", "个人信息保护法第四十七条", "--as", "li:county_department")
    request = answer("erase", "request", person["id"], *words, data=county)["request"]
    (waiting,) = answer("today", data=county)["erasureRequests"]
    assert (waiting["request"], waiting["person"]["id"], waiting["askedBy"]) == (request, person["id"], "li")
    assert answer("today", "--as", "审计:auditor", data=county)["erasureRequests"] == []
    answer("erase", "approve", request, "--as", "zhao:county_leader", data=county)
    assert answer("today", data=county)["erasureRequests"] == []
