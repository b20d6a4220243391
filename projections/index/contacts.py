"""When a reserve and their mentors last talked, per region in order of waiting; whose mentors only a ledger names."""

from collections import Counter
from datetime import date

from projections.index.ordered import SortedTexts
from projections.ops import prefixes


class ContactEntry:
    """`decided`: since when, by (mentor, village); `named`: those by a ledger's name alone."""

    __slots__ = ("decided", "id", "key", "last_talk", "named", "regions", "unsettled")

    def __init__(self, id_: str) -> None:
        self.id = id_
        self.decided: dict[tuple[str, str], date] = {}
        self.named: set[tuple[str, str]] = set()
        self.last_talk: date | None = None
        self.key = ""
        self.regions: frozenset[str] = frozenset()
        self.unsettled: frozenset[str] = frozenset()
        """Regions in which a ledger names mentors and no pairing is decided."""

    @property
    def since(self) -> date:
        """From when days count: the later of the first pairing that stands and the last talk."""
        first = min(self.decided.values())
        return max(first, self.last_talk or first)


class Contacts:
    """Entries by reserve and, per region, those with a decided pairing in order of `since`. `settle` after a batch."""

    def __init__(self) -> None:
        self.entries: dict[str, ContactEntry] = {}
        self._in: dict[str, SortedTexts] = {}
        self._unsettled: Counter[str] = Counter()
        self._stale: set[str] = set()

    def talked(self, person: str, day: date | None) -> None:
        """The day of the last talk; None: never."""
        if person in self.entries or day is not None:
            self._entry(person).last_talk = day

    def pair(self, person: str, mentor: str, village: str, decided_since: date | None) -> None:
        """A mentor for a candidacy: by decision since a day, or (None) by a ledger's name."""
        entry = self._entry(person)
        self._drop(entry, (mentor, village))
        if decided_since:
            entry.decided[mentor, village] = decided_since
        else:
            entry.named.add((mentor, village))

    def part(self, person: str, mentor: str, village: str) -> None:
        """No longer."""
        self._drop(self._entry(person), (mentor, village))

    def settle(self) -> None:
        """Bring the orders up to date."""
        for person in self._stale:
            self._settle(self.entries[person])
        self._stale.clear()

    def waiting(self, region: str, before: date) -> list[ContactEntry]:
        """Reserves of a region whose days count from before a day, the longest first, then by id. O(answer)."""
        keys = self._in.get(region)
        found: list[ContactEntry] = []
        at, step = "", 64
        while keys is not None:
            page = keys.after(at, step)
            for key in page:
                if key[:10] >= str(before):
                    return found
                found.append(self.entries[key[10:]])
            if len(page) < step:
                return found
            at = page[-1]
        return found

    def total(self, region: str) -> int:
        """Reserves of a region with a decided pairing."""
        return len(self._in[region]) if region in self._in else 0

    def unsettled(self, region: str) -> int:
        """Reserves of a region whose mentors only a ledger names there."""
        return self._unsettled[region]

    def _entry(self, person: str) -> ContactEntry:
        self._stale.add(person)
        return self.entries.setdefault(person, ContactEntry(person))

    @staticmethod
    def _drop(entry: ContactEntry, pair: tuple[str, str]) -> None:
        entry.decided.pop(pair, None)
        entry.named.discard(pair)

    def _settle(self, entry: ContactEntry) -> None:
        regions = frozenset(p for _, village in entry.decided for p in prefixes(village))
        named = frozenset(p for _, village in entry.named for p in prefixes(village)) - regions
        key = f"{entry.since}{entry.id}" if entry.decided else ""
        if (key, regions) != (entry.key, entry.regions):
            for region in entry.regions:
                self._in[region].discard(entry.key)
            for region in regions:
                self._in.setdefault(region, SortedTexts()).add(key)
        self._unsettled.subtract(entry.unsettled)
        self._unsettled.update(named)
        entry.key, entry.regions, entry.unsettled = key, regions, named
        if not entry.decided and not entry.named and entry.last_talk is None:
            del self.entries[entry.id]
