"""The problem cut into connected parts: what happens in one never depends on another."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b

import msgspec

from services.pairing.problem import RANKS, Arc, Problem

Demand = tuple[str, str]
"""Who needs somebody, and for which role."""

Choice = tuple[str, int, bool]
"""Of a demand: a mentor's id, the points, and whether they are the pair of today."""


class Wish(msgspec.Struct, frozen=True, gc=False):
    """A demand, its rank (0: difficult village) and who may be asked, mentors ascending."""

    village: str
    reserve: str
    role: str
    rank: int
    choices: tuple[Choice, ...]

    @property
    def demand(self) -> Demand:
        """The key that answers go by."""
        return self.reserve, self.role


class Part(msgspec.Struct, frozen=True):
    """A connected part: its wishes by village, reserve and role; its mentors by id, with their places."""

    wishes: tuple[Wish, ...]
    places: Mapping[str, int]

    def key(self) -> bytes:
        """The content's digest: equal parts have equal answers."""
        return blake2b(msgspec.msgpack.encode(self), digest_size=16).digest()


def wishes_of(problem: Problem) -> list[Wish]:
    """Every demand of the problem with those who may really be asked: no tie, not absent, at least one place."""
    choices = choices_of(problem, problem.arcs)
    wishes = [
        Wish(r.village, r.id, role, RANKS[r.village_class], tuple(sorted(choices.get((r.id, role), ()))))
        for r in problem.reserves
        for role in r.roles
    ]
    wishes.sort(key=order)
    return wishes


def order(wish: Wish) -> tuple[str, str, str]:
    """Neighbours stand together: searches stay short."""
    return wish.village, wish.reserve, wish.role


def choices_of(problem: Problem, arcs: Iterable[Arc]) -> dict[Demand, list[Choice]]:
    """What some of the problem's arcs come to. O(arcs + ties + current pairs)."""
    places = places_of(problem)
    tied = {(tie.reserve, tie.mentor) for tie in problem.ties}
    today = {(pair.reserve, pair.role): pair.mentor for pair in problem.current}
    points = problem.policy.points
    choices: dict[Demand, list[Choice]] = defaultdict(list)
    known: dict[tuple[str, ...], int] = {}
    for arc in arcs:
        mentor = arc.mentor
        if mentor in places and not (tied and (arc.reserve, mentor) in tied):
            worth = known.get(arc.reasons)
            if worth is None:
                worth = known[arc.reasons] = sum(points.get(reason, 0) for reason in set(arc.reasons))
            demand = arc.reserve, arc.role
            choices[demand].append((mentor, worth, today.get(demand) == mentor))
    return choices


def places_of(problem: Problem) -> dict[str, int]:
    """Of those who can take anybody."""
    return {m.id: m.capacity for m in problem.mentors if m.capacity > 0 and not m.absent}


def split(wishes: Iterable[Wish], places: Mapping[str, int]) -> Iterator[Part]:
    """In the order of their first wishes; a wish that nobody may take is a part of its own."""
    wishes = list(wishes)
    root: dict[str, str] = {}

    def find(mentor: str) -> str:
        while (above := root.setdefault(mentor, mentor)) != mentor:
            root[mentor] = root[above]
            mentor = root[mentor]
        return mentor

    for wish in wishes:
        if wish.choices:
            top = find(wish.choices[0][0])
            for choice in wish.choices:
                if (other := find(choice[0])) != top:
                    root[other] = top
    groups: dict[object, list[Wish]] = {}
    for wish in wishes:
        group: object = find(wish.choices[0][0]) if wish.choices else wish.demand
        groups.setdefault(group, []).append(wish)
    members: dict[object, list[str]] = defaultdict(list)
    for mentor in sorted(root):
        members[find(mentor)].append(mentor)
    for group, together in groups.items():
        yield Part(tuple(together), {mentor: places[mentor] for mentor in members.get(group, ())})
