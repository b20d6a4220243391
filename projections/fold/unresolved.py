"""Names on rosters that nobody, or more than one, can be meant by: per region in order, kept as people change."""

from collections.abc import Mapping
from typing import NamedTuple

from domain.ids import PersonId
from projections.fold.mentors import NamedMentor, NameIs
from projections.index.ordered import SortedTexts
from projections.ops import prefixes


class Unresolved(NamedTuple):
    """Whose roster says it, for which village."""

    village: str
    reserve: PersonId
    named: NamedMentor


class UnresolvedNames:
    """By village, reserve and name."""

    def __init__(self) -> None:
        self._found: dict[str, Unresolved] = {}
        self._of: dict[PersonId, tuple[str, ...]] = {}
        self._in: dict[str, SortedTexts] = {}

    def put(self, reserve: PersonId, mentoring: Mapping[str, tuple[NamedMentor, ...]]) -> None:
        """What the names on somebody's rosters mean now; empty where there are none."""
        found = {
            f"{village}{reserve} {named.name}": Unresolved(village, reserve, named)
            for village, names in mentoring.items()
            for named in names
            if named.outcome is not NameIs.RESOLVED
        }
        for key in self._of.pop(reserve, ()):
            for region in prefixes(self._found.pop(key).village):
                self._in[region].discard(key)
        for key, one in found.items():
            self._found[key] = one
            for region in prefixes(one.village):
                self._in.setdefault(region, SortedTexts()).add(key)
        if found:
            self._of[reserve] = tuple(found)

    def first(self, region: str, most: int) -> list[Unresolved]:
        """A region's, at most so many. O(log n + most)."""
        keys = self._in[region].after("", most) if region in self._in else []
        return [self._found[key] for key in keys]

    def total(self, region: str) -> int:
        """How many a region has."""
        return len(self._in[region]) if region in self._in else 0
