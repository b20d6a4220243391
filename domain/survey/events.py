"""What can happen to a survey. Answers and notes are sealed with the village's key, words about a person with theirs.

`survey` names the stream; `village` and `cycle` are what it is made of. No event has a place for an interviewee's name.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import ClassVar, TypeAlias

from domain.event import Event, Private, SealedEvent, topic
from domain.ids import PersonId, SurveyId, VillageCode
from domain.rule_set import TalkGroup


class Topic(StrEnum):
    """R22: what an interview asks about the village. What is said of the secretary goes into a finding of its own."""

    TEAM = "team"
    ECONOMY = "economy"
    SERVICE = "service"
    SUCCESSOR = "successor"
    """Whether somebody could take over one day."""


class Rating(StrEnum):
    """A coded answer, and how a finding puts it."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    NOT_SAID = "not_said"


class SecretaryAspect(StrEnum):
    """R23; willingness to serve has a command of its own."""

    CONDUCT = "conduct"
    RESULTS = "results"
    REPUTE = "repute"


class MemberAspect(StrEnum):
    """R24; willingness to return has a command of its own."""

    POLITICAL = "political"
    ABILITY = "ability"
    STANDING = "standing"
    CHARACTER = "character"
    FAMILY = "family"


class Verdict(StrEnum):
    """R26: what the meeting concluded of somebody on the list."""

    RECOMMENDED = "recommended"
    WATCHED = "watched"
    NOT_NOW = "not_now"


class VillageVerdict(StrEnum):
    """R26: what it concluded of the village's succession."""

    ASSURED = "assured"
    WEAK = "weak"
    NOBODY = "nobody"


class TeamPrivate(Private, frozen=True, kw_only=True):
    """Who leads and who belongs to the team, by name."""

    leader: str = ""
    members: tuple[str, ...] = ()


@topic
class SurveyOpened(SealedEvent, frozen=True, kw_only=True):
    """A team goes to a village; again: the team is another one now."""

    TOPIC: ClassVar[str] = "survey.opened.v1"
    survey: SurveyId
    village: VillageCode
    cycle: int
    opened_on: date
    private: TeamPrivate | None = None


class InterviewPrivate(Private, frozen=True, kw_only=True):
    """The answers by topic."""

    answers: Mapping[Topic, Rating] = {}


@topic
class InterviewRecorded(SealedEvent, frozen=True, kw_only=True):
    """Somebody of a group was heard. `number` tells the interviews of one survey apart; it names nobody."""

    TOPIC: ClassVar[str] = "survey.interview_recorded.v1"
    survey: SurveyId
    village: VillageCode
    number: int
    group: TalkGroup
    held_on: date
    private: InterviewPrivate | None = None


class AbsentPrivate(Private, frozen=True, kw_only=True):
    """Why there is nobody of the group."""

    reason: str = ""


@topic
class GroupDeclaredAbsent(SealedEvent, frozen=True, kw_only=True):
    """The group does not exist in this village; an interview with it later says otherwise."""

    TOPIC: ClassVar[str] = "survey.group_declared_absent.v1"
    survey: SurveyId
    village: VillageCode
    group: TalkGroup
    private: AbsentPrivate | None = None


class VillageFoundPrivate(Private, frozen=True, kw_only=True):
    """What the team found of the village, by topic and in words."""

    ratings: Mapping[Topic, Rating] = {}
    words: str = ""


@topic
class VillageFound(SealedEvent, frozen=True, kw_only=True):
    """R22: the team's finding on the village; the newest stands."""

    TOPIC: ClassVar[str] = "survey.village_found.v1"
    survey: SurveyId
    village: VillageCode
    private: VillageFoundPrivate | None = None


class SecretaryFoundPrivate(Private, frozen=True, kw_only=True):
    """What the team found of the secretary (P3)."""

    ratings: Mapping[SecretaryAspect, Rating] = {}
    words: str = ""


@topic
class SecretaryFound(SealedEvent, frozen=True, kw_only=True):
    """R23: the team's finding on the incumbent, sealed for that person."""

    TOPIC: ClassVar[str] = "survey.secretary_found.v1"
    survey: SurveyId
    village: VillageCode
    incumbent: PersonId
    private: SecretaryFoundPrivate | None = None


class MemberPrivate(Private, frozen=True, kw_only=True):
    """What was found of a member, by aspect and in words (P3), and whether to keep an eye on them."""

    ratings: Mapping[MemberAspect, Rating] = {}
    words: str = ""
    watched: bool = False


@topic
class MemberConsidered(SealedEvent, frozen=True, kw_only=True):
    """R18, R24: a member was gone through; the newest finding stands."""

    TOPIC: ClassVar[str] = "survey.member_considered.v1"
    survey: SurveyId
    village: VillageCode
    person: PersonId
    private: MemberPrivate | None = None


class ListPrivate(Private, frozen=True, kw_only=True):
    """Why, in words."""

    reason: str = ""


@topic
class PutOnList(SealedEvent, frozen=True, kw_only=True):
    """R25: somebody came onto the preliminary list. Not yet proposed, let alone admitted."""

    TOPIC: ClassVar[str] = "survey.put_on_list.v1"
    survey: SurveyId
    village: VillageCode
    person: PersonId
    private: ListPrivate | None = None


@topic
class TakenOffList(SealedEvent, frozen=True, kw_only=True):
    """Somebody went off the preliminary list."""

    TOPIC: ClassVar[str] = "survey.taken_off_list.v1"
    survey: SurveyId
    village: VillageCode
    person: PersonId
    private: ListPrivate | None = None


@topic
class SurveyConcluded(Event, frozen=True, kw_only=True):
    """The report is done."""

    TOPIC: ClassVar[str] = "survey.concluded.v1"
    survey: SurveyId
    village: VillageCode
    concluded_on: date


class MeetingPrivate(Private, frozen=True, kw_only=True):
    """Who called it, who sat there, and the conclusion in words."""

    leader: str = ""
    attendees: tuple[str, ...] = ()
    words: str = ""


@topic
class AssessmentMeetingHeld(SealedEvent, frozen=True, kw_only=True):
    """R26: the meeting judged the village."""

    TOPIC: ClassVar[str] = "survey.assessment_meeting_held.v1"
    survey: SurveyId
    village: VillageCode
    held_on: date
    verdict: VillageVerdict
    private: MeetingPrivate | None = None


class AssessedPrivate(Private, frozen=True, kw_only=True):
    """What was concluded of a person, and why."""

    verdict: Verdict
    words: str = ""


@topic
class PersonAssessed(SealedEvent, frozen=True, kw_only=True):
    """R26: the meeting judged somebody on the list."""

    TOPIC: ClassVar[str] = "survey.person_assessed.v1"
    survey: SurveyId
    village: VillageCode
    person: PersonId
    held_on: date
    private: AssessedPrivate | None = None


SurveyEvent: TypeAlias = (
    SurveyOpened
    | InterviewRecorded
    | GroupDeclaredAbsent
    | VillageFound
    | SecretaryFound
    | MemberConsidered
    | PutOnList
    | TakenOffList
    | SurveyConcluded
    | AssessmentMeetingHeld
    | PersonAssessed
)
