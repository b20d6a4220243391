"""A command end to end on SQLite with FULL durability: load, decide, append, and seen in the next answer.

An invented county of 15 townships, taken in from its ledgers, in a real folder. Beside it the same county whose log
does not wait for the disk (synchronous OFF): the same commands in turn, so their difference is what the disk costs.
"""

import math
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.one_road import road
from domain.ids import TownshipCode, VillageCode
from domain.register import CountyOpened, TownshipRegistered, VillageRegistered
from infra.folder import DataFolder
from infra.sqlite_log import SQLiteEventLog
from projections.coverage import coverage
from services.importing.taking import import_ledgers
from services.ledgers.readings import ReadRow, SheetReading
from services.opening import open_county
from services.ports import Appended
from services.ruling.reading import DEFAULT_RULES, read_rules
from yumiao.office import Office, noon

TODAY = date(2026, 6, 30)
COUNTY = "990101"
TOWNSHIPS, VILLAGES, MEMBERS = 15, 16, 26
PEOPLE = 60
WANTED_MS = 10


class Taken(NamedTuple):
    """Seconds of one command: until it is acknowledged, from there until it is seen; acknowledged without the disk."""

    acknowledged: float
    seen: float
    without_disk: float


def run(people: str = str(PEOPLE)) -> dict[str, Any]:
    """Per command in milliseconds: the median and the 95th of 100, and what of the median is the disk's."""
    taken: dict[str, list[Taken]] = {}
    with tempfile.TemporaryDirectory() as name, ExitStack() as open_:
        full, off = (open_.enter_context(_opened(Path(name) / side)) for side in ("full", "off"))
        _wait_for_no_disk(off)
        before = full.log.head()
        for number in range(int(people)):
            for (kind, lasting), (_, hasty) in zip(_road(full, number), _road(off, number), strict=True):
                acknowledged, seen = _timed(full, lasting)
                taken.setdefault(kind, []).append(Taken(acknowledged, seen, _timed(off, hasty)[0]))
        counts = {"events_before": before, "events": full.log.head()}
    rows = [{"command": kind, **_figures(times)} for kind, times in taken.items()]
    rows.append({"command": "all", **_figures([one for times in taken.values() for one in times])})
    return {**counts, "rows": rows, "asked_for_ms": WANTED_MS}


def _figures(taken: list[Taken]) -> dict[str, Any]:
    whole = sorted(one.acknowledged + one.seen for one in taken)
    median = statistics.median(whole)
    disk = max(0.0, statistics.median(one.acknowledged - one.without_disk for one in taken))
    return {
        "times": len(taken),
        "median_ms": _milliseconds(median),
        "p95_ms": _milliseconds(whole[math.ceil(0.95 * len(whole)) - 1]),
        "of_it_seen_ms": _milliseconds(statistics.median(one.seen for one in taken)),
        "of_it_disk_ms": _milliseconds(disk),
        "disk_percent": round(100 * disk / median),
    }


def _milliseconds(seconds: float) -> float:
    return round(1000 * seconds, 2)


def _timed(office: Office, command: Callable[[], Appended]) -> tuple[float, float]:
    started = time.perf_counter()
    position = command().last
    acknowledged = time.perf_counter()
    with office.live.now(min_position=position) as world:
        coverage(world, office.viewer)
    return acknowledged - started, time.perf_counter() - acknowledged


def _wait_for_no_disk(office: Office) -> None:
    if not isinstance(office.log, SQLiteEventLog):
        raise TypeError("the log of a folder")
    with office.log.recorder.datastore.get_connection(commit=True) as connection:
        connection.cursor().execute("PRAGMA synchronous = OFF")


def _road(office: Office, number: int) -> list[tuple[str, Callable[[], Appended]]]:
    marks = [f"id:{_id_number(number, place)}" for place in (0, MEMBERS)]
    people = office.desk.identities.people_of(marks)
    return road(office, _village(number), *(people[mark] for mark in marks))


def _village(number: int) -> VillageCode:
    return VillageCode(f"{COUNTY}{100 + number // VILLAGES:03d}{200 + number % VILLAGES}")


def _id_number(village: int, place: int) -> str:
    return f"9901019999{village:04d}{place:04d}"


def _opened(folder: Path) -> Office:
    """A county whose ledgers name members, a mentor in each village, and nobody's reserves."""
    office = Office(DataFolder.create(folder, COUNTY, frozen_at=noon(TODAY)))
    codes = [_village(number) for number in range(TOWNSHIPS * VILLAGES)]
    townships = sorted({code[:9] for code in codes})
    open_county(
        office.desk,
        "benchmark",
        CountyOpened(code=office.county, name="示例县"),
        [TownshipRegistered(code=TownshipCode(code), name=f"{code[6:]}镇") for code in townships],
        [VillageRegistered(code=code, name=f"{code[6:]}村") for code in codes],
        read_rules(DEFAULT_RULES),
        date(2026, 12, 31),
    )
    sheets = [_sheet("members", _members(codes)), _sheet("mentors", _mentors(codes))]
    import_ledgers(office.desk, office.viewer, office.county, sheets, {}, dry_run=False)
    with office.live.now():
        return office


def _members(codes: list[VillageCode]) -> list[ReadRow]:
    known = {"birth": "1990-05", "sex": "female", "education": "bachelor"}
    return [
        _row(code, **known, name=f"党员{number}-{place}", id_number=_id_number(number, place))
        for number, code in enumerate(codes)
        for place in range(MEMBERS)
    ]


def _mentors(codes: list[VillageCode]) -> list[ReadRow]:
    role = "village_link_leader"
    return [
        _row(
            code, name=f"导师{number}", id_number=_id_number(number, MEMBERS), role=role, linked_villages=code
        )
        for number, code in enumerate(codes)
    ]


def _row(code: VillageCode, **facts: str) -> ReadRow:
    township = TownshipCode(code[:9])
    return ReadRow(2, {**facts, "village": code, "township": township}, code, township, (), "taken", ())


def _sheet(kind: str, rows: list[ReadRow]) -> SheetReading:
    return SheetReading(file=f"{kind}.xlsx", sheet="Sheet1", kind=kind, header_row=1, rows=rows)
