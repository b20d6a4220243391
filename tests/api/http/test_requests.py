"""What HTTP says: methods, headers, media types, bodies that are not a request."""

import asyncio
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Header, HTTPException

from api.http.errors import ClientError
from api.http.request import GRAPHQL_RESPONSE, JSON, preferred_media_type
from api.http.router import SpecRouter
from tests.api.http.toy import SECRET, code_of, posted, sent, the_error, toy_app, toy_schema

APP = toy_app()


def post(content: bytes | str, **headers: str) -> httpx.Response:
    return sent(APP, "POST", "/graphql", content=content, headers={"content-type": JSON, **headers})


def get(params: dict[str, str], headers: dict[str, str] | None = None) -> httpx.Response:
    return sent(APP, "GET", "/graphql", params=params, headers=headers or {"x-graphql-preflight": "1"})


@pytest.mark.parametrize(
    "body", ['"x"', "1", "null", "true", "[]", '[{"query": "{hello}"}]', "", "{", "\xff", "NaN"]
)
def test_a_body_that_is_no_json_object_is_refused_with_a_sentence(body: str) -> None:
    answer = post(body.encode("latin-1"))
    assert answer.status_code == 400
    assert code_of(answer.json()) == "BAD_REQUEST"
    assert "data" not in answer.json()


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("{}", "query"),
        ('{"query": 1}', "query"),
        ('{"query": " "}', "query"),
        ('{"query": "{hello}", "operationName": []}', "operationName"),
        ('{"query": "{hello}", "variables": "x"}', "variables"),
        ('{"query": "{hello}", "variables": [1]}', "variables"),
        ('{"query": "{hello}", "extensions": 0}', "extensions"),
    ],
)
def test_a_part_of_the_wrong_json_type_is_named(body: str, named: str) -> None:
    answer = post(body)
    assert answer.status_code == 400
    assert code_of(answer.json()) == "BAD_REQUEST"
    assert f"`{named}`" in the_error(answer.json())["message"]


def test_json_nested_too_deeply_is_refused() -> None:
    assert (
        code_of(post('{"query": "{hello}", "variables": {"a": ' + "[" * 5000 + "]" * 5000 + "}}").json())
        == "BAD_REQUEST"
    )


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
        {"content-type": "multipart/form-data; boundary=x"},
        {"content-type": "application/json; charset=gbk"},
        {"content-type": "application/jsonp"},
        {"content-type": ""},
        {"content-encoding": "gzip"},
    ],
)
def test_a_body_in_another_form_is_an_unsupported_media_type(headers: dict[str, str]) -> None:
    answer = post(b'{"query": "{hello}"}', **headers)
    assert answer.status_code == 415
    assert code_of(answer.json()) == "UNSUPPORTED_MEDIA_TYPE"


def test_utf_8_may_be_said_aloud() -> None:
    assert post(b'{"query": "{hello}"}', **{"content-type": "Application/JSON; Charset=UTF-8"}).json()["data"]


@pytest.mark.parametrize(
    ("accept", "answered_in"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("application/json", JSON),
        ("application/json, multipart/mixed", JSON),
        ("application/graphql-response+json", GRAPHQL_RESPONSE),
        ("Application/GraphQL-Response+JSON; charset=utf-8", GRAPHQL_RESPONSE),
        ("application/graphql-response+json, application/json;q=0.9", GRAPHQL_RESPONSE),
        ("application/json, application/graphql-response+json", GRAPHQL_RESPONSE),
        ("application/graphql-response+json;q=0.5, application/json", JSON),
        ("application/graphql-response+json;q=0, application/json", JSON),
        ("application/graphql-response+json, */*", GRAPHQL_RESPONSE),
        ("application/json;q=0, */*", None),
        ("text/html", None),
        ("application/json;q=oops", None),
        ("application/json;q=0", None),
    ],
)
def test_the_answer_comes_in_the_media_type_the_client_likes_best(
    accept: str | None, answered_in: str | None
) -> None:
    assert preferred_media_type(accept) == answered_in


def test_a_client_that_takes_neither_media_type_gets_406_and_is_told_so_in_json() -> None:
    answer = posted("{hello}", accept="text/html")
    assert answer.status_code == 406
    assert code_of(answer.json()) == "NOT_ACCEPTABLE"


@pytest.mark.parametrize("query", ["{", "{nope}", "query($f: Int!) {villages(first: $f) {asked}}"])
def test_an_operation_that_never_ran_has_no_data_and_its_status_depends_on_the_media_type(query: str) -> None:
    new, old = posted(query, accept=GRAPHQL_RESPONSE), posted(query)
    assert (new.status_code, old.status_code) == (400, 200)
    assert "data" not in new.json()
    assert "data" not in old.json()


