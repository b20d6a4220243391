"""Random problems of every kind, and the best answer by trying all: slow, and none of the solver's code."""

import itertools
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from random import Random
from typing import Any

from domain.rule_set import MentorRole, VillageClass
from services.pairing.problem import RANKS, Arc, Mentor, Pair, Problem, Reason, Reserve, Tie
from services.pairing.proposal import Objective

ROLES = list(MentorRole)[:3]
CASES = int(os.environ.get("PAIRING_CASES", "1000"))
SEED = int(os.environ.get("PAIRING_SEED", "20260630"))

Demand = tuple[str, MentorRole]
Value = tuple[int, int, int, Fraction, Fraction, int, int]


def seeds(times: int) -> range:
    """`PAIRING_CASES=10000 PAIRING_SEED=1 pytest tests/services/pairing` runs more and others."""
    return range(SEED, SEED + max(1, times * CASES // 1000))


def small(seed: int, reserves: int = 4, mentors: int = 4) -> Problem:
    """Scarce and plenty, mentors with several roles, absences, ties, zero places, present pairs of all sorts."""
    rng = Random(seed)
    some_mentors = tuple(
        Mentor(
            id=f"m{at}",
            roles=tuple(rng.sample(ROLES, rng.choice((1, 1, 2, 3)))),
            townships=("t",),
            capacity=rng.randint(0, 5),
            absent=rng.random() < 0.05,
        )
        for at in range(rng.randint(1, mentors))
    )
    some_reserves = tuple(
        Reserve(
            id=f"r{at}",
            village=f"v{at // 2}",
            township="t",
            village_class=rng.choice(list(VillageClass)),
            roles=tuple(rng.sample(ROLES, rng.choice((1, 1, 2)))),
        )
        for at in range(rng.randint(1, reserves))
    )
    arcs, current = [], []
    for reserve in some_reserves:
        for role in reserve.roles:
            holders = [m.id for m in some_mentors if role in m.roles]
            for mentor in holders:
                if rng.random() < 0.7:
                    reasons = tuple(rng.sample(list(Reason), rng.randint(0, 3)))
                    arcs.append(Arc(reserve.id, role, mentor, reasons))
            if holders and rng.random() < 0.6:
                current.append(Pair(reserve.id, role, rng.choice(holders)))
    ties = [
        Tie(rng.choice(some_reserves).id, rng.choice(some_mentors).id, "kin")
        for _ in range(rng.choice((0, 0, 1)))
    ]
    return Problem(
        reserves=some_reserves,
        mentors=some_mentors,
        arcs=tuple(arcs),
        ties=tuple(ties),
        current=tuple(current),
    )


def medium(seed: int, towns: int = 3) -> Problem:
    """Townships of some 16 demands, a few pairs across, a little too few places."""
    rng = Random(seed)
    mentors = [
        Mentor(
            id=f"m{town}{at}",
            roles=tuple(rng.sample(ROLES, rng.choice((1, 1, 2)))),
            townships=(str(town),),
            capacity=rng.choice((1, 2, 3, 4, 5)),
        )
        for town in range(towns)
        for at in range(6)
    ]
    reserves = [
        Reserve(
            id=f"r{town}{at:02d}",
            village=f"{town}{at // 2}",
            township=str(town),
            village_class=rng.choice(list(VillageClass)),
            roles=tuple(rng.sample(ROLES, rng.choice((1, 1, 2)))),
        )
        for town in range(towns)
        for at in range(12)
    ]
    arcs = [
        Arc(reserve.id, role, mentor.id, tuple(rng.sample(list(Reason), rng.randint(0, 3))))
        for reserve in reserves
        for role in reserve.roles
        for mentor in mentors
        if role in mentor.roles and rng.random() < (0.6 if mentor.townships[0] == reserve.township else 0.03)
    ]
    today = {(a.reserve, a.role): Pair(a.reserve, a.role, a.mentor) for a in arcs if rng.random() < 0.3}
    return Problem(
        reserves=tuple(reserves), mentors=tuple(mentors), arcs=tuple(arcs), current=tuple(today.values())
    )


def allowed(problem: Problem) -> dict[Demand, dict[str, tuple[int, bool]]]:
    """Per demand the mentors that may be asked, with points and whether they are today's pair."""
    free = {m.id for m in problem.mentors if m.capacity and not m.absent}
    tied = {(tie.reserve, tie.mentor) for tie in problem.ties}
    found: dict[Demand, dict[str, tuple[int, bool]]] = {
        (r.id, role): {} for r in problem.reserves for role in r.roles
    }
    for arc in problem.arcs:
        if arc.mentor in free and (arc.reserve, arc.mentor) not in tied:
            points = sum(problem.policy.points[reason] for reason in arc.reasons)
            is_current = Pair(arc.reserve, arc.role, arc.mentor) in problem.current
            found[arc.reserve, arc.role][arc.mentor] = (points, is_current)
    return found


def connected(problem: Problem) -> Iterator[list[Demand]]:
    """Demands that hang together through their mentors."""
    mentors_of = {demand: set(choices) for demand, choices in allowed(problem).items()}
    while mentors_of:
        first = next(iter(mentors_of))
        part, reach = [first], mentors_of.pop(first)
        while more := [demand for demand, mentors in mentors_of.items() if mentors & reach]:
            for demand in more:
                part.append(demand)
                reach |= mentors_of.pop(demand)
        yield part


def places(problem: Problem) -> dict[str, int]:
    return {m.id: m.capacity for m in problem.mentors}


def best_by_trying_all(
    problem: Problem,
    part: list[Demand],
    forced: Pair | None = None,
    order: Callable[[Value], tuple[Any, ...]] = tuple,
) -> Value | None:
    """The levels of the best answer for a part; points negative, so that less is better in all of them."""
    choices = allowed(problem)
    values = (
        value_of(problem, part, dict(zip(part, picked, strict=True)))
        for picked in itertools.product(*([None, *choices[demand]] for demand in part))
        if is_possible(zip(part, picked, strict=True), places(problem))
        and (
            forced is None
            or dict(zip(part, picked, strict=True))[forced.reserve, forced.role] == forced.mentor
        )
    )
    return min(values, default=None, key=order)


def is_possible(picked: Iterable[tuple[Demand, str | None]], room: Mapping[str, int]) -> bool:
    loads: dict[str, set[str]] = {}
    for (reserve, _), mentor in picked:
        if mentor is not None:
            if reserve in loads.setdefault(mentor, set()):
                return False
            loads[mentor].add(reserve)
    return all(len(sitting) <= room[mentor] for mentor, sitting in loads.items())


def value_of(problem: Problem, part: list[Demand], picked: Mapping[Demand, str | None]) -> Value:
    rank = {r.id: RANKS[r.village_class] for r in problem.reserves}
    choices, room = allowed(problem), places(problem)
    missing = [
        sum(picked[demand] is None and rank[demand[0]] == level for demand in part) for level in range(3)
    ]
    loads: dict[str, int] = {}
    kept = points = 0
    for demand in part:
        mentor = picked[demand]
        if mentor is not None:
            loads[mentor] = loads.get(mentor, 0) + 1
            points += choices[demand][mentor][0]
            kept += choices[demand][mentor][1]
    today = sum(any(is_current for _, is_current in choices[demand].values()) for demand in part)
    return (
        missing[0],
        missing[1],
        missing[2],
        max((Fraction(load, room[mentor]) for mentor, load in loads.items()), default=Fraction(0)),
        sum((Fraction(load * load, room[mentor]) for mentor, load in loads.items()), Fraction(0)),
        today - kept,
        -points,
    )


def changes_first(found: Value) -> tuple[Any, ...]:
    """The order of the levels when the fewest changes come right after coverage."""
    return (*found[:3], found[5], found[4], found[6])


def value(objective: Objective) -> Value:
    o = objective
    return (
        o.uncovered_difficult,
        o.uncovered_key,
        o.uncovered_ordinary,
        o.height,
        o.squares,
        o.changed,
        -o.points,
    )
