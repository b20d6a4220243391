"""Decisions about a survey: pure functions. The same again changes nothing."""

from collections.abc import Sequence
from typing import TypeVar

from domain.survey import rules
from domain.survey.commands import (
    ConcludeSurvey,
    ConsiderMember,
    DeclareGroupAbsent,
    HoldAssessmentMeeting,
    OpenSurvey,
    PutOnPreliminaryList,
    RecordInterview,
    RecordSecretaryFinding,
    RecordVillageFinding,
    SurveyContext,
    SurveyWish,
    TakeOffPreliminaryList,
)
from domain.survey.events import (
    AbsentPrivate,
    AssessedPrivate,
    AssessmentMeetingHeld,
    GroupDeclaredAbsent,
    InterviewPrivate,
    InterviewRecorded,
    ListPrivate,
    MeetingPrivate,
    MemberConsidered,
    MemberPrivate,
    PersonAssessed,
    PutOnList,
    SecretaryFound,
    SecretaryFoundPrivate,
    SurveyConcluded,
    SurveyEvent,
    SurveyOpened,
    TakenOffList,
    TeamPrivate,
    VillageFound,
    VillageFoundPrivate,
)
from domain.survey.rules import Rule
from domain.survey.state import Survey

W = TypeVar("W", bound=SurveyWish)

_OPEN: tuple[Rule[SurveyWish], ...] = (
    rules.the_village_is_in_the_register,
    rules.the_survey_is_open,
    rules.a_concluded_survey_stays_as_it_was,
)
OPENING_RULES: Sequence[Rule[OpenSurvey]] = (
    rules.the_village_is_in_the_register,
    rules.a_concluded_survey_stays_as_it_was,
    rules.a_team_has_a_leader_and_members,
)
INTERVIEW_RULES: Sequence[Rule[RecordInterview]] = (
    rules.the_village_is_in_the_register,
    rules.the_survey_is_open,
    rules.an_interview_lies_within_the_survey,
    rules.answers_are_given,
)
ABSENCE_RULES: Sequence[Rule[DeclareGroupAbsent]] = (
    *_OPEN,
    rules.a_group_that_was_heard_exists,
    rules.a_missing_group_needs_a_reason,
)
SECRETARY_RULES: Sequence[Rule[RecordSecretaryFinding]] = (*_OPEN, rules.somebody_serves)
MEMBER_RULES: Sequence[Rule[ConsiderMember]] = (*_OPEN, rules.only_people_whom_the_county_knows)
LISTING_RULES: Sequence[Rule[PutOnPreliminaryList]] = (
    *_OPEN,
    rules.only_people_whom_the_county_knows,
    rules.the_incumbent_is_not_on_the_list,
    rules.a_name_on_the_list_has_a_reason,
)
UNLISTING_RULES: Sequence[Rule[TakeOffPreliminaryList]] = (
    rules.the_village_is_in_the_register,
    rules.the_survey_is_open,
    rules.only_a_name_on_the_list_goes_off_it,
    rules.a_name_on_the_list_has_a_reason,
)
CONCLUDING_RULES: Sequence[Rule[ConcludeSurvey]] = (
    rules.the_village_is_in_the_register,
    rules.the_survey_is_open,
    rules.a_survey_is_concluded_once,
    rules.a_report_follows_what_it_reports,
)
MEETING_RULES: Sequence[Rule[HoldAssessmentMeeting]] = (
    rules.the_village_is_in_the_register,
    rules.the_survey_is_open,
    rules.the_meeting_follows_the_report,
    rules.a_meeting_has_a_leader_and_attendees,
    rules.only_people_whom_the_county_knows,
    rules.only_the_list_is_judged,
)


def _new(survey: Survey, key: str, event: SurveyEvent) -> tuple[SurveyEvent, ...]:
    """The event, unless it was the last that was said of its subject."""
    return () if survey.said.get(key) == event else (event,)


def _hold(all_of: Sequence[Rule[W]], survey: Survey, wish: W, seen: SurveyContext) -> None:
    for rule in all_of:  # the order is the order of the refusals
        rule(survey, wish, seen)


def open_survey(survey: Survey, wish: OpenSurvey, seen: SurveyContext) -> tuple[SurveyEvent, ...]:
    """A team goes to the village; another team for an open survey replaces the first."""
    _hold(OPENING_RULES, survey, wish, seen)
    names = dict.fromkeys(name.strip() for name in wish.members)
    team = TeamPrivate(
        leader=wish.leader.strip(),
        members=tuple(name for name in names if name and name != wish.leader.strip()),
    )
    if survey.opened_on and survey.team == team:
        return ()
    return (
        SurveyOpened(
            sealed_for=f"village:{wish.village}",
            survey=seen.survey,
            village=wish.village,
            cycle=seen.cycle,
            opened_on=seen.on,
            private=team,
        ),
    )


