"""Whatever is sent: a coded sentence in both languages, never a 500, never more work than a question is worth."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.operations import texts
from api.schema import LIMITS
from domain.rule_set import VillageClass
from projections.world import World
from tests.api.counties import NEEDED, NUMBER, busy
from tests.api.offices import Client, Json, office_of, reason_of, the_error
from tests.given import NORTH

CLIENT = Client(office_of(busy()))
PAGED = ("VillagesLackingReserves", "MentorLoads", "People", "Disputes", "SamePeople", "Reviews")
REGIONAL = (*PAGED, "Coverage", "StructureByTownship")


@pytest.mark.parametrize("operation", REGIONAL)
@pytest.mark.parametrize(
    ("region", "reason"),
    [
        ("", "REGION_MALFORMED"),
        ("9", "REGION_MALFORMED"),
        ("99010110020", "REGION_MALFORMED"),
        ("北乡", "REGION_MALFORMED"),
        ("９９", "REGION_MALFORMED"),
        ("99' OR 1=1", "REGION_MALFORMED"),
        ("9" * 5000, "REGION_MALFORMED"),
        ("990101999", "REGION_UNKNOWN"),
        (f"{NORTH}999", "REGION_UNKNOWN"),
        ("110101", "REGION_OUTSIDE"),
        ("00", "REGION_OUTSIDE"),
    ],
)
def test_a_wrong_region(operation: str, region: str, reason: str) -> None:
    body = CLIENT.run(operation, region=region)
    assert reason_of(body) == f"BAD_USER_INPUT/{reason}"
    error = the_error(body)
    assert error["extensions"]["argument"] == "region"
    assert error["extensions"]["path"] == ["region"]
    assert len(json.dumps(error)) < 1000


@pytest.mark.parametrize("operation", [*PAGED, "History"])
@pytest.mark.parametrize("size", [0, -1, 101, 2**31 - 1, -(2**31), 2**31, 10**30, 1.5, "5", True, [5]])
def test_a_wrong_size(operation: str, size: Any) -> None:
    body = CLIENT.run(operation, first=size, **NEEDED.get(operation, {}))
    assert reason_of(body).startswith("BAD_USER_INPUT")
    assert "data" not in body or not any(body["data"].values())


@pytest.mark.parametrize("operation", [*PAGED, "History"])
@pytest.mark.parametrize(
    "cursor", ["", "x", "AAAA", "!!", "北", "\0", "A" * 10_000, "LTEwMA==", "../..", "null"]
)
def test_a_wrong_cursor(operation: str, cursor: str) -> None:
    assert (
        reason_of(CLIENT.run(operation, after=cursor, **NEEDED.get(operation, {})))
        == "BAD_USER_INPUT/CURSOR_FOREIGN"
    )


def test_a_cursor_fits_its_own_question_only() -> None:
    cursors = {name: CLIENT.ask(name, first=1)["pageInfo"]["endCursor"] for name in PAGED}
    for name in PAGED:
        for other, cursor in cursors.items():
            if other != name:
                assert reason_of(CLIENT.run(name, after=cursor)) == "BAD_USER_INPUT/CURSOR_FOREIGN"
    women = CLIENT.run("People", after=cursors["People"], sex="女")
    assert reason_of(women) == "BAD_USER_INPUT/CURSOR_FOREIGN"


@pytest.mark.parametrize(
    "day", ["2026-02-30", "2026-13-01", "30.06.2026", "", "昨天", "2026-06-30T08:00", 20260630, "10000-01-01"]
)
def test_a_wrong_day(day: Any) -> None:
    error = the_error(CLIENT.run("Coverage", onDate=day))
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "YYYY-MM-DD" in error["message"]


@pytest.mark.parametrize("day", ["0001-01-01", "1900-01-01", "9999-12-31"])
@pytest.mark.parametrize("operation", [*REGIONAL, "Me", "Search", "PersonFile", "VillageFile", "History"])
def test_a_strange_day_has_an_answer(operation: str, day: str) -> None:
    answer = CLIENT.ask(operation, onDate=day, **NEEDED.get(operation, {}))
    assert answer["onDate"] == day


@pytest.mark.parametrize(
    ("as_of", "reason"),
    [
        ({"knownAt": {"position": "-1"}}, "/POSITION_MALFORMED"),
        ({"knownAt": {"position": "x"}}, "/POSITION_MALFORMED"),
        ({"knownAt": {"position": "１"}}, "/POSITION_MALFORMED"),
        ({"knownAt": {"position": "9" * 400}}, "/POSITION_MALFORMED"),
        ({"knownAt": {"position": "999999"}}, "/POSITION_AHEAD"),
        ({"knownAt": {"position": "0"}}, "/BEFORE_THE_LOG"),
        ({"knownAt": {"instant": "1999-01-01T00:00:00Z"}}, "/BEFORE_THE_LOG"),
        ({"knownAt": {"instant": "2026-03-01T08:00:00"}}, "/INSTANT_WITHOUT_OFFSET"),
        ({"knownAt": {"instant": "gestern"}}, ""),
        ({"knownAt": {"position": "1", "instant": "2026-03-01T08:00:00Z"}}, ""),
        ({"knownAt": {}}, ""),
        ({"knownAt": None}, ""),
        ({}, ""),
        ({"validAt": "2026-01-01"}, ""),
        ("1", ""),
    ],
)
def test_a_wrong_point_in_time(as_of: Any, reason: str) -> None:
    assert reason_of(CLIENT.run("Coverage", asOf=as_of)) == f"BAD_USER_INPUT{reason}"


def test_a_position_that_the_log_has_not_reached() -> None:
    query = "query Q($p: String) { me(minPosition: $p) { position } }"
    assert CLIENT.post(query, {"p": "0"})["data"]["me"]["position"] == str(len(busy().events))
    assert reason_of(CLIENT.post(query, {"p": "999999"})) == "BAD_USER_INPUT/POSITION_AHEAD"
    assert reason_of(CLIENT.post(query, {"p": "soon"})) == "BAD_USER_INPUT/POSITION_MALFORMED"


@pytest.mark.parametrize(
    ("operation", "variables", "code"),
    [
        ("Coverage", {"counting": "EVERYBODY"}, "BAD_USER_INPUT"),
        ("Coverage", {"counting": "cleared"}, "BAD_USER_INPUT"),
        ("People", {"standing": "FULL MEMBER"}, "BAD_USER_INPUT"),
        ("People", {"kind": "members"}, "BAD_USER_INPUT"),
        ("People", {"terms": 1}, "BAD_USER_INPUT"),
        ("People", {"sex": "x"}, "BAD_USER_INPUT/VALUE_UNKNOWN"),
        ("People", {"educationAtLeast": "很高"}, "BAD_USER_INPUT/VALUE_UNKNOWN"),
        ("People", {"residence": "月球"}, "BAD_USER_INPUT/VALUE_UNKNOWN"),
        ("People", {"willingnessToStand": "?"}, "BAD_USER_INPUT/VALUE_UNKNOWN"),
        ("People", {"notYetConsidered": "ja"}, "BAD_USER_INPUT"),
        ("People", {"ageFrom": "30"}, "BAD_USER_INPUT"),
        ("PersonFile", {}, "BAD_USER_INPUT"),
        ("PersonFile", {"id": None}, "BAD_USER_INPUT"),
        ("PersonFile", {"id": ["pe_n1"]}, "BAD_USER_INPUT"),
        ("PersonFile", {"id": ""}, "BAD_USER_INPUT/PERSON_UNKNOWN"),
        ("PersonFile", {"id": NUMBER}, "BAD_USER_INPUT/PERSON_UNKNOWN"),
        ("PersonFile", {"id": "王" * 5000}, "BAD_USER_INPUT/PERSON_UNKNOWN"),
        ("VillageFile", {"code": NORTH}, "BAD_USER_INPUT/REGION_MALFORMED"),
        ("VillageFile", {"code": "北甲村"}, "BAD_USER_INPUT/REGION_MALFORMED"),
        ("VillageFile", {"code": f"{NORTH}999"}, "BAD_USER_INPUT/REGION_UNKNOWN"),
        ("History", {"subject": "??"}, "BAD_USER_INPUT/SUBJECT_UNKNOWN"),
        ("History", {"subject": ""}, "BAD_USER_INPUT/SUBJECT_UNKNOWN"),
        ("History", {"subject": "person:"}, "BAD_USER_INPUT/SUBJECT_UNKNOWN"),
        ("Search", {"text": "北", "first": 0}, "BAD_USER_INPUT"),
        ("SettleFact", {"input": {"person": "pe_n1"}}, "BAD_USER_INPUT"),
        ("SettleFact", {"input": {"secret": NUMBER}}, "BAD_USER_INPUT"),
        ("SettleFact", {}, "BAD_USER_INPUT"),
    ],
)
def test_a_wrong_argument(operation: str, variables: Mapping[str, Any], code: str) -> None:
    body = CLIENT.run(operation, **variables)
    for error in body["errors"]:
        assert error["extensions"]["code"] == code.partition("/")[0]
        assert error["extensions"].get("reason", "") in code
        assert NUMBER not in json.dumps(error)
    if "/" in code:
        assert reason_of(body) == code


@pytest.mark.parametrize(
    "text", ["", " ", "\0", "%", "'", "王" * 20_000, "a" * 20_000, "🙂", "\u202e", "0028"]
)
def test_any_text_may_be_searched(text: str) -> None:
    found = CLIENT.ask("Search", text=text)
    assert found["peopleTotal"] == len(found["people"])


def test_ids_that_are_none() -> None:
    node = "query N($id: ID!) { node(id: $id) { id } }"
    for malformed in ("", "x", "1", "pe", "vi", "PersonFile:1", "UGVyc29uOjE=", "王"):
        assert reason_of(CLIENT.post(node, {"id": malformed})) == "BAD_USER_INPUT/ID_MALFORMED"
    for nobody in ("pe_", "pe_zzz", "vi_", "vi_1", "vi_" + "9" * 12, "vi_北", "pe_" + "0" * 3000):
        assert CLIENT.post(node, {"id": nobody})["data"] == {"node": None}
    nodes = "query N($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    assert CLIENT.post(nodes, {"ids": []})["data"] == {"nodes": []}
    assert reason_of(CLIENT.post(nodes, {"ids": ["pe_n1"] * 101})) == "BAD_USER_INPUT/TOO_MANY_IDS"
    assert reason_of(CLIENT.post(nodes, {"ids": ["pe_n1", "x"]})) == "BAD_USER_INPUT/ID_MALFORMED"


@pytest.mark.parametrize("operation", [name for name in texts() if "first" in texts()[name]])
def test_the_largest_page_of_every_named_question_is_within_the_price(operation: str) -> None:
    body = CLIENT.run(operation, first=100, **NEEDED.get(operation, {}))
    assert "errors" not in body
    assert body["extensions"]["cost"]["requested"] <= LIMITS.cost


def fragments(levels: int) -> str:
    """A document of a few hundred bytes that spreads to 2^levels fields."""
    steps = [f"fragment F{n} on Me {{ ...F{n + 1} ...F{n + 1} }}" for n in range(levels)]
    return " ".join(["{ me { ...F0 } }", *steps, f"fragment F{levels} on Me {{ name role }}"])


def many(field: str, times: int) -> str:
    """A document with so many of one root field."""
    return "{ " + " ".join(field.replace("{}", str(n)) for n in range(times)) + " }"


DEAR = "villages { name township { code } } person { id } disputed { code } education { code } sex { code }"
REFUSED: Mapping[str, tuple[str, str]] = {
    "a fragment bomb": (fragments(22), "OPERATION_TOO_COMPLEX"),
    "many aliases": (many("a{}: me { name }", 31), "OPERATION_TOO_COMPLEX"),
    "many roots": (many('a{}: me(onDate: "2026-01-01") { name }', 21), "OPERATION_TOO_COMPLEX"),
    "deep nesting": ("{ __schema " + "{ types { fields { type " * 12 + "{ name", "GRAPHQL_PARSE_FAILED"),
    "a long document": ("{ me { name } }" + " " * 30_000, "OPERATION_TOO_COMPLEX"),
    "many words": ("{ me {" + " name" * 2500 + "} }", "OPERATION_TOO_COMPLEX"),
    "many directives": ("{ me { name" + " @include(if: true)" * 30 + " } }", "OPERATION_TOO_COMPLEX"),
    "too dear": (many("p{}: people(first: 100) { nodes { " + DEAR + " } }", 9), "OPERATION_TOO_COSTLY"),
    "an unknown field": ("{ me { password } }", "GRAPHQL_VALIDATION_FAILED"),
    "an unknown root": ("{ users { id } }", "GRAPHQL_VALIDATION_FAILED"),
    "a fragment of itself": ("{ me { ...F } } fragment F on Me { ...F }", "GRAPHQL_VALIDATION_FAILED"),
    "no query": ("query", "GRAPHQL_PARSE_FAILED"),
    "a subscription": ("subscription { me { name } }", "BAD_REQUEST"),
    "two without a name": (
        "query A { me { name } } query B { me { name } }",
        "OPERATION_RESOLUTION_FAILURE",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_document_that_asks_too_much_is_refused_before_any_question_is_put(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, code = REFUSED[what]
    monkeypatch.setattr(type(CLIENT.office.live), "at", None)  # whoever asks the world now fails
    body = CLIENT.post(document)
    assert {error["extensions"]["code"] for error in body["errors"]} == {code}
    assert len(body["errors"]) <= 8
    assert "data" not in body


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"null", {}, 400),
        (b"1", {}, 400),
        (b'"x"', {}, 400),
        (b"[]", {}, 400),
        (b"{", {}, 400),
        (b"", {}, 400),
        (b"\xff\xfe", {}, 400),
        (b'{"query": 1}', {}, 400),
        (b'{"query": "{ me { name } }", "variables": []}', {}, 400),
        (b'{"query": "{ me { name } }"}', {"content-type": "text/plain"}, 415),
        (b'{"query": "{ me { name } }"}', {"content-type": "application/x-www-form-urlencoded"}, 415),
        (b'{"query": "{ me { name } }"}', {"content-type": "multipart/form-data; boundary=x"}, 415),
        (b'{"query": "{ me { name } }"}', {"accept": "text/html"}, 406),
        (b'{"query": "' + b"x" * 200_000 + b'"}', {}, 413),
    ],
)
def test_a_request_that_is_none(body: bytes, headers: dict[str, str], status: int) -> None:
    given = {"content-type": "application/json", **headers}
    response = CLIENT.send("POST", "/graphql", content=body, headers=given)
    assert response.status_code == status
    assert the_error(response.json())["extensions"]["code"]


def test_our_own_mistake_is_masked_and_quotes_nobody(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(self: World) -> VillageClass:
        raise ValueError(f"北王芳 {NUMBER}")

    monkeypatch.setattr(World, "rules", property(broken))
    body = CLIENT.run("StructureByTownship")
    assert reason_of(body) == "INTERNAL_SERVER_ERROR"
    assert the_error(body)["extensions"]["errorId"] in caplog.text
    assert NUMBER not in json.dumps(body, ensure_ascii=False) + caplog.text
    assert "王芳" not in json.dumps(body, ensure_ascii=False) + caplog.text


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
ARGUMENTS = (
    "region",
    "first",
    "after",
    "counting",
    "onDate",
    "asOf",
    "id",
    "code",
    "subject",
    "text",
    "case",
    "input",
)


@settings(max_examples=150, derandomize=True)
@given(
    operation=st.sampled_from(sorted(texts())),
    variables=st.dictionaries(st.sampled_from(ARGUMENTS), json_values, max_size=4),
)
def test_any_variables_at_all(operation: str, variables: Json) -> None:
    body = CLIENT.run(operation, **variables)
    for error in body.get("errors", ()):
        assert error["extensions"]["code"] in {"BAD_USER_INPUT", "FORBIDDEN"}, error
        assert error["extensions"]["messageZh"]
