"""Who sits where while a search runs, and how a chain of moves is carried out."""

from services.pairing.search.network import Arc, Network

NOWHERE = -1


class Seating:
    """`seat`: a wish's place, a mentor or a gate, or NOWHERE. `via`, `entry`: by whom and how a search came there."""

    __slots__ = ("entry", "holder", "network", "paid", "seat", "seated", "via")

    def __init__(self, network: Network) -> None:
        wishes, mentors, gates = len(network.arcs), len(network.mentors), len(network.behind)
        self.network = network
        self.seat = [NOWHERE] * wishes
        self.paid = [0] * wishes
        self.seated: list[list[int]] = [[] for _ in range(mentors)]
        self.holder = [NOWHERE] * gates
        self.via = [NOWHERE] * (mentors + gates)
        self.entry: list[Arc] = [(NOWHERE, 0)] * (mentors + gates)

    def mentor_at(self, place: int) -> int:
        """The mentor behind a place."""
        mentors = len(self.seated)
        return place if place < mentors else self.network.behind[place - mentors]

    def mentor_of(self, wish: int) -> int:
        """The mentor's number, or NOWHERE."""
        place = self.seat[wish]
        return place if place < len(self.seated) else self.network.behind[place - len(self.seated)]

    def stand_up(self, wish: int) -> None:
        """Leave the place, if there is one."""
        place = self.seat[wish]
        if place == NOWHERE:
            return
        mentors = len(self.seated)
        if place >= mentors:
            self.holder[place - mentors] = NOWHERE
            place = self.network.behind[place - mentors]
        self.seated[place].remove(wish)
        self.seat[wish] = NOWHERE

    def sit_down(self, wish: int, arc: Arc) -> None:
        """Take a place; whether there is room is the caller's business."""
        place, self.paid[wish] = arc
        self.seat[wish] = place
        mentors = len(self.seated)
        if place >= mentors:
            self.holder[place - mentors] = wish
            place = self.network.behind[place - mentors]
        self.seated[place].append(wish)

    def shift(self, last: int, arc: Arc | None, newcomer: int) -> None:
        """Carry out the chain that ends with `last` taking `arc` (None: nothing) and began with the newcomer."""
        wish, mentors = last, len(self.seated)
        while True:
            hole = self.seat[wish]
            if hole != NOWHERE:
                self.stand_up(wish)
            if arc is not None:
                self.sit_down(wish, arc)
            if wish == newcomer:
                return
            if hole >= mentors and self.via[hole] == NOWHERE:
                hole = self.network.behind[hole - mentors]
            wish, arc = self.via[hole], self.entry[hole]
