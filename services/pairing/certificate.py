"""Reads the prices that prove a proposal off the finished search."""

from services.pairing.proof import Certificate, Levels, PartProof, Prices
from services.pairing.proposal import Proposal
from services.pairing.search.covering import Closure, Cover, limits_at, next_lower
from services.pairing.search.network import Network
from services.pairing.search.seating import NOWHERE, Seating
from services.pairing.search.solving import Solved


def certificate(proposal: Proposal) -> Certificate:
    """Coverage alone is searched once more, below the height, because a search that fails early leaves no prices."""
    return Certificate(
        tuple(
            _proof(solved) for solved in proposal.solved if solved.is_proved and solved.flow.network.mentors
        )
    )


def _proof(solved: Solved) -> PartProof:
    network = solved.flow.network
    below = next_lower(network.places, solved.height)
    cover = Cover(network, limits_at(network.places, below), solved.flow)
    return PartProof(
        share=network.scale.share,
        coverage=_blocked(solved.free),
        lower=_blocked(cover),
        all_levels=_prices(solved),
    )


def _prices(solved: Solved) -> Prices:
    flow, network = solved.flow, solved.flow.network

    def levels(price: int) -> Levels:
        return network.scale.levels(price)[1:4] + network.scale.levels(price)[5:]

    twice: dict[str, dict[str, Levels]] = {}
    for (reserve, mentor), gate in gate_names(network).items():
        above = flow.price[gate] - flow.price[network.behind[gate - len(network.mentors)]]
        if above:
            twice.setdefault(reserve, {})[mentor] = levels(above)
    return Prices({m: levels(flow.price[at]) for at, m in enumerate(network.mentors)}, twice)


def _blocked(seating: Seating) -> Prices:
    """A place within reach of somebody uncovered is worth their being covered; any other is worth nothing."""
    network = seating.network
    missing = [wish for wish, place in enumerate(seating.seat) if place == NOWHERE]
    closure = Closure(seating, sorted(missing, key=network.ranks.__getitem__))
    none = (0, 0, 0)

    def worth(start: int | None) -> Levels:
        rank = None if start is None else network.ranks[start]
        return tuple(int(level == rank) for level in range(3))

    twice: dict[str, dict[str, Levels]] = {}
    for (reserve, mentor), gate in gate_names(network).items():
        behind = worth(closure.mentors.get(network.behind[gate - len(network.mentors)]))
        above = tuple(a - b for a, b in zip(worth(closure.gates.get(gate)), behind, strict=True))
        if above > none:
            twice.setdefault(reserve, {})[mentor] = above
    return Prices({m: worth(closure.mentors.get(at)) for at, m in enumerate(network.mentors)}, twice)


def gate_names(network: Network) -> dict[tuple[str, str], int]:
    """Each gate by its reserve and its mentor."""
    mentors = len(network.mentors)
    return {
        (wish.reserve, network.mentors[network.behind[place - mentors]]): place
        for wish, row in zip(network.part.wishes, network.arcs, strict=True)
        for place, _ in row
        if place >= mentors
    }
