"""Advisory locks on a connection of their own: the server frees them when their holder's process ends."""

import psycopg
from psycopg.rows import DictRow

from infra.postgres.database import Database
from infra.postgres.faults import Lost
from infra.postgres.words import server_refusal
from services.ports import Stop

SERVING = 0x59554D53
"""Held in common by everybody who serves, alone by whoever puts another log in the place of this one."""
STANDBY_SECONDS = 0.5


class ServerLease:
    """A lock held until it is released or its process ends."""

    def __init__(self, database: Database, *, shared: bool, number: int = SERVING) -> None:
        """Raises: SERVER_SERVED where it is held by another."""
        connection = _locked(database, number, shared=shared)
        if connection is None:
            raise server_refusal("SERVER_SERVED", database.name)
        self._connection = connection

    @classmethod
    def standby(cls, database: Database, number: int, stop: Stop) -> "ServerLease | None":
        """Wait until nobody else holds it (the one projector of a graph); None when `stop` came first."""
        while not stop.is_set():
            try:
                connection = _locked(database, number, shared=False)
            except Lost:
                connection = None
            if connection is not None:
                lease = cls.__new__(cls)
                lease._connection = connection
                return lease
            stop.wait(STANDBY_SECONDS)
        return None

    def is_held(self) -> bool:
        """False once the connection is lost: then another may hold it, and its work must stop."""
        try:
            self._connection.execute("SELECT 1")
        except psycopg.Error:
            return False
        return True

    def release(self) -> None:
        """Let another have it. Releasing twice does no harm."""
        self._connection.close()

    def __enter__(self) -> "ServerLease":
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def _locked(database: Database, number: int, *, shared: bool) -> psycopg.Connection[DictRow] | None:
    connection = database.connect()
    query = (
        "SELECT pg_try_advisory_lock_shared(%s) AS got"
        if shared
        else "SELECT pg_try_advisory_lock(%s) AS got"
    )
    try:
        row = connection.execute(query, (number,)).fetchone()
    except BaseException:
        connection.close()
        raise
    if row and row["got"]:
        return connection
    connection.close()
    return None
