"""Pairings proposed for a region, in words. Nothing is decided here and nobody has points of their own."""

from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from weakref import WeakKeyDictionary

import msgspec

from domain.grades import Viewer
from domain.ids import CandidacyId, PersonId, VillageCode
from domain.refusal import Refusal
from domain.rule_set import MentorRole, VillageClass
from projections.answer import Counting
from projections.fold import TieSource
from projections.scope import human_of, region_of
from projections.world import World
from services.pairing.alternatives import Alternative, what_it_would_cost
from services.pairing.certificate import certificate
from services.pairing.checker import doubts
from services.pairing.problem import Reason
from services.pairing.proof import Certificate
from services.pairing.proposal import Objective, Proposal, Remark
from services.pairing.reasons import Shortage, why_uncovered
from services.pairing.relief import Relief, relief
from services.pairing.solve import Memory, propose
from services.proposing.costs import cost_of
from services.proposing.posing import Posed, policy_of, posed
from services.proposing.scene import InNeed, Present, scene_of
from services.proposing.what_if import AS_IT_IS, WhatIf, changed
from services.proposing.words import Gap, gaps_of

WORK_BOUND = 500_000
"""Steps a part, some two seconds: everybody else waits so long. A county of 1,000 demands takes about 10,000."""
MOST_TOLD = 100
"""Demands that go without and are explained; all of them are counted."""


class Status(StrEnum):
    """What a proposed pair is against today."""

    KEPT = "KEPT"
    NEW = "NEW"
    CHANGED = "CHANGED"
    """Another mentor has the role today and would be released."""
    COVER = "COVER"
    """Whoever has the role today is away; their pairing stays."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What a proposal is asked for."""

    region: str | None = None
    counting: Counting = Counting.CLEARED
    rebalance: bool = False
    """Fewest moves that bring nobody above their places; open roles stay open."""
    what_if: WhatIf = AS_IT_IS
    work_bound: int = WORK_BOUND


class PairRow(msgspec.Struct, frozen=True, kw_only=True):
    """A proposed pair. `source`: what the pair rests on today, where it is kept."""

    reserve: CandidacyId
    person: PersonId
    village: VillageCode
    village_class: VillageClass
    role: MentorRole
    mentor: PersonId
    status: Status
    source: TieSource | None
    replaces: PersonId | None
    """Whom the mentor takes over from, or stands in for."""
    reasons: tuple[Reason, ...]

    @property
    def key(self) -> str:
        """By village, person, role."""
        return f"{self.village}{self.person}:{self.role}"

    @property
    def releases(self) -> PersonId | None:
        """Whose pairing ends when this one is confirmed; of whoever is away it stays."""
        return self.replaces if self.status is Status.CHANGED else None

    @property
    def waits(self) -> bool:
        """Whether a decision is still wanted: everything but a decided pair that is kept."""
        return self.source is not TieSource.DECIDED


