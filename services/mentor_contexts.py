"""What the decisions about mentors see: records of one human being, the rules in force, loads; from streams alone."""

from collections.abc import Iterable
from datetime import date

import msgspec

from domain.candidacy import candidacy_of
from domain.facts import in_force, resolve, settled_values, waits
from domain.ids import CandidacyId, PersonId, RegionCode, VillageCode
from domain.ledger import Facts, LedgerKind
from domain.mentor import state as mentors
from domain.mentor.decide import MentorContext
from domain.mentor.events import RegistrationPrivate
from domain.mentor.state import Mentor
from domain.mentorship import state as mentorships
from domain.mentorship.assigning import AssigningContext
from domain.mentorship.state import Mentorship
from domain.person.state import Person
from domain.refusal import Refusal
from domain.register import TownshipRegistered, VillageRegistered
from domain.rule_set import MentorRole, RuleSetPublished
from services.desk import Reading

Records = frozenset[PersonId]


class Mentoring(msgspec.Struct, frozen=True, kw_only=True):
    """A mentor as their streams and ledgers tell it, all records of theirs together."""

    records: Records
    known: bool
    mentor: Mentor
    holds: frozenset[MentorRole]
    capacity: int | None
    """By decision, else by the ledger; None: neither says."""
    area: tuple[str, ...]
    """Codes of their villages and township, by decision, else by the ledger."""


def records_of(reading: Reading, person: PersonId) -> Records:
    """Every record that named people found to be this human being."""
    found, waiting = {person}, [person]
    while waiting:
        for other in reading.person(waiting.pop()).merged - found:
            found.add(other)
            waiting.append(other)
    return frozenset(found)


def rules_on(reading: Reading, county: str, day: date) -> RuleSetPublished:
    """The rules in force on a day; their version goes onto what is decided. Raises: NO_RULES_IN_FORCE."""
    found = reading.rules_on(RegionCode(county), day)
    if found is None:
        raise Refusal(
            "NO_RULES_IN_FORCE",
            f"No rule set was in force on {day}. Correct the day of the decision.",
            f"{day} 尚无施行的规则，请核对决定日期。",
            path=("decidedOn",),
        )
    return found


def mentorship_of(reading: Reading, candidacy: CandidacyId) -> Mentorship:
    """A candidacy's mentoring as its stream tells it."""
    state = Mentorship()
    for r in reading.events(f"mentorship:{candidacy}"):
        if r.event is not None:
            state = mentorships.evolve(state, r.event)
    return state


def mentoring_of(reading: Reading, person: PersonId) -> Mentoring:
    """Somebody as a mentor."""
    records = records_of(reading, person)
    people = [found for r in sorted(records) if not (found := reading.person(r)).forgotten]
    mentor = mentors.as_one(_mentor(reading, record) for record in sorted(records))
    row = _ledger_row(people)
    said = row.get("capacity", "")
    decided = mentor.registered
    role = row.get("role", "")
    claimed = frozenset({MentorRole(role)}) if role in set(MentorRole) else frozenset()
    capacity = decided.capacity if decided else None
    if capacity is None and said.isascii() and said.isdigit():
        capacity = int(said)
    return Mentoring(
        records=records,
        known=any(p.claims for p in people),
        mentor=mentor,
        holds=frozenset(decided.roles) if decided else claimed,
        capacity=capacity,
        area=_area(decided, row),
    )


def is_on_roster(reading: Reading, records: Records, village: VillageCode, today: date) -> bool:
    """Proposed, or listed by a ledger with no row held; neither over nor the village's own incumbent."""
    found = [reading.candidacy(candidacy_of(record, village)) for record in sorted(records)]
    claim = reading.village(village).claim_at(today)
    if any(c.over for c in found) or (claim and claim.incumbent in records):
        return False
    if any(c.proposed or c.admitted for c in found):
        return True
    people = [reading.person(record) for record in sorted(records)]
    settled = settled_values(people)
    rows = [c for c in in_force(people) if (c.event.source.kind, c.event.slot) == ("reserves", village)]
    return any(c.listed_by for c in found) and not any(waits(c, settled) for c in rows)


def candidacy_meant(
    reading: Reading, reserve: Records, village: VillageCode, mentor: Records
) -> tuple[CandidacyId, Mentorship]:
    """The candidacy whose stream takes the event, and the mentoring of all records for the village together.

    Where the two were paired; else the one that a ledger lists; else the first record's.
    """
    named = [candidacy_of(record, village) for record in sorted(reserve)]
    found = {candidacy: mentorship_of(reading, candidacy) for candidacy in named}
    order = sorted(
        named,
        key=lambda c: (
            found[c].with_mentor(mentor) is None,
            not found[c].past_with(mentor),
            not reading.candidacy(c).listed_by,
        ),
    )
    return order[0], mentorships.together(found.values())


def assigning_context(
    reading: Reading, reserve: PersonId, village: VillageCode, mentor: PersonId, today: date, decided_on: date
) -> AssigningContext:
    """What the pairing of two people has to see."""
    published = rules_on(reading, village[:6], decided_on)
    mine, theirs = records_of(reading, reserve), mentoring_of(reading, mentor)
    capacity = theirs.capacity
    return AssigningContext(
        mentoring=published.rules.mentoring,
        version=published.version,
        today=today,
        decided_on=decided_on,
        on_roster=is_on_roster(reading, mine, village, today),
        reserve_records=mine,
        mentor=theirs.mentor,
        mentor_known=theirs.known,
        mentor_records=theirs.records,
        holds=theirs.holds,
        capacity=published.rules.mentors.capacity if capacity is None else capacity,
        others=len(set(theirs.mentor.reserves.values()) - mine),
        is_kin=are_kin(reading, mine, theirs.records),
    )


def are_kin(reading: Reading, mine: Records, theirs: Records) -> bool:
    """Whether a recorded tie stands between any records of two people."""
    ties = (reading.person(record).ties for record in sorted(mine))
    return any(tie.kind and other in theirs for known in ties for other, tie in known.items())


def mentor_context(
    reading: Reading,
    person: PersonId,
    version: int,
    villages: Iterable[str] = (),
    township: str | None = None,
) -> MentorContext:
    """What a decision about one mentor has to see."""
    found = mentoring_of(reading, person)
    places = [("village", code) for code in villages] + ([("township", township)] if township else [])
    unknown = tuple(code for kind, code in places if not _is_registered(reading, kind, code))
    return MentorContext(known=found.known, holds=found.holds, unknown_places=unknown, version=version)


def _is_registered(reading: Reading, kind: str, code: str) -> bool:
    events = reading.events(f"{kind}:{code}")
    return any(isinstance(r.event, VillageRegistered | TownshipRegistered) for r in events)


def _mentor(reading: Reading, person: PersonId) -> Mentor:
    state = Mentor()
    for r in reading.events(f"mentor:{person}"):
        if r.event is not None:
            state = mentors.evolve(state, r.event, r.true_from, r.position)
    return state


def _area(decided: RegistrationPrivate | None, row: Facts) -> tuple[str, ...]:
    if decided:
        return (*decided.villages, *([decided.township] if decided.township else []))
    return tuple((row.get("linked_villages", "") + " " + row.get("township", "")).split())


def _ledger_row(people: list[Person]) -> Facts:
    """What the mentors ledger's row says, disputed fields left out; nothing where it has none."""
    spoken = any(c.event.source.kind == LedgerKind.MENTORS for c in in_force(people))
    facts = resolve(people, {}, (LedgerKind.MENTORS, "")) if spoken else {}
    return {field: fact.value for field, fact in facts.items() if fact.value}
