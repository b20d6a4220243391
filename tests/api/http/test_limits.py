"""How much one operation may ask: every bomb of the reference is refused before it costs anything."""

import asyncio
import time

import pytest
import strawberry
from graphql import GraphQLSchema, get_introspection_query

from api.http.documents import Checked, Documents
from api.http.errors import QuietSchema
from api.http.guard import Guard, Guarding
from api.http.limits import Limits
from tests.api.http.toy import (
    CONFIG,
    Mutation,
    Query,
    VillageConnection,
    asked,
    code_of,
    the_error,
    toy_schema,
)

SCHEMA = toy_schema()
TWINS = "fragment C on VillageConnection {nodes {...V}} fragment V on Village {twin {code}}"
QUICK = 1.0
"""CPU seconds, so that a busy machine does not count. Measured: 2 ms for a fragment bomb, 120 ms for the slowest."""


def fragment_bomb(levels: int) -> str:
    doubled = " ".join(f"fragment F{n} on Query {{...F{n + 1} ...F{n + 1}}}" for n in range(levels))
    return f"query A {{...F0}} {doubled} fragment F{levels} on Query {{hello}}"


def bomb_on(type_name: str) -> str:
    """The fragments of a bomb on another type, without an operation."""
    fragments = fragment_bomb(20).removeprefix("query A {...F0} ")
    return fragments.replace("on Query", f"on {type_name}").replace("hello", "name")


def dimension_of(query: str, limits: Limits | None = None) -> str:
    started = time.process_time()
    body = asked(query, schema=toy_schema(limits) if limits else SCHEMA)
    assert time.process_time() - started < QUICK
    assert code_of(body) == "OPERATION_TOO_COMPLEX"
    return str(the_error(body)["extensions"]["dimension"])


@pytest.mark.parametrize("levels", [10, 16, 20, 22, 40])
def test_a_fragment_bomb_is_refused_without_walking_it(levels: int) -> None:
    assert dimension_of(fragment_bomb(levels)) == "rootFields"


def test_a_fragment_bomb_below_the_root_is_refused_by_its_fields() -> None:
    assert dimension_of(f"{{villages {{nodes {{...F0}}}}}} {bomb_on('Village')}") == "fields"


def test_a_fragment_bomb_in_introspection_is_refused_by_its_fields() -> None:
    assert dimension_of(f"{{__schema {{types {{...F0}}}}}} {bomb_on('__Type')}") == "fields"


@pytest.mark.parametrize(
    ("query", "dimension"),
    [
        ("{villages {nodes {" + "twin {" * 150 + "name" + "}" * 150 + "}}}", "depth"),
        ("{villages {nodes {" + " ".join(f"a{n}: name" for n in range(31)) + "}}}", "aliases"),
        ("{hello " + "@include(if: true) " * 21 + "}", "directives"),
        ("query ($a: Int " + "@nope " * 21 + ") {hello}", "directives"),
        ("{" + "hello " * 21 + "}", "rootFields"),
        ("{...F} fragment F on Query {" + "hello " * 21 + "}", "rootFields"),
        ("{villages {nodes {" + "name " * 1501 + "}}}", "fields"),
        ("{hello " + "@skip(if: false) " * 1000 + "}", "tokens"),
        ("# a\n" * 101 + "{hello}", "comments"),
        ("#" + "x" * 1_000_000 + "\n{hello}", "characters"),
        ("{villages {nodes {" + "twin {name} " * 490 + "}}}", "overlaps"),
        (
            "{villages {nodes {...F0}}} "
            + " ".join(f"fragment F{n} on Village {{...F{n + 1}}}" for n in range(210))
            + " fragment F210 on Village {name}",
            "overlaps",
        ),
        (
            "{hello} "
            + " ".join(f"fragment F{n} on Village {{twin {{...F{n + 1}}}}}" for n in range(50))
            + " fragment F50 on Village {name}",
            "depth",
        ),
    ],
)
def test_every_dimension_has_a_limit_that_is_named(query: str, dimension: str) -> None:
    assert dimension_of(query) == dimension


@pytest.mark.parametrize(
    ("query", "limits"),
    [
        ("{villages {nodes {name}}}", Limits(depth=1)),
        ("{a: hello}", Limits(aliases=0)),
        ("{hello @skip(if: false)}", Limits(directives=0)),
        ("{hello a: hello}", Limits(root_fields=1)),
        ("{villages {nodes {name code}}}", Limits(fields=3)),
    ],
)
def test_an_operation_at_the_limit_passes_and_one_above_does_not(query: str, limits: Limits) -> None:
    assert dimension_of(query, limits)
    assert "errors" not in asked(query)