class Proposed(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A proposal with all that is said of it; the dearer things when first asked for."""

    region: str
    wanted: Wanted
    posed: Posed
    proposal: Proposal

    @cached_property
    def all_rows(self) -> tuple[PairRow, ...]:
        """By village, person and role."""
        return tuple(sorted(_rows(self.posed, self.proposal), key=lambda row: row.key))

    @property
    def rows(self) -> tuple[PairRow, ...]:
        """The same; of a rebalance the moves alone."""
        kept = (row for row in self.all_rows if not self.wanted.rebalance or row.status is not Status.KEPT)
        return tuple(kept)

    @cached_property
    def certificate(self) -> Certificate:
        """Prices that prove it."""
        return certificate(self.proposal)

    @cached_property
    def doubts(self) -> tuple[str, ...]:
        """What the checker, which knows nothing of the solver, has against it; empty: proved."""
        return doubts(self.proposal.problem, self.proposal.pairs, self.certificate)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Who goes without and why, of the first hundred: difficult villages first, fewest mentors first."""
        found = (why_uncovered(self.proposal, *need) for need in self.proposal.uncovered[:MOST_TOLD])
        told: list[Shortage] = [shortage for shortage in found if shortage]
        told.sort(key=lambda s: (len(s.demands), s.reserve, s.role))
        return gaps_of(told)

    @cached_property
    def relief(self) -> Relief:
        """The fewest extra places."""
        return relief(self.proposal)

    @cached_property
    def today(self) -> Objective:
        """What the pairs that stand are worth."""
        return cost_of(self.proposal.problem, self.proposal.problem.current)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What is to know of the answer as a whole."""
        return tuple(_remarks(self))


_MEMORIES: WeakKeyDictionary[World, Memory] = WeakKeyDictionary()
"""Parts solved in a living world: an event makes only its own part be solved again."""


def propose_for(world: World, viewer: Viewer, wanted: Wanted) -> Proposed:
    """The best pairing for a region. What did not change since the last question is not solved again.

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, ROLE_MAY_NOT, WHAT_IF_CAP, WHAT_IF_MERGE.
    """
    region = region_of(world, viewer, wanted.region)

    def make() -> Proposed:
        scene = changed(scene_of(world, viewer, region, wanted.counting), wanted.what_if)
        policy = policy_of(fewest_moves=wanted.rebalance, work_bound=wanted.work_bound)
        question = posed(scene, policy, moves_only=wanted.rebalance)
        memory = _MEMORIES.setdefault(world, Memory(most=5_000))
        return Proposed(
            region=region, wanted=wanted, posed=question, proposal=propose(question.problem, memory)
        )

    return world.kept(("proposePairings", region, viewer.region, viewer.sees("tie"), wanted), make)


def other_mentor(
    world: World,
    viewer: Viewer,
    wanted: Wanted,
    person: PersonId,
    village: VillageCode,
    role: MentorRole,
    mentor: PersonId,
) -> Alternative:
    """What it would cost, level by level, to take another mentor for one role of one reserve.

    Raises: PERSON_UNKNOWN, NOT_IN_PROPOSAL, and what `propose_for` raises.
    """
    reserve, other = human_of(world, viewer, person), human_of(world, viewer, mentor)
    found = propose_for(world, viewer, wanted)
    key = next(
        (one.id for one in found.posed.scene.in_need if (one.person, one.village) == (reserve.id, village)),
        None,
    )
    if key is None:
        raise Refusal(
            "NOT_IN_PROPOSAL",
            "This person is not among those counted for that village. Look at `counting`, or name another village.",
            "此人不在该村本次统计口径之内，请核对 counting 或另填村。",
            path=("person",),
        )
    return what_it_would_cost(found.proposal, key, role, other.id)


def _rows(question: Posed, proposal: Proposal) -> Iterator[PairRow]:
    people: dict[str, InNeed] = {one.id: one for one in question.scene.in_need}
    reasons = {(a.reserve, a.role, a.mentor): a.reasons for a in proposal.problem.arcs}
    away = {one.id for one in question.scene.asked if one.absent}
    for pair in proposal.pairs:
        one, tie = people[pair.reserve], question.filled.get((pair.reserve, pair.role))
        status = _status(tie, pair.mentor, away)
        yield PairRow(
            reserve=one.id,
            person=one.person,
            village=one.village,
            village_class=one.village_class,
            role=pair.role,
            mentor=PersonId(pair.mentor),
            status=status,
            source=tie.source if tie and status is Status.KEPT else None,
            replaces=tie.mentor if tie and status is not Status.KEPT else None,
            reasons=reasons[pair.reserve, pair.role, pair.mentor],
        )


def _status(tie: Present | None, mentor: str, away: set[PersonId]) -> Status:
    if tie is None:
        return Status.NEW
    if tie.mentor == mentor:
        return Status.KEPT
    return Status.COVER if tie.mentor in away else Status.CHANGED


def _remarks(found: Proposed) -> Iterator[Remark]:
    scene, problem = found.posed.scene, found.proposal.problem
    if not scene.in_need and found.wanted.counting is Counting.CLEARED:
        yield Remark(
            "NOBODY_CLEARED",
            "Nobody of the region is cleared yet. Ask with counting ON_ROSTER for all who are on the roster.",
            "该范围内尚无已过审的后备力量。如需按在册人员配对，口径请选 ON_ROSTER。",
        )
    elif found.wanted.rebalance and not _overloaded(found):
        yield Remark(
            "NOBODY_OVERLOADED",
            "Nobody has more reserves than they can take on: there is nothing to move.",
            "没有导师超出可带人数，无需调整。",
        )
    elif not (found.wanted.rebalance and not problem.current):
        yield from found.proposal.remarks
    if stay := sum((need in found.posed.filled) for need in found.proposal.uncovered):
        yield Remark(
            "STAY_OVER_CAPACITY",
            f"{stay} of those without a place have a mentor today, above what that mentor can take on: they stay "
            "until a place is found; confirming the proposal releases none of them.",
            f"无名额者中有{stay}项现有导师（该导师已超出可带人数），在找到名额前维持现状，确认方案不会解除其结对。",
        )


def _overloaded(found: Proposed) -> bool:
    places = {mentor.id: mentor.capacity for mentor in found.proposal.problem.mentors}
    loads: dict[str, int] = {}
    for pair in found.proposal.problem.current:
        loads[pair.mentor] = loads.get(pair.mentor, 0) + 1
    return any(load > places.get(mentor, load) for mentor, load in loads.items())
