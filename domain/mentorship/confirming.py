"""A proposed pair becomes a decision: an ordinary pairing, with what must still hold of the proposal it came from."""

import msgspec

from domain.ids import PersonId
from domain.mentorship import talking
from domain.mentorship.assigning import AssigningContext, AssignMentor, assign, full
from domain.mentorship.events import MentorAssigned, MentorReleased, ReleaseReason
from domain.mentorship.state import Mentorship
from domain.mentorship.talking import MentoringContext, ReleaseMentor
from domain.refusal import Refusal


class ProposedPair(msgspec.Struct, frozen=True, kw_only=True):
    """The pairing wished for; `replaces`: the mentor whose pairing in the same role ends with it."""

    pairing: AssignMentor
    replaces: PersonId | None = None


class ConfirmingContext(msgspec.Struct, frozen=True, kw_only=True):
    """What a pairing sees, and what the proposal rested on beside it."""

    assigning: AssigningContext
    replaced_records: frozenset[PersonId] = frozenset()
    away: frozenset[PersonId] = frozenset()
    """Of the reserve's present mentors, those away on the day or forgotten: somebody may stand in for them."""
    is_rejected: bool = False


def a_proposed_pair_has_not_been_turned_down(
    _mentorship: Mentorship, wish: ProposedPair, seen: ConfirmingContext
) -> None:
    """Somebody rejected it after it was proposed."""
    if seen.is_rejected:
        raise Refusal(
            "PAIRING_REJECTED",
            "This pair was turned down since. Propose again, or pair the two by AssignMentor if that was a mistake.",
            "该配对此后已被否决。请重新生成方案；确需结对的请办理 AssignMentor。",
            rule="a_proposed_pair_has_not_been_turned_down",
            path=("mentor",),
            version=seen.assigning.version,
            mentor=wish.pairing.mentor,
        )


def a_proposed_pair_is_not_of_kin(
    _mentorship: Mentorship, _wish: ProposedPair, seen: ConfirmingContext
) -> None:
    """No proposal has kin in it; a tie was recorded since. `AssignMentor` pairs them all the same, with a finding."""
    if seen.assigning.is_kin:
        raise Refusal(
            "MENTOR_IS_KIN",
            "Mentor and reserve are kin by a recorded tie. Propose again for another mentor.",
            "导师与后备力量有登记在案的亲属关系。请重新生成方案，另选导师。",
            rule="nobody_is_mentored_by_their_kin",
            path=("mentor",),
            version=seen.assigning.version,
        )


def whoever_is_replaced_still_holds_the_role(
    mentorship: Mentorship, wish: ProposedPair, seen: ConfirmingContext
) -> None:
    """Else somebody moved them meanwhile."""
    stands = mentorship.with_mentor(seen.replaced_records)
    if stands is None or stands.role != wish.pairing.role:
        raise Refusal(
            "REPLACED_NO_LONGER",
            "The mentor to be replaced no longer holds that role by decision. Propose again.",
            "拟替换的导师已不再以该身份结对。请重新生成方案。",
            rule="whoever_is_replaced_still_holds_the_role",
            path=("replaces",),
            version=seen.assigning.version,
            role=wish.pairing.role,
        )


def a_role_is_filled_once(mentorship: Mentorship, wish: ProposedPair, seen: ConfirmingContext) -> None:
    """Somebody else was paired in that role meanwhile; who is away does not count, a cover is what is proposed."""
    nobody = seen.replaced_records | seen.away | seen.assigning.reserve_records
    others = [p for p in mentorship.current if p.role == wish.pairing.role and p.mentor not in nobody]
    if others:
        raise Refusal(
            "ROLE_FILLED",
            f"Another mentor holds that role since {others[0].since}. Propose again, or release that pairing first.",
            f"该身份已自 {others[0].since} 起由其他导师担任。请重新生成方案，或先解除该结对。",
            rule="a_role_is_filled_once",
            path=("role",),
            version=seen.assigning.version,
            role=wish.pairing.role,
            since=others[0].since,
        )


def a_proposed_pair_stays_within_the_capacity(
    _mentorship: Mentorship, _wish: ProposedPair, seen: ConfirmingContext
) -> None:
    """Whether or not the rules make the capacity a wall: the proposal kept to it."""
    if seen.assigning.others + 1 > seen.assigning.capacity:
        raise full(seen.assigning, "a_proposed_pair_stays_within_the_capacity")


PROPOSAL_RULES = (
    a_proposed_pair_has_not_been_turned_down,
    a_proposed_pair_is_not_of_kin,
    a_role_is_filled_once,
    a_proposed_pair_stays_within_the_capacity,
)


def let_go(mentorship: Mentorship, wish: ProposedPair, seen: ConfirmingContext) -> tuple[MentorReleased, ...]:
    """Release whom the pair replaces, on the day it begins; a mentor whom only a ledger names, too."""
    if wish.replaces is None or _stands(mentorship, wish, seen):
        return ()
    pairing, assigning = wish.pairing, seen.assigning
    order = ReleaseMentor(
        candidacy=pairing.candidacy,
        person=pairing.person,
        village=pairing.village,
        mentor=wish.replaces,
        released_on=pairing.since,
        reason=ReleaseReason.REARRANGED,
    )
    if not mentorship.past_with(seen.replaced_records):
        return () if wish.replaces in mentorship.let_go else (talking.released(order, wish.replaces),)
    whoever_is_replaced_still_holds_the_role(mentorship, wish, seen)
    context = MentoringContext(
        mentor_records=seen.replaced_records, today=assigning.today, version=assigning.version
    )
    return talking.release(mentorship, order, context)


def confirm(
    mentorship: Mentorship, wish: ProposedPair, seen: ConfirmingContext
) -> tuple[MentorAssigned, ...]:
    """The pairing, after `let_go`; nothing where the two are paired in that role already."""
    if _stands(mentorship, wish, seen):
        return ()
    for rule in PROPOSAL_RULES:
        rule(mentorship, wish, seen)
    return assign(mentorship, wish.pairing, seen.assigning)


def _stands(mentorship: Mentorship, wish: ProposedPair, seen: ConfirmingContext) -> bool:
    known = mentorship.with_mentor(seen.assigning.mentor_records)
    return known is not None and known.role == wish.pairing.role
