"""One server for each process of the tests, emptied for each of them."""

import os
from collections.abc import Iterator

import pytest

from infra.neo4j_graph import Database
from tests.servers.neo4j import PASSWORD, Server, missing

EMPTY = "MATCH (n) DETACH DELETE n"


@pytest.fixture(scope="session")
def graph_server() -> Iterator[Server]:
    """A server to write all over, and to kill; whoever kills it starts it again."""
    if why := missing():
        if os.environ.get("CI") == "true":
            pytest.fail(f"Neo4j must run in CI: {why}")
        pytest.skip(why)
    server = Server()
    yield server
    server.close()


@pytest.fixture
def database(graph_server: Server) -> Iterator[Database]:
    """An empty server; constraints and indexes stay from test to test."""
    database = Database(graph_server.uri, password=PASSWORD)
    emptied(database)
    yield database
    database.close()


def emptied(database: Database) -> None:
    database.write(lambda tx: tx.run(EMPTY).consume())
