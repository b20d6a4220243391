"""SQLiteEventLog: append, read and tail on one file that several processes may share."""

import bisect
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from domain.recorded import Entry, NewEvent, Recorded
from infra.codec import Ciphers, Codec, plain_part
from infra.command import prepared
from infra.merkle import Tree
from infra.refusals import refusal, storage_refusals
from infra.rows import COLUMNS, microseconds, recorded
from infra.sqlite_file import connect, pragma
from infra.sqlite_log import schema
from infra.sqlite_log.append import stored_receipt, written
from infra.sqlite_log.recorder import LogDatastore, LogRecorder, read_head
from infra.sqlite_log.verify import first_problem
from infra.tree_check import TreeProblem
from services.ports import Appended, Clock, Receipt, Stop

SELECT = f"SELECT {', '.join(COLUMNS)} FROM event"  # noqa: S608 - names of our own
LAST = (1 << 63) - 1


class SQLiteEventLog:
    """The log in one SQLite file. Threads may share it; each process opens its own."""

    def __init__(
        self, path: Path, *, keys: Ciphers, clock: Clock, create: bool = False, busy_seconds: float = 30.0
    ) -> None:
        """Open a log, or make it first where `create` says so.

        Raises: FOLDER_MISSING, FOLDER_DAMAGED, FOLDER_NEWER, FOLDER_OLDER, FOLDER_READ_ONLY, DISK_FULL.
        """
        (schema.create if create else schema.check)(path, busy_seconds)
        self.path = path
        self._clock, self._busy_seconds = clock, busy_seconds
        self._codec = Codec(keys)
        self.recorder = LogRecorder(LogDatastore(path, busy_seconds))

    def close(self) -> None:
        """Give the file back; a tail that still runs ends with an error."""
        self.recorder.datastore.close()

    def append(
        self,
        entry: Entry,
        events: Sequence[NewEvent],
        read: Mapping[str, int],
        receipt: Receipt | None = None,
    ) -> Appended:
        """All or nothing, in one transaction; see the port.

        Without events `last` is the position that was checked and `first` is one more.

        Raises: StreamMoved, KeyReused, COMMAND_TOO_BIG, SUBJECT_FORGOTTEN, LOG_BUSY, DISK_FULL.
        """
        command = prepared(entry, events, receipt, self._codec)
        with self._transaction(commit=True) as cursor:
            return written(cursor, command, read, microseconds(self._clock.now()))

    def read(self, stream: str) -> list[Recorded]:
        """One stream's events in order."""
        return self._select("WHERE stream = ? ORDER BY version", (stream,))

    def read_many(self, streams: Iterable[str]) -> dict[str, list[Recorded]]:
        """Several streams' events, all as of one moment."""
        found: dict[str, list[Recorded]] = {stream: [] for stream in streams}
        names = json.dumps(list(found))
        for event in self._select(
            "WHERE stream IN (SELECT value FROM json_each(?)) ORDER BY stream, version", (names,)
        ):
            found[event.stream].append(event)
        return found

    def read_all(self, after: int = 0, limit: int = 5000, upto: int | None = None) -> list[Recorded]:
        """Events with position > `after` (and ≤ `upto`) in order, at most `limit`."""
        return self._select(
            "WHERE position > ? AND position <= ? ORDER BY position LIMIT ?",
            (after, LAST if upto is None else upto, limit),
        )

    def read_events(self, after: int = 0, limit: int = LAST) -> Iterator[tuple[int, Any]]:
        """Positions and typed events without their envelope: half the cost of `read_all`, for folds that need no more.

        One read transaction until the iterator ends; None stands for an event that cannot be read.
        """
        self._codec.keys.refresh()
        opened = self._codec.open
        with self._transaction(commit=False) as cursor:
            for position, topic, state, event_id in cursor.execute(
                "SELECT position, topic, state, event_id FROM event WHERE position > ? ORDER BY position LIMIT ?",
                (after, limit),
            ):
                yield position, opened(topic, state, event_id)

    def tail(self, after: int, *, poll_seconds: float = 0.005, stop: Stop) -> Iterator[list[Recorded]]:
        """Pages of events after `after`, then of what any process appends, until `stop` is set."""
        with storage_refusals(self.path.parent, seconds=self._busy_seconds):
            watcher = connect(self.path, self._busy_seconds)
        try:
            seen = -1
            while not stop.is_set():
                # Asked before reading: what is committed in between shows as a change the next time.
                with storage_refusals(self.path.parent, seconds=self._busy_seconds):
                    version = pragma(watcher, "data_version")
                if version == seen:
                    stop.wait(poll_seconds)
                    continue
                while not stop.is_set() and (page := self.read_all(after)):
                    after = page[-1].position
                    yield page
                seen = version
        finally:
            watcher.close()

    def head(self) -> int:
        """The last position; 0 in an empty log."""
        return self.tree().size

    def tree(self) -> Tree:
        """The Merkle tree as it stands: its size and root."""
        with self._transaction(commit=False) as cursor:
            return read_head(cursor)[0]

    def position_at(self, moment: datetime) -> int:
        """The last position recorded at or before `moment`; O(log n), for `recorded_at` never falls."""
        at = microseconds(moment)
        with self._transaction(commit=False) as cursor:
            size = read_head(cursor)[0].size

            def recorded_at(position: int) -> int:
                row = cursor.execute(
                    "SELECT recorded_at FROM event WHERE position = ?", (position,)
                ).fetchone()
                return int(row[0])

            return bisect.bisect_right(range(1, size + 1), at, key=recorded_at)

    def receipt(self, idempotency_key: str) -> Receipt | None:
        """The stored answer of an earlier command."""
        with self._transaction(commit=False) as cursor:
            return stored_receipt(cursor, idempotency_key)

    def forgotten_subjects(self) -> list[str]:
        """The subjects that events have forgotten, in order; an index of their own keeps this quick.

        Raises: FOLDER_DAMAGED where such an event does not name its subject.
        """
        with self._transaction(commit=False) as cursor:
            found = cursor.execute(
                "SELECT state FROM event WHERE topic = ? ORDER BY position", (schema.FORGOTTEN_TOPIC,)
            )
            try:
                return [msgspec.json.decode(plain_part(state), type=_Forgotten).subject for (state,) in found]
            except msgspec.MsgspecError as error:
                raise refusal("FOLDER_DAMAGED", folder=self.path.parent) from error

    def verify_tree(self) -> TreeProblem | None:
        """The first place where the log is not what was appended, or None. About 6 µs an event."""
        with self._transaction(commit=False) as cursor:
            return first_problem(cursor)

    def _select(self, where: str, values: tuple[str | int, ...]) -> list[Recorded]:
        self._codec.keys.refresh()
        with self._transaction(commit=False) as cursor:
            # Row by row: a whole page of raw rows beside the decoded ones costs a tenth more time.
            return recorded(cursor.execute(f"{SELECT} {where}", values), self._codec)

    @contextmanager
    def _transaction(self, *, commit: bool) -> Iterator[sqlite3.Cursor]:
        with (
            storage_refusals(self.path.parent, seconds=self._busy_seconds),
            self.recorder.datastore.cursor(commit=commit) as cursor,
        ):
            yield cursor


class _Forgotten(msgspec.Struct):
    subject: str