def test_fragments_nested_deeper_than_python_can_follow_are_refused() -> None:
    nested = "... {{" * 60 + "...F{}" + "}}" * 60
    chain = " ".join(f"fragment F{n} on Query {{{nested.format(n + 1)}}}" for n in range(10))
    assert dimension_of(f"{{...F0}} {chain} fragment F10 on Query {{hello}}") == "overlaps"


def test_a_cycle_of_fragments_is_a_validation_error() -> None:
    body = asked("{...A} fragment A on Query {hello ...B} fragment B on Query {...A}")
    assert code_of(body) == "GRAPHQL_VALIDATION_FAILED"


def test_the_introspection_of_graphical_tools_passes() -> None:
    query = get_introspection_query(
        descriptions=True,
        specified_by_url=True,
        directive_is_repeatable=True,
        schema_description=True,
        input_value_deprecation=True,
    )
    assert asked(query)["data"]["__schema"]["types"]


def test_introspection_can_be_closed() -> None:
    closed = toy_schema(introspection=False)
    assert code_of(asked('{__type(name: "Query") {name}}', schema=closed)) == "GRAPHQL_VALIDATION_FAILED"
    assert asked("{__typename}", schema=closed)["data"] == {"__typename": "Query"}


@pytest.mark.parametrize(
    ("query", "cost"),
    [
        ("{hello}", 0),
        ("{villages(first: 3) {nodes {name}}}", 1 + 3),
        ("{villages(first: 3) {edges {node {name}}}}", 1 + 3),
        (f"{{villages(last: 3) {{...C}}}} {TWINS}", 1 + 3 * 2),
        ("{villages {nodes {name}}}", 1 + 20),
        ("{villages(first: null) {nodes {name}}}", 1 + 20),
        ("{villages(first: 2) {nodes {neighbours {name}}}}", 1 + 2 * (1 + 1 + 10)),
        ("{nodes(ids: [1, 2, 3]) {name}}", 1 + 3),
        ("{a: villages(first: 1) {nodes {name}} b: villages(first: 1) {nodes {name}}}", 4),
        ("{__schema {types {name}}}", 0),
    ],
)
def test_an_operation_costs_the_objects_it_may_bring_back(query: str, cost: int) -> None:
    assert asked(query)["extensions"]["cost"] == {"requested": cost, "limit": 5000}


def test_cost_goes_by_the_values_of_variables() -> None:
    query = "query ($f: Int = 7, $i: [ID!]!) {villages(first: $f) {nodes {name}} nodes(ids: $i) {name}}"
    assert asked(query, {"i": ["1", "2"]})["extensions"]["cost"]["requested"] == 8 + 3
    assert asked(query, {"i": "1", "f": 50})["extensions"]["cost"]["requested"] == 51 + 2


def test_weights_and_lengths_are_set_by_coordinate() -> None:
    limits = Limits(weights={"Query.villages": 30, "Village.name": 2}, lengths={"Village.neighbours": 3})
    body = asked("{villages(first: 2) {nodes {name neighbours {code}}}}", schema=toy_schema(limits))
    assert body["extensions"]["cost"]["requested"] == 30 + 2 * (1 + 2 + 1 + 3)


def test_a_short_query_for_everything_is_too_costly_and_says_what_to_do() -> None:
    started = time.process_time()
    body = asked(
        "{villages(first: 100) {nodes {neighbours {neighbours {neighbours {name}}}}}}", schema=SCHEMA
    )
    assert time.process_time() - started < QUICK
    assert code_of(body) == "OPERATION_TOO_COSTLY"
    assert "data" not in body
    assert body["extensions"]["cost"]["requested"] > body["extensions"]["cost"]["limit"]


def test_a_list_of_ids_costs_its_length() -> None:
    query = "query ($i: [ID!]!) {nodes(ids: $i) {name}}"
    assert code_of(asked(query, {"i": ["x"] * 6000})) == "OPERATION_TOO_COSTLY"


@pytest.mark.parametrize(
    "arguments", ["first: 0", "first: -1", "first: 101", "last: 0", "last: -5", "last: 2147483647"]
)
def test_no_connection_serves_a_size_out_of_bounds(arguments: str) -> None:
    error = the_error(asked(f"{{villages({arguments}) {{nodes {{name}}}}}}"))
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "from 1 to 100" in error["message"]
    assert error["extensions"]["argument"] == arguments.split(":", maxsplit=1)[0]


