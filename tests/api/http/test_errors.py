"""What a client is told about a mistake, and what nobody is told."""

import logging

import orjson
import pytest
import strawberry
from graphql import GraphQLError

from api.http.errors import MOST_ERRORS, ClientError, QuietSchema
from api.http.guard import Guarding
from api.http.router import _respond
from api.http.wording import in_chinese, put_right
from tests.api.http.toy import SECRET, asked, code_of, posted, the_error, toy_app, toy_schema


def test_our_own_mistake_is_masked_and_the_log_finds_it_by_its_id(caplog: pytest.LogCaptureFixture) -> None:
    answer = posted("{boom}")
    error = the_error(answer.json())
    assert error["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert error["path"] == ["boom"]
    assert error["extensions"]["errorId"] in error["message"]
    (record,) = [record for record in caplog.records if record.name == "yumiao.api"]
    assert error["extensions"]["errorId"] in record.getMessage()
    assert "ValueError" in record.getMessage()
    assert "toy.py" in record.getMessage()


def test_neither_answer_nor_log_has_a_value_in_it(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    plan = {"village": SECRET, "wanted": SECRET, "dueOn": SECRET, "counting": SECRET, SECRET: 1}
    for query, variables in (
        ("{boom}", {}),
        ("{booms {remark}}", {}),
        ("mutation ($p: Plan!) {setPlan(plan: $p)}", {"p": plan}),
        ("query ($d: Date) {villages(onDate: $d) {asked}}", {"d": SECRET}),
        (f'{{villages(onDate: "{SECRET}") {{asked}}}}', {}),
        (f'mutation {{setPlan(plan: {{village: 1, wanted: "{SECRET}", dueOn: "2026-03-01"}})}}', {}),
    ):
        answer = posted(query, variables)
        assert answer.json()["errors"]
        assert SECRET not in answer.text
    assert SECRET not in caplog.text


def test_causes_are_logged_by_type_and_place() -> None:
    @strawberry.type
    class Query:
        @strawberry.field
        def nested(self) -> str:
            try:
                raise KeyError(SECRET)
            except KeyError as error:
                raise RuntimeError(SECRET) from error

    logged: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: logged.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger("yumiao.api").addHandler(handler)
    try:
        asked("{nested}", schema=QuietSchema(Query, extensions=[Guarding()]))
    finally:
        logging.getLogger("yumiao.api").removeHandler(handler)
    assert "RuntimeError" in logged[0]
    assert "KeyError" in logged[0]
    assert SECRET not in logged[0]


def test_an_error_meant_for_the_client_passes_with_all_it_says() -> None:
    error = the_error(asked("{forbidden}"))
    assert error["message"] == "Ask the county."
    assert error["extensions"] == {"code": "FORBIDDEN", "messageZh": "请联系县里。", "role": "township"}
    assert error["path"] == ["forbidden"]


def test_a_graphql_error_without_a_code_is_ours_and_masked() -> None:
    @strawberry.type
    class Query:
        @strawberry.field
        def bare(self) -> str | None:
            raise GraphQLError(SECRET)

        @strawberry.field
        def nothing(self) -> str:
            return None  # type: ignore[return-value]

    for query in ("{bare}", "{nothing}"):
        body = asked(query, schema=QuietSchema(Query))
        assert code_of(body) == "INTERNAL_SERVER_ERROR"
        assert SECRET not in str(body)


def test_an_exception_of_an_inner_layer_may_be_translated() -> None:
    schema = toy_schema()

    def translate(error: Exception) -> ClientError | None:
        return ClientError("FORBIDDEN", "Not yours.", "无权查看。") if isinstance(error, ValueError) else None

    from api.http.router import SpecRouter

    app = toy_app()
    app.router.routes.clear()
    app.include_router(SpecRouter(schema, translate=translate))
    assert code_of(posted("{boom}", app=app).json()) == "FORBIDDEN"


def test_syntax_and_validation_errors_reach_the_client_with_their_place() -> None:
    for query, code in (("{", "GRAPHQL_PARSE_FAILED"), ("{nope}", "GRAPHQL_VALIDATION_FAILED")):
        body = asked(query)
        assert code_of(body) == code
        assert the_error(body)["locations"]


@pytest.mark.parametrize(
    "query",
    [
        "{helo}",
        "{villages(frist: 1) {asked}}",
        "{villages(counting: CLEARD) {asked}}",
        "query ($p: Plam!) {setPlan(plan: $p)}",
        "{villages {asked ... on Vilage {name}}}",
        "mutation {setPlan(plan: {vilage: 1})}",
        "{villages}",
    ],
)
def test_no_message_guesses_a_name(query: str) -> None:
    body = asked(query)
    assert body["errors"]
    assert "Did you mean" not in str(body)


def test_no_message_guesses_a_name_of_a_variable_value() -> None:
    body = asked("query ($c: Counting) {villages(counting: $c) {asked}}", {"c": "CLEARD"})
    assert "Did you mean" not in str(body)


def test_an_answer_has_a_handful_of_errors_and_counts_the_rest() -> None:
    query = "{booms {code} " + " ".join(f"b{n}: boom" for n in range(12)) + "}"
    body = asked(query)
    assert len(body["errors"]) == MOST_ERRORS
    assert body["extensions"]["errorsLeftOut"] == 12 - MOST_ERRORS


def test_incremental_delivery_is_off_so_no_deferred_error_escapes_the_mask() -> None:
    assert code_of(asked("{... @defer {boom}}")) == "GRAPHQL_VALIDATION_FAILED"


def test_what_json_has_no_form_for_is_our_mistake() -> None:
    answer = _respond({"data": {"x": object()}}, "application/json", 200)
    assert answer.status_code == 500
    assert code_of(orjson.loads(bytes(answer.body))) == "INTERNAL_SERVER_ERROR"


def test_sentences_about_inputs_name_no_python_type() -> None:
    said = put_right(
        "Expected value of type 'str', found null. Field 'by' of type 'Maybe[str]' cannot be explicitly set to null."
    )
    assert said == "`by` cannot be null: send a value or leave it out."
    assert in_chinese(said).startswith("`by`")


def test_a_sentence_without_a_translation_is_quoted_in_chinese() -> None:
    assert in_chinese("Something new.") == "请求不符合接口定义：Something new."
