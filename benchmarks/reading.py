"""Reading and checking a members' ledger of 100,000 rows, against openpyxl's bare read of the same file."""

import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import xlsxwriter

from domain.gazetteer import Gazetteer, Township, Village
from domain.ids import TownshipCode, VillageCode
from domain.values.id_number import check_sign
from infra.workbooks import read_workbook
from services.ledgers.reading_files import read_ledgers

TODAY = date(2026, 6, 30)
HEADER = (
    "序号",
    "村",
    "姓名",
    "性别",
    "民族",
    "出生年月",
    "身份证号",
    "学历",
    "入党时间",
    "党员类别",
    "联系电话",
    "现居状态",
)
SURNAMES, GIVEN = "赵钱孙李周吴郑王", "伟芳娜敏静丽强磊军洋"
SCHOOLS = ("高中", "大专(在职)", "本科（函授）", "中专", "初中毕业", "大学", "电大大专")
FAULTY = 0.06
"""The share of rows with something wrong, as in the ledgers that offices send."""


def run(rows: str = "100000") -> dict[str, Any]:
    """CPU seconds, and how many times faster; strings once in the sheet and once shared, as Excel writes them."""
    found = []
    for inline in (True, False):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "党员台账.xlsx"
            write_ledger(path, int(rows), inline=inline)
            taken, ours = _cpu(partial(_read, path))
            _, streamed = _cpu(partial(_openpyxl, path, read_only=True))
            _, bare = _cpu(partial(_openpyxl, path, read_only=False))
            found.append(
                {
                    "strings": "inline" if inline else "shared",
                    "megabytes": round(path.stat().st_size / 1e6, 1),
                    "rows_taken": taken,
                    "read_and_check_s": round(ours, 2),
                    "openpyxl_s": round(bare, 2),
                    "openpyxl_read_only_s": round(streamed, 2),
                    "times_faster": round(bare / ours, 1),
                    "times_faster_than_read_only": round(streamed / ours, 1),
                    "asked_for": 4,
                }
            )
    return {"rows": int(rows), "reading": found}


def county() -> Gazetteer:
    """Four townships of ten villages."""
    towns = [Township(TownshipCode(f"99010110{at}"), f"{name}镇") for at, name in enumerate("青柳云白")]
    return Gazetteer(
        towns,
        [
            Village(VillageCode(f"{town.code}2{at:02}"), f"{town.name[0]}{name}坪村委会")
            for town in towns
            for at, name in enumerate("东西南北上下前后里外")
        ],
    )


def write_ledger(path: Path, rows: int, *, inline: bool) -> None:
    """Members with dates in several shapes; some ids with blanks, some rows wrong."""
    rng = Random(1)
    villages = [village.name for village in county().villages.values()]
    with xlsxwriter.Workbook(str(path), {"constant_memory": inline}) as book:
        sheet = book.add_worksheet("党员")
        sheet.write_string(0, 0, "农村党员情况台账")
        sheet.write_row(1, 0, HEADER)
        for at in range(rows):
            born = date(rng.randint(1955, 2000), rng.randint(1, 12), rng.randint(1, 28))
            sex = rng.choice("男女")
            first = f"{rng.randint(110000, 659999)}{born:%Y%m%d}{rng.randrange(100):02}{'1' if sex == '男' else '2'}"
            number = first + check_sign(first)
            if rng.random() < FAULTY:
                number = rng.choice((number[:17], number[:17] + "7", f"{number} "))
            sheet.write_row(
                at + 2,
                0,
                [
                    at + 1,
                    rng.choice(villages),
                    rng.choice(SURNAMES) + rng.choice(GIVEN) + rng.choice(GIVEN),
                    sex,
                    rng.choice(("汉", "汉族", "苗族")),
                    rng.choice(
                        (f"{born:%Y.%m}", f"{born:%Y-%m-%d}", f"{born:%Y%m}", f"{born.year}年{born.month}月")
                    ),
                    number,
                    rng.choice(SCHOOLS),
                    f"{born.year + rng.randint(19, 24)}.{rng.randint(1, 12):02}",
                    rng.choice(("正式党员", "预备党员")),
                    f"13{rng.randrange(10**9):09}",
                    rng.choice(("在村", "外出", "县城")),
                ],
            )


def _read(path: Path) -> int:
    return sum(reading.count("taken") for reading in read_ledgers([read_workbook(path)], county(), TODAY))


def _openpyxl(path: Path, *, read_only: bool) -> int:
    book = openpyxl.load_workbook(path, read_only=read_only)
    return sum(1 for sheet in book for _ in sheet.iter_rows(values_only=True))


def _cpu(work: Callable[[], int]) -> tuple[int, float]:
    start = time.process_time()
    return work(), time.process_time() - start
