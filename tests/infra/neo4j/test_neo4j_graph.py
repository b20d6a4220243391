"""The graph in Neo4j: the common promises, equality with the embedded engine, and what only a server can suffer."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.refusal import Refusal
from infra.neo4j_graph import Database, Neo4jGraph
from infra.neo4j_graph.faults import graph_refusal
from infra.neo4j_graph.writing import EndMissing
from infra.networkx_graph import NetworkxGraph
from projections.fold import Fold
from projections.ops import person, place
from tests.given import COUNTY, NORTH
from tests.infra.graph_suite import A, GraphSuite, MakeGraph, exported, town
from tests.infra.neo4j.conftest import emptied
from tests.projections.scripts import PEOPLE, Step, played, scripts

AROUND = [place(COUNTY), place(NORTH), place(A), *(person(key) for key in PEOPLE)]


class TestNeo4j(GraphSuite):
    @pytest.fixture
    def make_graph(self, database: Database) -> MakeGraph:
        return lambda: Neo4jGraph(database, COUNTY)


@pytest.fixture
def graph(database: Database) -> Neo4jGraph:
    return Neo4jGraph(database, COUNTY)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(script=scripts, step=st.integers(1, 30), depth=st.integers(1, 3), cap=st.integers(1, 12))
def test_both_engines_hold_the_same_after_any_history(
    database: Database, script: list[Step], step: int, depth: int, cap: int
) -> None:
    emptied(database)
    kept, embedded, fold = Neo4jGraph(database, COUNTY), NetworkxGraph(), Fold()
    events = played(script).events
    for at in range(0, len(events), step):
        before = fold.position
        ops = fold.apply(events[at : at + step])
        for graph in (kept, embedded):
            assert graph.apply(ops, before, fold.position)
            assert not graph.apply(ops, before, fold.position) or before == fold.position
    assert exported(kept) == exported(embedded)
    assert exported(kept, NORTH) == exported(embedded, NORTH)
    for node in AROUND:
        assert kept.neighbourhood(node, depth, cap) == embedded.neighbourhood(node, depth, cap)


def test_a_batch_whose_edges_find_no_nodes_is_refused_whole(graph: Neo4jGraph) -> None:
    nodes, edges = town()[:6], town()[6:]
    with pytest.raises(EndMissing):
        graph.apply([*nodes[1:], *edges], 0, 7)
    assert (graph.position(), exported(graph)) == (0, ({}, {}))
    assert graph.apply([*nodes, *edges], 0, 7)


@pytest.mark.parametrize(
    ("left", "code"),
    [
        ("CREATE (:Person {key: 'pe_1'})", "GRAPH_NOT_OURS"),
        ("CREATE (:Customer)", "GRAPH_NOT_OURS"),
        (
            "CREATE (:Projection {key: 'graph', county: '990102', position: 3, layout: 1})",
            "GRAPH_OTHER_COUNTY",
        ),
        ("CREATE (:Projection {key: 'graph', county: $county, position: 3, layout: 9})", "GRAPH_NEWER"),
    ],
)
def test_a_database_that_is_not_this_countys_is_left_alone(database: Database, left: str, code: str) -> None:
    database.write(lambda tx: tx.run(left, county=COUNTY).consume())
    with pytest.raises(Refusal) as refused:
        Neo4jGraph(database, COUNTY)
    assert refused.value.code == code
    assert len(database.rows("MATCH (n) RETURN n")) == 1


def test_a_server_that_is_not_there_and_an_address_that_is_none_are_said() -> None:
    nowhere = Database("bolt://127.0.0.1:1")
    with pytest.raises(Refusal, match="cannot be reached"):
        nowhere.rows("RETURN 1")
    nowhere.close()
    with pytest.raises(Refusal, match="not a Neo4j address"):
        Database("http://localhost")
    assert graph_refusal("GRAPH_PASSWORD", "host").message_zh.startswith("host 拒绝")
