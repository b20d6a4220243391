"""What can happen in somebody's training. Titles, days and posts are sealed with the person's key."""

from datetime import date
from typing import ClassVar, TypeAlias

from domain.event import Private, SealedEvent, topic
from domain.ids import PersonId, VillageCode


class Attendance(Private, frozen=True, kw_only=True):
    """A course, and on how many days of it the person was there."""

    title: str
    days: int


@topic
class TrainingAttended(SealedEvent, frozen=True, kw_only=True):
    """The person attended a course that began on a day."""

    TOPIC: ClassVar[str] = "training.attended.v1"
    person: PersonId
    held_on: date
    private: Attendance | None = None


class TrialPost(Private, frozen=True, kw_only=True):
    """What they do there, in words; without `until`, until further notice."""

    post: str
    until: date | None = None


@topic
class TrialPostAssigned(SealedEvent, frozen=True, kw_only=True):
    """The person learns at a village, from a day."""

    TOPIC: ClassVar[str] = "training.trial_post_assigned.v1"
    person: PersonId
    village: VillageCode
    since: date
    private: TrialPost | None = None


TrainingEvent: TypeAlias = TrainingAttended | TrialPostAssigned
