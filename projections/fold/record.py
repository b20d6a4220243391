"""What the events have said so far, per subject, before anything is derived from it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import msgspec

from domain import candidacy as candidacies
from domain import ledger as ledgers
from domain import village as villages
from domain.candidacy import Candidacy, Made, parties_of
from domain.election_cycle import (
    ElectionCycle,
)
from domain.election_cycle import evolve as evolve_cycle
from domain.ids import CandidacyId, ImportId, PersonId, VillageCode
from domain.kinship import TieRecorded
from domain.ledger import ImportUndone, Ledger, LedgerKind, LedgersImported, PendingRowsNoted
from domain.mentor import state as mentors
from domain.mentor.events import MentorAbsenceSet, MentorRegistered
from domain.mentor.state import Mentor
from domain.mentorship import state as mentorships
from domain.mentorship.events import MentorshipEvent
from domain.mentorship.state import Mentorship
from domain.objection import state as objections
from domain.objection.state import Objections
from domain.outreach import Outreach
from domain.person import events as said
from domain.person import state as people
from domain.person.state import Person
from domain.recorded import Recorded
from domain.register import CountyOpened, TownshipRegistered, VillageRegistered
from domain.rule_set import RuleSetPublished
from domain.training import state as training
from domain.training.state import Training
from domain.village import Village, VillageClaimed, VillageClaimWithdrawn
from projections.fold.surveyed import Surveyed


class Touched(msgspec.Struct):
    """What a batch of events may have changed."""

    people: set[PersonId] = msgspec.field(default_factory=set)
    villages: set[VillageCode] = msgspec.field(default_factory=set)
    regions: set[str] = msgspec.field(default_factory=set)
    policies: bool = False


class Imported(msgspec.Struct):
    """One import: what it read, where it stands in the log, and whether it was taken back."""

    event: LedgersImported
    position: int
    region_code: str
    undone: bool = False


class Record:
    """State per stream, each kept by its own `evolve`. A claim's `version` is its position in the log."""

    def __init__(self) -> None:
        self.county: CountyOpened | None = None
        self.townships: dict[str, str] = {}
        self.registered: dict[VillageCode, VillageRegistered] = {}
        self.rule_sets: list[RuleSetPublished] = []
        self.publications: list[Recorded] = []
        self.cycle = ElectionCycle()
        self.people: dict[PersonId, Person] = {}
        self.villages: dict[VillageCode, Village] = {}
        self.serving: dict[PersonId, set[VillageCode]] = {}
        self.listed: dict[PersonId, dict[VillageCode, Candidacy]] = {}
        self.reviewed: set[PersonId] = set()
        """Whom a new version of the rules may put under old ones, or give other clocks."""
        self.named: dict[CandidacyId, tuple[PersonId, VillageCode]] = {}
        self.mentors: dict[PersonId, Mentor] = {}
        self.mentorships: dict[PersonId, dict[VillageCode, Mentorship]] = {}
        """By reserve and village."""
        self.paired_with: dict[PersonId, set[PersonId]] = {}
        """By mentor: the reserves of every pairing, the ended ones too."""
        self.tied: dict[PersonId, set[PersonId]] = {}
        """By person: whoever recorded a tie to them, the withdrawn ones too."""
        self.objections: dict[PersonId, Objections] = {}
        self.trained: dict[PersonId, Training] = {}
        self.ledgers: dict[LedgerKind, Ledger] = {}
        self.refused_at: dict[VillageCode, int] = {}
        self.merged: dict[PersonId, set[PersonId]] = {}
        self.apart: set[frozenset[PersonId]] = set()
        self.forgotten: set[PersonId] = set()
        self.imports: dict[ImportId, Imported] = {}
        self.surveyed = Surveyed()
        self._takers: Mapping[str, Callable[[Recorded, Touched], None]] = {
            "register": self._register,
            "election_cycle": self._cycle,
            "rule_set": self._rules,
            "village": self._village,
            "mentor": self._mentor,
            "mentorship": self._mentorship,
            "ledger": self._pending,
            "import": self._import,
            "candidacy": self._candidacy,
            "objection": self._objection,
            "training": self._training,
            "person": self._person,
            "erasure": self._person,
        }

    def evolve(self, recorded: Recorded, touched: Touched) -> None:
        """Take one event; other events than these say nothing about the present (they have a history)."""
        take = self._takers.get(recorded.topic.partition(".")[0])
        if take:
            take(recorded, touched)
        self._decided_of_villages(recorded, touched)
        self._unread(recorded.event, touched)

    def component(self, person: PersonId) -> frozenset[PersonId]:
        """All records that named people found to be this human being; forgotten ones still join the others."""
        if not self.merged.get(person):
            return frozenset((person,))
        found, waiting = {person}, [person]
        while waiting:
            for other in self.merged.get(waiting.pop(), ()):
                if other not in found:
                    found.add(other)
                    waiting.append(other)
        return frozenset(found)

    def reference_date(self, otherwise: date) -> date:
        """The day on which ages count; before any cycle is opened, the one given."""
        return self.cycle.reference_date or otherwise

    def _register(self, recorded: Recorded, touched: Touched) -> None:
        event = recorded.event
        touched.regions.add(event.code)
        if isinstance(event, CountyOpened):
            self.county = event
        elif isinstance(event, TownshipRegistered):
            self.townships[event.code] = event.name
        else:
            self.registered[event.code] = event
            touched.villages.add(event.code)

    def _cycle(self, recorded: Recorded, _touched: Touched) -> None:
        self.cycle = evolve_cycle(self.cycle, recorded)

    def _rules(self, recorded: Recorded, touched: Touched) -> None:
        if isinstance(recorded.event, RuleSetPublished):
            self.rule_sets.append(recorded.event)
            self.publications.append(recorded)
            touched.policies = True
            touched.people |= self.reviewed

    def _import(self, recorded: Recorded, _touched: Touched) -> None:
        event = recorded.event
        if isinstance(event, LedgersImported):
            self.imports[event.import_id] = Imported(event, recorded.position, recorded.region_code)
        elif isinstance(event, ImportUndone) and event.import_id in self.imports:
            self.imports[event.import_id].undone = True

    def _decided_of_villages(self, recorded: Recorded, touched: Touched) -> None:
        villages, people = self.surveyed.evolve(recorded)
        touched.villages |= villages
        touched.people |= people

    def _village(self, recorded: Recorded, touched: Touched) -> None:
        event = recorded.event
        if not isinstance(event, VillageClaimed | VillageClaimWithdrawn):
            return
        code = event.village
        before = self.villages.get(code, Village())
        after = self.villages[code] = villages.evolve(before, event, recorded.true_from)
        touched.villages.add(code)
        for village, serves in ((before, False), (after, True)):
            claim = village.claim_at(date.max)
            if claim and claim.incumbent:
                held = self.serving.setdefault(claim.incumbent, set())
                (held.add if serves else held.discard)(code)
                touched.people.add(claim.incumbent)

    def _candidacy(self, recorded: Recorded, touched: Touched) -> None:
        event = recorded.event
        person, village = self.named[event.candidacy] = parties_of(event.candidacy)
        mine = self.listed.setdefault(person, {})
        mine[village] = candidacies.evolve(mine.get(village, Candidacy()), event, Made.of(recorded))
        if mine[village].reviews or mine[village].findings:
            self.reviewed.add(person)
        touched.people.add(person)

    def _training(self, recorded: Recorded, touched: Touched) -> None:
        person: PersonId = recorded.event.person
        before = self.trained.get(person, Training())
        self.trained[person] = training.evolve(before, recorded.event)
        touched.people.add(person)

    def _objection(self, recorded: Recorded, touched: Touched) -> None:
        person: PersonId = recorded.event.person
        before = self.objections.get(person, Objections())
        self.objections[person] = objections.evolve(before, recorded.event, Made.of(recorded))
        self.reviewed.add(person)
        touched.people.add(person)

    def _mentor(self, recorded: Recorded, touched: Touched) -> None:
        event = recorded.event
        if not isinstance(event, MentorRegistered | MentorAbsenceSet):
            return  # what a mentor's own stream says of pairings, theirs say too
        before = self.mentors.get(event.person, Mentor())
        self.mentors[event.person] = mentors.evolve(before, event, recorded.true_from, recorded.position)
        touched.people.add(event.person)

    def _mentorship(self, recorded: Recorded, touched: Touched) -> None:
        event: MentorshipEvent = recorded.event
        mine = self.mentorships.setdefault(event.person, {})
        mine[event.village] = mentorships.evolve(mine.get(event.village, Mentorship()), event)
        self.paired_with.setdefault(event.mentor, set()).add(event.person)
        touched.people.add(event.person)

    def _pending(self, recorded: Recorded, touched: Touched) -> None:
        event: PendingRowsNoted = recorded.event
        before = self.ledgers.get(event.kind, Ledger())
        after = self.ledgers[event.kind] = ledgers.evolve(before, event)
        for ledger, step in ((before, -1), (after, 1)):
            for row in {*event.added, *event.cleared}:
                if row.village and row in ledger.pending:
                    self.refused_at[row.village] = self.refused_at.get(row.village, 0) + step
                    touched.villages.add(row.village)

    def _person(self, recorded: Recorded, touched: Touched) -> None:
        event: Any = recorded.event
        person: PersonId = event.person
        touched.people.add(person)
        match event:
            case said.PeopleMerged(other=other):
                self._join(person, other)
            case said.PeopleSeparated(other=other):
                self.merged.get(person, set()).discard(other)
                self.merged.get(other, set()).discard(person)
            case said.PeopleKeptApart(other=other):
                self.apart.add(frozenset({person, other}))
            case TieRecorded(other=other):
                self.tied.setdefault(other, set()).add(person)
            case said.SubjectForgotten():
                self._forget(person, touched)
            case _:
                pass
        before = self.people.get(person, Person())
        self.people[person] = people.evolve(before, event, recorded.true_from, recorded.position)

    def _join(self, person: PersonId, other: PersonId) -> None:
        self.merged.setdefault(person, set()).add(other)
        self.merged.setdefault(other, set()).add(person)
        self.apart.discard(frozenset({person, other}))

    def _unread(self, event: Any, touched: Touched) -> None:
        """A sealed part that cannot be read: its subject has been forgotten, whatever the log says of it later."""
        sealed_for = getattr(event, "sealed_for", "")
        if sealed_for.startswith("person:") and event.private is None:
            self._forget(PersonId(sealed_for.removeprefix("person:")), touched)

    def _forget(self, person: PersonId, touched: Touched) -> None:
        self.forgotten.add(person)
        touched.people.add(person)
        self.surveyed.forget(person)
        self.mentors.pop(person, None)
        self.trained.pop(person, None)
        self.mentorships.pop(person, None)
        known = self.people.get(person)
        if known:
            claims = tuple(msgspec.structs.replace(c, event=c.event.unsealed()) for c in known.claims)
            self.people[person] = msgspec.structs.replace(
                known, claims=claims, settled={}, outreach=Outreach(), ties={}
            )
