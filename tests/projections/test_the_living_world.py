"""Catching up on demand, readers at once, worlds of the past, lag."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from domain.recorded import Recorded
from domain.rule_set import VillageClass
from infra.networkx_graph import NetworkxGraph
from projections.coverage import coverage
from projections.graph import Graph
from projections.neighbourhood import around
from projections.ops import EdgeKind, Label, NodeKey, person, place
from projections.people import PeopleFilter, people
from projections.worlds import Live
from tests.given import COUNTY_VIEWER, NORTH, NORTH_VIEWER, SOUTH, TODAY, Given, village
from tests.projections.worlds import world_of

A, C = village(NORTH, 0), village(SOUTH, 0)


class ListedLog:
    """A log over a list."""

    def __init__(self, given: Given) -> None:
        self.given = given

    def read_all(self, after: int = 0, limit: int = 5000, upto: int | None = None) -> list[Recorded]:
        return self.given.events[
            after : min(after + min(limit, 7), len(self.given.events) if upto is None else upto)
        ]

    def head(self) -> int:
        return len(self.given.events)


@pytest.fixture
def given() -> Given:
    given = Given().county()
    given.reserve("pe_1", A)
    return given


def live(given: Given, today: date = TODAY) -> Live:
    return Live(ListedLog(given), lambda: today, NetworkxGraph)


def on_roster(living: Live, **as_of: Any) -> int:
    with living.at(**as_of) as world:
        return coverage(world, COUNTY_VIEWER).all.on_roster


def test_the_present_catches_up_when_asked(given: Given) -> None:
    living = live(given)
    assert on_roster(living) == 1
    given.reserve("pe_2", A)
    assert (living.lag().events, living.lag().seconds) == (2, 120.0)
    assert on_roster(living) == 2
    assert living.lag().events == 0


def test_what_a_question_keeps_for_its_next_page_goes_with_any_change(given: Given) -> None:
    world = world_of(given)
    young = PeopleFilter(age_to=35)
    assert people(world, COUNTY_VIEWER, wanted=young).total == 0
    given.member("pe_2", A, birth="1990-07-01")
    world.apply(given.events)
    assert people(world, COUNTY_VIEWER, wanted=young).total == 1
    world.advance(date(2027, 1, 1))
    assert people(world, COUNTY_VIEWER, wanted=young).total == 0


def test_a_question_about_the_past_gets_a_world_of_its_own(given: Given) -> None:
    living = live(given)
    position = len(given.events)
    given.reserve("pe_2", A)
    given.calls(A, "key", on=date(2026, 5, 1))
    assert on_roster(living, position=position) == 1
    assert on_roster(living) == 2
    with living.at(position=position, on_date=date(2030, 1, 1)) as world:
        assert (world.position, world.on_date) == (position, date(2030, 1, 1))
    with living.at(position=position, on_date=date(2030, 1, 1)) as again:
        assert again is world
    with living.at(valid_through=date(2026, 4, 1)) as earlier:
        assert coverage(earlier, COUNTY_VIEWER).by_class[1].villages == 0


def test_an_erasure_throws_the_past_away(given: Given) -> None:
    living = live(given)
    position = len(given.events)
    with living.at(position=position, on_date=TODAY) as before:
        pass
    given.forgets("pe_1")
    given.events = given.as_read_later()
    with living.at(position=position, on_date=TODAY) as after:
        assert after is not before
        assert coverage(after, COUNTY_VIEWER).stamp.erased_subjects == 1


def test_a_position_that_does_not_exist_yet_is_no_answer(given: Given) -> None:
    with pytest.raises(LookupError), live(given).now(min_position=999):
        pass
    with pytest.raises(LookupError), live(given).at(position=999):
        pass


def test_readers_and_the_writer_take_turns(given: Given) -> None:
    living = live(given)

    def ask(number: int) -> int:
        if number % 3 == 0:
            with living.now():  # the writer's turn: nobody else appends to the list meanwhile
                given.reserve(f"pe_r{number}", A)
        with living.now() as world:
            totals = coverage(world, COUNTY_VIEWER)
            assert totals.all.on_roster == totals.distinct_reserves
            return totals.all.on_roster

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(60)))
    assert max(answers) == 21


def test_a_rebuild_stands_beside_the_living_world(given: Given) -> None:
    living = live(given)
    with living.now() as world:
        rebuilt = living.rebuild()
        assert rebuilt is not world
        assert rebuilt.position == world.position


def test_the_graph_holds_no_name_telephone_or_id_number() -> None:
    given = Given().county()
    given.member(
        "pe_1", A, name="王芳", phone="13900000000", id_number="990101199305240028", birth="1993-05-24"
    )
    given.mentor("pe_2", "李雷", A, phone="13900000001")
    given.reserve("pe_1", A, name="王芳", mentor_names="李雷")
    graph: Any = world_of(given).graph.export()
    held = repr([*graph.nodes(data=True), *graph.edges(data=True, keys=True)])
    assert "1993-05" in held
    for value in ("王芳", "李雷", "1390000000", "990101199305240028", "1993-05-24"):
        assert value not in held


def edges_of(graph: Graph, node: NodeKey) -> set[tuple[str, str, str]]:
    found = graph.neighbourhood(node, 1, 99).edges
    return {(e.edge.kind.value, e.edge.start.key, e.edge.end.key) for e in found}


def test_ledgers_become_edges() -> None:
    given = Given().county()
    given.member("pe_1", A)
    given.says("talents", "pe_2", native_village=C, willingness_to_return="as_arranged")  # type: ignore[arg-type]
    given.mentor("pe_3", "李雷", township=NORTH)
    given.mentor("pe_4", "县长", role="county_sponsor")
    given.calls(A, VillageClass.KEY, "pe_1")
    given.reserve("pe_1", C, mentor_names="李雷")
    graph = world_of(given).graph
    assert edges_of(graph, person("pe_1")) >= {
        ("MEMBER_AT", "pe_1", A),
        ("SERVES", "pe_1", A),
        ("RESERVE_FOR", "pe_1", C),
        ("MENTORS", "pe_3", "pe_1"),
    }
    assert edges_of(graph, person("pe_2")) == {
        ("NATIVE_OF", "pe_2", C),
        ("WILLING_TO_RETURN_TO", "pe_2", C),
    }
    assert ("LINKED_TO", "pe_3", NORTH) in edges_of(graph, place(NORTH))
    assert edges_of(graph, person("pe_4")) == {("LINKED_TO", "pe_4", "990101")}
    assert ("PART_OF", A, NORTH) in edges_of(graph, place(A))


def test_edges_wait_for_a_place_that_is_not_in_the_register_yet() -> None:
    given = Given().county()
    late = village(NORTH, 50)
    given.reserve("pe_1", late)
    assert edges_of(world_of(given).graph, person("pe_1")) == set()
    given.register(late, "新村")
    assert edges_of(world_of(given).graph, person("pe_1")) == {("RESERVE_FOR", "pe_1", late)}


def test_a_neighbourhood_ends_where_the_viewers_region_ends() -> None:
    given = Given().county()
    given.member("pe_n", A)
    given.reserve("pe_n", C, mentor_names="李雷")
    given.mentor("pe_s", "李雷", C)
    world = world_of(given)

    def seen(viewer: Any) -> Iterator[str]:
        return (
            n.node.key
            for n in around(world, viewer, "pe_n", depth=3).nodes
            if n.node.label is not Label.COUNTY
        )

    assert "pe_s" in set(seen(COUNTY_VIEWER))
    assert {"pe_n", A} < set(seen(NORTH_VIEWER)) <= {"pe_n", NORTH, *(village(NORTH, n) for n in range(3))}
    (edge,) = around(world, NORTH_VIEWER, "pe_n").edges
    assert edge.edge.kind is EdgeKind.MEMBER_AT


def test_a_neighbourhood_is_capped_and_says_so() -> None:
    given = Given().county()
    for number in range(9):
        given.member(f"pe_{number}", A)
    found = world_of(given).graph.neighbourhood(place(A), 1, 5)
    assert [n.node.key for n in found.nodes] == [A, "pe_0", "pe_1", "pe_2", "pe_3"]
    assert found.capped
