"""Connections to one database: checked when they are made, kept, and made anew when the server was away.

The library's own pool answers a wrong password after 30 seconds with a time-out, and waits up to a minute after
a restart; this one connects in the caller's thread, so the reason is the caller's.
"""

import select
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from threading import BoundedSemaphore, Lock
from typing import Any, TypeAlias, TypeVar

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import DictRow, TupleRow, dict_row, tuple_row

from infra.postgres.faults import Lost, losing, not_let_in, server_refusals
from infra.postgres.words import server_refusal

OLDEST = 14
MOST_CONNECTIONS = 20
KEEPALIVE = {
    "connect_timeout": "5",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
    "application_name": "yumiao",
}
SETTINGS = """
SET default_transaction_isolation = 'read committed'; SET client_encoding = 'UTF8';
SET lock_timeout = {lock}; SET idle_in_transaction_session_timeout = 60000;
SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
"""
"""An acknowledged command survives a power cut, and a client that hangs gives the writer's lock back."""

Cursor: TypeAlias = psycopg.Cursor[TupleRow]
T = TypeVar("T")


class Database:
    """One database by its DSN (`postgresql://…` or `host=… dbname=…`). Threads share it."""

    def __init__(
        self, dsn: str, *, setting: str = "DSN", patience: float = 10.0, busy_seconds: float = 30.0
    ) -> None:
        """`patience`: how long a lost server is waited for. Raises: DSN_MALFORMED; connects to nothing yet."""
        try:
            given = conninfo_to_dict(dsn)
        except psycopg.ProgrammingError as error:
            raise server_refusal("DSN_MALFORMED", "", setting=setting) from error
        self.conninfo = make_conninfo(
            "", **{**KEEPALIVE, **{k: v for k, v in given.items() if v is not None}}
        )
        self.name = (
            f"{given.get('host') or 'localhost'}:{given.get('port') or 5432}/{given.get('dbname') or ''}"
        )
        self.patience, self.busy_seconds = patience, busy_seconds
        self._idle: list[psycopg.Connection[DictRow]] = []
        self._guard, self._places = Lock(), BoundedSemaphore(MOST_CONNECTIONS)
        self._closed = False

    @contextmanager
    def connection(self) -> Iterator[psycopg.Connection[DictRow]]:
        """One connection in autocommit mode; a lost one is not kept. The library's datastore asks here too."""
        if not self._places.acquire(timeout=self.busy_seconds):
            raise server_refusal("SERVER_BUSY", self.name, seconds=f"{self.busy_seconds:g}")
        try:
            connection = self._taken() or self.connect()
            try:
                yield connection
            finally:
                self._put_back(connection)
        finally:
            self._places.release()

    @contextmanager
    def transaction(self, *, snapshot: bool = False) -> Iterator[Cursor]:
        """One transaction with plain tuples, in binary; `snapshot`: all its reads are as of one moment.

        Raises: Lost, and refusals.
        """
        with (
            server_refusals(self.name, seconds=self.busy_seconds),
            self.connection() as connection,
            losing(connection, self.name),
            connection.transaction(),
            connection.cursor(binary=True, row_factory=tuple_row) as cursor,
        ):
            if snapshot:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield cursor

    @contextmanager
    def asking(self) -> Iterator[Cursor]:
        """A cursor whose statements stand each for themselves. Raises: Lost, and refusals."""
        with (
            server_refusals(self.name, seconds=self.busy_seconds),
            self.connection() as connection,
            losing(connection, self.name),
            connection.cursor(binary=True, row_factory=tuple_row) as cursor,
        ):
            yield cursor

    def patiently(self, work: Callable[[], T]) -> T:
        """Do it, and do it again when the connection was lost, until the server has been away too long.

        Raises: Lost.
        """
        deadline, pause = time.monotonic() + self.patience, 0.01
        while True:
            try:
                return work()
            except Lost as error:
                if time.monotonic() > deadline:
                    raise Lost(self.name, self.patience) from error
                time.sleep(pause)
                pause = min(2 * pause, 0.5)

    @contextmanager
    def held(self, opening: Callable[[], AbstractContextManager[Cursor]]) -> Iterator[Cursor]:
        """A cursor that was opened patiently. What follows is not done again when it is lost.

        Raises: Lost.
        """
        with ExitStack() as stack:
            yield self.patiently(lambda: stack.enter_context(opening()))

    def fetched(self, query: str, values: tuple[Any, ...] = ()) -> list[Any]:
        """All rows of one question, asked again when the connection was lost."""

        def ask() -> list[Any]:
            with self.asking() as cursor:
                return cursor.execute(query, values).fetchall()

        return self.patiently(ask)

    def connect(self) -> psycopg.Connection[DictRow]:
        """A new connection with our settings, which the caller closes.

        Raises: Lost (it may be coming back), SERVER_PASSWORD, SERVER_DATABASE_MISSING, SERVER_FULL, SERVER_TOO_OLD,
            SERVER_ENCODING.
        """
        try:
            connection = psycopg.connect(self.conninfo, autocommit=True, row_factory=dict_row)
        except psycopg.OperationalError as error:
            raise (not_let_in(error, self.name) or Lost(self.name)) from error
        try:
            self._must_fit(connection)
            with losing(connection, self.name):
                connection.execute(SETTINGS.format(lock=int(self.busy_seconds * 1000)))
        except BaseException:
            connection.close()
            raise
        return connection

    def reach(self) -> None:
        """Connect once, without waiting for a server that is away.

        Raises: SERVER_UNREACHABLE, and what connecting raises.
        """
        try:
            with server_refusals(self.name), self.connection():
                pass
        except Lost as error:
            raise server_refusal("SERVER_UNREACHABLE", self.name) from error

    @contextmanager
    def closed_on_failure(self) -> Iterator[None]:
        """Whoever takes this database over closes it; if taking over fails, it is closed here."""
        try:
            yield
        except BaseException:
            self.close()
            raise

    def open(self, _wait: bool = False, _timeout: float = 0) -> None:  # noqa: FBT001, FBT002 - the library calls it
        """What the library's datastore calls before each use."""

    def close(self) -> None:
        """Close what is idle; what is in use is closed when it comes back."""
        with self._guard:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _taken(self) -> psycopg.Connection[DictRow] | None:
        while True:
            with self._guard:
                if not self._idle:
                    return None
                connection = self._idle.pop()
            # An idle connection has nothing to say, unless its server has gone.
            if not select.select([connection.fileno()], [], [], 0)[0]:
                return connection
            connection.close()

    def _put_back(self, connection: psycopg.Connection[DictRow]) -> None:
        usable = connection.info.transaction_status is psycopg.pq.TransactionStatus.IDLE
        with self._guard:
            if usable and not connection.broken and not self._closed:
                self._idle.append(connection)
                return
        connection.close()

    def _must_fit(self, connection: psycopg.Connection[DictRow]) -> None:
        major = connection.info.server_version // 10000
        if major < OLDEST:
            raise server_refusal("SERVER_TOO_OLD", self.name, found=major, known=OLDEST)
        encoding = connection.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            raise server_refusal("SERVER_ENCODING", self.name, found=encoding)
