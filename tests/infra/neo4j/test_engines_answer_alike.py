"""Every named question on SQLite with networkx and on the servers: a small run of `dev.py differential`."""

from contextlib import ExitStack
from pathlib import Path

from msgspec.structs import replace

from domain.recorded import Recorded
from infra.networkx_graph import NetworkxGraph
from projections.worlds import Live
from tests.api.offices import TestOffice
from tests.infra.neo4j.conftest import graph_server
from tests.infra.postgres.conftest import databases, server
from tests.servers.neo4j import Server
from tests.soak.differential import QUESTIONS, Differences, compared
from tests.soak.engines import Servers, embedded

__all__ = ["databases", "graph_server", "server"]

SEED = 20261124


def test_every_question_is_answered_alike_by_every_engine(
    databases: tuple[str, str], graph_server: Server
) -> None:
    servers = Servers(log=databases[0], keys=databases[1], graph=graph_server.uri)
    found = compared(Differences(5 * len(QUESTIONS), servers, SEED), SEED)
    assert len(found.engines) == 3
    assert (found.answers, found.different) == (5 * len(QUESTIONS), [])
    assert found.histories >= 2


def forgetful(folder: Path, servers: Servers, stack: ExitStack) -> TestOffice:
    """An engine that loses one event."""
    office = embedded(folder, servers, stack)
    whole = office.desk.log

    class Losing:
        def read_all(self, after: int = 0, limit: int = 5000, upto: int | None = None) -> list[Recorded]:
            page = whole.read_all(after, limit, upto)
            return [replace(event, event=None) if event.position == 20 else event for event in page]

        def head(self) -> int:
            return whole.head()

    office.live = Live(Losing(), office.clock.today, NetworkxGraph)
    return office


def test_a_difference_is_found_and_named() -> None:
    found = Differences(len(QUESTIONS), Servers(), SEED)
    found.engines["forgetful"] = forgetful
    compared(found, SEED)
    assert found.different
