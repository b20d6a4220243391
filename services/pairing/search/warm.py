"""Start a search from earlier prices: whoever still sits well at them stays, the others are inserted anew."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from services.pairing.search.flow import Flow
from services.pairing.search.seating import NOWHERE


def start_from(flow: Flow, before: Sequence[Flow]) -> None:
    """Seat all whom the earlier answers, in the same units, seat well, so that the invariant of `Flow` holds."""
    if before:
        unsure = _take_over(flow, before)
        _Settling(flow, unsure).settle()


def _take_over(flow: Flow, before: Sequence[Flow]) -> list[int]:
    """Prices and seats; answers the wishes that were asked otherwise before."""
    prices: dict[str, int] = {}
    seats: dict[tuple[str, str], tuple[str, int]] = {}
    same: set[int] = set()
    for old in before:
        mentors, wishes = old.network.mentors, old.network.part.wishes
        prices.update(zip(mentors, old.price, strict=False))
        same.update(map(id, wishes))
        for wish, place in zip(wishes, old.seat, strict=True):
            if place != NOWHERE:
                seats[wish.demand] = mentors[old.mentor_at(place)], old.price[place]
    network = flow.network
    number = {mentor: at for at, mentor in enumerate(network.mentors)}
    for mentor, at in number.items():
        flow.price[at] = prices.get(mentor, flow.price[at])
    for at, wish in enumerate(network.part.wishes):
        mentor_now, price = seats.get(wish.demand, ("", 0))
        if mentor_now in number:
            for arc in network.arcs[at]:
                if flow.mentor_at(arc[0]) == number[mentor_now]:
                    flow.sit_down(at, arc)
                    if arc[0] >= len(number):
                        flow.price[arc[0]] = price
                    break
    if network.behind or any(old.network.behind for old in before):
        same = (
            set()
        )  # a gate that is gone, or new, changes what its mentor costs for wishes that did not change
    return [at for at, wish in enumerate(network.part.wishes) if id(wish) not in same]


class _Settling:
    """Restores the invariant: a price goes down when there is room below it, and whoever sits badly gets up."""

    def __init__(self, flow: Flow, unsure: Sequence[int]) -> None:
        self.flow = flow
        self.unsure = dict.fromkeys(unsure)
        self.mentors = dict.fromkeys(range(len(flow.seated)))

    @cached_property
    def asking(self) -> dict[int, list[int]]:
        """By mentor, the wishes that may ask them."""
        found: dict[int, list[int]] = defaultdict(list)
        for wish, row in enumerate(self.flow.network.arcs):
            for place, _ in row:
                found[self.flow.mentor_at(place)].append(wish)
        return found

    def settle(self) -> None:
        flow, unsure = self.flow, self.unsure
        while self.mentors or unsure:
            while self.mentors:
                mentor, _ = self.mentors.popitem()
                if self._mend(mentor):
                    unsure.update(dict.fromkeys(self.asking[mentor]))
            if unsure:
                wish, _ = unsure.popitem()
                if flow.seat[wish] != NOWHERE and not self._sits_well(wish):
                    self._unseat(wish)
        for mentor in range(len(flow.seated)):
            flow.refresh(mentor)

    def _mend(self, mentor: int) -> bool:
        """Fewer reserves while the price is below the last slot's; then a lower price while above the next one's."""
        flow, slots = self.flow, self.flow.network.slots[mentor]
        sitting, limit = flow.seated[mentor], flow.limits[mentor]
        while len(sitting) > limit or (sitting and flow.price[mentor] < slots[len(sitting)]):
            flow.stand_up(sitting[-1])
        load = len(sitting)
        is_lower = load < limit and flow.price[mentor] > slots[load + 1]
        if is_lower:
            flow.price[mentor] = slots[load + 1]
        return self._level_gates(mentor) or is_lower

    def _level_gates(self, mentor: int) -> bool:
        """Gates never cost less than their mentor, and empty ones no more."""
        flow, is_lower = self.flow, False
        for gate in flow.network.gates_of.get(mentor, ()):
            is_empty = flow.holder[gate - len(flow.seated)] == NOWHERE
            price = flow.price[mentor]
            if is_empty or flow.price[gate] < price:
                is_lower = is_lower or flow.price[gate] > price
                flow.price[gate] = price
        return is_lower

    def _sits_well(self, wish: int) -> bool:
        flow = self.flow
        paid = flow.paid[wish] + flow.price[flow.seat[wish]]
        if paid > flow.network.cover[wish]:
            return False
        price = flow.price
        return all(cost + price[place] >= paid for place, cost in flow.network.arcs[wish])

    def _unseat(self, wish: int) -> None:
        mentor = self.flow.mentor_of(wish)
        self.flow.stand_up(wish)
        self.mentors[mentor] = None
