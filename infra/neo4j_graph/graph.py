"""The port on Neo4j: position and batch in one transaction, so that each batch counts once or not at all."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from neo4j import ManagedTransaction

from infra.neo4j_graph.database import Database
from infra.neo4j_graph.faults import graph_refusal
from infra.neo4j_graph.reading import (
    Content,
    differences,
    read_content,
    read_neighbourhood,
)
from infra.neo4j_graph.schema import OF_PROJECTION, REBUILDING, prepare
from infra.neo4j_graph.writing import run_all
from projections.graph import Neighbourhood
from projections.ops import NodeKey, Op

if TYPE_CHECKING:
    import networkx as nx

MENDED_AT_ONCE = 5000
ATTEMPTS = 5
HOLD = f"{OF_PROJECTION} SET p.held = true RETURN p.position AS position, p.batch AS batch"
"""The write comes first: it takes the lock, so that what is read then stays so to the transaction's end."""
MOVE = f"{OF_PROJECTION} SET p.position = $position, p.batch = $batch REMOVE p.held"
WHERE = f"{OF_PROJECTION} RETURN p.position AS position"
DELETE_NODES = "UNWIND $ids AS id MATCH (n) WHERE elementId(n) = id DETACH DELETE n"
DELETE_EDGES = "UNWIND $ids AS id MATCH ()-[r]->() WHERE elementId(r) = id DELETE r"


class Overtaken(Exception):  # noqa: N818 - another process did the work
    """While this process mended the graph another one began to."""


class Neo4jGraph:
    """Implements `projections.graph.Graph` on one county's server."""

    def __init__(self, database: Database, county: str) -> None:
        """Raises: what `schema.prepare` raises."""
        self._database = database
        self.server = database.server
        prepare(database, county)

    def apply(self, ops: Sequence[Op], from_position: int, to_position: int) -> bool:
        """Take a batch, or change nothing and answer False where it does not follow the graph's position.

        Raises: EndMissing where somebody else has changed the graph; nothing was written then.
        """
        if to_position < from_position:
            return False
        batch = uuid4().hex

        def work(tx: ManagedTransaction) -> bool:
            position, last = _held(tx)
            if last == batch:
                return True  # written already: only the answer to the commit was lost
            if position != from_position:
                return False
            run_all(tx, ops)
            tx.run(MOVE, position=to_position, batch=batch).consume()
            return True

        return self._database.write(work)

    def position(self) -> int:
        """The position of the last batch; -1 while the graph is rebuilt."""
        return self._database.read(_position)

    def neighbourhood(self, node: NodeKey, depth: int, cap: int) -> Neighbourhood:
        """Nodes by distance, then key. A read that another process's batch came in between is read again."""
        for _ in range(ATTEMPTS):
            before, found, after = self._database.read(
                lambda tx: (_position(tx), read_neighbourhood(tx, node, depth, cap), _position(tx))
            )
            if before == after:
                return found
        raise graph_refusal("GRAPH_FAILED", self.server, found="busy")

    def export(self, region: str = "") -> "nx.MultiDiGraph[NodeKey]":
        """A copy for analysis: the region's places, the people tied to them and the edges among these."""
        return self.content(region).as_graph()

    def content(self, region: str = "") -> Content:
        """All that is there, what Yumiao did not write included."""
        return self._database.read(lambda tx: read_content(tx, region))

    def become(self, wanted: Content, position: int) -> int:
        """Make the graph equal to a content, by transactions; answers how much had to be changed.

        Until the last of them the position is -1; a process that is killed here leaves that behind.

        Raises: Overtaken.
        """
        batch = uuid4().hex
        self._database.write(lambda tx: tx.run(MOVE, position=REBUILDING, batch=batch).consume())
        found = self.content()
        ops = differences(found, wanted)
        for text, ids in ((DELETE_EDGES, found.stray_edges), (DELETE_NODES, found.stray_nodes)):
            self._mend(batch, lambda tx, text=text, ids=ids: tx.run(text, ids=ids).consume())
        for at in range(0, len(ops), MENDED_AT_ONCE):
            self._mend(batch, lambda tx, at=at: run_all(tx, ops[at : at + MENDED_AT_ONCE]))
        self._mend(batch, lambda tx: tx.run(MOVE, position=position, batch=batch).consume())
        return len(ops) + len(found.stray_nodes) + len(found.stray_edges)

    def close(self) -> None:
        """Give the connections back."""
        self._database.close()

    def _mend(self, batch: str, work: Any) -> None:
        def held(tx: ManagedTransaction) -> None:
            if _held(tx)[1] != batch:
                raise Overtaken
            work(tx)

        self._database.write(held)


def _position(tx: ManagedTransaction) -> int:
    position: int = tx.run(WHERE).single(strict=True)["position"]
    return position


def _held(tx: ManagedTransaction) -> tuple[int, str | None]:
    found = tx.run(HOLD).single(strict=True)
    return found["position"], found["batch"]
