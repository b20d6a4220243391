"""The engines that one history is answered by, side by side: to compare a further one, add a line to ENGINES."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TypeAlias

import msgspec
import psycopg
from psycopg.conninfo import make_conninfo

from infra.folder import LOG_FILE, DataFolder
from infra.moving import fill_server, move_keys
from infra.networkx_graph import NetworkxGraph
from infra.postgres import Database
from infra.postgres.keystore import PostgresKeyStore
from infra.raw_logs import SQLiteRaw
from infra.server_folder import ServerFolder, make_server
from projections.worlds import Live
from tests.api.offices import TestOffice
from tests.servers import neo4j, postgres


class Servers(msgspec.Struct):
    """What runs while histories come and go: addresses, empty where a server is not to be had."""

    log: str = ""
    keys: str = ""
    graph: str = ""
    histories: int = 0


Engine: TypeAlias = Callable[[Path, Servers, ExitStack], TestOffice]


@contextmanager
def running() -> Iterator[Servers]:
    """The servers that this machine has."""
    with ExitStack() as stack:
        found = Servers()
        if postgres.binaries():
            dsn = stack.enter_context(postgres.postgres())
            names = [f"soak_{name}_{os.getpid()}" for name in ("log", "keys")]
            with psycopg.connect(dsn, autocommit=True) as db:
                for name in names:
                    db.execute(f"CREATE DATABASE {name}".encode())
            found.log, found.keys = (make_conninfo(dsn, dbname=name) for name in names)
        if not neo4j.missing():
            found.graph = stack.enter_context(closing(neo4j.Server())).uri
        yield found


def embedded(folder: Path, _: Servers, stack: ExitStack) -> TestOffice:
    """SQLite and networkx: what the others are compared with."""
    opened = stack.enter_context(DataFolder(folder))
    return TestOffice(opened.log, opened.keys, opened.identities)


def server(folder: Path, servers: Servers, stack: ExitStack) -> TestOffice:
    """PostgreSQL and networkx: the same rows, moved there."""
    log, keys = (_own_schema(servers, dsn) for dsn in (servers.log, servers.keys))
    with DataFolder(folder) as source, closing(SQLiteRaw(folder / LOG_FILE)) as rows:
        make_server(folder, log, keys)
        move_keys(source.keys.store, PostgresKeyStore(keys, folder / "keys"))
        fill_server(rows, log, source.county, source.about.frozen_at)
    opened = stack.enter_context(ServerFolder(folder, log, keys))
    return TestOffice(opened.log, opened.keys, opened.identities)


def server_and_graph(folder: Path, servers: Servers, stack: ExitStack) -> TestOffice:
    """PostgreSQL and Neo4j."""
    from infra.neo4j_graph import Database as GraphDatabase
    from infra.neo4j_graph import LastingGraph, Neo4jGraph

    office = server(folder, servers, stack)
    database = GraphDatabase(servers.graph, password=neo4j.PASSWORD)
    database.write(lambda tx: tx.run("MATCH (n) DETACH DELETE n").consume())
    log = office.desk.log
    graph = LastingGraph(Neo4jGraph(database, office.county), lambda at: office.live.copy(at).graph, log.head)
    stack.callback(graph.close)
    office.live = Live(log, office.clock.today, NetworkxGraph, graph)
    return office


def engines(servers: Servers) -> dict[str, Engine]:
    """Those that can be had, the embedded one first."""
    found: dict[str, Engine] = {"sqlite+networkx": embedded}
    if servers.log:
        found["postgresql+networkx"] = server
    if servers.log and servers.graph:
        found["postgresql+neo4j"] = server_and_graph
    return found


def _own_schema(servers: Servers, dsn: str) -> Database:
    servers.histories += 1
    schema = f"h{servers.histories}"
    with psycopg.connect(dsn, autocommit=True) as db:
        db.execute(f"CREATE SCHEMA {schema}".encode())
    return Database(make_conninfo(dsn, options=f"-c search_path={schema}"))
