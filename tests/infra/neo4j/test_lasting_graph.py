"""The present's graph on a server: goes on after a restart, notices what is not the log's, waits out a pause."""

import threading
from collections.abc import Sequence
from datetime import date

import pytest

from domain.refusal import Refusal
from infra.neo4j_graph import Database, LastingGraph, Neo4jGraph
from infra.neo4j_graph.faults import graph_refusal
from infra.neo4j_graph.graph import MOVE
from infra.neo4j_graph.schema import REBUILDING
from infra.networkx_graph import NetworkxGraph
from projections.fold import Fold
from projections.ops import Op, PutNode, person
from projections.worlds import Live
from tests.given import COUNTY, TODAY, Given
from tests.infra.graph_suite import A, B, exported
from tests.projections.test_the_living_world import ListedLog
from tests.projections.worlds import world_of
from tests.servers.neo4j import Server


def today() -> date:
    return TODAY


class Process:
    """A process that answers from the log with its graph on the server."""

    def __init__(self, given: Given, database: Database, stored: Neo4jGraph | None = None) -> None:
        log = ListedLog(given)
        self.now = 0.0
        self.lasting = LastingGraph(
            stored or Neo4jGraph(database, COUNTY),
            lambda position: self.live.copy(position).graph,
            log.head,
            clock=lambda: self.now,
        )
        self.live = Live(log, today, NetworkxGraph, self.lasting)

    def catch_up(self) -> None:
        with self.live.now() as world:
            assert world.graph is self.lasting


@pytest.fixture
def given() -> Given:
    given = Given().county()
    given.reserve("pe_1", A)
    given.mentor("pe_2", "李雷", A)
    return given


def is_whole(given: Given, database: Database) -> bool:
    graph = Neo4jGraph(database, COUNTY)
    return (graph.position(), exported(graph)) == (len(given.events), exported(world_of(given).graph))


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [r.getMessage() for r in caplog.records if r.name == "yumiao.graph" and r.levelname == "WARNING"]


