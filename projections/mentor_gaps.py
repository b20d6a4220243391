"""Difficult and key villages with a reserve who lacks a required mentor, or without a mature reserve (question 2).

Two flags. A village without any reserve is the matter of question 1. A tier that a named person set goes before a
ledger's claim; a village whose maturity rests on claims alone says so.
"""

import msgspec

from domain.candidacy.events import Tier
from domain.grades import Viewer
from domain.ids import PersonId, VillageCode
from domain.mentorship.assigning import missing_roles
from domain.rule_set import MentorRole, VillageClass
from projections.answer import PersonRef, RegionRef, Stamp, VillageRef
from projections.cursors import page_size, read_cursor, write_cursor
from projections.fold import TieSource
from projections.index import VillageEntry, village_key
from projections.mentored_by import MentoredBy, mentors_of
from projections.ops import CLASSES
from projections.scope import person_ref, region_of, region_ref, stamp, village_ref
from projections.world import World

QUESTION = "mentorGaps"


class ReserveGap(msgspec.Struct, frozen=True, kw_only=True):
    """A reserve on the village's roster. `by_ledger_only`: roles that only a ledger's name fills."""

    reserve: PersonRef
    tier: str | None
    """As a named person set it."""
    tier_claimed: str | None
    mentors: tuple[MentoredBy, ...]
    missing: tuple[MentorRole, ...]
    by_ledger_only: tuple[MentorRole, ...]


class VillageGaps(msgspec.Struct, frozen=True, kw_only=True):
    """`lacks_mentor`: a reserve lacks a role. `no_mature`: nobody is, by decision or else by a ledger.

    `mature_by_ledger_only`: somebody is, and no decision says so.
    """

    village: VillageRef
    classification: VillageClass
    lacks_mentor: bool
    no_mature: bool
    mature_by_ledger_only: bool
    missing: int
    """Roles lacking, over all of the village's reserves."""
    reserves: tuple[ReserveGap, ...]


class MentorGapsPage(msgspec.Struct, frozen=True, kw_only=True):
    """By class, then what is missing (most first), then code."""

    stamp: Stamp
    region: RegionRef
    nodes: tuple[VillageGaps, ...]
    total: int
    lacking_mentors: int
    without_mature: int
    has_next: bool
    cursors: tuple[str, ...]

    @property
    def end_cursor(self) -> str | None:
        """Where the next page goes on."""
        return self.cursors[-1] if self.cursors else None


def mentor_gaps(
    world: World, viewer: Viewer, *, region: str | None = None, first: int = 50, after: str | None = None
) -> MentorGapsPage:
    """A page of a region's villages with either flag. O(difficult and key villages of the region).

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, PAGE_SIZE, CURSOR_FOREIGN, ROLE_MAY_NOT.
    """
    code, size = region_of(world, viewer, region), page_size(first)
    start = read_cursor(QUESTION, (code,), after)
    entries = [entry for entry in world.index.harder(code) if entry.roster]
    rows = [_row(world, viewer, entry) for entry in entries]
    flagged = {
        village_key(entry.rank, row.missing, entry.code): row
        for entry, row in zip(entries, rows, strict=True)
        if row.lacks_mentor or row.no_mature
    }
    found = sorted(flagged.items(), key=lambda pair: pair[0])
    page = [pair for pair in found if pair[0] > start][: size + 1]
    return MentorGapsPage(
        stamp=stamp(world, code),
        region=region_ref(world, code),
        nodes=tuple(row for _, row in page[:size]),
        total=len(found),
        lacking_mentors=sum(1 for _, row in found if row.lacks_mentor),
        without_mature=sum(1 for _, row in found if row.no_mature),
        has_next=len(page) > size,
        cursors=tuple(write_cursor(QUESTION, (code,), key) for key, _ in page[:size]),
    )


def _row(world: World, viewer: Viewer, entry: VillageEntry) -> VillageGaps:
    required = world.index.policy.roles[entry.rank]
    gaps = tuple(_gap(world, viewer, person, entry.code, required) for person in sorted(entry.roster))
    missing = sum(len(gap.missing) for gap in gaps)
    candidates = [world.fold.humans[PersonId(person)].candidates[entry.code] for person in entry.roster]
    mature = [candidate for candidate in candidates if candidate.counted_tier == Tier.MATURE]
    return VillageGaps(
        village=village_ref(world, entry.code),
        classification=CLASSES[entry.rank],
        lacks_mentor=missing > 0,
        no_mature=not mature,
        mature_by_ledger_only=bool(mature) and all(c.decided_tier is None for c in mature),
        missing=missing,
        reserves=gaps,
    )


def _gap(
    world: World, viewer: Viewer, person: str, village: VillageCode, required: tuple[MentorRole, ...]
) -> ReserveGap:
    human = world.fold.humans[PersonId(person)]
    candidate = human.candidates[village]
    decided_tier = candidate.decided_tier
    mentors = mentors_of(world, viewer, human, village)
    decided = {m.role for m in mentors if m.source is TieSource.DECIDED}
    filled = {MentorRole(m.role) for m in mentors if m.role}
    return ReserveGap(
        reserve=person_ref(viewer, human),
        tier=decided_tier[0] if decided_tier and viewer.sees("tier") else None,
        tier_claimed=candidate.tier if viewer.sees("tier") else None,
        mentors=mentors,
        missing=missing_roles(required, filled),
        by_ledger_only=tuple(role for role in required if role in filled and role not in decided),
    )
