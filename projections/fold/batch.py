"""The operations of one batch of events, in the order that every engine can take."""

from projections.fold import emit
from projections.ops import DropEdge, Op, PutEdge


class Batch:
    """A batch's operations: an edge goes before its node, a node comes before its edges."""

    def __init__(self) -> None:
        self.drop_edges: list[Op] = []
        self.drop_nodes: list[Op] = []
        self.put_nodes: list[Op] = []
        self.put_edges: list[Op] = []
        self.last: list[Op] = []

    def in_order(self) -> list[Op]:
        """As every engine takes them."""
        return [*self.drop_edges, *self.drop_nodes, *self.put_nodes, *self.put_edges, *self.last]


def change_edges(before: emit.Edges, after: emit.Edges, ops: Batch) -> None:
    """Bring one owner's edges to what is so now."""
    ops.drop_edges += [DropEdge(edge) for edge in sorted(before.keys() - after.keys())]
    ops.put_edges += [PutEdge(edge, props) for edge, props in after.items() if before.get(edge) != props]
