"""The cycle as its stream tells it, in the order of the log: decisions on it are monotone in time."""

from collections.abc import Mapping
from datetime import date
from typing import assert_never

import msgspec

from domain.election_cycle.events import (
    ElectionCycleClosed,
    ElectionCycleEvent,
    ElectionCycleOpened,
    ElectionDatesSet,
    Milestone,
    ReferenceDateChanged,
)
from domain.ids import RegionCode
from domain.recorded import Recorded


class Days(msgspec.Struct, frozen=True):
    """The days on which ages count: what decides about eligibility and structure."""

    reference_date: date | None = None
    election_dates: Mapping[RegionCode, date] = {}

    def election_date(self, region: str) -> date | None:
        """When a village (or a wider region) elects: its own day, else its township's, else the county's."""
        named = (self.election_dates.get(RegionCode(region[:digits])) for digits in (12, 9, 6))
        return next((day for day in named if day), None)


class Change(msgspec.Struct, frozen=True):
    """A change of the days of the open cycle: what stood before it, and since when."""

    on: date
    position: int
    before: Days


class ElectionCycle(msgspec.Struct, frozen=True):
    """The open cycle, or the one closed last. `latest`: the day of the last decision by a named person."""

    opened: bool = False
    days: Days = Days()
    survey_deadline: date | None = None
    milestones: tuple[Milestone, ...] = ()
    changes: tuple[Change, ...] = ()
    """Of what had been set already, in the open cycle."""
    closed_on: date | None = None
    """When the cycle before the open one (or this one) was closed: reviews up to then are to be done again."""
    latest: date | None = None

    @property
    def reference_date(self) -> date | None:
        """The day on which ages are counted; the last cycle's until the next is opened."""
        return self.days.reference_date

    def election_date(self, region: str) -> date | None:
        """E: when a village elects; None while nobody has said."""
        return self.days.election_date(region)


def evolve(cycle: ElectionCycle, recorded: Recorded) -> ElectionCycle:
    """The cycle after one event of its stream."""
    event: ElectionCycleEvent = recorded.event
    on, position = recorded.true_from, recorded.position
    if recorded.valid_at:
        cycle = msgspec.structs.replace(cycle, latest=on)
    match event:
        case ElectionCycleOpened():
            return ElectionCycle(
                opened=True,
                days=Days(event.reference_date),
                closed_on=cycle.closed_on,
                latest=cycle.latest,
            )
        case ReferenceDateChanged():
            return _changed(cycle, Days(event.reference_date, cycle.days.election_dates), on, position)
        case ElectionDatesSet():
            return _changed(_with_plan(cycle, event), _with_dates(cycle, event), on, position)
        case ElectionCycleClosed():
            return msgspec.structs.replace(
                cycle, opened=False, closed_on=event.closed_on, changes=(),
                days=Days(cycle.reference_date), survey_deadline=None, milestones=(),
            )  # fmt: skip
        case _:
            assert_never(event)


def _with_dates(cycle: ElectionCycle, event: ElectionDatesSet) -> Days:
    return Days(cycle.reference_date, {**cycle.days.election_dates, **event.election_dates})


def _with_plan(cycle: ElectionCycle, event: ElectionDatesSet) -> ElectionCycle:
    named = {(m.region, m.name): m for m in (*cycle.milestones, *event.milestones)}
    return msgspec.structs.replace(
        cycle,
        survey_deadline=event.survey_deadline or cycle.survey_deadline,
        milestones=tuple(sorted(named.values(), key=lambda m: (m.due, m.region, m.name))),
    )


def _changed(cycle: ElectionCycle, days: Days, on: date, position: int) -> ElectionCycle:
    """A first election date is no change: nobody could have been looked at by it."""
    moved = days.reference_date != cycle.reference_date or (
        bool(cycle.days.election_dates) and days != cycle.days
    )
    changes = (*cycle.changes, Change(on, position, cycle.days)) if moved else cycle.changes
    return msgspec.structs.replace(cycle, days=days, changes=changes)
