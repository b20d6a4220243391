"""Classes, plans, surveys and meetings over HTTP on a real folder: words accepted, refusals as data, seen at once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.access import SensitiveRead
from tests.api.counties import A2, A, busy
from tests.api.offices import Client, TestOffice, folder_of, office_of
from tests.given import FOUND_OF_PERSON, NORTH, SOUTH

BY = {"name": "赵某", "role": "county_leader", "office": "县委"}
PAPER = {"decidedBy": BY, "decidedOn": "2026-06-10", "documentNumber": "组〔2026〕7号"}
NORTHERN = f"北乡:township:{NORTH}"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[TestOffice]:
    with folder_of(busy(), tmp_path / "county") as found:
        yield found


def codes(answer: Any) -> list[str]:
    return [error["code"] for error in answer["userErrors"]]


def test_a_decided_class_wins_over_the_ledgers_and_its_reason_stays_the_secretarys(
    office: TestOffice,
) -> None:
    client = Client(office)
    before = client.ask("VillagePlans")
    assert (before["totalCount"], before["overdue"]) == (2, 2)
    answer = client.do(
        "ClassifyVillage",
        village="北甲村",
        criteria=["村情复杂", "身体原因"],
        sources=["星级评定", "日常了解"],
        **PAPER,
    )
    assert codes(answer) == []
    village = answer["village"]
    assert village["coverage"]["classification"] == "DIFFICULT"
    assert (village["classDecided"], village["classSince"]) == (True, "2026-06-10")
    assert "classification_reason" in village["masked"]
    shown = client.ask("VillageFile", code=A, case="案1")
    assert [reason["code"] for reason in shown["classReasons"]] == ["complex_situation", "health"]
    first = client.ask("VillagesLackingReserves")["nodes"][0]
    assert (first["code"], first["classification"]) == (A, "DIFFICULT")
    again = client.do("ClassifyVillage", village=A, sources=["日常了解"], decidedOn="2026-06-20")
    assert again["village"]["coverage"]["classification"] == "ORDINARY"
    assert A not in [row["village"]["code"] for row in client.ask("VillagePlans")["nodes"]]
    refused = client.do(
        "PlanForVillage", village=A, route="search", measure="物色", owner="张三", due="2026-12-01"
    )
    assert codes(refused) == ["PLAN_NOT_NEEDED"]


def test_a_plan_is_missing_then_made_then_overdue_then_closed(office: TestOffice) -> None:
    client = Client(office, NORTHERN)
    (row,) = client.ask("VillagePlans")["nodes"]
    assert (row["state"], row["daysOver"], row["person"]["id"]) == ("OVERDUE", 29, "pe_n1")
    assert client.do("CloseVillagePlan", village=A, end="情况变化")["village"]["plan"] is None
    (row,) = client.ask("VillagePlans")["nodes"]
    assert (row["state"], row["due"]) == ("MISSING", None)
    made = client.do(
        "PlanForVillage",
        village=A,
        route="已有人选",
        person="北王芳",
        measure="谈心",
        owner="钱某",
        due="2026-09-01",
    )
    assert (codes(made), made["village"]["plan"]["overdue"]) == ([], False)
    assert client.ask("VillagePlans")["planned"] == 1
    assert client.ask("VillagePlans", onDate="2026-09-01")["totalCount"] == 0
    assert client.ask("VillagePlans", onDate="2026-09-02")["overdue"] == 1


def test_a_survey_from_its_team_to_the_meeting(office: TestOffice) -> None:
    client = Client(office)
    zero = client.ask("SurveyProgress")["total"]
    assert (zero["villages"], zero["visited"], zero["talks"]) == (6, 2, 6)
    step = {"village": A2, "decidedOn": "2026-06-10"}
    assert codes(client.do("RecordInterview", village=A2, group="网格长", team="好")) == ["SURVEY_NOT_OPEN"]
    assert codes(client.do("OpenSurvey", leader="赵某", members=["钱某"], **step)) == ["TEAM_TOO_SMALL"]
    answer = client.do("OpenSurvey", leader="赵某", members=["钱某", "孙某"], **step)
    assert {finding["code"] for finding in answer["findings"]} >= {"GROUP_UNHEARD"}
    for group in ("村两委成员", "驻村干部", "群众代表"):
        answer = client.do("RecordInterview", group=group, team="好", economy="一般", **step)
        assert codes(answer) == []
    client.do("DeclareGroupAbsent", group="网格长", reason="未设网格", **step)
    found = client.ask("SurveyFile", code=A2)
    assert [(a["topic"]["code"], a["rating"]["code"], a["talks"]) for a in found["answers"]] == [
        ("team", "good", 3), ("economy", "fair", 3),
    ]  # fmt: skip
    listed = client.do("PutOnPreliminaryList", person="北王芳", reason="群众基础好", **step)
    assert [person["id"] for person in listed["survey"]["listed"]] == ["pe_n1"]
    assert codes(client.do("ConcludeSurvey", **step)) == []
    met = client.do(
        "HoldAssessmentMeeting", village=A2, heldOn="2026-06-12", leader="赵某", attendees=["钱某"], verdict="后备薄弱",
        people=[{"person": "pe_n1", "verdict": "建议列入初审", "words": "可培养"}],
    )  # fmt: skip
    assert (codes(met), met["survey"]["metOn"]) == ([], "2026-06-12")
    total = client.ask("SurveyProgress")["total"]
    assert (total["opened"], total["visited"], total["concluded"], total["assessed"]) == (3, 3, 1, 1)
    groups = {one["group"]["code"]: one for one in total["groups"]}
    assert (groups["two_committees"]["talks"], groups["two_committees"]["minimum"]) == (5, 12)
    assert groups["grid_leaders"]["villagesWithout"] == 1
    text = str(client.ask("History", subject=A2)) + str(client.ask("History", subject="pe_n1"))
    assert "可培养" not in text
    assert "群众代表" not in text


def test_what_a_survey_found_of_a_person_needs_a_case_and_leaves_a_trace() -> None:
    office = office_of(busy())
    client = Client(office, NORTHERN)
    masked = client.ask("SurveyFile", code=A)
    assert FOUND_OF_PERSON not in str(masked)
    assert all(line["masked"] and line["ratings"] == [] for line in masked["people"])
    assert [r for r in office.recorded if isinstance(r.event, SensitiveRead)] == []
    shown = client.ask("SurveyFile", code=A, case="案1")
    assert [line["kind"] for line in shown["people"]] == ["secretary", "member", "list"]
    assert all(line["words"] == FOUND_OF_PERSON for line in shown["people"])
    (read,) = [r.event for r in office.recorded if isinstance(r.event, SensitiveRead)]
    assert (read.subject, read.fields) == (f"village:{A}", ("survey_finding",))


def test_a_township_sees_counts_and_the_county_sums_from_enough_talks_on() -> None:
    office = office_of(busy())
    assert Client(office).ask("SurveyFile", code=A)["answers"] != []
    township = Client(office, NORTHERN)
    found = township.ask("SurveyFile", code=A)
    assert (found["answers"], sum(group["talks"] for group in found["groups"])) == ([], 3)
    progress = township.ask("SurveyProgress")
    assert [row["region"]["code"] for row in progress["townships"]] == [NORTH]
    assert progress["total"]["membersConsidered"] == 1
    assert SOUTH not in str(progress)
    balance = township.ask("SurveyBalance")
    assert [(row["village"]["code"], row["talks"], row["cadreTalks"]) for row in balance["nodes"]] == [
        (A, 3, 2)
    ]
    assert [group["code"] for group in balance["nodes"][0]["unheard"]] == [
        "resident_cadres", "former_cadres", "member_representatives", "villager_representatives",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("operation", "input", "code"),
    [
        ("ClassifyVillage", {"criteria": ["运气"], "sources": ["日常了解"]}, "CRITERION_UNKNOWN"),
        ("ClassifyVillage", {"criteria": ["年龄原因"]}, "EVIDENCE_MISSING"),
        ("ClassifyVillage", {"sources": ["日常了解"], "classification": "KEY"}, "OVERRIDE_NEEDS_REASON"),
        ("ClassifyVillage", {"sources": ["听说"]}, "VALUE_UNKNOWN"),
        ("ClassifyVillage", {"village": "某村"}, "PLACE_UNKNOWN"),
        ("ClassifyVillage", {"village": f"{SOUTH}200"}, "REGION_OUTSIDE"),
        ("ClassifyVillage", {"village": f"{NORTH}299", "sources": ["日常了解"]}, "VILLAGE_NOT_REGISTERED"),
        ("ClassifyVillage", {"decidedOn": "2026-07-01"}, "DECIDED_IN_FUTURE"),
        ("ClassifyVillage", {"decidedOn": "1999-01-01"}, "NO_RULES_IN_FORCE"),
        ("RecordInterview", {"group": "路人", "team": "好"}, "VALUE_UNKNOWN"),
        ("RecordInterview", {"group": "网格长", "team": "很好"}, "VALUE_UNKNOWN"),
        ("RecordInterview", {"group": "网格长"}, "ANSWERS_MISSING"),
        ("RecordInterview", {"group": "网格长", "team": "好", "heldOn": "2026-01-01"}, "INTERVIEW_OUTSIDE_SURVEY"),
        ("DeclareGroupAbsent", {"group": "网格长", "reason": "无"}, "GROUP_WAS_HEARD"),
        ("PutOnPreliminaryList", {"person": "北书记", "reason": "好"}, "OWN_VILLAGE"),
        ("PutOnPreliminaryList", {"person": "查无", "reason": "好"}, "PERSON_UNKNOWN"),
        ("TakeOffPreliminaryList", {"person": "pe_n8", "reason": "好"}, "NOT_ON_LIST"),
        ("HoldAssessmentMeeting", {"leader": "赵某", "attendees": ["钱"], "verdict": "weak"}, "MEETING_BEFORE_REPORT"),
        ("CloseVillagePlan", {"end": "done", "decidedOn": "2026-04-30"}, "NO_OPEN_PLAN"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_as_data_and_changes_nothing(
    operation: str, input: dict[str, Any], code: str
) -> None:
    office = office_of(busy())
    head = office.desk.log.head()
    answer = Client(office, NORTHERN).do(operation, **{"village": A, **input})
    (error,) = answer["userErrors"]
    assert (error["code"], answer["position"]) == (code, None)
    assert error["message"]
    assert error["messageZh"]
    assert office.desk.log.head() == head


def test_whoever_only_reads_enters_nothing() -> None:
    for who in (f"队员:survey_team:{NORTH}", "领导:county_leader", "审计:auditor"):
        answer = Client(office_of(busy()), who).do("ConcludeSurvey", village=A)
        assert codes(answer) == ["ROLE_MAY_NOT"]
