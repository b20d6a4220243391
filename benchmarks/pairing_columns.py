"""Mentor pairing over columns, compiled by numba, against OR-Tools, SciPy and networkx: same question, same sums.

Invented counties of 1,000 demands (those of `benchmarks.pairing`, drawn as columns). The others get an advantage: the
lowest height of each part, which no single flow finds, is given to them; and no lot, which only our answers need. They
begin with the columns, as their documentation shows it: OR-Tools by a loop over arcs, networkx by a graph. CPU seconds
from the columns to everybody's mentor. numba's compilation is measured apart: it is kept on disk.
"""

import gc
import resource
import time
from collections.abc import Callable, Mapping
from statistics import median
from typing import Any

import networkx as nx
import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from services.pairing.compiled.arrays import NONE
from services.pairing.compiled.columns import Answer, Columns, solve
from services.pairing.problem import POINTS, Reason

COUNTIES = {"county": 1, "city": 10, "province": 110, "nation": 1250}
WANTED = {"networkx": {"city": 120}, "ortools": {"nation": 20}}
OTHERS = {
    "county": ("networkx", "ortools", "scipy"),
    "city": ("networkx", "ortools", "scipy"),
    "province": ("ortools", "scipy"),
    "nation": ("ortools",),
}
TOWNS, RESERVES, EVERYDAY, LEADS, ASKED = 20, 40, 12, 2, 6
UNIT = 100
"""Points are whole hundreds; so the others' costs stay small."""
MOST = sum(POINTS.values())
Sums = tuple[int, ...]


def run(scales: str = "county,city") -> dict[str, Any]:
    """Per scale our seconds and memory, and of each of the others seconds, memory and the ratio."""
    first = time.process_time()
    solve(counties(1))
    compiling = time.process_time() - first
    return {
        "rows": [_compared(scale) for scale in scales.split(",")],
        "compiling_or_loading_s": round(compiling, 2),
        "unit": "CPU seconds; MB: growth of the process's highest",
    }


def _compared(scale: str) -> dict[str, Any]:
    asked = counties(COUNTIES[scale])
    gc.collect()
    before = _highest()
    answer = _timed(lambda: solve(asked), 1)[0]
    grown = _highest() - before
    answer, own = _timed(lambda: solve(asked), 3 if scale == "nation" else 7)
    if answer is None:
        raise RuntimeError(f"{scale}: a part is too large")
    sums = sums_of(asked, answer.mentor_of(asked.mentor))
    row = {
        "scale": scale,
        "demands": asked.rank.shape[0],
        "mentors": asked.places.shape[0],
        "arcs": asked.mentor.shape[0],
        "parts": answer.over.shape[0],
        "uncovered": sum(sums[:3]),
        "own_s": round(own, 4),
        "own_mb": round(grown),
    }
    for name in OTHERS[scale]:
        question = Question(asked, answer)
        before = _highest()
        chosen, theirs = _timed(lambda n=name, q=question: SOLVERS[n](q), 1)  # type: ignore[misc]
        found = sums_of(asked, chosen)
        if found != sums:
            raise RuntimeError(f"{scale}: {name} found {found}, not {sums}")
        row |= {
            f"{name}_s": round(theirs, 3),
            f"{name}_mb": round(_highest() - before),
            f"{name}_ratio": round(theirs / own, 1),
            f"{name}_asked_for": WANTED.get(name, {}).get(scale),
        }
    return row


def _highest() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _timed(ask: Callable[[], Any], times: int) -> tuple[Any, float]:
    taken, answer = [], None
    for _ in range(times):
        started = time.process_time()
        answer = ask()
        taken.append(time.process_time() - started)
    return answer, median(taken)


