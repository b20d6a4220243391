"""Talks held and pairings ended: commands, rules in the order of their refusals, decisions."""

from datetime import date

import msgspec

from domain.ids import CandidacyId, PersonId, VillageCode
from domain.mentorship.events import (
    MentorReleased,
    ReleasePrivate,
    ReleaseReason,
    TalkChannel,
    TalkHeld,
    TalkPrivate,
)
from domain.mentorship.state import Mentorship, Pairing
from domain.refusal import Refusal


class HoldTalk(msgspec.Struct, frozen=True, kw_only=True):
    """Enter a talk that a mentor and a reserve held."""

    candidacy: CandidacyId
    person: PersonId
    village: VillageCode
    mentor: PersonId
    held_on: date
    channel: TalkChannel
    next_on: date | None = None
    about: TalkPrivate = TalkPrivate()


class ReleaseMentor(msgspec.Struct, frozen=True, kw_only=True):
    """End a pairing, for a reason."""

    candidacy: CandidacyId
    person: PersonId
    village: VillageCode
    mentor: PersonId
    released_on: date
    reason: ReleaseReason
    words: str = ""


class MentoringContext(msgspec.Struct, frozen=True, kw_only=True):
    """What the decision sees beside the mentorship."""

    mentor_records: frozenset[PersonId]
    today: date
    version: int


def the_two_must_have_been_paired(
    mentorship: Mentorship, wish: HoldTalk | ReleaseMentor, seen: MentoringContext
) -> None:
    """A name on a roster is a claim; a pairing is decided."""
    if not mentorship.past_with(seen.mentor_records):
        raise Refusal(
            "NOT_MENTORING",
            "The two were never paired by decision. Pair them first (AssignMentor).",
            "二人尚未经决定结对，请先办理结对(AssignMentor)。",
            rule="the_two_must_have_been_paired",
            path=("mentor",),
            choices=tuple(p.mentor for p in mentorship.current),
            version=seen.version,
            mentor=wish.mentor,
        )


def a_talk_lies_within_a_pairing(mentorship: Mentorship, wish: HoldTalk, seen: MentoringContext) -> None:
    """Neither before the two were paired nor after they were parted; both days count."""
    pairings = mentorship.past_with(seen.mentor_records)
    if not any(p.since <= wish.held_on and (p.until is None or wish.held_on <= p.until) for p in pairings):
        spans = "; ".join(f"{p.since} – {p.until or ''}" for p in pairings)
        raise Refusal(
            "TALK_OUTSIDE_PAIRING",
            f"The talk lies outside the pairing ({spans}). Correct the day, or the pairing's beginning.",
            f"谈话日期不在结对期内({spans})。请核对谈话日期或结对起始日。",
            rule="a_talk_lies_within_a_pairing",
            path=("heldOn",),
            version=seen.version,
            held_on=wish.held_on,
        )


def a_talk_is_not_in_the_future(_mentorship: Mentorship, wish: HoldTalk, seen: MentoringContext) -> None:
    """A talk agreed on goes into `nextOn` of the one before."""
    if wish.held_on > seen.today:
        raise Refusal(
            "TALK_IN_FUTURE",
            f"The talk is dated {wish.held_on}, after today. Enter it when it was held.",
            f"谈话日期 {wish.held_on} 晚于今天，请在谈话后再录入。",
            rule="a_talk_is_not_in_the_future",
            path=("heldOn",),
            version=seen.version,
            held_on=wish.held_on,
            today=seen.today,
        )


def the_next_talk_comes_after_this_one(
    _mentorship: Mentorship, wish: HoldTalk, seen: MentoringContext
) -> None:
    """The day agreed on lies behind the talk."""
    if wish.next_on and wish.next_on <= wish.held_on:
        raise Refusal(
            "NEXT_BEFORE_TALK",
            "The next talk would come before this one. Give a later day, or leave it out.",
            "下次谈话日期应晚于本次谈话，未约定的请留空。",
            rule="the_next_talk_comes_after_this_one",
            path=("nextOn",),
            version=seen.version,
            held_on=wish.held_on,
            next_on=wish.next_on,
        )


