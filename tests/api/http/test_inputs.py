"""Values that do not fit: the answer names the place and says what to send instead."""

import pytest
import strawberry

from api.http.errors import QuietSchema
from api.http.guard import Guarding
from api.http.inputs import Expectation
from tests.api.http.toy import CONFIG, Query, asked, code_of, the_error

PLAN = {"village": "1", "wanted": 2, "dueOn": "2026-03-01"}


@strawberry.input
class Where:
    named: str | None = None
    none_of: "Where | None" = None


@strawberry.type(name="Query")
class Counted:
    @strawberry.field
    def count(self, where: Where | None = None) -> int:
        return 0 if where else 1


def complaints(plan: object) -> dict[str, str]:
    """Message by place, for a plan sent as a variable."""
    body = asked("mutation ($plan: Plan!) {setPlan(plan: $plan)}", {"plan": plan})
    assert all(error["extensions"]["code"] == "BAD_USER_INPUT" for error in body["errors"])
    return {error["extensions"]["argument"]: error["message"] for error in body["errors"]}


def test_a_plan_that_fits_is_taken() -> None:
    assert asked("mutation ($p: Plan!) {setPlan(plan: $p)}", {"p": PLAN})["data"] == {"setPlan": "1: 2"}


@pytest.mark.parametrize(
    ("change", "place", "instead"),
    [
        ({"wanted": "two"}, "$plan.wanted", "a whole number"),
        ({"wanted": 2**40}, "$plan.wanted", "a whole number"),
        ({"wanted": None}, "$plan.wanted", "is required"),
        ({"dueOn": "1.3.2026"}, "$plan.dueOn", "YYYY-MM-DD"),
        ({"dueOn": 20260301}, "$plan.dueOn", "YYYY-MM-DD"),
        ({"counting": "ALL"}, "$plan.counting", "CLEARED, ON_ROSTER"),
        ({"notes": ["a", 1]}, "$plan.notes[1]", "text in quotes"),
        ({"village": {"a": 1}}, "$plan.village", "an id"),
        ({"nope": 1}, "$plan", "village, wanted, dueOn"),
    ],
)
def test_the_place_and_what_belongs_there_are_named(
    change: dict[str, object], place: str, instead: str
) -> None:
    said = complaints({**PLAN, **change})
    assert list(said) == [place]
    assert instead in said[place]


def test_every_wrong_part_is_named_at_once() -> None:
    assert list(complaints({"wanted": "x", "dueOn": "y"})) == ["$plan.village", "$plan.wanted", "$plan.dueOn"]


@pytest.mark.parametrize("plan", ["text", 1, [], True])
def test_a_value_where_an_object_belongs_lists_its_fields(plan: object) -> None:
    if plan == []:
        plan = [[]]
    assert "an object with the fields village" in complaints(plan)["$plan"]


def test_thousands_of_wrong_items_are_named_by_the_first_few() -> None:
    body = asked("query ($i: [ID!]!) {nodes(ids: $i) {name}}", {"i": [{}] * 20_000})
    assert len(body["errors"]) == 8


@pytest.mark.parametrize(
    ("argument", "instead"),
    [
        ('first: "3"', "a whole number"),
        ("counting: ALL", "CLEARED, ON_ROSTER"),
        ('counting: "CLEARED"', "CLEARED, ON_ROSTER"),
        ('onDate: "2026-02-30"', "YYYY-MM-DD"),
        ("onDate: 20260301", "YYYY-MM-DD"),
        ("after: 3", "text in quotes"),
        ('region: "33x"', "2 to 12 digits"),
    ],
)
def test_a_literal_that_does_not_fit_is_the_clients_input_too(argument: str, instead: str) -> None:
    body = asked(f"{{villages({argument}) {{asked}}}}")
    assert code_of(body) == "BAD_USER_INPUT"
    assert instead in the_error(body)["message"]
    assert the_error(body)["extensions"]["argument"] == argument.split(":", maxsplit=1)[0]
    assert the_error(body)["locations"]


