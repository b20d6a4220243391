"""One part solved, level by level; from nothing, or from an earlier answer to nearly the same part."""

from fractions import Fraction

from services.pairing.problem import Order
from services.pairing.search.covering import height, limits_at, lowest_height
from services.pairing.search.flow import Flow
from services.pairing.search.network import Network, Terms, scale_for
from services.pairing.search.parts import Part
from services.pairing.search.warm import start_from


class Solved:
    """A part's answer with its prices. `free` may use every place, `flow` none above the lowest height."""

    __slots__ = ("flow", "free", "height", "is_proved")

    def __init__(self, free: Flow, flow: Flow, height: Fraction, *, is_proved: bool) -> None:
        self.free = free
        self.flow = flow
        self.height = height
        self.is_proved = is_proved

    @property
    def part(self) -> Part:
        """The question."""
        return self.flow.network.part


def solve_part(part: Part, terms: Terms, before: "tuple[Solved, ...]" = ()) -> Solved:
    """The best answer, or when the bound is reached, a usable one that says it is not proved.

    Squares of load first under all places; then, if a lower height covers as many, again under that height.
    """
    scale = scale_for(part, terms)
    earlier = [old.free for old in before if old.is_proved and old.free.network.scale == scale]
    network = Network(part, scale, [free.network for free in earlier])
    free = Flow(network, list(network.places))
    start_from(free, earlier)
    is_proved = free.insert_all(terms.bound)
    if not is_proved or terms.order is Order.FEWEST_CHANGES_FIRST:
        return Solved(free, free, height(network, free), is_proved=is_proved)
    lowest = lowest_height(network, free)
    if lowest == height(network, free):
        return Solved(free, free, lowest, is_proved=True)
    flow = Flow(network, limits_at(network.places, lowest))
    start_from(flow, [free])
    is_proved = flow.insert_all(terms.bound)
    return Solved(free, flow, height(network, flow), is_proved=is_proved)
