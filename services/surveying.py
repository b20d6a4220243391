"""Surveying: a village's class and plan, the survey of a cycle, and the meeting that judges it (R14-R26).

Every step is a decision by a named person on a day, entered from paper; the rules in force are those of that day.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

import msgspec

from domain.classifying import decide as classifying
from domain.classifying.decide import ClassifyVillage, CloseVillagePlan, PlanForVillage
from domain.classifying.events import ClassifyingEvent
from domain.finding import Finding
from domain.grades import Action, Viewer
from domain.ids import PersonId, VillageCode
from domain.outreach import PutOnWatchList
from domain.outreach import decide as outreach
from domain.outreach.commands import WatchPerson
from domain.recorded import Entry, NewEvent
from domain.refusal import Refusal
from domain.survey import Survey, rules
from domain.survey import commands as wish
from domain.survey import decide as survey
from domain.survey.commands import SurveyContext, SurveyWish
from domain.survey.events import AssessmentMeetingHeld, InterviewRecorded, SurveyConcluded, SurveyEvent
from services.desk import Desk, Reading
from services.mobilising import outreach_seen
from services.ports import Appended
from services.rights import must_be_allowed
from services.settling import Decided, entry_of
from services.survey_contexts import survey_context, survey_in, village_context

W = TypeVar("W", bound=SurveyWish)
DecideSurvey = Callable[[Survey, W, SurveyContext], Sequence[SurveyEvent]]


class Surveyed(msgspec.Struct, frozen=True, kw_only=True):
    """Where the decision stands in the log, and what the rules say of the survey now."""

    appended: Appended
    findings: tuple[Finding, ...]


def classify_village(desk: Desk, viewer: Viewer, asked: ClassifyVillage, decided: Decided) -> Appended:
    """R14-R17: a class from evidence, or another one with a reason."""

    def decide(reading: Reading, on: date) -> Sequence[ClassifyingEvent]:
        standing, seen = village_context(reading, asked.village, desk.clock.today(), on)
        return classifying.classify(standing, asked, seen)

    return _about_village(desk, viewer, asked.village, asked, decided, decide)


def plan_for_village(desk: Desk, viewer: Viewer, asked: PlanForVillage, decided: Decided) -> Appended:
    """R17: what is done for a difficult or key village, by whom and until when."""

    def decide(reading: Reading, on: date) -> Sequence[ClassifyingEvent]:
        standing, seen = village_context(reading, asked.village, desk.clock.today(), on, asked.person)
        return classifying.plan(standing, asked, seen)

    return _about_village(desk, viewer, asked.village, asked, decided, decide)


def close_village_plan(desk: Desk, viewer: Viewer, asked: CloseVillagePlan, decided: Decided) -> Appended:
    """The plan is over."""

    def decide(reading: Reading, on: date) -> Sequence[ClassifyingEvent]:
        standing, seen = village_context(reading, asked.village, desk.clock.today(), on)
        return classifying.close(standing, asked, seen)

    return _about_village(desk, viewer, asked.village, asked, decided, decide)


def open_survey(desk: Desk, viewer: Viewer, asked: wish.OpenSurvey, decided: Decided) -> Surveyed:
    """R20."""
    return _about_survey(desk, viewer, asked, decided, survey.open_survey)


def record_interview(desk: Desk, viewer: Viewer, asked: wish.RecordInterview, decided: Decided) -> Surveyed:
    """R21."""
    return _about_survey(desk, viewer, asked, decided, survey.record_interview)


def declare_group_absent(
    desk: Desk, viewer: Viewer, asked: wish.DeclareGroupAbsent, decided: Decided
) -> Surveyed:
    """The village has nobody of the group."""
    return _about_survey(desk, viewer, asked, decided, survey.declare_absent)


def record_village_finding(
    desk: Desk, viewer: Viewer, asked: wish.RecordVillageFinding, decided: Decided
) -> Surveyed:
    """R22."""
    return _about_survey(desk, viewer, asked, decided, survey.find_village)


def record_secretary_finding(
    desk: Desk, viewer: Viewer, asked: wish.RecordSecretaryFinding, decided: Decided
) -> Surveyed:
    """R23."""
    return _about_survey(desk, viewer, asked, decided, survey.find_secretary)


def consider_member(desk: Desk, viewer: Viewer, asked: wish.ConsiderMember, decided: Decided) -> Surveyed:
    """R18, R24: gone through, and onto the village's watch list where the team says so, in one transaction."""

    def onto_the_list(reading: Reading, on: date) -> Sequence[NewEvent]:
        if not asked.watched:
            return ()
        watched = WatchPerson(person=asked.person, village=asked.village)
        county, today = asked.village[:6], desk.clock.today()
        known, seen = outreach_seen(reading, county, asked.person, today, on, asked.village)
        return [_watch(event, on) for event in outreach.watch(known, watched, seen)]

    return _about_survey(desk, viewer, asked, decided, survey.consider, [asked.person], with_it=onto_the_list)


