"""Mature and cleared people outside the two committees (question 15); tiers that have stood too long (question 16)."""

from collections.abc import Iterator
from datetime import date

import msgspec

from domain.candidacy.events import Tier
from domain.grades import Viewer
from domain.ids import CandidacyId, PersonId
from domain.rule_set import TierTerms, VillageClass
from domain.vetting_rules import months_later
from projections.answer import PersonRef, RegionRef, Stamp, VillageRef
from projections.cursors import page_size, read_cursor, write_cursor
from projections.fold import Candidate, Human
from projections.ops import CLASSES
from projections.scope import person_ref, region_of, region_ref, stamp, village_ref
from projections.world import World


class GrowingRow(msgspec.Struct, frozen=True, kw_only=True):
    """One admitted candidacy with the tier that a named person set last."""

    person: PersonRef
    village: VillageRef
    candidacy: CandidacyId
    tier: Tier
    since: date
    early_election: bool
    """R39: the village is difficult or key; whether the three tests are met people decide."""
    stuck_after: date | None
    """The last day on which the tier has not stood too long; None: the rules set no term."""


class GrowingPage(msgspec.Struct, frozen=True, kw_only=True):
    """By the village's class (mature) or by day (stuck), then village, then person."""

    stamp: Stamp
    region: RegionRef
    nodes: tuple[GrowingRow, ...]
    total: int
    has_next: bool
    cursors: tuple[str, ...]

    @property
    def end_cursor(self) -> str | None:
        """Where the next page goes on."""
        return self.cursors[-1] if self.cursors else None


Found = tuple[str, Human, Candidate]


def mature_outside(
    world: World, viewer: Viewer, *, region: str | None = None, first: int = 50, after: str | None = None
) -> GrowingPage:
    """A page of those who are mature by decision, cleared on the day and in neither committee, as far as is recorded.

    O(admitted reserves of the region). Raises: see `scope.region_of`, PAGE_SIZE, CURSOR_FOREIGN.
    """
    code = region_of(world, viewer, region)
    found = [
        (f"{_rank(world, candidate)}{candidate.village}{human.id}", human, candidate)
        for human, candidate in _admitted(world, code)
        if _is_mature_and_cleared(world, candidate) and not in_committees(human)
    ]
    return _page(world, viewer, "matureOutside", code, found, first, after)


def tier_stuck(
    world: World, viewer: Viewer, *, region: str | None = None, first: int = 50, after: str | None = None
) -> GrowingPage:
    """A page of tiers without a new decision for more calendar months than the rules in force on the day allow.

    O(admitted reserves of the region). Raises: see `scope.region_of`, PAGE_SIZE, CURSOR_FOREIGN.
    """
    code = region_of(world, viewer, region)
    found = [
        (f"{ends}{candidate.village}{human.id}", human, candidate)
        for human, candidate in _admitted(world, code)
        if (ends := _stuck_after(world, candidate)) and ends < world.on_date
    ]
    return _page(world, viewer, "tierStuck", code, found, first, after)


def in_committees(human: Human) -> bool:
    """An incumbent secretary of any village, or elected by a decision; a post in a ledger's own words is no proof."""
    return bool(human.serves) or any(c.used for line in human.candidates.values() for c in line.decisions)


def _admitted(world: World, region: str) -> Iterator[tuple[Human, Candidate]]:
    for person in world.fold.admitted_in.get(region, ()):
        human = world.fold.humans[PersonId(person)]
        for candidate in human.candidates.values():
            if candidate.on_roster and candidate.admitted_on and candidate.village.startswith(region):
                yield human, candidate


def _is_mature_and_cleared(world: World, candidate: Candidate) -> bool:
    tier, through = candidate.decided_tier, candidate.cleared_through
    return bool(tier and tier[0] is Tier.MATURE and through and through >= world.on_date)


def _stuck_after(world: World, candidate: Candidate) -> date | None:
    terms = world.rules.tiers if world.rules else TierTerms()
    tier = candidate.decided_tier
    months = terms.stuck_after_months.get(tier[0]) if tier else None
    return months_later(tier[1], months) if tier and months is not None else None


def _rank(world: World, candidate: Candidate) -> int:
    entry = world.index.villages.get(candidate.village)
    return entry.rank if entry else CLASSES.index(VillageClass.ORDINARY)


def _page(
    world: World,
    viewer: Viewer,
    question: str,
    code: str,
    found: list[Found],
    first: int,
    after: str | None,
) -> GrowingPage:
    size, start = page_size(first), read_cursor(question, (code,), after)
    page = [row for row in sorted(found, key=lambda row: row[0]) if row[0] > start][: size + 1]
    return GrowingPage(
        stamp=stamp(world, code),
        region=region_ref(world, code),
        nodes=tuple(
            row for _, human, candidate in page[:size] for row in _row(world, viewer, human, candidate)
        ),
        total=len(found),
        has_next=len(page) > size,
        cursors=tuple(write_cursor(question, (code,), key) for key, _, _ in page[:size]),
    )


def _row(world: World, viewer: Viewer, human: Human, candidate: Candidate) -> Iterator[GrowingRow]:
    tier = candidate.decided_tier
    if tier:
        yield GrowingRow(
            person=person_ref(viewer, human),
            village=village_ref(world, candidate.village),
            candidacy=candidate.id,
            tier=tier[0],
            since=tier[1],
            early_election=CLASSES[_rank(world, candidate)] is not VillageClass.ORDINARY,
            stuck_after=_stuck_after(world, candidate),
        )