@pytest.mark.parametrize(
    ("plan", "place"),
    [
        ('{village: 1, wanted: "x", dueOn: "2026-03-01"}', "plan.wanted"),
        ('{village: 1, dueOn: "2026-03-01"}', "plan.wanted"),
        ('{village: 1, wanted: 1, dueOn: "2026-03-01", notes: ["a", 2]}', "plan.notes[1]"),
        ('{village: 1, wanted: 1, dueOn: "2026-03-01", nope: 2}', "plan"),
        ('{village: 1, wanted: null, dueOn: "2026-03-01"}', "plan.wanted"),
        ("3", "plan"),
    ],
)
def test_a_part_of_an_object_literal_is_named(plan: str, place: str) -> None:
    error = the_error(asked(f"mutation {{setPlan(plan: {plan})}}"))
    assert error["extensions"]["argument"] == place
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    "query",
    [
        "{villages(asOf: {}) {asked}}",
        '{villages(asOf: {validAt: "2026-03-01", knownAt: "7"}) {asked}}',
        "{villages(asOf: {validAt: null}) {asked}}",
        "query ($d: Date = null) {villages(asOf: {validAt: $d}) {asked}}",
        'mutation {setPlan(plan: {village: 1, wanted: 1, dueOn: "2026-03-01", by: null})}',
    ],
)
def test_exactly_one_and_never_null_are_told_without_python_types(query: str) -> None:
    body = asked(query)
    assert {error["extensions"]["code"] for error in body["errors"]} == {"BAD_USER_INPUT"}
    assert "Maybe[" not in str(body)
    assert "OneOf" not in str(body)


@pytest.mark.parametrize("as_of", [{}, {"validAt": None}, {"validAt": "2026-03-01", "knownAt": "7"}])
def test_exactly_one_is_asked_of_variables_too(as_of: dict[str, object]) -> None:
    error = the_error(asked("query ($a: AsOf) {villages(asOf: $a) {asked}}", {"a": as_of}))
    assert "exactly one of validAt, knownAt" in error["message"]
    assert error["extensions"]["argument"] == "$a"


def test_a_cursor_that_the_resolver_refuses_says_what_to_send() -> None:
    error = the_error(asked('{villages(after: "x") {asked}}'))
    assert (error["extensions"]["code"], error["extensions"]["argument"]) == ("BAD_USER_INPUT", "after")


def test_a_scalar_says_itself_what_it_wants_in_a_variable() -> None:
    error = the_error(asked("query ($r: RegionCode) {villages(region: $r) {asked}}", {"r": "33x"}))
    assert "2 to 12 digits" in error["message"]
    assert error["extensions"]["argument"] == "$r"


def test_a_schema_adds_words_for_its_own_scalars() -> None:
    guarding = Guarding(expectations={"Date": Expectation("a day of this year", "今年的某一天")})
    schema = QuietSchema(Query, extensions=[guarding], config=CONFIG)
    error = the_error(asked('{villages(onDate: "x") {asked}}', schema=schema))
    assert error["message"] == "`onDate`: send a day of this year."
    assert error["extensions"]["messageZh"] == "`onDate`：请填今年的某一天。"


def test_a_missing_variable_and_a_null_one_are_required() -> None:
    query = "query ($i: [ID!]!) {nodes(ids: $i) {name}}"
    for variables in ({}, {"i": None}):
        assert "is required" in the_error(asked(query, variables))["message"]


def test_a_variable_nested_too_deeply_is_refused() -> None:
    deep: object = "1"
    for _ in range(900):
        deep = [deep]
    assert code_of(asked("query ($i: [ID!]!) {nodes(ids: $i) {name}}", {"i": deep})) == "BAD_USER_INPUT"


def test_an_input_type_that_holds_itself_may_be_nested_too_deeply() -> None:
    deep: dict[str, object] = {}
    for _ in range(950):
        deep = {"noneOf": deep}
    schema = QuietSchema(Counted, extensions=[Guarding()])
    assert (
        code_of(asked("query ($w: Where) {count(where: $w)}", {"w": deep}, schema=schema)) == "BAD_USER_INPUT"
    )
