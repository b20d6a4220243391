"""Settling, merging, erasing: over HTTP, on a real folder, each refusal as data."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.person.events import FactSettled, PeopleMerged
from tests.api.counties import A, busy
from tests.api.offices import Client, TestOffice, folder_of, office_of, the_error
from tests.given import NORTH

SETTLES = {"field": "出生年月", "value": "1990年1月", "reason": "档案原件第3页"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[TestOffice]:
    with folder_of(busy(), tmp_path / "county") as found:
        yield found


def codes(answer: Any) -> list[str]:
    return [error["code"] for error in answer["userErrors"]]


def test_a_settled_value_is_no_longer_disputed(office: TestOffice) -> None:
    client = Client(office)
    assert [m["person"]["id"] for m in client.ask("Disputes")["nodes"] if m["kind"] == "FIELD"] == [
        "pe_n6",
        "pe_s6",
    ]
    by = {"name": "李四", "role": "科长", "office": "县委组织部"}
    answer = client.do("SettleFact", person="北争议", decidedBy=by, documentNumber="组〔2026〕3号", **SETTLES)
    assert codes(answer) == []
    assert answer["person"]["id"] == "pe_n6"
    assert answer["position"] == answer["person"]["position"] == str(office.desk.log.head())
    file = client.ask("PersonFile", id="pe_n6")
    assert file["summary"]["birth"] == "1990-01"
    left = [m["person"]["id"] for m in client.ask("Disputes")["nodes"] if m["kind"] == "FIELD"]
    assert left == ["pe_s6"]
    line = client.ask("History", subject="pe_n6")["nodes"][-1]
    assert (line["decidedBy"], line["documentNumber"]) == (by, "组〔2026〕3号")
    assert line["reason"] == "档案原件第3页"
    assert "1990" not in line["what"] + line["whatZh"]


def test_the_same_key_settles_once(office: TestOffice) -> None:
    client = Client(office)
    first = client.do("SettleFact", person="pe_n6", idempotencyKey="k1", **SETTLES)
    again = client.do("SettleFact", person="pe_n6", idempotencyKey="k1", **SETTLES)
    assert (first["replayed"], again["replayed"]) == (False, True)
    assert first["position"] == again["position"]
    assert sum(isinstance(r.event, FactSettled) for r in office.recorded) == 1
    other = client.do("SettleFact", person="pe_n6", idempotencyKey="k1", **{**SETTLES, "value": "1991-01"})
    assert codes(other) == ["IDEMPOTENCY_KEY_REUSED"]
    assert other["position"] is None


@pytest.mark.parametrize(
    ("changed", "code", "path"),
    [
        ({"person": "pe_zzz"}, "PERSON_UNKNOWN", ["person"]),
        ({"person": "查无此人"}, "PERSON_UNKNOWN", ["person"]),
        ({"person": ""}, "PERSON_UNKNOWN", ["person"]),
        ({"field": "secret"}, "FIELD_UNKNOWN", ["field"]),
        ({"field": "classification"}, "FIELD_UNKNOWN", ["field"]),
        ({"value": "去年夏天"}, "VALUE_UNREADABLE", ["value"]),
        ({"field": "sex", "value": "不知道"}, "VALUE_UNREADABLE", ["value"]),
        ({"field": "id_number", "value": "990101199305240029"}, "VALUE_UNREADABLE", ["value"]),
        ({"reason": "  "}, "REASON_MISSING", ["reason"]),
    ],
)
def test_what_cannot_be_settled_is_said_as_data(changed: dict[str, str], code: str, path: list[str]) -> None:
    office = office_of(busy())
    before = office.desk.log.head()
    answer = Client(office).do("SettleFact", **{"person": "pe_n6", **SETTLES, **changed})
    (error,) = answer["userErrors"]
    assert (error["code"], error["path"]) == (code, path)
    assert error["message"]
    assert error["messageZh"]
    assert changed.get("value", "\0") not in str(answer)
    assert (answer["person"], answer["position"], answer["replayed"]) == (None, None, False)
    assert office.desk.log.head() == before


@pytest.mark.parametrize(
    ("field", "typed", "stored"),
    [
        ("education", "大专", "junior_college"),
        ("education_in_service", "本科", "bachelor"),
        ("sex", "女", "female"),
        ("birth", "1990.05", "1990-05"),
        ("phone", "139 0000 0000", "13900000000"),
        ("居住地", "在外务工", "away"),
        ("native_village", A, A),
        ("name", "王　芳", "王芳"),
    ],
)
def test_a_value_is_read_as_ledgers_write_it(field: str, typed: str, stored: str) -> None:
    office = office_of(busy())
    answer = Client(office).do("SettleFact", person="pe_n1", field=field, value=typed, reason="核实")
    assert codes(answer) == []
    (settled,) = [r.event for r in office.recorded if isinstance(r.event, FactSettled)]
    assert settled.private
    assert settled.private.value == stored


def test_an_empty_value_takes_a_settlement_back() -> None:
    client = Client(office_of(busy()))
    client.do("SettleFact", person="pe_n6", **SETTLES)
    assert client.ask("PersonFile", id="pe_n6")["summary"]["birth"] == "1990-01"
    client.do("SettleFact", person="pe_n6", **{**SETTLES, "value": ""})
    assert client.ask("PersonFile", id="pe_n6")["summary"]["birth"] is None


def test_a_name_that_several_bear_answers_who_they_are() -> None:
    answer = Client(office_of(busy())).do("SettleFact", person="北同名", **SETTLES)
    (error,) = answer["userErrors"]
    assert (error["code"], error["path"]) == ("PERSON_AMBIGUOUS", ["person"])
    assert error["choices"] == [
        {"value": "pe_n8", "label": "北同名 北甲村 1988-03"},
        {"value": "pe_n9", "label": "北同名 北甲村 1988-03"},
    ]


def test_merged_records_have_one_file_and_separate_again(office: TestOffice) -> None:
    client = Client(office, f"北乡:township:{NORTH}")
    assert client.ask("SamePeople")["totalCount"] == 1
    two = {"person": "pe_n8", "other": "pe_n9"}
    merged = client.do("MergePeople", **two)
    assert merged["person"]["records"] == ["pe_n8", "pe_n9"]
    assert client.ask("SamePeople")["totalCount"] == 0
    assert client.ask("PersonFile", id="pe_n9")["id"] == "pe_n8"
    assert codes(client.do("KeepPeopleApart", **two)) == ["MERGED"]
    again = client.do("MergePeople", **two)
    assert codes(again) == []
    assert sum(isinstance(r.event, PeopleMerged) for r in office.recorded) == 2
    apart = client.do("SeparatePeople", **two)
    assert (apart["person"]["records"], apart["other"]["records"]) == (["pe_n8"], ["pe_n9"])
    assert codes(client.do("SeparatePeople", **two)) == ["NOT_MERGED"]
    kept = client.do("KeepPeopleApart", **two)
    assert (kept["person"]["id"], kept["other"]["id"]) == ("pe_n8", "pe_n9")
    assert client.ask("SamePeople")["totalCount"] == 0
    assert codes(client.do("MergePeople", person="pe_n8", other="pe_n8")) == ["SAME_RECORD"]


def test_whoever_only_reads_settles_nothing() -> None:
    for who in (f"队员:survey_team:{NORTH}", "领导:county_leader", "审计:auditor", "机房:operator"):
        office = office_of(busy())
        before = office.desk.log.head()
        assert codes(Client(office, who).do("SettleFact", person="pe_n6", **SETTLES)) == ["ROLE_MAY_NOT"]
        assert office.desk.log.head() == before


def test_a_person_is_forgotten_by_two_and_never_comes_back(office: TestOffice) -> None:
    first = Client(office, "甲:county_department")
    wish = {"person": "北人", "reason": "本人要求", "basis": "个人信息保护法第四十七条"}
    assert codes(first.do("RequestErasure", idempotencyKey="e0", **wish)) == ["OBJECTION_OPEN"]
    answered = {"person": "北人", "village": A, "verdict": "REJECTED", "documentNumber": "复〔2026〕1号"}
    assert codes(first.do("DecideObjection", decidedOn="2026-06-25", reason="依据充分", **answered)) == []
    asked = first.do("RequestErasure", idempotencyKey="e1", **wish)
    assert codes(asked) == []
    assert first.do("RequestErasure", idempotencyKey="e1", **wish)["request"] == asked["request"]
    assert codes(first.do("ApproveErasure", request=asked["request"])) == ["SAME_PERSON_APPROVES"]
    past = {"knownAt": {"position": asked["position"]}}
    assert first.ask("PersonFile", id="pe_n3", asOf=past)["person"]["name"] == "北人"
    township = first.as_(f"北乡:township:{NORTH}")
    assert codes(township.do("ApproveErasure", request=asked["request"])) == ["ROLE_MAY_NOT"]
    second = first.as_("乙:county_leader")
    done = second.do("ApproveErasure", request=asked["request"], idempotencyKey="e2")
    assert codes(done) == []
    assert second.do("ApproveErasure", request=asked["request"], idempotencyKey="e2")["replayed"] is True
    for client in (first, second):
        for as_of in (None, past):
            error = the_error(client.run("PersonFile", id="pe_n3", asOf=as_of))
            assert error["extensions"]["reason"] == "PERSON_UNKNOWN"
            assert client.ask("Search", text="北人", asOf=as_of)["people"] == []
    coverage = first.ask("Coverage", counting="ON_ROSTER")
    assert (coverage["distinctReserves"], coverage["erasedSubjects"]) == (1, 1)
    history = first.ask("History", subject="pe_n3")
    assert history["forgotten"] is True
    assert "北人" not in str(history)


def test_a_request_that_nobody_made_is_not_approved() -> None:
    answer = Client(office_of(busy())).do("ApproveErasure", request="er_none")
    assert codes(answer) == ["REQUEST_UNKNOWN"]
    answer = Client(office_of(busy())).do("RequestErasure", person="pe_n1", reason="", basis="法")
    assert codes(answer) == ["REASON_MISSING"]


def test_a_command_is_not_carried_out_by_a_get() -> None:
    office = office_of(busy())
    query = 'mutation { requestErasure(input: {person: "pe_n1", reason: "x", basis: "y"}) { request } }'
    response = Client(office).send(
        "GET", "/graphql", params={"query": query}, headers={"x-graphql-preflight": "1"}
    )
    assert response.status_code == 405
    assert office.desk.log.head() == len(busy().events)
