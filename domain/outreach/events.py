"""What is recorded of somebody's willingness and of the work to win them. All of it is sealed with their own key."""

from datetime import date
from enum import StrEnum
from typing import ClassVar, TypeAlias

from domain.event import Private, SealedEvent, topic
from domain.ids import PersonId, VillageCode


class WillingTo(StrEnum):
    """Three different questions: of incumbents, of natives outside, of members."""

    STAND = "stand"
    RETURN = "return"
    SERVE = "serve"

    @property
    def field(self) -> str:
        """The fact that ledgers claim and answers settle."""
        return f"willingness_to_{self.value}"


class Willingness(StrEnum):
    """What somebody answered; the same words as ledgers use."""

    YES = "yes"
    NO = "no"
    UNDECIDED = "undecided"
    AS_ARRANGED = "as_arranged"


class Reason(StrEnum):
    """Why not, as a code and nothing else (P3)."""

    HEALTH = "health"
    AGE = "age"
    FAMILY = "family"
    WORK = "work"
    PAY = "pay"
    OTHER = "other"


class Channel(StrEnum):
    """R36: the five ways to somebody."""

    VISIT = "visit"
    PHONE = "phone"
    WECHAT = "wechat"
    MEETING = "meeting"
    POLICY = "policy"


class OutreachAnswer(StrEnum):
    """What an attempt brought; whoever was not reached answered nothing."""

    YES = "yes"
    NO = "no"
    UNDECIDED = "undecided"
    AS_ARRANGED = "as_arranged"
    UNREACHED = "unreached"


class WatchReason(StrEnum):
    """R18: why somebody is watched."""

    YOUNG = "young"
    CAPABLE = "capable"
    PROSPERITY = "prosperity"
    TRUSTED = "trusted"
    OTHER = "other"


class AnswerPrivate(Private, frozen=True, kw_only=True):
    """The answer, how it was got, and the coded reason of a no."""

    answer: Willingness
    channel: Channel | None = None
    reason: Reason | None = None


@topic
class WillingnessRecorded(SealedEvent, frozen=True, kw_only=True):
    """Somebody answered one of the three questions, on the day from which the event is true."""

    TOPIC: ClassVar[str] = "person.willingness_recorded.v1"
    person: PersonId
    kind: WillingTo
    village: VillageCode | None = None
    """Where they were asked about one village."""
    private: AnswerPrivate | None = None


class MarkPrivate(Private, frozen=True, kw_only=True):
    """Why, in words."""

    words: str = ""


@topic
class MarkedExcellent(SealedEvent, frozen=True, kw_only=True):
    """A named person found somebody excellent: worth winning where they are unwilling."""

    TOPIC: ClassVar[str] = "person.marked_excellent.v1"
    person: PersonId
    private: MarkPrivate | None = None


@topic
class ExcellentMarkWithdrawn(SealedEvent, frozen=True, kw_only=True):
    """The mark was taken back."""

    TOPIC: ClassVar[str] = "person.excellent_mark_withdrawn.v1"
    person: PersonId
    private: MarkPrivate | None = None


class OutreachPrivate(Private, frozen=True, kw_only=True):
    """What the attempt brought and what comes next: which way, when, by whom."""

    channel: Channel
    answer: OutreachAnswer
    next_step: Channel | None = None
    next_on: date | None = None
    owner: str = ""
    words: str = ""


@topic
class OutreachMade(SealedEvent, frozen=True, kw_only=True):
    """Somebody was contacted on `made_on` about one of the three questions."""

    TOPIC: ClassVar[str] = "person.outreach_made.v1"
    person: PersonId
    kind: WillingTo
    made_on: date
    private: OutreachPrivate | None = None


class WatchPrivate(Private, frozen=True, kw_only=True):
    """Why, as codes and in words."""

    reasons: tuple[WatchReason, ...] = ()
    words: str = ""


@topic
class PutOnWatchList(SealedEvent, frozen=True, kw_only=True):
    """关注名单: a promising member or native whom the village keeps in sight. Not a reserve."""

    TOPIC: ClassVar[str] = "person.put_on_watch_list.v1"
    person: PersonId
    village: VillageCode
    private: WatchPrivate | None = None


@topic
class TakenOffWatchList(SealedEvent, frozen=True, kw_only=True):
    """No longer watched for the village."""

    TOPIC: ClassVar[str] = "person.taken_off_watch_list.v1"
    person: PersonId
    village: VillageCode
    private: WatchPrivate | None = None


OutreachEvent: TypeAlias = (
    WillingnessRecorded
    | MarkedExcellent
    | ExcellentMarkWithdrawn
    | OutreachMade
    | PutOnWatchList
    | TakenOffWatchList
)
