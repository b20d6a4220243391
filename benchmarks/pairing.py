"""Mentor pairing in plain Python against networkx's min cost flow, and one changed mentor against the whole.

Invented counties of 20 townships. networkx gets an advantage: the lowest height of each part, which it cannot find in
one flow, is given to it. Both must reach the same sums; times are CPU seconds, from the problem to the answer.
"""

import gc
import time
import tracemalloc
from collections.abc import Callable, Iterator
from random import Random
from statistics import median
from typing import Any

import msgspec
import networkx as nx

from domain.rule_set import MentorRole, VillageClass
from services.pairing.certificate import certificate
from services.pairing.checker import doubts
from services.pairing.problem import Arc, Mentor, Pair, Problem, Reason, Reserve
from services.pairing.proposal import Proposal
from services.pairing.search.parts import places_of, wishes_of
from services.pairing.solve import propose, revise

COUNTIES = {"county": 1, "city": 10, "province": 110}
WANTED = {"county": 5, "city": 8, "province": 8}
CHANGED_WANTED = 50
TOWNSHIPS, VILLAGES, RESERVES, EVERYDAY = 20, 20, 2, 12
EVERYDAY_ROLE, LEAD_ROLE = MentorRole.VILLAGE_LINK_LEADER, MentorRole.TOWNSHIP_PRINCIPAL
CLASSES = (VillageClass.DIFFICULT, VillageClass.KEY, *[VillageClass.ORDINARY] * 6)


def run(scales: str = "county,city") -> dict[str, Any]:
    """Per scale: seconds of both sides and their ratio; then a changed mentor (median of 60) against the whole."""
    return {"rows": [_compared(scale) for scale in scales.split(",")], "unit": "CPU seconds"}


def _compared(scale: str) -> dict[str, Any]:
    problem = problem_of(COUNTIES[scale])
    gc.collect()
    gc.freeze()
    proposal = propose(problem)
    _, own = _timed(lambda: propose(problem), 5 if scale == "county" else 1 if scale == "province" else 3)
    found, proving = _timed(lambda: doubts(problem, proposal.pairs, certificate(proposal)), 1)
    if found:
        raise RuntimeError(f"{scale}: not proved: {found[0]}")
    changed = _changed(proposal)
    row = {
        "scale": scale,
        "demands": sum(len(r.roles) for r in problem.reserves),
        "mentors": len(problem.mentors),
        "arcs": len(problem.arcs),
        "parts": len(proposal.solved),
        "own_s": round(own, 3),
        "own_mb": _megabytes(lambda: propose(problem)),
        "proving_s": round(proving, 3),
        "changed_ms": round(1000 * changed, 2),
        "changed_ratio": round(own / changed),
        "changed_asked_for": CHANGED_WANTED if scale == "city" else None,
    }
    if scale != "province":
        sums, theirs = _timed(lambda: _networkx(proposal), 3 if scale == "county" else 1)
        if sums != _own_sums(proposal):
            raise RuntimeError(f"{scale}: networkx found {sums}, not {_own_sums(proposal)}")
        row |= {
            "networkx_s": round(theirs, 3),
            "networkx_mb": _megabytes(lambda: _networkx(proposal)) if scale == "county" else None,
            "ratio": round(theirs / own, 1),
            "asked_for": WANTED[scale],
        }
    gc.unfreeze()
    return row


def _timed(ask: Callable[[], Any], times: int) -> tuple[Any, float]:
    taken, answer = [], None
    for _ in range(times):
        started = time.process_time()
        answer = ask()
        taken.append(time.process_time() - started)
    return answer, median(taken)


def _megabytes(ask: Callable[[], Any]) -> float:
    """The most that was held at once beyond the problem; a run of its own, because measuring slows."""
    tracemalloc.start()
    ask()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return round(most / 1e6, 1)


def _changed(proposal: Proposal) -> float:
    """Absent, or one place fewer, or one more; each time from the same proposal."""
    rng = Random(3)
    taken = []
    for at, mentor in enumerate(rng.sample(proposal.problem.mentors, 60)):
        if at % 3 == 0:
            other = msgspec.structs.replace(mentor, absent=True)
        else:
            other = msgspec.structs.replace(mentor, capacity=mentor.capacity + (1 if at % 3 == 1 else -1))
        _, seconds = _timed(lambda other=other: revise(proposal, other), 1)  # type: ignore[misc]
        taken.append(seconds)
    return median(taken)


