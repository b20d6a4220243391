"""Opening a mentor and saying when they are away: commands, rules in the order of their refusals, decisions."""

from datetime import date

import msgspec

from domain.ids import PersonId, TownshipCode, VillageCode
from domain.mentor.events import AbsencePrivate, MentorAbsenceSet, MentorRegistered, RegistrationPrivate
from domain.mentor.state import Mentor
from domain.refusal import Refusal
from domain.rule_set import MentorRole

MOST_RESERVES = 99


class RegisterMentor(msgspec.Struct, frozen=True, kw_only=True):
    """Open a mentor, or decide anew what they are."""

    person: PersonId
    roles: tuple[MentorRole, ...]
    township: TownshipCode | None = None
    villages: tuple[VillageCode, ...] = ()
    capacity: int | None = None


class SetMentorAbsence(msgspec.Struct, frozen=True, kw_only=True):
    """Say from when to when a mentor is away; without `away_from`, take it back."""

    person: PersonId
    away_from: date | None = None
    until: date | None = None


class MentorContext(msgspec.Struct, frozen=True, kw_only=True):
    """What the decision sees beside the mentor: whether anybody knows the person, and places of no register."""

    known: bool
    holds: frozenset[MentorRole] = frozenset()
    """By decision, else by the ledger's row."""
    unknown_places: tuple[str, ...] = ()
    version: int = 0


def the_person_must_be_known(wish: RegisterMentor | SetMentorAbsence, seen: MentorContext) -> None:
    """A mentor is somebody whom a ledger or a decision knows."""
    if not seen.known:
        raise Refusal(
            "MENTOR_UNKNOWN",
            "No such person. Import the mentors ledger first, or look one up with `yumiao find TEXT`.",
            "查无此人。请先导入导师台账，或用 `yumiao find 姓名` 查找。",
            rule="the_person_must_be_known",
            path=("mentor",),
            version=seen.version,
            mentor=wish.person,
        )


def a_mentor_holds_at_least_one_role(wish: RegisterMentor, seen: MentorContext) -> None:
    """Who holds none cannot be paired."""
    if not wish.roles:
        raise Refusal(
            "ROLE_MISSING",
            f"Say as what they mentor: one or more of {', '.join(MentorRole)}.",
            "请写明导师身份：包村领导、驻村第一书记、县级领导、乡镇党政正职或其他。",
            rule="a_mentor_holds_at_least_one_role",
            path=("roles",),
            choices=tuple(MentorRole),
            version=seen.version,
        )


def a_capacity_is_a_number_of_people(wish: RegisterMentor, seen: MentorContext) -> None:
    """None is taken for silence; it is the rules' own number then."""
    if wish.capacity is not None and not 0 <= wish.capacity <= MOST_RESERVES:
        raise Refusal(
            "CAPACITY_OUT_OF_RANGE",
            f"A mentor can take on 0 to {MOST_RESERVES} reserves; leave it out where nobody decided.",
            f"可带人数为 0 至 {MOST_RESERVES};未定的请留空。",
            rule="a_capacity_is_a_number_of_people",
            path=("capacity",),
            version=seen.version,
            capacity=wish.capacity,
        )


def an_area_lies_in_the_register(_wish: RegisterMentor, seen: MentorContext) -> None:
    """A place that nobody knows would hide the mentor from every list."""
    if seen.unknown_places:
        raise Refusal(
            "AREA_UNKNOWN",
            f"The register has no {', '.join(seen.unknown_places)}. Give codes of the county's register.",
            f"区划名册中没有 {'、'.join(seen.unknown_places)},请填本县名册中的代码。",
            rule="an_area_lies_in_the_register",
            path=("villages",),
            version=seen.version,
        )


REGISTERING_RULES = (
    the_person_must_be_known,
    a_mentor_holds_at_least_one_role,
    a_capacity_is_a_number_of_people,
    an_area_lies_in_the_register,
)


def whoever_is_away_is_a_mentor(wish: SetMentorAbsence, seen: MentorContext) -> None:
    """By decision or by a ledger's row."""
    if not seen.holds:
        raise Refusal(
            "NOT_A_MENTOR",
            "This person is no mentor yet. Register them first (RegisterMentor), or import the mentors ledger.",
            "此人还不是导师，请先登记导师(RegisterMentor)或导入导师台账。",
            rule="whoever_is_away_is_a_mentor",
            path=("mentor",),
            version=seen.version,
            mentor=wish.person,
        )


def an_absence_ends_after_it_begins(wish: SetMentorAbsence, seen: MentorContext) -> None:
    """Both days inclusive: one day away begins and ends on it."""
    if wish.until and (wish.away_from is None or wish.until < wish.away_from):
        raise Refusal(
            "ABSENCE_ENDS_BEFORE_IT_BEGINS",
            "The absence ends before it begins. Give both days, the earlier one first.",
            "缺岗截止日早于起始日，请核对两个日期。",
            rule="an_absence_ends_after_it_begins",
            path=("until",),
            version=seen.version,
        )


ABSENCE_RULES = (the_person_must_be_known, whoever_is_away_is_a_mentor, an_absence_ends_after_it_begins)


def register(mentor: Mentor, wish: RegisterMentor, seen: MentorContext) -> tuple[MentorRegistered, ...]:
    """Decide what somebody is as a mentor; the same again changes nothing."""
    for rule in REGISTERING_RULES:
        rule(wish, seen)
    private = RegistrationPrivate(
        roles=tuple(role for role in MentorRole if role in wish.roles),
        township=wish.township,
        villages=tuple(sorted(set(wish.villages))),
        capacity=wish.capacity,
    )
    if mentor.registered == private:
        return ()
    return (MentorRegistered(sealed_for=f"person:{wish.person}", person=wish.person, private=private),)


def set_absence(mentor: Mentor, wish: SetMentorAbsence, seen: MentorContext) -> tuple[MentorAbsenceSet, ...]:
    """Say when a mentor is away; the same again changes nothing."""
    for rule in ABSENCE_RULES:
        rule(wish, seen)
    private = AbsencePrivate(away_from=wish.away_from, until=wish.until)
    if mentor.absence == private:
        return ()
    return (MentorAbsenceSet(sealed_for=f"person:{wish.person}", person=wish.person, private=private),)
