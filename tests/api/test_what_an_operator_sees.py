"""Log lines, correlation ids and meters: what an operator sees of a busy county, and nothing of a person."""

import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from api.operations import texts
from domain.refusal import Refusal
from services.ports import Appended, StreamMoved
from tests.api.counties import NEEDED, NUMBER, PHONE, SAID, busy
from tests.api.offices import Client, TestOffice, office_of
from tests.given import Given
from yumiao.logs import log_as_json


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What this process would write to stderr."""
    root, ours = logging.getLogger(), logging.getLogger("yumiao")
    before = root.handlers[:], root.level, ours.level
    written = io.StringIO()
    log_as_json(written)
    yield written
    root.handlers[:], root.level, ours.level = before[0], before[1], before[2]


def told(lines: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


def private_values(given: Given) -> set[str]:
    """Every text in the sealed part of any event of this county that a person could be known by."""
    found: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict | list):
            for inner in value.values() if isinstance(value, dict) else value:
                walk(inner)
        elif isinstance(value, str) and (
            re.search("[\u4e00-\u9fff]{2}", value) or re.search(r"\d{8}", value)
        ):
            found.add(value)

    for recorded in given.events:
        walk(msgspec.to_builtins(getattr(recorded.event, "private", None)))
    return found


def test_a_busy_county_leaves_no_personal_value_in_the_log(lines: io.StringIO) -> None:
    given = busy()
    client = Client(office_of(given))
    for name, text in texts().items():
        if "mutation" not in text:
            client.run(name, **NEEDED.get(name, {}))
    client.do("SettleFact", person="pe_n6", field="birth", value="1990-01", reason=f"北王芳 {NUMBER}")
    client.do("SettleFact", person="北王芳", field="phone", value=PHONE, reason=SAID, idempotencyKey="北王芳")
    client.send("GET", f"/graphql?query=北王芳{NUMBER}")
    client.send("GET", f"/北王芳/{PHONE}", headers={"x-request-id": NUMBER + "北王芳".encode().hex() + "x"})
    client.send("POST", "/graphql", json={"query": f'{{ search(text: "北王芳{PHONE}") {{ nope }} }}'})
    logging.getLogger("uvicorn.error").error("request of %s failed", "北王芳", exc_info=ValueError("北王芳"))
    text = lines.getvalue()
    values = private_values(given)
    assert {NUMBER, PHONE, SAID, "北王芳", "南导师"} <= values
    assert [value for value in sorted(values) if value in text] == []
    assert len(told(lines)) > 40


def test_one_id_leads_from_the_request_to_its_command_and_to_its_events(lines: io.StringIO) -> None:
    office = office_of(busy())
    name = "0f0e0d0c-0b0a-0908-0706-050403020100"
    wish = {"query": SETTLE, "variables": {"input": FACT}}
    answer = Client(office).send("POST", "/graphql", json=wish, headers={"x-request-id": name})
    assert answer.headers["x-request-id"] == name
    command, request = told(lines)
    assert (command["said"], request["said"]) == ("command", "request")
    assert command["correlation"] == request["correlation"] == name
    assert (command["became"], request["route"], request["status"]) == ("recorded", "/graphql", 200)
    newest = office.recorded[-1]
    assert (newest.entry.correlation_id, newest.entry.command_id) == (name, command["command"])


def test_an_id_that_could_be_a_name_is_not_taken_over() -> None:
    client = Client(office_of(busy()))
    given = [
        client.send("GET", "/livez", headers={"x-request-id": x}) for x in ("wang fang", "a", NUMBER, PHONE)
    ]
    assert all(re.fullmatch("[0-9a-f]{16}", answer.headers["x-request-id"]) for answer in given)


class Faulty:
    """A log whose appends end as they are told to, one after the other."""

    def __init__(self, office: TestOffice, *ends: Exception) -> None:
        self._append, self._ends = office.desk.log.append, list(ends)

    def append(self, *words: Any) -> Appended:
        if self._ends:
            raise self._ends.pop(0)
        return self._append(*words)


SETTLE = "mutation S($input: SettleFactInput!) { settleFact(input: $input) { userErrors { code } } }"
FACT = {"person": "pe_n6", "field": "birth", "value": "1990-01", "reason": "核实"}


def test_conflicts_refusals_and_the_time_of_appends_are_counted(
    monkeypatch: pytest.MonkeyPatch, lines: io.StringIO
) -> None:
    office = office_of(busy())
    client = Client(office)
    full = Refusal("DISK_FULL", "The disk is full.", "磁盘已满。")
    faulty = Faulty(office, StreamMoved("a", 1, 2), full)
    monkeypatch.setattr(office.desk.log, "append", faulty.append)
    assert client.post(SETTLE, {"input": FACT})["data"]["settleFact"]["userErrors"] == [{"code": "DISK_FULL"}]
    assert client.post(SETTLE, {"input": FACT})["data"]["settleFact"]["userErrors"] == []
    text = client.send("GET", "/metrics").text
    for became in ("conflict", "refused", "recorded"):
        assert f'yumiao_commands_total{{became="{became}"}} 1.0' in text
    assert "yumiao_append_seconds_count 3.0" in text
    assert "yumiao_fold_progress 1.0" in text
    refused = [line for line in told(lines) if line.get("code")]
    assert [(line["code"], line["said"], line["level"]) for line in refused] == [
        ("DISK_FULL", "The disk is full.", "warning")
    ]


def test_the_log_says_when_readiness_turns(lines: io.StringIO) -> None:
    office = office_of(busy())
    client = Client(office)
    for readable in (True, False, False, True):
        office.keys_readable = readable
        client.send("GET", "/readyz")
    turns = [line["said"] for line in told(lines) if line["from"] == "yumiao.probes"]
    assert turns == ["not ready", "ready again"]
