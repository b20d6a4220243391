"""Bodies larger than a request can be never reach the application."""

from collections.abc import AsyncIterator

import pytest
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from api.http.body_limit import BodyLimit
from tests.api.http.toy import code_of, sent, toy_app

LARGE = b'{"query": "{hello}", "variables": {"a": "' + b"x" * 200_000 + b'"}}'


def test_an_announced_body_that_is_too_large_is_refused_unread() -> None:
    answer = sent(toy_app(), "POST", "/graphql", content=LARGE, headers={"content-type": "application/json"})
    assert answer.status_code == 413
    assert code_of(answer.json()) == "PAYLOAD_TOO_LARGE"


def test_a_streamed_body_is_cut_off_where_it_becomes_too_large() -> None:
    taken = []

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(LARGE), 10_000):
            taken.append(start)
            yield LARGE[start : start + 10_000]

    answer = sent(
        toy_app(), "POST", "/graphql", content=pieces(), headers={"content-type": "application/json"}
    )
    assert answer.status_code == 413
    assert code_of(answer.json()) == "PAYLOAD_TOO_LARGE"
    assert len(taken) <= 12


def test_an_application_that_gives_up_on_the_cut_off_body_changes_nothing() -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield LARGE

    async def reads(scope: Scope, receive: Receive, send: Send) -> None:
        await Request(scope, receive).body()

    assert sent(BodyLimit(reads), "POST", "/", content=pieces()).status_code == 413


def test_a_body_within_the_limit_passes() -> None:
    assert sent(toy_app(), "POST", "/graphql", json={"query": "{hello}"}).json()["data"] == {"hello": "你好"}


@pytest.mark.parametrize("length", ["-1", "x", ""])
def test_a_length_that_is_no_number_is_left_to_the_server(length: str) -> None:
    async def fine(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    answer = sent(BodyLimit(fine), "POST", "/", headers={"content-length": length})
    assert answer.status_code == 204
