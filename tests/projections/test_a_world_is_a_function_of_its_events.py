"""However the events come (page by page, twice, again after an erasure), the same position gives the same answers."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.networkx_graph import NetworkxGraph
from projections.answers import all_answers
from projections.fold import Fold, GapInLog
from projections.index import Index
from projections.world import World
from tests.given import COUNTY_VIEWER, NORTH, NORTH_VIEWER, TODAY, Given, village
from tests.projections.scripts import Step, played, scripts
from tests.projections.worlds import world_of


def graph_of(world: World) -> tuple[Any, Any]:
    graph: Any = world.graph.export()
    return dict(graph.nodes(data="put")), {
        (a, b, k): put for a, b, k, put in graph.edges(keys=True, data="put")
    }


def everything(world: World) -> tuple[Any, ...]:
    return (list(all_answers(world, COUNTY_VIEWER)), list(all_answers(world, NORTH_VIEWER)), *graph_of(world))


@settings(max_examples=60)
@given(script=scripts, cuts=st.lists(st.integers(0, 80), max_size=6))
def test_any_split_into_pages_gives_the_same(script: list[Step], cuts: list[int]) -> None:
    events = played(script).events
    paged = World(TODAY, NetworkxGraph())
    bounds = sorted({0, len(events), *(min(cut, len(events)) for cut in cuts)})
    for start, end in pairwise(bounds):
        paged.apply(events[start:end])
    assert everything(paged) == everything(world_of(events))


@settings(max_examples=60)
@given(script=scripts)
def test_one_event_at_a_time_and_every_page_twice_gives_the_same(script: list[Step]) -> None:
    events = played(script).events
    world = World(TODAY, NetworkxGraph())
    for at in range(len(events)):
        world.apply(events[at : at + 1])
        world.apply(events[max(0, at - 3) : at + 1])
    assert everything(world) == everything(world_of(events))


@settings(max_examples=60)
@given(script=scripts)
def test_a_rebuild_after_an_erasure_equals_the_world_that_lived_through_it(script: list[Step]) -> None:
    history = played(script)
    assert everything(world_of(history.as_read_later())) == everything(world_of(history))


@settings(max_examples=40)
@given(
    script=scripts, days=st.lists(st.sampled_from([date(2025, 1, 1), date(2026, 7, 20), TODAY]), max_size=4)
)
def test_moving_the_day_to_and_fro_leaves_no_trace(script: list[Step], days: list[date]) -> None:
    history = played(script)
    world = world_of(history)
    for day in [*days, date(2026, 7, 20)]:
        world.advance(day)
    assert everything(world) == everything(world_of(history, date(2026, 7, 20)))


@settings(max_examples=40)
@given(script=scripts)
def test_operations_applied_twice_count_once(script: list[Step]) -> None:
    events, fold = played(script).events, Fold()
    once, twice = Index(TODAY), Index(TODAY)
    for at in range(0, len(events), 5):
        ops = fold.apply(events[at : at + 5])
        once.apply(ops)
        twice.apply(ops)
        twice.apply(ops)
    for region in once.regions():
        for name in once.tally(region).__slots__:
            assert getattr(once.tally(region), name) == getattr(twice.tally(region), name), (region, name)


def test_a_missing_position_is_refused_and_nothing_is_taken() -> None:
    given = Given().county()
    world = world_of(given.events[:4])
    with pytest.raises(GapInLog):
        world.apply(given.events[6:])
    assert world.position == 4
    world.apply(given.events)
    assert world.position == len(given.events)


def test_the_graph_refuses_a_batch_that_does_not_follow() -> None:
    graph = NetworkxGraph()
    assert graph.apply([], 0, 5)
    assert not graph.apply([], 0, 5)
    assert not graph.apply([], 4, 6)
    assert graph.position() == 5


def test_an_event_that_cannot_be_read_is_parked_where_everybody_sees_it() -> None:
    given = Given().county()
    given.unreadable()
    given.calls(village(NORTH, 0), "key")
    world = world_of(given)
    (parked,) = world.fold.parked
    assert (parked.position, parked.topic) == (len(given.events) - 1, "future.thing.v9")
    assert world.index.villages[village(NORTH, 0)].rank == 1
