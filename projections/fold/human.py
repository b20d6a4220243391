"""One human being as the ledgers and named people's decisions have them: one record, or several merged ones.

Never a score. What is disputed is None here and listed by `disputes`.
"""

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from domain.candidacy import Candidacy
from domain.facts import (
    Fact,
    education_of,
    id_facts,
    in_force,
    partial_date,
    resolve,
    settled_values,
    waits,
)
from domain.ids import PersonId, VillageCode
from domain.kinship import Tie, Ties
from domain.ledger import LedgerKind
from domain.mentor.state import Mentor, as_one
from domain.mentorship.state import Mentorship, together
from domain.outreach import Outreach
from domain.outreach import as_one as heard_as_one
from domain.person.events import PersonClaimed
from domain.person.state import DatedClaim, Person
from domain.training.state import Training
from domain.training.state import together as as_one_training
from domain.values.partial_date import PartialDate
from projections.fold.owed import Owed, owed_to
from projections.fold.record import Record
from projections.fold.rows import Area, Candidate, area_of, candidates_of, row_of, said


class Human(msgspec.Struct, frozen=True, kw_only=True):
    """`id` is the smallest id of the records that can still be read; `records` are all of those."""

    id: PersonId
    records: tuple[PersonId, ...]
    claims: tuple[DatedClaim, ...]
    facts: Mapping[str, Fact]
    kinds: frozenset[LedgerKind]
    name: str | None
    sex: str | None
    birth: PartialDate | None
    education: str | None
    member_at: str | None
    member_since: date | None
    native_of: str | None
    serves: tuple[VillageCode, ...]
    candidates: Mapping[str, Candidate]
    area: Area | None
    mentor: Mentor
    """As decided; `area` says what of it, or of the ledger's row, is so."""
    mentored: Mapping[str, Mentorship]
    """By village: decided pairings and talks, as a reserve."""
    considered: bool
    """A survey of the cycle that runs went through them as a member."""
    outreach: Outreach
    """Answers taken down, contacts, the mark and the watch list."""
    kin: Ties
    """By the other's record; what was taken back is not here."""
    trained: Training
    """Courses and trial posts of all records."""
    owed: tuple[Owed, ...]
    """Steps of due process and answers to objections, the soonest first."""
    waiting: tuple[tuple[str, DatedClaim], ...]
    """Held rows that wait, each with the village it names (or empty)."""
    places: frozenset[str]
    """Villages and townships this person belongs to."""

    def value(self, field: str) -> str | None:
        """A field's value; None where nothing was said or it is disputed."""
        fact = self.facts.get(field)
        return fact.value if fact else None

    @property
    def disputed(self) -> tuple[str, ...]:
        """Fields that ledgers disagree on and nobody has settled, in order."""
        return tuple(sorted(field for field, fact in self.facts.items() if fact.value is None))

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that was said or settled, for finding somebody whose name is disputed."""
        fact = self.facts.get("name")
        return tuple(dict.fromkeys((*(v.value for v in fact.said), fact.value or ""))) if fact else ()

    @property
    def last_talk(self) -> date | None:
        """The day of the last talk with any mentor, for any village."""
        return max((m.last_talk for m in self.mentored.values() if m.last_talk), default=None)

    @property
    def roster(self) -> tuple[str, ...]:
        """The villages on whose roster the person is."""
        return tuple(code for code, candidate in self.candidates.items() if candidate.on_roster)


def derive(component: Iterable[PersonId], record: Record) -> Human | None:
    """The human being behind a component of merged records; None where nothing readable is left."""
    ids = tuple(sorted(p for p in component if p not in record.forgotten))
    people = [record.people.get(p, Person()) for p in ids]
    claims = in_force(people)
    listings = {p: record.listed[p] for p in ids if record.listed.get(p)}
    if not claims and not any(c.known for listing in listings.values() for c in listing.values()):
        return None
    settled = settled_values(people)
    facts = resolve(people, id_facts(claims, settled))
    by_kind = _by_kind(claims)
    serves = tuple(sorted({v for p in ids for v in record.serving.get(p, ())}))
    member = row_of(people, by_kind.get(LedgerKind.MEMBERS, []), settled)
    mentor = as_one(record.mentors[p] for p in ids if p in record.mentors)
    name = _value(facts, "name")
    area = area_of(people, by_kind.get(LedgerKind.MENTORS, []), settled, mentor, name)
    birth = facts.get("birth")
    return Human(
        id=ids[0],
        records=ids,
        claims=claims,
        facts=facts,
        kinds=frozenset(by_kind),
        name=name,
        sex=_value(facts, "sex"),
        birth=partial_date(birth.value if birth else None),
        education=education_of(facts),
        member_at=member.get("village"),
        member_since=max((c.since for c in by_kind.get(LedgerKind.MEMBERS, ())), default=None),
        native_of=_value(facts, "native_village"),
        serves=serves,
        candidates=candidates_of(people, claims, listings, settled, serves, record.rule_sets),
        area=area,
        mentor=mentor,
        mentored=_mentored(ids, record),
        considered=any(record.surveyed.considered(p) for p in ids),
        outreach=heard_as_one(p.outreach for p in people),
        kin=kin_of(people),
        trained=as_one_training(record.trained[p] for p in ids if p in record.trained),
        owed=owed_to(
            listings, (record.objections[p] for p in ids if p in record.objections), record.rule_sets
        ),
        waiting=tuple((village_named(c.event), c) for c in claims if waits(c, settled)),
        places=frozenset(_places(claims, serves, area, listings)),
    )


def kin_of(people: Iterable[Person]) -> Ties:
    """The ties that stand, of all records together; of two about one record the later."""
    found: dict[PersonId, Tie] = {}
    for known in people:
        for other, tie in known.ties.items():
            if tie.kind and (other not in found or found[other].at < tie.at):
                found[other] = tie
    return found


def _mentored(ids: Iterable[PersonId], record: Record) -> dict[str, Mentorship]:
    """The pairings and talks of all records, by village."""
    found: dict[str, list[Mentorship]] = {}
    for person in ids:
        for village, mentorship in record.mentorships.get(person, {}).items():
            found.setdefault(village, []).append(mentorship)
    return {village: together(found[village]) for village in sorted(found)}


def village_named(event: PersonClaimed) -> str:
    """The village that a row names: its own, the candidacy's, or the native one."""
    facts = said(event)
    return facts.get("village") or event.slot or facts.get("native_village") or ""


def _value(facts: Mapping[str, Fact], field: str) -> str | None:
    fact = facts.get(field)
    return fact.value if fact else None


def _by_kind(claims: Iterable[DatedClaim]) -> dict[LedgerKind, list[DatedClaim]]:
    found: dict[LedgerKind, list[DatedClaim]] = {}
    for claim in claims:
        found.setdefault(claim.event.source.kind, []).append(claim)
    return found


def _places(
    claims: Iterable[DatedClaim],
    serves: Iterable[str],
    area: Area | None,
    listings: Mapping[PersonId, Mapping[VillageCode, Candidacy]],
) -> set[str]:
    found = set(serves)
    for listing in listings.values():
        found.update(village for village, candidacy in listing.items() if candidacy.known)
    for claim in claims:
        facts = said(claim.event)
        if claim.event.source.kind == LedgerKind.MENTORS:
            found.update(facts.get("linked_villages", "").split())
            found.add(facts.get("township", ""))
        else:
            found.update(
                (village_named(claim.event), facts.get("township", ""), facts.get("native_township", ""))
            )
    if area:
        found.update((*area.villages, area.township or ""))
    return found - {""}
