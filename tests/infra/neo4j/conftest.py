"""One server for each process of the tests, emptied for each of them."""

import os
from collections.abc import Iterator

import pytest

from infra.neo4j_graph import Database
from tests.servers.neo4j import missing, neo4j_server

EMPTY = "MATCH (n) DETACH DELETE n"


@pytest.fixture(scope="session")
def graph_uri() -> Iterator[str]:
    """The address of a server to write all over."""
    needed()
    with neo4j_server() as uri:
        yield uri


def needed() -> None:
    """Skip, or fail in CI, where no server can be had."""
    if why := missing():
        if os.environ.get("CI") == "true":
            pytest.fail(f"Neo4j must run in CI: {why}")
        pytest.skip(why)


@pytest.fixture
def database(graph_uri: str) -> Iterator[Database]:
    """An empty server; constraints and indexes stay from test to test."""
    database = Database(graph_uri)
    emptied(database)
    yield database
    database.close()


def emptied(database: Database) -> None:
    database.write(lambda tx: tx.run(EMPTY).consume())
