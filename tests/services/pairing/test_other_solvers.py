"""Other people's solvers reach the same sums, level by level, on medium problems."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import networkx as nx
import pytest

from services.pairing.problem import RANKS, Problem
from services.pairing.proposal import objective_of
from services.pairing.solve import propose
from tests.services.pairing.cases import (
    Demand,
    Value,
    allowed,
    connected,
    medium,
    places,
    seeds,
    value,
    value_of,
)

Picked = dict[Demand, str | None]
Flows = Callable[[Problem, list[Demand], Mapping[str, int], bool], Picked]
SHARE = 60
SQUARE, CHANGED = 1 << 17, 1 << 10
COVER = (1 << 44, 1 << 37, 1 << 30)


def _edges(
    problem: Problem, part: list[Demand], limits: Mapping[str, int], *, all_levels: bool
) -> list[tuple[Any, Any, int]]:
    """Edges for one unit each: demand → (reserve, mentor) → mentor → slot → sink, or demand → sink, uncovered."""
    choices, room = allowed(problem), places(problem)
    rank = {r.id: RANKS[r.village_class] for r in problem.reserves}
    most = sum(problem.policy.points.values())
    edges: dict[tuple[Any, Any], int] = {}
    for demand in part:
        edges[demand, "sink"] = COVER[rank[demand[0]]]
        for mentor, (points, is_current) in choices[demand].items():
            cost = (most - points) // 100 + (0 if is_current else CHANGED)
            edges[demand, (demand[0], mentor)] = cost if all_levels else 0
            edges[(demand[0], mentor), ("mentor", mentor)] = 0
            for nth in range(1, limits[mentor] + 1):
                square = (2 * nth - 1) * (SHARE // room[mentor]) * SQUARE
                edges[("mentor", mentor), ("slot", mentor, nth)] = square if all_levels else 0
                edges[("slot", mentor, nth), "sink"] = 0
    return [(a, b, cost) for (a, b), cost in edges.items()]


def _picked(part: list[Demand], used: set[tuple[Any, Any]]) -> Picked:
    picked: Picked = dict.fromkeys(part)
    for start, end in used:
        if start in picked and end != "sink":
            picked[start] = end[1]
    return picked


def networkx_flow(
    problem: Problem, part: list[Demand], limits: Mapping[str, int], all_levels: bool
) -> Picked:
    graph: Any = nx.DiGraph()
    for start, end, cost in _edges(problem, part, limits, all_levels=all_levels):
        graph.add_edge(start, end, capacity=1, weight=cost)
    for demand in part:
        graph.nodes[demand]["demand"] = -1
    graph.nodes["sink"]["demand"] = len(part)
    flow = nx.min_cost_flow(graph)
    return _picked(part, {(start, end) for start in flow for end, units in flow[start].items() if units})


def ortools_flow(problem: Problem, part: list[Demand], limits: Mapping[str, int], all_levels: bool) -> Picked:
    solver = pytest.importorskip("ortools.graph.python.min_cost_flow").SimpleMinCostFlow()
    edges = _edges(problem, part, limits, all_levels=all_levels)
    number: dict[Any, int] = {}
    for start, end, cost in edges:
        for node in (start, end):
            number.setdefault(node, len(number))
        solver.add_arc_with_capacity_and_unit_cost(number[start], number[end], 1, cost)
    for demand in part:
        solver.set_node_supply(number[demand], 1)
    solver.set_node_supply(number["sink"], -len(part))
    assert solver.solve() == solver.OPTIMAL
    return _picked(part, {(start, end) for at, (start, end, _) in enumerate(edges) if solver.flow(at)})


def scipy_program(
    problem: Problem, part: list[Demand], limits: Mapping[str, int], all_levels: bool
) -> Picked:
    """The same network as a linear program, level by level in the objective, solved by HiGHS."""
    optimize = pytest.importorskip("scipy.optimize")
    edges = _edges(problem, part, limits, all_levels=all_levels)
    nodes: dict[Any, list[tuple[int, int]]] = {}
    for at, (start, end, _) in enumerate(edges):
        nodes.setdefault(start, []).append((at, 1))
        nodes.setdefault(end, []).append((at, -1))
    rows, right = [], []
    for node, ends in nodes.items():
        row = [0] * len(edges)
        for at, sign in ends:
            row[at] = sign
        rows.append(row)
        right.append(1 if node in set(part) else -len(part) if node == "sink" else 0)
    found = None
    for unit, above in ((1 << 30, 1 << 60), (SQUARE, 1 << 30), (CHANGED, SQUARE), (1, CHANGED)):
        costs = [cost % above // unit for _, _, cost in edges]
        found = optimize.milp(
            costs,
            integrality=[1] * len(edges),
            bounds=optimize.Bounds(0, 1),
            constraints=optimize.LinearConstraint(rows, right, right),
        )
        rows.append(costs)
        right.append(round(found.fun))
    assert found is not None
    return _picked(part, {(start, end) for at, (start, end, _) in enumerate(edges) if found.x[at] > 0.5})


@pytest.mark.parametrize(("flows", "times"), [(networkx_flow, 4), (ortools_flow, 12), (scipy_program, 2)])
def test_another_solver_reaches_the_same_levels(flows: Flows, times: int) -> None:
    for seed in seeds(times):
        problem = medium(seed)
        proposal = propose(problem)
        for part in connected(problem):
            solved = proposal.part_of_demand[part[0]]
            found = value(objective_of(solved))
            theirs = value_of(problem, part, flows(problem, part, _limits(problem, found[3]), True))
            assert theirs == found, f"seed {seed}"
            lower = max((_step(n, found[3]) for n in solved.part.places.values()), default=Fraction(0))
            below = value_of(problem, part, flows(problem, part, _limits(problem, lower), False))
            assert _uncovered(below) > _uncovered(found) or not solved.part.places, f"seed {seed}"
            free = value_of(problem, part, flows(problem, part, places(problem), False))
            assert _uncovered(free) == _uncovered(found), f"seed {seed}"


def _uncovered(found: Value) -> tuple[int, ...]:
    return found[:3]


def _step(room: int, height: Fraction) -> Fraction:
    return max(Fraction(load, room) for load in range(room) if Fraction(load, room) < height or load == 0)


def _limits(problem: Problem, height: Fraction) -> dict[str, int]:
    return {mentor: int(height * room) for mentor, room in places(problem).items()}
