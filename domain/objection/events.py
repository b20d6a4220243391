"""What can happen to an objection: received on a day through a channel, and decided."""

from enum import StrEnum
from typing import ClassVar, TypeAlias

from domain.event import Event, Private, SealedEvent, topic
from domain.ids import CandidacyId, PersonId


class Channel(StrEnum):
    """How an objection came in."""

    IN_PERSON = "in_person"
    LETTER = "letter"
    TELEPHONE = "telephone"
    ONLINE = "online"


class Verdict(StrEnum):
    """What became of an objection."""

    UPHELD = "upheld"
    """The person is right: what was decided is decided anew."""
    REJECTED = "rejected"
    ANSWERED = "answered"
    """A question that an answer settles."""


@topic
class ObjectionLodged(Event, frozen=True, kw_only=True):
    """The person objects; the envelope names who received it. `number` counts the person's objections."""

    TOPIC: ClassVar[str] = "objection.lodged.v1"
    person: PersonId
    candidacy: CandidacyId
    number: int
    channel: Channel


class VerdictPrivate(Private, frozen=True, kw_only=True):
    """Why, in words."""

    reason: str = ""


@topic
class ObjectionDecided(SealedEvent, frozen=True, kw_only=True):
    """A named person who took no part in what was decided answers it, from a paper."""

    TOPIC: ClassVar[str] = "objection.decided.v1"
    person: PersonId
    candidacy: CandidacyId
    number: int
    verdict: Verdict
    private: VerdictPrivate | None = None


ObjectionEvent: TypeAlias = ObjectionLodged | ObjectionDecided