def counties(number: int, seed: int = 20260630) -> Columns:
    """Everyday mentors: 6 of the township's 12, for 15 of 100 one of the next; for a quarter both lead mentors too."""
    rng = np.random.default_rng(seed)
    town = np.repeat(np.arange(number * TOWNS), RESERVES)
    rank = rng.choice([0, 1, 2, 2, 2, 2, 2, 2], town.shape[0])
    reserve = np.arange(town.shape[0])
    each = EVERYDAY + LEADS
    picked = np.argsort(rng.random((town.shape[0], EVERYDAY)), axis=1)[:, :ASKED]
    picked = np.sort(picked, axis=1) + town[:, None] * each
    next_town = town // TOWNS * TOWNS + (town + 1) % TOWNS
    far = np.where(
        rng.random(town.shape[0]) < 0.15, next_town * each + rng.integers(0, EVERYDAY, town.shape[0]), NONE
    )
    lead = np.where(rank[:, None] < 2, town[:, None] * each + EVERYDAY + np.arange(LEADS), NONE)
    table = np.concatenate([picked, far[:, None], lead], axis=1)
    asks = table != NONE
    of_everyday, of_lead = asks[:, : ASKED + 1].sum(1), asks[:, ASKED + 1 :].sum(1)
    wants_lead = of_lead > 0
    sizes = np.stack([of_everyday, of_lead], axis=1).ravel()[
        np.stack([wants_lead | True, wants_lead], axis=1).ravel()
    ]
    of = np.repeat(reserve, 1 + wants_lead)
    mentor = table[asks].astype(np.int64)
    places = np.tile([*[3, 3, 4, 5] * (EVERYDAY // 4), *[5, 6] * (LEADS // 2)], number * TOWNS).astype(
        np.int64
    )
    first = np.concatenate([[0], np.cumsum(sizes)])
    return Columns(
        first=first,
        mentor=mentor,
        points=_points(rng, mentor.shape[0]),
        current=_today(rng, first),
        rank=rank[of],
        reserve=of,
        places=places,
        wish_digest=_digests(rng, of.shape[0]),
        mentor_digest=_digests(rng, places.shape[0]),
        most_points=MOST,
    )


def _points(rng: np.random.Generator, arcs: int) -> Any:
    reasons = (Reason.LINKS_THE_VILLAGE, Reason.SAME_TOWNSHIP, Reason.EXPERTISE_ASKED_FOR)
    return sum((rng.random(arcs) < 0.4) * POINTS[reason] for reason in reasons)


def _today(rng: np.random.Generator, first: Any) -> Any:
    """Seven in ten have somebody, any of those who may be asked."""
    has = rng.random(first.shape[0] - 1) < 0.7
    found = np.zeros(first[-1], bool)
    found[(first[:-1] + rng.integers(0, np.diff(first)))[has]] = True
    return found


def _digests(rng: np.random.Generator, number: int) -> Any:
    return rng.integers(0, 1 << 63, number).astype(np.uint64) * np.uint64(2) + np.uint64(1)


class Question:
    """The columns as the others are asked: slots within the lowest heights, and one number a cost."""

    def __init__(self, asked: Columns, answer: Answer) -> None:
        self.asked = asked
        self.limits = answer.limits
        chain = 2 * int(np.bincount(answer.part[answer.part >= 0]).max())
        steps, number = np.unique(_shares(self.limits, asked.places), return_inverse=True)
        changed = chain * (MOST // UNIT) + 1
        square = changed * (chain + 1)
        cover = square * (len(steps) + 1)
        self.costs = (MOST - asked.points) // UNIT + np.where(asked.current, 0, changed)
        self.slots = number * square
        self.cover = np.array([4, 2, 1])[asked.rank] * cover
        self.slot_mentor = np.repeat(np.arange(asked.places.shape[0]), self.limits)

    @property
    def wish_of_arc(self) -> Any:
        """The wish that each arc begins at."""
        return np.repeat(np.arange(self.asked.rank.shape[0]), np.diff(self.asked.first))


def _shares(limits: Any, places: Any) -> Any:
    nth = np.arange(int(limits.sum())) - np.repeat(np.cumsum(limits) - limits, limits)
    return (2 * nth + 1) * (60 // np.repeat(places, limits))


def sums_of(asked: Columns, chosen: Any) -> Sums:
    """Uncovered by rank, squares in 1/60, changed pairs, points; `chosen`: each wish's mentor or NONE."""
    wish = np.repeat(np.arange(asked.rank.shape[0]), np.diff(asked.first))
    used = chosen[wish] == asked.mentor
    loads = np.bincount(asked.mentor[used], minlength=asked.places.shape[0])
    if (loads > asked.places).any() or used.sum() != (chosen != NONE).sum():
        raise RuntimeError("a pair that is not allowed, or a mentor with too many")
    missing = np.bincount(asked.rank[chosen == NONE], minlength=3)
    squares = (loads**2 * (60 // asked.places)).sum()
    return (
        *map(int, missing),
        int(squares),
        int((used & ~asked.current).sum()),
        int(asked.points[used].sum()),
    )


def by_ortools(q: Question) -> Any:
    """Every arc added by itself, as its documentation shows it."""
    asked, solver = q.asked, SimpleMinCostFlow()
    wishes, mentors = asked.rank.shape[0], asked.places.shape[0]
    sink = wishes + mentors
    for start, end, cost in zip(q.wish_of_arc.tolist(), asked.mentor.tolist(), q.costs.tolist(), strict=True):
        solver.add_arc_with_capacity_and_unit_cost(start, wishes + end, 1, cost)
    for wish, cost in enumerate(q.cover.tolist()):
        solver.add_arc_with_capacity_and_unit_cost(wish, sink, 1, cost)
    for mentor, cost in zip(q.slot_mentor.tolist(), q.slots.tolist(), strict=True):
        solver.add_arc_with_capacity_and_unit_cost(wishes + mentor, sink, 1, cost)
    for wish in range(wishes):
        solver.set_node_supply(wish, 1)
    solver.set_node_supply(sink, -wishes)
    if (status := solver.solve()) != solver.OPTIMAL:
        raise RuntimeError(f"OR-Tools: {status}")
    chosen = np.full(wishes, NONE, np.int64)
    ends = asked.mentor.tolist()
    for arc, wish in enumerate(q.wish_of_arc.tolist()):
        if solver.flow(arc):
            chosen[wish] = ends[arc]
    return chosen


def by_scipy(q: Question) -> Any:
    """A full matching of wishes to slots, each wish with a slot of its own for being uncovered."""
    asked = q.asked
    wishes, slots = asked.rank.shape[0], q.slots.shape[0]
    start = np.cumsum(q.limits) - q.limits
    each = q.limits[asked.mentor]
    wish, cost = np.repeat(q.wish_of_arc, each), np.repeat(q.costs, each)
    nth = np.arange(int(each.sum())) - np.repeat(np.cumsum(each) - each, each)
    slot = np.repeat(start[asked.mentor], each) + nth
    rows = np.concatenate([wish, np.arange(wishes)])
    columns = np.concatenate([slot, slots + np.arange(wishes)])
    values = np.concatenate([cost + q.slots[slot], q.cover]).astype(float) + 1
    table = csr_array((values, (rows, columns)), shape=(wishes, slots + wishes))
    _, picked = min_weight_full_bipartite_matching(table)
    return np.where(picked < slots, q.slot_mentor[np.minimum(picked, slots - 1)], NONE)


def by_networkx(q: Question) -> Any:
    """`network_simplex` over a graph, which is what `min_cost_flow` calls."""
    asked = q.asked
    graph: Any = nx.MultiDiGraph()
    for wish, cost in enumerate(q.cover.tolist()):
        graph.add_node(("wish", wish), demand=-1)
        graph.add_edge(("wish", wish), "sink", capacity=1, weight=cost)
    for wish, end, cost in zip(q.wish_of_arc.tolist(), asked.mentor.tolist(), q.costs.tolist(), strict=True):
        graph.add_edge(("wish", wish), end, capacity=1, weight=cost)
    for mentor, cost in zip(q.slot_mentor.tolist(), q.slots.tolist(), strict=True):
        graph.add_edge(mentor, "sink", capacity=1, weight=cost)
    graph.nodes["sink"]["demand"] = asked.rank.shape[0]
    _, flow = nx.network_simplex(graph)
    chosen = np.full(asked.rank.shape[0], NONE, np.int64)
    for wish in range(asked.rank.shape[0]):
        for end, units in flow["wish", wish].items():
            if end != "sink" and units[0]:
                chosen[wish] = end
    return chosen


SOLVERS: Mapping[str, Callable[[Question], Any]] = {
    "networkx": by_networkx,
    "ortools": by_ortools,
    "scipy": by_scipy,
}
