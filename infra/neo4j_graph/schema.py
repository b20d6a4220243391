"""What must be there before the first node: a key for every label with its index, and whose graph this is."""

from typing import Any

from neo4j import ManagedTransaction

from infra.neo4j_graph.database import Database
from infra.neo4j_graph.faults import graph_refusal
from projections.ops import Label

LAYOUT = 1
"""Grows when nodes or edges are written otherwise than before: then an older graph is rebuilt."""
OLDEST = (5, 24)
"""Labels given by a parameter."""
REBUILDING = -1
"""The position while the graph is being rebuilt: no batch follows it."""

DEFINITIONS = tuple(
    f"CREATE CONSTRAINT {label.lower()}_key IF NOT EXISTS FOR (n:{label}) REQUIRE n.key IS UNIQUE"
    for label in (*Label, "Projection")
)
"""Each brings the range index that every question begins at. An index over a property of all edges would lead the
planner away from the region: the county's question then cost more with every other county."""
OF_PROJECTION = "MATCH (p:Projection {key: 'graph'})"


def prepare(database: Database, county: str) -> None:
    """Constraints first, then the node of the position: without them a write scans, or doubles a node.

    Raises: GRAPH_TOO_OLD, GRAPH_NOT_OURS, GRAPH_OTHER_COUNTY, GRAPH_NEWER, and what the server says.
    """
    _check_version(database)
    (found,) = database.rows(
        f"OPTIONAL {OF_PROJECTION} RETURN properties(p) AS ours, EXISTS {{ MATCH (n) }} AS filled"
    )
    ours: dict[str, Any] | None = found["ours"]
    if ours is None and found["filled"]:
        raise graph_refusal("GRAPH_NOT_OURS", database.server)
    if ours and ours["county"] != county:
        raise graph_refusal("GRAPH_OTHER_COUNTY", database.server, found=ours["county"], wanted=county)
    if ours and ours["layout"] > LAYOUT:
        raise graph_refusal("GRAPH_NEWER", database.server, found=ours["layout"], known=LAYOUT)
    for definition in DEFINITIONS:
        database.define(definition)
    database.write(lambda tx: _claim(tx, county))


def _check_version(database: Database) -> None:
    (found,) = database.rows("CALL dbms.components() YIELD versions RETURN versions[0] AS version")
    numbers = tuple(int(part) for part in found["version"].split("-")[0].split(".")[:2])
    if numbers < OLDEST:
        known = ".".join(map(str, OLDEST))
        raise graph_refusal("GRAPH_TOO_OLD", database.server, found=found["version"], known=known)


def _claim(tx: ManagedTransaction, county: str) -> None:
    """An older layout counts as a rebuild that was cut off."""
    tx.run(
        "MERGE (p:Projection {key: 'graph'}) "
        "ON CREATE SET p.county = $county, p.position = 0, p.layout = $layout "
        "SET p.position = CASE WHEN p.layout < $layout THEN $rebuilding ELSE p.position END, p.layout = $layout",
        county=county,
        layout=LAYOUT,
        rebuilding=REBUILDING,
    ).consume()
