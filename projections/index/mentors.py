"""Mentors by load, per region."""

from projections.index.entries import MentorEntry
from projections.index.ordered import SortedTexts
from projections.ops import prefixes


class MentorOrder:
    """Entries by id and, per region, ids in order of load. `settle` after each batch."""

    def __init__(self) -> None:
        self.entries: dict[str, MentorEntry] = {}
        self._in: dict[str, SortedTexts] = {}
        self._stale: set[str] = set()

    def capacity(self, person: str, capacity: int | None) -> None:
        """What the ledger says a person can take on; None: it does not say, or they are no mentor."""
        if person in self.entries or capacity is not None:
            self._entry(person).capacity = capacity

    def link(self, person: str, area: str, *, there: bool) -> None:
        """A mentor is linked to a place, or no longer."""
        areas = self._entry(person).areas
        (areas.add if there else areas.discard)(area)

    def pair(self, person: str, reserve: str, village: str, *, there: bool) -> bool:
        """A mentor has a reserve for a village, or no longer; answers whether that is new."""
        mentees = self._entry(person).mentees
        villages = mentees.setdefault(reserve, set())
        changed = there != (village in villages)
        if changed:
            (villages.add if there else villages.discard)(village)
        if not villages:
            del mentees[reserve]
        return changed

    def settle(self) -> None:
        """Bring the orders up to date."""
        for person in self._stale:
            self._settle(self.entries[person])
        self._stale.clear()

    def page(self, region: str, after: str, first: int) -> tuple[list[MentorEntry], bool]:
        """Mentors of a region behind a sort key, and whether more follow. O(log n + first)."""
        keys = self._in[region].after(after, first + 1) if region in self._in else []
        return [self.entries[key[5:]] for key in keys[:first]], len(keys) > first

    def total(self, region: str) -> int:
        """How many mentors belong to a region."""
        return len(self._in[region]) if region in self._in else 0

    def _entry(self, person: str) -> MentorEntry:
        self._stale.add(person)
        return self.entries.setdefault(person, MentorEntry(person))

    def _settle(self, mentor: MentorEntry) -> None:
        regions = frozenset(prefix for area in mentor.areas for prefix in prefixes(area))
        key = mentor.sort_key()
        if key != mentor.key or regions != mentor.regions:
            for region in mentor.regions:
                self._in[region].discard(mentor.key)
            for region in regions:
                self._in.setdefault(region, SortedTexts()).add(key)
            mentor.key, mentor.regions = key, regions
        if not mentor.areas and not mentor.mentees and mentor.capacity is None:
            del self.entries[mentor.id]
