"""The embedded graph: a networkx MultiDiGraph in this process."""

from collections.abc import Iterator, Sequence
from heapq import nsmallest
from typing import TYPE_CHECKING

from projections.graph import GraphEdge, GraphNode, Neighbourhood
from projections.ops import DropEdge, DropNode, EdgeKey, Label, NodeKey, Op, PutEdge, PutNode

if TYPE_CHECKING:  # the library takes half a second to import; most answers stand in the index
    import networkx as nx


class NetworkxGraph:
    """Implements `projections.graph.Graph`. Nodes and edges carry the operation that put them as attribute `put`.

    Operations wait until the first question about the graph; from then on they are taken as they come.
    """

    def __init__(self) -> None:
        self._inner: nx.MultiDiGraph[NodeKey] | None = None
        self._waiting: list[Op] = []
        self._position = 0

    @property
    def inner(self) -> "nx.MultiDiGraph[NodeKey]":
        """The graph as of the last batch."""
        if self._inner is None:
            import networkx as nx

            self._inner = nx.MultiDiGraph()
            self._take(self._inner, self._waiting)
            self._waiting.clear()
        return self._inner

    def apply(self, ops: Sequence[Op], from_position: int, to_position: int) -> bool:
        """Take a batch, or change nothing and answer False where it does not follow the graph's position."""
        if from_position != self._position or to_position < from_position:
            return False
        if self._inner is None:
            self._waiting += ops
        else:
            self._take(self._inner, ops)
        self._position = to_position
        return True

    @staticmethod
    def _take(inner: "nx.MultiDiGraph[NodeKey]", ops: Sequence[Op]) -> None:
        for op in ops:
            match op:
                case PutNode():
                    inner.add_node(op.node, put=op)
                case PutEdge(edge=edge):
                    inner.add_edge(edge.start, edge.end, (edge.kind, edge.key), put=op)
                case DropEdge(edge=edge):
                    if inner.has_edge(edge.start, edge.end, (edge.kind, edge.key)):
                        inner.remove_edge(edge.start, edge.end, (edge.kind, edge.key))
                case DropNode(node=node):
                    if node in inner:
                        inner.remove_node(node)
                case _:
                    pass  # rules and days are the index's matter

    def position(self) -> int:
        """The position of the last batch."""
        return self._position

    def neighbourhood(self, node: NodeKey, depth: int, cap: int) -> Neighbourhood:
        """Nodes by distance, then key. Breadth first; a step goes along an edge in either direction."""
        if node not in self.inner:
            return Neighbourhood((), (), capped=False)
        reached = [node]
        seen, capped = {node}, False
        layer = [node]
        for _ in range(depth):
            found = {other for at in layer for other in self._beside(at)} - seen
            room = cap - len(reached)
            capped = capped or len(found) > room
            layer = nsmallest(room, found)
            reached += layer
            seen.update(layer)
            if not layer:
                break
        edges = sorted(
            (
                self._edge(start, end, key)
                for start, end, key in self.inner.edges(reached, keys=True)
                if end in seen
            ),
            key=lambda found: found.edge,
        )
        return Neighbourhood(tuple(self._node(n) for n in reached), tuple(edges), capped)

    def export(self, region: str = "") -> "nx.MultiDiGraph[NodeKey]":
        """A copy for analysis: the region's places, the people tied to them and the edges among these."""
        places = {n for n in self.inner if n.label is not Label.PERSON and n.key.startswith(region)}
        people = {p for at in places for p in self._beside(at) if p.label is Label.PERSON}
        if not region:
            people.update(n for n in self.inner if n.label is Label.PERSON)
        return self.inner.subgraph(places | people).copy()

    def _beside(self, node: NodeKey) -> Iterator[NodeKey]:
        yield from self.inner.successors(node)
        yield from self.inner.predecessors(node)

    def _node(self, node: NodeKey) -> GraphNode:
        put: PutNode = self.inner.nodes[node]["put"]
        return GraphNode(node, put.props, put.roles)

    def _edge(self, start: NodeKey, end: NodeKey, key: object) -> GraphEdge:
        put: PutEdge = self.inner.edges[start, end, key]["put"]
        return GraphEdge(EdgeKey(*put.edge), put.props)
