"""Masked without a case, recorded with one, and shown by the files alone."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from api.operations import texts
from domain.access import SensitiveRead
from domain.grades import ALLOWED, Grade, Role
from tests.api.counties import NEEDED, NUMBER, PHONE, SAID, A, busy
from tests.api.offices import Client, TestOffice, office_of, reason_of
from tests.given import FOUND_OF_PERSON, NORTH

REASON = "age"
FILES = ("PersonFile", "VillageFile", "SurveyFile")
QUESTIONS = [name for name, text in texts().items() if "mutation" not in text]


def reads(office: TestOffice) -> list[SensitiveRead]:
    return [r.event for r in office.recorded if isinstance(r.event, SensitiveRead)]


def test_without_a_case_the_number_is_masked_and_nothing_is_recorded() -> None:
    office = office_of(busy())
    for case in (None, "", "   "):
        found = Client(office).ask("PersonFile", id="pe_n2", case=case)
        assert (found["idNumber"], found["masked"], found["phone"]) == (None, ["id_number"], PHONE)
        line = next(fact for fact in found["facts"] if fact["field"]["code"] == "id_number")
        assert (line["value"], line["masked"]) == (None, True)
        assert [said["value"] for said in line["said"]] == [None]
        assert NUMBER not in json.dumps(found)
    assert reads(office) == []


def test_within_a_case_it_is_shown_and_each_view_leaves_one_event() -> None:
    office = office_of(busy())
    client = Client(office, f"北乡:township:{NORTH}")
    for views in (1, 2):
        found = client.ask("PersonFile", id="pe_n2", case="案1")
        assert (found["idNumber"], found["masked"]) == (NUMBER, [])
        assert len(reads(office)) == views
    read = reads(office)[0]
    assert (read.reader, read.role, read.case) == ("北乡", "township", "案1")
    assert (read.subject, read.fields) == ("person:pe_n2", ("id_number",))
    assert office.recorded[-1].region_code == A


def test_a_case_that_shows_nothing_sensitive_records_nothing() -> None:
    office = office_of(busy())
    Client(office).ask("PersonFile", id="pe_n1", case="案1")
    assert reads(office) == []


def test_the_reason_of_a_villages_class_is_the_secretarys_matter() -> None:
    office = office_of(busy())
    client = Client(office)
    masked = client.ask("VillageFile", code=A)
    assert (masked["classReasons"], masked["masked"]) == (None, ["classification_reason"])
    assert masked["coverage"]["classification"] == "KEY"
    shown = client.ask("VillageFile", code=A, case="案2")
    assert [reason["code"] for reason in shown["classReasons"]] == ["age", "health"]
    assert shown["classReasons"][1]["labelZh"] == "身体原因"
    (read,) = reads(office)
    assert (read.subject, read.fields) == (f"village:{A}", ("classification_reason",))


def test_why_somebody_said_no_is_shown_within_a_case_alone_and_each_view_is_recorded() -> None:
    office = office_of(busy())
    client = Client(office)
    masked = client.ask("PersonFile", id="pe_n8")
    assert [line["reason"] for line in masked["answers"]] == [None, None]
    assert masked["masked"] == ["willingness_reason"]
    assert reads(office) == []
    shown = client.ask("PersonFile", id="pe_n8", case="案3")
    assert [line["reason"] and line["reason"]["code"] for line in shown["answers"]] == [None, "health"]
    assert [read.fields for read in reads(office)] == [("willingness_reason",)]
    for operation in QUESTIONS:
        if operation not in ("PersonFile", "VillageFile"):
            text = json.dumps(client.run(operation, **NEEDED.get(operation, {})), ensure_ascii=False)
            assert '"health"' not in text


def test_whoever_may_not_see_kin_is_told_of_none() -> None:
    client = Client(office_of(busy()))
    assert len(client.ask("PersonFile", id="pe_n3")["kin"]) == 1
    assert client.ask("RecordedTies")["totalCount"] == 2
    for who in (f"导师:mentor:{NORTH}", "审计:auditor"):
        found = client.as_(who).ask("PersonFile", id="pe_n3")
        assert (found["kin"], "tie" in found["masked"]) == ([], True)
        assert reason_of(client.as_(who).run("RecordedTies")) == "FORBIDDEN/ROLE_MAY_NOT"


def test_two_views_in_one_request_are_two_events() -> None:
    office = office_of(busy())
    query = (
        '{ a: personFile(id: "pe_n2", case: "1") { idNumber } b: personFile(id: "pe_s2", case: "1") { id } }'
    )
    assert "errors" not in Client(office).post(query)
    assert sorted(read.subject for read in reads(office)) == ["person:pe_n2", "person:pe_s2"]


def test_only_the_files_show_sensitive_fields_whatever_case_the_reader_came_with() -> None:
    office = office_of(busy(), case="随身事由")
    client = Client(office, f"北乡:township:{NORTH}")
    for operation in QUESTIONS:
        if operation not in FILES:
            text = json.dumps(client.run(operation, **NEEDED.get(operation, {})), ensure_ascii=False)
            assert NUMBER not in text
            assert FOUND_OF_PERSON not in text
    node = '{ node(id: "pe_n2") { ... on PersonFile { idNumber masked } } nodes(ids: ["pe_n2"]) { id } }'
    assert client.post(node)["data"]["node"] == {"idNumber": None, "masked": ["id_number"]}
    assert reads(office) == []
    assert client.ask("PersonFile", id="pe_n2")["idNumber"] == NUMBER
    assert [read.case for read in reads(office)] == ["随身事由"]


def test_searching_by_an_id_numbers_last_four_shows_no_number_and_is_recorded() -> None:
    office = office_of(busy())
    found = Client(office, f"北乡:township:{NORTH}").ask("Search", text=NUMBER[-4:])
    assert [row["by"] for row in found["people"]] == ["id_number"]
    assert NUMBER not in json.dumps(found)
    assert [(read.subject, read.fields) for read in reads(office)] == [("search", ("id_number",))]


def test_a_case_is_a_title_and_no_essay() -> None:
    office = office_of(busy())
    assert reason_of(Client(office).run("PersonFile", id="pe_n2", case="长" * 101)) == (
        "BAD_USER_INPUT/CASE_TOO_LONG"
    )
    assert reads(office) == []


@settings(max_examples=40)
@given(role=st.sampled_from(Role), operation=st.sampled_from(QUESTIONS), case=st.sampled_from([None, "案1"]))
def test_no_role_is_shown_a_value_above_its_grade(role: Role, operation: str, case: str | None) -> None:
    office = office_of(busy())
    client = Client(office, f"某人:{role}:{NORTH}")
    variables = dict(NEEDED.get(operation, {}))
    if case and operation in FILES:
        variables["case"] = case
    text = json.dumps(client.run(operation, **variables))
    highest = ALLOWED[role][0]
    if highest < Grade.P3 or not case:
        assert NUMBER not in text
        assert f'"{REASON}"' not in text
        assert FOUND_OF_PERSON not in str(json.loads(text))
        assert reads(office) == []
    if highest < Grade.P2:
        assert PHONE not in text
        assert SAID not in str(json.loads(text))
