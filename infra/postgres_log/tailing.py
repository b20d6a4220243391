"""Waiting for the next commit: LISTEN on a connection of its own, and patience where that fails."""

import time

import psycopg
from psycopg.rows import DictRow

from domain.refusal import Refusal
from infra.postgres.database import Database
from infra.postgres.faults import Lost
from infra.postgres_log.recorder import CHANNEL
from services.ports import Stop

LOOK_SECONDS = 0.1
"""How long a wait may overlook that it should stop."""


class Bell:
    """Rings when any process has appended. Without a connection it is silent, and its owner polls."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: psycopg.Connection[DictRow] | None = None

    def __enter__(self) -> "Bell":
        self._listen()
        return self

    def __exit__(self, *_: object) -> None:
        self._drop()

    def wait(self, seconds: float, stop: Stop) -> None:
        """Until it rings, `seconds` have passed, or `stop` is set."""
        deadline = time.monotonic() + seconds
        while not stop.is_set() and (left := deadline - time.monotonic()) > 0:
            if self._rang(min(left, LOOK_SECONDS), stop):
                return

    def _rang(self, seconds: float, stop: Stop) -> bool:
        connection = self._connection
        if connection is None:
            stop.wait(seconds)
            self._listen()
            return False
        try:
            return any(True for _ in connection.notifies(timeout=seconds, stop_after=1))
        except psycopg.Error:
            self._drop()
            return True  # what was appended meanwhile has rung for nobody

    def _listen(self) -> None:
        try:
            self._connection = self._database.connect()
            self._connection.execute(f"LISTEN {CHANNEL}")
        except (Lost, Refusal, psycopg.Error):
            self._drop()

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
