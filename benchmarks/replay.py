"""Reading the whole log again: our typed decoding against the library's own path, on equal content in one run."""

import secrets
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, ClassVar, TypeAlias
from uuid import UUID, uuid5

from eventsourcing.application import Application
from eventsourcing.cryptography import AESCipher
from eventsourcing.domain import DomainEvent

from domain.event import EVENT_TYPES, Event, Private, SealedEvent
from domain.recorded import Decider, Entry, NewEvent
from infra.clock import SystemClock
from infra.keys import SealingKeys
from infra.keystore import KeyStore
from infra.postgres_log import PostgresEventLog
from infra.sqlite_log import SQLiteEventLog

AnyLog: TypeAlias = SQLiteEventLog | PostgresEventLog

PAGE = 5000
STOCK_PAGE = 10
STOCK_BATCH = 500  # larger ones can hang the library's PostgreSQL recorder
ROUNDS = 5
EVENTS_PER_PERSON = 5
IMPORTED_OF_TEN = 7  # the other three of ten are single commands with an envelope of their own
COUNTY = UUID("11111111-1111-5111-8111-111111111111")


class Facts(Private, frozen=True, kw_only=True):
    """What a ledger row says about a person."""

    name: str
    id_number: str
    phone: str
    education: str
    remark: str


class Claimed(SealedEvent, frozen=True, kw_only=True):
    """A ledger row, its facts sealed."""

    TOPIC: ClassVar[str] = "bench.claimed.v1"
    ledger: str
    sheet: str
    row: int
    private: Facts | None = None


class ClaimedOpenly(Event, frozen=True, kw_only=True):
    """The same row with its facts in the open."""

    TOPIC: ClassVar[str] = "bench.claimed_openly.v1"
    ledger: str
    sheet: str
    row: int
    name: str
    id_number: str
    phone: str
    education: str
    remark: str


class StockClaimed(DomainEvent):
    """The same row and the same envelope in the library's way: everything in the state."""

    ledger: str
    sheet: str
    row: int
    name: str
    id_number: str
    phone: str
    education: str
    remark: str
    subjects: list[str]
    region_code: str
    valid_at: str | None
    command_id: str
    import_id: str
    entered_by: str
    decided_by: dict[str, str] | None
    decided_on: str | None
    document_number: str
    rule_set_version: int
    seen_position: int


def run(events: int) -> dict[str, Any]:
    """Microseconds an event and how many times ours is faster, unsealed and with sealing on both sides.

    `recorded`: the whole envelope on both sides (the library holds it in the state); `decoded`: the same rows
    read only for their typed event. `stock` pages by 10, the library's default; `stock_paged` by 5000 like ours.
    """
    EVENT_TYPES.update({Claimed.TOPIC: Claimed, ClaimedOpenly.TOPIC: ClaimedOpenly})
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return {
            "events": events,
            "unsealed": _compared(folder / "open", events, sealed=False),
            "sealed": _compared(folder / "sealed", events, sealed=True),
        }


def _compared(folder: Path, events: int, *, sealed: bool) -> dict[str, dict[str, float]]:
    keys = SealingKeys(KeyStore(folder / "keys", create=True))
    ours = SQLiteEventLog(folder / "log.sqlite", keys=keys, clock=SystemClock(), create=True)
    fill(ours, events, sealed=sealed)
    stock = _stock_application(folder / "stock.sqlite", sealed=sealed)
    fill_stock(stock, events)
    found = read_both(ours, stock, events)
    ours.close()
    stock.close()
    return found


def read_both(ours: AnyLog, stock: Application[UUID], events: int) -> dict[str, dict[str, float]]:
    """Microseconds an event, and how many times ours is faster."""
    sides: dict[str, Callable[[], int]] = {
        "recorded": lambda: _read_recorded(ours),
        "decoded": lambda: _read_decoded(ours),
        "stock": lambda: _read_stock(stock, STOCK_PAGE),
        "stock_paged": lambda: _read_stock(stock, PAGE),
    }
    if len({read() for read in sides.values()}) != 1:  # also warms up
        raise RuntimeError("the two sides do not hold the same rows")
    rounds = [{side: timed(read) / events * 1e6 for side, read in sides.items()} for _ in range(ROUNDS)]

    def times(slow: str, fast: str) -> float:
        return round(statistics.median(times[slow] / times[fast] for times in rounds), 2)

    return {
        "us_per_event": {side: round(statistics.median(t[side] for t in rounds), 2) for side in sides},
        "ratio": {
            "decoded": times("stock", "decoded"),
            "recorded": times("stock", "recorded"),
            "decoded_same_page": times("stock_paged", "decoded"),
            "recorded_same_page": times("stock_paged", "recorded"),
        },
    }


