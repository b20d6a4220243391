"""How far the surveys are (question 13): villages visited, talks by group against the minimum, days left. O(answer)."""

from datetime import date

import msgspec

from domain.grades import Viewer
from domain.rule_set import TalkGroup
from projections.answer import RegionRef, Stamp, VillageRef
from projections.index.surveys import GROUPS, Reached
from projections.scope import region_of, region_ref, stamp, village_ref
from projections.world import World

SOON_DAYS = 14


class GroupProgress(msgspec.Struct, frozen=True, kw_only=True):
    """One of the seven groups over a region's villages."""

    group: TalkGroup
    talks: int
    minimum: int
    """What the rules ask for, over all villages that have the group."""
    villages_short: int
    villages_without: int
    """Villages that have nobody of the group, with a reason."""


class RegionProgress(msgspec.Struct, frozen=True, kw_only=True):
    """The sums of a region; communities count where the register says so."""

    region: RegionRef
    villages: int
    opened: int
    visited: int
    """Villages where somebody was heard."""
    concluded: int
    assessed: int
    talks: int
    groups: tuple[GroupProgress, ...]
    unheard: int
    """Surveys with a group that exists and was not heard (question 24)."""
    cadres_above_all: int
    members: int
    members_considered: int


class SurveyProgress(msgspec.Struct, frozen=True, kw_only=True):
    """`deadline` None: nobody has set one; `days_left` is negative once it has passed."""

    stamp: Stamp
    total: RegionProgress
    townships: tuple[RegionProgress, ...]
    """Of the region, in order of code."""
    deadline: date | None
    days_left: int | None


def survey_progress(world: World, viewer: Viewer, *, region: str | None = None) -> SurveyProgress:
    """The progress of a region and of each of its townships.

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, ROLE_MAY_NOT.
    """
    code = region_of(world, viewer, region)
    deadline = deadline_of(world)
    townships = sorted(t for t in world.fold.record.townships if t.startswith(code) and viewer.covers(t))
    return SurveyProgress(
        stamp=stamp(world, code),
        total=_progress(world, code),
        townships=tuple(_progress(world, township) for township in townships),
        deadline=deadline,
        days_left=(deadline - world.on_date).days if deadline else None,
    )


def deadline_of(world: World) -> date | None:
    """The day by which every village is to be surveyed (R12), by the cycle that runs."""
    return world.cycle.survey_deadline


def surveys_due(world: World, region: str, most: int) -> tuple[tuple[VillageRef, ...], int]:
    """Villages without a report once the deadline is near or past, by class and code, and how many they are."""
    deadline = deadline_of(world)
    if deadline is None or (deadline - world.on_date).days > SOON_DAYS:
        return (), 0
    at = world.index.surveys.tally(region)
    codes = world.index.surveys.waiting(region, most)
    return tuple(village_ref(world, code) for code in codes), at.villages - at.reached[Reached.CONCLUDED]


def _progress(world: World, code: str) -> RegionProgress:
    at, least = world.index.surveys.tally(code), world.index.policy.talks_min
    return RegionProgress(
        region=region_ref(world, code),
        villages=at.villages,
        opened=at.reached[Reached.OPENED],
        visited=at.reached[Reached.VISITED],
        concluded=at.reached[Reached.CONCLUDED],
        assessed=at.reached[Reached.ASSESSED],
        talks=sum(at.talks),
        groups=tuple(
            GroupProgress(
                group=group,
                talks=at.talks[n],
                minimum=least[n] * (at.villages - at.absent[n]),
                villages_short=at.short[n],
                villages_without=at.absent[n],
            )
            for n, group in enumerate(GROUPS)
        ),
        unheard=at.unheard,
        cadres_above_all=at.lopsided,
        members=at.members,
        members_considered=at.considered,
    )
