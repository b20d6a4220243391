"""Counters and orders kept per region as operations arrive, so that an answer costs no more than its own length."""

from collections.abc import Iterable
from datetime import date

from projections.answer import Counting
from projections.index.candidacies import Candidacies, Due
from projections.index.contacts import Contacts
from projections.index.entries import Region, VillageEntry
from projections.index.lacking import Bucket, Lacking
from projections.index.mentors import MentorOrder
from projections.index.ordered import SortedTexts
from projections.index.surveys import Surveys
from projections.index.tally import COUNTINGS, Tally, VillageShare
from projections.ops import (
    RANK,
    DropEdge,
    DropNode,
    EdgeKey,
    EdgeKind,
    Label,
    Op,
    Policy,
    Props,
    PutEdge,
    PutNode,
    PutPolicies,
    SetDay,
    policy_on,
    prefixes,
)

EMPTY = Tally()
ORDINARY = RANK["ordinary"]


class Index:
    """One writer. The day moves by the operation SetDay; the rules in force move with it."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.policies: tuple[Policy, ...] = ()
        self.policy = policy_on((), day)
        self.villages: dict[str, VillageEntry] = {}
        self.mentors = MentorOrder()
        self.contacts = Contacts()
        self.surveys = Surveys()
        self._members: dict[EdgeKey, bool] = {}
        self._candidacies = Candidacies()
        self._names: dict[str, Region] = {}
        self._of_township: dict[str, list[VillageEntry]] = {}
        self._tallies: dict[str, Tally] = {}
        self._lacking = {counting: Lacking() for counting in COUNTINGS}
        self._harder: dict[str, SortedTexts] = {}
        self._stale_villages: set[str] = set()
        self._stale_people: set[str] = set()

    def knows(self, region: str) -> bool:
        """Whether the register has the region."""
        return region in self._names

    def region_name(self, code: str) -> str:
        """Empty where the register gives none."""
        found = self._names.get(code)
        return found.name if found else ""

    def regions(self) -> list[str]:
        """Every region of the register, in order of code."""
        return sorted(self._names)

    def villages_of(self, township: str) -> list[VillageEntry]:
        """In order of code."""
        return sorted(self._of_township.get(township, ()), key=lambda entry: str(entry.code))

    def tally(self, region: str) -> Tally:
        """The counters of a region; zeros for one without villages."""
        return self._tallies.get(region, EMPTY)

    def lacking(
        self, region: str, counting: Counting, after: str, first: int
    ) -> tuple[list[VillageEntry], bool]:
        """Villages behind a sort key, and whether more follow. O(log n + first)."""
        codes = self._lacking[counting].page(region, self.tally(region).buckets[counting], after, first + 1)
        villages = self.villages
        return [villages[code] for code in codes[:first]], len(codes) > first

    def harder(self, region: str) -> list[VillageEntry]:
        """Difficult and key villages that count, in order of class, then code. O(their number)."""
        keys = self._harder.get(region)
        return [self.villages[key[1:]] for key in keys.after("", len(keys))] if keys else []

    def due(self) -> list[Due]:
        """(first day without, village, person) of clearances that will end, soonest first."""
        return self._candidacies.due(self.villages, self.day)

    def apply(self, ops: Iterable[Op]) -> None:
        """Take a batch. The same batch again changes nothing."""
        for op in ops:
            self._take(op)
        for person in self._stale_people:
            self._candidacies.share(person, self.villages, self._tallies, self.day)
        for code in self._stale_villages:
            self._share(self.villages[code])
        self.mentors.settle()
        self.contacts.settle()
        self.surveys.settle(self.policy)
        self._stale_people.clear()
        self._stale_villages.clear()

    def _take(self, op: Op) -> None:
        match op:
            case PutNode():
                self._put_node(op)
            case PutEdge(edge=edge, props=props):
                self._edge(edge, props)
            case DropEdge(edge=edge):
                self._edge(edge, None)
            case DropNode(node=node):
                self.mentors.capacity(node.key, None)
                self.contacts.talked(node.key, None)
            case PutPolicies(policies=policies):
                self.policies = policies
                self._choose_policy()
            case SetDay(day=day):
                self._move_to(day)

    def _put_node(self, op: PutNode) -> None:
        label, key = op.node
        if label is Label.PERSON:
            capacity = op.props["capacity"]
            self.mentors.capacity(key, capacity if isinstance(capacity, int) else None)
            self.contacts.talked(key, _day(op.props.get("last_talk")))
            return
        region = self._names.setdefault(key, Region(key, ""))
        if region.name != op.props["name"]:
            region.name = str(op.props["name"])
            for entry in self._of_township.get(key, ()):
                entry.rows.clear()
        if label is Label.VILLAGE:
            self._put_village(self._village(key), op.props)

    def _put_village(self, entry: VillageEntry, props: Props) -> None:
        entry.name = str(props["name"])
        entry.counts = bool(props["counts"])
        entry.rank = RANK[str(props["classification"])]
        entry.classified = bool(props["classified"])
        entry.pending = int(props["pending_rows"] or 0)
        entry.plan_due = _day(props.get("plan_due"))
        self.surveys.put(entry.code, props, entry.rank)
        self._stale_villages.add(entry.code)
        self._stale_people.update(entry.roster)

    def _village(self, code: str) -> VillageEntry:
        entry = self.villages.get(code)
        if entry is None:
            township = self._names.setdefault(code[:9], Region(code[:9], ""))
            entry = self.villages[code] = VillageEntry(code, township)
            self._of_township.setdefault(code[:9], []).append(entry)
        return entry

    def _edge(self, edge: EdgeKey, props: Props | None) -> None:
        there = props is not None
        if edge.kind is EdgeKind.RESERVE_FOR:
            village = self._village(edge.end.key)
            self._stale_villages.add(village.code)
            self._stale_people.add(edge.start.key)
            self.contacts.admit(
                edge.start.key, edge.end.key, _day(props.get("admitted_on")) if props else None
            )
            if props is None:
                self._candidacies.drop(edge.start.key, village)
            else:
                self._candidacies.put(edge.start.key, village, _day(props["cleared_through"]))
        elif edge.kind is EdgeKind.MENTORS:
            if self.mentors.pair(edge.start.key, edge.end.key, edge.key, there=there):
                self._candidacies.mentored(edge.end.key, edge.key, 1 if there else -1)
                self._stale_people.add(edge.end.key)
            if props is None:
                self.contacts.part(edge.end.key, edge.start.key, edge.key)
            else:
                decided = props.get("source") == "decided"
                since = _day(props["since"]) if decided else None
                self.contacts.pair(edge.end.key, edge.start.key, edge.key, since)
        elif edge.kind is EdgeKind.MEMBER_AT:
            before = self._members.pop(edge, None)
            after = bool(props.get("considered")) if props is not None else None
            if after is not None:
                self._members[edge] = after
            self.surveys.member(edge.end.key, before=before, after=after)
        elif edge.kind is EdgeKind.LINKED_TO:
            self.mentors.link(edge.start.key, edge.end.key, there=there)

    def _share(self, entry: VillageEntry) -> None:
        """Take the village's old share out of every region above it and put the new one in."""
        old = entry.share if entry.shared else None
        cleared = sum(1 for through in entry.roster.values() if through and through >= self.day)
        wanted = self.policy.wanted[entry.rank] if entry.counts else 0
        entry.share = VillageShare(entry.rank, wanted, len(entry.roster), cleared, entry.pending)
        entry.shared = entry.counts
        entry.rows.clear()
        new = entry.share if entry.counts else None
        for prefix in prefixes(entry.code):
            tally = self._tallies.get(prefix)
            if tally is None:
                tally = self._tallies[prefix] = Tally()
            if old:
                tally.add_village(old, -1)
            if new:
                tally.add_village(new, 1)
            self._order_harder(prefix, entry.code, old, new)
        for counting, lacking in self._lacking.items():
            lacking.move(entry.code, _bucket(old, counting), _bucket(new, counting))

    def _order_harder(
        self, region: str, code: str, old: VillageShare | None, new: VillageShare | None
    ) -> None:
        before, after = (share.rank if share and share.rank < ORDINARY else None for share in (old, new))
        if before != after:
            keys = self._harder.setdefault(region, SortedTexts())
            if before is not None:
                keys.discard(f"{before}{code}")
            if after is not None:
                keys.add(f"{after}{code}")

    def _move_to(self, day: date) -> None:
        if day < self.day:
            ending = [v for v in self.villages.values() if any(v.roster.values())]
            self._stale_villages.update(v.code for v in ending)
            self._stale_people.update(p for v in ending for p in v.roster)
            self._candidacies.note_all(ending)
        self.day = day
        for _, village, person in self._candidacies.pass_to(day):
            self._stale_villages.add(village)
            self._stale_people.add(person)
        self._choose_policy()

    def _choose_policy(self) -> None:
        before, self.policy = self.policy, policy_on(self.policies, self.day)
        if before.wanted != self.policy.wanted:
            self._stale_villages.update(self.villages)
        if _surveying(before) != _surveying(self.policy):
            self.surveys.all_stale()


def _surveying(policy: Policy) -> tuple[object, ...]:
    return (policy.talks_min, policy.cadre_groups, policy.cadre_percent_max)


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None


def _bucket(share: VillageShare | None, counting: Counting) -> Bucket | None:
    short = share.short(counting) if share else 0
    return (share.rank, short) if share and short else None
