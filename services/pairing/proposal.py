"""What a pairing proposes, what it is worth level by level, and what it could not do."""

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property

import msgspec

from domain.rule_set import MentorRole
from services.pairing.problem import Arc, Need, Order, Pair, Policy, Problem
from services.pairing.search.covering import uncovered
from services.pairing.search.network import Terms
from services.pairing.search.parts import Demand, Part
from services.pairing.search.seating import NOWHERE
from services.pairing.search.solving import Solved


class Objective(msgspec.Struct, frozen=True, kw_only=True):
    """The levels in their order. `height`: the highest load per place; `squares`: the sum of load²/places;
    `changed`: today's pairs that are not kept; all but `points` are better when lower.
    """

    uncovered_difficult: int
    uncovered_key: int
    uncovered_ordinary: int
    height: Fraction
    squares: Fraction
    changed: int
    points: int


class Remark(msgspec.Struct, frozen=True):
    """Something to know about the answer as a whole."""

    code: str
    message: str
    message_zh: str


class ArcsByMentor:
    """A problem's arcs by mentor, sorted out when first asked for."""

    def __init__(self, arcs: Iterable[Arc]) -> None:
        self._arcs = arcs
        self._known: dict[str, tuple[Arc, ...]] | None = None

    def of(self, mentor: str) -> tuple[Arc, ...]:
        """In the problem's order."""
        return self._sorted().get(mentor, ())

    def changed(self, mentor: str, arcs: tuple[Arc, ...]) -> "ArcsByMentor":
        """The same with other arcs for one mentor."""
        other = ArcsByMentor(())
        other._known = {**self._sorted(), mentor: arcs}
        return other

    def _sorted(self) -> dict[str, tuple[Arc, ...]]:
        if self._known is None:
            found: dict[str, list[Arc]] = defaultdict(list)
            for arc in self._arcs:
                found[arc.mentor].append(arc)
            self._known = {mentor: tuple(arcs) for mentor, arcs in found.items()}
        return self._known


class Proposal(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Changes nothing. Equal problems give equal proposals, in any process and any order of rows."""

    problem: Problem
    solved: tuple[Solved, ...]
    """By part, in the order of their first demands."""
    arcs_of: ArcsByMentor

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """By reserve, then role."""
        return tuple(sorted(pair for solved in self.solved for pair in pairs_of(solved)))

    @cached_property
    def uncovered(self) -> tuple[Need, ...]:
        """Who gets nobody, by rank, then reserve, then role."""
        missing = [
            wish
            for solved in self.solved
            for wish, place in zip(solved.part.wishes, solved.flow.seat, strict=True)
            if place == NOWHERE
        ]
        missing.sort(key=lambda wish: (wish.rank, wish.demand))
        return tuple((wish.reserve, MentorRole(wish.role)) for wish in missing)

    @cached_property
    def objective(self) -> Objective:
        """Height: of the worst part; everything else summed."""
        total = total_of(objective_of(solved) for solved in self.solved)
        kept = len(set(self.problem.current) & set(self.pairs))
        return msgspec.structs.replace(total, changed=len(self.problem.current) - kept)

    @property
    def is_proved(self) -> bool:
        """Whether every part is the best there is; otherwise a remark says which is not."""
        return all(solved.is_proved for solved in self.solved)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Why the answer is empty, or not proved."""
        return tuple(_remarks(self))

    @cached_property
    def part_of_demand(self) -> dict[Demand, Solved]:
        """Where a demand was solved."""
        return {wish.demand: solved for solved in self.solved for wish in solved.part.wishes}

    @cached_property
    def part_of_mentor(self) -> dict[str, Solved]:
        """Where a mentor was; those whom nobody may ask are in no part."""
        return {mentor: solved for solved in self.solved for mentor in solved.part.places}


def terms_of(policy: Policy) -> Terms:
    """What the search needs to know of a policy."""
    return Terms(sum(policy.points.values()), policy.work_bound, policy.order)


def pairs_of(solved: Solved) -> Iterable[Pair]:
    """In the order of the part's wishes."""
    flow, mentors = solved.flow, solved.flow.network.mentors
    for wish, place in zip(solved.part.wishes, flow.seat, strict=True):
        if place != NOWHERE:
            yield Pair(wish.reserve, MentorRole(wish.role), mentors[flow.mentor_at(place)])


def objective_of(solved: Solved, asked: Part | None = None) -> Objective:
    """Of one part; a pair of today that nobody may choose any more is not counted here. `asked`: the part before some
    of its choices were taken out.
    """
    flow, scale, missing = solved.flow, solved.flow.network.scale, uncovered(solved.flow)
    levels = [
        scale.levels(paid) for paid, place in zip(flow.paid, flow.seat, strict=True) if place != NOWHERE
    ]
    wishes = (asked or solved.part).wishes
    at = -3 if scale.terms.order is Order.BALANCE_FIRST else -4
    today = sum(any(choice[2] for choice in wish.choices) for wish in wishes)
    shares = zip(flow.seated, flow.network.places, strict=True)
    return Objective(
        uncovered_difficult=missing[0],
        uncovered_key=missing[1],
        uncovered_ordinary=missing[2],
        height=solved.height,
        squares=Fraction(
            sum(len(sitting) ** 2 * (scale.share // places) for sitting, places in shares), scale.share
        ),
        changed=today - sum(1 - level[at] for level in levels),
        points=sum(scale.terms.most_points - level[-2] for level in levels),
    )


def total_of(objectives: Iterable[Objective]) -> Objective:
    """Height: the highest; everything else summed."""
    found = list(objectives)
    return Objective(
        uncovered_difficult=sum(o.uncovered_difficult for o in found),
        uncovered_key=sum(o.uncovered_key for o in found),
        uncovered_ordinary=sum(o.uncovered_ordinary for o in found),
        height=max((o.height for o in found), default=Fraction(0)),
        squares=sum((o.squares for o in found), Fraction(0)),
        changed=sum(o.changed for o in found),
        points=sum(o.points for o in found),
    )


def _remarks(proposal: Proposal) -> Iterable[Remark]:
    if not proposal.solved:
        yield Remark(
            "NOTHING_ASKED",
            "Nobody needs a mentor: the list of reserves is empty, or none of them wants a role filled.",
            "没有需要配导师的人：后备力量名单为空，或均无需要配备的导师身份。",
        )
    elif not any(solved.part.places for solved in proposal.solved):
        yield Remark(
            "NOBODY_MAY_BE_ASKED",
            "No mentor may be asked for anybody: look at ties, absences, places and roles of each demand.",
            "没有任何导师可以配给任何人：请逐项查看回避关系、缺位、可带人数和身份。",
        )
    late = sum(not solved.is_proved for solved in proposal.solved)
    if late:
        yield Remark(
            "BOUND_REACHED",
            f"In {late} part(s) the search stopped at its bound: these pairs may be used, better ones may exist.",
            f"有{late}个片区的计算达到上限：所列配对可用，但可能还有更好的方案。",
        )
