"""The levels as a pair of 64-bit numbers: the lot in the low one, everything above it in fields of the high one.

The search compares a pair from the left and adds each by itself. On the way from a wish to a place every price but the
last cancels out, so a distance is a sum of at most two arcs a mentor and one slot, or one wish left uncovered: that
bounds each field. Slots and ranks are numbered in their order instead of weighed: what a part can cover, and with which
slots, are the independent sets of matroids, whose best choice depends on the order of the weights alone.
"""

from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from services.pairing.compiled.arrays import FAR, Column
from services.pairing.draw import LOT_BITS
from services.pairing.problem import Order
from services.pairing.search.network import PLACE_BITS, Scale

RANKS = 4
"""Difficult, key and other villages, from 3 to 1; and room for both signs."""


class Units(NamedTuple):
    """The unit of each field; `steps`: the cost of a slot, in its order, as the share of a place."""

    point: int
    changed: int
    square: int
    cover: Column
    steps: tuple[Fraction, ...]
    order: Order

    def slot_costs(self, places: Column) -> Column:
        """Of all mentors one after another."""
        number = {step: at * self.square for at, step in enumerate(self.steps)}
        kinds = {
            int(n): [number[Fraction(2 * k - 1, int(n))] for k in range(1, int(n) + 1)]
            for n in np.unique(places)
        }
        table = np.zeros((max(kinds, default=0) + 1, max(kinds, default=0)), np.int64)
        for n, costs in kinds.items():
            table[n, :n] = costs
        spots = np.arange(int(places.sum())) - np.repeat(np.cumsum(places) - places, places)
        found: Column = table[np.repeat(places, places), spots]
        return found

    def widened(self, high: int, low: int, scale: Scale) -> int:
        """A price in the plain search's units: exact, whatever the two fields hold."""
        fields = []
        units = sorted({self.point, self.changed, self.square, int(self.cover[2])})
        rest = high // self.point
        for unit, above in pairwise(units):
            step = above // unit
            digit = (rest + step // 2) % step - step // 2
            fields.append((unit, digit))
            rest = (rest - digit) // step
        found = dict(fields)
        covers = (0, scale.cover[2], scale.cover[1], scale.cover[0])
        share = self.steps[found[self.square]]
        return (
            covers[rest]
            + int(share * scale.share) * scale.square
            + found[self.changed] * scale.changed
            + found[self.point] * scale.point
            + (low << PLACE_BITS)
        )


def units_for(order: Order, most_points: int, places: Column, mentors: int, wishes: int) -> Units | None:
    """Wide enough for parts of so many mentors and wishes; None: 63 bits do not hold them."""
    steps = tuple(
        sorted(
            {Fraction(0)}
            | {Fraction(2 * k - 1, int(n)) for n in np.unique(places) for k in range(1, int(n) + 1)}
        )
    )
    arcs = 2 * (min(mentors, wishes) + 2)
    point = 1
    above = point * _roomy(2 * arcs * max(1, most_points))
    if order is Order.BALANCE_FIRST:
        changed = above
        square = changed * _roomy(2 * arcs)
        cover = square * _roomy(4 * len(steps))
    else:
        square = above
        changed = square * _roomy(4 * len(steps))
        cover = changed * _roomy(2 * arcs)
    if cover * 4 * RANKS >= FAR or (arcs << LOT_BITS + 2) >= FAR:
        return None
    return Units(point, changed, square, np.array([3, 2, 1], np.int64) * cover, steps, order)


def _roomy(most: int) -> int:
    return 1 << (2 * most).bit_length()
