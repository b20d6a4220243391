"""What can happen to a candidacy's mentoring. `person` is the reserve."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import ClassVar, TypeAlias

from domain.event import Event, Private, SealedEvent, topic
from domain.ids import CandidacyId, PersonId, VillageCode
from domain.rule_set import MentorRole


class TalkChannel(StrEnum):
    """How they talked."""

    VISIT = "visit"
    PHONE = "phone"
    WECHAT = "wechat"
    MEETING = "meeting"


class TalkProblem(StrEnum):
    """What the talk found in the way: the five help topics, and what lies beside them."""

    NONE = "none"
    PARTY_BUILDING = "party_building"
    INDUSTRY = "industry"
    COLLECTIVE_ECONOMY = "collective_economy"
    ENVIRONMENT = "environment"
    GOVERNANCE = "governance"
    OWN_WORK = "own_work"
    OTHER = "other"


class TalkMeasure(StrEnum):
    """What was agreed on."""

    NONE = "none"
    GUIDANCE = "guidance"
    TRAINING = "training"
    PRACTICE = "practice"
    STUDY_TRIP = "study_trip"
    COORDINATION = "coordination"
    OTHER = "other"


class ReleaseReason(StrEnum):
    """Why a pairing ended. About the pairing, never a judgement of either."""

    MENTOR_MOVED = "mentor_moved"
    MENTOR_ASKED = "mentor_asked"
    RESERVE_ASKED = "reserve_asked"
    TERM_ENDED = "term_ended"
    REARRANGED = "rearranged"
    OTHER = "other"


@topic
class MentorAssigned(Event, frozen=True, kw_only=True):
    """A mentor took a reserve under their wing, from `since` (a local date)."""

    TOPIC: ClassVar[str] = "mentorship.mentor_assigned.v1"
    candidacy: CandidacyId
    person: PersonId
    village: VillageCode
    mentor: PersonId
    role: MentorRole
    since: date


class TalkPrivate(Private, frozen=True, kw_only=True):
    """What the talk was about: the coded problem and measure, and all of it in words."""

    problem: TalkProblem = TalkProblem.NONE
    measure: TalkMeasure = TalkMeasure.NONE
    problem_words: str = ""
    measure_words: str = ""
    said: str = ""


@topic
class TalkHeld(SealedEvent, frozen=True, kw_only=True):
    """A mentor and a reserve talked. `next_on`: the day they agreed on for the next time."""

    TOPIC: ClassVar[str] = "mentorship.talk_held.v1"
    candidacy: CandidacyId
    person: PersonId
    village: VillageCode
    mentor: PersonId
    held_on: date
    channel: TalkChannel
    next_on: date | None = None
    private: TalkPrivate | None = None


class ReleasePrivate(Private, frozen=True, kw_only=True):
    """Why, in words."""

    words: str = ""


@topic
class MentorReleased(SealedEvent, frozen=True, kw_only=True):
    """A pairing ended on `released_on`; its talks stay."""

    TOPIC: ClassVar[str] = "mentorship.mentor_released.v1"
    candidacy: CandidacyId
    person: PersonId
    village: VillageCode
    mentor: PersonId
    released_on: date
    reason: ReleaseReason
    private: ReleasePrivate | None = None


class RejectionPrivate(Private, frozen=True, kw_only=True):
    """Why, in words; and a digest of each fact that the rejection rests on, by the fact's name."""

    words: str = ""
    grounds: Mapping[str, str] = {}


@topic
class PairingRejected(SealedEvent, frozen=True, kw_only=True):
    """A named person turned a proposed pair down: not proposed again until a fact it rested on has changed."""

    TOPIC: ClassVar[str] = "mentorship.pairing_rejected.v1"
    candidacy: CandidacyId
    person: PersonId
    village: VillageCode
    mentor: PersonId
    private: RejectionPrivate | None = None


MentorshipEvent: TypeAlias = MentorAssigned | TalkHeld | MentorReleased | PairingRejected