def _own_sums(proposal: Proposal) -> tuple[int, int, int, int]:
    o = proposal.objective
    missing = o.uncovered_difficult + o.uncovered_key + o.uncovered_ordinary
    today = {(p.reserve, p.role, p.mentor) for p in proposal.problem.current}
    new = sum((p.reserve, p.role, p.mentor) not in today for p in proposal.pairs)
    return missing, int(o.squares * 60), new, o.points


def _networkx(proposal: Proposal) -> tuple[int, int, int, int]:
    """(uncovered, squares in 1/60, changed, points) of the same question, as a first implementation asks it."""
    graph: Any = nx.MultiDiGraph()
    square, changed = 10**14, 10**8
    most = sum(proposal.problem.policy.points.values())
    places = places_of(proposal.problem)
    for mentor, solved in proposal.part_of_mentor.items():
        for nth in range(1, int(solved.height * places[mentor]) + 1):
            graph.add_edge(mentor, "sink", capacity=1, weight=(2 * nth - 1) * (60 // places[mentor]) * square)
    wishes = wishes_of(proposal.problem)
    for wish in wishes:
        graph.add_node(wish.demand, demand=-1)
        graph.add_edge(wish.demand, "sink", capacity=1, weight=10**22 * 1000 ** (2 - wish.rank))
        for mentor, points, is_current in wish.choices:
            weight = (most - points) + (0 if is_current else changed)
            graph.add_edge(wish.demand, mentor, capacity=1, weight=weight)
    graph.nodes["sink"]["demand"] = len(wishes)
    cost, flow = nx.network_simplex(graph)
    missing = sum(flow[wish.demand]["sink"][0] for wish in wishes)
    rest = cost % 10**22
    served = len(wishes) - missing
    return missing, rest // square, rest % square // changed, served * most - rest % changed


def problem_of(counties: int) -> Problem:
    """Invented counties of 1,000 demands, always the same."""
    rng = Random(20260630)
    reserves: list[Reserve] = []
    mentors: list[Mentor] = []
    arcs: list[Arc] = []
    for county in range(counties):
        towns = [f"{county:03d}{town:03d}" for town in range(TOWNSHIPS)]
        everyday = {town: list(_mentors(rng, town, EVERYDAY_ROLE, (3, 3, 4, 5), EVERYDAY)) for town in towns}
        leads = {town: list(_mentors(rng, town, LEAD_ROLE, (5, 6), 2)) for town in towns}
        for at, town in enumerate(towns):
            mentors += [*everyday[town], *leads[town]]
            for village in range(VILLAGES):
                kind = rng.choice(CLASSES)
                roles = (EVERYDAY_ROLE,) if kind is VillageClass.ORDINARY else (EVERYDAY_ROLE, LEAD_ROLE)
                for _ in range(RESERVES):
                    reserve = Reserve(
                        id=f"pe_{rng.getrandbits(48):012x}",
                        village=f"{town}{village:03d}",
                        township=town,
                        village_class=kind,
                        roles=roles,
                    )
                    reserves.append(reserve)
                    asked = rng.sample(everyday[town], 6)
                    if rng.random() < 0.15:
                        asked.append(rng.choice(everyday[towns[(at + 1) % TOWNSHIPS]]))
                    arcs += _arcs(rng, reserve, EVERYDAY_ROLE, asked)
                    if len(roles) > 1:
                        arcs += _arcs(rng, reserve, LEAD_ROLE, leads[town])
    current = {
        (arc.reserve, arc.role): Pair(arc.reserve, arc.role, arc.mentor) for arc in arcs if rng.random() < 0.2
    }
    return Problem(
        reserves=tuple(reserves), mentors=tuple(mentors), arcs=tuple(arcs), current=tuple(current.values())
    )


def _mentors(
    rng: Random, town: str, role: MentorRole, places: tuple[int, ...], number: int
) -> Iterator[Mentor]:
    for _ in range(number):
        yield Mentor(
            id=f"pe_{rng.getrandbits(48):012x}", roles=(role,), townships=(town,), capacity=rng.choice(places)
        )


def _arcs(rng: Random, reserve: Reserve, role: MentorRole, asked: list[Mentor]) -> list[Arc]:
    reasons = (Reason.LINKS_THE_VILLAGE, Reason.SAME_TOWNSHIP, Reason.EXPERTISE_ASKED_FOR)
    return [
        Arc(reserve.id, role, mentor.id, tuple(r for r in reasons if rng.random() < 0.4)) for mentor in asked
    ]
