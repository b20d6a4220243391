"""Nodes and edges as the port knows them, read back from the server."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from neo4j import ManagedTransaction, Record

from infra.neo4j_graph.writing import NOTHING
from projections.graph import GraphEdge, GraphNode, Neighbourhood
from projections.ops import (
    DropEdge,
    DropNode,
    EdgeKey,
    EdgeKind,
    Label,
    NodeKey,
    Op,
    PersonRole,
    Props,
    PutEdge,
    PutNode,
)

if TYPE_CHECKING:
    import networkx as nx

LABELS = {label.value: label for label in Label}
KINDS = {kind.value: kind for kind in EdgeKind}
_OURS = "|".join(LABELS)
_NODE = "elementId(n) AS id, labels(n) AS labels, properties(n) AS props"
_EDGE = (
    "elementId(r) AS id, elementId(a) AS start, elementId(b) AS end, type(r) AS kind, properties(r) AS props"
)

START = f"MATCH (n:{{label}} {{{{key: $key}}}}) RETURN {_NODE}"
BESIDE = (
    f"MATCH (at) WHERE elementId(at) IN $layer MATCH (at)--(n:{_OURS}) WHERE NOT elementId(n) IN $seen "
    "WITH DISTINCT n, [label IN labels(n) WHERE label IN $labels][0] AS label "
    f"ORDER BY label, n.key LIMIT $most RETURN {_NODE}"
)
AMONG = (
    "MATCH (a) WHERE elementId(a) IN $ids "
    f"MATCH (a)-[r]->(b) WHERE elementId(b) IN $ids RETURN {_EDGE} ORDER BY start, end"
)
PLACES = " UNION ".join(
    f"MATCH (n:{label}) WHERE n.key STARTS WITH $region RETURN {_NODE}"
    for label in Label
    if label is not Label.PERSON
)
PEOPLE = f"MATCH (at) WHERE elementId(at) IN $ids MATCH (at)--(n:Person) WITH DISTINCT n RETURN {_NODE}"
EVERY_NODE = f"MATCH (n:{_OURS}) RETURN {_NODE}"
EVERY_EDGE = f"MATCH (a:{_OURS})-[r]->(b:{_OURS}) RETURN {_EDGE}"


class Content(msgspec.Struct, frozen=True):
    """All of a graph. `stray`: ids of nodes without a key and of edges that Yumiao never writes."""

    nodes: dict[NodeKey, PutNode]
    edges: dict[EdgeKey, PutEdge]
    stray_nodes: tuple[str, ...] = ()
    stray_edges: tuple[str, ...] = ()

    def as_graph(self) -> "nx.MultiDiGraph[NodeKey]":
        """As the embedded engine exports it."""
        import networkx as nx

        graph: nx.MultiDiGraph[NodeKey] = nx.MultiDiGraph()
        for node, put in self.nodes.items():
            graph.add_node(node, put=put)
        for edge, edge_put in self.edges.items():
            graph.add_edge(edge.start, edge.end, (edge.kind, edge.key), put=edge_put)
        return graph


def content_of(graph: "nx.MultiDiGraph[NodeKey]") -> Content:
    """The same of an export."""
    nodes = {node: attributes["put"] for node, attributes in graph.nodes(data=True)}
    puts: list[PutEdge] = [attributes["put"] for _, _, attributes in graph.edges(data=True)]
    return Content(nodes, {put.edge: put for put in puts})


def read_content(tx: ManagedTransaction, region: str) -> Content:
    """Everything, or a region's places, the people tied to them and the edges among these."""
    if not region:
        return _content(_rows(tx, EVERY_NODE), _rows(tx, EVERY_EDGE))
    places = _rows(tx, PLACES, region=region)
    people = _rows(tx, PEOPLE, ids=[row["id"] for row in places])
    nodes = [*places, *people]
    return _content(nodes, _rows(tx, AMONG, ids=[row["id"] for row in nodes]))


def read_neighbourhood(tx: ManagedTransaction, node: NodeKey, depth: int, cap: int) -> Neighbourhood:
    """Layer by layer, each sorted and cut by the server."""
    layer = _rows(tx, START.format(label=node.label), key=node.key)
    reached, capped = [*layer], False
    for _ in range(depth):
        room = cap - len(reached)
        found = _rows(
            tx,
            BESIDE,
            layer=[row["id"] for row in layer],
            seen=[row["id"] for row in reached],
            labels=list(LABELS),
            most=max(room, 0) + 1,
        )
        capped = capped or len(found) > room
        layer = found[: max(room, 0)]
        reached += layer
        if not layer:
            break
    content = _content(reached, _rows(tx, AMONG, ids=[row["id"] for row in reached]) if reached else [])
    return Neighbourhood(
        tuple(GraphNode(put.node, put.props, put.roles) for put in content.nodes.values()),
        tuple(GraphEdge(edge, content.edges[edge].props) for edge in sorted(content.edges)),
        capped,
    )


def _rows(tx: ManagedTransaction, text: str, **given: Any) -> list[Record]:
    return list(tx.run(text, given))


def _content(node_rows: Sequence[Record], edge_rows: Sequence[Record]) -> Content:
    """In the order of the rows."""
    nodes: dict[NodeKey, PutNode] = {}
    edges: dict[EdgeKey, PutEdge] = {}
    by_id: dict[str, NodeKey] = {}
    stray_nodes, stray_edges = [], []
    for row in node_rows:
        put = _node(row)
        if put.node.key:
            nodes[put.node] = put
            by_id[row["id"]] = put.node
        else:
            stray_nodes.append(row["id"])
    for row in edge_rows:
        kind, key = KINDS.get(row["kind"]), row["props"].get("key")
        start, end = by_id.get(row["start"]), by_id.get(row["end"])
        edge = EdgeKey(kind, start, end, key) if kind and start and end and isinstance(key, str) else None
        if edge is None or edge in edges:
            stray_edges.append(row["id"])
        else:
            edges[edge] = PutEdge(edge, _props(row["props"]))
    return Content(nodes, edges, tuple(stray_nodes), tuple(stray_edges))


def _node(row: Record) -> PutNode:
    labels: list[str] = row["labels"]
    label = next(LABELS[name] for name in LABELS if name in labels)
    key = row["props"].get("key")
    roles = tuple(role for role in PersonRole if role in labels)
    return PutNode(NodeKey(label, key if isinstance(key, str) else ""), _props(row["props"]), roles)


def _props(stored: dict[str, Any]) -> Props:
    known = {name: value for name, value in stored.items() if name not in {"key", NOTHING}}
    return {**dict.fromkeys(stored.get(NOTHING, ())), **known}


def differences(found: Content, wanted: Content) -> list[Op]:
    """The operations that make the one out of the other; strays are deleted by their ids."""
    return [
        *(DropEdge(edge) for edge in sorted(found.edges.keys() - wanted.edges.keys())),
        *(DropNode(node) for node in sorted(found.nodes.keys() - wanted.nodes.keys())),
        *(put for node, put in wanted.nodes.items() if found.nodes.get(node) != put),
        *(put for edge, put in wanted.edges.items() if found.edges.get(edge) != put),
    ]