def put_on_preliminary_list(
    desk: Desk, viewer: Viewer, asked: wish.PutOnPreliminaryList, decided: Decided
) -> Surveyed:
    """R25."""
    return _about_survey(desk, viewer, asked, decided, survey.put_on_list, [asked.person])


def take_off_preliminary_list(
    desk: Desk, viewer: Viewer, asked: wish.TakeOffPreliminaryList, decided: Decided
) -> Surveyed:
    """Off the list again."""
    return _about_survey(desk, viewer, asked, decided, survey.take_off_list)


def conclude_survey(desk: Desk, viewer: Viewer, asked: wish.ConcludeSurvey, decided: Decided) -> Surveyed:
    """The report is done."""
    return _about_survey(desk, viewer, asked, decided, survey.conclude)


def hold_assessment_meeting(
    desk: Desk, viewer: Viewer, asked: wish.HoldAssessmentMeeting, decided: Decided
) -> Surveyed:
    """R26."""
    named = [one.person for one in asked.people]
    return _about_survey(desk, viewer, asked, decided, survey.hold_meeting, named, asked.leader)


def _about_village(
    desk: Desk,
    viewer: Viewer,
    village: VillageCode,
    asked: object,
    decided: Decided,
    decide: Callable[[Reading, date], Sequence[ClassifyingEvent]],
) -> Appended:
    """Events go to the village's stream, dated by the day of the decision."""
    entry, on = _entry(desk, viewer, decided, village)

    def events(reading: Reading) -> Sequence[NewEvent]:
        return [
            NewEvent(
                stream=f"village:{village}",
                event=event,
                region_code=village,
                subjects=_people_in(event),
                valid_at=on,
            )
            for event in decide(reading, on)
        ]

    return desk.carry_out(entry, events, [type(asked).__name__, asked, decided.on])


def _about_survey(
    desk: Desk,
    viewer: Viewer,
    asked: W,
    decided: Decided,
    decide: DecideSurvey[W],
    named: Iterable[PersonId] = (),
    leader: str = "",
    with_it: Callable[[Reading, date], Sequence[NewEvent]] = lambda *_: (),
) -> Surveyed:
    """Events go to the survey's stream, those of `with_it` to others, in one transaction.

    The findings are worked out after them, also for a repeated command.
    """
    entry, on = _entry(desk, viewer, decided, asked.village)
    today = desk.clock.today()

    def events(reading: Reading) -> Sequence[NewEvent]:
        seen = survey_context(reading, asked.village, today, on, named)
        found = decide(survey_in(reading, seen.survey), asked, seen)
        return [*(_placed(event, on) for event in found), *with_it(reading, on)]

    appended = desk.carry_out(entry, events, [type(asked).__name__, asked, decided.on])
    after = Reading(desk.log)
    seen = survey_context(after, asked.village, today, on)
    return Surveyed(appended=appended, findings=rules.findings(survey_in(after, seen.survey), seen, leader))


def _entry(desk: Desk, viewer: Viewer, decided: Decided, village: VillageCode) -> tuple[Entry, date]:
    """The envelope of a decision, and its day. Raises: ROLE_MAY_NOT, REGION_OUTSIDE, DECIDED_IN_FUTURE."""
    must_be_allowed(viewer, Action.ENTER, village)
    entry, today = entry_of(desk, viewer, decided), desk.clock.today()
    on = entry.decided_on or today
    if on > today:
        raise Refusal(
            "DECIDED_IN_FUTURE",
            f"The decision is dated {on}, after today. Enter it when it was made.",
            f"决定日期 {on} 晚于今天，请在作出决定后再录入。",
            rule="a_decision_is_not_in_the_future",
            path=("decidedOn",),
            decided_on=on,
            today=today,
        )
    return entry, on


def _placed(event: SurveyEvent, on: date) -> NewEvent:
    """An interview, a report and a meeting have days of their own."""
    day = on
    if isinstance(event, InterviewRecorded | AssessmentMeetingHeld):
        day = event.held_on
    elif isinstance(event, SurveyConcluded):
        day = event.concluded_on
    return NewEvent(
        stream=f"survey:{event.survey}",
        event=event,
        region_code=event.village,
        subjects=(f"village:{event.village}", *_people_in(event)),
        valid_at=day,
    )


def _watch(event: PutOnWatchList, on: date) -> NewEvent:
    """On the person's own stream, as WatchPerson writes it."""
    return NewEvent(
        stream=f"person:{event.person}",
        event=event,
        region_code=event.village,
        subjects=(f"person:{event.person}", f"village:{event.village}"),
        valid_at=on,
    )


def _people_in(event: ClassifyingEvent | SurveyEvent) -> tuple[str, ...]:
    people = (getattr(event, field, None) for field in ("person", "incumbent"))
    return tuple(f"person:{person}" for person in people if person)
