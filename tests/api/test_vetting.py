"""From proposal to admission over HTTP, on a real folder; each refusal as data; who may see what of it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.access import SensitiveRead
from domain.vetting_rules import VettingRules
from tests.api.counties import A, busy
from tests.api.offices import Client, TestOffice, folder_of, the_error
from tests.given import NORTH, SOUTH

MERITS = [{"code": merit.code, "evidence": "座谈会记录"} for merit in VettingRules().merits]
PROPOSER = {"name": "提名人", "role": "survey_team"}
TOWNSHIP = {"name": "初审人", "role": "township"}
AGENCY = {"name": "签字人", "role": "review_agency", "office": "县法院"}
COUNTY = {"name": "县里人", "role": "county_department"}
WHO = {"person": "北王芳", "village": "北甲村"}
SOUTHERN = f"南乡:township:{SOUTH}"
NORTHERN = f"北乡:township:{NORTH}"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[TestOffice]:
    with folder_of(busy(), tmp_path / "county") as found:
        yield found


def codes(answer: Any) -> list[str]:
    return [error["code"] for error in answer["userErrors"]]


def does(client: Client, operation: str, by: Any, on: str, **more: Any) -> Any:
    """A decision that is carried out."""
    answer = client.do(
        operation, **{**WHO, "decidedBy": by, "decidedOn": on, "documentNumber": "联审1号", **more}
    )
    assert codes(answer) == [], answer
    return answer


def schooled(client: Client) -> None:
    client.do("SettleFact", person="北王芳", field="education", value="本科", reason="毕业证书")


def to_the_conclusion(client: Client, *but: str) -> Any:
    """Proposed, screened, answered; answers the proposal."""
    schooled(client)
    proposal = does(client, "ProposeCandidate", PROPOSER, "2026-03-01", merits=MERITS)
    does(client, "ScreenCandidate", TOWNSHIP, "2026-03-05", outcome="CLEAR", reason="经核查无问题")
    for agency in VettingRules().asked_agencies():
        if agency not in but:
            does(client, "RecordOpinion", AGENCY, "2026-03-10", agency=agency, answer="CLEAR")
    return proposal


def test_the_whole_road_ends_in_a_cleared_reserve_and_a_decision_that_tells_why(office: TestOffice) -> None:
    client = Client(office)
    to_the_conclusion(client)
    does(client, "ConcludeJointReview", COUNTY, "2026-03-20", outcome="CLEAR")
    before = client.ask("Coverage")
    assert (before["distinctCleared"], before["distinctReserves"]) == (0, 3)
    admitted = does(client, "AdmitReserve", COUNTY, "2026-04-01")
    after = client.ask("Coverage")
    assert (after["distinctCleared"], after["nobodyClearedYet"]) == (1, False)
    assert client.ask("Coverage", onDate="2027-03-06")["distinctCleared"] == 0
    assert client.ask("Reviews", region=A)["nodes"][0]["states"] == ["INCOMPLETE"]
    assert "pe_n1" not in json.dumps(client.ask("Reviews"))
    expired = client.ask("Reviews", onDate="2027-03-06")
    assert [r["states"] for r in expired["nodes"] if r["person"]["id"] == "pe_n1"] == [["EXPIRED"]]
    told = client.ask("Decision", id=admitted["decision"])
    assert (told["line"]["decidedBy"]["name"], told["line"]["ruleSetVersion"]) == ("县里人", 1)
    assert told["line"]["late"]
    assert {p["name"]: p["value"] for p in told["parts"]} == {"terms": "general"}
    rested = {r["subject"]: [e["topic"] for e in r["events"]] for r in told["restedOn"]}
    assert rested["rule_set:990101"] == ["rule_set.published.v1"]
    assert rested[f"candidacy:{admitted['candidacy']}"].count("candidacy.opinion_recorded.v1") == 14
    assert "person.fact_settled.v1" in rested["person:pe_n1"]
    line = client.ask("History", subject=admitted["candidacy"], first=100)["nodes"][-1]
    assert (line["id"], line["whatZh"]) == (admitted["decision"], "批准入库（一般条件）。")
    assert client.ask("History", subject=admitted["decision"], first=100)["nodes"][-1] == line


def test_what_is_said_of_somebody_is_masked_without_a_case_and_recorded_with_one(office: TestOffice) -> None:
    client = Client(office)
    proposal = to_the_conclusion(client)
    plain = client.ask("Decision", id=proposal["decision"])
    assert all(part["masked"] for part in plain["parts"])
    assert "座谈会" not in json.dumps(plain, ensure_ascii=False)
    shown = client.as_(NORTHERN).ask("Decision", id=proposal["decision"], case="案1")
    assert {part["value"] for part in shown["parts"]} == {"座谈会记录"}
    reads = [r.event for r in office.recorded if isinstance(r.event, SensitiveRead)]
    assert [(read.subject, read.fields) for read in reads] == [
        (f"decision:{proposal['decision']}", ("decision_reason",))
    ]
    for who in (SOUTHERN, f"导师:mentor:{SOUTH}"):
        error = the_error(client.as_(who).run("Decision", id=proposal["decision"], case="案1"))
        assert error["extensions"]["reason"] == "DECISION_UNKNOWN"
    audited = client.as_("审计:auditor").ask("Decision", id=proposal["decision"], case="案1")
    assert {part["value"] for part in audited["parts"]} == {None}


def test_a_deferral_is_pending_to_everybody_who_has_no_case_and_to_every_township(office: TestOffice) -> None:
    client = Client(office)
    to_the_conclusion(client, "DISCIPLINE")
    before = {who: client.as_(who).ask("History", subject="pe_n1") for who in (NORTHERN, "甲:county_leader")}
    deferred = does(client, "RecordOpinion", AGENCY, "2026-03-11", agency="DISCIPLINE", answer="DEFER")
    for who, history in before.items():
        now = client.as_(who).ask("History", subject="pe_n1")
        assert (now["totalCount"], now["nodes"]) == (history["totalCount"], history["nodes"])
        error = the_error(client.as_(who).run("Decision", id=deferred["decision"]))
        assert error["extensions"]["reason"] == "DECISION_UNKNOWN"
    township = client.as_(NORTHERN)
    assert the_error(township.run("Decision", id=deferred["decision"], case="案1"))
    (row,) = [r for r in township.ask("Reviews")["nodes"] if r["person"]["id"] == "pe_n1"]
    assert (row["states"], row["waitingFor"]) == (["INCOMPLETE"], ["DISCIPLINE"])
    conclusion = {**WHO, "decidedBy": COUNTY, "decidedOn": "2026-03-20", "outcome": "CLEAR"}
    assert codes(client.do("ConcludeJointReview", **conclusion)) == ["OPINIONS_MISSING"]
    told = client.ask("Decision", id=deferred["decision"], case="案1")
    assert {part["name"]: part["value"] for part in told["parts"]}["answer"] == "defer"


@pytest.mark.parametrize(
    ("operation", "changed", "code", "path"),
    [
        ("AdmitReserve", {"decidedBy": COUNTY}, "NOT_PROPOSED", "candidacy"),
        ("AdmitReserve", {"decidedBy": COUNTY, "person": "北人"}, "SCREENING_MISSING", "candidacy"),
        ("ProposeCandidate", {"decidedBy": PROPOSER, "merits": MERITS[1:]}, "MERITS_INCOMPLETE", "merits"),
        ("ProposeCandidate", {"decidedBy": AGENCY, "merits": MERITS}, "DECIDER_WITHOUT_ROLE", "decidedBy"),
        (
            "ProposeCandidate",
            {"decidedBy": PROPOSER, "merits": MERITS, "village": "无名村"},
            "VILLAGE_UNKNOWN",
            "village",
        ),
        ("ProposeCandidate", {"decidedBy": PROPOSER, "merits": MERITS, "person": "北书记"}, "OWN_VILLAGE", "candidacy"),
        (
            "ProposeCandidate",
            {"decidedBy": PROPOSER, "merits": MERITS, "decidedOn": "2027-01-01"},
            "DECIDED_IN_FUTURE",
            "decidedOn",
        ),
        ("RecordOpinion", {"decidedBy": AGENCY, "agency": "COURT", "answer": "CLEAR"}, "NOT_PROPOSED", "candidacy"),
    ],
)  # fmt: skip
def test_a_refusal_names_its_rule_version_inputs_and_cure(
    office: TestOffice, operation: str, changed: Any, code: str, path: str
) -> None:
    before = office.desk.log.head()
    given = {**WHO, "decidedOn": "2026-03-01", "documentNumber": "1号", **changed}
    (error,) = Client(office).do(operation, **given)["userErrors"]
    assert (error["code"], error["path"]) == (code, [path])
    assert office.desk.log.head() == before
    if code != "VILLAGE_UNKNOWN":  # said before any rule is asked
        assert (error["rule"] != "", error["ruleVersion"]) == (True, 1)
        assert error["cure"] in error["message"]
        assert error["cureZh"] in error["messageZh"]


def test_one_letter_over_a_list_and_the_same_key_again(office: TestOffice) -> None:
    client = Client(office)
    found = [
        client.do(
            "ProposeCandidate",
            person=who,
            village=A,
            merits=MERITS,
            decidedBy=PROPOSER,
            decidedOn="2026-03-01",
        )["candidacy"]
        for who in ("北王芳", "北人")
    ]
    letter = {
        "agency": "PETITIONS", "candidacies": found, "decidedBy": AGENCY, "decidedOn": "2026-03-10",
        "documentNumber": "信联函〔2026〕5号", "idempotencyKey": "k",
    }  # fmt: skip
    first, again = client.do("RecordNoObjection", **letter), client.do("RecordNoObjection", **letter)
    assert (codes(first), first["recorded"], again["recorded"], again["replayed"]) == ([], 2, 2, True)
    assert first["position"] == again["position"]
    township = client.as_(NORTHERN)
    assert codes(township.do("RecordNoObjection", **{**letter, "idempotencyKey": "k2"})) == ["ROLE_MAY_NOT"]
    strange = client.do("RecordNoObjection", **{**letter, "candidacies": ["ca_x"], "idempotencyKey": "k3"})
    assert codes(strange) == ["REGION_OUTSIDE"]
    assert codes(client.do("RecordNoObjection", agency="COURT", candidacies=[])) == []


def test_a_township_decides_nothing_of_another(office: TestOffice) -> None:
    asked = {**WHO, "merits": MERITS, "decidedBy": TOWNSHIP}
    assert codes(Client(office, SOUTHERN).do("ProposeCandidate", **asked)) == ["PERSON_UNKNOWN"]
    asked = {**asked, "person": "南王芳", "village": A}
    assert codes(Client(office, SOUTHERN).do("ProposeCandidate", **asked)) == ["VILLAGE_UNKNOWN"]


def test_the_rest_of_the_road(office: TestOffice) -> None:
    client = Client(office)
    schooled(client)
    client.do("SettleFact", person="北王芳", field="birth", value="1978-05", reason="档案")
    does(client, "ProposeCandidate", PROPOSER, "2026-03-01", merits=MERITS)
    for stage, by in (("SCREENING", TOWNSHIP), ("JOINT_REVIEW", COUNTY)):
        does(client, "RecordEarlierReview", by, "2026-02-01", stage=stage, outcome="CLEAR")
        does(client, "AcceptEarlierReview", COUNTY, "2026-03-02", stage=stage, reason="核对原件")
    does(client, "GrantException", COUNTY, "2026-03-10", reason="带富能力突出")
    does(client, "AdmitReserve", COUNTY, "2026-04-01")
    does(client, "SetTier", TOWNSHIP, "2026-05-01", tier="MATURE", reason="半年考核")
    does(client, "RecordUse", TOWNSHIP, "2026-05-02", post="PARTY_COMMITTEE")
    assert client.ask("Coverage")["distinctCleared"] == 1
    (line,) = client.ask("PersonFile", id="pe_n1")["candidacies"]
    assert (line["admittedOn"], line["clearedThrough"]) == ("2026-04-01", "2027-02-01")
    assert (line["cleared"], line["tier"], line["decidedTier"]["labelZh"]) == (True, None, "成熟")
    left = does(client, "ExitReserve", COUNTY, "2026-05-03", why="RAISED", reason="当选书记")
    assert client.ask("Coverage")["distinctCleared"] == 0
    again = does(client, "ExitReserve", COUNTY, "2026-05-03", why="RAISED", reason="当选书记")
    assert (again["decision"], again["position"]) == (left["decision"], left["position"])
