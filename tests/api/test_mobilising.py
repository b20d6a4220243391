"""Willingness, outreach and ties over HTTP on a real folder: words accepted, refusals as data, answers moved."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.api.counties import A, busy
from tests.api.offices import Client, TestOffice, folder_of, office_of
from tests.given import NORTH


@pytest.fixture
def office(tmp_path: Path) -> Iterator[TestOffice]:
    with folder_of(busy(), tmp_path / "county") as found:
        yield found


def codes(answer: Any) -> list[str]:
    return [error["code"] for error in answer["userErrors"]]


def test_a_secretary_who_will_not_stand_for_health_moves_from_not_asked_to_leaving(
    office: TestOffice,
) -> None:
    client = Client(office, f"北乡:township:{NORTH}")
    before = client.ask("IncumbentsLeaving")
    assert (before["notAsked"], before["nodes"][0]["standing"]) == (1, "NOT_ASKED")
    answer = client.do(
        "RecordWillingness",
        person="北书记",
        kind="留任",
        answer="身体原因",
        channel="登门",
        answeredOn="2026-06-20",
    )
    assert codes(answer) == []
    line = answer["person"]["answers"][0]
    assert (line["answer"]["code"], line["kind"]["code"], line["answeredOn"]) == ("no", "stand", "2026-06-20")
    (row,) = client.ask("IncumbentsLeaving", standing="LEAVING")["nodes"]
    assert (row["answer"]["labelZh"], row["takenDown"], row["village"]["code"]) == ("不愿意", True, A)
    assert "health" not in str(client.ask("IncumbentsLeaving"))


def test_a_contact_by_words_moves_the_list_and_a_third_refusal_is_refused_with_its_cure(
    office: TestOffice,
) -> None:
    client = Client(office)
    (row,) = client.ask("ExcellentUnwilling", region=NORTH)["nodes"]
    assert (row["due"], row["nextOn"], row["owner"], row["refusals"]) == (True, "2026-06-28", "王组委", 1)
    wish = {"person": "pe_n8", "kind": "任职", "channel": "电话", "answer": "婉拒", "madeOn": "2026-06-29"}
    key = {"idempotencyKey": "k"}
    first = client.do("RecordOutreach", **wish, **key)
    assert codes(first) == []
    again = client.do("RecordOutreach", **wish, **key)
    assert (again["replayed"], again["position"]) == (True, first["position"])
    (row,) = client.ask("ExcellentUnwilling", region=NORTH)["nodes"]
    assert (row["stopped"], row["due"], row["lastChannel"]["code"]) == (True, False, "phone")
    refused = client.do("RecordOutreach", **{**wish, "madeOn": "2026-06-30"})
    assert codes(refused) == ["OUTREACH_STOPPED"]
    assert refused["userErrors"][0]["rule"] == "refusals_end_the_outreach"
    assert codes(client.do("RecordWillingness", person="pe_n8", kind="serve", answer="视情况")) == []
    assert codes(client.do("RecordOutreach", **{**wish, "madeOn": "2026-06-30"})) == []


def test_a_tie_is_seen_in_both_files_and_gone_after_its_withdrawal(office: TestOffice) -> None:
    client = Client(office)
    answer = client.do("RecordTie", person="北王芳", other="pe_n2", kind="配偶", source="户籍")
    assert codes(answer) == []
    assert [(k["other"]["id"], k["kind"]["code"]) for k in answer["other"]["kin"]] == [("pe_n1", "spouse")]
    gone = client.do("WithdrawTie", person="pe_n2", other="pe_n1", words="登记有误")
    assert (codes(gone), gone["person"]["kin"], gone["other"]["kin"]) == ([], [], [])


def test_the_watch_list_takes_somebody_and_lets_them_go(office: TestOffice) -> None:
    client = Client(office)
    assert (
        codes(client.do("WatchPerson", person="pe_n1", village="北甲村", reasons=["年轻", "致富能手"])) == []
    )
    rows = client.ask("WatchList", region=NORTH)["nodes"]
    assert [r["who"]["person"]["id"] for r in rows] == ["pe_n1", "pe_n8"]
    assert [r["code"] for r in rows[0]["reasons"]] == ["prosperity", "young"]
    assert codes(client.do("StopWatching", person="pe_n1", village=A)) == []
    assert client.ask("WatchList", region=NORTH)["totalCount"] == 1
    assert client.ask("People", region=NORTH)["nodes"]


def test_a_mark_needs_a_reason_and_is_taken_back(office: TestOffice) -> None:
    client = Client(office)
    assert codes(client.do("MarkExcellent", person="pe_n1")) == ["REASON_MISSING"]
    assert client.do("MarkExcellent", person="pe_n1", words="群众公认")["person"]["excellent"] is True
    done = client.do("WithdrawExcellentMark", person="pe_n1", words="情况变化")
    assert (codes(done), done["person"]["excellent"]) == ([], False)


@pytest.mark.parametrize(
    ("operation", "input", "code", "path"),
    [
        ("RecordWillingness", {"kind": "当官", "answer": "yes"}, "VALUE_UNKNOWN", ["kind"]),
        ("RecordWillingness", {"kind": "serve", "answer": "未征求"}, "VALUE_UNKNOWN", ["answer"]),
        ("RecordWillingness", {"kind": "serve", "answer": "yes", "reason": "health"}, "REASON_WITHOUT_NO", ["reason"]),
        ("RecordWillingness", {"kind": "serve", "answer": "yes", "answeredOn": "2026-07-01"}, "ANSWER_OUT_OF_TIME",
         ["answeredOn"]),
        ("RecordWillingness", {"kind": "serve", "answer": "yes", "decidedOn": "2026-07-01"}, "DECIDED_IN_FUTURE",
         ["decidedOn"]),
        ("RecordOutreach", {"kind": "serve", "channel": "写信", "answer": "no"}, "VALUE_UNKNOWN", ["channel"]),
        ("RecordOutreach", {"kind": "serve", "channel": "电话", "answer": "no", "owner": "王组委"},
         "NEXT_STEP_INCOMPLETE", ["nextStep"]),
        ("WatchPerson", {"village": "某村"}, "PLACE_UNKNOWN", ["village"]),
        ("StopWatching", {"village": A}, "NOT_WATCHED", ["person"]),
        ("WithdrawExcellentMark", {"words": "无"}, "NOT_MARKED", ["person"]),
        ("RecordTie", {"other": "pe_n1", "kind": "spouse", "source": "declared"}, "TIED_TO_THEMSELVES", ["other"]),
        ("RecordTie", {"other": "pe_n2", "kind": "同姓", "source": "declared"}, "VALUE_UNKNOWN", ["kind"]),
        ("WithdrawTie", {"other": "pe_n2"}, "TIE_UNKNOWN", ["other"]),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_as_data(
    operation: str, input: dict[str, str], code: str, path: list[str]
) -> None:
    office = office_of(busy())
    head = office.desk.log.head()
    answer = Client(office).do(operation, **{"person": "pe_n1", **input})
    (error,) = answer["userErrors"]
    assert (error["code"], error["path"], answer["position"]) == (code, path, None)
    assert error["message"]
    assert error["messageZh"]
    assert office.desk.log.head() == head


def test_whoever_only_reads_takes_nothing_down() -> None:
    for who in (f"队员:survey_team:{NORTH}", "领导:county_leader", "审计:auditor"):
        office = office_of(busy())
        wish = {"person": "pe_n1", "kind": "serve", "answer": "yes"}
        assert codes(Client(office, who).do("RecordWillingness", **wish)) == ["ROLE_MAY_NOT"]
