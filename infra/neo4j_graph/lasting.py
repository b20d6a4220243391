"""The present's graph on a server: compared when a process starts, mended where it differs, caught up after a pause."""

import logging
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from domain.refusal import Refusal
from infra.neo4j_graph.graph import Neo4jGraph, Overtaken
from infra.neo4j_graph.reading import content_of, differences
from infra.neo4j_graph.schema import REBUILDING
from infra.neo4j_graph.writing import EndMissing
from projections.graph import Graph, Neighbourhood
from projections.ops import NodeKey, Op

if TYPE_CHECKING:
    import networkx as nx

log = logging.getLogger("yumiao.graph")

ASK_AGAIN_SECONDS = 5.0
"""How long a server that was away is left alone by those who only write."""
REBUILD_SECONDS = 60.0
"""A rebuild of another process that takes longer is held to be cut off."""
MOST_OWED = 100_000


class Owed(NamedTuple):
    """A batch that the server has not taken yet."""

    ops: Sequence[Op]
    from_position: int
    to_position: int


class LastingGraph:
    """Implements `projections.graph.LastingGraph`. A server that is away stops neither commands nor other questions.

    `fold`: the graph at a position, folded anew; `head`: the last position of the log.
    """

    def __init__(
        self,
        stored: Neo4jGraph,
        fold: Callable[[int], Graph],
        head: Callable[[], int],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.server = stored.server
        self._stored, self._fold, self._head, self._clock = stored, fold, head, clock
        self._owed: list[Owed] = []
        self._too_many = False
        self._not_before = 0.0
        self._rebuilding_since: float | None = None

    def take_over(self, present: Graph) -> None:
        """Become what `present` is, which was folded from the whole log; what differs is said and mended."""
        wanted, position = content_of(present.export()), present.position()
        for _ in range(3):
            found = self._stored.position()
            if position < found <= self._head():
                return  # another process is ahead: its batches are of the same log
            content = self._stored.content()
            strays = len(content.stray_nodes) + len(content.stray_edges)
            differing = len(differences(content, wanted)) + strays
            if self._stored.position() != found:
                continue  # another process wrote meanwhile
            if differing or found != position:
                self._say(found, position, differing)
                self._stored.become(wanted, position)
            return

    def apply(self, ops: Sequence[Op], from_position: int, to_position: int) -> bool:
        """Take a batch now or, while the server is away, when it is back. A batch that is there is passed over."""
        self._owe(Owed(ops, from_position, to_position))
        if self._clock() >= self._not_before:
            try:
                self._settle()
            except Refusal as refusal:
                self._pause(refusal)
        return True

    def reached(self) -> int:
        """The server's position; 0 while it is away or has yet to be given something."""
        if self._owed or self._clock() < self._not_before:
            return 0
        try:
            return max(self._stored.position(), 0)
        except Refusal as refusal:
            self._pause(refusal)
            return 0

    def position(self) -> int:
        """The position of the last batch that the server has."""
        return self._stored.position()

    def neighbourhood(self, node: NodeKey, depth: int, cap: int) -> Neighbourhood:
        """As the port says. Raises: GRAPH_UNREACHABLE and what else the server says."""
        self._settle()
        return self._stored.neighbourhood(node, depth, cap)

    def export(self, region: str = "") -> "nx.MultiDiGraph[NodeKey]":
        """As the port says. Raises: GRAPH_UNREACHABLE and what else the server says."""
        self._settle()
        return self._stored.export(region)

    def close(self) -> None:
        """Give the connections back."""
        self._stored.close()

    def _pause(self, refusal: Refusal) -> None:
        self._not_before = self._clock() + ASK_AGAIN_SECONDS
        log.warning("%s Until then the graph's batches wait.", refusal.message)

    def _owe(self, batch: Owed) -> None:
        self._owed.append(batch)
        if sum(len(owed.ops) for owed in self._owed) > MOST_OWED:  # then the log is read again instead
            self._owed = [Owed((), batch.to_position, batch.to_position)]
            self._too_many = True

    def _settle(self) -> None:
        """Give the server what it is owed, oldest first."""
        while self._owed:
            batch = self._owed[0]
            if self._too_many:
                self._mend(batch.to_position)
                self._too_many = False
            elif not self._taken(batch):
                return
            del self._owed[0]

    def _taken(self, batch: Owed) -> bool:
        """False: another process is rebuilding the graph, so wait."""
        try:
            if self._stored.apply(*batch):
                return True
        except EndMissing:
            log.warning("The graph lacks nodes that it had: somebody wrote into it. It is rebuilt.")
            self._mend(batch.to_position)
            return True
        found = self._stored.position()
        if batch.to_position <= found <= self._head():
            return True  # another process brought it
        if found == REBUILDING and not self._cut_off():
            return False
        self._mend(batch.to_position)
        return True

    def _cut_off(self) -> bool:
        if self._rebuilding_since is None:
            self._rebuilding_since = self._clock()
        return self._clock() - self._rebuilding_since > REBUILD_SECONDS

    def _mend(self, position: int) -> None:
        self._rebuilding_since = None
        found = self._stored.position()
        wanted = content_of(self._fold(position).export())
        try:
            changed = self._stored.become(wanted, position)
        except Overtaken:
            return
        log.warning("The graph stood at %d, not where its batches go on: %d facts rebuilt.", found, changed)

    def _say(self, found: int, position: int, differing: int) -> None:
        if found > position:
            log.warning(
                "The graph is at %d, ahead of the log (%d): %d facts mended.", found, position, differing
            )
        elif found == REBUILDING:
            log.warning(
                "A rebuild of the graph was cut off: %d facts are missing, it is done again.", differing
            )
        elif found == position:
            log.warning(
                "Somebody wrote into the graph: %d facts differ from the log and are mended.", differing
            )
        else:
            log.info("The graph goes on from %d to %d: %d facts.", found, position, differing)
