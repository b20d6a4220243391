"""A scene as a pairing problem: whom a candidacy has counts as present; what makes no sense is left out, and told."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from domain.ids import CandidacyId, PersonId
from domain.rule_set import MentorRole
from projections.fold import TieSource
from services.pairing.problem import Arc, Mentor, Order, Pair, Policy, Problem, Reserve, Tie
from services.pairing.suitability import possible_arcs
from services.proposing.scene import Asked, InNeed, Present, Scene

TURNED_DOWN = "turned down"
OTHER_ROLE = "in another role"
KIN, KIN_UNTOLD = "kin", "avoidance"
"""Kinds of ties; their words are in `reasons`."""


class LeftOut(NamedTuple):
    """A mentor of the region who is asked for nobody, and why."""

    mentor: PersonId
    code: str
    message: str
    message_zh: str


class Posed(msgspec.Struct, frozen=True, kw_only=True):
    """`filled`: by candidacy and role, the present pair."""

    problem: Problem
    scene: Scene
    filled: dict[tuple[str, MentorRole], Present]
    left_out: tuple[LeftOut, ...]
    loads: dict[str, int]
    """Distinct people each mentor has today, here and elsewhere."""


def posed(scene: Scene, policy: Policy, *, moves_only: bool = False) -> Posed:
    """`moves_only`: only roles that are filled today, so that nothing but moves can come of it."""
    filled, person_of = _filled(scene), {one.id: one.person for one in scene.in_need}
    left_out = tuple(_left_out(scene, policy.most_places))
    asked = {one.id: one for one in scene.asked if one.id not in {gone.mentor for gone in left_out}}
    reserves = tuple(_reserve(one, filled, asked, moves_only=moves_only) for one in scene.in_need)
    chosen = {(reserve, tie.mentor) for (reserve, _), tie in filled.items()}
    beside = [tie for tie in scene.present if (tie.reserve, tie.mentor) not in chosen]
    held: dict[PersonId, set[PersonId]] = defaultdict(set)
    for tie in beside:
        held[tie.mentor].add(person_of[tie.reserve])
    mentors = tuple(_mentor(one, scene.capacity, len(held[one.id])) for one in asked.values())
    wanted = {(r.id, role) for r in reserves for role in r.roles}
    current = tuple(
        Pair(r, role, tie.mentor) for (r, role), tie in sorted(filled.items()) if (r, role) in wanted
    )
    return Posed(
        problem=Problem(
            reserves=reserves,
            mentors=mentors,
            arcs=tuple(_arcs(reserves, mentors, current, policy)),
            ties=tuple(_ties(scene, beside, set(asked))),
            current=current,
            policy=policy,
        ),
        scene=scene,
        filled=filled,
        left_out=left_out,
        loads=_loads(scene, person_of),
    )


def _arcs(
    reserves: Sequence[Reserve], mentors: Sequence[Mentor], current: Iterable[Pair], policy: Policy
) -> Iterator[Arc]:
    """Who may be asked by the rules, and whoever has the role today: a pair that stands may stay."""
    found = possible_arcs(reserves, mentors, policy)
    yield from found
    known = {(arc.reserve, arc.role, arc.mentor) for arc in found}
    holds = {mentor.id: mentor.roles for mentor in mentors}
    for pair in current:
        if pair.role in holds.get(pair.mentor, ()) and (pair.reserve, pair.role, pair.mentor) not in known:
            yield Arc(pair.reserve, pair.role, pair.mentor)


def _ties(scene: Scene, beside: Iterable[Present], asked: set[PersonId]) -> Iterator[Tie]:
    """Pairs turned down, pairs decided in a role that is not asked for (one mentor holds one role per reserve), kin."""
    found = {
        **{(t.reserve, t.mentor): TURNED_DOWN for t in scene.turned_down if not t.changed},
        **{(t.reserve, t.mentor): OTHER_ROLE for t in beside if t.source is TieSource.DECIDED},
        **{(k.reserve, k.mentor): KIN if k.told else KIN_UNTOLD for k in scene.kin},
    }
    return (Tie(r, mentor, kind) for (r, mentor), kind in sorted(found.items()) if mentor in asked)


def policy_of(*, fewest_moves: bool, work_bound: int) -> Policy:
    """Points and bounds are the engine's own; a rebalance puts today's pairs first."""
    order = Order.FEWEST_CHANGES_FIRST if fewest_moves else Order.BALANCE_FIRST
    return Policy(order=order, work_bound=work_bound)


def _filled(scene: Scene) -> dict[tuple[str, MentorRole], Present]:
    """One present mentor a wanted role: decided before a ledger's name, on duty before away, the earlier, the id.

    A name whose mentor holds several roles counts for the first wanted one that is still open.
    """
    asked = {one.id: one for one in scene.asked}
    ties: dict[CandidacyId, list[Present]] = defaultdict(list)
    for tie in sorted(scene.present, key=lambda tie: _precedence(tie, asked.get(tie.mentor))):
        ties[tie.reserve].append(tie)
    found: dict[tuple[str, MentorRole], Present] = {}
    for one in scene.in_need:
        for tie in ties[one.id]:
            mentor = asked.get(tie.mentor)
            roles = (tie.role,) if tie.role else mentor.roles if mentor else ()
            role = next((r for r in one.roles if r in roles and (one.id, r) not in found), None)
            if role:
                found[one.id, role] = tie
    return found


def _precedence(tie: Present, mentor: Asked | None) -> tuple[object, ...]:
    return (
        tie.source is not TieSource.DECIDED,
        bool(mentor and mentor.absent),
        tie.role is None,
        str(tie.since or ""),
        tie.mentor,
    )


def _reserve(
    one: InNeed,
    filled: dict[tuple[str, MentorRole], Present],
    asked: dict[PersonId, Asked],
    *,
    moves_only: bool,
) -> Reserve:
    """Without the roles that somebody fills who is not asked here."""

    def is_open(role: MentorRole) -> bool:
        tie = filled.get((one.id, role))
        return not moves_only if tie is None else tie.mentor in asked

    return Reserve(
        id=one.id,
        person=one.person,
        village=one.village,
        township=one.village[:9],
        village_class=one.village_class,
        roles=tuple(role for role in one.roles if is_open(role)),
    )


def _mentor(one: Asked, capacity: int, held: int) -> Mentor:
    """`held`: people whose pairing fills no wanted role; they take a place all the same."""
    places = (capacity if one.capacity is None else one.capacity) - one.elsewhere - held
    return Mentor(
        id=one.id,
        person=one.id,
        roles=one.roles,
        townships=one.townships,
        villages=one.villages,
        capacity=max(0, places),
        absent=one.absent,
    )


def _left_out(scene: Scene, most: int) -> Iterator[LeftOut]:
    for one in scene.asked:
        capacity = scene.capacity if one.capacity is None else one.capacity
        if not one.roles:
            yield LeftOut(
                one.id,
                "ROLE_MISSING",
                "holds no role that mentors hold: register one (RegisterMentor)",
                "没有导师身份，请登记(RegisterMentor)",
            )
        elif not one.townships:
            yield LeftOut(
                one.id,
                "NO_TOWNSHIP",
                "has no township: register one (RegisterMentor)",
                "没有所属乡镇，请登记(RegisterMentor)",
            )
        elif capacity > most:
            yield LeftOut(
                one.id,
                "CAPACITY_ABSURD",
                f"is said to take on {capacity}, more than {most}: correct the number",
                f"可带人数为{capacity}，超过{most}，请更正",
            )
        elif capacity < 0:
            yield LeftOut(
                one.id,
                "CAPACITY_NEGATIVE",
                f"is said to take on {capacity}: correct the number",
                f"可带人数为{capacity}，请更正",
            )


def _loads(scene: Scene, person_of: dict[CandidacyId, PersonId]) -> dict[str, int]:
    people: dict[str, set[str]] = defaultdict(set)
    for tie in scene.present:
        people[tie.mentor].add(person_of[tie.reserve])
    return {one.id: one.elsewhere + len(people[one.id]) for one in scene.asked}
