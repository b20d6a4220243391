"""Pairing a mentor with a reserve (R40, R41): the command, its rules in the order of their refusals, the decision."""

from collections.abc import Collection, Iterable
from datetime import date

import msgspec

from domain.ids import CandidacyId, PersonId, VillageCode
from domain.mentor.state import Mentor
from domain.mentorship.events import MentorAssigned
from domain.mentorship.state import Mentorship
from domain.refusal import Refusal
from domain.rule_set import Mentoring, MentorRole


class AssignMentor(msgspec.Struct, frozen=True, kw_only=True):
    """Pair a mentor with a reserve of one village, as what and since when."""

    candidacy: CandidacyId
    person: PersonId
    village: VillageCode
    mentor: PersonId
    role: MentorRole
    since: date


class AssigningContext(msgspec.Struct, frozen=True, kw_only=True):
    """What the decision sees: the rules in force on its day, the reserve, the mentor and what they hold."""

    mentoring: Mentoring
    version: int
    today: date
    decided_on: date
    on_roster: bool
    reserve_records: frozenset[PersonId]
    mentor: Mentor
    mentor_known: bool
    mentor_records: frozenset[PersonId]
    holds: frozenset[MentorRole]
    """By decision, else by the ledger's row."""
    capacity: int
    others: int
    """Distinct reserves the mentor has by decided pairings, this one left out."""
    is_kin: bool = False
    """By a recorded tie between any of their records."""


def only_a_reserve_on_the_roster_is_mentored(
    _mentorship: Mentorship, wish: AssignMentor, seen: AssigningContext
) -> None:
    """A mentor is for somebody who is a reserve of that village now."""
    if not seen.on_roster:
        raise Refusal(
            "NOT_ON_ROSTER",
            "This person is no reserve of that village now. Name a village on whose roster they are.",
            "此人现不在该村后备名册上，请填其在册的村。",
            rule="only_a_reserve_on_the_roster_is_mentored",
            path=("village",),
            version=seen.version,
            village=wish.village,
        )


def the_mentor_must_be_known(_mentorship: Mentorship, wish: AssignMentor, seen: AssigningContext) -> None:
    """Somebody whom a ledger knows; a forgotten person is nobody's mentor."""
    if not seen.mentor_known:
        raise Refusal(
            "MENTOR_UNKNOWN",
            "No such mentor. Import the mentors ledger first, or look one up with `yumiao find TEXT`.",
            "查无此导师。请先导入导师台账，或用 `yumiao find 姓名` 查找。",
            rule="the_mentor_must_be_known",
            path=("mentor",),
            version=seen.version,
            mentor=wish.mentor,
        )


def nobody_mentors_themselves(_mentorship: Mentorship, _wish: AssignMentor, seen: AssigningContext) -> None:
    """Not by another record of theirs either."""
    if seen.reserve_records & seen.mentor_records:
        raise Refusal(
            "MENTORS_THEMSELVES",
            "Mentor and reserve are one person. Name somebody else as the mentor.",
            "导师与后备力量是同一人，请另选导师。",
            rule="nobody_mentors_themselves",
            path=("mentor",),
            version=seen.version,
        )


def a_mentor_must_hold_the_role(_mentorship: Mentorship, wish: AssignMentor, seen: AssigningContext) -> None:
    """By decision, or by the mentors ledger's row while nobody has decided."""
    if wish.role not in seen.holds:
        held = tuple(role for role in MentorRole if role in seen.holds)
        raise Refusal(
            "ROLE_NOT_HELD",
            f"The mentor does not hold the role {wish.role}. Choose one they hold, or register it (RegisterMentor).",
            f"该导师不具有“{wish.role}”身份。请选其已有身份，或先登记该身份(RegisterMentor)。",
            rule="a_mentor_must_hold_the_role",
            path=("role",),
            choices=held,
            version=seen.version,
            role=wish.role,
        )


def a_mentor_holds_one_role_per_reserve(
    mentorship: Mentorship, wish: AssignMentor, seen: AssigningContext
) -> None:
    """Two roles for one pair would count one talk twice."""
    if pairing := mentorship.with_mentor(seen.mentor_records):
        raise Refusal(
            "ALREADY_MENTORING",
            f"This mentor already has the reserve as {pairing.role} since {pairing.since}. Release that pairing first, "
            "or choose another mentor.",
            f"该导师已自 {pairing.since} 起以“{pairing.role}”身份帮带此人。请先解除原结对，或另选导师。",
            rule="a_mentor_holds_one_role_per_reserve",
            path=("mentor",),
            version=seen.version,
            role=wish.role,
            since=pairing.since,
        )


