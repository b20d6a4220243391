"""One village's survey: team, whom it heard by group, what it found, the preliminary list, the meeting.

Answers are sums over all groups and from so many talks on only: nobody is shown singly. What was found of a person is
P3: within a case, and each view is recorded.
"""

from collections import Counter
from datetime import date
from typing import Any

import msgspec

from domain.finding import Finding
from domain.grades import Viewer
from domain.ids import PersonId, SurveyId, VillageCode
from domain.rule_set import Surveying, TalkGroup, in_force
from domain.survey import Survey, survey_of
from domain.survey.commands import SurveyContext
from domain.survey.events import MeetingPrivate, PersonAssessed, Rating, TakenOffList, Topic
from domain.survey.rules import findings
from domain.vetting_rules import Stage
from projections.answer import PersonRef, Stamp, VillageRef
from projections.scope import person_ref, sees_all, stamp, village_of, visible
from projections.world import World

FINDING = "survey_finding"
"""The graded field (P3) that stands for what a survey or its meeting said of a person."""


KINDS = ("secretary", "member", "list", "assessed")
"""Of what a survey says of people, in the order in which it is shown."""


class GroupHeard(msgspec.Struct, frozen=True, kw_only=True):
    """How often a group was heard. `absent`: the village has nobody of it."""

    group: TalkGroup
    talks: int
    minimum: int
    absent: bool


class AnswerSum(msgspec.Struct, frozen=True, kw_only=True):
    """How often an answer was given on a topic, over all groups."""

    topic: Topic
    rating: Rating
    talks: int


class AspectLine(msgspec.Struct, frozen=True, kw_only=True):
    """One aspect of a finding with its coded rating."""

    aspect: str
    rating: Rating


class PersonSaid(msgspec.Struct, frozen=True, kw_only=True):
    """What the survey said of one person. `masked`: it exists and is not shown."""

    person: PersonRef
    kind: str
    """secretary, member, list (or unlisted, taken off it again), assessed."""
    ratings: tuple[AspectLine, ...]
    verdict: str | None
    words: str | None
    watched: bool | None
    masked: bool


class SurveyFile(msgspec.Struct, frozen=True, kw_only=True):
    """`answers` is empty for townships and below the least number of talks."""

    stamp: Stamp
    survey: SurveyId
    village: VillageRef
    opened_on: date | None
    leader: str | None
    members: tuple[str, ...]
    groups: tuple[GroupHeard, ...]
    answers: tuple[AnswerSum, ...]
    answers_shown_from: int
    found: tuple[AspectLine, ...]
    """On the village."""
    found_words: str | None
    people: tuple[PersonSaid, ...]
    """By kind (secretary, member, list, assessed), then id."""
    considered: int
    listed: tuple[PersonRef, ...]
    concluded_on: date | None
    met_on: date | None
    meeting: MeetingPrivate | None
    verdict: str | None
    findings: tuple[Finding, ...]
    sensitive_fields: tuple[str, ...]


def survey_file(world: World, viewer: Viewer, code: str) -> SurveyFile:
    """The survey of the cycle that runs; without one, all of it is empty.

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, ROLE_MAY_NOT.
    """
    village = village_of(world, viewer, code)
    surveyed = world.fold.record.surveyed
    survey, rules = surveyed.survey(code), world.rules.surveying if world.rules else Surveying()
    people = _people(world, viewer, survey)
    found: Any = survey.said.get("village")
    met: Any = survey.said.get("meeting")
    return SurveyFile(
        stamp=stamp(world, code),
        survey=survey_of(village.code, surveyed.cycle),
        village=village,
        opened_on=survey.opened_on,
        leader=survey.team.leader or None,
        members=survey.team.members,
        groups=_groups(survey, rules),
        answers=_answers(survey, rules) if sees_all(world, viewer) else (),
        answers_shown_from=rules.answers_shown_from,
        found=_aspects(found.private) if found else (),
        found_words=(found.private.words or None) if found and found.private else None,
        people=people,
        considered=len({world.fold.human_of[p] for p in survey.considered if p in world.fold.human_of}),
        listed=tuple(_ref(world, viewer, person) for person in sorted(survey.listed)),
        concluded_on=survey.concluded_on,
        met_on=met.held_on if met else None,
        meeting=met.private if met else None,
        verdict=met.verdict if met else None,
        findings=_findings(world, survey, rules, met, village.code) if survey.opened_on else (),
        sensitive_fields=(FINDING,) if any(not said.masked for said in people) else (),
    )


