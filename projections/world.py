"""Everything that answers come from: the fold, a graph, the index, and the day for which it is asked."""

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import Any, TypeVar

from domain.election_cycle import ElectionCycle
from domain.ids import PersonId
from domain.recorded import Recorded
from domain.rule_set import RuleSet, in_force
from projections.fold import Fold, Human
from projections.graph import Graph
from projections.index import Index
from projections.ops import SetDay

MOST_KEPT = 64
Found = TypeVar("Found")


class World:
    """One writer. `on_date` is the day of the answers, `valid_through` the last day whose facts are taken (or all)."""

    def __init__(self, on_date: date, graph: Graph, valid_through: date | None = None) -> None:
        self.fold = Fold(valid_through)
        self.graph = graph
        self.index = Index(on_date)
        self._kept: dict[Hashable, Any] = {}

    @property
    def position(self) -> int:
        """The position of the last event taken."""
        return self.fold.position

    @property
    def on_date(self) -> date:
        """The day of the answers."""
        return self.index.day

    @property
    def valid_through(self) -> date | None:
        """The last day whose facts are in this world; None: all that is known."""
        return self.fold.valid_through

    @property
    def county(self) -> str:
        """The folder's county; empty before it is opened."""
        county = self.fold.record.county
        return county.code if county else ""

    @property
    def rules(self) -> RuleSet | None:
        """The rules in force on the day."""
        found = in_force(self.fold.record.rule_sets, self.on_date)
        return found.rules if found else None

    @property
    def reference_date(self) -> date:
        """The day on which ages are counted; before a cycle is opened, the day of the answers."""
        return self.fold.record.reference_date(self.on_date)

    @property
    def cycle(self) -> ElectionCycle:
        """The county's election cycle: the open one, or the one closed last."""
        return self.fold.record.cycle

    def election_date(self, village: str) -> date | None:
        """E: when a village elects; None where nobody has said."""
        return self.cycle.election_date(village)

    def human(self, person: PersonId) -> Human | None:
        """The human being behind any of their records."""
        found = self.fold.human_of.get(person)
        return self.fold.humans[found] if found else None

    def kept(self, key: Hashable, make: Callable[[], Found]) -> Found:
        """What a question found, for its next page: kept until anything changes."""
        if key not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = make()
        found: Found = self._kept[key]
        return found

    def apply(self, events: Sequence[Recorded]) -> None:
        """Take events that follow; those already taken are passed over.

        Raises: GapInLog.
        """
        before = self.position
        ops = self.fold.apply(events)
        if self.position == before:
            return
        self._kept.clear()
        self.index.apply(ops)
        if not self.graph.apply(ops, before, self.position):
            raise RuntimeError(f"the graph stands at {self.graph.position()}, not at {before}")

    def advance(self, day: date) -> None:
        """Ask for another day: clearances end, rules take effect. Position and facts stay."""
        if day != self.on_date:
            self._kept.clear()
            self.index.apply([SetDay(day)])
