"""Which records may be one person: a named person merges them or keeps them apart; nobody is merged by likeness."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import combinations

import msgspec

from domain.grades import Viewer
from domain.ledger import LedgerKind
from projections.answer import RegionRef, Stamp, VillageRef
from projections.cursors import page_size, read_cursor, write_cursor
from projections.fold import Human
from projections.people import PersonRow, person_row
from projections.scope import people_in, region_of, region_ref, stamp, village_ref, visible
from projections.world import World

QUESTION = "samePersonSuggestions"


class Likeness(StrEnum):
    """Why two records of one name may be one person; the first is the stronger."""

    SAME_VILLAGE = "SAME_VILLAGE"
    SAME_BIRTH_MONTH = "SAME_BIRTH_MONTH"


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """Two people of one name, the smaller id first. `differs`: fields known of both that do not agree."""

    person: PersonRow
    other: PersonRow
    likeness: tuple[Likeness, ...]
    villages: tuple[VillageRef, ...]
    """Those they share, of the viewer's region."""
    differs: tuple[str, ...]


class SuggestionsPage(msgspec.Struct, frozen=True, kw_only=True):
    """Pairs with both likenesses first, then those that share a village, then by ids."""

    stamp: Stamp
    region: RegionRef
    nodes: tuple[Suggestion, ...]
    total: int
    has_next: bool
    cursors: tuple[str, ...]
    """One a row: a page can go on after any of them."""

    @property
    def end_cursor(self) -> str | None:
        """Where the next page goes on."""
        return self.cursors[-1] if self.cursors else None


def suggestions(
    world: World, viewer: Viewer, *, region: str | None = None, first: int = 50, after: str | None = None
) -> SuggestionsPage:
    """Pairs of which one at least belongs to the region, and both to the viewer's.

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, PAGE_SIZE, CURSOR_FOREIGN, ROLE_MAY_NOT.
    """
    code = region_of(world, viewer, region)
    size = page_size(first)
    start = read_cursor(QUESTION, (code,), after)
    found = world.kept((QUESTION, code, viewer), lambda: _all_pairs(world, viewer, code))
    page = [row for row in found if row[0] > start][: size + 1]
    return SuggestionsPage(
        stamp=stamp(world, code),
        region=region_ref(world, code),
        nodes=tuple(_row(world, viewer, one, other, like) for _, one, other, like in page[:size]),
        total=len(found),
        has_next=len(page) > size,
        cursors=tuple(write_cursor(QUESTION, (code,), row[0]) for row in page[:size]),
    )


def _all_pairs(
    world: World, viewer: Viewer, code: str
) -> list[tuple[str, Human, Human, tuple[Likeness, ...]]]:
    here = people_in(world, code)
    found = pairs(world, viewer, here, {human.id for human in here})
    return sorted(((_key(*pair), *pair) for pair in found), key=lambda row: row[0])


def pairs(
    world: World, viewer: Viewer, here: Iterable[Human], ids: set[str]
) -> Iterator[tuple[Human, Human, tuple[Likeness, ...]]]:
    """Like people, each pair once, the smaller id first."""
    by_name: dict[str, list[Human]] = {}
    names = {human.name for human in here if human.name}
    for human in world.fold.humans.values():
        if human.name in names and visible(world, viewer, human):
            by_name.setdefault(human.name or "", []).append(human)
    for people in by_name.values():
        for one, other in combinations(sorted(people, key=lambda h: h.id), 2):
            if one.id in ids or other.id in ids:
                like = likeness(one, other)
                if like and may_be_one(world, one, other):
                    yield one, other, like


def likeness(one: Human, other: Human) -> tuple[Likeness, ...]:
    """Of two people of one name; empty: nothing but the name."""
    found = []
    if shared_villages(one, other):
        found.append(Likeness.SAME_VILLAGE)
    months = {str(h.birth)[:7] for h in (one, other) if h.birth and h.birth.month}
    if one.birth and other.birth and one.birth.month and other.birth.month and len(months) == 1:
        found.append(Likeness.SAME_BIRTH_MONTH)
    return tuple(found)


def may_be_one(world: World, one: Human, other: Human) -> bool:
    """No ledger has both (it would know), no two id numbers tell them apart, nobody has kept them apart."""
    if rows_of(one) & rows_of(other):
        return False
    if one.value("id_number") and other.value("id_number"):
        return False
    apart = world.fold.record.apart
    return not any(frozenset({a, b}) in apart for a in one.records for b in other.records)


def rows_of(human: Human) -> set[tuple[LedgerKind, str]]:
    """The ledgers (and villages, for reserves) that speak of somebody."""
    return {(claim.event.source.kind, claim.event.slot) for claim in human.claims}


def shared_villages(one: Human, other: Human) -> list[str]:
    """Villages both belong to, by code."""
    return sorted(code for code in one.places & other.places if len(code) == 12)


def _key(one: Human, other: Human, like: tuple[Likeness, ...]) -> str:
    rank = 0 if len(like) == len(Likeness) else 1 if Likeness.SAME_VILLAGE in like else 2
    return f"{rank}{one.id}|{other.id}"


def _row(world: World, viewer: Viewer, one: Human, other: Human, like: tuple[Likeness, ...]) -> Suggestion:
    shared = [code for code in shared_villages(one, other) if viewer.covers(code)]
    differs = (
        field
        for field in one.facts.keys() & other.facts.keys()
        if one.value(field) and other.value(field) and _apart(field, one, other)
    )
    return Suggestion(
        person=person_row(world, viewer, one),
        other=person_row(world, viewer, other),
        likeness=like,
        villages=tuple(village_ref(world, code) for code in shared),
        differs=tuple(sorted(differs)),
    )


def _apart(field: str, one: Human, other: Human) -> bool:
    if field == "birth" and one.birth and other.birth:
        return not one.birth.agrees_with(other.birth)
    return one.value(field) != other.value(field)
