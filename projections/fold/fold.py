"""One pure fold from recorded events into operations and derived facts. It recomputes what an event touches, no more.

Whatever the order in which facts arrive, the state is the same: registers by (true from, position) decide.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from domain.ids import PersonId, VillageCode
from domain.recorded import Recorded
from projections.fold import emit
from projections.fold.annals import Annals
from projections.fold.batch import Batch, change_edges
from projections.fold.groups import Group, Groups
from projections.fold.human import Human, derive
from projections.fold.kin import DeciderBook, kin_edges
from projections.fold.mentors import MentorBook, MentorTie, NamedMentor, ties_of
from projections.fold.record import Record, Touched
from projections.fold.unresolved import UnresolvedNames
from projections.ops import (
    DropNode,
    EdgeKey,
    NodeKey,
    Op,
    Props,
    PutNode,
    PutPolicies,
    person,
    place,
    prefixes,
)

FACTS = (
    "person.claim",
    "person.fact",
    "person.missing",
    "person.willingness",
    "person.outreach",
    "person.marked",
    "person.excellent",
    "person.put_on",
    "person.taken_off",
    "person.tie",
    "village.",
    "candidacy.",
    "objection.",
    "training.",
    "ledger.",
    "mentor.",
    "mentorship.",
    "survey.",
)
"""Topics that say what was true; a world of the past leaves out what was true only later."""


class GapInLog(Exception):  # noqa: N818 - a fault of the caller, not an answer
    """The events do not follow the fold's position. Nothing was taken."""


class Parked(msgspec.Struct, frozen=True):
    """An event that could not be read: visible until somebody repairs it, never skipped in silence."""

    position: int
    topic: str
    reason: str


