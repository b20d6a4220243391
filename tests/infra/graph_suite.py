"""What every graph promises, whatever engine it is: subclass, give `make_graph`, and it is tested."""

from collections.abc import Callable
from typing import Any, TypeAlias

import pytest

from projections.fold import Fold
from projections.graph import Graph, Neighbourhood
from projections.ops import (
    DropEdge,
    DropNode,
    EdgeKey,
    EdgeKind,
    NodeKey,
    Op,
    PersonRole,
    PutEdge,
    PutNode,
    SetDay,
    person,
    place,
)
from tests.given import NORTH, TODAY, Given, village

MakeGraph: TypeAlias = Callable[[], Graph]
"""Opens the same graph each time it is called, so that two of them stand for two processes."""

A, B = village(NORTH, 0), village(NORTH, 1)


def exported(graph: Graph, region: str = "") -> tuple[Any, Any]:
    """All facts of a graph, in a form that can be compared."""
    found: Any = graph.export(region)
    return dict(found.nodes(data="put")), {
        (a, b, key): put for a, b, key, put in found.edges(keys=True, data="put")
    }


def town() -> list[Op]:
    """Two villages, a mentor and two reserves."""
    mentor, one, two = person("pe_1"), person("pe_2"), person("pe_3")
    unknown = {"since": None, "cleared_through": "2026-12-31", "admitted_on": None}
    pair = {"since": "2026-05-01", "source": "decided", "role": "first_secretary"}
    return [
        PutNode(place(NORTH), {"name": "北乡"}),
        *(PutNode(place(code), {"name": "村", "counts": True, "pending_rows": 0}) for code in (A, B)),
        PutNode(mentor, {"sex": None, "capacity": 3}, (PersonRole.MEMBER, PersonRole.MENTOR)),
        PutNode(one, {"sex": "female", "capacity": None}, (PersonRole.RESERVE,)),
        PutNode(two, {"sex": "male", "capacity": None}, (PersonRole.RESERVE,)),
        *(PutEdge(EdgeKey(EdgeKind.PART_OF, place(code), place(NORTH)), {}) for code in (A, B)),
        PutEdge(EdgeKey(EdgeKind.RESERVE_FOR, one, place(A)), unknown),
        PutEdge(EdgeKey(EdgeKind.RESERVE_FOR, one, place(B)), unknown),
        PutEdge(EdgeKey(EdgeKind.MENTORS, mentor, one, A), pair),
        PutEdge(EdgeKey(EdgeKind.MENTORS, mentor, one, B), pair),
        PutEdge(EdgeKey(EdgeKind.TIED_TO, one, two), {"kin": "spouse"}),
        SetDay(TODAY),
    ]


def nodes_of(found: Neighbourhood) -> list[NodeKey]:
    return [one.node for one in found.nodes]


