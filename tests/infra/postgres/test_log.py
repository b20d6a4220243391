"""The PostgreSQL log: the common promises, and those that only a server can break."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.clock import FrozenClock
from infra.postgres import Database
from infra.postgres_log import PostgresEventLog
from tests.infra.events import open_keys
from tests.infra.log_suite import LogSuite, MakeLog


class TestPostgres(LogSuite):
    @pytest.fixture
    def make_log(self, clock: FrozenClock, log_dsn: str, tmp_path: Path) -> Iterator[MakeLog]:
        opened: list[PostgresEventLog] = []

        def make() -> PostgresEventLog:
            keys = open_keys(tmp_path)
            opened.append(PostgresEventLog(Database(log_dsn), keys=keys, clock=clock, create=True))
            return opened[-1]

        yield make
        for log in opened:
            assert log.verify_tree() is None
            log.close()
