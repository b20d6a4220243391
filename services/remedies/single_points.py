"""On whom alone villages hang (question 5): only links, cut points and bridges, and the cheapest second link.

The graph has villages on one side, reserves, mentors and leaders on the other; a mentor is linked to the villages of
their reserves. Hopcroft and Tarjan 1973 find the cut points and the bridges in one walk.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import accumulate

import msgspec

from domain.rule_set import VillageClass
from services.pairing.problem import RANKS


class LinkKind(StrEnum):
    """As what a person is linked to a village."""

    RESERVE = "reserve"
    MENTOR = "mentor"
    LEADER = "leader"


class Link(msgspec.Struct, frozen=True, order=True):
    """`points`: of a link that could be made, what speaks for it."""

    person: str
    village: str
    kind: LinkKind
    points: int = 0


class OnlyLink(msgspec.Struct, frozen=True, kw_only=True):
    """A person without whom these villages have nobody of the kind; per village the second link to make, if any."""

    person: str
    kind: LinkKind
    villages: tuple[str, ...]
    second_links: Mapping[str, Link]


class CutPoint(msgspec.Struct, frozen=True):
    """Without the person these villages are cut off from the rest of their connected part."""

    person: str
    villages: tuple[str, ...]


class SinglePoints(msgspec.Struct, frozen=True, kw_only=True):
    """The most villages first, difficult ones counting before key and others, then by id."""

    only_links: tuple[OnlyLink, ...]
    cut_points: tuple[CutPoint, ...]
    bridges: tuple[tuple[str, str], ...]
    """Person and village whose link is the only way between two sides."""


def single_points(
    villages: Mapping[str, VillageClass],
    links: Iterable[Link],
    possible: Iterable[Link] = (),
    least: int = 2,
) -> SinglePoints:
    """`possible`: links that could be made; `least`: villages that must hang on somebody to be listed. O(links)."""
    present = sorted(set(links))
    only = _only_links(present, sorted(possible), least)
    cut_points, bridges = _cuts(present)
    weight = _Weight(villages)
    return SinglePoints(
        only_links=tuple(sorted(only, key=lambda one: (weight.of(one.villages), one.person, one.kind))),
        cut_points=tuple(
            sorted(
                (cut for cut in cut_points if len(cut.villages) >= least),
                key=lambda cut: (weight.of(cut.villages), cut.person),
            )
        ),
        bridges=tuple(sorted(bridges)),
    )


class _Weight:
    def __init__(self, villages: Mapping[str, VillageClass]) -> None:
        self.villages = villages

    def of(self, hanging: Sequence[str]) -> tuple[int, ...]:
        """Sorts more villages first, then more of the difficult ones, then of the key ones."""
        ranks = [RANKS[self.villages[village]] for village in hanging]
        return (-len(ranks), -ranks.count(0), -ranks.count(1))


def _only_links(present: Sequence[Link], possible: Sequence[Link], least: int) -> Iterator[OnlyLink]:
    holders: dict[tuple[str, LinkKind], set[str]] = defaultdict(set)
    for link in present:
        holders[link.village, link.kind].add(link.person)
    hanging: dict[tuple[str, LinkKind], list[str]] = defaultdict(list)
    for (village, kind), persons in sorted(holders.items()):
        if len(persons) == 1:
            hanging[min(persons), kind].append(village)
    offers: dict[tuple[str, LinkKind], list[Link]] = defaultdict(list)
    for link in possible:
        offers[link.village, link.kind].append(link)
    for (person, kind), villages in hanging.items():
        if len(villages) >= least:
            seconds = {
                village: min(others, key=lambda link: (-link.points, link.person))
                for village in villages
                if (others := [link for link in offers[village, kind] if link.person != person])
            }
            yield OnlyLink(person=person, kind=kind, villages=tuple(villages), second_links=seconds)


def _cuts(present: Sequence[Link]) -> tuple[list[CutPoint], list[tuple[str, str]]]:
    """Cut persons with what they cut off, and bridges. A first letter tells persons and villages apart."""
    near: dict[str, dict[str, None]] = defaultdict(dict)
    for link in present:
        near["p" + link.person]["v" + link.village] = None
        near["v" + link.village]["p" + link.person] = None
    cuts: list[CutPoint] = []
    bridges: list[tuple[str, str]] = []
    seen: set[str] = set()
    for root in sorted(near):
        if root not in seen:
            walk = _Walk(near, root)
            seen.update(walk.number)
            cuts += walk.cut_points()
            bridges += walk.bridges
    return cuts, bridges


class _Walk:
    """One connected part in depth-first order: `low` is the earliest node that a subtree reaches around its top."""

    def __init__(self, near: Mapping[str, Mapping[str, None]], root: str) -> None:
        self.number: dict[str, int] = {root: 0}
        self.low: dict[str, int] = {root: 0}
        self.order = [root]
        self.cut_off: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self.bridges: list[tuple[str, str]] = []
        path = [(root, "", iter(near[root]))]
        while path:
            node, above, rest = path[-1]
            for other in rest:
                if other not in self.number:
                    self.number[other] = self.low[other] = len(self.order)
                    self.order.append(other)
                    path.append((other, node, iter(near[other])))
                    break
                if other != above:
                    self.low[node] = min(self.low[node], self.number[other])
            else:
                path.pop()
                self._close(node, above)

    def _close(self, node: str, above: str) -> None:
        """A subtree is done: it hangs on `above` when it reaches no further up."""
        if not above:
            return
        self.low[above] = min(self.low[above], self.low[node])
        if self.low[node] >= self.number[above]:
            self.cut_off[above].append((self.number[node], len(self.order)))
        if self.low[node] > self.number[above]:
            person, village = (node, above) if node[0] == "p" else (above, node)
            self.bridges.append((person[1:], village[1:]))

    def cut_points(self) -> Iterator[CutPoint]:
        """What falls off is everything but the side with the most villages. O(nodes + what falls off)."""
        until = [0, *accumulate(node[0] == "v" for node in self.order)]
        for node, ranges in self.cut_off.items():
            if node[0] == "p":
                sizes = [until[stop] - until[start] for start, stop in ranges]
                above = until[-1] - sum(sizes)
                largest = _largest([*sizes, above])
                cut = [
                    village
                    for at, (start, stop) in enumerate(ranges)
                    if at != largest
                    for village in self._villages(self.order[start:stop])
                ]
                if largest < len(ranges) and above:
                    cut += self._outside(ranges)
                if cut:
                    yield CutPoint(node[1:], tuple(sorted(cut)))

    def _outside(self, ranges: Sequence[tuple[int, int]]) -> list[str]:
        """The villages on the side that the walk came from; ranges of one node are in the walk's order."""
        edges = [0, *(edge for both in ranges for edge in both), len(self.order)]
        return [
            village
            for start, stop in zip(edges[::2], edges[1::2], strict=True)
            for village in self._villages(self.order[start:stop])
        ]

    @staticmethod
    def _villages(nodes: Iterable[str]) -> list[str]:
        return [node[1:] for node in nodes if node[0] == "v"]


def _largest(sizes: Sequence[int]) -> int:
    """The place of the first of the largest."""
    return sizes.index(max(sizes))
