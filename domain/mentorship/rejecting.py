"""Turning a proposed pair down: for a reason, remembered until a fact that it rested on has changed."""

from collections.abc import Iterable, Mapping
from hashlib import blake2b

import msgspec

from domain.ids import CandidacyId, PersonId, VillageCode
from domain.mentorship.events import PairingRejected, RejectionPrivate
from domain.mentorship.state import Mentorship, Rejection
from domain.refusal import Refusal
from domain.rule_set import MentorRole, VillageClass

GROUNDS: Mapping[str, tuple[str, str]] = {
    "village_class": ("the class of the village", "村类别"),
    "roles": ("the mentor's roles", "导师身份"),
    "area": ("the mentor's area", "导师联系范围"),
    "capacity": ("how many the mentor can take on", "导师可带人数"),
}
"""The facts that a rejection rests on, in words."""


class RejectPairing(msgspec.Struct, frozen=True, kw_only=True):
    """Turn a mentor down for a reserve of one village, in whatever role."""

    candidacy: CandidacyId
    person: PersonId
    village: VillageCode
    mentor: PersonId
    words: str


class RejectingContext(msgspec.Struct, frozen=True, kw_only=True):
    """What the decision sees."""

    on_roster: bool
    mentor_known: bool
    mentor_records: frozenset[PersonId]
    grounds: Mapping[str, str]
    version: int


def grounds_of(
    village: VillageCode,
    mentor: PersonId,
    village_class: VillageClass,
    roles: Iterable[MentorRole],
    area: Iterable[str],
    capacity: int | None,
) -> Mapping[str, str]:
    """A digest of each fact, for this mentor and village alone: what is kept says nothing of a forgotten mentor."""
    facts = {
        "village_class": str(village_class),
        "roles": " ".join(sorted(roles)),
        "area": " ".join(sorted({code for code in area if code})),
        "capacity": "" if capacity is None else str(capacity),
    }
    return {
        name: blake2b(repr((village, mentor, name, fact)).encode(), digest_size=8).hexdigest()
        for name, fact in facts.items()
    }


def changed_since(rejection: Rejection, grounds: Mapping[str, str]) -> tuple[str, ...]:
    """The facts that are no longer what they were; empty: the rejection is remembered."""
    then = rejection.private.grounds
    return tuple(name for name in GROUNDS if then.get(name) != grounds.get(name))


def a_proposal_is_about_somebody_on_the_roster(
    _mentorship: Mentorship, wish: RejectPairing, seen: RejectingContext
) -> None:
    """Nobody else is proposed a mentor."""
    if not seen.on_roster:
        raise Refusal(
            "NOT_ON_ROSTER",
            "This person is no reserve of that village now. Name a village on whose roster they are.",
            "此人现不在该村后备名册上，请填其在册的村。",
            rule="a_proposal_is_about_somebody_on_the_roster",
            path=("village",),
            version=seen.version,
            village=wish.village,
        )


def a_mentor_turned_down_must_be_known(
    _mentorship: Mentorship, wish: RejectPairing, seen: RejectingContext
) -> None:
    """Somebody whom a ledger knows."""
    if not seen.mentor_known:
        raise Refusal(
            "MENTOR_UNKNOWN",
            "No such mentor. Import the mentors ledger first, or look one up with `yumiao find TEXT`.",
            "查无此导师。请先导入导师台账，或用 `yumiao find 姓名` 查找。",
            rule="a_mentor_turned_down_must_be_known",
            path=("mentor",),
            version=seen.version,
            mentor=wish.mentor,
        )


def a_pairing_that_stands_is_released_not_rejected(
    mentorship: Mentorship, _wish: RejectPairing, seen: RejectingContext
) -> None:
    """A rejection is about what has not begun."""
    if pairing := mentorship.with_mentor(seen.mentor_records):
        raise Refusal(
            "ALREADY_MENTORING",
            f"The two are paired since {pairing.since}. End the pairing instead (ReleaseMentor).",
            f"二人已自 {pairing.since} 起结对，请办理解除结对(ReleaseMentor)。",
            rule="a_pairing_that_stands_is_released_not_rejected",
            path=("mentor",),
            version=seen.version,
            since=pairing.since,
        )


def a_rejection_gives_its_reason(
    _mentorship: Mentorship, wish: RejectPairing, seen: RejectingContext
) -> None:
    """Whoever plans the next round must know why."""
    if not wish.words.strip():
        raise Refusal(
            "REASON_MISSING",
            "Say in words why the two should not be paired.",
            "请写明不宜结对的理由。",
            rule="a_rejection_gives_its_reason",
            path=("words",),
            version=seen.version,
        )


REJECTING_RULES = (
    a_proposal_is_about_somebody_on_the_roster,
    a_mentor_turned_down_must_be_known,
    a_pairing_that_stands_is_released_not_rejected,
    a_rejection_gives_its_reason,
)


def reject(
    mentorship: Mentorship, wish: RejectPairing, seen: RejectingContext
) -> tuple[PairingRejected, ...]:
    """Turn the pair down; the same again changes nothing."""
    for rule in REJECTING_RULES:
        rule(mentorship, wish, seen)
    private = RejectionPrivate(words=wish.words.strip(), grounds=seen.grounds)
    if any(r.mentor in seen.mentor_records and r.private == private for r in mentorship.rejections):
        return ()
    return (
        PairingRejected(
            sealed_for=f"person:{wish.person}",
            candidacy=wish.candidacy,
            person=wish.person,
            village=wish.village,
            mentor=wish.mentor,
            private=private,
        ),
    )
