"""The present told once more from the events alone: no fold, no graph, no index; every question walks everything.

It shares with the fold only what the domain decides (which claim is in force, which value is true).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from domain.candidacy import Candidacy, Made, evolve, parties_of
from domain.candidacy.events import Outcome
from domain.candidacy.state import Review
from domain.classifying.events import VillageClassified, VillagePlanClosed, VillagePlanned
from domain.election_cycle import (
    ElectionCycleClosed,
    ElectionCycleOpened,
    ElectionDatesSet,
    ReferenceDateChanged,
)
from domain.facts import waits
from domain.kinship.events import TieEvent
from domain.ledger import LedgerKind, PendingRowsNoted
from domain.mentor.events import MentorRegistered, RegistrationPrivate
from domain.mentorship.events import MentorAssigned, MentorReleased, TalkHeld
from domain.outreach.events import OutreachEvent
from domain.person import state as person_state
from domain.person.state import Person
from domain.recorded import Recorded
from domain.register import CountyOpened, TownshipRegistered, VillageRegistered
from domain.rule_set import RuleSetPublished, VillageClass
from domain.rule_set import in_force as rules_in_force
from domain.training.events import TrainingAttended
from domain.vetting_rules import Stage
from domain.village import VillageClaimed, VillageClaimWithdrawn
from projections.oracle.soul import Soul


class Recount:
    """State by stream, then souls; `on` is the day of the answers."""

    def __init__(self, events: Iterable[Recorded], on: date) -> None:
        self.on = on
        self.counties: list[str] = []
        self.townships: set[str] = set()
        self.register: dict[str, VillageRegistered] = {}
        self.published: list[RuleSetPublished] = []
        self.cycles: list[Recorded] = []
        self.people: dict[str, Person] = {}
        self.gone: set[str] = set()
        self.village_claims: list[tuple[date, int, VillageClaimed]] = []
        self.vetted: dict[tuple[str, str], Candidacy] = {}
        self._looked_at: dict[tuple[int, Stage], object] = {}
        self.pending: list[tuple[LedgerKind, Any]] = []
        self.decided_classes: list[tuple[date, int, VillageClassified]] = []
        self.plans: list[tuple[date, int, VillagePlanned | VillagePlanClosed]] = []
        self.surveyed: list[Any] = []
        """Events of surveys of the cycle that runs."""
        self.cycle_number = 0
        self.mentoring: list[MentorAssigned | TalkHeld | MentorReleased] = []
        self.vetting: list[Recorded] = []
        """Every event of a candidacy or an objection, as it is read now."""
        self.courses: list[TrainingAttended] = []
        self.registrations: list[tuple[date, int, MentorRegistered]] = []
        self.heard: list[tuple[date, int, Any]] = []
        """Answers, contacts, marks, watch list entries and ties that can still be read."""
        for recorded in events:
            self._take(recorded)
            self._take_surveying(recorded)
        self.souls = self._souls()

    @property
    def rules(self) -> Any:
        """The rule set in force, or None."""
        found = rules_in_force(self.published, self.on)
        return found.rules if found else None

    @property
    def reference(self) -> date:
        """The reference date said last; the day of the answers before there is a cycle."""
        said = [r.event for r in self.cycles if hasattr(r.event, "reference_date")]
        return said[-1].reference_date if said else self.on

    @property
    def closed_on(self) -> date | None:
        """When a cycle was closed last."""
        closed = [r.event.closed_on for r in self.cycles if isinstance(r.event, ElectionCycleClosed)]
        return closed[-1] if closed else None

    def election_date(self, village: str) -> date | None:
        """E: since the last opening or closing, the last day said for the village, its township or the county."""
        starts = [
            i
            for i, r in enumerate(self.cycles)
            if isinstance(r.event, ElectionCycleOpened | ElectionCycleClosed)
        ]
        mine = [
            r.event for r in self.cycles[max(starts, default=0) :] if isinstance(r.event, ElectionDatesSet)
        ]
        for region in (village, village[:9], village[:6]):
            said = [day for event in mine for code, day in event.election_dates.items() if code == region]
            if said:
                return said[-1]
        return None

    def village_claim(self, code: str) -> VillageClaimed | None:
        """The claim in force about a village: greatest (true from, position)."""
        mine = [c for c in self.village_claims if c[2].village == code]
        return max(mine, key=lambda c: c[:2])[2] if mine else None

    def class_of(self, code: str) -> tuple[VillageClass, bool]:
        """The class and whether anybody gives it: of decisions the greatest (true from, position), else the ledger."""
        decided = [d for d in self.decided_classes if d[2].village == code]
        if decided:
            return max(decided, key=lambda d: d[:2])[2].classification, True
        claim = self.village_claim(code)
        said = claim.facts.get("classification") if claim else None
        known = {str(kind): kind for kind in VillageClass}
        return (known[said], True) if said in known else (VillageClass.ORDINARY, False)

    def is_incumbent(self, soul: Soul, code: str) -> bool:
        """Whether the village's claim in force names one of the records."""
        claim = self.village_claim(code)
        return bool(claim and claim.incumbent in soul.records)

    def standing_for(self, soul: Soul, code: str) -> list[Candidacy]:
        """What ledgers and named people said of each record as the village's reserve, where anything was."""
        mine = [self.vetted.get((record, code), Candidacy()) for record in soul.records]
        return [c for c in mine if c.known]

    def on_roster(self, soul: Soul, code: str) -> bool:
        """Listed with none of its rows waiting, or proposed or admitted; not over, not the village's own incumbent."""
        rows = [c for c in soul.claims if (c.event.source.kind, c.event.slot) == (LedgerKind.RESERVES, code)]
        held = any(waits(c, soul.settled) for c in rows)
        mine = self.standing_for(soul, code)
        if self.is_incumbent(soul, code) or any(c.exited or self.is_refused(c) for c in mine):
            return False
        return any(c.proposed or c.admitted or (c.listed_by and not held) for c in mine)

    @staticmethod
    def is_refused(candidacy: Candidacy) -> bool:
        """Some stage's conclusion is not clear."""
        return Outcome.NOT_CLEAR in [review.outcome for review in candidacy.reviews.values()]

    def cleared(self, code: str) -> list[Soul]:
        """Those on the roster who are admitted with both reviews valid on the day."""
        return [
            soul
            for soul in self.roster(code)
            if any(
                c.admitted and all(s in c.reviews and self.is_valid(c.reviews[s], s) for s in Stage)
                for c in self.standing_for(soul, code)
            )
        ]

    def is_valid(self, review: Review, stage: Stage, on: date | None = None) -> bool:
        """Clear, its months not over, and on every day since, the rules looked at what it looked at."""
        clear = review.outcome is Outcome.CLEAR
        return clear and not self.is_expired(review, stage, on) and not self.is_old(review, stage, on)

    def is_old(self, review: Review, stage: Stage, on: date | None = None) -> bool:
        """Whether the rules looked at something else on any day from the review's rules to the day."""
        if review.rules not in {p.version for p in self.published}:
            return True
        mine = self._version_looks_at(review.rules, stage)
        last = max(on or self.on, review.made.on)
        return any(self._looks_at(day, stage) != mine for day in days(review.from_then, last))

    def is_expired(self, review: Review, stage: Stage, on: date | None = None) -> bool:
        """Its months are over on the day."""
        day = on or self.on
        then = rules_in_force(self.published, review.made.on)
        months = then.rules.vetting.months(stage) if then else 0
        gone = (day.year - review.made.on.year) * 12 + day.month - review.made.on.month
        return gone > months or (gone == months and day.day > review.made.on.day)

    def holds_on(self, candidacy: Candidacy, day: date) -> bool:
        """Both reviews valid on a day, whenever they were done."""
        return all(s in candidacy.reviews and self.is_valid(candidacy.reviews[s], s, day) for s in Stage)

    def held_on(self, candidacy: Candidacy, day: date) -> bool:
        """Of each stage, the last review up to a day was valid on it; of one day's, the one entered last."""
        for stage in Stage:
            last: Review | None = None
            for s, review in [*candidacy.past, *candidacy.reviews.items()]:
                if s is stage and review.made.on <= day and (not last or last.made.on <= review.made.on):
                    last = review
            if last is None or not self.is_valid(last, stage, day):
                return False
        return True

    def _looks_at(self, day: date, stage: Stage) -> object:
        found = rules_in_force(self.published, day)
        return self._version_looks_at(found.version, stage) if found else None

    def _version_looks_at(self, version: int, stage: Stage) -> object:
        if (version, stage) not in self._looked_at:
            found = next(p for p in self.published if p.version == version)
            self._looked_at[version, stage] = found.rules.vetting.looked_at(stage)
        return self._looked_at[version, stage]

    def roster(self, code: str) -> list[Soul]:
        """Everybody on a village's roster, by id."""
        return [soul for soul in self.souls if self.on_roster(soul, code)]

    def pending_at(self, code: str) -> int:
        """Refused rows and waiting held rows that name the village."""
        refused = sum(1 for _, row in self.pending if row.village == code)
        held = 0
        for soul in self.souls:
            for claim in soul.claims:
                facts = soul.read(claim)
                named = facts.get("village") or claim.event.slot or facts.get("native_village")
                held += named == code and waits(claim, soul.settled)
        return refused + held

    def places(self, soul: Soul) -> set[str]:
        """Villages and townships a soul belongs to."""
        found = {
            code for code in self.register if self.is_incumbent(soul, code) or self.standing_for(soul, code)
        }
        for claim in soul.claims:
            facts = soul.read(claim)
            if claim.event.source.kind == LedgerKind.MENTORS:
                found |= {*facts.get("linked_villages", "").split(), facts.get("township", "")}
            else:
                found.add(facts.get("village") or claim.event.slot or facts.get("native_village") or "")
                found |= {facts.get("township", ""), facts.get("native_township", "")}
        if soul.decided:
            return (found | {*soul.decided.villages, soul.decided.township or ""}) - {""}
        settled = soul.row(LedgerKind.MENTORS)
        for field in ("linked_villages", "township"):
            if settled and field in settled:
                found |= set((settled[field].value or "").split())
        return found - {""}

    def _take(self, recorded: Recorded) -> None:
        event: Any = recorded.event
        match event:
            case CountyOpened():
                self.counties.append(event.code)
            case TownshipRegistered():
                self.townships.add(event.code)
            case VillageRegistered():
                self.register[event.code] = event
            case RuleSetPublished():
                self.published.append(event)
            case ElectionCycleOpened() | ElectionDatesSet() | ReferenceDateChanged() | ElectionCycleClosed():
                self.cycles.append(recorded)
            case VillageClaimed():
                self.village_claims.append((recorded.true_from, recorded.position, event))
            case VillageClaimWithdrawn():
                self.village_claims = [
                    c
                    for c in self.village_claims
                    if c[2].village != event.village or c[2].source.import_id != event.import_id
                ]
            case PendingRowsNoted():
                self.pending = [p for p in self.pending if p[0] != event.kind or p[1] not in event.cleared]
                self.pending += [
                    (event.kind, row) for row in event.added if (event.kind, row) not in self.pending
                ]
            case _:
                if recorded.topic.startswith(("candidacy.", "objection.")):
                    self.vetting.append(recorded)
                if recorded.topic.startswith("candidacy."):
                    whose = parties_of(event.candidacy)
                    before = self.vetted.get(whose, Candidacy())
                    self.vetted[whose] = evolve(before, event, Made.of(recorded))
                self._take_person(recorded)
                self._take_mentoring(recorded)
        if getattr(event, "sealed_for", "").startswith("person:") and event.private is None:
            self.gone.add(event.sealed_for.removeprefix("person:"))

    def _take_person(self, recorded: Recorded) -> None:
        event = recorded.event
        if isinstance(event, OutreachEvent | TieEvent) and event.private is not None:
            self.heard.append((recorded.true_from, recorded.position, event))
        if event is not None and recorded.topic.startswith(("person.", "erasure.")):
            known = self.people.get(event.person, Person())
            after = person_state.evolve(known, event, recorded.true_from, recorded.position)
            self.people[event.person] = after

    def _take_mentoring(self, recorded: Recorded) -> None:
        event: Any = recorded.event
        if isinstance(event, MentorAssigned | TalkHeld | MentorReleased):
            self.mentoring.append(event)
        elif isinstance(event, TrainingAttended):
            self.courses.append(event)
        elif isinstance(event, MentorRegistered):
            self.registrations.append((recorded.true_from, recorded.position, event))

    def _take_surveying(self, recorded: Recorded) -> None:
        event: Any = recorded.event
        at = (recorded.true_from, recorded.position)
        self.cycle_number += recorded.topic.startswith("election_cycle.opened.")
        if isinstance(event, VillageClassified):
            self.decided_classes.append((*at, event))
        elif isinstance(event, VillagePlanned | VillagePlanClosed):
            self.plans.append((*at, event))
        elif recorded.topic.startswith("survey.") and event is not None:
            self.surveyed.append(event)

    def _registered(self, records: Sequence[str]) -> RegistrationPrivate | None:
        """The newest decision about any of the records, by (true from, position)."""
        mine = [r for r in self.registrations if r[2].person in records and r[2].private]
        return max(mine, key=lambda r: r[:2])[2].private if mine else None

    def _souls(self) -> list[Soul]:
        """Join whoever was merged, over and over, until nothing changes; then leave out the forgotten."""
        known = {p for (p, _), c in self.vetted.items() if c.known}
        groups = [{record} for record in {*self.people, *known}]
        ties = [(a, str(b)) for a, person in self.people.items() for b in person.merged]
        for one, other in ties:
            mine = [g for g in groups if one in g or other in g]
            groups = [g for g in groups if g not in mine] + [{one, other}.union(*mine)]
        gone = self.gone | {p for p, person in self.people.items() if person.forgotten}
        souls = []
        for group in groups:
            records = sorted(group - gone)
            people = [self.people.get(record, Person()) for record in records]
            if any(p.claims for p in people) or known.intersection(records):
                soul = Soul(records, people)
                soul.decided = self._registered(records)
                souls.append(soul)
        return sorted(souls, key=lambda soul: soul.id)


def days(first: date, last: date) -> Iterable[date]:
    """Every day from one to another, both included."""
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
