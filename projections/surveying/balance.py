"""Surveys with a group unheard, or with cadres giving too large a share of the talks (question 24)."""

import msgspec

from domain.grades import Viewer
from domain.rule_set import TalkGroup, VillageClass
from projections.answer import RegionRef, Stamp, VillageRef
from projections.cursors import page_size, read_cursor, write_cursor
from projections.index.surveys import GROUPS, SurveyEntry
from projections.ops import CLASSES
from projections.scope import region_of, region_ref, stamp, village_ref
from projections.world import World

QUESTION = "surveyBalance"


class BalanceRow(msgspec.Struct, frozen=True, kw_only=True):
    """One survey that heard unevenly. Sums over all groups only: none of a group is shown singly."""

    village: VillageRef
    classification: VillageClass
    talks: int
    unheard: tuple[TalkGroup, ...]
    """Groups that exist and were not heard."""
    cadre_talks: int
    cadres_above_all: bool


class BalancePage(msgspec.Struct, frozen=True, kw_only=True):
    """By class, then what is uneven (most first), then code."""

    stamp: Stamp
    region: RegionRef
    nodes: tuple[BalanceRow, ...]
    total: int
    unheard: int
    cadres_above_all: int
    cadre_percent_max: int
    """By the rules in force on the day; exactly so much is too much."""
    has_next: bool
    cursors: tuple[str, ...]

    @property
    def end_cursor(self) -> str | None:
        """Where the next page goes on."""
        return self.cursors[-1] if self.cursors else None


def survey_balance(
    world: World, viewer: Viewer, *, region: str | None = None, first: int = 50, after: str | None = None
) -> BalancePage:
    """A page of a region's surveys with either flag, in O(answer).

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, PAGE_SIZE, CURSOR_FOREIGN, ROLE_MAY_NOT.
    """
    code, size = region_of(world, viewer, region), page_size(first)
    start = read_cursor(QUESTION, (code,), after, digits=3)
    surveys, at = world.index.surveys, world.index.surveys.tally(code)
    entries, has_next = surveys.flagged(code, start, size)
    return BalancePage(
        stamp=stamp(world, code),
        region=region_ref(world, code),
        nodes=tuple(_row(world, entry) for entry in entries),
        total=surveys.flagged_total(code),
        unheard=at.unheard,
        cadres_above_all=at.lopsided,
        cadre_percent_max=world.index.policy.cadre_percent_max,
        has_next=has_next,
        cursors=tuple(write_cursor(QUESTION, (code,), entry.flagged) for entry in entries),
    )


def _row(world: World, entry: SurveyEntry) -> BalanceRow:
    talks = [heard or 0 for heard in entry.talks]
    cadres = world.index.policy.cadre_groups
    return BalanceRow(
        village=village_ref(world, entry.code),
        classification=CLASSES[entry.rank],
        talks=sum(talks),
        unheard=tuple(group for group, heard in zip(GROUPS, entry.talks, strict=True) if heard == 0),
        cadre_talks=sum(heard for heard, cadre in zip(talks, cadres, strict=True) if cadre),
        cadres_above_all=bool(entry.share and entry.share.lopsided),
    )
