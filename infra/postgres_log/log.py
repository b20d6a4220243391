"""PostgresEventLog: append, read and tail on one database that several processes and machines share."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

import msgspec

from domain.recorded import Entry, NewEvent, Recorded
from infra.codec import Ciphers, Codec, plain_part
from infra.command import prepared
from infra.merkle import Tree
from infra.postgres.database import Cursor, Database
from infra.postgres.words import server_refusal
from infra.postgres_log import schema
from infra.postgres_log.append import Answer, Wish, stored_receipt, written
from infra.postgres_log.committing import Committer
from infra.postgres_log.recorder import LogDatastore, LogRecorder, read_head
from infra.postgres_log.tailing import Bell
from infra.postgres_log.verify import first_problem
from infra.rows import COLUMNS, microseconds, recorded
from infra.tree_check import TreeProblem
from services.ports import Appended, Clock, Receipt, Stop

SELECT = f"SELECT {', '.join(COLUMNS)} FROM event"  # noqa: S608 - names of our own
EVENTS = "SELECT position, topic, state, event_id FROM event WHERE position > %s AND position <= %s ORDER BY position"
AT = """
WITH RECURSIVE half(low, high) AS (
    SELECT 0::int8, size FROM tree_head
    UNION ALL
    SELECT CASE WHEN recorded_at <= %s THEN middle ELSE low END,
           CASE WHEN recorded_at <= %s THEN high ELSE middle - 1 END
    FROM (SELECT low, high, (low + high + 1) / 2 AS middle FROM half WHERE low < high) AS next
    JOIN event ON position = middle
)
SELECT low FROM half WHERE low = high
"""
"""A search by halves, for `recorded_at` never falls."""
LAST = (1 << 63) - 1
PAGE = 5000
T = TypeVar("T")


class PostgresEventLog:
    """The log in one PostgreSQL database. Threads may share it; each process opens its own."""

    def __init__(self, database: Database, *, keys: Ciphers, clock: Clock, create: bool = False) -> None:
        """Open a log, or make it first where `create` says so.

        Raises: SERVER_UNREACHABLE, SERVER_EMPTY, SERVER_DAMAGED, SERVER_NEWER, SERVER_OLDER, SERVER_PASSWORD, ….
        """
        self.database = database
        self._clock = clock
        self._codec = Codec(keys)
        with database.closed_on_failure():
            if create:
                schema.migrate(database)
            schema.check(database)
            self.recorder = LogRecorder(LogDatastore(database))
        self._committer = Committer(self._write, database.name, database.busy_seconds)

    def close(self) -> None:
        """Give the connections back; a tail that still runs ends with an error."""
        self.database.close()

    def append(
        self,
        entry: Entry,
        events: Sequence[NewEvent],
        read: Mapping[str, int],
        receipt: Receipt | None = None,
    ) -> Appended:
        """All or nothing; see the port. Commands of several threads may share one transaction.

        When the connection is lost on the way, the command is recognised or written after reconnecting.

        Raises: StreamMoved, KeyReused, COMMAND_TOO_BIG, SUBJECT_FORGOTTEN, SERVER_BUSY, SERVER_LOST,
            SERVER_DISK_FULL, SERVER_READ_ONLY.
        """
        answer = self._committer.commit(Wish(prepared(entry, events, receipt, self._codec), read))
        if isinstance(answer, Appended):
            return answer
        raise answer

    def read(self, stream: str) -> list[Recorded]:
        """One stream's events in order."""
        return self._select("WHERE stream = %s ORDER BY version", (stream,))

    def read_many(self, streams: Iterable[str]) -> dict[str, list[Recorded]]:
        """Several streams' events, all as of one moment."""
        found: dict[str, list[Recorded]] = {stream: [] for stream in streams}
        for event in self._select("WHERE stream = ANY(%s) ORDER BY stream, version", (list(found),)):
            found[event.stream].append(event)
        return found

    def read_all(self, after: int = 0, limit: int = PAGE, upto: int | None = None) -> list[Recorded]:
        """Events with position > `after` (and ≤ `upto`) in order, at most `limit`."""
        return self._select(
            "WHERE position > %s AND position <= %s ORDER BY position LIMIT %s",
            (after, LAST if upto is None else upto, limit),
        )

    def read_events(self, after: int = 0) -> Iterator[tuple[int, Any]]:
        """Positions and typed events without their envelope, up to the present head; for folds that need no more.

        None stands for an event that cannot be read.
        """
        self._codec.keys.refresh()
        opened, head = self._codec.open, self.head()
        while after < head:
            page = self.database.fetched(EVENTS, (after, min(after + PAGE, head)))
            for position, topic, state, event_id in page:
                yield position, opened(topic, state, event_id)
            after += PAGE

    def tail(self, after: int, *, poll_seconds: float = 0.1, stop: Stop) -> Iterator[list[Recorded]]:
        """Pages of events after `after`, then of what any process appends, until `stop` is set.

        A notification ends the wait at once; where none comes, the log is looked at every `poll_seconds`.
        """
        with Bell(self.database) as bell:
            while not stop.is_set():
                while not stop.is_set() and (page := self.read_all(after)):
                    after = page[-1].position
                    yield page
                if not stop.is_set():
                    bell.wait(poll_seconds, stop)

    def head(self) -> int:
        """The last position; 0 in an empty log."""
        return self.tree().size

    def tree(self) -> Tree:
        """The Merkle tree as it stands: its size and root."""
        return self._asked(lambda cursor: read_head(cursor)[0])

    def position_at(self, moment: datetime) -> int:
        """The last position recorded at or before `moment`; O(log n)."""
        at = microseconds(moment)
        ((position,),) = self.database.fetched(AT, (at, at))
        return int(position)

    def receipt(self, idempotency_key: str) -> Receipt | None:
        """The stored answer of an earlier command."""
        return self._asked(lambda cursor: stored_receipt(cursor, idempotency_key))

    def forgotten_subjects(self) -> list[str]:
        """The subjects that events have forgotten, in order; an index of their own keeps this quick.

        Raises: SERVER_DAMAGED where such an event does not name its subject.
        """
        found = self.database.fetched(
            "SELECT state FROM event WHERE topic = %s ORDER BY position", (schema.FORGOTTEN_TOPIC,)
        )
        try:
            return [msgspec.json.decode(plain_part(state), type=_Forgotten).subject for (state,) in found]
        except msgspec.MsgspecError as error:
            raise server_refusal("SERVER_DAMAGED", self.database.name) from error

    def verify_tree(self) -> TreeProblem | None:
        """The first place where the log is not what was appended, or None."""

        def look() -> TreeProblem | None:
            with self.database.transaction(snapshot=True) as cursor:
                return first_problem(cursor)

        return self.database.patiently(look)

    def _write(self, wishes: Sequence[Wish]) -> list[Answer]:
        def write() -> list[Answer]:
            with self.database.transaction() as cursor:
                return written(cursor, wishes, microseconds(self._clock.now()))

        return self.database.patiently(write)

    def _select(self, where: str, values: tuple[Any, ...]) -> list[Recorded]:
        self._codec.keys.refresh()
        return recorded(self.database.fetched(f"{SELECT} {where}", values), self._codec)

    def _asked(self, question: Callable[[Cursor], T]) -> T:
        def ask() -> T:
            with self.database.asking() as cursor:
                return question(cursor)

        return self.database.patiently(ask)


class _Forgotten(msgspec.Struct):
    subject: str
