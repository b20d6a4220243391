"""Mentoring over HTTP on a real folder: names and words accepted, each refusal as data, the answers moved at once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.api.counties import A2, SAID, A, busy
from tests.api.offices import Client, TestOffice, folder_of, office_of
from tests.given import NORTH

BY = {"name": "李四", "role": "部长", "office": "县委组织部"}
PAPER = {"decidedBy": BY, "decidedOn": "2026-06-01", "documentNumber": "组〔2026〕3号"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[TestOffice]:
    with folder_of(busy(), tmp_path / "county") as found:
        yield found


def codes(answer: Any) -> list[str]:
    return [error["code"] for error in answer["userErrors"]]


def test_a_pairing_by_names_and_words_is_seen_at_once(office: TestOffice) -> None:
    client = Client(office)
    assert codes(client.do("AssignMentor", person="北人", mentor="北导师", role="包村领导")) == [
        "ROLE_NOT_HELD"
    ]
    answer = client.do(
        "AssignMentor", person="北人", mentor="北导师", role="第一书记", idempotencyKey="k", **PAPER
    )
    assert codes(answer) == []
    assert answer["position"] == str(office.desk.log.head())
    (candidacy,) = answer["person"]["candidacies"]
    paired = {
        m["mentor"]["id"]: (m["role"]["code"], m["since"], m["source"]) for m in candidacy["mentoredBy"]
    }
    assert paired == {
        "pe_n4": ("first_secretary", "2026-06-01", "DECIDED"),
        "pe_n5": ("village_link_leader", "2026-03-01", "DECIDED"),
    }
    assert (answer["mentor"]["load"], answer["mentor"]["byDecision"]) == (1, 1)
    line = client.ask("History", subject="pe_n3")["nodes"][-1]
    assert (line["decidedBy"], line["decidedOn"], line["late"]) == (BY, "2026-06-01", True)
    assert "驻村第一书记" in line["whatZh"]
    again = client.do(
        "AssignMentor", person="北人", mentor="北导师", role="第一书记", idempotencyKey="k", **PAPER
    )
    assert (again["replayed"], again["position"]) == (True, answer["position"])


def test_a_talk_stops_the_clock_and_its_words_stand_in_the_reserves_file_alone(office: TestOffice) -> None:
    client = Client(office, f"北乡:township:{NORTH}")
    (row,) = client.ask("ContactDue")["nodes"]
    assert (row["reserve"]["id"], row["days"], row["late"], row["never"]) == ("pe_n3", 60, True, False)
    answer = client.do(
        "HoldTalk", person="pe_n3", mentor="北师傅", village="北甲村", heldOn="2026-06-20", channel="登门",
        problem="产业", measure="培训", saidWords=SAID, nextOn="2026-07-15",
    )  # fmt: skip
    assert codes(answer) == []
    found = client.ask("ContactDue", withinDays=30)
    (row,) = found["nodes"]
    assert (row["days"], row["late"], row["lastTalk"], row["nextOn"]) == (
        10,
        False,
        "2026-06-20",
        "2026-07-15",
    )
    assert (found["late"], found["everyDays"], found["paired"]) == (0, 30, 1)
    talk = client.ask("PersonFile", id="pe_n3")["talks"][0]
    assert (talk["heldOn"], talk["saidWords"], talk["problem"]["code"], talk["measure"]["labelZh"]) == (
        "2026-06-20", SAID, "industry", "培训",
    )  # fmt: skip
    masked = client.as_("审计:auditor").ask("PersonFile", id="pe_n3")["talks"][0]
    assert (masked["heldOn"], masked["saidWords"], masked["problem"]) == ("2026-06-20", None, None)
    for subject in ("pe_n3", "pe_n5", A):
        assert SAID not in str(client.ask("History", subject=subject))


def test_a_release_opens_exactly_the_role_that_it_leaves(office: TestOffice) -> None:
    client = Client(office)

    def missing() -> list[str]:
        nodes = client.ask("MentorGaps", region=NORTH)["nodes"]
        return [role["code"] for role in nodes[0]["reserves"][0]["missing"]]

    assert missing() == ["county_sponsor", "township_principal"]
    client.do("AssignMentor", person="pe_n3", mentor="pe_n4", role="first_secretary", **PAPER)
    answer = client.do("ReleaseMentor", person="pe_n3", mentor="pe_n4", reason="导师调动", **PAPER)
    assert codes(answer) == []
    assert missing() == ["first_secretary", "county_sponsor", "township_principal"]
    assert answer["mentor"]["load"] == 0


def test_a_registered_mentor_has_what_was_decided_and_an_absence_is_flagged(office: TestOffice) -> None:
    client = Client(office)
    answer = client.do(
        "RegisterMentor", mentor="北师傅", roles=["县级领导", "包村领导"], villages=["北甲村"], capacity=1
    )
    assert codes(answer) == []
    assert [role["code"] for role in answer["mentor"]["roles"]] == ["village_link_leader", "county_sponsor"]
    assert (answer["mentor"]["decided"], answer["mentor"]["capacity"]) == (True, 1)
    answer = client.do("SetMentorAbsence", mentor="北师傅", awayFrom="2026-06-01")
    assert (answer["mentor"]["away"], answer["mentor"]["load"]) == (True, 1)
    assert client.ask("ContactDue", region=NORTH)["nodes"][0]["coverMissing"] is False
    client.do("SetMentorAbsence", mentor="北导师", awayFrom="2026-06-01")
    assert client.ask("ContactDue", region=NORTH)["nodes"][0]["coverMissing"] is True
    refused = client.do("AssignMentor", person="pe_n7", mentor="北师傅", village=A, role="包村领导")
    assert codes(refused) == ["NOT_ON_ROSTER"]
    assert codes(client.do("SetMentorAbsence", mentor="北师傅", until="2026-06-01")) == [
        "ABSENCE_ENDS_BEFORE_IT_BEGINS"
    ]
    assert client.do("SetMentorAbsence", mentor="北师傅")["mentor"]["away"] is False


def test_over_capacity_is_a_finding_with_its_rule(office: TestOffice) -> None:
    client = Client(office)
    client.do("RegisterMentor", mentor="pe_n5", roles=["village_link_leader"], villages=[A], capacity=0)
    wish = {"person": "pe_n3", "mentor": "pe_n5", "role": "village_link_leader", "since": "2026-03-01"}
    (finding,) = client.do("AssignMentor", **wish)["findings"]
    assert (finding["code"], finding["version"]) == ("OVER_CAPACITY", 1)
    assert finding["rule"]


@pytest.mark.parametrize(
    ("operation", "input", "code", "path"),
    [
        ("AssignMentor", {"role": "村长"}, "VALUE_UNKNOWN", ["role"]),
        ("AssignMentor", {"role": "其他", "mentor": "查无"}, "PERSON_UNKNOWN", ["mentor"]),
        ("AssignMentor", {"role": "其他", "mentor": "北同名"}, "PERSON_AMBIGUOUS", ["mentor"]),
        ("AssignMentor", {"role": "其他", "person": "pe_n1"}, "PLACE_UNKNOWN", ["village"]),
        ("AssignMentor", {"role": "其他", "village": "某村"}, "PLACE_UNKNOWN", ["village"]),
        ("AssignMentor", {"role": "其他", "village": "12"}, "PLACE_UNKNOWN", ["village"]),
        ("AssignMentor", {"role": "其他", "village": "110101001200"}, "PLACE_UNKNOWN", ["village"]),
        ("AssignMentor", {"role": "其他", "village": A2}, "NOT_ON_ROSTER", ["village"]),
        ("AssignMentor", {"role": "第一书记", "since": "2026-07-01"}, "PAIRING_IN_FUTURE", ["since"]),
        ("AssignMentor", {"role": "第一书记", "decidedOn": "2026-07-01"}, "DECIDED_IN_FUTURE", ["decidedOn"]),
        ("AssignMentor", {"role": "第一书记", "mentor": "pe_n3"}, "MENTORS_THEMSELVES", ["mentor"]),
        ("HoldTalk", {"channel": "写信"}, "VALUE_UNKNOWN", ["channel"]),
        ("HoldTalk", {"channel": "电话"}, "NOT_MENTORING", ["mentor"]),
        ("ReleaseMentor", {"reason": "不行"}, "VALUE_UNKNOWN", ["reason"]),
        ("ReleaseMentor", {"reason": "其他"}, "NOT_MENTORING", ["mentor"]),
    ],
)
def test_what_cannot_be_done_is_said_as_data(
    operation: str, input: dict[str, str], code: str, path: list[str]
) -> None:
    office = office_of(busy())
    head = office.desk.log.head()
    answer = Client(office).do(operation, **{"person": "pe_n3", "mentor": "pe_n4", **input})
    (error,) = answer["userErrors"]
    assert (error["code"], error["path"], answer["position"]) == (code, path, None)
    assert error["message"]
    assert error["messageZh"]
    assert office.desk.log.head() == head


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"roles": []}, "ROLE_MISSING"),
        ({"roles": ["村长"]}, "VALUE_UNKNOWN"),
        ({"capacity": -1}, "CAPACITY_OUT_OF_RANGE"),
        ({"villages": ["某村"]}, "PLACE_UNKNOWN"),
        ({"villages": [NORTH]}, "AREA_UNKNOWN"),
        ({"villages": [f"{NORTH}299"]}, "AREA_UNKNOWN"),
        ({"township": A}, "AREA_UNKNOWN"),
        ({"villages": ["110101001200"]}, "REGION_OUTSIDE"),
        ({"mentor": "查无"}, "PERSON_UNKNOWN"),
    ],
)
def test_a_mentor_who_cannot_be_registered_is_refused(changed: dict[str, Any], code: str) -> None:
    office = office_of(busy())
    head = office.desk.log.head()
    assert codes(
        Client(office).do("RegisterMentor", **{"mentor": "pe_n4", "roles": ["其他"], **changed})
    ) == [code]
    assert office.desk.log.head() == head


def test_whoever_only_reads_pairs_nobody() -> None:
    for who in (f"队员:survey_team:{NORTH}", "领导:county_leader", "审计:auditor"):
        office = office_of(busy())
        wish = {"person": "pe_n3", "mentor": "pe_n4", "role": "first_secretary"}
        assert codes(Client(office, who).do("AssignMentor", **wish)) == ["ROLE_MAY_NOT"]
