"""What a pairing is about, read from the world: who needs whom, who may be asked, who has whom. No name is in it."""

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

import msgspec

from domain.grades import Viewer
from domain.ids import CandidacyId, PersonId, VillageCode
from domain.mentorship.rejecting import changed_since, grounds_of
from domain.mentorship.state import Mentorship, Rejection
from domain.rule_set import MentorRole, VillageClass
from projections.answer import Counting
from projections.fold import Area, Human, MentorTie, TieSource
from projections.index import VillageEntry
from projections.ops import CLASSES
from projections.scope import visible
from projections.world import World


class InNeed(msgspec.Struct, frozen=True, kw_only=True):
    """A candidacy on the counted roster, with the mentor roles that its village's class wants."""

    id: CandidacyId
    person: PersonId
    village: VillageCode
    village_class: VillageClass
    roles: tuple[MentorRole, ...]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody as a mentor. `capacity` None: nobody stated one. `elsewhere`: reserves they have outside this scene."""

    id: PersonId
    roles: tuple[MentorRole, ...]
    townships: tuple[str, ...]
    villages: tuple[VillageCode, ...] = ()
    capacity: int | None = None
    elsewhere: int = 0
    absent: bool = False


class Present(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a candidacy has today, decided or by a ledger's name. `role` None: the ledger does not tell."""

    reserve: CandidacyId
    mentor: PersonId
    role: MentorRole | None
    source: TieSource
    since: date | None = None


class Turned(msgspec.Struct, frozen=True, kw_only=True):
    """A mentor turned down for a candidacy. `changed`: facts that are no longer what it rested on."""

    reserve: CandidacyId
    person: PersonId
    village: VillageCode
    mentor: PersonId
    words: str
    changed: tuple[str, ...]


class Related(NamedTuple):
    """A mentor of the scene who is a reserve's kin by a recorded tie. `told`: to this viewer."""

    reserve: CandidacyId
    mentor: PersonId
    told: bool


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a proposal for a region depends on. A present mentor who is not among the asked is somebody
    else's matter (another region's, or none any more): the role counts as filled.
    """

    in_need: tuple[InNeed, ...]
    asked: tuple[Asked, ...]
    present: tuple[Present, ...]
    turned_down: tuple[Turned, ...]
    kin: tuple[Related, ...] = ()
    capacity: int
    """Assumed where nobody stated one."""


def scene_of(world: World, viewer: Viewer, region: str, counting: Counting) -> Scene:
    """`region` is the viewer's own or within it. O(roster and mentors of the region)."""
    villages = [e for code, e in sorted(world.index.villages.items()) if e.roster and code.startswith(region)]
    rows = [
        (entry, world.fold.humans[PersonId(person)])
        for entry in villages
        for person in _counted(world, entry, counting)
    ]
    in_need = tuple(_in_need(world, entry, human) for entry, human in rows)
    within = {(one.person, one.village) for one in in_need}
    mentors = {m.id: m for m in _mentors(world, viewer, region)}
    return Scene(
        in_need=in_need,
        asked=tuple(_asked(world, mentors[key], within) for key in sorted(mentors)),
        present=tuple(
            tie
            for entry, human in rows
            for tie in _present(human, entry.code, world.fold.ties.get(human.id, {}))
        ),
        turned_down=tuple(turned for entry, human in rows for turned in _turned(world, viewer, entry, human)),
        kin=tuple(one for entry, human in rows for one in _kin(world, viewer, entry, human, mentors)),
        capacity=world.index.policy.capacity,
    )


def townships_of(area: Area, all_of_them: Iterable[str]) -> tuple[str, ...]:
    """Where somebody may be asked: their villages' townships, their own, or the whole county where neither is said."""
    found = {village[:9] for village in area.villages} | ({area.township} if area.township else set())
    return tuple(sorted(found or all_of_them))


def _counted(world: World, entry: VillageEntry, counting: Counting) -> Iterator[str]:
    for person, through in sorted(entry.roster.items()):
        if counting is Counting.ON_ROSTER or (through and through >= world.on_date):
            yield person


def _in_need(world: World, entry: VillageEntry, human: Human) -> InNeed:
    return InNeed(
        id=human.candidates[entry.code].id,
        person=human.id,
        village=entry.code,
        village_class=CLASSES[entry.rank],
        roles=world.index.policy.roles[entry.rank],
    )


def _present(
    human: Human, village: VillageCode, ties: Mapping[str, Iterable[MentorTie]]
) -> Iterator[Present]:
    for tie in ties.get(village, ()):
        yield Present(
            reserve=human.candidates[village].id,
            mentor=tie.mentor,
            role=tie.role,
            source=tie.source,
            since=tie.since,
        )


def _mentors(world: World, viewer: Viewer, region: str) -> Iterator[Human]:
    """Those whom a ledger knows and whose area touches the region, as far as they are this viewer's matter."""
    for key, entry in world.index.mentors.entries.items():
        human = world.fold.humans.get(PersonId(key))
        touches = any(code.startswith(region[:9]) or region.startswith(code) for code in entry.areas)
        if human and human.area and human.claims and touches and visible(world, viewer, human):
            yield human


def _asked(world: World, human: Human, within: set[tuple[PersonId, VillageCode]]) -> Asked:
    area = human.area
    if area is None:
        raise AssertionError(human.id)
    mentees = world.index.mentors.entries[human.id].mentees
    elsewhere = sum(
        not any((person, village) in within for village in villages) for person, villages in mentees.items()
    )
    return Asked(
        id=human.id,
        roles=tuple(sorted(set(area.roles))),
        townships=townships_of(area, world.fold.record.townships),
        villages=tuple(VillageCode(code) for code in area.villages),
        capacity=area.capacity,
        elsewhere=elsewhere,
        absent=human.mentor.is_away(world.on_date),
    )


def _kin(
    world: World, viewer: Viewer, entry: VillageEntry, human: Human, mentors: Container[PersonId]
) -> Iterator[Related]:
    """By mentor. Who may not see ties is served the same answer, without the word."""
    tied = {other.id for record in human.kin if (other := world.human(record))}
    for mentor in sorted(tied - {human.id}):
        if mentor in mentors:
            yield Related(human.candidates[entry.code].id, mentor, viewer.sees("tie"))


def _turned(world: World, viewer: Viewer, entry: VillageEntry, human: Human) -> Iterator[Turned]:
    """By mentor; of somebody who is a mentor no more, nothing."""
    mentorship = human.mentored.get(entry.code, Mentorship())
    for rejection in sorted(mentorship.rejections, key=lambda r: r.mentor):
        mentor = world.human(rejection.mentor)
        if mentor and mentor.area and visible(world, viewer, mentor):
            yield Turned(
                reserve=human.candidates[entry.code].id,
                person=human.id,
                village=entry.code,
                mentor=mentor.id,
                words=rejection.private.words,
                changed=_changed(entry, mentor.area, rejection),
            )


def _changed(entry: VillageEntry, area: Area, rejection: Rejection) -> tuple[str, ...]:
    places = (*area.villages, area.township or "")
    now = grounds_of(entry.code, rejection.mentor, CLASSES[entry.rank], area.roles, places, area.capacity)
    return changed_since(rejection, now)
