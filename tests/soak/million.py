"""A log of full size on each engine: appended by imports within a time box, read whole, its tree computed again."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

import psycopg

from infra.folder import DataFolder
from infra.postgres import Database
from infra.server_folder import ServerFolder
from services.ports import EventLog
from tests.infra.events import entry, noted, register
from tests.servers import postgres

BATCH = 5000


def run(events: int, seconds: float) -> dict[str, Any]:
    """Each engine by name; `different` counts events that did not come back, and trees that do not fit."""
    register()
    found: dict[str, Any] = {"different": 0}
    with tempfile.TemporaryDirectory() as name:
        with DataFolder.create(Path(name) / "sqlite", "990101") as folder:
            found["sqlite"] = _filled(folder.log, events, seconds)
            found["different"] += folder.log.verify_tree() is not None
        if postgres.binaries():
            with _server(Path(name)) as county:
                found["postgresql"] = _filled(county.log, events, seconds)
                found["different"] += county.log.verify_tree() is not None
    found["different"] += sum(
        one["appended"] != one["read"] for one in found.values() if isinstance(one, dict)
    )
    return found


@contextmanager
def _server(folder: Path) -> Iterator[ServerFolder]:
    server = postgres.Server(durable=True)
    try:
        with psycopg.connect(server.dsn(), autocommit=True) as db:
            db.execute("CREATE DATABASE log")
            db.execute("CREATE DATABASE keys")
        databases = (Database(server.dsn("log")), Database(server.dsn("keys")))
        with ServerFolder.create(folder / "postgres", "990101", *databases) as county:
            yield county
    finally:
        server.close()


def _filled(log: EventLog, events: int, seconds: float) -> dict[str, Any]:
    since, appended = perf_counter(), 0
    while appended < events and perf_counter() - since < seconds:
        count = min(BATCH, events - appended)
        log.append(entry(import_id="im_1"), [noted(f"a:{appended + n}") for n in range(count)], {})
        appended += count
    wrote, read = perf_counter() - since, 0
    while page := log.read_all(read, BATCH):
        if [event.position for event in page] != list(range(read + 1, read + len(page) + 1)):
            break
        read += len(page)
    return {
        "appended": appended,
        "read": read,
        "appendedPerSecond": round(appended / wrote) if wrote else 0,
    }
