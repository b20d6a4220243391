"""Finding people and villages by what people type: a name, its pinyin or initials, a code, an id number's last four.

In memory only, and only within the viewer's region.
"""

import msgspec

from domain.grades import Viewer
from projections.answer import PersonRef, Stamp, VillageRef
from projections.cursors import page_size
from projections.fold import Human
from projections.people import villages_of
from projections.scope import must_read, person_ref, stamp, village_ref, visible
from projections.spelling import plain, spells
from projections.world import World


class FoundPerson(msgspec.Struct, frozen=True, kw_only=True):
    """`by`: name, id or id_number; the last means that a sensitive field was searched."""

    person: PersonRef
    birth: str | None
    villages: tuple[VillageRef, ...]
    by: str


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """People by name then id, villages by code; totals are exact."""

    stamp: Stamp
    people: tuple[FoundPerson, ...]
    people_total: int
    villages: tuple[VillageRef, ...]
    villages_total: int
    sensitive_fields: tuple[str, ...]
    """To be recorded as read: id_number where it was searched."""


def search(world: World, viewer: Viewer, text: str, *, first: int = 20) -> Found:
    """The first so many people and villages. Four digits (or three and X) end an id number for who may see it.

    Raises: PAGE_SIZE, ROLE_MAY_NOT.
    """
    must_read(viewer)
    size = page_size(first)
    people = sorted(
        ((human.name or "", human.id, by, human) for human, by in _people(world, viewer, text)),
        key=lambda row: row[:2],
    )
    codes = _villages(world, viewer, text)
    return Found(
        stamp=stamp(world, viewer.region),
        people=tuple(
            FoundPerson(
                person=person_ref(viewer, human),
                birth=str(human.birth) if human.birth and viewer.sees("birth") else None,
                villages=villages_of(world, viewer, human),
                by=by,
            )
            for _, _, by, human in people[:size]
        ),
        people_total=len(people),
        villages=tuple(village_ref(world, code) for code in codes[:size]),
        villages_total=len(codes),
        sensitive_fields=("id_number",) if asks_id_number(viewer, text) else (),
    )


def asks_id_number(viewer: Viewer, text: str) -> bool:
    """Whether a text is an id number's end and the viewer may see id numbers."""
    wanted = plain(text)
    last_four = len(wanted) == 4 and wanted.isascii() and wanted[:3].isdigit() and wanted[3] in "0123456789x"
    return last_four and viewer.could_see("id_number")


def matches(viewer: Viewer, human: Human, text: str) -> str | None:
    """By what a text means a person; None: it does not."""
    if text.strip() in human.records:
        return "id"
    if viewer.sees("name") and any(spells(name, text) for name in human.names):
        return "name"
    number = human.value("id_number")
    if number and asks_id_number(viewer, text) and number[-4:].lower() == plain(text):
        return "id_number"
    return None


def village_matches(world: World, code: str, text: str) -> bool:
    """By the start of its code, part of its name, or pinyin."""
    wanted = plain(text)
    if wanted.isascii() and wanted.isdigit():
        return len(wanted) >= 6 and code.startswith(wanted)
    return spells(world.index.region_name(code), text)


def _people(world: World, viewer: Viewer, text: str) -> list[tuple[Human, str]]:
    found = []
    for human in world.fold.humans.values():
        by = matches(viewer, human, text)
        if by and visible(world, viewer, human):
            found.append((human, by))
    return found


def _villages(world: World, viewer: Viewer, text: str) -> list[str]:
    return sorted(
        code
        for code in world.fold.record.registered
        if viewer.covers(code) and village_matches(world, code, text)
    )
