"""The daily question: members and natives by age, education, standing, residence, place and willingness.

People whose age is not known well enough to say are counted apart, never in or out by a guess.
"""

import msgspec

from domain.grades import Viewer
from domain.ids import RegionCode
from domain.ledger import LedgerKind
from domain.refusal import Refusal
from domain.values.education import RANKS
from projections.answer import PersonRef, RegionRef, Stamp, VillageRef
from projections.conditions import (
    PeopleFilter,
    Standing,
    TermsMet,
    best_terms,
    considered,
    meets,
    standing_of,
)
from projections.cursors import page_size, read_cursor, write_cursor
from projections.fold import Human
from projections.scope import people_in, person_ref, region_of, region_ref, stamp, village_ref
from projections.world import World

QUESTION = "people"
__all__ = [
    "PeopleFilter",
    "PeoplePage",
    "PersonRow",
    "Standing",
    "TermsMet",
    "people",
    "person_row",
    "villages_of",
]


class PersonRow(msgspec.Struct, frozen=True, kw_only=True):
    """A person in a list. Ages are the lowest and highest possible on the answer's day."""

    person: PersonRef
    kinds: tuple[LedgerKind, ...]
    sex: str | None
    birth: str | None
    age_low: int | None
    age_high: int | None
    education: str | None
    standing: Standing
    residence: str | None
    villages: tuple[VillageRef, ...]
    """Of the viewer's region."""
    willingness_to_stand: str | None
    willingness_to_return: str | None
    willingness_to_serve: str | None
    considered: bool
    terms: TermsMet | None
    disputed: tuple[str, ...]
    """Fields that ledgers disagree on: unknown above."""


class PeoplePage(msgspec.Struct, frozen=True, kw_only=True):
    """People by the first of their places in the region, then id."""

    stamp: Stamp
    region: RegionRef
    nodes: tuple[PersonRow, ...]
    total: int
    unknown_ages: int
    """People who meet every other condition, but whose age is unknown, disputed or straddles the bound."""
    has_next: bool
    cursors: tuple[str, ...]
    """One a row: a page can go on after any of them."""

    @property
    def end_cursor(self) -> str | None:
        """Where the next page goes on."""
        return self.cursors[-1] if self.cursors else None


def people(
    world: World,
    viewer: Viewer,
    *,
    region: str | None = None,
    wanted: PeopleFilter | None = None,
    first: int = 50,
    after: str | None = None,
) -> PeoplePage:
    """A page of the people of a region (a township or a village, too) who meet every condition.

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, PAGE_SIZE, CURSOR_FOREIGN, VALUE_UNKNOWN, ROLE_MAY_NOT.
    """
    code = region_of(world, viewer, region)
    conditions = wanted or PeopleFilter()
    if conditions.education_at_least is not None and conditions.education_at_least not in RANKS:
        raise Refusal(
            "VALUE_UNKNOWN",
            f"Education is one of {', '.join(RANKS)}.",
            f"学历应为下列之一:{'、'.join(RANKS)}。",
            path=("educationAtLeast",),
            choices=tuple(RANKS),
        )
    size = page_size(first)
    start = read_cursor(QUESTION, (code, conditions), after)
    who = (QUESTION, code, conditions, viewer)
    found, unknown = world.kept(who, lambda: _all_who_meet(world, viewer, code, conditions))
    page = [pair for pair in found if pair[0] > start][: size + 1]
    return PeoplePage(
        stamp=stamp(world, code),
        region=region_ref(world, code),
        nodes=tuple(person_row(world, viewer, human) for _, human in page[:size]),
        total=len(found),
        unknown_ages=unknown,
        has_next=len(page) > size,
        cursors=tuple(write_cursor(QUESTION, (code, conditions), key) for key, _ in page[:size]),
    )


def _all_who_meet(
    world: World, viewer: Viewer, code: str, conditions: PeopleFilter
) -> tuple[list[tuple[str, Human]], int]:
    """Everybody with their sort key, in order, and how many are in doubt by their age alone."""
    found, unknown = [], 0
    for human in people_in(world, code):
        answer = meets(world, viewer, human, conditions)
        unknown += answer is None
        if answer:
            found.append((sort_key(human, code), human))
    return sorted(found, key=lambda pair: pair[0]), unknown


def sort_key(human: Human, region: str) -> str:
    """The first place within the region (a place outside never orders anything), then the id."""
    inside = min((code for code in human.places if code.startswith(region)), default="")
    return f"{inside:<12}{human.id}"


def person_row(world: World, viewer: Viewer, human: Human) -> PersonRow:
    """A person as this viewer may see them in a list."""
    ages = human.birth.age_at(world.on_date) if human.birth else (None, None)

    def shown(field: str, value: str | None) -> str | None:
        return value if viewer.sees(field) else None

    return PersonRow(
        person=person_ref(viewer, human),
        kinds=tuple(kind for kind in LedgerKind if kind in human.kinds),
        sex=shown("sex", human.sex),
        birth=shown("birth", str(human.birth) if human.birth else None),
        age_low=ages[0] if viewer.sees("birth") else None,
        age_high=ages[1] if viewer.sees("birth") else None,
        education=shown("education", human.education),
        standing=standing_of(human),
        residence=shown("residence", human.value("residence")),
        villages=villages_of(world, viewer, human),
        willingness_to_stand=shown("willingness_to_stand", human.value("willingness_to_stand")),
        willingness_to_return=shown("willingness_to_return", human.value("willingness_to_return")),
        willingness_to_serve=shown("willingness_to_serve", human.value("willingness_to_serve")),
        considered=considered(world, human),
        terms=best_terms(world, human),
        disputed=human.disputed,
    )


def villages_of(world: World, viewer: Viewer, human: Human) -> tuple[VillageRef, ...]:
    """The person's villages within the viewer's region, by code."""
    codes = sorted(code for code in human.places if len(code) == 12 and viewer.covers(code))
    return tuple(village_ref(world, RegionCode(code)) for code in codes)
