"""The application as an operator and a browser meet it."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any

import httpx
import pytest

from api.local import execute
from api.operations import samples, texts
from api.questions.asking import in_a_thread, to_the_end
from tests.api.counties import NUMBER, busy
from tests.api.offices import Client, TestOffice, office_of, the_error
from tests.given import COUNTY_VIEWER, NORTH, Given

ME = {"query": "{ me { name role region { code name } } }"}


def test_whoever_is_not_named_is_the_county_department_at_this_machine() -> None:
    assert Client(office_of(busy())).ask("Me")["role"] == "COUNTY_DEPARTMENT"


@pytest.mark.parametrize(
    "header",
    [
        f"张三:township:{NORTH}",
        f"张三:乡镇:{NORTH}",
        f"%E5%BC%A0%E4%B8%89:township:{NORTH}",
        f"张三：乡镇：{NORTH}",
    ],
)
def test_the_header_names_somebody_in_any_spelling(header: str) -> None:
    me = Client(office_of(busy()), header).ask("Me")
    assert (me["name"], me["role"], me["region"]) == ("张三", "TOWNSHIP", {"code": NORTH, "name": "北乡"})


@pytest.mark.parametrize(
    "header", ["", ":", "张三", "张三:king", "张三:township", "张三:township:99", "a:b:c:d", "x" * 9000]
)
def test_a_header_that_names_nobody_is_refused(header: str) -> None:
    response = Client(office_of(busy())).send(
        "POST", "/graphql", json=ME, headers={"yumiao-as": header.encode()}
    )
    error = the_error(response.json())
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["extensions"]["reason"].startswith("AS_")
    assert response.status_code == 400


@pytest.mark.parametrize(
    ("client", "url"),
    [("10.0.0.7", "/graphql"), ("testclient", "/graphql"), ("127.0.0.1", "http://evil.example/graphql")],
)
@pytest.mark.parametrize("headers", [{}, {"yumiao-as": "li:county_department"}])
def test_nobody_from_elsewhere_is_let_in(client: str, url: str, headers: dict[str, str]) -> None:
    response = Client(office_of(busy())).send("POST", url, json=ME, headers=headers, client=client)
    assert response.status_code == 401
    assert the_error(response.json())["extensions"]["code"] == "UNAUTHENTICATED"


@pytest.mark.parametrize("client", ["127.0.0.1", "127.0.0.9", "::1"])
@pytest.mark.parametrize("url", ["/graphql", "http://localhost:8000/graphql", "http://[::1]:8000/graphql"])
def test_this_machine_is_let_in(client: str, url: str) -> None:
    assert Client(office_of(busy())).send("POST", url, json=ME, client=client).status_code == 200


def test_it_lives_and_says_whether_it_is_ready() -> None:
    office = office_of(busy())
    client = Client(office)
    assert client.send("GET", "/livez").json() == {"live": True}
    client.ask("Me")
    ready = client.send("GET", "/readyz")
    assert ready.status_code == 200
    assert ready.json() == {
        "ready": True,
        "reasons": [],
        "position": str(len(busy().events)),
        "lag": {"events": 0, "seconds": 0.0},
        "parkedEvents": 0,
        "keysReadable": True,
    }
    office.keys_readable = False
    unready = client.send("GET", "/readyz")
    assert (unready.status_code, unready.json()["ready"]) == (503, False)
    assert len(unready.json()["reasons"]) == 1


def test_parked_events_are_visible_everywhere() -> None:
    given = busy()
    given.unreadable()
    client = Client(office_of(given))
    assert client.ask("Coverage")["parkedEvents"] == 1
    assert client.send("GET", "/readyz").json()["parkedEvents"] == 1
    assert "yumiao_parked_events 1.0" in client.send("GET", "/metrics").text


def test_the_metrics_count_requests_and_name_nobody() -> None:
    client = Client(office_of(busy()))
    client.ask("PersonFile", id="pe_n2", case="案1")
    client.send("POST", "/graphql", content=b"null", headers={"content-type": "application/json"})
    text = client.send("GET", "/metrics").text
    assert 'yumiao_graphql_requests_total{status="200"} 1.0' in text
    assert 'yumiao_graphql_requests_total{status="400"} 1.0' in text
    assert "yumiao_graphql_seconds_count 2.0" in text
    assert f"yumiao_position {len(busy().events)}.0" in text
    assert NUMBER not in text
    assert "北" not in text


def test_the_explorer_opens_on_the_named_operations() -> None:
    client = Client(office_of(busy()))
    page = client.send("GET", "/explore").text
    for name in texts():
        assert f"{name}(" in page
    assert client.send("GET", "/").headers["location"] == "/explore"
    assert samples()[0].name == "VillagesLackingReserves"
    assert {sample.name for sample in samples()} == set(texts())
    for sample in samples()[:6]:
        assert "errors" not in client.post(sample.text, sample.variables), sample.name


@pytest.mark.parametrize(
    "path", ["/docs", "/openapi.json", "/redoc", "/graphql/", "/explore/static/../app.py"]
)
def test_nothing_else_is_served(path: str) -> None:
    assert Client(office_of(busy())).send("GET", path).status_code in (307, 404)


def test_without_http_the_answer_is_the_same() -> None:
    office = office_of(busy())
    client = Client(office, "县委组织部:county_department")
    for name, variables in (("Coverage", {}), ("People", {"first": 3}), ("Coverage", {"region": "x"})):
        assert execute(office, COUNTY_VIEWER, texts()[name], variables, name) == client.run(name, **variables)


def test_a_folder_that_no_county_was_opened_in_answers_too() -> None:
    client = Client(office_of(Given()))
    for name in ("Me", "People", "MentorLoads", "Disputes", "SamePeople"):
        assert "errors" not in client.run(name), name
    assert client.send("GET", "/readyz").status_code == 200
    assert client.run("Coverage")["data"] is not None


def test_a_question_that_waits_keeps_nobody_else_waiting() -> None:
    """The world is held by another thread: the question waits in its own, and the server goes on."""
    office = office_of(busy())
    client = Client(office)

    async def both() -> tuple[httpx.Response, httpx.Response]:
        transport = httpx.ASGITransport(app=client.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http:
            waiting = asyncio.create_task(http.post("/graphql", json=ME))
            live = await http.get("/livez")
            assert not waiting.done()
            free.set()
            return live, await waiting

    held, free = threading.Event(), threading.Event()
    holder = threading.Thread(target=_hold, args=(office, held, free))
    holder.start()
    held.wait(10)
    live, answer = asyncio.run(both())
    holder.join(10)
    assert live.status_code == 200
    assert answer.json()["data"]["me"]["name"] == "local"


def _hold(office: TestOffice, held: threading.Event, free: threading.Event) -> None:
    with office.live.now():
        held.set()
        free.wait(10)


def test_a_question_is_given_up_when_its_time_is_over_but_a_command_answers_late() -> None:
    go_on = threading.Event()

    def slow() -> str:
        go_on.wait(10)
        return "done"

    async def timed(ask: Callable[[], Coroutine[Any, Any, str]]) -> str:
        async with asyncio.timeout(0.05):
            return await ask()

    with pytest.raises(TimeoutError):
        asyncio.run(timed(in_a_thread(slow)))
    threading.Timer(0.3, go_on.set).start()
    go_on.clear()
    assert asyncio.run(timed(to_the_end(slow))) == "done"


def test_many_readers_and_a_writer_at_once() -> None:
    office = office_of(busy())
    client = Client(office)

    async def all_at_once() -> list[Any]:
        transport = httpx.ASGITransport(app=client.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http:
            wish = {"person": "pe_n6", "field": "birth", "reason": "核实"}
            asked: list[Any] = []
            for n in range(10):
                asked += [
                    http.post("/graphql", json={"query": texts()[name]})
                    for name in ("Coverage", "People", "StructureByTownship")
                ]
                settle = {"input": {**wish, "value": f"19{80 + n}-01"}}
                asked.append(
                    http.post("/graphql", json={"query": texts()["SettleFact"], "variables": settle})
                )
            return [answer.json() for answer in await asyncio.gather(*asked)]

    bodies = asyncio.run(all_at_once())
    assert not any("errors" in body for body in bodies)
    assert not any(
        body["data"]["settleFact"]["userErrors"] for body in bodies if "settleFact" in body["data"]
    )
    assert office.desk.log.head() == len(busy().events) + 10
