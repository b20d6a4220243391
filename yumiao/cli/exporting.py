"""`yumiao export`: workbooks that open ready to print. Every copy has a number and is recorded."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from projections.answer import Counting
from yumiao import exporting
from yumiao.cli.app import app, example
from yumiao.cli.output import DEFAULT_DATA, As, Data, Json, answers, note, say_json
from yumiao.exporting import Copy, Wanted
from yumiao.office import Office

export = typer.Typer(help="Workbooks ready to print 导出打印(每份有副本号并留痕)", no_args_is_help=True)
app.add_typer(export, name="export")

Output = Annotated[Path, typer.Option("-o", metavar="FILE.xlsx", help="Where to 输出文件")]
Paper = Annotated[str, typer.Option(help="A4 or A3, landscape 纸张")]
Region = Annotated[str, typer.Option(metavar="CODE", help="A region; without it, your own 区划代码")]
WithIds = Annotated[
    bool, typer.Option("--with-ids", help="Id numbers too; needs --case 含身份证号(须有事由)")
]
Case = Annotated[str, typer.Option(help="The open case for which id numbers are printed 办理事由")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD")]


@export.command(
    epilog=example("yumiao export roster -o 名册.xlsx", "yumiao export roster --paper A3 -o 名册.xlsx")
)
@answers
def roster(
    output: Output,
    region: Region = "",
    counting: Annotated[
        Counting, typer.Option(help="CLEARED 已过审, ON_ROSTER 在册 (also not yet cleared)")
    ] = Counting.ON_ROSTER,
    age_on: Day = None,
    paper: Paper = "A3",
    with_ids: WithIds = False,
    case: Case = "",
    as_: As = "",
    data: Data = DEFAULT_DATA,
    json: Json = False,
) -> None:
    """The reserve roster, a township a page. 后备力量名册。"""
    with Office.open(data, as_, case) as office:
        copy = exporting.export_roster(
            office,
            Wanted(path=output, paper=paper, with_ids=with_ids),
            region=region,
            counting=counting,
            age_on=age_on.date() if age_on else None,
        )
    _say(copy, as_json=json)


@export.command(epilog=example("yumiao export village --region 990101100200 -o 村情.xlsx"))
@answers
def village(
    output: Output,
    region: Region = "",
    paper: Paper = "A4",
    with_ids: WithIds = False,
    case: Case = "",
    as_: As = "",
    data: Data = DEFAULT_DATA,
    json: Json = False,
) -> None:
    """One page a village. 村情一页。"""
    with Office.open(data, as_, case) as office:
        copy = exporting.export_villages(
            office, Wanted(path=output, paper=paper, with_ids=with_ids), region=region
        )
    _say(copy, as_json=json)


@export.command(epilog=example("yumiao export person pe_… -o 档案.xlsx"))
@answers
def person(
    person: Annotated[str, typer.Argument(help="The person's id, as `find` answers it 人员编号")],
    output: Output,
    paper: Paper = "A4",
    with_ids: WithIds = False,
    case: Case = "",
    as_: As = "",
    data: Data = DEFAULT_DATA,
    json: Json = False,
) -> None:
    """A person's growth file on one page. 一人一档。"""
    with Office.open(data, as_, case) as office:
        copy = exporting.export_person(office, Wanted(path=output, paper=paper, with_ids=with_ids), person)
    _say(copy, as_json=json)


@export.command(epilog=example("yumiao export audit --since 2026-01-01 --until 2026-06-30 -o 审计.xlsx"))
@answers
def audit(
    output: Output,
    region: Region = "",
    since: Day = None,
    until: Day = None,
    paper: Paper = "A4",
    as_: As = "",
    data: Data = DEFAULT_DATA,
    json: Json = False,
) -> None:
    """Who decided what, and who read what that is sensitive. 审计清单。"""
    with Office.open(data, as_) as office:
        copy = exporting.export_audit(
            office,
            Wanted(path=output, paper=paper),
            region=region,
            since=since.date() if since else None,
            until=until.date() if until else None,
        )
    _say(copy, as_json=json)


def _say(copy: Copy, *, as_json: bool) -> None:
    if as_json:
        say_json({"file": str(copy.path), "copy": copy.number, "rows": copy.rows})
    else:
        note(f"→ {copy.path}  副本号 copy {copy.number}  {copy.rows} 条 rows")
