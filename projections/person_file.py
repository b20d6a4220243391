"""Everything known of one person, with the row that said each thing. Sensitive fields only within an open case."""

from datetime import date

import msgspec

from domain.grades import Viewer
from domain.ids import CandidacyId, PersonId
from domain.ledger import LedgerKind
from projections.answer import Origin, PersonRef, RegionRef, Stamp, VillageRef
from projections.fold import Candidate, Human, Matter, NameIs
from projections.mentored_by import MentoredBy, mentors_of
from projections.mobilising.file_lines import Mobilising, mobilising_of
from projections.origins import FactLine, fact_lines, origin_of, sensitive_shown
from projections.people import PersonRow, person_row
from projections.reviews import what_counts
from projections.scope import human_of, person_ref, region_ref, stamp, village_ref, visible
from projections.talks import TalkLine, talks_of
from projections.world import World


class NamedMentorLine(msgspec.Struct, frozen=True, kw_only=True):
    """A mentor's name on a roster and whom it means. `mentor` None: not resolved, or not for this viewer."""

    name: str | None
    outcome: NameIs
    mentor: PersonRef | None


class CandidacyLine(msgspec.Struct, frozen=True, kw_only=True):
    """One person for one village. On the roster: listed and not waiting, or proposed; neither over nor the village's
    own incumbent. `tier` is a ledger's claim, `decided_tier` a named person's.
    """

    id: CandidacyId
    person: PersonRef
    village: VillageRef
    on_roster: bool
    cleared: bool
    listed: bool
    waits: bool
    own_village: bool
    tier: str | None
    decided_tier: str | None
    proposed_on: date | None
    admitted_on: date | None
    cleared_through: date | None
    left_on: date | None
    objections_open: int
    """A pending objection only flags a clearance."""
    mentors: tuple[NamedMentorLine, ...]
    """As the roster names them."""
    mentored_by: tuple[MentoredBy, ...]
    """Whom they have, by decision or by a name."""


class HeldRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row that waits for a person's decision: the problems' codes and the fields to settle."""

    person: PersonRef
    village: VillageRef | None
    codes: tuple[str, ...]
    fields: tuple[str, ...]
    origin: Origin


class MentorArea(msgspec.Struct, frozen=True, kw_only=True):
    """What a mentors' ledger says; villages of the viewer's region only."""

    role: str | None
    capacity: int | None
    township: RegionRef | None
    linked_villages: tuple[VillageRef, ...]


class PersonFile(msgspec.Struct, frozen=True, kw_only=True):
    """One human being. `records`: every record merged into this one."""

    stamp: Stamp
    person: PersonRef
    row: PersonRow
    records: tuple[PersonId, ...]
    facts: tuple[FactLine, ...]
    serves: tuple[VillageRef, ...]
    """Villages whose secretary the person is, as their ledger has it."""
    candidacies: tuple[CandidacyLine, ...]
    """For villages of the viewer's region; `candidacies_elsewhere` counts the others."""
    candidacies_elsewhere: int
    talks: tuple[TalkLine, ...]
    """With their mentors, newest first."""
    mobilising: Mobilising
    mentor_area: MentorArea | None
    held: tuple[HeldRow, ...]
    missing_from: tuple[LedgerKind, ...]
    """Ledgers whose newest reading no longer has the person."""
    sensitive_fields: tuple[str, ...]
    """P3 and P4 fields shown in this answer: to be recorded as read."""


def person_file(world: World, viewer: Viewer, person: str) -> PersonFile:
    """The file of the human being behind any of their records' ids.

    Raises: PERSON_UNKNOWN, ROLE_MAY_NOT.
    """
    human = human_of(world, viewer, person)
    positions = {claim.event.source: claim.version for claim in human.claims}
    mine = [c for c in human.candidates.values() if viewer.covers(c.village)]
    record, mobilising = world.fold.record, mobilising_of(world, viewer, human)
    return PersonFile(
        stamp=stamp(world, viewer.region),
        person=person_ref(viewer, human),
        row=person_row(world, viewer, human),
        records=human.records,
        facts=fact_lines(world, viewer, human.facts, positions),
        serves=tuple(village_ref(world, code) for code in human.serves if viewer.covers(code)),
        candidacies=tuple(candidacy_line(world, viewer, human, candidate) for candidate in mine),
        candidacies_elsewhere=len(human.candidates) - len(mine),
        talks=talks_of(world, viewer, human),
        mobilising=mobilising,
        mentor_area=_area(world, viewer, human),
        held=held_rows(world, viewer, human),
        missing_from=tuple(
            sorted(
                {kind for r in human.records if r in record.people for kind, _ in record.people[r].missing}
            )
        ),
        sensitive_fields=tuple(sorted({*sensitive_shown(viewer, human.facts), *mobilising.sensitive})),
    )


def candidacy_line(world: World, viewer: Viewer, human: Human, candidate: Candidate) -> CandidacyLine:
    """A candidacy as this viewer may see it."""
    through = candidate.cleared_through
    decided = what_counts(candidate.decisions, world.fold.record.rule_sets)
    named = world.fold.mentoring.get(human.id, {}).get(candidate.village, ())
    return CandidacyLine(
        id=candidate.id,
        person=person_ref(viewer, human),
        village=village_ref(world, candidate.village),
        on_roster=candidate.on_roster,
        cleared=candidate.on_roster and bool(through and through >= world.on_date),
        listed=candidate.listed,
        waits=candidate.waits,
        own_village=candidate.own_village,
        tier=candidate.tier if viewer.sees("tier") else None,
        decided_tier=decided.tier if viewer.sees("tier") else None,
        proposed_on=decided.proposed.on if decided.proposed else None,
        admitted_on=decided.admitted.on if decided.admitted else None,
        cleared_through=through if candidate.on_roster else None,
        left_on=decided.exited.on if decided.exited else None,
        objections_open=sum(
            o.matter is Matter.OBJECTION and o.village == candidate.village for o in human.owed
        ),
        mentors=tuple(
            NamedMentorLine(
                name=n.name if viewer.sees("mentor_names") else None,
                outcome=n.outcome,
                mentor=_mentor(world, viewer, n.mentor),
            )
            for n in named
        ),
        mentored_by=mentors_of(world, viewer, human, candidate.village),
    )


def held_rows(world: World, viewer: Viewer, human: Human) -> tuple[HeldRow, ...]:
    """The person's waiting rows that name a village of the viewer's region, or none."""
    return tuple(
        HeldRow(
            person=person_ref(viewer, human),
            village=village_ref(world, village) if village else None,
            codes=claim.event.held,
            fields=claim.event.held_fields,
            origin=origin_of(world, claim.event.source, claim.version),
        )
        for village, claim in sorted(human.waiting, key=lambda pair: pair[1].version)
        if not village or viewer.covers(village)
    )


def _mentor(world: World, viewer: Viewer, person: PersonId | None) -> PersonRef | None:
    human = world.human(person) if person else None
    return person_ref(viewer, human) if human and visible(world, viewer, human) else None


def _area(world: World, viewer: Viewer, human: Human) -> MentorArea | None:
    area = human.area
    if area is None:
        return None
    township = area.township if area.township and viewer.covers(area.township) else None
    return MentorArea(
        role=area.role,
        capacity=area.capacity,
        township=region_ref(world, township) if township else None,
        linked_villages=tuple(village_ref(world, code) for code in area.villages if viewer.covers(code)),
    )
