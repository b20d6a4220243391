"""When a reserve and a mentor last talked, per region in order of waiting; whose mentors only a ledger names."""

from collections import Counter
from datetime import date

from projections.index.ordered import SortedTexts
from projections.ops import prefixes


class ContactEntry:
    """`admitted`: on which day, by village; `decided`: paired since, by (mentor, village); `named`: by a ledger."""

    __slots__ = ("admitted", "decided", "id", "key", "last_talk", "named", "paired", "regions", "unsettled")

    def __init__(self, id_: str) -> None:
        self.id = id_
        self.admitted: dict[str, date] = {}
        self.decided: dict[tuple[str, str], date] = {}
        self.named: set[tuple[str, str]] = set()
        self.last_talk: date | None = None
        self.key = ""
        self.regions: frozenset[str] = frozenset()
        self.paired: frozenset[str] = frozenset()
        """Regions in which a pairing is decided."""
        self.unsettled: frozenset[str] = frozenset()
        """Regions in which a ledger names mentors and no talk is ever due: neither admitted nor paired."""

    @property
    def counts(self) -> bool:
        """Whether days count at all: admitted, or paired by decision."""
        return bool(self.admitted or self.decided)

    @property
    def since(self) -> date:
        """From when days count: the later of the first admission that stands and the last talk.

        Until somebody is admitted, the first pairing stands in for it.
        """
        first = min(self.admitted.values() or self.decided.values())
        return max(first, self.last_talk or first)

    @property
    def villages(self) -> frozenset[str]:
        """For which they are admitted or paired."""
        return frozenset((*self.admitted, *(village for _, village in self.decided)))


class Contacts:
    """Entries by reserve and, per region, those whose days count in order of `since`. `settle` after a batch."""

    def __init__(self) -> None:
        self.entries: dict[str, ContactEntry] = {}
        self._in: dict[str, SortedTexts] = {}
        self._paired: Counter[str] = Counter()
        self._unsettled: Counter[str] = Counter()
        self._stale: set[str] = set()

    def talked(self, person: str, day: date | None) -> None:
        """The day of the last talk; None: never."""
        if person in self.entries or day is not None:
            self._entry(person).last_talk = day

    def admit(self, person: str, village: str, day: date | None) -> None:
        """Admitted for a village on a day; None: not, or no longer."""
        if day:
            self._entry(person).admitted[village] = day
        elif person in self.entries:
            self._entry(person).admitted.pop(village, None)

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
        """Reserves of a region whose days count."""
        return len(self._in[region]) if region in self._in else 0

    def paired(self, region: str) -> int:
        """Reserves of a region with a decided pairing."""
        return self._paired[region]

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
        regions = frozenset(p for village in entry.villages for p in prefixes(village))
        paired = frozenset(p for _, village in entry.decided for p in prefixes(village))
        named = frozenset(p for _, village in entry.named for p in prefixes(village)) - regions
        key = f"{entry.since}{entry.id}" if entry.counts else ""
        if (key, regions) != (entry.key, entry.regions):
            for region in entry.regions:
                self._in[region].discard(entry.key)
            for region in regions:
                self._in.setdefault(region, SortedTexts()).add(key)
        for counter, old, new in (
            (self._paired, entry.paired, paired),
            (self._unsettled, entry.unsettled, named),
        ):
            counter.subtract(old)
            counter.update(new)
        entry.key, entry.regions, entry.paired, entry.unsettled = key, regions, paired, named
        if not entry.counts and not entry.named and entry.last_talk is None:
            del self.entries[entry.id]
