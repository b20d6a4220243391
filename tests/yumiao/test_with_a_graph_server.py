"""The graph in Neo4j by setting: the same answers, and what the doctor and `verify` say of it."""

from pathlib import Path

import pytest

from infra.neo4j_graph import Database
from projections.neighbourhood import around
from tests.infra.neo4j.conftest import database, graph_server
from tests.servers.neo4j import PASSWORD, Server
from tests.yumiao.command_line import answer
from yumiao.office import Office

__all__ = ["database", "graph_server"]

QUESTIONS = ("VillagesLackingReserves",)


def surroundings(data: Path) -> list[object]:
    """What lies around each township and some of its people."""
    with Office.open(data, "") as office, office.live.now() as world:
        people = sorted(world.fold.humans)[:3]
        centres = [*sorted(world.fold.record.townships), *people]
        return [around(world, office.viewer, centre, depth=2) for centre in centres]


def test_the_answers_are_the_same_and_a_hand_in_the_graph_is_mended(
    demo: Path, tmp_path: Path, database: Database, graph_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = demo
    before = [answer("ask", name, data=data)["data"] for name in QUESTIONS], surroundings(data)

    monkeypatch.setenv("YUMIAO_GRAPH", graph_server.uri)
    (tmp_path / "password").write_text(f"{PASSWORD}\n")
    monkeypatch.setenv("YUMIAO_GRAPH_PASSWORD_FILE", str(tmp_path / "password"))
    assert ([answer("ask", name, data=data)["data"] for name in QUESTIONS], surroundings(data)) == before
    (line,) = [check for check in answer("doctor", data=data)["checks"] if check["name"] == "graph"]
    assert line["ok"]
    assert "is at " in line["message"]

    database.write(lambda tx: tx.run("MATCH (p:Reserve) WITH p LIMIT 1 DETACH DELETE p").consume())
    assert surroundings(data) == before[1]


def test_a_graph_that_cannot_be_had_is_said_in_one_sentence(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = demo
    monkeypatch.setenv("YUMIAO_GRAPH", "bolt://127.0.0.1:1")
    assert answer("ask", "Coverage", data=data, code=2)["error"]["code"] == "GRAPH_UNREACHABLE"
    checks = answer("doctor", data=data, code=1)["checks"]
    assert [check["name"] for check in checks if not check["ok"]] == ["graph_unreachable"]
    monkeypatch.setenv("YUMIAO_GRAPH_PASSWORD_FILE", str(tmp_path / "nowhere"))
    assert answer("ask", "Coverage", data=data, code=2)["error"]["code"] == "SETTING_FILE_UNREADABLE"
