"""A part as numbers: one whole number per cost, in which each level outweighs everything below it.

Levels, from the top: a forced pair, uncovered difficult, key, other villages, extra places, squares of load per
place, changed pairs, points forgone, and a lot drawn from the ids that leaves one best answer. Python's integers do
not overflow, so the levels are wide enough for every sum along a path, in both signs, and can be read back.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import groupby, pairwise
from math import lcm
from operator import attrgetter
from typing import NamedTuple

from services.pairing.draw import LOT_BITS, LOT_SHIFT, digest
from services.pairing.problem import Order
from services.pairing.search.parts import Part

COMMON_PLACES = 60
"""Shares of 1 to 6 places are whole in units of 1/60, so a usual change of places changes no unit."""
PLACE_BITS = 24
"""The lowest bits of a cost are 0, so that a search can keep a distance and a place in one number."""
FORCED = -1
"""The rank of a wish that must be served."""

Arc = tuple[int, int]
"""A place and the cost of taking it."""


class Terms(NamedTuple):
    """How a part is to be solved: no choice has more points; after so many steps the search stops; what comes first."""

    most_points: int
    bound: int
    order: Order = Order.BALANCE_FIRST


class Scale(NamedTuple):
    """The unit of each level. `share`: one place's load, 1/places, is `share // places` units of `square`."""

    share: int
    point: int
    changed: int
    square: int
    extra: int
    cover: tuple[int, int, int, int]
    """Indexed by rank; the last is the forced one, so that rank -1 finds it."""
    terms: Terms

    def levels(self, cost: int) -> tuple[int, ...]:
        """forced, difficult, key, others, extra, squares (in 1/share) and changed as the terms order them, points, lot:
        each with its sign.
        """
        found = []
        cost >>= PLACE_BITS
        units = (
            1 << PLACE_BITS,
            self.point,
            *sorted((self.changed, self.square)),
            self.extra,
            *reversed(self.cover[:3]),
            self.cover[-1],
        )
        for unit, above in pairwise(units):
            step = above // unit
            digit = (cost + step // 2) % step - step // 2
            found.append(digit)
            cost = (cost - digit) // step
        return (cost, *reversed(found))


def scale_for(part: Part, terms: Terms, spare: int = 0) -> Scale:
    """Equal for parts of like size, so that a changed mentor's prices stay usable. `spare`: extra places for each."""
    share = lcm(COMMON_PLACES, *part.places.values())
    wishes = _roomy(2 * len(part.wishes) + 2)
    loads = sum((n + spare) ** 2 for n in part.places.values()) + COMMON_PLACES
    squares = _roomy(2 * share * loads)
    point = 2 * wishes << LOT_BITS + PLACE_BITS
    changed = square = point * 2 * wishes * _roomy(terms.most_points)
    if terms.order is Order.BALANCE_FIRST:
        square = changed * 2 * wishes
        extra = square * 2 * squares
    else:
        changed = square * 2 * squares
        extra = changed * 2 * wishes
    others = extra * 2 * wishes
    key = others * 2 * wishes
    difficult = key * 2 * wishes
    forced = difficult * 2 * wishes
    return Scale(share, point, changed, square, extra, (difficult, key, others, forced), terms)


class Network:
    """Places are mentors by id, then gates: a gate stands before a mentor who could take two roles of one reserve and
    lets one through.
    """

    __slots__ = (
        "arcs",
        "behind",
        "cover",
        "gates_of",
        "mentors",
        "part",
        "places",
        "ranks",
        "scale",
        "slots",
    )

    def __init__(self, part: Part, scale: Scale, before: "Sequence[Network]" = ()) -> None:
        """`before`: networks in the same units, whose rows are taken over for wishes that did not change."""
        self.part = part
        self.scale = scale
        self.mentors = list(part.places)
        self.places = list(part.places.values())
        self.ranks = [wish.rank for wish in part.wishes]
        self.cover = [scale.cover[rank] for rank in self.ranks]
        self.slots = [slot_costs(places, scale) for places in self.places]
        self.behind: list[int] = []
        self.gates_of: dict[int, list[int]] = defaultdict(list)
        number = {mentor: at for at, mentor in enumerate(self.mentors)}
        gates = self._gates(number)
        known = {
            id(wish): (row, not gates and not old.behind and old.mentors == self.mentors)
            for old in before
            for wish, row in zip(old.part.wishes, old.arcs, strict=True)
        }
        self.arcs: list[list[Arc]] = self._arcs(number, gates, known)

    def _arcs(
        self,
        number: dict[str, int],
        gates: dict[tuple[str, int], int],
        known: dict[int, tuple[list[Arc], bool]],
    ) -> list[list[Arc]]:
        lots = [digest(mentor) for mentor in self.mentors]
        forgone, mask = _Forgone(self.scale), (1 << LOT_BITS) - 1 << PLACE_BITS
        new = 0, self.scale.changed
        arcs = []
        for wish in self.part.wishes:
            row, is_same = known.get(id(wish), (None, False))
            if row is not None and is_same:
                arcs.append(row)
                continue
            places = [number[choice[0]] for choice in wish.choices]
            if row is not None:
                paid = [arc[1] for arc in row]
            else:
                drawn = digest(wish.reserve, wish.role)
                paid = [
                    forgone[points]
                    + new[not is_current]
                    + (drawn * lots[at] >> LOT_SHIFT - PLACE_BITS & mask)
                    for (_, points, is_current), at in zip(wish.choices, places, strict=True)
                ]
            if gates:
                places = [gates.get((wish.reserve, at), at) for at in places]
            arcs.append(list(zip(places, paid, strict=True)))
        return arcs

    def _gates(self, number: dict[str, int]) -> dict[tuple[str, int], int]:
        gates: dict[tuple[str, int], int] = {}
        for reserve, wishes in groupby(self.part.wishes, attrgetter("reserve")):
            several = list(wishes)
            if len(several) > 1:
                asked = Counter(choice[0] for wish in several for choice in wish.choices)
                for mentor in sorted(mentor for mentor, times in asked.items() if times > 1):
                    gates[reserve, number[mentor]] = gate = len(self.mentors) + len(self.behind)
                    self.behind.append(number[mentor])
                    self.gates_of[number[mentor]].append(gate)
        return gates


class _Forgone(dict[int, int]):
    """What it costs to have so many points only."""

    def __init__(self, scale: Scale) -> None:
        super().__init__()
        self.scale = scale

    def __missing__(self, points: int) -> int:
        cost = self[points] = (self.scale.terms.most_points - points) * self.scale.point
        return cost


def _roomy(most: int) -> int:
    """The next power of 16: so seldom another one that a small change stays in the same units."""
    return 1 << -(-most.bit_length() // 4) * 4


def slot_costs(places: int, scale: Scale, spare: int = 0) -> list[int]:
    """The n-th reserve of a mentor costs (2n - 1)/places: the difference of the squares. Entry 0 is unused."""
    unit = scale.share // places * scale.square
    return [
        0,
        *((2 * n - 1) * unit + (scale.extra if n > places else 0) for n in range(1, places + spare + 1)),
    ]
