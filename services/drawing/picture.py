"""What a township's picture shows, as a viewer may see it; before any place on the paper."""

from datetime import date

import msgspec

from domain.grades import Viewer
from domain.ids import PersonId
from domain.mentorship.assigning import missing_roles
from domain.refusal import Refusal
from domain.rule_set import MentorRole, VillageClass
from projections.answer import Counting
from projections.fold import Human
from projections.index import VillageEntry
from projections.mentor_loads import LoadStatus, MentorLoad, load_of
from projections.mentored_by import MentoredBy, mentors_of
from projections.ops import CLASSES
from projections.scope import region_of, visible
from projections.world import World
from services.remedies.answers.at_hand import tier_of

NOT_TOLD = "外乡镇导师"
NO_NAME = "（姓名不明）"


class DrawnVillage(msgspec.Struct, frozen=True, kw_only=True):
    """`short_by`: by the counting of the picture. `missing_roles`: mentors lacking, over all its reserves."""

    code: str
    name: str
    village_class: VillageClass
    counts: bool
    wanted: int
    on_roster: int
    cleared: int
    short_by: int
    missing_roles: int


class DrawnReserve(msgspec.Struct, frozen=True, kw_only=True):
    """Once, however many villages of the township list them."""

    id: str
    name: str
    tier: str | None
    cleared: bool
    villages: tuple[str, ...]
    mentors: tuple[str, ...]


class DrawnMentor(msgspec.Struct, frozen=True, kw_only=True):
    """`load` counts all their reserves; None for somebody whom the viewer is not told of."""

    id: str
    name: str
    role: str | None
    load: int | None
    capacity: int | None
    status: LoadStatus | None
    away: bool = False


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """Villages by class, then code; reserves and mentors by id."""

    code: str
    township: str
    county: str
    on_date: date
    position: int
    counting: Counting
    viewer: str
    villages: tuple[DrawnVillage, ...]
    reserves: tuple[DrawnReserve, ...]
    mentors: tuple[DrawnMentor, ...]


def picture_of(
    world: World, viewer: Viewer, township: str, counting: Counting = Counting.ON_ROSTER
) -> Picture:
    """A township's villages, their reserves, and the mentors of these or of the township.

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, TOWNSHIP_WANTED, ROLE_MAY_NOT.
    """
    code = region_of(world, viewer, township)
    if len(code) != 9:
        raise Refusal(
            "TOWNSHIP_WANTED",
            "A picture shows one township: give its code of 9 digits.",
            "图按乡镇绘制：请给出 9 位乡镇代码。",
            path=("region",),
            choices=_choices(world, code),
        )
    entries = sorted(world.index.villages_of(code), key=lambda entry: (entry.rank, str(entry.code)))
    reserves: dict[str, list[VillageEntry]] = {}
    for entry in entries:
        for person in entry.roster:
            reserves.setdefault(person, []).append(entry)
    mentors: dict[str, DrawnMentor] = {}
    drawn = tuple(_reserve(world, viewer, who, reserves[who], mentors) for who in sorted(reserves))
    order = world.index.mentors
    for mentor in order.page(code, "", order.total(code))[0]:
        mentors.setdefault(mentor.id, _mentor(world, viewer, mentor.id))
    return Picture(
        code=code,
        township=world.index.region_name(code),
        county=world.index.region_name(world.county),
        on_date=world.on_date,
        position=world.position,
        counting=counting,
        viewer=viewer.name,
        villages=tuple(_village(world, viewer, entry, counting) for entry in entries),
        reserves=drawn,
        mentors=tuple(mentors[key] for key in sorted(mentors)),
    )


def _choices(world: World, region: str) -> tuple[str, ...]:
    known = [code for code in world.index.regions() if len(code) == 9 and code.startswith(region)]
    return tuple(f"{code} {world.index.region_name(code)}" for code in known)


def _village(world: World, viewer: Viewer, entry: VillageEntry, counting: Counting) -> DrawnVillage:
    required = world.index.policy.roles[entry.rank]
    missing = 0
    for person in entry.roster:
        mentors = mentors_of(world, viewer, world.fold.humans[PersonId(person)], entry.code)
        missing += len(missing_roles(required, {MentorRole(m.role) for m in mentors if m.role}))
    return DrawnVillage(
        code=entry.code,
        name=entry.name,
        village_class=CLASSES[entry.rank],
        counts=entry.counts,
        wanted=entry.wanted,
        on_roster=entry.on_roster,
        cleared=entry.cleared,
        short_by=entry.short_by(counting),
        missing_roles=missing,
    )


def _reserve(
    world: World, viewer: Viewer, person: str, villages: list[VillageEntry], mentors: dict[str, DrawnMentor]
) -> DrawnReserve:
    human = world.fold.humans[PersonId(person)]
    mine: dict[str, None] = {}
    for entry in villages:
        for line in mentors_of(world, viewer, human, entry.code):
            drawn = _of_line(world, viewer, line)
            mentors.setdefault(drawn.id, drawn)
            mine[drawn.id] = None
    tiers = [tier_of(human.candidates[entry.code]) for entry in villages]
    ends = [entry.roster[person] for entry in villages]
    return DrawnReserve(
        id=person,
        name=_name(viewer, human),
        tier=next(filter(None, tiers), None) if viewer.sees("tier") else None,
        cleared=any(through is not None and through >= world.on_date for through in ends),
        villages=tuple(str(entry.code) for entry in villages),
        mentors=tuple(sorted(mine)),
    )


def _of_line(world: World, viewer: Viewer, line: MentoredBy) -> DrawnMentor:
    """Whoever the viewer is not told of is one and the same box, whoever it is."""
    if line.mentor is None:
        return DrawnMentor(id="", name=NOT_TOLD, role=None, load=None, capacity=None, status=None)
    return _mentor(world, viewer, line.mentor.id)


def _mentor(world: World, viewer: Viewer, person: str) -> DrawnMentor:
    human = world.fold.humans[PersonId(person)]
    found: MentorLoad | None = (
        load_of(world, viewer, PersonId(person)) if visible(world, viewer, human) else None
    )
    if found is None:
        return DrawnMentor(
            id=person, name=_name(viewer, human), role=None, load=0, capacity=None, status=None
        )
    return DrawnMentor(
        id=person,
        name=_name(viewer, human),
        role=found.roles[0] if found.roles else found.role,
        load=found.load,
        capacity=found.capacity,
        status=found.status,
        away=found.away,
    )


def _name(viewer: Viewer, human: Human) -> str:
    return (human.name if viewer.sees("name") else None) or NO_NAME