def record_interview(survey: Survey, wish: RecordInterview, seen: SurveyContext) -> tuple[SurveyEvent, ...]:
    """Somebody was heard; the same number again replaces it, the same content under it changes nothing."""
    _hold(INTERVIEW_RULES, survey, wish, seen)
    number = wish.number if wish.number is not None else max(survey.interviews, default=0) + 1
    found = InterviewRecorded(
        sealed_for=f"village:{wish.village}",
        survey=seen.survey,
        village=wish.village,
        number=number,
        group=wish.group,
        held_on=wish.held_on,
        private=InterviewPrivate(answers=wish.answers),
    )
    return () if survey.interviews.get(number) == found else (found,)


def declare_absent(survey: Survey, wish: DeclareGroupAbsent, seen: SurveyContext) -> tuple[SurveyEvent, ...]:
    """The village has nobody of the group."""
    _hold(ABSENCE_RULES, survey, wish, seen)
    if wish.group in survey.absent:
        return ()
    return (
        GroupDeclaredAbsent(
            sealed_for=f"village:{wish.village}",
            survey=seen.survey,
            village=wish.village,
            group=wish.group,
            private=AbsentPrivate(reason=wish.reason),
        ),
    )


def find_village(survey: Survey, wish: RecordVillageFinding, seen: SurveyContext) -> tuple[SurveyEvent, ...]:
    """R22."""
    _hold(_OPEN, survey, wish, seen)
    found = VillageFound(
        sealed_for=f"village:{wish.village}",
        survey=seen.survey,
        village=wish.village,
        private=VillageFoundPrivate(ratings=wish.ratings, words=wish.words),
    )
    return _new(survey, "village", found)


def find_secretary(
    survey: Survey, wish: RecordSecretaryFinding, seen: SurveyContext
) -> tuple[SurveyEvent, ...]:
    """R23: about whoever serves now, and theirs."""
    _hold(SECRETARY_RULES, survey, wish, seen)
    if seen.incumbent is None:
        return ()
    found = SecretaryFound(
        sealed_for=f"person:{seen.incumbent}",
        survey=seen.survey,
        village=wish.village,
        incumbent=seen.incumbent,
        private=SecretaryFoundPrivate(ratings=wish.ratings, words=wish.words),
    )
    return _new(survey, f"secretary:{seen.incumbent}", found)


def consider(survey: Survey, wish: ConsiderMember, seen: SurveyContext) -> tuple[SurveyEvent, ...]:
    """R18, R24: one member was gone through."""
    _hold(MEMBER_RULES, survey, wish, seen)
    found = MemberConsidered(
        sealed_for=f"person:{wish.person}",
        survey=seen.survey,
        village=wish.village,
        person=wish.person,
        private=MemberPrivate(ratings=wish.ratings, words=wish.words, watched=wish.watched),
    )
    return _new(survey, f"member:{wish.person}", found)


def put_on_list(survey: Survey, wish: PutOnPreliminaryList, seen: SurveyContext) -> tuple[SurveyEvent, ...]:
    """R25; whoever is on it stays as they came onto it."""
    _hold(LISTING_RULES, survey, wish, seen)
    if wish.person in survey.listed:
        return ()
    return (
        PutOnList(
            sealed_for=f"person:{wish.person}",
            survey=seen.survey,
            village=wish.village,
            person=wish.person,
            private=ListPrivate(reason=wish.reason),
        ),
    )


def take_off_list(
    survey: Survey, wish: TakeOffPreliminaryList, seen: SurveyContext
) -> tuple[SurveyEvent, ...]:
    """Off it again, also after the report."""
    _hold(UNLISTING_RULES, survey, wish, seen)
    return (
        TakenOffList(
            sealed_for=f"person:{wish.person}",
            survey=seen.survey,
            village=wish.village,
            person=wish.person,
            private=ListPrivate(reason=wish.reason),
        ),
    )


def conclude(survey: Survey, wish: ConcludeSurvey, seen: SurveyContext) -> tuple[SurveyEvent, ...]:
    """The report is done; what it lacks is a finding, not a wall."""
    if survey.concluded_on == wish.concluded_on:
        return ()
    _hold(CONCLUDING_RULES, survey, wish, seen)
    return (SurveyConcluded(survey=seen.survey, village=wish.village, concluded_on=wish.concluded_on),)


def hold_meeting(survey: Survey, wish: HoldAssessmentMeeting, seen: SurveyContext) -> tuple[SurveyEvent, ...]:
    """R26: the village, then each person, in the order given."""
    _hold(MEETING_RULES, survey, wish, seen)
    names = dict.fromkeys(name.strip() for name in wish.attendees)
    meeting = AssessmentMeetingHeld(
        sealed_for=f"village:{wish.village}",
        survey=seen.survey,
        village=wish.village,
        held_on=wish.held_on,
        verdict=wish.verdict,
        private=MeetingPrivate(
            leader=wish.leader.strip(), attendees=tuple(n for n in names if n), words=wish.words
        ),
    )
    judged = tuple(
        PersonAssessed(
            sealed_for=f"person:{one.person}",
            survey=seen.survey,
            village=wish.village,
            person=one.person,
            held_on=wish.held_on,
            private=AssessedPrivate(verdict=one.verdict, words=one.words),
        )
        for one in wish.people
    )
    known = [survey.said.get(f"assessed:{one.person}") for one in wish.people]
    same = survey.said.get("meeting") == meeting and known == list(judged)
    return () if same else (meeting, *judged)
