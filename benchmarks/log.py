"""The PostgreSQL log against the library's own recorder and against raw COPY, on one durable server in one run."""

import statistics
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
from eventsourcing.application import Application
from eventsourcing.cryptography import AESCipher
from eventsourcing.persistence import StoredEvent
from psycopg.conninfo import conninfo_to_dict

from benchmarks import replay
from domain.event import EVENT_TYPES
from infra.clock import SystemClock
from infra.keys import SealingKeys
from infra.keystore import KeyStore
from infra.postgres import Database
from infra.postgres_log import PostgresEventLog
from infra.postgres_log.recorder import COPY, COPY_TYPES
from infra.postgres_log.schema import STATEMENTS
from infra.raw_logs import PostgresRaw
from tests.servers.postgres import Server

WRITERS = (1, 8, 32)
COMMANDS = 20
ROUNDS = 5
ASKED = {
    "commands_at_32_writers": 5.0,
    "import_of_raw_copy": 0.8,
    "replay_unsealed": 6.0,
    "replay_sealed": 3.0,
}


def run(events: str = "20000") -> dict[str, Any]:
    """Ratios (median of rounds): commands a second, rows imported a second, microseconds an event read."""
    EVENT_TYPES.update({cls.TOPIC: cls for cls in (replay.Claimed, replay.ClaimedOpenly)})
    server = Server(durable=True, shared_buffers="256MB")
    try:
        with tempfile.TemporaryDirectory() as name:
            bench = _Bench(server, Path(name))
            return {
                "asked": ASKED,
                "commands": [_commands(bench, writers) for writers in WRITERS],
                "import": _imported(bench, int(events)),
                "replay": [_replayed(bench, int(events), sealed=sealed) for sealed in (False, True)],
            }
    finally:
        server.close()


class _Bench:
    """New databases on one server."""

    def __init__(self, server: Server, folder: Path) -> None:
        self._server, self._folder = server, folder

    def database(self) -> str:
        name = f"b{uuid4().hex}"
        with psycopg.connect(self._server.dsn(), autocommit=True) as db:
            db.execute(f"CREATE DATABASE {name}")
        return self._server.dsn(name)

    def ours(self) -> PostgresEventLog:
        keys = SealingKeys(KeyStore(self._folder / uuid4().hex, create=True))
        return PostgresEventLog(Database(self.database()), keys=keys, clock=SystemClock(), create=True)

    def stock(self, *, sealed: bool = False) -> Application[UUID]:
        given = conninfo_to_dict(self.database())
        names = {"dbname": "DBNAME", "host": "HOST", "port": "PORT", "user": "USER"}
        env = {f"POSTGRES_{name}": str(given[key]) for key, name in names.items()}
        env |= {"PERSISTENCE_MODULE": "eventsourcing.postgres", "POSTGRES_PASSWORD": "x"}
        env |= {"POSTGRES_POOL_SIZE": "8", "POSTGRES_MAX_OVERFLOW": "40"}
        if sealed:
            env |= {
                "CIPHER_TOPIC": "eventsourcing.cryptography:AESCipher",
                "CIPHER_KEY": AESCipher.create_key(32),
            }
        return Application(env=env)


def _commands(bench: _Bench, writers: int) -> dict[str, Any]:
    log, app = bench.ours(), bench.stock()

    def ours() -> None:
        number = int.from_bytes(uuid4().bytes[:6])
        event = replay.new_event(number, f"person:{uuid4().hex}", sealed=False)
        log.append(replay.entry(imported=False), [event], {event.stream: 0})

    state = b"x" * 220

    def stock() -> None:
        app.recorder.insert_events([StoredEvent(uuid4(), 1, "t", state)])

    rounds = [(_together(ours, writers), _together(stock, writers)) for _ in range(ROUNDS + 1)][1:]
    log.close()
    app.close()
    return {
        "writers": writers,
        "ours_per_second": round(statistics.median(writers * COMMANDS / mine for mine, _ in rounds)),
        "stock_per_second": round(statistics.median(writers * COMMANDS / theirs for _, theirs in rounds)),
        "ratio": round(statistics.median(theirs / mine for mine, theirs in rounds), 2),
    }


def _together(work: Callable[[], None], writers: int) -> float:
    def many() -> None:
        for _ in range(COMMANDS):
            work()

    threads = [threading.Thread(target=many) for _ in range(writers)]

    def all_of_them() -> int:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return 0

    return replay.timed(all_of_them)


def _imported(bench: _Bench, events: int) -> dict[str, Any]:
    """Our whole way (encode, lock, check, hash, COPY, commit) against COPY of the finished rows."""
    new = [replay.new_event(n, f"person:pe_{n:024x}", sealed=False) for n in range(events)]
    rounds = []
    for _ in range(3):
        log = bench.ours()

        def ours(log: PostgresEventLog = log) -> int:
            return log.append(replay.entry(imported=True), new, {e.stream: 0 for e in new}).last

        mine = replay.timed(ours)
        rows = list(PostgresRaw(log.database).rows(0, events))
        log.close()
        rounds.append((mine, _copied(bench.database(), rows)))
    return {
        "rows": events,
        "ours_per_second": round(statistics.median(events / mine for mine, _ in rounds)),
        "copy_per_second": round(statistics.median(events / raw for _, raw in rounds)),
        "ratio": round(statistics.median(raw / mine for mine, raw in rounds), 2),
    }


def _copied(dsn: str, rows: Sequence[Sequence[Any]]) -> float:
    with psycopg.connect(dsn, autocommit=True) as db:
        db.execute(STATEMENTS[0].encode())
        db.execute(STATEMENTS[1].encode())

        def copy() -> int:
            with db.transaction(), db.cursor() as cursor, cursor.copy(COPY) as into:
                into.set_types(COPY_TYPES)
                for row in rows:
                    into.write_row(row)
            return 0

        return replay.timed(copy)


def _replayed(bench: _Bench, events: int, *, sealed: bool) -> dict[str, Any]:
    log, app = bench.ours(), bench.stock(sealed=sealed)
    replay.fill(log, events, sealed=sealed)
    replay.fill_stock(app, events)
    found = replay.read_both(log, app, events)
    log.close()
    app.close()
    return {"sealed": sealed, **found["us_per_event"], **{f"times_{k}": v for k, v in found["ratio"].items()}}
