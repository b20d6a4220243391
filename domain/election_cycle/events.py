"""What is decided about an election cycle. Reasons in words are sealed with the county's own key."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar, TypeAlias

import msgspec

from domain.event import Event, Private, SealedEvent, topic
from domain.ids import RegionCode


class Milestone(msgspec.Struct, frozen=True, order=True):
    """R11: what is due by a day, in a region (the county, a township or a village)."""

    region: RegionCode
    name: str
    due: date


class CycleReason(Private, frozen=True, kw_only=True):
    """Why, in words."""

    reason: str = ""


@topic
class ElectionCycleOpened(Event, frozen=True, kw_only=True):
    """Ages are counted on the reference date of the cycle."""

    TOPIC: ClassVar[str] = "election_cycle.opened.v1"
    reference_date: date


@topic
class ElectionDatesSet(SealedEvent, frozen=True, kw_only=True):
    """Days of the cycle, each replacing what stood; what is not named stays.

    `election_dates` by region: a village's own goes before its township's, that before the county's.
    """

    TOPIC: ClassVar[str] = "election_cycle.dates_set.v1"
    survey_deadline: date | None = None
    election_dates: Mapping[RegionCode, date] = {}
    milestones: tuple[Milestone, ...] = ()
    private: CycleReason | None = None


@topic
class ReferenceDateChanged(SealedEvent, frozen=True, kw_only=True):
    """Ages are counted on another day from now on; no earlier conclusion changes."""

    TOPIC: ClassVar[str] = "election_cycle.reference_date_changed.v1"
    reference_date: date
    private: CycleReason | None = None


@topic
class ElectionCycleClosed(SealedEvent, frozen=True, kw_only=True):
    """The cycle is over; reserves are carried over, their reviews to be done again."""

    TOPIC: ClassVar[str] = "election_cycle.closed.v1"
    closed_on: date
    private: CycleReason | None = None


ElectionCycleEvent: TypeAlias = (
    ElectionCycleOpened | ElectionDatesSet | ReferenceDateChanged | ElectionCycleClosed
)
