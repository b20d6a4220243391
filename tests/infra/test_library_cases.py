"""The library's own reusable recorder cases pass on our recorder, with ids as text and as UUIDs."""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal
from uuid import UUID, uuid4

import eventsourcing.cryptography
import pytest
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import StoredEvent

from infra.merkle import Tree
from infra.sqlite_log import schema
from infra.sqlite_log.recorder import LogDatastore, LogRecorder, read_head
from infra.sqlite_log.verify import first_problem

# The cases import pycryptodome's cipher, which none of those used here needs; the same class on `cryptography`.
sys.modules.setdefault("eventsourcing.cipher", eventsourcing.cryptography)

from eventsourcing.tests import persistence as cases  # noqa: E402 - after the stand-in


class OnOurRecorder:
    id_type: Literal["uuid", "text"] = "text"
    recorder_class: type[LogRecorder] = LogRecorder

    def create_recorder(self) -> Any:
        folder = tempfile.TemporaryDirectory()
        path = Path(folder.name) / "log.sqlite"
        schema.create(path, 30.0)
        recorder = self.recorder_class(LogDatastore(path, originator_id_type=self.id_type))
        recorder.create_table()  # as the library's factory does at each start
        self.addCleanup(folder.cleanup)  # type: ignore[attr-defined] # a TestCase beside it
        self.addCleanup(recorder.datastore.close)  # type: ignore[attr-defined] # a TestCase beside it
        self.addCleanup(self.the_tree_still_fits, recorder)  # type: ignore[attr-defined] # a TestCase beside it
        return recorder

    def new_originator_id(self) -> UUID | str:
        return uuid4() if self.id_type == "uuid" else f"village:{uuid4().hex}"

    @staticmethod
    def the_tree_still_fits(recorder: LogRecorder) -> None:
        with recorder.datastore.cursor(commit=False) as cursor:
            assert first_problem(cursor) is None


class WithoutIds(LogRecorder):
    """The case of plain aggregate recorders expects None where application recorders answer positions."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        super().insert_events(stored_events, **kwargs)
        return None


class TestAggregateRecorder(OnOurRecorder, cases.AggregateRecorderTestCase):
    recorder_class = WithoutIds


class TestApplicationRecorder(OnOurRecorder, cases.ApplicationRecorderTestCase):
    pass


class TestApplicationRecorderWithUUIDs(TestApplicationRecorder):
    id_type = "uuid"


class TestNonInterleavingIds(OnOurRecorder, cases.NonInterleavingNotificationIDsBaseCase):
    insert_num = 300


class Account(Aggregate):
    @event("Opened")
    def __init__(self) -> None:
        self.total = 0

    @event("Credited")
    def credit(self, amount: int) -> None:
        self.total += amount


@pytest.mark.filterwarnings("default")
def test_the_librarys_applications_and_aggregates_work_on_it(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite"
    schema.create(path, 30.0)
    env = {
        "PERSISTENCE_MODULE": "eventsourcing.sqlite",
        "SQLITE_DBNAME": str(tmp_path / "unused.sqlite"),
    }
    app: Application[UUID] = Application(env=env)
    app.recorder = LogRecorder(LogDatastore(path, originator_id_type="uuid"))
    app.events.recorder = app.recorder
    account = Account()
    account.credit(5)
    assert [r.notification.id for r in app.save(account)] == [1, 2]
    copy: Account = app.repository.get(account.id)
    assert copy.total == 5
    with app.recorder.datastore.cursor(commit=False) as cursor:
        tree: Tree = read_head(cursor)[0]
        assert (tree.size, first_problem(cursor)) == (2, None)
    app.recorder.datastore.close()
    app.close()
