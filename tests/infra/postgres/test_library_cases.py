"""The library's own reusable recorder cases pass on our PostgreSQL recorder."""

import sys
from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

import eventsourcing.cryptography
import pytest
from eventsourcing.persistence import StoredEvent

from infra.postgres import Database
from infra.postgres_log import schema
from infra.postgres_log.recorder import LogDatastore, LogRecorder
from infra.postgres_log.verify import first_problem
from tests.infra.postgres.conftest import own_schema

# The cases import pycryptodome's cipher, which none of those used here needs; the same class on `cryptography`.
sys.modules.setdefault("eventsourcing.cipher", eventsourcing.cryptography)

from eventsourcing.tests import persistence as cases  # noqa: E402 - after the stand-in


class OnOurRecorder:
    recorder_class: type[LogRecorder] = LogRecorder
    server_database: str

    @pytest.fixture(autouse=True)
    def _on_the_server(self, databases: tuple[str, str]) -> None:
        self.server_database = databases[0]

    def create_recorder(self) -> Any:
        database = Database(own_schema(self.server_database))
        schema.migrate(database)
        recorder = self.recorder_class(LogDatastore(database))
        recorder.create_table()  # as the library's factory does at each start
        self.addCleanup(database.close)  # type: ignore[attr-defined] # a TestCase beside it
        self.addCleanup(self.the_tree_still_fits, database)  # type: ignore[attr-defined] # a TestCase beside it
        return recorder

    def new_originator_id(self) -> UUID | str:
        return f"village:{uuid4().hex}"

    @staticmethod
    def the_tree_still_fits(database: Database) -> None:
        with database.transaction(snapshot=True) as cursor:
            assert first_problem(cursor) is None


class WithoutIds(LogRecorder):
    """The case of plain aggregate recorders expects None where application recorders answer positions."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        super().insert_events(stored_events, **kwargs)
        return None


class TestAggregateRecorder(OnOurRecorder, cases.AggregateRecorderTestCase):
    recorder_class = WithoutIds


class TestApplicationRecorder(OnOurRecorder, cases.ApplicationRecorderTestCase):
    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class TestNonInterleavingIds(OnOurRecorder, cases.NonInterleavingNotificationIDsBaseCase):
    insert_num = 300
