"""Recorded ties between reserves, incumbents, mentors and whoever decided (question 21), with their source.

A surname is never a tie. A decider is known by name alone: such a part is said to be by name.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

import msgspec

from domain.grades import Viewer
from domain.kinship import Kin, KnownFrom
from domain.refusal import Refusal
from projections.answer import PersonRef, RegionRef, Stamp, VillageRef
from projections.cursors import page_size, read_cursor, write_cursor
from projections.fold import Group, Human
from projections.scope import person_ref, region_of, region_ref, stamp, village_ref, visible
from projections.world import World

QUESTION = "recordedTies"
FIELD = "tie"


class Part(StrEnum):
    """What somebody has to do with a village's reserve."""

    AS_RESERVE = "AS_RESERVE"
    AS_INCUMBENT = "AS_INCUMBENT"
    AS_MENTOR = "AS_MENTOR"
    AS_DECIDER = "AS_DECIDER"
    """Somebody of that name proposed, screened, concluded or admitted."""


class Involved(msgspec.Struct, frozen=True, order=True):
    """A part in a village; `reserve`: in whose candidacy, where it is one's alone."""

    village: str
    part: Part
    reserve: str = ""

    def meets(self, other: "Involved") -> bool:
        """Whether both parts are in one matter."""
        same = self.reserve == other.reserve or not (self.reserve and other.reserve)
        return self.village == other.village and same


class PartLine(msgspec.Struct, frozen=True, kw_only=True):
    """A part with its village."""

    village: VillageRef
    part: Part


class TieRow(msgspec.Struct, frozen=True, kw_only=True):
    """`other` is `kind` to `person`; None where one is not for this viewer."""

    person: PersonRef
    other: PersonRef | None
    kind: Kin
    known_from: KnownFrom
    since: date
    parts: tuple[PartLine, ...]
    other_parts: tuple[PartLine, ...]
    same_matter: tuple[VillageRef, ...]
    """Villages where both have a part in one candidacy: to be looked at."""


class TiesPage(msgspec.Struct, frozen=True, kw_only=True):
    """Those of one matter first, then by the two ids."""

    stamp: Stamp
    region: RegionRef
    nodes: tuple[TieRow, ...]
    total: int
    same_matter: int
    has_next: bool
    cursors: tuple[str, ...]

    @property
    def end_cursor(self) -> str | None:
        """Where the next page goes on."""
        return self.cursors[-1] if self.cursors else None


def recorded_ties(
    world: World, viewer: Viewer, *, region: str | None = None, first: int = 50, after: str | None = None
) -> TiesPage:
    """A page of the ties of a region's people where both have a part in it. O(ties of the region).

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, PAGE_SIZE, CURSOR_FOREIGN, ROLE_MAY_NOT.
    """
    code, size = region_of(world, viewer, region), page_size(first)
    if not viewer.sees(FIELD):
        raise Refusal(
            "ROLE_MAY_NOT",
            f"The role {viewer.role} may not see who is kin to whom. Ask the county department.",
            f"角色 {viewer.role} 无权查看亲属关系，请联系县委组织部。",
            rule="rights_by_role",
        )
    start = read_cursor(QUESTION, (code,), after)
    found = sorted(_rows(world, viewer, code), key=lambda pair: pair[0])
    page = [pair for pair in found if pair[0] > start][: size + 1]
    return TiesPage(
        stamp=stamp(world, code),
        region=region_ref(world, code),
        nodes=tuple(row for _, row in page[:size]),
        total=len(found),
        same_matter=sum(bool(row.same_matter) for _, row in found),
        has_next=len(page) > size,
        cursors=tuple(write_cursor(QUESTION, (code,), key) for key, _ in page[:size]),
    )


def _rows(world: World, viewer: Viewer, region: str) -> Iterator[tuple[str, TieRow]]:
    for person in world.fold.group(Group.TIED, region):
        human = world.fold.humans[person]
        ids = {world.fold.human_of[record] for record in human.kin if record in world.fold.human_of}
        for other_id in ids - {human.id}:
            other = world.fold.humans[other_id]
            if not visible(world, viewer, human):
                continue
            both_here = visible(world, viewer, other) and _belongs(world, other, region)
            if both_here and other.id < human.id:
                continue  # told from the other side
            mine, theirs = _parts(world, human, region), _parts(world, other, region)
            if mine and theirs:
                row = _row(world, viewer, human, other, mine, theirs)
                yield f"{int(not row.same_matter)}{human.id} {other.id}", row


def _belongs(world: World, human: Human, region: str) -> bool:
    return world.county.startswith(region) or any(code.startswith(region) for code in human.places)


def _parts(world: World, human: Human, region: str) -> list[Involved]:
    found = {Involved(village, Part.AS_RESERVE, human.id) for village in human.roster}
    found |= {Involved(village, Part.AS_INCUMBENT) for village in human.serves}
    mentor = world.index.mentors.entries.get(human.id)
    for reserve, villages in mentor.mentees.items() if mentor else ():
        found |= {Involved(village, Part.AS_MENTOR, reserve) for village in villages}
    for name in human.names:
        found |= {Involved(village, Part.AS_DECIDER, who) for who, village in world.fold.deciders.by(name)}
    return sorted(part for part in found if part.village.startswith(region))


def _row(
    world: World, viewer: Viewer, human: Human, other: Human, mine: list[Involved], theirs: list[Involved]
) -> TieRow:
    tie = max((human.kin[r] for r in human.kin if world.human(r) is other), key=lambda t: t.at)
    meeting = sorted({one.village for one in mine for two in theirs if one.meets(two)})
    return TieRow(
        person=person_ref(viewer, human),
        other=person_ref(viewer, other) if visible(world, viewer, other) else None,
        kind=tie.kind or Kin.OTHER,
        known_from=tie.known_from or KnownFrom.OTHER,
        since=tie.at[0],
        parts=_lines(world, mine),
        other_parts=_lines(world, theirs),
        same_matter=tuple(village_ref(world, village) for village in meeting),
    )


def _lines(world: World, parts: list[Involved]) -> tuple[PartLine, ...]:
    lines = (PartLine(village=village_ref(world, one.village), part=one.part) for one in parts)
    return tuple(dict.fromkeys(lines))
