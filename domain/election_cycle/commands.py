"""What can be wished of an election cycle."""

from collections.abc import Mapping
from datetime import date

import msgspec

from domain.election_cycle.events import Milestone
from domain.ids import RegionCode


class OpenElectionCycle(msgspec.Struct, frozen=True, kw_only=True):
    """The next cycle, once the one before is closed."""

    reference_date: date


class SetElectionDates(msgspec.Struct, frozen=True, kw_only=True):
    """Days of the open cycle; what is not named stays. A reason where something that stood is changed."""

    survey_deadline: date | None = None
    election_dates: Mapping[RegionCode, date] = {}
    milestones: tuple[Milestone, ...] = ()
    reason: str = ""


class ChangeReferenceDate(msgspec.Struct, frozen=True, kw_only=True):
    """Count ages on another day."""

    reference_date: date
    reason: str


class CloseElectionCycle(msgspec.Struct, frozen=True, kw_only=True):
    """The elections are over."""

    closed_on: date
    reason: str = ""


CycleWish = OpenElectionCycle | SetElectionDates | ChangeReferenceDate | CloseElectionCycle
