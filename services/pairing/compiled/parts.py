"""Parts solved by the compiled search, and the answers put back as the plain search would have left them."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from services.pairing.compiled.arrays import NONE, Seats
from services.pairing.compiled.columns import Answer, Columns, solve
from services.pairing.draw import digest
from services.pairing.problem import Order
from services.pairing.search.covering import height
from services.pairing.search.flow import Flow
from services.pairing.search.network import Network, Terms, scale_for
from services.pairing.search.parts import Part
from services.pairing.search.solving import Solved


def solve_parts(parts: Sequence[Part], terms: Terms) -> tuple[Solved, ...] | None:
    """In the order of the parts, each of which has a mentor; None: one is too large for the compiled search."""
    asked = columns_of(parts, terms)
    answer = solve(asked)
    if answer is None:
        return None
    found, wish, mentor = [], 0, 0
    for part in parts:
        found.append(_solved(part, terms, answer, wish, mentor))
        wish += len(part.wishes)
        mentor += len(part.places)
    return tuple(found)


def columns_of(parts: Sequence[Part], terms: Terms) -> Columns:
    """Wishes and mentors numbered in the order of the parts."""
    wishes = [wish for part in parts for wish in part.wishes]
    number = {mentor: at for at, mentor in enumerate(m for part in parts for m in part.places)}
    choices = [choice for wish in wishes for choice in wish.choices]
    reserves: dict[str, int] = {}
    return Columns(
        first=np.cumsum([0, *(len(wish.choices) for wish in wishes)]),
        mentor=np.array([number[choice[0]] for choice in choices], np.int64),
        points=np.array([choice[1] for choice in choices], np.int64),
        current=np.array([choice[2] for choice in choices], bool),
        rank=np.array([wish.rank for wish in wishes], np.int64),
        reserve=np.array([reserves.setdefault(wish.reserve, len(reserves)) for wish in wishes], np.int64),
        places=np.array([n for part in parts for n in part.places.values()], np.int64),
        wish_digest=np.array([digest(wish.reserve, wish.role) for wish in wishes], np.uint64),
        mentor_digest=np.array([digest(mentor) for mentor in number], np.uint64),
        most_points=terms.most_points,
        order=terms.order,
        bound=terms.bound,
    )


def _solved(part: Part, terms: Terms, answer: Answer, wish: int, mentor: int) -> Solved:
    """`wish`, `mentor`: where the part's own begin."""
    at = int(answer.part[mentor])
    is_proved, is_lowered = bool(answer.proved[at]), bool(answer.lowered[at])
    network = Network(part, scale_for(part, terms))
    free = _flow(network, list(network.places), answer, answer.free, wish, mentor)
    if not is_proved and not is_lowered:
        free.insert_all(-1)
    if terms.order is Order.FEWEST_CHANGES_FIRST or not is_lowered:
        return Solved(free, free, height(network, free), is_proved=is_proved)
    lowest = Fraction(int(answer.over[at]), int(answer.under[at]))
    limits = [lowest.numerator * places // lowest.denominator for places in network.places]
    flow = _flow(network, limits, answer, answer.seats, wish, mentor)
    if not is_proved:
        flow.insert_all(-1)
    return Solved(free, flow, height(network, flow), is_proved=is_proved)


def _flow(network: Network, limits: list[int], answer: Answer, seats: Seats, wish: int, mentor: int) -> Flow:
    flow, mentors = Flow(network, limits), len(network.mentors)
    first = answer.net.first[wish : wish + len(network.arcs) + 1].tolist()
    taken = seats.taken[wish : wish + len(network.arcs)].tolist()
    for at, row in enumerate(network.arcs):
        if taken[at] != NONE:
            flow.sit_down(at, row[taken[at] - first[at]])
    where = {place: mentor + place for place in range(mentors)}
    if network.behind:
        for at, row in enumerate(network.arcs):
            where.update(
                (arc[0], int(answer.net.place[first[at] + nth]))
                for nth, arc in enumerate(row)
                if arc[0] >= mentors
            )
    for place, column in where.items():
        high, low = int(seats.high[column]), int(seats.low[column])
        flow.price[place] = answer.units.widened(high, low, network.scale)
    for place in range(mentors):
        flow.refresh(place)
    return flow