def test_a_size_out_of_bounds_in_a_variable_is_refused_too() -> None:
    query = "query ($n: Int) {villages(last: $n) {...C}} fragment C on VillageConnection {nodes {name}}"
    assert code_of(asked(query, {"n": 0})) == "BAD_USER_INPUT"


def test_first_and_last_exclude_each_other() -> None:
    assert code_of(asked("{villages(first: 1, last: 1) {nodes {name}}}")) == "BAD_USER_INPUT"


def test_a_size_that_the_schema_gives_counts_unless_the_client_gives_another() -> None:
    @strawberry.type
    class Paged:
        @strawberry.field
        def villages(self, first: int = 7, last: int | None = None) -> VillageConnection | None:
            return VillageConnection(edges=[], nodes=[], asked=f"{first} {last}")

    schema = QuietSchema(Paged, extensions=[Guarding()], config=CONFIG)
    assert asked("{villages {nodes {code}}}", schema=schema)["extensions"]["cost"]["requested"] == 1 + 7
    assert (
        asked("{villages(last: 2) {nodes {code}}}", schema=schema)["extensions"]["cost"]["requested"] == 1 + 2
    )


def test_the_clock_stops_an_operation() -> None:
    started = time.process_time()
    body = asked("{slow}", schema=toy_schema(Limits(seconds=0.05)))
    assert time.process_time() - started < 2
    assert code_of(body) == "TIMEOUT"


def test_a_known_document_is_neither_parsed_nor_validated_again(monkeypatch: pytest.MonkeyPatch) -> None:
    schema = toy_schema()
    for _ in range(2):
        asked("{hello}", schema=schema)

    def never(*_args: object, **_kwargs: object) -> None:
        raise AssertionError

    monkeypatch.setattr("api.http.documents.parse", never)
    monkeypatch.setattr("api.http.guard.validate", never)
    assert asked("{hello}", schema=schema)["data"] == {"hello": "你好"}


def test_a_document_valid_in_one_schema_is_checked_anew_in_another() -> None:
    guarding = Guarding()
    whole = QuietSchema(Query, Mutation, extensions=[guarding], config=CONFIG)
    reading = QuietSchema(Query, extensions=[guarding], config=CONFIG)
    query = 'mutation {setPlan(plan: {village: 1, wanted: 1, dueOn: "2026-03-01"})}'
    assert "data" in asked(query, schema=whole)
    assert "errors" in asked(query, schema=reading)


def test_the_same_known_document_still_checks_its_variables() -> None:
    schema = toy_schema()
    query = "query ($n: Int) {villages(first: $n) {nodes {name}}}"
    assert "data" in asked(query, {"n": 1}, schema=schema)
    assert code_of(asked(query, {"n": 0}, schema=schema)) == "BAD_USER_INPUT"


def test_refused_documents_are_not_kept() -> None:
    guarding = Guarding()
    schema = QuietSchema(Query, Mutation, extensions=[guarding], config=CONFIG)
    for query in ("{", "{nope}", fragment_bomb(20)):
        asked(query, schema=schema)
    assert len(guarding.documents) == 0


def test_documents_are_forgotten_by_number_and_by_text_the_longest_unused_first() -> None:
    graph = GraphQLSchema()
    checked = Checked(None)  # type: ignore[arg-type]
    few = Documents(most=2, most_characters=100)
    for text in ("a", "b"):
        few.keep(graph, text, checked)
    few.find(graph, "a")
    few.keep(graph, "c", checked)
    assert [few.find(graph, text) is not None for text in "abc"] == [True, False, True]
    few.keep(graph, "d" * 100, checked)
    assert len(few) == 1


def test_the_guard_hooks_no_field() -> None:
    assert not Guard._implements_resolve()


def test_many_operations_at_once_keep_their_own_cost() -> None:
    schema = toy_schema()

    async def all_at_once() -> list[object]:
        query = "query ($n: Int) {villages(first: $n) {nodes {name}}}"
        runs = [schema.execute(query, variable_values={"n": n}) for n in range(1, 20)]
        return [(run.extensions or {})["cost"]["requested"] for run in await asyncio.gather(*runs)]

    assert asyncio.run(all_at_once()) == [1 + n for n in range(1, 20)]
