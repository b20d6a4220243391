"""Whose class differs between today, the reference date and the election of their village (question 9)."""

from datetime import date

import msgspec

from domain.grades import Viewer
from domain.ids import CandidacyId
from domain.rule_set import RuleSet
from projections.answer import PersonRef, RegionRef, Stamp, VillageRef
from projections.classes import Classes, classes_of
from projections.fold import Candidate, Human
from projections.pages import Page, page_of
from projections.scope import people_in, person_ref, region_of, region_ref, stamp, village_ref
from projections.world import World

QUESTION = "classShifts"


class ClassShift(msgspec.Struct, frozen=True, kw_only=True):
    """One candidacy. `on_election` is None where nobody has said when the village elects."""

    candidacy: CandidacyId
    person: PersonRef
    village: VillageRef
    birth: str | None
    today: Classes
    on_reference: Classes
    on_election: Classes | None
    election_date: date | None


class ClassShifts(msgspec.Struct, frozen=True, kw_only=True):
    """By village, then person."""

    stamp: Stamp
    region: RegionRef
    reference_date: date
    page: Page[ClassShift]
    election_unknown: int
    """Candidacies of the region whose village has no election date: compared on two days only."""


def class_shifts(
    world: World, viewer: Viewer, *, region: str | None = None, first: int = 50, after: str | None = None
) -> ClassShifts:
    """Everybody on the roster whose terms or quotas differ. O(people of the region), kept for the next page.

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, PAGE_SIZE, CURSOR_FOREIGN, ROLE_MAY_NOT.
    """
    code = region_of(world, viewer, region)
    on_roster = world.kept((QUESTION, code), lambda: listed(world, code))
    rules = world.rules
    found = [
        (key, human, candidate)
        for key, human, candidate in on_roster
        if rules and len(set(_classes(world, rules, human, candidate.village))) > 1
    ]
    rows = [(key, _row(world, viewer, rules, human, candidate)) for key, human, candidate in found if rules]
    return ClassShifts(
        stamp=stamp(world, code),
        region=region_ref(world, code),
        reference_date=world.reference_date,
        page=page_of(QUESTION, (code,), rows, first, after),
        election_unknown=sum(1 for _, _, c in on_roster if world.election_date(c.village) is None),
    )


def listed(world: World, region: str) -> list[tuple[str, Human, Candidate]]:
    """Every candidacy on a region's roster with its sort key: village, then person."""
    return sorted(
        (
            (f"{candidate.village}{human.id}", human, candidate)
            for human in people_in(world, region)
            for candidate in human.candidates.values()
            if candidate.on_roster and candidate.village.startswith(region)
        ),
        key=lambda row: row[0],
    )


def _classes(world: World, rules: RuleSet, human: Human, village: str) -> list[Classes]:
    days = (world.on_date, world.reference_date, world.election_date(village))
    return [classes_of(rules, human, day) for day in days if day]


def _row(world: World, viewer: Viewer, rules: RuleSet, human: Human, candidate: Candidate) -> ClassShift:
    election = world.election_date(candidate.village)
    return ClassShift(
        candidacy=candidate.id,
        person=person_ref(viewer, human),
        village=village_ref(world, candidate.village),
        birth=str(human.birth) if human.birth and viewer.sees("birth") else None,
        today=classes_of(rules, human, world.on_date),
        on_reference=classes_of(rules, human, world.reference_date),
        on_election=classes_of(rules, human, election) if election else None,
        election_date=election,
    )
