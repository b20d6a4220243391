"""Difficult and key villages without a plan, or with one that is overdue (R17)."""

from datetime import date
from enum import StrEnum

import msgspec

from domain.grades import Viewer
from domain.rule_set import VillageClass
from projections.answer import PersonRef, RegionRef, Stamp, VillageRef
from projections.cursors import page_size, read_cursor, write_cursor
from projections.index import VillageEntry
from projections.ops import CLASSES
from projections.scope import person_ref, region_of, region_ref, stamp, village_ref, visible
from projections.world import World

QUESTION = "villagePlans"


class PlanState(StrEnum):
    """What is wrong with a village's plan."""

    MISSING = "MISSING"
    OVERDUE = "OVERDUE"
    """Due before the day of the answer; due on it is not overdue."""


class VillagePlanRow(msgspec.Struct, frozen=True, kw_only=True):
    """A village with no plan, or with one that is overdue. `person` None: a search, or not for this viewer."""

    village: VillageRef
    classification: VillageClass
    state: PlanState
    route: str | None
    person: PersonRef | None
    measure: str | None
    owner: str | None
    due: date | None
    days_over: int


class VillagePlansPage(msgspec.Struct, frozen=True, kw_only=True):
    """By class, then those without a plan, then the longest overdue, then code."""

    stamp: Stamp
    region: RegionRef
    nodes: tuple[VillagePlanRow, ...]
    total: int
    missing: int
    overdue: int
    planned: int
    """Difficult and key villages whose plan stands and is not overdue."""
    has_next: bool
    cursors: tuple[str, ...]

    @property
    def end_cursor(self) -> str | None:
        """Where the next page goes on."""
        return self.cursors[-1] if self.cursors else None


def village_plans(
    world: World, viewer: Viewer, *, region: str | None = None, first: int = 50, after: str | None = None
) -> VillagePlansPage:
    """A page of a region's villages with either state. O(difficult and key villages of the region).

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, PAGE_SIZE, CURSOR_FOREIGN, ROLE_MAY_NOT.
    """
    code, size = region_of(world, viewer, region), page_size(first)
    start = read_cursor(QUESTION, (code,), after)
    harder = world.index.harder(code)
    wrong = [entry for entry in harder if entry.plan_due is None or entry.plan_due < world.on_date]
    found = sorted((_key(entry), entry) for entry in wrong)
    page = [(key, entry) for key, entry in found if key > start][: size + 1]
    missing = sum(1 for entry in wrong if entry.plan_due is None)
    return VillagePlansPage(
        stamp=stamp(world, code),
        region=region_ref(world, code),
        nodes=tuple(_row(world, viewer, entry) for _, entry in page[:size]),
        total=len(found),
        missing=missing,
        overdue=len(found) - missing,
        planned=len(harder) - len(found),
        has_next=len(page) > size,
        cursors=tuple(write_cursor(QUESTION, (code,), key) for key, _ in page[:size]),
    )


def _key(entry: VillageEntry) -> str:
    """A missing plan sorts before every date."""
    return f"{entry.rank}{entry.plan_due or '0000-00-00'}{entry.code}"


def _row(world: World, viewer: Viewer, entry: VillageEntry) -> VillagePlanRow:
    plan = world.fold.record.surveyed.standing(entry.code).open_plan
    human = world.human(plan.person) if plan and plan.person else None
    said = plan.private if plan else None
    return VillagePlanRow(
        village=village_ref(world, entry.code),
        classification=CLASSES[entry.rank],
        state=PlanState.OVERDUE if plan else PlanState.MISSING,
        route=plan.route.value if plan else None,
        person=person_ref(viewer, human) if human and visible(world, viewer, human) else None,
        measure=said.measure if said else None,
        owner=said.owner if said else None,
        due=plan.due if plan else None,
        days_over=(world.on_date - plan.due).days if plan else 0,
    )
