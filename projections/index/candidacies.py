"""Who is on which roster, with the end of each clearance; what a person adds to the counters above."""

from collections.abc import Iterable
from datetime import date, timedelta
from heapq import heappop, heappush

from projections.index.entries import VillageEntry
from projections.index.tally import Tally
from projections.ops import prefixes

Due = tuple[date, str, str]
"""(first day without clearance, village, person)."""


class Candidacies:
    """Villages by person, the mentors' count of each, and due dates."""

    def __init__(self) -> None:
        self._of: dict[str, dict[str, date | None]] = {}
        self._mentors: dict[str, dict[str, int]] = {}
        self._shares: dict[str, dict[str, tuple[int, int, int]]] = {}
        self._due: list[Due] = []

    def put(self, person: str, village: VillageEntry, through: date | None) -> None:
        """On the roster, cleared through a day (None: never)."""
        village.roster[person] = through
        self._of.setdefault(person, {})[village.code] = through
        self._note(person, village.code, through)

    def drop(self, person: str, village: VillageEntry) -> None:
        """Off the roster."""
        village.roster.pop(person, None)
        self._of.get(person, {}).pop(village.code, None)

    def mentored(self, person: str, village: str, step: int) -> None:
        """One mentor more, or one fewer, for a candidacy."""
        mine = self._mentors.setdefault(person, {})
        mine[village] = mine.get(village, 0) + step

    def share(
        self, person: str, villages: dict[str, VillageEntry], tallies: dict[str, Tally], day: date
    ) -> None:
        """Take the person's old share out of every region and put the new one in.

        Villages that coverage does not count matter only for mentors.
        """
        old = self._shares.pop(person, {})
        new: dict[str, tuple[int, int, int]] = {}
        mentors = self._mentors.get(person, {})
        for village, through in self._of.get(person, {}).items():
            counts = villages[village].counts
            cleared = counts and bool(through and through >= day)
            alone = not mentors.get(village)
            for prefix in prefixes(village):
                known = new.get(prefix, (0, 0, 0))
                new[prefix] = (known[0] + counts, known[1] + cleared, known[2] + alone)
        if new:
            self._shares[person] = new
        if new != old:
            for share, sign in ((old, -1), (new, 1)):
                for prefix, (on_roster, cleared_there, unmentored) in share.items():
                    tally = tallies.setdefault(prefix, Tally())
                    tally.add_person(on_roster, cleared_there, unmentored, sign)

    def pass_to(self, day: date) -> list[Due]:
        """The clearances that have ended by a day; they are no longer due."""
        found = []
        while self._due and self._due[0][0] <= day:
            found.append(heappop(self._due))
        return found

    def note_all(self, villages: Iterable[VillageEntry]) -> None:
        """Every due date again, after the day went back."""
        self._due.clear()
        for village in villages:
            for person, through in village.roster.items():
                self._note(person, village.code, through)

    def due(self, villages: dict[str, VillageEntry], day: date) -> list[Due]:
        """Clearances that end after a day, soonest first, each once."""
        return sorted(
            {
                (ends, village, person)
                for ends, village, person in self._due
                if ends > day and villages[village].roster.get(person) == ends - timedelta(days=1)
            }
        )

    def _note(self, person: str, village: str, through: date | None) -> None:
        if through and through < date.max:
            heappush(self._due, (through + timedelta(days=1), village, person))
