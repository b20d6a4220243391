"""What the rules need to know of a survey, folded from its own stream; the newest finding on each subject."""

from collections.abc import Mapping
from datetime import date
from typing import assert_never

import msgspec

from domain.ids import PersonId, SurveyId, VillageCode
from domain.rule_set import Surveying, TalkGroup
from domain.survey.events import (
    AssessmentMeetingHeld,
    GroupDeclaredAbsent,
    InterviewRecorded,
    MemberConsidered,
    PersonAssessed,
    PutOnList,
    SecretaryFound,
    SurveyConcluded,
    SurveyEvent,
    SurveyOpened,
    TakenOffList,
    TeamPrivate,
    VillageFound,
)


def survey_of(village: VillageCode, cycle: int) -> SurveyId:
    """The one survey of a village in a cycle."""
    return SurveyId(f"su_{village}_{cycle}")


class Survey(msgspec.Struct, frozen=True):
    """`opened_on` None: nobody went there yet. Interviews by their numbers; `meetings`: the days they were held."""

    opened_on: date | None = None
    team: TeamPrivate = TeamPrivate()
    interviews: Mapping[int, InterviewRecorded] = {}
    absent: frozenset[TalkGroup] = frozenset()
    considered: frozenset[PersonId] = frozenset()
    listed: frozenset[PersonId] = frozenset()
    concluded_on: date | None = None
    meetings: tuple[date, ...] = ()
    assessed: frozenset[PersonId] = frozenset()
    said: Mapping[str, SurveyEvent] = {}
    """The newest of each kind and subject: `village`, `meeting`, `absent:GROUP`, `secretary:`, `member:`, `list:` and
    `assessed:PERSON`.
    """

    @property
    def heard(self) -> Mapping[TalkGroup, int]:
        """Interviews by group."""
        found = dict.fromkeys(TalkGroup, 0)
        for interview in self.interviews.values():
            found[interview.group] += 1
        return found

    @property
    def last_day(self) -> date | None:
        """The last day on which somebody was heard; the day of the opening before that."""
        days = [interview.held_on for interview in self.interviews.values()]
        return max(days, default=self.opened_on)

    def unheard(self) -> tuple[TalkGroup, ...]:
        """Groups that exist and were not heard."""
        heard = self.heard
        return tuple(group for group in TalkGroup if not heard[group] and group not in self.absent)

    def short(self, rules: Surveying) -> tuple[TalkGroup, ...]:
        """Groups heard less often than the rules ask for, unheard ones included."""
        heard = self.heard
        return tuple(
            group
            for group in TalkGroup
            if group not in self.absent and heard[group] < rules.talks_min.get(group, 0)
        )

    def is_lopsided(self, rules: Surveying) -> bool:
        """Whether cadres gave too large a share of the interviews (question 24)."""
        return lopsided(self.heard, rules)

    def without(self, person: PersonId) -> "Survey":
        """The same after somebody was forgotten: what was said of them is gone."""
        said = {key: event for key, event in self.said.items() if not key.endswith(f":{person}")}
        return msgspec.structs.replace(self, said=said, listed=self.listed - {person})


def lopsided(heard: Mapping[TalkGroup, int], rules: Surveying) -> bool:
    """At the share of the rules or above it; never without any interview."""
    cadres = sum(heard[group] for group in set(rules.cadre_groups))
    everybody = sum(heard.values())
    return everybody > 0 and 100 * cadres >= rules.cadre_percent_max * everybody


def evolve(survey: Survey, event: SurveyEvent) -> Survey:
    """The survey after one event. Never refuses."""
    change = msgspec.structs.replace
    match event:
        case SurveyOpened():
            first = min(survey.opened_on or event.opened_on, event.opened_on)
            return change(survey, opened_on=first, team=event.private or TeamPrivate())
        case InterviewRecorded():
            interviews = {**survey.interviews, event.number: event}
            return change(survey, interviews=interviews, absent=survey.absent - {event.group})
        case SurveyConcluded():
            return change(survey, concluded_on=event.concluded_on)
        case _:
            return _said(survey, event)


def _said(survey: Survey, event: SurveyEvent) -> Survey:
    change = msgspec.structs.replace
    match event:
        case SurveyOpened() | InterviewRecorded() | SurveyConcluded():
            return survey
        case GroupDeclaredAbsent():
            key, after = f"absent:{event.group}", change(survey, absent=survey.absent | {event.group})
        case VillageFound():
            key, after = "village", survey
        case SecretaryFound():
            key, after = f"secretary:{event.incumbent}", survey
        case MemberConsidered():
            key, after = (
                f"member:{event.person}",
                change(survey, considered=survey.considered | {event.person}),
            )
        case PutOnList():
            key, after = f"list:{event.person}", change(survey, listed=survey.listed | {event.person})
        case TakenOffList():
            key, after = f"list:{event.person}", change(survey, listed=survey.listed - {event.person})
        case AssessmentMeetingHeld():
            key, after = "meeting", change(survey, meetings=(*survey.meetings, event.held_on))
        case PersonAssessed():
            key, after = f"assessed:{event.person}", change(survey, assessed=survey.assessed | {event.person})
        case _:
            assert_never(event)
    return change(after, said={**survey.said, key: event})
