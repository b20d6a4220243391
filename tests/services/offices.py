"""A small open county for tests of the use cases: two townships, four villages, ledgers given as readings."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from domain.ids import TownshipCode, VillageCode
from domain.register import CountyOpened, TownshipRegistered, VillageRegistered
from infra.folder import DataFolder
from services.importing.report import ImportReport
from services.importing.taking import import_ledgers
from services.ledgers.problems import Problem, problem
from services.ledgers.readings import ReadRow, SheetReading, severity_of
from services.opening import open_county
from services.ruling.reading import DEFAULT_RULES, read_rules
from yumiao.office import Office, noon

TODAY = date(2026, 6, 30)
STONE, RIVER = TownshipCode("990101100"), TownshipCode("990101101")
UPPER, LOWER, EAST, WEST = (
    VillageCode(code) for code in ("990101100200", "990101100201", "990101101200", "990101101201")
)


@contextmanager
def small_county(folder: Path, as_: str = "") -> Iterator[Office]:
    """An open county without people."""
    office = Office(DataFolder.create(folder, "990101", frozen_at=noon(TODAY)), as_)
    open_county(
        office.desk,
        "tests",
        CountyOpened(code=office.county, name="示范县"),
        [TownshipRegistered(code=STONE, name="青石镇"), TownshipRegistered(code=RIVER, name="柳河镇")],
        [
            VillageRegistered(code=code, name=name)
            for code, name in ((UPPER, "上村"), (LOWER, "下村"), (EAST, "东村"), (WEST, "西村"))
        ],
        read_rules(DEFAULT_RULES),
        date(2026, 12, 31),
    )
    with office:
        yield office


def row(number: int, village: VillageCode | None, *problems: Problem, **facts: str) -> ReadRow:
    """A checked row; `problems` decide what becomes of it."""
    said = {**facts, "village": village, "township": village[:9]} if village else facts
    return ReadRow(
        number,
        said,
        village,
        TownshipCode(village[:9]) if village else None,
        problems,
        severity_of(problems),
        (),
    )


FIELDS = {"SEX_AGAINST_ID": "sex", "BIRTH_AGAINST_ID": "birth", "DATE_FUTURE": "birth"}


def bad(code: str, number: int) -> Problem:
    """A problem of that code in that row."""
    return problem(code, number, "某列", FIELDS.get(code, "id_number"))


def sheet(kind: str, *rows: ReadRow, file: str = "台账.xlsx", titles: tuple[str, ...] = ()) -> SheetReading:
    """One sheet of a kind."""
    return SheetReading(file=file, sheet="Sheet1", kind=kind, header_row=1, rows=list(rows), titles=titles)


def take(office: Office, *sheets: SheetReading, dry_run: bool = False) -> ImportReport:
    """Import readings as whoever the office is open for."""
    return import_ledgers(office.desk, office.viewer, office.county, sheets, {}, dry_run=dry_run)


def fates(report: ImportReport) -> tuple[int, int, int, int, int]:
    """New, changed, same, held, rejected over all sheets."""
    s = report.sheets
    return (
        sum(x.new for x in s), sum(x.changed for x in s), sum(x.same for x in s),
        sum(x.held for x in s), sum(x.rejected for x in s),
    )  # fmt: skip