def test_a_failed_field_leaves_the_status_at_200() -> None:
    answer = posted("{hello boom}", accept=GRAPHQL_RESPONSE)
    assert answer.status_code == 200
    assert answer.json()["data"] == {"hello": "你好", "boom": None}


def test_answers_vary_by_accept_and_are_never_stored() -> None:
    for answer in (posted("{hello}"), posted("{", accept=GRAPHQL_RESPONSE), get({"query": "{"})):
        assert answer.headers["vary"] == "Accept"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["content-type"].endswith("; charset=utf-8")


def test_a_query_may_be_sent_with_get_and_the_preflight_header() -> None:
    asked = "query Q($f: Int) {villages(first: $f) {nodes {code}}}"
    answer = get({"query": asked, "variables": '{"f": 2}', "operationName": "Q"})
    assert [village["code"] for village in answer.json()["data"]["villages"]["nodes"]] == ["000", "001"]


def test_get_without_the_preflight_header_is_refused_so_that_no_other_site_can_send_it() -> None:
    answer = get({"query": "{hello}"}, {"accept": JSON})
    assert answer.status_code == 400
    assert "X-GraphQL-Preflight" in the_error(answer.json())["message"]


def test_a_mutation_by_get_is_refused() -> None:
    answer = get({"query": 'mutation {setPlan(plan: {village: 1, wanted: 1, dueOn: "2026-03-01"})}'})
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, POST"
    assert code_of(answer.json()) == "METHOD_NOT_ALLOWED"


@pytest.mark.parametrize("name", ["variables", "extensions"])
def test_a_parameter_that_is_no_json_object_is_named(name: str) -> None:
    assert f"`{name}`" in the_error(get({"query": "{hello}", name: "{"}).json())["message"]
    assert f"`{name}`" in the_error(get({"query": "{hello}", name: "[1]"}).json())["message"]


def test_a_browser_that_opens_the_endpoint_is_shown_the_way_to_the_explorer() -> None:
    answer = get({}, {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert answer.status_code == 400
    assert "/explore" in the_error(answer.json())["message"]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"])
def test_other_methods_are_refused_with_the_ones_allowed(method: str) -> None:
    answer = sent(APP, method, "/graphql")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, POST"


def test_a_websocket_is_refused_at_the_handshake() -> None:
    said: list[dict[str, Any]] = []

    async def handshake() -> None:
        async def receive() -> dict[str, Any]:
            return {"type": "websocket.connect"}

        async def send(message: Any) -> None:
            said.append(message)

        scope = {
            "type": "websocket",
            "path": "/graphql",
            "headers": [],
            "query_string": b"",
            "subprotocols": [],
        }
        await APP(scope, receive, send)

    asyncio.run(handshake())
    assert said[0]["type"] == "websocket.close"


def test_several_operations_need_a_name_and_the_choices_are_listed() -> None:
    answer = posted("query A {hello} query B {hello}")
    assert code_of(answer.json()) == "OPERATION_RESOLUTION_FAILURE"
    assert "A, B" in the_error(answer.json())["message"]


def app_with_context(getter: Any) -> FastAPI:
    app = FastAPI()
    app.include_router(SpecRouter(toy_schema(), context_getter=getter))
    return app


def test_the_context_getter_may_refuse_the_client() -> None:
    def nobody() -> None:
        raise ClientError("UNAUTHENTICATED", "Sign in first.", "请先登录。")

    answer = posted("{hello}", app=app_with_context(nobody))
    assert answer.status_code == 401
    assert code_of(answer.json()) == "UNAUTHENTICATED"


def test_a_context_getter_that_fails_is_masked(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> None:
        raise KeyError(SECRET)

    answer = posted("{hello}", app=app_with_context(broken))
    assert answer.status_code == 500
    assert code_of(answer.json()) == "INTERNAL_SERVER_ERROR"
    assert SECRET not in answer.text + caplog.text


def test_an_http_exception_of_a_dependency_keeps_its_status_and_loses_its_words() -> None:
    def closed() -> None:
        raise HTTPException(429, SECRET, headers={"retry-after": "7"})

    answer = posted("{hello}", app=app_with_context(closed))
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "7")
    assert code_of(answer.json()) == "RATE_LIMITED"
    assert SECRET not in answer.text


def test_a_header_that_the_context_getter_cannot_read_is_named_without_its_value() -> None:
    def counted(x_count: int = Header()) -> int:
        return x_count

    answer = sent(
        app_with_context(counted),
        "POST",
        "/graphql",
        json={"query": "{hello}"},
        headers={"x-count": SECRET.split()[1] + "x"},
    )
    assert answer.status_code == 400
    assert "header.x-count" in the_error(answer.json())["message"]
    assert SECRET.split()[1] not in answer.text
