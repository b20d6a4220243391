"""The graph in a real Neo4j."""
