"""A pairing question as columns, and its answer."""

from typing import Any, NamedTuple

import numpy as np

from services.pairing.compiled.arrays import FAR, NONE, Column, Net, Search, Seats
from services.pairing.compiled.covering import lower_heights
from services.pairing.compiled.flow import insert_parts
from services.pairing.compiled.lots import gates, lots, parts
from services.pairing.compiled.units import Units, units_for
from services.pairing.problem import WORK_BOUND, Order


class Columns(NamedTuple):
    """Wishes with neighbours together and one reserve's side by side; the arcs of each, mentors by number.

    `points` of an arc are at most `most_points`; the digests are those of `draw`; every mentor has a place.
    """

    first: Column
    mentor: Column
    points: Column
    current: Column
    rank: Column
    reserve: Column
    places: Column
    wish_digest: Column
    mentor_digest: Column
    most_points: int
    order: Order = Order.BALANCE_FIRST
    bound: int = WORK_BOUND


class Answer(NamedTuple):
    """`free`: with all places; `seats`: within the lowest height of each part, the same object where none is lower."""

    net: Net
    units: Units
    free: Seats
    seats: Seats
    limits: Column
    part: Column
    """Of each mentor, NONE where nobody may ask them."""
    over: Column
    under: Column
    lowered: Column
    proved: Column

    def mentor_of(self, mentor: Column) -> Column:
        """The number of each wish's mentor, or NONE; `mentor`: of the question."""
        taken = self.seats.taken
        return np.where(taken == NONE, NONE, mentor[taken])


def solve(asked: Columns) -> Answer | None:
    """The best pairing, part by part; None: a part is too large for two numbers of 64 bits."""
    mentors = asked.places.shape[0]
    part = np.full(mentors, NONE, np.int64)
    count = parts(asked.first, asked.mentor, mentors, part)
    asks = np.diff(asked.first) > 0
    of_wish = np.full(asks.shape[0], NONE, np.int64)
    of_wish[asks] = part[asked.mentor[asked.first[:-1][asks]]]
    part_at, wishes = _grouped(of_wish, count)
    mentor_at, ours = _grouped(part, count)
    units = units_for(
        asked.order,
        asked.most_points,
        asked.places,
        int(np.diff(mentor_at).max(initial=0)),
        int(np.diff(part_at).max(initial=0)),
    )
    if units is None:
        return None
    net = _net(asked, units)
    search = _search(net, part_at, wishes)
    seats, limits = _empty(net), net.places.copy()
    proved = np.zeros(count, np.uint8)
    over, under, lowered = np.zeros(count, np.int64), np.ones(count, np.int64), np.zeros(count, np.uint8)
    todo = np.arange(count)
    insert_parts(net, seats, search, limits, part_at, wishes, todo, asked.bound, proved)
    free = seats
    if asked.order is Order.BALANCE_FIRST:
        copy = Seats(*map(np.copy, seats))
        lower_heights(
            net, copy, search, limits, part_at, wishes, mentor_at, ours, proved, over, under, lowered
        )
    again = np.flatnonzero(lowered)
    if again.size:
        seats = Seats(*map(np.copy, free))
        _clear(net, seats, np.isin(of_wish, again), np.isin(part, again))
        insert_parts(net, seats, search, limits, part_at, wishes, again, asked.bound, proved)
    return Answer(net, units, free, seats, limits, part, over, under, lowered, proved)


def _grouped(group: Column, count: int) -> tuple[Column, Column]:
    """Where each group begins in the list of all members, which keeps their order; NONE is left out."""
    order = np.argsort(group, kind="stable")
    order = order[np.searchsorted(group[order], 0) :]
    sizes = np.bincount(group[order], minlength=count)
    return np.concatenate([[0], np.cumsum(sizes)]), order


def _net(asked: Columns, units: Units) -> Net:
    mentors = asked.places.shape[0]
    place, behind = asked.mentor.astype(np.int32), np.empty(asked.mentor.shape[0] // 2 + 1, np.int32)
    behind = behind[: gates(asked.first, asked.reserve, place, mentors, behind)].copy()
    low = np.empty(place.shape[0], np.int64)
    lots(asked.first, asked.mentor, asked.wish_digest, asked.mentor_digest, low)
    gate_at, gate = _grouped(behind, mentors)
    slot_at = np.concatenate([[0], np.cumsum(asked.places)])
    return Net(
        first=asked.first,
        place=place,
        high=(asked.most_points - asked.points.astype(np.int64)) * units.point
        + np.where(asked.current, 0, units.changed),
        low=low,
        cover=units.cover[asked.rank],
        rank=asked.rank,
        places=asked.places,
        slot_at=slot_at,
        slot=units.slot_costs(asked.places),
        behind=behind,
        gate_at=gate_at,
        gate=gate + mentors,
    )


def _empty(net: Net) -> Seats:
    wishes, gates_ = net.rank.shape[0], net.behind.shape[0]
    mentors = net.places.shape[0]
    price = net.slot[net.slot_at[:-1]]
    return Seats(
        taken=np.full(wishes, NONE, np.int64),
        spot=np.zeros(wishes, np.int64),
        load=np.zeros(mentors, np.int64),
        sitters=np.zeros(net.slot.shape[0], np.int64),
        holder=np.full(gates_, NONE, np.int64),
        high=np.concatenate([price, price[net.behind]]),
        low=np.zeros(mentors + gates_, np.int64),
    )


def _clear(net: Net, seats: Seats, wishes: Column, mentors: Column) -> None:
    """As nobody had sat down yet, in some parts."""
    price = net.slot[net.slot_at[:-1]]
    places, behind = np.concatenate([mentors, mentors[net.behind]]), mentors[net.behind]
    seats.taken[wishes] = NONE
    seats.load[mentors] = 0
    seats.holder[behind] = NONE
    seats.high[places] = np.concatenate([price, price[net.behind]])[places]
    seats.low[places] = 0


def _search(net: Net, part_at: Column, wishes: Column) -> Search:
    arcs = np.diff(net.first)[wishes]
    sums = np.concatenate([[0], np.cumsum(arcs)])
    most = int(np.diff(sums[part_at]).max(initial=0)) + net.behind.shape[0] + 1
    all_places, sitting = net.places.shape[0] + net.behind.shape[0], int(np.diff(part_at).max(initial=0)) + 1

    def column(size: int, value: int = 0) -> Any:
        return np.full(size, value, np.int64)

    return Search(
        high=column(all_places, FAR),
        low=column(all_places),
        via=column(all_places),
        entry=column(all_places),
        met=column(all_places, NONE),
        heap_high=column(most),
        heap_low=column(most),
        heap=column(most),
        touched=column(all_places),
        settled=column(all_places),
        wish=column(sitting),
        wish_high=column(sitting),
        wish_low=column(sitting),
    )
