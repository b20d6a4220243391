"""Admitted reserves short of training days this calendar year (question 16, R43)."""

import msgspec

from domain.grades import Viewer
from domain.ids import PersonId
from domain.rule_set import Training
from projections.answer import PersonRef, RegionRef, Stamp, VillageRef
from projections.cursors import page_size, read_cursor, write_cursor
from projections.fold import Human
from projections.scope import person_ref, region_of, region_ref, stamp, village_ref
from projections.world import World

QUESTION = "trainingShort"


class TrainingRow(msgspec.Struct, frozen=True, kw_only=True):
    """`days`: of courses that began this year, up to the day of the answer."""

    person: PersonRef
    villages: tuple[VillageRef, ...]
    """Of the viewer's region, for which they are admitted."""
    days: int
    short_by_days: int


class TrainingShortPage(msgspec.Struct, frozen=True, kw_only=True):
    """Fewest days first, then by id."""

    stamp: Stamp
    region: RegionRef
    nodes: tuple[TrainingRow, ...]
    total: int
    days_a_year: int
    has_next: bool
    cursors: tuple[str, ...]

    @property
    def end_cursor(self) -> str | None:
        """Where the next page goes on."""
        return self.cursors[-1] if self.cursors else None


def training_short(
    world: World, viewer: Viewer, *, region: str | None = None, first: int = 50, after: str | None = None
) -> TrainingShortPage:
    """A page of them; each person once. O(admitted reserves of the region).

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, PAGE_SIZE, CURSOR_FOREIGN, ROLE_MAY_NOT.
    """
    code, size = region_of(world, viewer, region), page_size(first)
    start = read_cursor(QUESTION, (code,), after)
    wanted = (world.rules.training if world.rules else Training()).days_a_year
    found = [
        (f"{days:05d}{human.id}", human, days)
        for person in world.fold.admitted_in.get(code, ())
        if (days := _days(world, human := world.fold.humans[PersonId(person)])) < wanted
    ]
    page = [row for row in sorted(found, key=lambda row: row[0]) if row[0] > start][: size + 1]
    return TrainingShortPage(
        stamp=stamp(world, code),
        region=region_ref(world, code),
        nodes=tuple(_row(world, viewer, human, days, wanted, code) for _, human, days in page[:size]),
        total=len(found),
        days_a_year=wanted,
        has_next=len(page) > size,
        cursors=tuple(write_cursor(QUESTION, (code,), key) for key, _, _ in page[:size]),
    )


def _days(world: World, human: Human) -> int:
    return human.trained.days_in(world.on_date.year, world.on_date)


def _row(world: World, viewer: Viewer, human: Human, days: int, wanted: int, region: str) -> TrainingRow:
    mine = (c.village for c in human.candidates.values() if c.on_roster and c.admitted_on)
    return TrainingRow(
        person=person_ref(viewer, human),
        villages=tuple(village_ref(world, village) for village in mine if village.startswith(region)),
        days=days,
        short_by_days=wanted - days,
    )
