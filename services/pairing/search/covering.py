"""Coverage alone: who can be served at all, how low the highest load can be, and what stands in the way."""

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction

from services.pairing.search.network import Network
from services.pairing.search.seating import NOWHERE, Seating

_CLOSED = -2


class Closure:
    """What some wishes can reach by asking those who sit in their way to move: wishes, mentors and gates by number,
    each with the start that met it first.
    """

    __slots__ = ("gates", "mentors", "wishes")

    def __init__(self, seating: Seating, starts: Iterable[int]) -> None:
        self.wishes: dict[int, int] = {}
        self.mentors: dict[int, int] = {}
        self.gates: dict[int, int] = {}
        for start in starts:
            if start not in self.wishes:
                self._spread(seating, start)

    def _spread(self, seating: Seating, start: int) -> None:
        self.wishes[start] = start
        queue = [start]
        for wish in queue:
            for place, _ in seating.network.arcs[wish]:
                for met in self._enter(seating, place, start):
                    if met not in self.wishes:
                        self.wishes[met] = start
                        queue.append(met)

    def _enter(self, seating: Seating, place: int, start: int) -> Iterable[int]:
        mentors = len(seating.seated)
        if place >= mentors:
            holder = seating.holder[place - mentors]
            if holder != NOWHERE:
                self.gates.setdefault(place, start)
                return (holder,)
            place = seating.network.behind[place - mentors]
        if place in self.mentors:
            return ()
        self.mentors[place] = start
        for wish in seating.seated[place]:
            if seating.seat[wish] != place:
                self.gates.setdefault(seating.seat[wish], start)
        return seating.seated[place]


class Cover(Seating):
    """As many wishes as the limits allow, the lower ranks first; a wish once served stays so for its equals.

    `aim`: stop as soon as more of a rank than this must stay uncovered; `is_worse` says so.
    """

    __slots__ = ("is_worse", "limits", "met")

    def __init__(
        self, network: Network, limits: Sequence[int], start: Seating, aim: Counter[int] | None = None
    ) -> None:
        super().__init__(network)
        self.limits = limits
        self.met = [NOWHERE] * len(self.via)
        ranks = network.ranks
        wishes = sorted(range(len(network.arcs)), key=ranks.__getitem__)
        for wish in wishes:
            place = start.seat[wish]
            if place != NOWHERE:
                mentor = self.mentor_at(place)
                if len(self.seated[mentor]) < limits[mentor]:
                    self.sit_down(wish, (place, start.paid[wish]))
        self.is_worse = False
        missed = Counter[int]()
        for wish in wishes:
            if self.seat[wish] == NOWHERE:
                missed[ranks[wish]] += not self._serve(wish)
                if aim is not None and missed[ranks[wish]] > aim[ranks[wish]]:
                    self.is_worse = True
                    return

    def _serve(self, newcomer: int) -> bool:
        """By the shortest chain to free room; failing that, by sending away one of the highest rank above one's own.

        What a search in vain has seen is closed for good: no room there, and nobody of a rank above.
        """
        ranks, leaver = self.network.ranks, newcomer
        queue, seen = [newcomer], list[int]()
        for wish in queue:
            if ranks[wish] > ranks[leaver]:
                leaver = wish
            for arc in self.network.arcs[wish]:
                if self._ask(wish, arc, newcomer, queue, seen):
                    self.shift(wish, arc, newcomer)
                    return True
        if leaver != newcomer:
            self.shift(leaver, None, newcomer)
            return True
        for place in seen:
            self.met[place] = _CLOSED
        return False

    def _ask(self, wish: int, arc: tuple[int, int], newcomer: int, queue: list[int], seen: list[int]) -> bool:
        """Whether there is room; otherwise those who sit there join the queue."""
        place, mentors = arc[0], len(self.seated)
        if place >= mentors and self.holder[place - mentors] == NOWHERE:
            place = self.network.behind[place - mentors]
        if self.met[place] in (newcomer, _CLOSED):
            return False
        self.met[place], self.via[place], self.entry[place] = newcomer, wish, arc
        seen.append(place)
        if place >= mentors:
            queue.append(self.holder[place - mentors])
            return False
        if len(self.seated[place]) < self.limits[place]:
            return True
        for other in self.seated[place]:
            gate = self.seat[other]
            if gate == place:
                queue.append(other)
            elif self.met[gate] not in (newcomer, _CLOSED):
                self.met[gate], self.via[gate] = newcomer, NOWHERE
                seen.append(gate)
                queue.append(other)
        return False


def uncovered(seating: Seating) -> Counter[int]:
    """How many of each rank have no place."""
    ranks = seating.network.ranks
    return Counter(ranks[wish] for wish, place in enumerate(seating.seat) if place == NOWHERE)


def height(network: Network, seating: Seating) -> Fraction:
    """The highest load per place."""
    most: dict[int, int] = {}
    for mentor, sitting in enumerate(seating.seated):
        places = network.places[mentor]
        most[places] = max(most.get(places, 0), len(sitting))
    return max((Fraction(load, places) for places, load in most.items()), default=Fraction(0))


def next_lower(places: Iterable[int], height: Fraction) -> Fraction:
    """The highest load per place below `height` that some mentor can have."""
    steps = (Fraction(-(-height.numerator * n // height.denominator) - 1, n) for n in set(places))
    return max((step for step in steps if step > 0), default=Fraction(0))


def limits_at(places: Iterable[int], height: Fraction) -> list[int]:
    """The places that may be used when no load per place is above `height`."""
    return [height.numerator * n // height.denominator for n in places]


def lowest_height(network: Network, seating: Seating) -> Fraction:
    """The least highest load with which no more wishes, rank by rank, stay uncovered than now."""
    reached, aim, cover = height(network, seating), uncovered(seating), seating
    while reached > 0:
        lower = Cover(network, limits_at(network.places, next_lower(network.places, reached)), cover, aim)
        if lower.is_worse:
            break
        cover, reached = lower, height(network, lower)
    return reached
