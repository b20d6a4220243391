"""What lies around a person or a place in the graph, as far as the viewer may see: pictures, paths, first looks."""

import msgspec

from domain.grades import Viewer
from domain.ids import PersonId
from projections.answer import Stamp
from projections.graph import GraphEdge, GraphNode
from projections.ops import EdgeKey, EdgeKind, Label, NodeKey, person, place
from projections.scope import human_of, must_read, region_of, stamp, visible
from projections.world import World

MOST_NODES = 200
DEEPEST = 3


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """Nodes by distance, then key; edges by key. `capped`: there is more than is shown."""

    stamp: Stamp
    centre: NodeKey
    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    capped: bool


def around(world: World, viewer: Viewer, key: str, *, depth: int = 1, cap: int = 50) -> Around:
    """`key`: a person's id or a region's code. Depth 1 to 3, at most 200 nodes; more is cut to that.

    Raises: PERSON_UNKNOWN, REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, ROLE_MAY_NOT.
    """
    must_read(viewer)
    centre = (
        place(region_of(world, viewer, key)) if key.isdigit() else person(human_of(world, viewer, key).id)
    )
    found = world.graph.neighbourhood(centre, min(max(depth, 1), DEEPEST), min(max(cap, 1), MOST_NODES))
    seen = {n.node for n in found.nodes if sees_node(world, viewer, n.node)}
    edges = [e for e in found.edges if sees_edge(viewer, e.edge, seen)]
    reached = _reached(centre, edges)
    return Around(
        stamp=stamp(world, viewer.region),
        centre=centre,
        nodes=tuple(n for n in found.nodes if n.node in reached),
        edges=tuple(e for e in edges if e.edge.start in reached and e.edge.end in reached),
        capped=found.capped,
    )


def sees_node(world: World, viewer: Viewer, node: NodeKey) -> bool:
    """Places of the viewer's region and those above it; people who belong to it."""
    if node.label is Label.PERSON:
        human = world.human(PersonId(node.key))
        return human is not None and visible(world, viewer, human)
    return viewer.covers(node.key) or viewer.region.startswith(node.key)


def sees_edge(viewer: Viewer, edge: EdgeKey, seen: set[NodeKey]) -> bool:
    """Both ends are seen, and a pairing belongs to a village of the viewer's region."""
    if edge.kind is EdgeKind.MENTORS and not viewer.covers(edge.key):
        return False
    return edge.start in seen and edge.end in seen


def _reached(centre: NodeKey, edges: list[GraphEdge]) -> set[NodeKey]:
    """What hangs together with the centre without anything that may not be seen."""
    beside: dict[NodeKey, set[NodeKey]] = {}
    for found in edges:
        beside.setdefault(found.edge.start, set()).add(found.edge.end)
        beside.setdefault(found.edge.end, set()).add(found.edge.start)
    reached, waiting = {centre}, [centre]
    while waiting:
        fresh = beside.get(waiting.pop(), set()) - reached
        reached |= fresh
        waiting += fresh
    return reached