def fill(log: AnyLog, events: int, *, sealed: bool) -> None:
    """Seven of ten by imports, the others each by a command."""
    versions: dict[str, int] = {}

    def append(given: Entry, numbers: list[int]) -> None:
        rows = [new_event(n, _person(n, events), sealed=sealed) for n in numbers]
        log.append(given, rows, {row.stream: versions.get(row.stream, 0) for row in rows})
        for row in rows:
            versions[row.stream] = versions.get(row.stream, 0) + 1

    imported = events * IMPORTED_OF_TEN // 10
    for first in range(0, imported, PAGE):
        append(entry(imported=True), list(range(first, min(first + PAGE, imported))))
    for n in range(imported, events):
        append(entry(imported=False), [n])


def _stock_application(path: Path, *, sealed: bool) -> Application[UUID]:
    env = {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(path)}
    if sealed:
        env |= {
            "CIPHER_TOPIC": "eventsourcing.cryptography:AESCipher",
            "CIPHER_KEY": AESCipher.create_key(32),
        }
    return Application(env=env)


def fill_stock(app: Application[UUID], events: int) -> None:
    """The same rows in the library's way."""
    versions: dict[UUID, int] = {}
    imported = events * IMPORTED_OF_TEN // 10
    given, batch = entry(imported=True), []
    for n in range(events):
        if n >= imported:
            given = entry(imported=False)
        person = uuid5(COUNTY, _person(n, events))
        versions[person] = versions.get(person, 0) + 1
        batch.append(_stock_event(n, events, person, versions[person], given))
        if len(batch) == STOCK_BATCH:
            app.events.put(batch)
            batch = []
    app.events.put(batch)


def _person(n: int, events: int) -> str:
    return f"person:pe_{n % max(1, events // EVENTS_PER_PERSON):024x}"


def _facts(n: int) -> dict[str, Any]:
    return {
        "name": f"张三{n % 97}",
        "id_number": f"99010119900101{n % 10000:04}",
        "phone": f"1990000{n % 10000:04}",
        "education": "大专",
        "remark": "返乡创业，村集体经济负责人",
    }


def entry(*, imported: bool) -> Entry:
    """An import's bare envelope, or a decision's full one."""
    command = f"cm_{secrets.token_hex(12)}"
    if imported:
        return Entry(command_id=command, entered_by="clerk", import_id="im_0123456789abcdef01234567")
    return Entry(
        command_id=command,
        entered_by="clerk",
        decided_by=Decider(name="李四", role="county_leader", office="组织部"),
        decided_on=date(2026, 3, 1),
        document_number="组发〔2026〕3号",
        rule_set_version=2,
        seen_position=40_000,
    )


def new_event(n: int, person: str, *, sealed: bool) -> NewEvent:
    """One ledger row."""
    source: dict[str, Any] = {"ledger": "members", "sheet": "党员花名册", "row": n}
    event: Event = (
        Claimed(sealed_for=person, private=Facts(**_facts(n)), **source)
        if sealed
        else ClaimedOpenly(**_facts(n), **source)
    )
    return NewEvent(
        stream=person, event=event, region_code="990101100200", subjects=(person,), valid_at=date(2026, 2, 1)
    )


def _stock_event(n: int, events: int, person: UUID, version: int, entry: Entry) -> StockClaimed:
    by = entry.decided_by
    stock: Any = StockClaimed  # the library's metaclass hides the fields from mypy
    event: StockClaimed = stock(
        originator_id=person,
        originator_version=version,
        timestamp=datetime.now(UTC),
        ledger="members",
        sheet="党员花名册",
        row=n,
        **_facts(n),
        subjects=[_person(n, events)],
        region_code="990101100200",
        valid_at="2026-02-01",
        command_id=entry.command_id,
        import_id=entry.import_id,
        entered_by=entry.entered_by,
        decided_by={"name": by.name, "role": by.role, "office": by.office} if by else None,
        decided_on=entry.decided_on.isoformat() if entry.decided_on else None,
        document_number=entry.document_number,
        rule_set_version=entry.rule_set_version,
        seen_position=entry.seen_position,
    )
    return event


def _read_recorded(log: AnyLog) -> int:
    after = rows = 0
    while page := log.read_all(after, PAGE):
        after = page[-1].position
        rows += sum(recorded.event.row for recorded in page)
    return rows


def _read_decoded(log: AnyLog) -> int:
    return sum(event.row for _, event in log.read_events())


def _read_stock(app: Application[UUID], size: int) -> int:
    after = rows = 0
    decode: Callable[[Any], Any] = app.mapper.to_domain_event
    while page := app.recorder.select_notifications(after, size, inclusive_of_start=False):
        after = page[-1].id
        rows += sum(decode(notification).row for notification in page)
    return rows


def timed(work: Callable[[], int]) -> float:
    """Seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
