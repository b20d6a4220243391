"""What psycopg raises, as refusals: which mean waiting, which mean that somebody must do something."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from eventsourcing.persistence import PersistenceError

from domain.refusal import Refusal
from infra.postgres.words import WORDS, server_refusal
from infra.refusals import moved_to, refusal

CODES = {
    "25006": "SERVER_READ_ONLY",
    "42501": "SERVER_FORBIDDEN",
    "53100": "SERVER_DISK_FULL",
    "53300": "SERVER_FULL",
    "55P03": "SERVER_BUSY",
    "42P01": "SERVER_EMPTY",
    "3F000": "SERVER_EMPTY",
    "42703": "SERVER_DAMAGED",
    "XX001": "SERVER_DAMAGED",
    "XX002": "SERVER_DAMAGED",
}
GONE = re.compile("08...|57P0[1-5]")
"""The connection is gone, or the server is going or coming: what was asked may be asked again."""

# A connection that is refused has no code, only the server's words, in the language of the server.
SAID = (
    (
        re.compile("password|authentication|pg_hba|role .* does not exist|密码|口令|认证|角色"),
        "SERVER_PASSWORD",
    ),
    (re.compile("database .* does not exist|数据库.*不存在"), "SERVER_DATABASE_MISSING"),
    (re.compile("too many (clients|connections)|remaining connection slots|太多"), "SERVER_FULL"),
)


class Lost(Refusal):
    """The connection ended before the answer came: what was asked may have happened or not. It may be asked again."""

    def __init__(self, server: str, seconds: float = 0) -> None:
        english, chinese = WORDS["SERVER_LOST"]
        waited = f"{seconds:g}"
        super().__init__(
            "SERVER_LOST",
            english.format(server=server, seconds=waited),
            chinese.format(server=server, seconds=waited),
            server=server,
            seconds=waited,
        )


@contextmanager
def losing(connection: psycopg.Connection[Any], server: str) -> Iterator[None]:
    """Errors that only mean that this connection is gone, as Lost."""
    try:
        yield
    except psycopg.Error as error:
        if connection.broken or GONE.fullmatch(error.sqlstate or ""):
            raise Lost(server) from error
        raise


@contextmanager
def server_refusals(server: str, *, seconds: float = 0) -> Iterator[None]:
    """What the server says, as refusals; a broken constraint stays a fault."""
    try:
        yield
    except (psycopg.Error, PersistenceError) as error:
        found = error.__cause__ if isinstance(error, PersistenceError) else error
        if place := moved_to(error):
            raise refusal("COUNTY_MOVED", place=place) from error
        if isinstance(found, psycopg.DataError) and "NUL" in str(found):
            raise refusal("TEXT_UNSTORABLE") from error
        code = CODES.get(getattr(found, "sqlstate", None) or "")
        if code is None:
            raise
        raise server_refusal(code, server, seconds=f"{seconds:g}") from error


def not_let_in(error: psycopg.OperationalError, server: str) -> Refusal | None:
    """Why a connection was refused for good, or None where waiting may help."""
    for pattern, code in SAID:
        if pattern.search(str(error)):
            return server_refusal(code, server)
    return None
