"""Cheapest places for all wishes of a part: one shortest path per wish, with prices that prove the end result.

Successive shortest paths with convex slots (Harvey, Ladner, Lovász, Tamir 2006 for equal places; Frank, Murota 2021
for costs besides). The cost of a path counts the prices in, so no cost on it is negative and Dijkstra's search is
right; only mentors and gates are nodes, a wish is passed on the way from its present place to another.
"""

from heapq import heappop, heappush

from services.pairing.search.network import PLACE_BITS, Network
from services.pairing.search.seating import NOWHERE, Seating

_PLACE = (1 << PLACE_BITS) - 1


class Flow(Seating):
    """Invariant: each seated wish has a place that is cheapest at the prices, and a mentor's price lies between the
    costs of the last taken slot and of the next. `limits`: usable places per mentor, at most their places.
    """

    __slots__ = ("distance", "far", "gated", "limits", "price", "slack", "steps")

    def __init__(self, network: Network, limits: list[int]) -> None:
        super().__init__(network)
        self.limits = limits
        self.far = network.scale.cover[-1] << 20
        self.price = [slots[1] for slots in network.slots]
        self.price += [self.price[mentor] for mentor in network.behind]
        self.slack = [0 if limit else self.far for limit in limits] + [self.far] * len(network.behind)
        self.distance = [self.far] * len(self.price)
        self.steps = 0
        self.gated = {*network.gates_of, *range(len(network.mentors), len(self.price))}

    def insert_all(self, bound: int) -> bool:
        """Insert every wish that has no place. False: the bound was reached, the rest took what was free."""
        for wish, place in enumerate(self.seat):
            if place == NOWHERE and self.network.arcs[wish]:
                if self.steps > bound:
                    self._take_what_is_free()
                    return False
                self.insert(wish)
        return True

    def insert(self, newcomer: int) -> None:  # noqa: PLR0915 - a call per arc would double the time
        """Give the newcomer a place, or leave them or another uncovered, whichever is cheapest for all together."""
        arcs, cover, price, slack = self.network.arcs, self.network.cover, self.price, self.slack
        distance, via, entry, paid, seated = self.distance, self.via, self.entry, self.paid, self.seated
        holder, behind, mentors, far = self.holder, self.network.behind, len(seated), self.far
        touched: list[int] = []
        settled: list[int] = []
        heap: list[int] = []
        gated = self.gated
        limit, end, leaver = cover[newcomer], NOWHERE, newcomer
        scan = [(newcomer, 0)]
        while True:
            for wish, base in scan:
                if base + cover[wish] < limit:
                    limit, end, leaver = base + cover[wish], NOWHERE, wish
                near = limit - base
                for place, cost in arcs[wish]:
                    far_to = cost + price[place]
                    if far_to < near:
                        far_to += base
                        arc = place, cost
                        if place >= mentors and holder[place - mentors] == NOWHERE:
                            place = behind[place - mentors]  # noqa: PLW2901 - through an empty gate
                        known = distance[place]
                        if far_to < known:
                            if known is far:
                                touched.append(place)
                            distance[place], via[place], entry[place] = far_to, wish, arc
                            if far_to + slack[place] < limit:
                                limit, end = far_to + slack[place], place
                                near = limit - base
                            if far_to < limit:
                                heappush(heap, far_to + place)
            scan = []
            while heap and not scan:
                so_far = heappop(heap)
                place = so_far & _PLACE
                so_far -= place
                if so_far >= limit:
                    heap = []
                elif so_far == distance[place]:
                    settled.append(place)
                    base = so_far - price[place]
                    if place in gated:
                        scan = self._pass_gates(place, so_far, limit, touched, heap)
                    else:
                        scan = [(wish, base - paid[wish]) for wish in seated[place]]
            if not scan:
                break
        self.steps += 1 + len(settled)
        self._raise_prices(settled, limit)
        if end != NOWHERE:
            self.shift(via[end], entry[end], newcomer)
            self.refresh(end)
        elif leaver != newcomer:
            self.shift(leaver, None, newcomer)
        for place in touched:
            distance[place] = far

    def _pass_gates(
        self, place: int, so_far: int, limit: int, touched: list[int], heap: list[int]
    ) -> list[tuple[int, int]]:
        """From a gate its holder may leave; from a mentor with gates those who sit there without, and to the gates."""
        base, mentors = so_far - self.price[place], len(self.seated)
        if place >= mentors:
            wish = self.holder[place - mentors]
            return [(wish, base - self.paid[wish])]
        scan = []
        for wish in self.seated[place]:
            gate = self.seat[wish]
            if gate == place:
                scan.append((wish, base - self.paid[wish]))
                continue
            far_to = base + self.price[gate]
            if far_to < limit and far_to < self.distance[gate]:
                if self.distance[gate] is self.far:
                    touched.append(gate)
                self.distance[gate], self.via[gate] = far_to, NOWHERE
                heappush(heap, far_to + gate)
        return scan

    def _raise_prices(self, settled: list[int], limit: int) -> None:
        mentors = len(self.seated)
        for place in settled:
            more = limit - self.distance[place]
            self.price[place] += more
            if place < mentors:
                self.slack[place] -= more
        if self.network.behind:
            for place in settled:
                self._level_empty_gates(place)

    def _level_empty_gates(self, mentor: int) -> None:
        """An empty gate costs nothing beyond its mentor."""
        for gate in self.network.gates_of.get(mentor, ()):
            if self.holder[gate - len(self.seated)] == NOWHERE:
                self.price[gate] = self.price[mentor]

    def refresh(self, mentor: int) -> None:
        """Count the room anew, after somebody came or went outside a search."""
        self.slack[mentor] = self._slack(mentor)

    def _slack(self, mentor: int) -> int:
        load = len(self.seated[mentor])
        if load >= self.limits[mentor]:
            return self.far
        return self.network.slots[mentor][load + 1] - self.price[mentor]

    def _take_what_is_free(self) -> None:
        for wish, place in enumerate(self.seat):
            if place == NOWHERE:
                free = [arc for arc in self.network.arcs[wish] if self._has_room(arc[0])]
                if free:
                    self.sit_down(wish, min(free, key=lambda arc: (arc[1], arc[0])))

    def _has_room(self, place: int) -> bool:
        if place >= len(self.seated) and self.holder[place - len(self.seated)] != NOWHERE:
            return False
        mentor = self.mentor_at(place)
        return len(self.seated[mentor]) < self.limits[mentor]
