"""Whom a change of the cycle's days makes worth another look: their class then and now. Never an exit.

Somebody was last looked at under the days of their last review; whoever was never reviewed, under the first days.
A review after the change closes the finding.
"""

from collections.abc import Callable
from datetime import date

import msgspec

from domain.election_cycle import ElectionCycle
from domain.election_cycle.state import Days
from domain.grades import Viewer
from domain.ids import CandidacyId
from domain.rule_set import Quota, RuleSet
from projections.answer import Counting, PersonRef, RegionRef, Stamp, VillageRef
from projections.classes import Classes, classes_of, may_stand
from projections.electing.class_shifts import listed
from projections.fold import Candidate, Human
from projections.pages import Page, page_of
from projections.scope import person_ref, region_of, region_ref, stamp, village_ref
from projections.structure import QuotaStatus, counts_for, roster_of, status_of, townships_in
from projections.world import World

QUESTION = "rechecks"
DaysOf = Callable[[Candidate], Days]


class Recheck(msgspec.Struct, frozen=True, kw_only=True):
    """One candidacy: class on the reference date, and the gate for secretary at the election, before and now."""

    candidacy: CandidacyId
    person: PersonRef
    village: VillageRef
    before: Classes
    now: Classes
    gate_before: bool | None
    gate_now: bool | None


class TownshipShift(msgspec.Struct, frozen=True, kw_only=True):
    """A township whose quota stands differently by the other reference date."""

    township: RegionRef
    code: str
    label: str
    label_zh: str
    reserves: int
    present_before: int
    present_now: int
    status_before: QuotaStatus
    status_now: QuotaStatus


class Rechecks(msgspec.Struct, frozen=True, kw_only=True):
    """People by village and id; townships by code, counted on the roster."""

    stamp: Stamp
    region: RegionRef
    page: Page[Recheck]
    townships: tuple[TownshipShift, ...]


def rechecks(
    world: World, viewer: Viewer, *, region: str | None = None, first: int = 50, after: str | None = None
) -> Rechecks:
    """The open findings of the changes of the open cycle. O(people of the region); at once where nothing changed.

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, PAGE_SIZE, CURSOR_FOREIGN, ROLE_MAY_NOT.
    """
    cycle = world.cycle
    before = cycle.changes[0].before if cycle.changes else cycle.days
    return _compared(world, viewer, region, lambda c: last_seen(cycle, c), before, cycle.days, first, after)


def supposed_rechecks(
    world: World,
    viewer: Viewer,
    days: Days,
    *,
    region: str | None = None,
    first: int = 50,
    after: str | None = None,
) -> Rechecks:
    """Whom other days would concern, compared with the days that stand; decides nothing."""
    stand = world.cycle.days
    return _compared(world, viewer, region, lambda _: stand, stand, days, first, after)


def last_seen(cycle: ElectionCycle, candidate: Candidate) -> Days:
    """The days that stood at a candidacy's last review."""
    reviewed = [r.made.on for c in candidate.decisions for r in c.reviews.values()]
    last = max(reviewed, default=date.min)
    return next((change.before for change in cycle.changes if change.on > last), cycle.days)


def _compared(
    world: World,
    viewer: Viewer,
    region: str | None,
    then: DaysOf,
    before: Days,
    now: Days,
    first: int,
    after: str | None,
) -> Rechecks:
    code, rules = region_of(world, viewer, region), world.rules
    rows = []
    if rules and (before != now):
        for key, human, candidate in listed(world, code):
            row = _row(world, viewer, rules, human, candidate, then(candidate), now)
            if (row.before, row.gate_before) != (row.now, row.gate_now):
                rows.append((key, row))
    shifts = _townships(world, rules, code, before, now) if rules else ()
    asked = (code, now.reference_date, tuple(sorted(now.election_dates.items())))
    return Rechecks(
        stamp=stamp(world, code),
        region=region_ref(world, code),
        page=page_of(QUESTION, asked, rows, first, after),
        townships=tuple(shifts),
    )


def _row(
    world: World, viewer: Viewer, rules: RuleSet, human: Human, candidate: Candidate, then: Days, now: Days
) -> Recheck:
    village = candidate.village
    return Recheck(
        candidacy=candidate.id,
        person=person_ref(viewer, human),
        village=village_ref(world, village),
        before=classes_of(rules, human, then.reference_date or world.on_date),
        now=classes_of(rules, human, now.reference_date or world.on_date),
        gate_before=may_stand(rules, human, then.election_date(village)),
        gate_now=may_stand(rules, human, now.election_date(village)),
    )


def _townships(
    world: World, rules: RuleSet, region: str, before: Days, now: Days
) -> tuple[TownshipShift, ...]:
    days = [day or world.on_date for day in (before.reference_date, now.reference_date)]
    if days[0] == days[1]:
        return ()
    found = []
    for township in townships_in(world, region):
        people = roster_of(world, township, region, Counting.ON_ROSTER)
        for quota in rules.quotas:
            then_, now_ = (sum(1 for human in people if counts_for(quota, human, day)) for day in days)
            if then_ != now_:
                found.append(_shift(world, rules, township, quota, len(people), then_, now_))
    return tuple(found)


def _shift(
    world: World, rules: RuleSet, township: str, quota: Quota, reserves: int, before: int, now: int
) -> TownshipShift:
    tolerance = rules.quota_tolerance_percent
    return TownshipShift(
        township=region_ref(world, township),
        code=quota.code,
        label=quota.label,
        label_zh=quota.label_zh,
        reserves=reserves,
        present_before=before,
        present_now=now,
        status_before=status_of(reserves, before, quota, tolerance),
        status_now=status_of(reserves, now, quota, tolerance),
    )
