"""How many reserves each mentor has, by decided pairings and by the names on rosters, against what they can take on.

Question 12.
"""

from datetime import date
from enum import StrEnum

import msgspec

from domain.grades import Viewer
from domain.ids import PersonId
from projections.answer import PersonRef, RegionRef, Stamp, VillageRef
from projections.cursors import page_size, read_cursor, write_cursor
from projections.fold import Human, NameIs, TieSource
from projections.index import MentorEntry, mentor_key
from projections.ops import Policy
from projections.scope import person_ref, region_of, region_ref, stamp, village_ref, visible
from projections.world import World

QUESTION = "mentorLoads"
MOST_UNRESOLVED = 100


class LoadStatus(StrEnum):
    """The first that applies, in this order. IDLE: no reserve, while one of the mentor's area has no mentor."""

    ALARM = "ALARM"
    OVER_CAPACITY = "OVER_CAPACITY"
    WARN = "WARN"
    IDLE = "IDLE"
    OK = "OK"


class MentorLoad(msgspec.Struct, frozen=True, kw_only=True):
    """A mentor of the region. `load` counts all distinct reserves of theirs, wherever they are."""

    mentor: PersonRef
    role: str | None
    roles: tuple[str, ...]
    """All that they hold; `role` is the first, or the ledger's own word."""
    decided: bool
    """Opened by decision; False: a ledger's claim alone."""
    away: bool
    """On the day of the answer. Their load stays."""
    away_until: date | None
    township: RegionRef | None
    linked_villages: tuple[VillageRef, ...]
    """Those that the viewer's region holds; `linked_elsewhere` counts the others."""
    linked_elsewhere: int
    load: int
    by_decision: int
    """Of these, the reserves paired by decision; the others only a ledger names."""
    capacity: int
    capacity_stated: bool
    """False: neither a decision nor the ledger gives one and the rules' own number stands in."""
    status: LoadStatus
    reserves: tuple[PersonRef, ...]
    """Those the viewer may see, by id."""


class UnresolvedName(msgspec.Struct, frozen=True, kw_only=True):
    """A roster names a mentor whom nobody, or more than one, can be meant by. It is not guessed."""

    village: VillageRef
    reserve: PersonRef
    name: str | None
    outcome: NameIs


class MentorLoadsPage(msgspec.Struct, frozen=True, kw_only=True):
    """Mentors by load (most first), then id."""

    stamp: Stamp
    region: RegionRef
    nodes: tuple[MentorLoad, ...]
    total: int
    has_next: bool
    end_cursor: str | None
    warn_over: int
    alarm_over: int
    unmentored: int
    """Candidacies on the region's roster without any mentor."""
    unresolved: tuple[UnresolvedName, ...]
    """By village, reserve and name; at most 100 of `unresolved_total`."""
    unresolved_total: int

    @property
    def cursors(self) -> tuple[str, ...]:
        """One a row, made when asked for: a page can go on after any of them."""
        return tuple(
            write_cursor(QUESTION, (self.region.code,), mentor_key(row.load, row.mentor.id))
            for row in self.nodes
        )


def mentor_loads(
    world: World, viewer: Viewer, *, region: str | None = None, first: int = 50, after: str | None = None
) -> MentorLoadsPage:
    """A page of a region's mentors.

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, PAGE_SIZE, CURSOR_FOREIGN, ROLE_MAY_NOT.
    """
    code = region_of(world, viewer, region)
    size = page_size(first)
    start = read_cursor(QUESTION, (code,), after)
    entries, has_next = world.index.mentors.page(code, start, size)
    policy = world.index.policy
    return MentorLoadsPage(
        stamp=stamp(world, code),
        region=region_ref(world, code),
        nodes=tuple(_row(world, viewer, entry, policy) for entry in entries),
        total=world.index.mentors.total(code),
        has_next=has_next,
        end_cursor=write_cursor(QUESTION, (code,), entries[-1].key) if entries else None,
        warn_over=policy.warn_over,
        alarm_over=policy.alarm_over,
        unmentored=world.index.tally(code).unmentored,
        unresolved=tuple(unresolved_names(world, viewer, code)),
        unresolved_total=world.fold.unresolved.total(code),
    )


def load_status(load: int, capacity: int, policy: Policy, *, unmet: bool) -> LoadStatus:
    """`unmet`: a reserve of the mentor's area has no mentor."""
    if load > policy.alarm_over:
        return LoadStatus.ALARM
    if load > capacity:
        return LoadStatus.OVER_CAPACITY
    if load > policy.warn_over:
        return LoadStatus.WARN
    return LoadStatus.IDLE if load == 0 and unmet else LoadStatus.OK


def unresolved_names(world: World, viewer: Viewer, region: str) -> list[UnresolvedName]:
    """Of candidacies on the roster of a region, by village, reserve and name; at most 100."""
    humans = world.fold.humans
    return [
        UnresolvedName(
            village=village_ref(world, found.village),
            reserve=person_ref(viewer, humans[found.reserve]),
            name=found.named.name if viewer.sees("mentor_names") else None,
            outcome=found.named.outcome,
        )
        for found in world.fold.unresolved.first(region, MOST_UNRESOLVED)
    ]


def load_of(world: World, viewer: Viewer, person: PersonId) -> MentorLoad | None:
    """One mentor's row; None for whoever is not there, no mentor or not for this viewer."""
    human = world.human(person)
    if human is None or not visible(world, viewer, human):
        return None
    entry = world.index.mentors.entries.get(human.id)
    return _row(world, viewer, entry, world.index.policy) if entry else None


def is_decided(world: World, reserve: PersonId, mentor: PersonId) -> bool:
    """Whether any pairing of the two was decided."""
    ties = world.fold.ties.get(reserve, {}).values()
    return any(t.mentor == mentor and t.source is TieSource.DECIDED for mine in ties for t in mine)


def unmet_in(world: World, entry: MentorEntry) -> bool:
    """Whether a reserve in one of the townships (or the county) that a mentor is linked to has no mentor."""
    return any(world.index.tally(area[:9]).unmentored for area in entry.areas)


def _row(world: World, viewer: Viewer, entry: MentorEntry, policy: Policy) -> MentorLoad:
    human = world.fold.humans[PersonId(entry.id)]
    area = human.area
    villages = area.villages if area else ()
    mine = [code for code in villages if viewer.covers(code)]
    capacity = entry.capacity if entry.capacity is not None else policy.capacity
    away = human.mentor.is_away(world.on_date)
    township = area.township if area and area.township and viewer.covers(area.township) else None
    return MentorLoad(
        mentor=person_ref(viewer, human),
        role=area.role if area else None,
        roles=area.roles if area else (),
        decided=area.decided if area else False,
        away=away,
        away_until=human.mentor.absence.until if away else None,
        township=region_ref(world, township) if township else None,
        linked_villages=tuple(village_ref(world, code) for code in mine),
        linked_elsewhere=len(villages) - len(mine),
        load=entry.load,
        by_decision=sum(
            1 for reserve in entry.mentees if is_decided(world, PersonId(reserve), PersonId(entry.id))
        ),
        capacity=capacity,
        capacity_stated=entry.capacity is not None,
        status=load_status(entry.load, capacity, policy, unmet=not away and unmet_in(world, entry)),
        reserves=tuple(person_ref(viewer, reserve) for reserve in _reserves(world, viewer, entry)),
    )


def _reserves(world: World, viewer: Viewer, entry: MentorEntry) -> list[Human]:
    reserves = [world.fold.humans[PersonId(person)] for person in sorted(entry.mentees)]
    return [human for human in reserves if visible(world, viewer, human)]
