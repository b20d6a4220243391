"""What happens in a region reaches whoever subscribed to it: once, in order, nothing of others, nothing unsaid."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from tests.api.counties import busy
from tests.api.offices import Client, TestOffice, office_of
from tests.given import NORTH

EVENTS = "subscription Follow($region: String, $after: String) { events(region: $region, after: $after) \
{ position region { code } line { topic whatZh } } }"
PROTOCOL = "graphql-transport-ws"


def connected(office: TestOffice, protocol: str = PROTOCOL, origin: str = "") -> WebSocketTestSession:
    client = TestClient(Client(office).app, client=("127.0.0.1", 50_000))
    headers = {"host": "127.0.0.1:8000", **({"origin": origin} if origin else {})}
    return client.websocket_connect("/graphql", subprotocols=[protocol], headers=headers)


@contextmanager
def opened(office: TestOffice, as_: str = "", origin: str = "") -> Iterator[WebSocketTestSession]:
    with connected(office, origin=origin) as socket:
        socket.send_json({"type": "connection_init", "payload": {"Yumiao-As": as_} if as_ else {}})
        assert socket.receive_json() == {"type": "connection_ack"}
        yield socket


def subscribe(socket: WebSocketTestSession, query: str = EVENTS, id_: str = "1", **variables: Any) -> None:
    payload = {"query": query, "variables": variables}
    socket.send_json({"id": id_, "type": "subscribe", "payload": payload})


def told(socket: WebSocketTestSession, id_: str = "1") -> dict[str, Any]:
    message = socket.receive_json()
    assert (message["id"], message["type"]) == (id_, "next"), message
    event: dict[str, Any] = message["payload"]["data"]["events"]
    return event


def while_open(socket: WebSocketTestSession) -> None:
    while True:
        socket.receive_json()


def absent(office: TestOffice) -> dict[str, Any]:
    """A command that a county's clerk carries out: somebody's erasure is asked for."""
    client = Client(office)
    people = client.ask("People")["nodes"]
    person = people[0]["person"]["id"]
    asked: dict[str, Any] = client.do(
        "RequestErasure", person=person, reason="本人申请", basis="个人信息保护法第四十七条"
    )
    assert asked["userErrors"] == []
    return asked


def test_what_a_command_did_is_told_as_it_happens() -> None:
    office = office_of(busy())
    with opened(office) as socket:
        subscribe(socket, after=str(len(busy().events)))
        asked = absent(office)
        event = told(socket)
        assert event["line"]["topic"] == "erasure.requested.v1"
        assert event["position"] == asked["position"]
        socket.send_json({"id": "1", "type": "complete"})


def test_going_on_behind_a_position_misses_nothing_and_repeats_nothing() -> None:
    office = office_of(busy())
    total = len(busy().events)
    with opened(office) as socket:
        subscribe(socket, after="0")
        positions = [int(told(socket)["position"]) for _ in range(total)]
    assert positions == list(range(1, total + 1))
    with opened(office) as socket:
        subscribe(socket, after=str(total // 2))
        assert int(told(socket)["position"]) == total // 2 + 1


def test_a_township_is_told_its_own_only() -> None:
    office = office_of(busy())
    own = [r.position for r in busy().events if r.region_code.startswith(NORTH)]
    with opened(office, f"李:township:{NORTH}") as socket:
        subscribe(socket, after="0")
        assert [int(told(socket)["position"]) for _ in own] == own
    with opened(office, f"李:township:{NORTH}") as socket:
        subscribe(socket, region="990101")
        message = socket.receive_json()
        assert message["type"] == "error"
        assert message["payload"][0]["extensions"]["reason"] == "REGION_OUTSIDE"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ me { name } }", "BAD_REQUEST"),
        ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription {", "GRAPHQL_PARSE_FAILED"),
        ("subscription { " + " ".join(f"a{n}: events {{ position }}" for n in range(40)) + " }", ""),
    ],
)
def test_what_cannot_be_followed_is_told_with_its_code(query: str, code: str) -> None:
    with opened(office_of(busy())) as socket:
        subscribe(socket, query)
        message = socket.receive_json()
        assert (message["id"], message["type"]) == ("1", "error")
        assert code in message["payload"][0]["extensions"]["code"]


@pytest.mark.parametrize(
    ("messages", "closed"),
    [
        ([{"type": "subscribe", "id": "1", "payload": {"query": EVENTS}}], 4401),
        ([{"type": "connection_init", "payload": {"Yumiao-As": "x:king"}}], 4403),
        ([{"type": "connection_init"}, {"type": "connection_init"}], 4429),
        ([{"type": "connection_init"}, {"type": "dance"}], 4400),
        ([{"type": "connection_init"}, {"type": "subscribe", "id": "1", "payload": {}}], 4400),
        (
            [
                {"type": "connection_init"},
                *[{"type": "subscribe", "id": "1", "payload": {"query": EVENTS}}] * 2,
            ],
            4409,
        ),
        (["no object"], 4400),
    ],
)
def test_who_breaks_the_protocol_is_closed_with_its_code(messages: list[object], closed: int) -> None:
    with connected(office_of(busy())) as socket:
        for message in messages:
            socket.send_json(message)
        with pytest.raises(WebSocketDisconnect) as ended:
            while_open(socket)
        assert ended.value.code == closed


def test_a_page_of_another_origin_may_not_subscribe() -> None:
    with pytest.raises(WebSocketDisconnect) as ended, opened(office_of(busy()), origin="http://evil.example"):
        pass
    assert ended.value.code == 4403
    with opened(office_of(busy()), origin="http://127.0.0.1:8000") as socket:
        socket.send_json({"type": "ping"})
        assert socket.receive_json() == {"type": "pong"}


def test_another_protocol_is_not_spoken() -> None:
    with (
        pytest.raises(WebSocketDisconnect) as ended,
        connected(office_of(busy()), "graphql-ws"),
    ):
        pass
    assert ended.value.code == 4406
