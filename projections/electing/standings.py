"""Reserves who are no full members, or not long enough: from when they could be secretary, against E (question 18)."""

from datetime import date

import msgspec

from domain.facts import partial_date
from domain.grades import Viewer
from domain.ids import CandidacyId
from domain.rule_set import PartyStanding
from domain.vetting_rules import months_later
from projections.answer import PersonRef, RegionRef, Stamp, VillageRef
from projections.conditions import Standing, standing_of
from projections.electing.class_shifts import listed
from projections.fold import Candidate, Human
from projections.pages import Page, page_of
from projections.scope import person_ref, region_of, region_ref, stamp, village_ref
from projections.world import World

QUESTION = "standings"


class StandingRow(msgspec.Struct, frozen=True, kw_only=True):
    """`earliest`: the first day with enough standing, if the road goes on from the answer's day; None: not known.

    `in_time`: whether that is by the election; None where either day is not known.
    """

    candidacy: CandidacyId
    person: PersonRef
    village: VillageRef
    standing: Standing
    joined: str | None
    earliest: date | None
    election_date: date | None
    in_time: bool | None


class Standings(msgspec.Struct, frozen=True, kw_only=True):
    """By village, then person. The three counts say what is not known, so that nobody passes by silence."""

    stamp: Stamp
    region: RegionRef
    page: Page[StandingRow]
    joined_unknown: int
    """Full members without a joining date: how long they have been is not known, they are not listed."""
    standing_unknown: int
    election_unknown: int


def standings(
    world: World, viewer: Viewer, *, region: str | None = None, first: int = 50, after: str | None = None
) -> Standings:
    """Everybody on the roster who lacks standing on the answer's day. O(people of the region).

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, PAGE_SIZE, CURSOR_FOREIGN, ROLE_MAY_NOT.
    """
    code = region_of(world, viewer, region)
    found = listed(world, code)
    road = world.rules.standing if world.rules else PartyStanding()
    rows = []
    for key, human, candidate in found:
        earliest = earliest_secretary(human, road, world.on_date)
        standing = standing_of(human)
        lacks = earliest > world.on_date if earliest else standing is not Standing.FULL
        if lacks:
            rows.append((key, _row(world, viewer, human, candidate, earliest)))
    unknown = [
        standing_of(human) for _, human, _ in found if earliest_secretary(human, road, world.on_date) is None
    ]
    return Standings(
        stamp=stamp(world, code),
        region=region_ref(world, code),
        page=page_of(QUESTION, (code,), rows, first, after),
        joined_unknown=unknown.count(Standing.FULL),
        standing_unknown=unknown.count(Standing.UNKNOWN),
        election_unknown=sum(1 for _, _, c in found if world.election_date(c.village) is None),
    )


def earliest_secretary(human: Human, road: PartyStanding, today: date) -> date | None:
    """When a full member's year is over: joining (a month only: its end), probation, the year.

    Who is no member yet begins the whole road on the day itself; who joined at an unknown date, nobody can say.
    """
    probation = road.probation_months + road.full_member_months
    match standing_of(human):
        case Standing.UNKNOWN:
            return None
        case Standing.NOT_A_MEMBER:
            return months_later(today, road.activist_months + probation)
        case _:
            joined = partial_date(human.value("joined_party"))
            return months_later(joined.latest(), probation) if joined else None


def _row(
    world: World, viewer: Viewer, human: Human, candidate: Candidate, earliest: date | None
) -> StandingRow:
    election = world.election_date(candidate.village)
    return StandingRow(
        candidacy=candidate.id,
        person=person_ref(viewer, human),
        village=village_ref(world, candidate.village),
        standing=standing_of(human),
        joined=human.value("joined_party") if viewer.sees("joined_party") else None,
        earliest=earliest,
        election_date=election,
        in_time=earliest <= election if earliest and election else None,
    )
