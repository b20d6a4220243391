"""The graph as the questions need it. infra/ brings the engines: networkx within the process, Neo4j beside it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import msgspec

from projections.ops import EdgeKey, NodeKey, Op, PersonRole, Props

if TYPE_CHECKING:
    import networkx as nx


class GraphNode(msgspec.Struct, frozen=True):
    """A node with all that is known of it."""

    node: NodeKey
    props: Props
    roles: tuple[PersonRole, ...] = ()


class GraphEdge(msgspec.Struct, frozen=True):
    """An edge with all that is known of it."""

    edge: EdgeKey
    props: Props


class Neighbourhood(msgspec.Struct, frozen=True):
    """Nodes by distance, then key; the edges among them by key. `capped`: there were more nodes than the cap."""

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    capped: bool


class Graph(Protocol):
    """Holds the present. One writer; readers see whole batches."""

    def apply(self, ops: Sequence[Op], from_position: int, to_position: int) -> bool:
        """Take a batch, or change nothing and answer False where it does not follow the graph's position."""
        ...

    def position(self) -> int:
        """The position of the last batch."""
        ...

    def neighbourhood(self, node: NodeKey, depth: int, cap: int) -> Neighbourhood:
        """What lies within `depth` steps in either direction, at most `cap` nodes; empty for an unknown node."""
        ...

    def export(self, region: str = "") -> "nx.MultiDiGraph[NodeKey]":
        """A copy for analysis: the region's places, the people tied to them and the edges among these."""
        ...


class LastingGraph(Graph, Protocol):
    """A graph that outlives the process, and that other processes may bring further."""

    def take_over(self, present: Graph) -> None:
        """Become what `present` is, which was folded from the whole log; what differs is said and mended."""
        ...

    def reached(self) -> int:
        """Its position if that is known at once, else 0."""
        ...
