"""`yumiao template`: work sheets to fill offline or to print."""

from pathlib import Path
from typing import Annotated

import typer

from services.work_sheets.kinds import KINDS
from yumiao.cli.app import app, example
from yumiao.cli.output import DEFAULT_DATA, As, Data, Json, answers, note, out, say_json
from yumiao.office import Office
from yumiao.templating import make_template


@app.command(
    epilog=example(
        "yumiao template contacts --region 990101100 -o 谈心谈话.xlsx",
        "yumiao template opinions --for COURT -o 法院.xlsx",
    )
)
@answers
def template(
    kind: Annotated[str, typer.Argument(help=f"{', '.join(f'{k.code} {k.title}' for k in KINDS.values())}")],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Where it goes 输出文件", metavar="FILE.xlsx")
    ],
    region: Annotated[str, typer.Option(help="A region's code 区划代码")] = "",
    subject: Annotated[str, typer.Option("--for", help="One agency alone 只生成一个单位的表")] = "",
    case: Annotated[
        str, typer.Option(help="The open case for which id numbers are printed 办理事由（打印身份证号须填）")
    ] = "",
    as_: As = "",
    data: Data = DEFAULT_DATA,
    json: Json = False,
) -> None:
    """A prefilled work sheet; `yumiao import` takes it back, one row one command. 生成工作表，填好后直接导入。"""
    with Office.open(data, as_, case) as office:
        found = make_template(office, kind, region or None, subject, output)
    if json:
        say_json(found)
        return
    out.print(f"✓ {found['file']}", markup=False)
    for sheet in found["sheets"]:
        out.print(f"  {sheet['sheet']}: {sheet['rows']} 行 rows", markup=False)
    if found["keptAs"]:
        note(f"原有文件改名保留 the file that stood there is kept as {found['keptAs']}")
    note("空白表示未答复。填好后 next: yumiao import " + found["file"])
