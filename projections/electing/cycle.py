"""The election cycle as it stands: its days for a reader's region, and what was changed."""

from datetime import date

import msgspec

from domain.election_cycle import Milestone
from domain.grades import Viewer
from domain.ids import RegionCode
from projections.answer import RegionRef, Stamp
from projections.scope import must_read, region_ref, stamp
from projections.world import World


class ElectionDay(msgspec.Struct, frozen=True, kw_only=True):
    """A day that was said for a region; a narrower region's own goes before it."""

    region: RegionRef
    on: date
    days_left: int
    """Negative once it is past."""


class CycleChange(msgspec.Struct, frozen=True, kw_only=True):
    """What the days were before a change."""

    on: date
    position: int
    reference_date: date | None


class Cycle(msgspec.Struct, frozen=True, kw_only=True):
    """Days by region code; `election_date` is that of the reader's region, None where nobody has said."""

    stamp: Stamp
    opened: bool
    reference_date: date | None
    survey_deadline: date | None
    survey_days_left: int | None
    election_date: date | None
    closed_on: date | None
    election_days: tuple[ElectionDay, ...]
    milestones: tuple[Milestone, ...]
    changes: tuple[CycleChange, ...]


def election_cycle(world: World, viewer: Viewer) -> Cycle:
    """O(days said).

    Raises: ROLE_MAY_NOT.
    """
    must_read(viewer)
    cycle, today = world.cycle, world.on_date
    deadline = cycle.survey_deadline
    return Cycle(
        stamp=stamp(world, viewer.region),
        opened=cycle.opened,
        reference_date=cycle.reference_date,
        survey_deadline=deadline,
        survey_days_left=(deadline - today).days if deadline else None,
        election_date=cycle.election_date(viewer.region),
        closed_on=cycle.closed_on if cycle.closed_on and cycle.closed_on <= today else None,
        election_days=tuple(
            ElectionDay(region=region_ref(world, code), on=day, days_left=(day - today).days)
            for code, day in sorted(cycle.days.election_dates.items())
            if _concerns(viewer, code)
        ),
        milestones=tuple(m for m in cycle.milestones if _concerns(viewer, m.region)),
        changes=tuple(
            CycleChange(on=c.on, position=c.position, reference_date=c.before.reference_date)
            for c in cycle.changes
        ),
    )


def _concerns(viewer: Viewer, code: RegionCode) -> bool:
    """A day of the viewer's own region, of a part of it, or of what it is a part of."""
    return viewer.covers(code) or viewer.region.startswith(code)
