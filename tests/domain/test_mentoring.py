"""Pairing, talks, absence and release as pure decisions: given events, a command, then events or a refusal."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import msgspec
import pytest

from domain.ids import CandidacyId, PersonId, VillageCode
from domain.mentor import decide as mentors
from domain.mentor.decide import MentorContext, RegisterMentor, SetMentorAbsence
from domain.mentor.events import AbsencePrivate, MentorAbsenceSet, MentorRegistered, ReserveTakenOn
from domain.mentor.state import Mentor, as_one
from domain.mentor.state import evolve as evolve_mentor
from domain.mentorship import assigning, confirming, talking
from domain.mentorship.assigning import AssigningContext, AssignMentor, missing_roles
from domain.mentorship.confirming import ConfirmingContext, ProposedPair
from domain.mentorship.events import (
    MentorAssigned,
    MentorReleased,
    MentorshipEvent,
    ReleaseReason,
    TalkChannel,
    TalkHeld,
    TalkPrivate,
)
from domain.mentorship.finding import findings
from domain.mentorship.state import Mentorship, evolve
from domain.mentorship.talking import HoldTalk, MentoringContext, ReleaseMentor
from domain.refusal import Refusal
from domain.rule_set import R40, R41, Mentoring, MentorRole, RuleSet
from tests.example_rules import RULES

TODAY, MAY, JUNE = date(2026, 6, 30), date(2026, 5, 1), date(2026, 6, 1)
ANN, MEI, LI = PersonId("pe_ann"), PersonId("pe_mei"), PersonId("pe_li")
VILLAGE = VillageCode("990101100200")
OF: dict[str, Any] = {"candidacy": CandidacyId("ca_ann_990101100200"), "person": ANN, "village": VILLAGE}
LINK, FIRST = MentorRole.VILLAGE_LINK_LEADER, MentorRole.FIRST_SECRETARY


def wish(**changed: Any) -> AssignMentor:
    return AssignMentor(**{**OF, "mentor": MEI, "role": LINK, "since": MAY, **changed})


def seen(**changed: Any) -> AssigningContext:
    given: dict[str, Any] = {
        "mentoring": Mentoring(), "version": 3, "today": TODAY, "decided_on": TODAY, "on_roster": True,
        "reserve_records": frozenset({ANN}), "mentor": Mentor(), "mentor_known": True,
        "mentor_records": frozenset({MEI}), "holds": frozenset({LINK, FIRST}), "capacity": 3, "others": 0,
    }  # fmt: skip
    return AssigningContext(**{**given, **changed})


def assigned(mentor: PersonId = MEI, role: MentorRole = LINK, since: date = MAY) -> MentorAssigned:
    return MentorAssigned(**OF, mentor=mentor, role=role, since=since)


def released(on: date = JUNE, mentor: PersonId = MEI) -> MentorReleased:
    return MentorReleased(
        sealed_for=f"person:{ANN}", **OF, mentor=mentor, released_on=on, reason=ReleaseReason.TERM_ENDED
    )


def talked(on: date) -> TalkHeld:
    return TalkHeld(
        sealed_for=f"person:{ANN}", **OF, mentor=MEI, held_on=on, channel=TalkChannel.VISIT,
        private=TalkPrivate(said="谈了"),
    )  # fmt: skip


def after(*events: MentorshipEvent) -> Mentorship:
    state = Mentorship()
    for event in events:
        state = evolve(state, event)
    return state


def away(start: date, end: date | None) -> Mentor:
    private = AbsencePrivate(away_from=start, until=end)
    event = MentorAbsenceSet(sealed_for=f"person:{MEI}", person=MEI, private=private)
    return evolve_mentor(Mentor(), event, start, 1)


def refused(decide: Callable[[], Sequence[Any]]) -> Refusal:
    with pytest.raises(Refusal) as found:
        decide()
    refusal = found.value
    assert any("\u4e00" <= sign <= "\u9fff" for sign in refusal.message_zh)
    assert refusal.message.isprintable()
    assert refusal.rule
    assert "version" in refusal.seen
    return refusal


def test_a_mentor_is_paired_and_the_same_again_changes_nothing() -> None:
    assert assigning.assign(Mentorship(), wish(), seen()) == (assigned(),)
    assert assigning.assign(after(assigned()), wish(), seen()) == ()


@pytest.mark.parametrize(
    ("before", "changed", "context", "code"),
    [
        ((), {}, {"on_roster": False}, "NOT_ON_ROSTER"),
        ((), {}, {"mentor_known": False}, "MENTOR_UNKNOWN"),
        ((), {"mentor": ANN}, {"mentor_records": frozenset({ANN})}, "MENTORS_THEMSELVES"),
        ((), {}, {"mentor_records": frozenset({MEI, ANN})}, "MENTORS_THEMSELVES"),
        ((), {"role": MentorRole.COUNTY_SPONSOR}, {}, "ROLE_NOT_HELD"),
        ((assigned(),), {"role": FIRST}, {}, "ALREADY_MENTORING"),
        ((assigned(LI),), {"role": FIRST}, {"mentor_records": frozenset({MEI, LI})}, "ALREADY_MENTORING"),
        ((), {"since": date(2026, 7, 1)}, {}, "PAIRING_IN_FUTURE"),
        ((assigned(), released(JUNE)), {"since": MAY}, {}, "PAIRING_OVERLAPS"),
        ((), {}, {"mentor": away(MAY, MAY)}, "MENTOR_ABSENT"),
        ((), {}, {"mentor": away(JUNE, None)}, "MENTOR_ABSENT"),
        ((), {}, {"mentoring": Mentoring(capacity_is_hard=True), "others": 3}, "MENTOR_FULL"),
    ],
)
def test_a_pairing_that_breaks_a_rule_is_refused(
    before: tuple[MentorshipEvent, ...], changed: dict[str, Any], context: dict[str, Any], code: str
) -> None:
    refusal = refused(lambda: assigning.assign(after(*before), wish(**changed), seen(**context)))
    assert (refusal.code, refusal.seen["version"]) == (code, 3)


def test_the_refused_role_names_those_that_the_mentor_holds() -> None:
    refusal = refused(lambda: assigning.assign(Mentorship(), wish(role=MentorRole.OTHER), seen()))
    assert refusal.choices == (LINK, FIRST)


def test_two_may_be_paired_again_after_a_release() -> None:
    state = after(assigned(), released(JUNE))
    assert assigning.assign(state, wish(since=JUNE, role=FIRST), seen()) == (assigned(MEI, FIRST, JUNE),)


def test_another_mentor_may_fill_another_role_or_the_same() -> None:
    for role in (LINK, FIRST):
        assert assigning.assign(after(assigned(LI)), wish(role=role), seen()) == (assigned(MEI, role),)


def test_an_absence_over_before_the_pairing_does_not_matter() -> None:
    context = seen(mentor=away(date(2026, 1, 1), date(2026, 2, 1)))
    assert assigning.assign(Mentorship(), wish(), context)


def test_over_capacity_is_a_finding_where_the_rules_are_soft() -> None:
    assert findings(seen(others=2)) == ()
    assert assigning.assign(Mentorship(), wish(), seen(others=3))
    (finding,) = findings(seen(others=3))
    assert (finding.code, finding.version, dict(finding.seen)) == (
        "OVER_CAPACITY", 3, {"load": 4, "capacity": 3},
    )  # fmt: skip


def test_kin_may_be_paired_by_name_with_a_finding_and_by_no_proposal() -> None:
    assert assigning.assign(Mentorship(), wish(), seen(is_kin=True))
    assert [f.code for f in findings(seen(is_kin=True, others=3))] == [
        "MENTOR_IS_KIN", "OVER_CAPACITY",
    ]  # fmt: skip
    with pytest.raises(Refusal) as refused:
        confirming.confirm(
            Mentorship(), ProposedPair(pairing=wish()), ConfirmingContext(assigning=seen(is_kin=True))
        )
    assert (refused.value.code, refused.value.rule) == ("MENTOR_IS_KIN", "nobody_is_mentored_by_their_kin")


def test_difficult_and_key_villages_need_the_two_senior_roles_as_well() -> None:
    rules = Mentoring()
    assert [rules.roles[kind] for kind in rules.roles] == [R41, R41, R40]
    assert missing_roles(R41, {LINK}) == (FIRST, *R41[2:])
    assert missing_roles(R40, {LINK, FIRST, MentorRole.OTHER}) == ()


def test_a_rule_set_stored_before_pairings_is_still_read() -> None:
    stored = msgspec.json.decode(msgspec.json.encode(RULES))
    del stored["mentoring"]
    assert msgspec.convert(stored, RuleSet) == RULES


CONTEXT = MentoringContext(mentor_records=frozenset({MEI}), today=TODAY, version=3)


def talk(**changed: Any) -> HoldTalk:
    given = {"mentor": MEI, "held_on": JUNE, "channel": TalkChannel.VISIT, "about": TalkPrivate(said="谈了")}
    return HoldTalk(**{**OF, **given, **changed})


def test_a_talk_is_entered_once_and_its_words_are_sealed_for_the_reserve() -> None:
    (event,) = talking.hold_talk(after(assigned()), talk(), CONTEXT)
    assert (event.sealed_for, event.private) == (f"person:{ANN}", TalkPrivate(said="谈了"))
    state = after(assigned(), event)
    assert state.last_talk == JUNE
    assert talking.hold_talk(state, talk(), CONTEXT) == ()
    assert talking.hold_talk(state, talk(held_on=TODAY), CONTEXT)


@pytest.mark.parametrize(
    ("before", "changed", "code"),
    [
        ((), {}, "NOT_MENTORING"),
        ((assigned(LI),), {}, "NOT_MENTORING"),
        ((assigned(),), {"held_on": date(2026, 7, 1)}, "TALK_IN_FUTURE"),
        ((assigned(),), {"held_on": date(2026, 4, 30)}, "TALK_OUTSIDE_PAIRING"),
        ((assigned(), released(JUNE)), {"held_on": date(2026, 6, 2)}, "TALK_OUTSIDE_PAIRING"),
        ((assigned(),), {"next_on": JUNE}, "NEXT_BEFORE_TALK"),
    ],
)
def test_a_talk_that_breaks_a_rule_is_refused(
    before: tuple[MentorshipEvent, ...], changed: dict[str, Any], code: str
) -> None:
    assert refused(lambda: talking.hold_talk(after(*before), talk(**changed), CONTEXT)).code == code


def test_a_talk_of_an_ended_pairing_may_be_entered_late() -> None:
    assert talking.hold_talk(after(assigned(), released(JUNE)), talk(held_on=JUNE), CONTEXT)


def let_go(**changed: Any) -> ReleaseMentor:
    given = {"mentor": MEI, "released_on": JUNE, "reason": ReleaseReason.TERM_ENDED, "words": "期满"}
    return ReleaseMentor(**{**OF, **given, **changed})


def test_a_release_ends_that_pairing_alone_and_the_same_again_changes_nothing() -> None:
    before = after(assigned(), assigned(LI, FIRST))
    (event,) = talking.release(before, let_go(), CONTEXT)
    state = evolve(before, event)
    assert [p.mentor for p in state.current] == [LI]
    assert talking.release(state, let_go(), CONTEXT) == ()


@pytest.mark.parametrize(
    ("before", "changed", "code"),
    [
        ((), {}, "NOT_MENTORING"),
        ((assigned(), released(JUNE)), {"released_on": TODAY}, "ALREADY_RELEASED"),
        ((assigned(),), {"released_on": date(2026, 7, 1)}, "RELEASE_IN_FUTURE"),
        ((assigned(),), {"released_on": date(2026, 4, 1)}, "RELEASE_TOO_EARLY"),
        ((assigned(), talked(TODAY)), {}, "RELEASE_TOO_EARLY"),
    ],
)
def test_a_release_that_breaks_a_rule_is_refused(
    before: tuple[MentorshipEvent, ...], changed: dict[str, Any], code: str
) -> None:
    assert refused(lambda: talking.release(after(*before), let_go(**changed), CONTEXT)).code == code


KNOWN = MentorContext(known=True, holds=frozenset({LINK}), version=3)


def test_a_mentor_is_registered_once_and_the_newest_decision_stands() -> None:
    order = RegisterMentor(person=MEI, roles=(FIRST, LINK, LINK), villages=(VILLAGE,), capacity=2)
    (event,) = mentors.register(Mentor(), order, KNOWN)
    assert event.private
    assert event.private.roles == (LINK, FIRST)
    state = evolve_mentor(Mentor(), event, JUNE, 7)
    assert mentors.register(state, order, KNOWN) == ()
    older = MentorRegistered(sealed_for=f"person:{MEI}", person=MEI, private=event.private.__class__())
    assert evolve_mentor(state, older, MAY, 8) == state
    assert evolve_mentor(state, event.unsealed(), TODAY, 9) == state


@pytest.mark.parametrize(
    ("changed", "context", "code"),
    [
        ({}, {"known": False}, "MENTOR_UNKNOWN"),
        ({"roles": ()}, {}, "ROLE_MISSING"),
        ({"capacity": -1}, {}, "CAPACITY_OUT_OF_RANGE"),
        ({"capacity": 100}, {}, "CAPACITY_OUT_OF_RANGE"),
        ({}, {"unknown_places": ("990101100299",)}, "AREA_UNKNOWN"),
    ],
)
def test_a_registration_that_breaks_a_rule_is_refused(
    changed: dict[str, Any], context: dict[str, Any], code: str
) -> None:
    order = RegisterMentor(**{"person": MEI, "roles": (LINK,), **changed})
    assert (
        refused(lambda: mentors.register(Mentor(), order, msgspec.structs.replace(KNOWN, **context))).code
        == code
    )


def test_an_absence_holds_on_both_its_days_and_is_taken_back() -> None:
    order = SetMentorAbsence(person=MEI, away_from=MAY, until=JUNE)
    (event,) = mentors.set_absence(Mentor(), order, KNOWN)
    state = evolve_mentor(Mentor(), event, MAY, 1)
    assert [state.is_away(day) for day in (date(2026, 4, 30), MAY, JUNE, date(2026, 6, 2))] == [
        False, True, True, False,
    ]  # fmt: skip
    assert mentors.set_absence(state, order, KNOWN) == ()
    (back,) = mentors.set_absence(state, SetMentorAbsence(person=MEI), KNOWN)
    assert not evolve_mentor(state, back, MAY, 2).is_away(MAY)


@pytest.mark.parametrize(
    ("changed", "context", "code"),
    [
        ({}, {"known": False}, "MENTOR_UNKNOWN"),
        ({}, {"holds": frozenset()}, "NOT_A_MENTOR"),
        ({"away_from": JUNE, "until": MAY}, {}, "ABSENCE_ENDS_BEFORE_IT_BEGINS"),
        ({"until": MAY}, {}, "ABSENCE_ENDS_BEFORE_IT_BEGINS"),
    ],
)
def test_an_absence_that_breaks_a_rule_is_refused(
    changed: dict[str, Any], context: dict[str, Any], code: str
) -> None:
    order = SetMentorAbsence(**{"person": MEI, **changed})
    found = refused(lambda: mentors.set_absence(Mentor(), order, msgspec.structs.replace(KNOWN, **context)))
    assert found.code == code


def test_two_records_of_one_mentor_have_the_reserves_of_both_and_the_newer_decision() -> None:
    other = PersonId("pe_other")
    one = evolve_mentor(away(MAY, None), ReserveTakenOn(pairing=OF["candidacy"], reserve=ANN), MAY, 2)
    two = evolve_mentor(away(JUNE, JUNE), ReserveTakenOn(pairing=CandidacyId("ca_2"), reserve=other), MAY, 3)
    assert as_one([one, two]).load == 2
    assert as_one([two, one]).absence == as_one([one, two]).absence == two.absence