def a_pairing_does_not_begin_in_the_future(
    _mentorship: Mentorship, wish: AssignMentor, seen: AssigningContext
) -> None:
    """What has not begun is a plan."""
    if wish.since > seen.today:
        raise Refusal(
            "PAIRING_IN_FUTURE",
            f"The pairing would begin on {wish.since}, after today. Enter it when it has begun.",
            f"结对起始日 {wish.since} 晚于今天，请在开始后再录入。",
            rule="a_pairing_does_not_begin_in_the_future",
            path=("since",),
            version=seen.version,
            since=wish.since,
            today=seen.today,
        )


def a_pairing_begins_after_the_one_before(
    mentorship: Mentorship, wish: AssignMentor, seen: AssigningContext
) -> None:
    """The same two people are paired once at a time."""
    ended = max((p.until for p in mentorship.past_with(seen.mentor_records) if p.until), default=None)
    if ended and wish.since < ended:
        raise Refusal(
            "PAIRING_OVERLAPS",
            f"An earlier pairing of the two ended on {ended}. Begin the new one on that day or later.",
            f"二人此前的结对于 {ended} 解除，新的起始日不得早于该日。",
            rule="a_pairing_begins_after_the_one_before",
            path=("since",),
            version=seen.version,
            since=wish.since,
            ended=ended,
        )


def an_absent_mentor_takes_nobody_on(
    _mentorship: Mentorship, wish: AssignMentor, seen: AssigningContext
) -> None:
    """Neither on the first day nor on the day of the decision."""
    if seen.mentor.is_away(wish.since) or seen.mentor.is_away(seen.decided_on):
        start, end = seen.mentor.absence.away_from, seen.mentor.absence.until
        raise Refusal(
            "MENTOR_ABSENT",
            f"The mentor is away from {start} to {end or 'further notice'}. Choose another mentor or a day outside it.",
            f"该导师自 {start} 至 {end or '另行通知'} 缺岗。请另选导师或改在其在岗时结对。",
            rule="an_absent_mentor_takes_nobody_on",
            path=("mentor",),
            version=seen.version,
            away_from=start,
            until=end,
        )


def a_hard_capacity_is_not_exceeded(
    _mentorship: Mentorship, _wish: AssignMentor, seen: AssigningContext
) -> None:
    """Only where the county's rules make the capacity a wall; otherwise it is a finding."""
    if seen.mentoring.capacity_is_hard and seen.others + 1 > seen.capacity:
        raise full(seen, "a_hard_capacity_is_not_exceeded")


def full(seen: AssigningContext, rule: str) -> Refusal:
    """A mentor who has no place left, refused by a rule."""
    return Refusal(
        "MENTOR_FULL",
        f"The mentor already has {seen.others} reserves and can take on {seen.capacity}. Choose another mentor, "
        "release a pairing, or decide a higher capacity.",
        f"该导师已带 {seen.others} 人，可带 {seen.capacity} 人。请另选导师、解除一对或重新核定可带人数。",
        rule=rule,
        path=("mentor",),
        version=seen.version,
        load=seen.others,
        capacity=seen.capacity,
    )


ASSIGNING_RULES = (
    only_a_reserve_on_the_roster_is_mentored,
    the_mentor_must_be_known,
    nobody_mentors_themselves,
    a_mentor_must_hold_the_role,
    a_mentor_holds_one_role_per_reserve,
    a_pairing_does_not_begin_in_the_future,
    a_pairing_begins_after_the_one_before,
    an_absent_mentor_takes_nobody_on,
    a_hard_capacity_is_not_exceeded,
)


def assign(mentorship: Mentorship, wish: AssignMentor, seen: AssigningContext) -> tuple[MentorAssigned, ...]:
    """Pair the two; the same again changes nothing."""
    known = mentorship.with_mentor(seen.mentor_records)
    if known and (known.role, known.since) == (wish.role, wish.since):
        return ()
    for rule in ASSIGNING_RULES:  # the order is the order of the refusals
        rule(mentorship, wish, seen)
    return (
        MentorAssigned(
            candidacy=wish.candidacy,
            person=wish.person,
            village=wish.village,
            mentor=wish.mentor,
            role=wish.role,
            since=wish.since,
        ),
    )


def missing_roles(required: Iterable[MentorRole], filled: Collection[MentorRole]) -> tuple[MentorRole, ...]:
    """The required roles that nobody fills, in the order of the rules (R40, R41)."""
    return tuple(role for role in required if role not in filled)
