"""Every answer of a world, one after the other, in a form that can be compared and hashed (`yumiao verify`)."""

from collections.abc import Callable, Iterator
from typing import Any, Protocol

import msgspec

from domain.grades import Viewer
from projections.answer import Counting
from projections.contact_due import contact_due
from projections.coverage import coverage, villages_lacking_reserves
from projections.disputes import disputes
from projections.due_process import due_process
from projections.growing import mature_outside, tier_stuck
from projections.history import history
from projections.mentor_gaps import mentor_gaps
from projections.mentor_loads import mentor_loads
from projections.neighbourhood import around
from projections.people import PeopleFilter, TermsMet, people
from projections.person_file import person_file
from projections.reviews import reviews
from projections.scope import visible
from projections.structure import structure
from projections.suggestions import suggestions
from projections.surveying.balance import survey_balance
from projections.surveying.files import survey_file
from projections.surveying.plans import village_plans
from projections.surveying.progress import survey_progress
from projections.training_short import training_short
from projections.village_file import village_file
from projections.world import World

FILTERS = {
    "everybody": PeopleFilter(),
    "not yet considered": PeopleFilter(terms=TermsMet.GENERAL, not_yet_considered=True),
    "exceptional": PeopleFilter(terms=TermsMet.EXCEPTIONAL),
    "young women": PeopleFilter(age_to=35, sex="female"),
}


class Page(Protocol):
    """Any page of a list."""

    @property
    def has_next(self) -> bool: ...

    @property
    def end_cursor(self) -> str | None: ...


def all_answers(world: World, viewer: Viewer) -> Iterator[tuple[str, Any]]:
    """(what was asked, the answer as plain JSON values), for everything this viewer may ask. The same world gives
    the same sequence.
    """
    for region in _regions(world, viewer):
        for counting in Counting:
            yield (
                f"coverage {region} {counting}",
                plain(coverage(world, viewer, region=region, counting=counting)),
            )
            lacking = villages_lacking_reserves
            yield from _pages(
                f"villagesLackingReserves {region} {counting}",
                lacking,
                world,
                viewer,
                region=region,
                counting=counting,
            )
            if len(region) < 12:
                yield (
                    f"structure {region} {counting}",
                    plain(structure(world, viewer, region=region, counting=counting)),
                )
        yield from _pages(f"reviews {region}", reviews, world, viewer, region=region)
        yield from _pages(f"matureOutside {region}", mature_outside, world, viewer, region=region)
        yield from _pages(f"trainingShort {region}", training_short, world, viewer, region=region)
        yield from _pages(f"tierStuck {region}", tier_stuck, world, viewer, region=region)
        yield from _pages(f"dueProcess {region}", due_process, world, viewer, region=region)
        yield from _pages(f"mentorLoads {region}", mentor_loads, world, viewer, region=region)
        yield from _pages(f"mentorGaps {region}", mentor_gaps, world, viewer, region=region)
        yield f"surveyProgress {region}", plain(survey_progress(world, viewer, region=region))
        yield from _pages(f"surveyBalance {region}", survey_balance, world, viewer, region=region)
        yield from _pages(f"villagePlans {region}", village_plans, world, viewer, region=region)
        due = {"region": region, "within_days": 30}
        yield from _pages(f"contactDue {region}", contact_due, world, viewer, **due)
        for name, wanted in FILTERS.items() if len(region) < 12 else ():
            yield from _pages(f"people {region} {name}", people, world, viewer, region=region, wanted=wanted)
    yield from _pages("disputes", disputes, world, viewer)
    yield from _pages("suggestions", suggestions, world, viewer)
    yield from _one_by_one(world, viewer)


def plain(answer: Any) -> Any:
    """An answer as JSON would carry it."""
    return msgspec.to_builtins(answer, str_keys=True)


def _one_by_one(world: World, viewer: Viewer) -> Iterator[tuple[str, Any]]:
    for code in sorted(world.fold.record.registered):
        if viewer.covers(code):
            yield f"villageFile {code}", plain(village_file(world, viewer, code))
            yield f"surveyFile {code}", plain(survey_file(world, viewer, code))
            yield from _pages(f"history {code}", history, world, viewer, code)
    for person in sorted(world.fold.humans):
        if visible(world, viewer, world.fold.humans[person]):
            yield f"personFile {person}", plain(person_file(world, viewer, person))
            yield from _pages(f"history {person}", history, world, viewer, person)
            yield f"around {person}", plain(around(world, viewer, person))


def _regions(world: World, viewer: Viewer) -> list[str]:
    return [code for code in world.index.regions() if viewer.covers(code)]


def _pages(
    name: str, ask: Callable[..., Page], world: World, viewer: Viewer, *subject: str, **how: Any
) -> Iterator[tuple[str, Any]]:
    """Page by page to the end."""
    after: str | None = None
    while True:
        page = ask(world, viewer, *subject, first=100, after=after, **how)
        yield f"{name} after {after or 'nothing'}", plain(page)
        if not page.has_next:
            return
        after = page.end_cursor
