"""Offices for tests: a county in memory, or a real folder filled with the same events; and questions over HTTP."""

import asyncio
import dataclasses
from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, time
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

from api.app import make_app
from api.operations import texts
from api.ports import Health
from api.schema import LIMITS
from domain.event import SealedEvent
from domain.grades import Viewer
from domain.ids import PersonId, RegionCode
from domain.recorded import Entry, NewEvent, Recorded
from infra.clock import OFFICE, FrozenClock
from infra.folder import DataFolder
from infra.ids import RandomIds
from infra.networkx_graph import NetworkxGraph
from projections.worlds import Live
from services.desk import Desk
from services.ports import EventLog, Identities, Keys
from tests.given import COUNTY, TODAY, Given
from tests.memory_log import MemoryEventLog
from yumiao.identity import local_viewer, parse_viewer

Json = dict[str, Any]
NOON = datetime.combine(TODAY, time(12), OFFICE).astimezone(UTC)

PATIENT = dataclasses.replace(LIMITS, seconds=120.0)
"""A busy machine is no finding: the clock itself is tested in tests/api/http."""


class NoKeys:
    """Nothing is sealed in memory."""

    def __init__(self) -> None:
        self.gone: set[str] = set()

    def ensure(self, subjects: Iterable[str]) -> None:
        """Nothing."""

    def destroy(self, subject: str) -> None:
        self.gone.add(subject)

    def destroyed(self) -> frozenset[str]:
        return frozenset(self.gone)

    def is_destroyed(self, subject: str) -> bool:
        return subject in self.gone


class NoIdentities:
    """Nobody is looked up by an id number."""

    def keyed_hash(self, content: bytes) -> str:
        return sha256(content).hexdigest()

    def people_of(self, marks: Iterable[str]) -> dict[str, PersonId]:  # noqa: ARG002 - nobody is known
        return {}

    def reserve(self, wishes: Mapping[str, PersonId]) -> dict[str, PersonId]:
        return dict(wishes)

    def forget(self, person: PersonId) -> None:
        """Nothing."""


class TestOffice:
    """Implements api.ports.Office over any log."""

    __test__ = False

    def __init__(
        self, log: EventLog, keys: Keys | None = None, identities: Identities | None = None, case: str = ""
    ) -> None:
        self.county = RegionCode(COUNTY)
        self.clock = FrozenClock(NOON)
        self.desk = Desk(log, keys or NoKeys(), identities or NoIdentities(), self.clock, RandomIds())
        self.live = Live(log, self.clock.today, NetworkxGraph)
        self.keys_readable = True
        self._case = case

    def parse_viewer(self, text: str) -> Viewer:
        return parse_viewer(text, self.county, self._case)

    def default_viewer(self) -> Viewer:
        return local_viewer(self.county)

    def health(self) -> Health:
        found = self.live.lag()
        return Health(
            position=found.position,
            head=found.head,
            lag_seconds=found.seconds,
            parked_events=len(found.parked),
            keys_readable=self.keys_readable,
        )

    @property
    def recorded(self) -> list[Recorded]:
        """Every event of the log."""
        return self.desk.log.read_all(0, 100_000)


def office_of(given: Given, case: str = "") -> TestOffice:
    """The office of a history, in memory."""
    log = MemoryEventLog(FrozenClock(NOON))
    log._events = list(given.events)
    return TestOffice(log, case=case)


@contextmanager
def folder_of(given: Given, path: Path) -> Any:
    """The office of a history in a real folder: sealed, with keys and identities."""
    with DataFolder.create(path, COUNTY, frozen_at=NOON) as folder:
        events = [
            NewEvent(
                stream=r.stream,
                event=r.event,
                region_code=r.region_code,
                subjects=r.subjects,
                valid_at=r.valid_at,
            )
            for r in given.events
        ]
        folder.keys.ensure({e.event.sealed_for for e in events if isinstance(e.event, SealedEvent)})
        entry = Entry(command_id="co_given", entered_by="clerk")
        folder.log.append(entry, events, {e.stream: 0 for e in events})
        yield TestOffice(folder.log, folder.keys, folder.identities)


class Client:
    """Asks one application, as somebody."""

    def __init__(self, office: TestOffice, as_: str = "") -> None:
        self.office = office
        self.app: FastAPI = make_app(office, PATIENT)
        self._headers = {"yumiao-as": as_.encode()} if as_ else {}

    def as_(self, who: str) -> "Client":
        """The same application, asked by somebody else."""
        other = object.__new__(Client)
        other.office, other.app = self.office, self.app
        other._headers = {"yumiao-as": who.encode()}
        return other

    def send(self, method: str, path: str, *, client: str = "127.0.0.1", **more: Any) -> httpx.Response:
        """One request in this process."""
        more["headers"] = {**self._headers, **more.get("headers", {})}

        async def go() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False, client=(client, 50_000))
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http:
                return await http.request(method, path, **more)

        return asyncio.run(go())

    def post(self, query: str, variables: Mapping[str, Any] | None = None) -> Json:
        """The body of an answer."""
        response = self.send("POST", "/graphql", json={"query": query, "variables": dict(variables or {})})
        assert response.status_code < 500, response.text
        body = response.json()
        assert isinstance(body, dict)
        return body

    def run(self, operation: str, **variables: Any) -> Json:
        """The body of the answer to a named operation."""
        return self.post(texts()[operation], variables)

    def ask(self, operation: str, **variables: Any) -> Any:
        """What the only root of a named operation answers; no error is expected."""
        body = self.run(operation, **variables)
        assert "errors" not in body, body["errors"]
        (answer,) = body["data"].values()
        return answer

    def do(self, operation: str, **input: Any) -> Any:
        """What a named command answers, its refusals included."""
        return self.ask(operation, input=input)


def the_error(body: Mapping[str, Any]) -> Json:
    """The only error: coded, and in both languages."""
    (error,) = body["errors"]
    assert error["message"]
    assert any("\u4e00" <= sign <= "\u9fff" for sign in error["extensions"]["messageZh"])
    assert isinstance(error, dict)
    return error


def reason_of(body: Mapping[str, Any]) -> str:
    """`code/reason` of the only error; the code alone where there is no reason of ours."""
    extensions = the_error(body)["extensions"]
    return "/".join(filter(None, [extensions["code"], extensions.get("reason")]))
