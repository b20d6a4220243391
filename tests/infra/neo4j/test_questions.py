"""The graph's questions in Cypher: the embedded answers, at a cost that follows the region and not the graph."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra.neo4j_graph import Database, Neo4jGraph
from infra.neo4j_graph.questions import (
    BEFORE_ALL,
    HANGING,
    LOADS,
    TIES,
    GraphQuestions,
    Hanging,
    Tie,
    lacking_text,
)
from infra.neo4j_graph.reading import content_of
from projections.answer import Counting
from projections.ops import CLASSES, EdgeKey, EdgeKind, Op, PersonRole, Props, PutEdge, PutNode, person, place
from projections.oracle.graph_scan import GraphScan
from projections.world import World
from services.remedies.answers.hanging import links_of, villages_in
from services.remedies.single_points import single_points
from tests.given import COUNTY, NORTH, SOUTH, TODAY
from tests.infra.neo4j.conftest import emptied
from tests.projections.scripts import Step, played, scripts
from tests.projections.worlds import world_of

REGIONS = [COUNTY, NORTH, SOUTH]
SCANS = ("Scan", "CartesianProduct")
SEEKS = ("NodeIndexSeek", "NodeUniqueIndexSeek")


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(script=scripts, on=st.sampled_from([TODAY, date(2026, 7, 20)]), first=st.integers(1, 4))
def test_the_answers_are_those_of_the_index_and_of_a_scan(
    database: Database, script: list[Step], on: date, first: int
) -> None:
    world = world_of(played(script), on)
    kept = in_neo4j(database, world)
    asked = GraphQuestions(database, world.index.policy, on)
    scan = GraphScan(kept.export(), world.index.policies, on)
    for region in REGIONS:
        for counting in Counting:
            every, page = [], BEFORE_ALL
            while rows := asked.lacking(region, counting, page, first)[0]:
                every += rows
                page = rows[-1]
            assert every == scan.lacking(region, counting)
            assert asked.lacking(region, counting)[1] == world.index.tally(region).lacking_total(counting)
        entries, _ = world.index.mentors.page(region, "", 99)
        assert asked.loads(region) == [(entry.id, entry.load) for entry in entries]
        assert asked.hanging(region, 1) == hanging_by_hand(world, region)
    for human in world.fold.humans:
        assert asked.ties(human) == ties_by_hand(world, human)


def in_neo4j(database: Database, world: World) -> Neo4jGraph:
    emptied(database)
    graph = Neo4jGraph(database, COUNTY)
    graph.become(content_of(world.graph.export()), world.position)
    return graph


def hanging_by_hand(world: World, region: str) -> list[Hanging]:
    villages = villages_in(world, region)
    classes = {entry.code: CLASSES[entry.rank] for entry in villages}
    found = single_points(classes, links_of(world, villages), (), 1).only_links
    rows = [Hanging(one.person, one.kind.value, one.villages) for one in found]
    return sorted(rows, key=lambda row: (-len(row.villages), row.person, row.kind))


def ties_by_hand(world: World, who: str) -> list[Tie]:
    found = []
    edges: Any = world.graph.export().edges(keys=True, data="put")
    for start, end, (kind, _), put in edges:
        if kind is EdgeKind.TIED_TO and who in {start.key, end.key}:
            outward = start.key == who
            found.append(Tie(end.key if outward else start.key, put.props["kin"], outward))
    return sorted(found)


def county(code: str) -> list[Op]:
    """Four townships of ten villages; every second has a reserve with a mentor of the township."""
    ops: list[Op] = [PutNode(place(code), {"name": "县"})]
    for town in range(4):
        township = f"{code}{100 + town}"
        mentor = person(f"pe_m{township}")
        ops += [PutNode(place(township), {"name": "乡"}), PutNode(mentor, {}, (PersonRole.MENTOR,))]
        ops += [PutEdge(EdgeKey(EdgeKind.PART_OF, place(township), place(code)), {})]
        ops += [PutEdge(EdgeKey(EdgeKind.LINKED_TO, mentor, place(township)), {})]
        for number in range(10):
            village = place(f"{township}{200 + number}")
            props: Props = {"name": "村", "counts": True, "classification": CLASSES[number % 3].value}
            ops += [PutNode(village, props), PutEdge(EdgeKey(EdgeKind.PART_OF, village, place(township)), {})]
            if number % 2:
                who = person(f"pe_{village.key}")
                through = {"cleared_through": "2026-12-31"}
                ops += [PutNode(who, {}, (PersonRole.RESERVE,))]
                ops += [PutEdge(EdgeKey(EdgeKind.RESERVE_FOR, who, village), through)]
                ops += [PutEdge(EdgeKey(EdgeKind.MENTORS, mentor, who, village.key), {"role": "other"})]
                ops += [PutEdge(EdgeKey(EdgeKind.TIED_TO, mentor, who), {"kin": "other"})]
    return ops


def operators(plan: dict[str, Any]) -> Iterator[tuple[str, int]]:
    yield plan["operatorType"].split("@")[0], plan.get("dbHits", plan["args"].get("DbHits", 0))
    for child in plan.get("children", ()):
        yield from operators(child)


@pytest.mark.parametrize("question", ["lacking", "cleared", "loads", "hanging", "ties", "township"])
def test_no_question_scans_and_none_costs_more_when_the_data_triples(
    database: Database, question: str
) -> None:
    graph = Neo4jGraph(database, COUNTY)
    asked = GraphQuestions(database, world_of([]).index.policy, TODAY)
    region = COUNTY + "101" if question == "township" else COUNTY
    texts = {
        "cleared": (lacking_text(Counting.CLEARED), asked.given(region, BEFORE_ALL, 50)),
        "loads": (LOADS, {"region": region}),
        "hanging": (HANGING, {"region": region, "least": 2}),
        "ties": (TIES, {"person": f"pe_m{COUNTY}100"}),
    }
    text, given = texts.get(question, (lacking_text(Counting.ON_ROSTER), asked.given(region, BEFORE_ALL, 50)))
    hits = []
    for position, code in enumerate((COUNTY, "990102", "990103")):
        graph.apply(county(code), position, position + 1)
        plan: Any = database.profile(text, **given).profile
        steps = list(operators(plan))
        assert not [name for name, _ in steps if any(word in name for word in SCANS)], steps
        assert any(name.startswith(SEEKS) for name, _ in steps)
        hits.append(sum(count for _, count in steps))
    assert hits[0] > 0
    assert hits[2] == hits[0]
