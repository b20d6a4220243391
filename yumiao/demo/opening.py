"""The demo county: made from its own ledgers by the real commands, on a day that stands still."""

import os
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from domain.refusal import Refusal
from infra.ids import SeededIds
from yumiao.cli.output import err
from yumiao.demo.ledgers import make_ledgers
from yumiao.demo.population import CODE as COUNTY
from yumiao.demo.population import NAME as COUNTY_NAME
from yumiao.demo.population import SEED
from yumiao.demo.year import TAKEN_UP, live_the_year
from yumiao.folders import about_folder, is_there, open_folder
from yumiao.office import Office
from yumiao.starting import start_county
from yumiao.taking_files import take_files

TODAY = date(2026, 6, 30)
REFERENCE_DATE = date(2026, 12, 31)


def make_demo(data: Path, *, quiet: bool, ledgers_only: bool = False) -> dict[str, Any]:
    """The demo county in `data`; the one that is there is used again. `ledgers_only`: nothing was decided yet.

    Raises: FOLDER_NOT_DEMO where the folder holds a real county.
    """

    def say(words: str) -> None:
        if not quiet:
            err.print(words, markup=False)

    started = perf_counter()
    if is_there(data):
        about = about_folder(data)
        if about.county != COUNTY or about.frozen_at is None:
            raise Refusal(
                "FOLDER_NOT_DEMO",
                f"{data} holds another county. Choose an empty folder with --data.",
                f"{data} 中是另一个县的数据，请用 --data 指定空目录。",
                path=("data",),
            )
        with Office(open_folder(data)) as office:
            say(f"沿用已有的演示县 using the demo county in {data}")
            return _made(data, office, "", started)
    with tempfile.TemporaryDirectory() as folder:
        say("生成演示县的台账 making the demo county's messy ledgers …")
        files = make_ledgers(Path(folder))
        with start_county(
            data,
            county=COUNTY,
            name=COUNTY_NAME,
            register=Path(folder) / "register.csv",
            townships=Path(folder) / "townships.csv",
            rules=None,
            reference_date=REFERENCE_DATE,
            frozen_on=TODAY,
            opened_on=None if ledgers_only else TAKEN_UP,
        ) as office:
            office.desk.ids = SeededIds(SEED)
            ledgers = [f for f in files if f.suffix == ".xlsx"]
            say(f"导入 {len(ledgers)} 个台账 importing {len(ledgers)} workbooks …")
            report, _ = take_files(
                office, ledgers, dry_run=False, errors_to=None, password_file=None, say=lambda _: None
            )
            for sheet in report.sheets:
                say(
                    f"  {sheet.reading.file}: {sheet.rows} 行 rows, 收 taken {sheet.new + sheet.same},"
                    f" 待认定 held {sheet.held}, 未收 rejected {sheet.rejected}"
                )
            if not ledgers_only:
                say("录入一年的决定 entering a year's decisions …")
                live_the_year(office, TODAY)
            return _made(data, office, report.import_id, started)


def _made(data: Path, office: Office, import_id: str, started: float) -> dict[str, Any]:
    return {
        "data": str(data),
        "county": office.county,
        "today": str(office.clock.today()),
        "importId": import_id,
        "position": office.log.head(),
        "seconds": round(perf_counter() - started, 2),
    }


def write_ledgers(folder: Path, *, quiet: bool) -> list[str]:
    """The county's register and ledgers as files, to be taken in by hand."""
    written = [*(folder / name for name in ("register.csv", "townships.csv")), *make_ledgers(folder)]
    if not quiet:
        for path in written:
            err.print(f"✓ {path}", markup=False)
    return [str(path) for path in written]


def what_to_look_at(data: Path, served: tuple[str, int] | None, *, quiet: bool) -> None:
    """Questions to begin with, and where they are served."""
    if quiet:
        return
    where = "" if data == Path("yumiao-data") else f" --data {data}"
    err.print("\n先看这些 what to look at:", markup=False)
    for command, why in (
        ("ask VillagesLackingReserves", "哪些村没有已过审的后备 which villages have nobody cleared"),
        ("today", "今天有什么到期、逾期 what is due and overdue today"),
        (
            "ask Reviews",
            "谁的审查未完成、已过期、依据旧规则 whose review is missing, expired, under old rules",
        ),
        ("ask IncumbentsLeaving", "哪些书记换届后干不了、谁来接 who cannot go on, and who could follow"),
        ("ask MentorLoads", "导师带了几人 who mentors how many"),
        ("pair --region 990101100", "青苗镇怎样配导师最好 the best pairing for one township"),
        ("ask Disputes", "台账互相矛盾、待人认定 what ledgers disagree on"),
    ):
        err.print(f"  {program()} {command}{where}\n      {why}", markup=False)
    if served:
        host, port = served
        err.print(f"\n  http://{host}:{port}/explore  在浏览器里试 try it in a browser\n", markup=False)


def program() -> str:
    """How this shell calls the program: by name, or by its place in the environment that `dev.py` made."""
    if shutil.which("yumiao"):
        return "yumiao"
    beside = Path(sys.executable).parent / "yumiao"
    return os.path.relpath(beside) if beside.is_relative_to(Path.cwd()) else str(beside)