class GraphSuite:
    """The port's promises, one test each."""

    @pytest.fixture
    def make_graph(self) -> MakeGraph:
        raise NotImplementedError

    @pytest.fixture
    def graph(self, make_graph: MakeGraph) -> Graph:
        return make_graph()

    def test_an_empty_graph_answers_nothing(self, graph: Graph) -> None:
        assert graph.position() == 0
        assert exported(graph) == ({}, {})
        assert graph.neighbourhood(person("pe_1"), 2, 10) == Neighbourhood((), (), capped=False)

    def test_what_was_put_is_read_back_whole_with_what_is_known_to_be_nothing(self, graph: Graph) -> None:
        assert graph.apply(town(), 0, 7)
        nodes, edges = exported(graph)
        assert nodes == {op.node: op for op in town() if isinstance(op, PutNode)}
        assert {put.edge for put in edges.values()} == {op.edge for op in town() if isinstance(op, PutEdge)}
        assert all(put in town() for put in edges.values())

    def test_another_process_finds_it(self, make_graph: MakeGraph) -> None:
        make_graph().apply(town(), 0, 7)
        other = make_graph()
        assert (other.position(), len(exported(other)[0])) == (7, 6)

    def test_a_batch_that_does_not_follow_changes_nothing(self, graph: Graph) -> None:
        assert graph.apply(town(), 0, 7)
        before = exported(graph)
        gone: list[Op] = [DropNode(person("pe_3"))]
        assert not graph.apply(gone, 0, 7)
        assert not graph.apply(gone, 6, 8)
        assert not graph.apply(gone, 8, 9)
        assert not graph.apply(gone, 7, 6)
        assert (graph.position(), exported(graph)) == (7, before)

    def test_the_same_facts_again_change_nothing(self, graph: Graph) -> None:
        graph.apply(town(), 0, 7)
        before = exported(graph)
        assert graph.apply(town() + town(), 7, 8)
        assert exported(graph) == before

    def test_a_fact_replaces_all_that_was_known_roles_too(self, graph: Graph) -> None:
        graph.apply(town(), 0, 7)
        mentor = PutNode(person("pe_1"), {"birth": "1980-05", "capacity": None}, (PersonRole.TALENT,))
        tie = PutEdge(EdgeKey(EdgeKind.TIED_TO, person("pe_2"), person("pe_3")), {"kin": None})
        graph.apply([mentor, tie], 7, 8)
        nodes, edges = exported(graph)
        assert nodes[mentor.node] == mentor
        assert tie in edges.values()

    def test_what_was_dropped_is_gone_and_may_be_dropped_again(self, graph: Graph) -> None:
        graph.apply(town(), 0, 7)
        pair = EdgeKey(EdgeKind.MENTORS, person("pe_1"), person("pe_2"), A)
        ops: list[Op] = [DropEdge(pair), DropNode(person("pe_3"))]
        assert graph.apply(ops, 7, 8)
        assert graph.apply(ops, 8, 9)
        nodes, edges = exported(graph)
        assert person("pe_3") not in nodes
        assert {put.edge for put in edges.values() if put.edge.kind is EdgeKind.MENTORS} == {
            pair._replace(key=B)
        }
        assert not [put for put in edges.values() if put.edge.kind is EdgeKind.TIED_TO]

    def test_a_neighbourhood_goes_by_distance_then_key_and_says_when_it_was_cut(self, graph: Graph) -> None:
        graph.apply(town(), 0, 7)
        one = graph.neighbourhood(place(A), 1, 10)
        assert nodes_of(one) == [place(A), person("pe_2"), place(NORTH)]
        assert [found.edge.kind for found in one.edges] == [EdgeKind.PART_OF, EdgeKind.RESERVE_FOR]
        two = graph.neighbourhood(place(A), 2, 10)
        assert nodes_of(two)[3:] == [person("pe_1"), person("pe_3"), place(B)]
        assert (one.capped, two.capped) == (False, False)
        cut = graph.neighbourhood(place(A), 3, 2)
        assert (nodes_of(cut), cut.capped) == ([place(A), person("pe_2")], True)

    def test_an_export_of_a_region_has_its_places_its_people_and_the_edges_among_them(
        self, graph: Graph
    ) -> None:
        graph.apply(town(), 0, 7)
        nodes, edges = exported(graph, A)
        assert set(nodes) == {place(A), person("pe_2")}
        assert [put.edge.kind for put in edges.values()] == [EdgeKind.RESERVE_FOR]

    def test_a_county_folded_in_pages_is_the_county_folded_at_once(self, make_graph: MakeGraph) -> None:
        given, fold, graph = Given().county(), Fold(), make_graph()
        for at in range(0, len(given.events), 4):
            before = fold.position
            assert graph.apply(fold.apply(given.events[at : at + 4]), before, fold.position)
        once = Fold().apply(given.events)
        assert exported(graph)[0] == {op.node: op for op in once if isinstance(op, PutNode)}
