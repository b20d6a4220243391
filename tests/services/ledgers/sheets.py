"""A small county and sheets for it, written as rows of cells."""

from collections.abc import Sequence
from datetime import date

from domain.gazetteer import Gazetteer, Township, Village
from domain.ids import TownshipCode, VillageCode
from domain.values.id_number import check_sign
from services.ledgers.reading import read_sheet
from services.ledgers.readings import ReadRow, SheetReading
from services.ledgers.sheet import Cell, Sheet

TODAY = date(2026, 6, 30)
STONE, RIVER = TownshipCode("990101100"), TownshipCode("990101101")
UPPER, RIDGE, NEW, OTHER_RIDGE, MARKET = (
    VillageCode(code)
    for code in ("990101100200", "990101100201", "990101100202", "990101101200", "990101101201")
)
COUNTY = Gazetteer(
    [Township(STONE, "青石镇"), Township(RIVER, "柳河镇")],
    [
        Village(UPPER, "上桃坪村委会"),
        Village(RIDGE, "岭坪村委会"),
        Village(NEW, "坝湾新村委会"),
        Village(OTHER_RIDGE, "岭坪村委会"),
        Village(MARKET, "集市村委会"),
    ],
)
MEMBERS = ["序号", "姓名", "性别", "身份证号", "出生年月", "学历", "入党时间", "所在村", "联系电话"]
TITLE = ["党员花名册"]


def id_number(birth: str = "19850312", sex: str = "男", serial: int = 12) -> str:
    first = f"990101{birth}{serial:02}{1 if sex == '男' else 2}"
    return first + check_sign(first)


def member(**cells: Cell) -> list[Cell]:
    """A row under MEMBERS with nothing wrong, except for what is given by header."""
    sound: dict[str, Cell] = {
        "序号": 1.0,
        "姓名": "张三",
        "性别": "男",
        "身份证号": id_number(),
        "出生年月": "1985.03",
        "学历": "大专",
        "入党时间": "2010.05",
        "所在村": "上桃坪村",
        "联系电话": "13912345678",
    }
    return [{**sound, **cells}[header] for header in MEMBERS]


def sheet(rows: Sequence[Sequence[Cell]], **more: object) -> Sheet:
    width = max(map(len, rows), default=0)
    even = [[*row, *[""] * (width - len(row))] for row in rows]
    return Sheet(**{"file": "台账.xlsx", "name": "Sheet1", "rows": even, **more})  # type: ignore[arg-type]


def read(rows: Sequence[Sequence[Cell]], **more: object) -> SheetReading:
    return read_sheet(sheet(rows, **more), COUNTY, TODAY)


def read_members(*rows: Sequence[Cell], **more: object) -> SheetReading:
    """A title, the header and these rows: the first is Excel's row 3."""
    return read([TITLE, MEMBERS, *rows], **more)


def the_row(reading: SheetReading) -> ReadRow:
    (row,) = reading.rows
    return row


def codes(row: ReadRow | SheetReading) -> list[str]:
    return [problem.code for problem in row.problems]