class Fold:
    """`apply` takes events in order and answers the operations that bring every engine up to date."""

    def __init__(self, valid_through: date | None = None) -> None:
        self.position = 0
        self.valid_through = valid_through
        self.record = Record()
        self.annals = Annals()
        self.humans: dict[PersonId, Human] = {}
        self.human_of: dict[PersonId, PersonId] = {}
        self.mentoring: dict[PersonId, dict[str, tuple[NamedMentor, ...]]] = {}
        self.unresolved = UnresolvedNames()
        self.ties: dict[PersonId, dict[str, tuple[MentorTie, ...]]] = {}
        """By reserve and village on whose roster they are: the mentors they have."""
        self.people_in: dict[str, set[PersonId]] = {}
        """By region of any length; people without a place stand under the county."""
        self.groups = Groups()
        self.deciders = DeciderBook()
        self.owed_in: dict[str, set[PersonId]] = {}
        """By region of any length: whom due process owes something there."""
        self.admitted_in: dict[str, set[PersonId]] = {}
        """By region of any length: whoever is on a roster there and admitted."""
        self.parked: list[Parked] = []
        self._book = MentorBook()
        self._waiting_at: Counter[str] = Counter()
        self._erased_in: dict[str, set[PersonId]] = {}
        self._nodes: dict[NodeKey, PutNode] = {}
        self._edges: dict[NodeKey, dict[EdgeKey, Props]] = {}

    def apply(self, events: Sequence[Recorded]) -> list[Op]:
        """Take events; those already taken are passed over.

        Raises: GapInLog when a position is missing.
        """
        fresh = [r for r in events if r.position > self.position]
        if [r.position for r in fresh] != list(range(self.position + 1, self.position + 1 + len(fresh))):
            raise GapInLog(f"after {self.position} came {fresh[0].position} to {fresh[-1].position}")
        touched = Touched()
        forgotten = set(self.record.forgotten)
        for recorded in fresh:
            self._take(recorded, touched)
        self.position += len(fresh)
        for gone in self.record.forgotten:
            if gone not in forgotten:
                self.annals.forget(gone)
        self._count_erased(touched.people)
        return self._refresh(touched)

    def erased_in(self, region: str) -> int:
        """Forgotten people of whom some event belongs to the region."""
        return len(self._erased_in.get(region, ()))

    def group(self, group: Group, region: str) -> list[PersonId]:
        """A region's people of a group, by id; the county's include those without any place. O(answer)."""
        county = self.record.county
        return self.groups.of(group, "" if county and county.code.startswith(region) else region)

    def pending_at(self, village: str) -> int:
        """Refused rows and waiting held rows that name the village."""
        return self.record.refused_at.get(VillageCode(village), 0) + self._waiting_at[village]

    def _take(self, recorded: Recorded, touched: Touched) -> None:
        self.annals.keep(recorded)
        if recorded.event is None:
            reason = "unknown topic or unreadable row"
            self.parked.append(Parked(recorded.position, recorded.topic, reason))
        elif not (
            self.valid_through
            and recorded.true_from > self.valid_through
            and recorded.topic.startswith(FACTS)
        ):
            self.record.evolve(recorded, touched)

    def _count_erased(self, people: Iterable[PersonId]) -> None:
        for gone in self.record.forgotten.intersection(people):
            for code in self.annals.places_of(gone):
                for prefix in prefixes(code):
                    self._erased_in.setdefault(prefix, set()).add(gone)

    def _refresh(self, touched: Touched) -> list[Op]:
        ops = Batch()
        villages = set(touched.villages)
        changed = self._regroup(touched.people, villages)
        for human_id in sorted(changed):
            self._place_person(human_id, ops)
        if touched.regions:
            self._place_regions({p for code in touched.regions for p in prefixes(code) if p}, ops)
            for human_id in sorted(self._people_tied_to(touched.regions) - changed):
                self._place_person(human_id, ops)
        for code in sorted(villages & self.record.registered.keys()):
            self._put_node(emit.village_node(code, self.record, self.pending_at(code)), ops)
        if touched.policies:
            ops.last.append(PutPolicies(emit.policies_of(self.record)))
        return ops.in_order()

    def _regroup(self, records: set[PersonId], villages: set[VillageCode]) -> set[PersonId]:
        """Derive the touched people again; answers everybody whose node or edges may have changed, gone ones too."""
        wider = set(records)
        for record in records:
            wider |= self.record.component(record)
        old_ids = {self.human_of[r] for r in wider if r in self.human_of}
        for old_id in old_ids:
            wider.update(self.humans[old_id].records)
        before = [self.humans.pop(old_id) for old_id in old_ids]
        for human in before:
            self._unhang(human, villages)
        after = []
        for component in {self.record.component(r) for r in wider}:
            found = derive(component, self.record)
            if found is not None:
                after.append(found)
                self.humans[found.id] = found
                self._hang(found, villages)
        both = [*before, *after]
        named = self._book.who_name(both) | self._paired_with(both) | self._tied_to(both)
        return old_ids | {h.id for h in after} | named

    def _paired_with(self, mentors: Iterable[Human]) -> set[PersonId]:
        """The reserves whom a decision paired with any of these."""
        pairs = (self.record.paired_with.get(record, ()) for mentor in mentors for record in mentor.records)
        return {
            self.human_of[reserve] for reserves in pairs for reserve in reserves if reserve in self.human_of
        }

    def _tied_to(self, others: Iterable[Human]) -> set[PersonId]:
        """Who has a recorded tie to any of these."""
        tied = (self.record.tied.get(record, ()) for other in others for record in other.records)
        return {self.human_of[one] for people in tied for one in people if one in self.human_of}

    def _unhang(self, human: Human, villages: set[VillageCode]) -> None:
        self._book.drop(human)
        self.deciders.drop(human)
        self.groups.drop(human)
        for record in human.records:
            self.human_of.pop(record, None)
        for prefix in self._regions_of(human):
            self.people_in.get(prefix, set()).discard(human.id)
        for prefix in _owed_at(human):
            self.owed_in[prefix].discard(human.id)
        for prefix in _admitted_at(human):
            self.admitted_in[prefix].discard(human.id)
        for village, _ in human.waiting:
            self._waiting_at[village] -= 1
            villages.add(VillageCode(village))

    def _hang(self, human: Human, villages: set[VillageCode]) -> None:
        self._book.put(human)
        self.deciders.put(human)
        self.groups.put(human)
        for record in human.records:
            self.human_of[record] = human.id
        for prefix in self._regions_of(human):
            self.people_in.setdefault(prefix, set()).add(human.id)
        for prefix in _owed_at(human):
            self.owed_in.setdefault(prefix, set()).add(human.id)
        for prefix in _admitted_at(human):
            self.admitted_in.setdefault(prefix, set()).add(human.id)
        for village, _ in human.waiting:
            self._waiting_at[village] += 1
            villages.add(VillageCode(village))

    @staticmethod
    def _regions_of(human: Human) -> set[str]:
        return {prefix for code in human.places for prefix in prefixes(code)} | {""}

    def _place_person(self, human_id: PersonId, ops: Batch) -> None:
        """Bring a person's node and edges to what is so now."""
        node = person(human_id)
        human = self.humans.get(human_id)
        before = self._edges.pop(node, {})
        after: emit.Edges = {}
        self.mentoring.pop(human_id, None)
        self.ties.pop(human_id, None)
        mentoring: dict[str, tuple[NamedMentor, ...]] = {}
        if human:
            mentoring = {
                village: self._book.resolve(human, candidate, self.humans)
                for village, candidate in human.candidates.items()
                if candidate.on_roster and candidate.mentor_names
            }
            if mentoring:
                self.mentoring[human_id] = mentoring
            if ties := self._ties(human, mentoring):
                self.ties[human_id] = ties
            self._put_node(emit.person_node(human), ops)
            after = emit.person_edges(human, ties, self.record) | kin_edges(human, self.human_of)
            self._edges[node] = after
        elif self._nodes.pop(node, None):
            ops.drop_nodes.append(DropNode(node))
        self.unresolved.put(human_id, mentoring)
        change_edges(before, after, ops)

    def _ties(
        self, human: Human, mentoring: dict[str, tuple[NamedMentor, ...]]
    ) -> dict[str, tuple[MentorTie, ...]]:
        found = {
            village: ties_of(human, candidate, mentoring.get(village, ()), self.humans, self.human_of)
            for village, candidate in human.candidates.items()
            if candidate.on_roster
        }
        return {village: ties for village, ties in found.items() if ties}

    def _people_tied_to(self, regions: set[str]) -> set[PersonId]:
        """Whose edges waited for a place that the register has only now."""
        if any(len(code) == 6 for code in regions):
            return set(self.humans)
        return {human for code in regions for human in self.people_in.get(code, ())}

    def _place_regions(self, codes: set[str], ops: Batch) -> None:
        for code in sorted(codes, key=lambda c: (len(c), c)):
            nodes, edges = emit.region_nodes(code, self.record)
            for node in nodes:
                self._put_node(node, ops)
            key = place(code)
            known = self._edges.setdefault(key, {})
            change_edges(known, {**known, **edges}, ops)
            known.update(edges)

    def _put_node(self, node: PutNode, ops: Batch) -> None:
        if self._nodes.get(node.node) != node:
            self._nodes[node.node] = node
            ops.put_nodes.append(node)


def _owed_at(human: Human) -> set[str]:
    return {prefix for owed in human.owed for prefix in prefixes(owed.village)}


def _admitted_at(human: Human) -> set[str]:
    mine = (c for c in human.candidates.values() if c.on_roster and c.admitted_on)
    return {prefix for candidate in mine for prefix in prefixes(candidate.village)}
