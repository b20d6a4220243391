"""Checks a proposal against its certificate, without the solver: only problem, pairs and prices are looked at.

Whatever the prices are, they bound every possible answer from below: each wish costs at least its cheapest arc with the
price on top, and each place earns back at most what its price is above its cost. Where the bound equals what the pairs
achieve, nothing is better. Rows of whole numbers are added level by level and compared from the left.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import msgspec

from domain.rule_set import MentorRole
from services.pairing.draw import digest, lot
from services.pairing.problem import RANKS, Order, Pair, Problem
from services.pairing.proof import Certificate, Levels, PartProof, Prices

LEVELS = {
    Order.BALANCE_FIRST: ("difficult", "key", "others", "squares", "changed", "points", "lot"),
    Order.FEWEST_CHANGES_FIRST: ("difficult", "key", "others", "changed", "squares", "points", "lot"),
}
WIDTH = 7


class Wish(msgspec.Struct):
    """A demand with the cost of each mentor in all levels, as the problem has it."""

    reserve: str
    role: MentorRole
    rank: int
    costs: dict[str, Levels]


def doubts(problem: Problem, pairs: Sequence[Pair], certificate: Certificate) -> tuple[str, ...]:
    """What keeps these pairs from being proved the best; empty: proved, level by level."""
    places = {m.id: m.capacity for m in problem.mentors if m.capacity > 0 and not m.absent}
    names = LEVELS[problem.policy.order]
    wishes = _wishes(problem, places, names)
    found = list(_not_allowed(wishes, places, pairs))
    if found:
        return tuple(found)
    chosen = {(pair.reserve, pair.role): pair.mentor for pair in pairs}
    proofs = {mentor: proof for proof in certificate.parts for mentor in proof.all_levels.mentors}
    for part in _parts(wishes):
        mentors = sorted({mentor for wish in part for mentor in wish.costs})
        if mentors:
            proof = proofs.get(mentors[0])
            here = {mentor: places[mentor] for mentor in mentors}
            found += [f"{mentors[0]}: {doubt}" for doubt in _doubts(part, here, chosen, proof, names)]
    return tuple(found)


def _doubts(
    part: Sequence[Wish],
    places: Mapping[str, int],
    chosen: Mapping[tuple[str, MentorRole], str],
    proof: PartProof | None,
    names: Sequence[str],
) -> Iterator[str]:
    if proof is None or not _fits(proof, places):
        yield "no proof for exactly this part"
        return
    loads = Counter(chosen.get((wish.reserve, wish.role)) for wish in part)
    height = max(Fraction(loads[mentor], places[mentor]) for mentor in places)
    at = names.index("squares")
    achieved = _achieved(part, places, chosen, proof.share, at)
    if _bound(part, places, proof.coverage) != achieved[:3]:
        yield "coverage is not proved"
    steps = [
        Fraction(n, places[m]) for m in places for n in range(places[m]) if Fraction(n, places[m]) < height
    ]
    limits: Mapping[str, int] = places
    if at == 3:
        limits = _limits(places, height)
        if steps and _bound(part, _limits(places, max(steps)), proof.lower) <= achieved[:3]:
            yield "the height is not proved"
    units = {mentor: proof.share // n for mentor, n in places.items()}
    bound = _bound(part, limits, proof.all_levels, units, at)
    for level, least, reached in zip(names, bound, achieved, strict=True):
        if least != reached:
            yield f"{level}: proved {least}, achieved {reached}"
            return


def _limits(places: Mapping[str, int], height: Fraction) -> dict[str, int]:
    return {mentor: int(height * n) for mentor, n in places.items()}


def _achieved(
    part: Sequence[Wish],
    places: Mapping[str, int],
    chosen: Mapping[tuple[str, MentorRole], str],
    share: int,
    at: int,
) -> Levels:
    total, loads = [0] * WIDTH, Counter[str]()
    for wish in part:
        mentor = chosen.get((wish.reserve, wish.role))
        if mentor is None:
            total[wish.rank] += 1
            continue
        loads[mentor] += 1
        for level, cost in enumerate(wish.costs[mentor]):
            total[level] += cost
    total[at] = sum(load * load * (share // places[mentor]) for mentor, load in loads.items())
    return tuple(total)


def _bound(
    part: Sequence[Wish],
    limits: Mapping[str, int],
    prices: Prices,
    units: Mapping[str, int] | None = None,
    at: int = 0,
) -> Levels:
    """What every answer within the limits costs at least; without `units` coverage alone, all else for nothing.
    `units`: of a share, by mentor; `at`: the level of the squares.
    """
    width = 3 if units is None else WIDTH
    none = (0,) * width
    total = none
    for wish in part:
        unserved = tuple(int(level == wish.rank) for level in range(width))
        twice = prices.twice.get(wish.reserve, {})
        options = [unserved]
        for mentor, cost in wish.costs.items():
            option = prices.mentors[mentor]
            if units:
                option = tuple(map(int.__add__, option, cost))
            if mentor in twice:
                option = tuple(map(int.__add__, option, twice[mentor]))
            options.append(option)
        total = tuple(map(int.__add__, total, min(options)))
    for mentor, limit in limits.items():
        unit = units[mentor] if units else 0
        for nth in range(1, limit + 1):
            earned = list(prices.mentors[mentor])
            earned[at] -= (2 * nth - 1) * unit
            total = tuple(map(int.__sub__, total, max(none, tuple(earned))))
    for by_mentor in prices.twice.values():
        for price in by_mentor.values():
            total = tuple(map(int.__sub__, total, max(none, price)))
            if price < none:
                return (-1,) * width
    return total


def _fits(proof: PartProof, places: Mapping[str, int]) -> bool:
    """Prices for exactly these mentors, in rows of the right length, in a share that all places divide."""
    rows = [(proof.coverage, 3), (proof.lower, 3), (proof.all_levels, WIDTH)]
    return not any(proof.share % n for n in places.values()) and all(
        prices.mentors.keys() == places.keys()
        and all(len(row) == width for row in prices.mentors.values())
        and all(len(row) == width for twice in prices.twice.values() for row in twice.values())
        for prices, width in rows
    )


def _wishes(problem: Problem, places: Mapping[str, int], names: Sequence[str]) -> list[Wish]:
    tied = {(tie.reserve, tie.mentor) for tie in problem.ties}
    today = {(pair.reserve, pair.role, pair.mentor) for pair in problem.current}
    points, most = problem.policy.points, sum(problem.policy.points.values())
    wishes = {
        (r.id, role): Wish(r.id, role, RANKS[r.village_class], {})
        for r in problem.reserves
        for role in r.roles
    }
    for arc in problem.arcs:
        if arc.mentor in places and (arc.reserve, arc.mentor) not in tied:
            costs = {
                "changed": int((arc.reserve, arc.role, arc.mentor) not in today),
                "points": most - sum(points.get(reason, 0) for reason in set(arc.reasons)),
                "lot": lot(digest(arc.reserve, arc.role), digest(arc.mentor)),
            }
            wishes[arc.reserve, arc.role].costs[arc.mentor] = tuple(costs.get(name, 0) for name in names)
    return list(wishes.values())


def _not_allowed(wishes: Sequence[Wish], places: Mapping[str, int], pairs: Sequence[Pair]) -> Iterator[str]:
    costs = {(wish.reserve, wish.role): wish.costs for wish in wishes}
    for pair in pairs:
        if pair.mentor not in costs.get((pair.reserve, pair.role), {}):
            yield f"{pair.mentor} may not take {pair.reserve} as {pair.role}"
    for (reserve, role), times in Counter((pair.reserve, pair.role) for pair in pairs).items():
        if times > 1:
            yield f"{reserve} has {times} as {role}"
    for (reserve, mentor), times in Counter((pair.reserve, pair.mentor) for pair in pairs).items():
        if times > 1:
            yield f"{mentor} fills {times} roles of {reserve}"
    for mentor, load in Counter(pair.mentor for pair in pairs).items():
        if load > places.get(mentor, 0):
            yield f"{mentor} has {load} reserves for {places.get(mentor, 0)} places"


def _parts(wishes: Sequence[Wish]) -> Iterator[list[Wish]]:
    """Connected parts, found by walking."""
    asking: dict[str, list[Wish]] = defaultdict(list)
    for wish in wishes:
        for mentor in wish.costs:
            asking[mentor].append(wish)
    seen: set[tuple[str, str]] = set()
    for first in wishes:
        if (first.reserve, first.role) in seen:
            continue
        seen.add((first.reserve, first.role))
        part, met = [first], set[str]()
        for wish in part:
            for mentor in wish.costs.keys() - met:
                met.add(mentor)
                for other in asking[mentor]:
                    if (other.reserve, other.role) not in seen:
                        seen.add((other.reserve, other.role))
                        part.append(other)
        yield part
