"""The graph in a Neo4j server: the same port as the embedded engine, and the graph's questions in Cypher."""

from infra.neo4j_graph.database import Database
from infra.neo4j_graph.graph import Neo4jGraph
from infra.neo4j_graph.lasting import LastingGraph

__all__ = ["Database", "LastingGraph", "Neo4jGraph"]
