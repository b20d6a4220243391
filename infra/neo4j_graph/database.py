"""One Neo4j: sessions of the official driver, with its faults as refusals."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from neo4j import READ_ACCESS, GraphDatabase, ManagedTransaction, Record, ResultSummary

from infra.neo4j_graph.faults import graph_refusal, graph_refusals

Answer = TypeVar("Answer")
RETRYING_SECONDS = 2.0
"""How long a caller is held while the server is away or a lock is taken."""
SCHEMES = {f"{kind}{secured}" for kind in ("bolt", "neo4j") for secured in ("", "+s", "+ssc")}


class Database:
    """Every call has a session of its own, so any thread may ask."""

    def __init__(self, uri: str, user: str = "neo4j", password: str = "", database: str = "neo4j") -> None:
        """Without a password no sign-in is tried. Nothing is sent yet. Raises: GRAPH_URI_MALFORMED."""
        address = urlsplit(uri)
        self.server = address.netloc.rpartition("@")[2]
        if address.scheme not in SCHEMES:
            raise graph_refusal("GRAPH_URI_MALFORMED", self.server)
        self._database = database
        with graph_refusals(self.server):
            self._driver = GraphDatabase.driver(
                uri,
                auth=(user, password) if password else None,
                connection_timeout=2,
                connection_acquisition_timeout=10,
                initial_retry_delay=0.05,  # the driver's own is a second: two deadlocks took three
                liveness_check_timeout=60,
                max_transaction_retry_time=RETRYING_SECONDS,
                notifications_min_severity="OFF",
                telemetry_disabled=True,
                user_agent="yumiao",
            )

    def write(self, work: Callable[[ManagedTransaction], Answer]) -> Answer:
        """Run work in one transaction, again where the server says that this may help."""
        with graph_refusals(self.server), self._driver.session(database=self._database) as session:
            return session.execute_write(work)

    def read(self, work: Callable[[ManagedTransaction], Answer]) -> Answer:
        """The same for work that changes nothing."""
        with (
            graph_refusals(self.server),
            self._driver.session(database=self._database, default_access_mode=READ_ACCESS) as session,
        ):
            return session.execute_read(work)

    def rows(self, cypher: str, **given: Any) -> list[Record]:
        """All rows of one reading statement."""
        return self.read(lambda tx: list(tx.run(cypher, given)))

    def profile(self, cypher: str, **given: Any) -> ResultSummary:
        """How the server went about a reading statement: operators and what each of them touched."""
        return self.read(lambda tx: tx.run(f"PROFILE {cypher}", given).consume())

    def define(self, cypher: str) -> None:
        """A constraint or an index; each needs a transaction of its own."""
        self.write(lambda tx: tx.run(cypher).consume())

    def close(self) -> None:
        """Give the connections back."""
        self._driver.close()
