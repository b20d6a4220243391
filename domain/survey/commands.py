"""What people may ask for about a survey, and what a decision about one sees."""

from collections.abc import Mapping
from datetime import date

import msgspec

from domain.ids import PersonId, SurveyId, VillageCode
from domain.rule_set import Surveying, TalkGroup
from domain.survey.events import (
    MemberAspect,
    Rating,
    SecretaryAspect,
    Topic,
    Verdict,
    VillageVerdict,
)


class SurveyWish(msgspec.Struct, frozen=True, kw_only=True):
    """About the survey of one village in the cycle that runs."""

    village: VillageCode


class OpenSurvey(SurveyWish, frozen=True, kw_only=True):
    """A team goes to the village, led by a county leader (R20)."""

    leader: str
    members: tuple[str, ...]


class RecordInterview(SurveyWish, frozen=True, kw_only=True):
    """R21: somebody of a group was heard. Without `number` it is one more."""

    group: TalkGroup
    held_on: date
    answers: Mapping[Topic, Rating] = {}
    number: int | None = None


class DeclareGroupAbsent(SurveyWish, frozen=True, kw_only=True):
    """The group does not exist in this village."""

    group: TalkGroup
    reason: str = ""


class RecordVillageFinding(SurveyWish, frozen=True, kw_only=True):
    """R22."""

    ratings: Mapping[Topic, Rating]
    words: str = ""


class RecordSecretaryFinding(SurveyWish, frozen=True, kw_only=True):
    """R23, about whoever serves now."""

    ratings: Mapping[SecretaryAspect, Rating]
    words: str = ""


class ConsiderMember(SurveyWish, frozen=True, kw_only=True):
    """R18, R24: go through one member; `watched` puts them on the watch list."""

    person: PersonId
    ratings: Mapping[MemberAspect, Rating] = {}
    words: str = ""
    watched: bool = False


class PutOnPreliminaryList(SurveyWish, frozen=True, kw_only=True):
    """R25."""

    person: PersonId
    reason: str = ""


class TakeOffPreliminaryList(SurveyWish, frozen=True, kw_only=True):
    """Off the list again."""

    person: PersonId
    reason: str = ""


class ConcludeSurvey(SurveyWish, frozen=True, kw_only=True):
    """The report is done."""

    concluded_on: date


class Assessed(msgspec.Struct, frozen=True, kw_only=True):
    """What the meeting concluded of one person on the list."""

    person: PersonId
    verdict: Verdict
    words: str = ""


class HoldAssessmentMeeting(SurveyWish, frozen=True, kw_only=True):
    """R26: the meeting's conclusion on the village and on people of the list."""

    leader: str
    attendees: tuple[str, ...]
    held_on: date
    verdict: VillageVerdict
    people: tuple[Assessed, ...] = ()
    words: str = ""


class SurveyContext(msgspec.Struct, frozen=True, kw_only=True):
    """The rules in force on the decision's day, the day, who serves, and whom the county does not know."""

    survey: SurveyId
    cycle: int
    rules: Surveying
    version: int
    today: date
    on: date
    registered: bool
    incumbent: PersonId | None = None
    unknown: frozenset[PersonId] = frozenset()
    """Of the people that the wish names."""
