"""What a set of pairs is worth, level by level, counted anew from the problem: today's pairs beside the proposed."""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

from services.pairing.problem import RANKS, Pair, Problem
from services.pairing.proposal import Objective


def cost_of(problem: Problem, pairs: Iterable[Pair]) -> Objective:
    """`height` above 1: somebody has more than they can take on. Who has no place at all counts for one place."""
    chosen = set(pairs)
    filled = {(pair.reserve, pair.role) for pair in chosen}
    uncovered = Counter(
        RANKS[r.village_class] for r in problem.reserves for role in r.roles if (r.id, role) not in filled
    )
    places = {m.id: max(1, m.capacity) for m in problem.mentors}
    loads = Counter(pair.mentor for pair in chosen if pair.mentor in places)
    shares = [Fraction(load, places[mentor]) for mentor, load in loads.items()]
    worth = {(arc.reserve, arc.role, arc.mentor): set(arc.reasons) for arc in problem.arcs}
    points = problem.policy.points
    return Objective(
        uncovered_difficult=uncovered[0],
        uncovered_key=uncovered[1],
        uncovered_ordinary=uncovered[2],
        height=max(shares, default=Fraction(0)),
        squares=sum(
            (share * loads[mentor] for share, mentor in zip(shares, loads, strict=True)), Fraction(0)
        ),
        changed=len(set(problem.current) - chosen),
        points=sum(
            points.get(reason, 0) for p in chosen for reason in worth.get((p.reserve, p.role, p.mentor), ())
        ),
    )