def test_it_is_filled_follows_and_goes_on_after_a_restart_without_a_word(
    given: Given, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    process = Process(given, database)
    process.catch_up()
    assert is_whole(given, database)
    given.reserve("pe_3", B)
    process.catch_up()
    assert is_whole(given, database)
    given.forgets("pe_1")
    Process(given, database).catch_up()
    assert is_whole(given, database)
    assert said(caplog) == []


@pytest.mark.parametrize(
    ("by_hand", "word"),
    [
        ("MATCH (p:Person {key: 'pe_1'}) SET p.sex = 'unknown'", "Somebody wrote"),
        ("MATCH (p:Person {key: 'pe_1'}) DETACH DELETE p", "Somebody wrote"),
        ("MATCH (p:Person {key: 'pe_1'}) SET p:Mentor", "Somebody wrote"),
        (
            "MATCH (p:Person {key: 'pe_1'})-[r]->(v:Village) CREATE (p)-[:RESERVE_FOR {key: ''}]->(v)",
            "Somebody wrote",
        ),
        ("CREATE (:Person)-[:LIKES]->(:Village {key: '990101999999'})", "Somebody wrote"),
        ("MATCH (p:Projection) SET p.position = 999", "ahead of the log"),
        ("MATCH (p:Projection) SET p.position = -1 WITH p MATCH (n:Person) DETACH DELETE n", "cut off"),
    ],
)
def test_a_graph_that_is_not_the_logs_is_noticed_said_and_mended(
    given: Given, database: Database, caplog: pytest.LogCaptureFixture, by_hand: str, word: str
) -> None:
    Process(given, database).catch_up()
    database.write(lambda tx: tx.run(by_hand).consume())
    Process(given, database).catch_up()
    (sentence,) = said(caplog)
    assert word in sentence
    assert is_whole(given, database)


def test_somebody_elses_nodes_beside_ours_are_left_alone(given: Given, database: Database) -> None:
    Process(given, database).catch_up()
    database.write(lambda tx: tx.run("MATCH (v:Village) CREATE (:Note {text: 'x'})-[:ON]->(v)").consume())
    process = Process(given, database)
    process.catch_up()
    assert is_whole(given, database)
    notes = database.rows("MATCH (:Note)-[:ON]->(v) RETURN v")
    assert len(notes) == len(world_of(given).index.villages)


def test_a_log_restored_from_an_older_backup_takes_the_graph_back(given: Given, database: Database) -> None:
    older = Given().county()
    Process(given, database).catch_up()
    Process(older, database).catch_up()
    assert is_whole(older, database)


def test_two_processes_bring_it_further_in_turns(given: Given, database: Database) -> None:
    one, two = Process(given, database), Process(given, database)
    for number in range(3, 9):
        one.catch_up()
        given.reserve(f"pe_{number}", A if number % 2 else B)
        given.undo("im_1") if number == 6 else None
        (one if number % 3 else two).catch_up()
        given.lists(f"pe_{number}", B)
        two.catch_up()
    one.catch_up()
    assert is_whole(given, database)


def test_a_batch_that_begins_before_and_ends_behind_the_graph_loses_nothing(
    given: Given, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    Process(given, database).catch_up()
    fold = Fold()
    fold.apply(given.events)
    given.reserve("pe_3", B)
    given.undo("im_1")
    late = Process(given, database)
    before = fold.position
    ops = fold.apply(given.events)
    with late.live.now():
        pass
    assert late.lasting.apply(ops, before, fold.position)
    assert is_whole(given, database)
    given.reserve("pe_4", A)
    ahead = Process(given, database)
    ahead.catch_up()
    database.write(lambda tx: tx.run(MOVE, position=len(given.events) - 1, batch="").consume())
    late.lasting.apply(fold.apply(given.events), before, fold.position)
    assert is_whole(given, database)
    assert "not where its batches go on" in said(caplog)[-1]


def test_nodes_taken_away_while_it_runs_come_back(
    given: Given, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    process = Process(given, database)
    process.catch_up()
    database.write(lambda tx: tx.run("MATCH (v:Village) DETACH DELETE v").consume())
    given.reserve("pe_3", B)
    process.catch_up()
    assert is_whole(given, database)
    assert "somebody wrote into it" in said(caplog)[0]


def test_a_rebuild_of_another_process_is_waited_for_but_not_for_ever(
    given: Given, database: Database
) -> None:
    process = Process(given, database)
    process.catch_up()
    database.write(lambda tx: tx.run(MOVE, position=REBUILDING, batch="another").consume())
    given.reserve("pe_3", B)
    process.catch_up()
    assert process.lasting.position() == REBUILDING
    process.now = 100.0
    given.reserve("pe_4", B)
    process.catch_up()
    assert is_whole(given, database)


def persons(position: int) -> list[Op]:
    """Batch number `position`: some people more, the last of them again with other facts."""
    again = PutNode(person(f"pe_{position - 1}_0"), {"sex": "male", "at": position})
    return [
        again,
        *(PutNode(person(f"pe_{position}_{n}"), {"sex": None, "at": position}) for n in range(700)),
    ]


def test_a_server_killed_while_it_writes_keeps_whole_batches_and_lets_nobody_in_without_the_password(
    graph_server: Server, database: Database
) -> None:
    for password in ("", "wrong"):
        stranger = Database(graph_server.uri, password=password)
        with pytest.raises(Refusal) as refused:
            stranger.rows("RETURN 1")
        assert refused.value.code == "GRAPH_PASSWORD"
        stranger.close()

    graph, acknowledged = Neo4jGraph(database, COUNTY), [0]
    enough = threading.Event()

    def write() -> None:
        while True:
            try:
                graph.apply(persons(acknowledged[-1] + 1), acknowledged[-1], acknowledged[-1] + 1)
            except Refusal:
                return
            acknowledged.append(acknowledged[-1] + 1)
            if len(acknowledged) > 8:
                enough.set()

    writer = threading.Thread(target=write)
    writer.start()
    assert enough.wait(60)
    graph_server.kill()
    writer.join(30)

    graph_server.start()
    kept = graph.position()
    assert kept in {acknowledged[-1], acknowledged[-1] + 1}
    wanted = NetworkxGraph()
    for number in range(1, kept + 1):
        wanted.apply(persons(number), number - 1, number)
    assert exported(graph) == exported(wanted)

    database.close()


class GoneAndBack(Neo4jGraph):
    """A server that can be away."""

    away = False

    def apply(self, ops: Sequence[Op], from_position: int, to_position: int) -> bool:
        self.look()
        return super().apply(ops, from_position, to_position)

    def position(self) -> int:
        self.look()
        return super().position()

    def look(self) -> None:
        if self.away:
            raise graph_refusal("GRAPH_UNREACHABLE", self.server)


@pytest.mark.parametrize("most", [100_000, 3])
def test_a_server_away_stops_neither_commands_nor_other_questions(
    given: Given,
    database: Database,
    caplog: pytest.LogCaptureFixture,
    most: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("infra.neo4j_graph.lasting.MOST_OWED", most)
    server = GoneAndBack(database, COUNTY)
    process = Process(given, database, server)
    process.catch_up()
    server.away = True
    for number in range(3, 7):
        given.reserve(f"pe_{number}", B)
        process.catch_up()
    assert "cannot be reached" in said(caplog)[0]
    with pytest.raises(Refusal) as refused:
        process.lasting.neighbourhood(person("pe_4"), 1, 5)
    assert refused.value.code == "GRAPH_UNREACHABLE"
    server.away = False
    assert process.lasting.neighbourhood(person("pe_4"), 1, 5).nodes
    assert is_whole(given, database)
