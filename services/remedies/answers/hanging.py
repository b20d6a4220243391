"""The links of a region's villages as a world has them, and the second links that could be made."""

from collections.abc import Sequence

import msgspec

from domain.grades import Viewer
from domain.ids import PersonId
from domain.rule_set import MentorRole
from projections.fold import Human
from projections.index import VillageEntry
from projections.ops import CLASSES
from projections.scope import visible
from projections.structure import townships_in
from projections.world import World
from services.pairing.problem import POINTS, Reason
from services.remedies.answers.gap_cover import candidates_in
from services.remedies.gap_cover import (
    COVER_POINTS,
    LackingVillage,
    Nearby,
    reasons_for,
    rule_against,
)
from services.remedies.single_points import Link, LinkKind

MOST_FREE = 99
"""Free places part mentors for whom the same reasons speak; they never outweigh a reason."""


class Offer(msgspec.Struct, frozen=True):
    """A link that could be made, and what speaks for it."""

    link: Link
    reasons: tuple[str, ...]


def villages_in(world: World, region: str) -> list[VillageEntry]:
    """Villages and communities of the register, by code."""
    townships = townships_in(world, region)
    return [e for t in townships for e in world.index.villages_of(t) if e.code.startswith(region)]


def links_of(world: World, villages: Sequence[VillageEntry]) -> list[Link]:
    """Reserves on the roster, the mentors they have, and the county leaders who sponsor the village. O(links)."""
    found = []
    for entry in villages:
        for person in entry.roster:
            found.append(Link(person, entry.code, LinkKind.RESERVE))
            for tie in world.fold.ties.get(PersonId(person), {}).get(entry.code, ()):
                leads = tie.role is MentorRole.COUNTY_SPONSOR
                found.append(Link(tie.mentor, entry.code, LinkKind.LEADER if leads else LinkKind.MENTOR))
    for township, entries in _by_township(villages).items():
        for human in _mentors_of(world, township):
            if leads_villages(human):
                found += [
                    Link(human.id, entry.code, LinkKind.LEADER)
                    for entry in entries
                    if _is_of_their_area(human, entry.code)
                ]
    return found


def leads_villages(human: Human) -> bool:
    """A county leader who sponsors townships (R41)."""
    return human.area is not None and MentorRole.COUNTY_SPONSOR in human.area.roles


def offers_for(
    world: World, viewer: Viewer, villages: Sequence[VillageEntry], links: Sequence[Link]
) -> list[Offer]:
    """For villages with a single link of a kind: whom the viewer may see and no rule speaks against."""
    holders: dict[tuple[str, LinkKind], set[str]] = {}
    for link in links:
        holders.setdefault((link.village, link.kind), set()).add(link.person)
    alone = {at for at, persons in holders.items() if len(persons) == 1}
    found = []
    for township, entries in _by_township(villages).items():
        reserved = [entry for entry in entries if (entry.code, LinkKind.RESERVE) in alone]
        found += _reserves(world, viewer, township, reserved)
        for human in _mentors_of(world, township):
            kind = LinkKind.LEADER if leads_villages(human) else LinkKind.MENTOR
            free = _free_places(world, human)
            if free > 0 and visible(world, viewer, human):
                wanted = [e for e in entries if (e.code, kind) in alone and human.id not in e.roster]
                found += [_mentor_offer(human, entry.code, kind, free) for entry in wanted]
    return found


def _by_township(villages: Sequence[VillageEntry]) -> dict[str, list[VillageEntry]]:
    found: dict[str, list[VillageEntry]] = {}
    for entry in villages:
        found.setdefault(entry.code[:9], []).append(entry)
    return found


def _mentors_of(world: World, township: str) -> list[Human]:
    order = world.index.mentors
    entries, _ = order.page(township, "", order.total(township))
    return [world.fold.humans[PersonId(entry.id)] for entry in entries]


def _is_of_their_area(human: Human, village: str) -> bool:
    """One of the villages named, or any of the township's where none is."""
    villages = human.area.villages if human.area else ()
    return village in villages or not villages


def _free_places(world: World, human: Human) -> int:
    """None while they are away."""
    if human.mentor.is_away(world.on_date):
        return 0
    entry = world.index.mentors.entries[human.id]
    return (world.index.policy.capacity if entry.capacity is None else entry.capacity) - entry.load


def _mentor_offer(human: Human, village: str, kind: LinkKind, free: int) -> Offer:
    linked = human.area is not None and village in human.area.villages
    reason = Reason.LINKS_THE_VILLAGE if linked else Reason.SAME_TOWNSHIP
    return Offer(Link(human.id, village, kind, POINTS[reason] + min(free, MOST_FREE)), (reason,))


def _reserves(world: World, viewer: Viewer, township: str, villages: Sequence[VillageEntry]) -> list[Offer]:
    """Whoever could cover a gap there (question 7) could be a second reserve."""
    if not villages:
        return []
    people, incumbents = candidates_in(world, viewer, [township])
    nearby, found = Nearby(people.values(), {}), []
    for entry in villages:
        village = LackingVillage(
            id=entry.code,
            township=township,
            village_class=CLASSES[entry.rank],
            incumbent=incumbents.get(entry.code, ""),
        )
        for person in nearby.to(village):
            if rule_against(village, person, {}) is None:
                reasons = reasons_for(village, person, {})
                points = sum(COVER_POINTS[reason] for reason in reasons)
                found.append(Offer(Link(person.id, entry.code, LinkKind.RESERVE, points), reasons))
    return found