def _groups(survey: Survey, rules: Surveying) -> tuple[GroupHeard, ...]:
    heard = survey.heard
    return tuple(
        GroupHeard(
            group=group,
            talks=heard[group],
            minimum=rules.talks_min.get(group, 0),
            absent=group in survey.absent,
        )
        for group in TalkGroup
    )


def _answers(survey: Survey, rules: Surveying) -> tuple[AnswerSum, ...]:
    """Summed over all groups, and only over enough interviews."""
    told = [interview.private for interview in survey.interviews.values() if interview.private]
    if len(told) < rules.answers_shown_from:
        return ()
    sums = Counter((topic, rating) for one in told for topic, rating in one.answers.items())
    return tuple(
        AnswerSum(topic=topic, rating=rating, talks=sums[topic, rating])
        for topic in Topic
        for rating in Rating
        if sums[topic, rating]
    )


def _people(world: World, viewer: Viewer, survey: Survey) -> tuple[PersonSaid, ...]:
    found = []
    for key, event in survey.said.items():
        kind, _, person = key.partition(":")
        if kind in KINDS:
            found.append((KINDS.index(kind), PersonId(person), event))
    ordered = sorted(found, key=lambda one: one[:2])
    return tuple(_said(world, viewer, KINDS[kind], person, event) for kind, person, event in ordered)


def _said(world: World, viewer: Viewer, kind: str, person: PersonId, event: Any) -> PersonSaid:
    private: Any = event.private if viewer.sees(FINDING) else None
    return PersonSaid(
        person=_ref(world, viewer, person),
        kind="unlisted" if isinstance(event, TakenOffList) else kind,
        ratings=_aspects(private),
        verdict=str(private.verdict) if hasattr(private, "verdict") else None,
        words=(getattr(private, "words", "") or getattr(private, "reason", "")) or None,
        watched=getattr(private, "watched", None),
        masked=private is None,
    )


def _aspects(private: Any) -> tuple[AspectLine, ...]:
    ratings = getattr(private, "ratings", {})
    return tuple(AspectLine(aspect=str(aspect), rating=rating) for aspect, rating in sorted(ratings.items()))


def _ref(world: World, viewer: Viewer, person: PersonId) -> PersonRef:
    human = world.human(person)
    return person_ref(viewer, human) if human and visible(world, viewer, human) else PersonRef(person, None)


def _findings(
    world: World, survey: Survey, rules: Surveying, met: Any, code: VillageCode
) -> tuple[Finding, ...]:
    """What the rules in force on the day say of it."""
    published = in_force(world.fold.record.rule_sets, world.on_date)
    seen = SurveyContext(
        survey=SurveyId(""),
        cycle=world.fold.record.surveyed.cycle,
        rules=rules,
        version=published.version if published else 0,
        today=world.on_date,
        on=world.on_date,
        registered=True,
    )
    found = findings(survey, seen, met.private.leader if met and met.private else "")
    early = _screened_early(world, survey, code)
    if not early:
        return found
    too_early = Finding(
        code="SCREENED_BEFORE_MEETING",
        message=f"{early} people were screened before an assessment meeting judged them (R26).",
        message_zh=f"{early} 人在研判会作出结论之前已进行初审。",
        rule="the_meeting_judged_them_before",
        version=seen.version,
        seen={"number": early},
    )
    return (*found, too_early)


def _screened_early(world: World, survey: Survey, code: VillageCode) -> int:
    """People whom the township screened by decision before, or without, a meeting that judged them."""
    judged: dict[str, date] = {}
    for event in survey.said.values():
        if isinstance(event, PersonAssessed):
            judged[event.person] = event.held_on
    early = 0
    for person in world.index.villages[code].roster:
        human = world.fold.humans[PersonId(person)]
        met = min((judged[record] for record in human.records if record in judged), default=date.max)
        reviews = [c.reviews.get(Stage.SCREENING) for c in human.candidates[code].decisions]
        early += any(review.made.on < met for review in reviews if review)
    return early