TALK_RULES = (
    the_two_must_have_been_paired,
    a_talk_is_not_in_the_future,
    a_talk_lies_within_a_pairing,
    the_next_talk_comes_after_this_one,
)


def hold_talk(mentorship: Mentorship, wish: HoldTalk, seen: MentoringContext) -> tuple[TalkHeld, ...]:
    """Enter a talk; the same again changes nothing."""
    for rule in TALK_RULES:
        rule(mentorship, wish, seen)
    event = TalkHeld(
        sealed_for=f"person:{wish.person}",
        candidacy=wish.candidacy,
        person=wish.person,
        village=wish.village,
        mentor=wish.mentor,
        held_on=wish.held_on,
        channel=wish.channel,
        next_on=wish.next_on,
        private=wish.about,
    )
    return () if event in mentorship.talks else (event,)


def the_pairing_must_stand(mentorship: Mentorship, _wish: ReleaseMentor, seen: MentoringContext) -> None:
    """What has ended does not end again."""
    if mentorship.with_mentor(seen.mentor_records) is None:
        ended = max(p.until for p in mentorship.past_with(seen.mentor_records) if p.until)
        raise Refusal(
            "ALREADY_RELEASED",
            f"This pairing already ended on {ended}. Nothing is left to release.",
            f"该结对已于 {ended} 解除，无需再次办理。",
            rule="the_pairing_must_stand",
            path=("mentor",),
            choices=tuple(p.mentor for p in mentorship.current),
            version=seen.version,
            ended=ended,
        )


def a_release_is_not_in_the_future(
    _mentorship: Mentorship, wish: ReleaseMentor, seen: MentoringContext
) -> None:
    """Until then the pairing stands."""
    if wish.released_on > seen.today:
        raise Refusal(
            "RELEASE_IN_FUTURE",
            f"The release is dated {wish.released_on}, after today. Enter it on that day.",
            f"解除日期 {wish.released_on} 晚于今天，请届时再录入。",
            rule="a_release_is_not_in_the_future",
            path=("releasedOn",),
            version=seen.version,
            released_on=wish.released_on,
            today=seen.today,
        )


def a_release_comes_after_all_that_happened(
    mentorship: Mentorship, wish: ReleaseMentor, seen: MentoringContext
) -> None:
    """Neither before the pairing began nor before a talk that the two held in it."""
    pairing = mentorship.with_mentor(seen.mentor_records)
    days = [pairing.since] if pairing else []
    latest = max([*days, *(talk.held_on for talk in mentorship.talks_with(seen.mentor_records))])
    if wish.released_on < latest:
        raise Refusal(
            "RELEASE_TOO_EARLY",
            f"The pairing began, or the two still talked, on {latest}. Release it on that day or later.",
            f"结对始于或最近一次谈话在 {latest},解除日期不得早于该日。",
            rule="a_release_comes_after_all_that_happened",
            path=("releasedOn",),
            version=seen.version,
            released_on=wish.released_on,
            latest=latest,
        )


RELEASE_RULES = (
    the_two_must_have_been_paired,
    the_pairing_must_stand,
    a_release_is_not_in_the_future,
    a_release_comes_after_all_that_happened,
)


def release(
    mentorship: Mentorship, wish: ReleaseMentor, seen: MentoringContext
) -> tuple[MentorReleased, ...]:
    """End a pairing; the same again changes nothing."""
    pairings = mentorship.past_with(seen.mentor_records)
    if pairings and not _stands(pairings) and pairings[-1].until == wish.released_on:
        return ()
    for rule in RELEASE_RULES:
        rule(mentorship, wish, seen)
    pairing = mentorship.with_mentor(seen.mentor_records)
    return (released(wish, pairing.mentor if pairing else wish.mentor),)


def released(wish: ReleaseMentor, mentor: PersonId) -> MentorReleased:
    """The event of a release; `mentor`: the record that was paired."""
    return MentorReleased(
        sealed_for=f"person:{wish.person}",
        candidacy=wish.candidacy,
        person=wish.person,
        village=wish.village,
        mentor=mentor,
        released_on=wish.released_on,
        reason=wish.reason,
        private=ReleasePrivate(words=wish.words),
    )


def _stands(pairings: tuple[Pairing, ...]) -> bool:
    return any(p.until is None for p in pairings)
