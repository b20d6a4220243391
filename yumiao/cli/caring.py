"""`rebuild`, `verify`, `doctor`: looking after a folder."""

from typing import Annotated

import typer
from typer import Argument, Option

from yumiao import caring
from yumiao.cli.app import app, example
from yumiao.cli.output import DEFAULT_DATA, As, Data, Json, answers, out, say_json
from yumiao.office import Office


@app.command(epilog=example("yumiao rebuild", "yumiao rebuild coverage"))
@answers
def rebuild(
    name: Annotated[
        str, Argument(help="A projection; without a name, all 投影名称", show_default=False)
    ] = "",
    as_: As = "",
    data: Data = DEFAULT_DATA,
    json: Json = False,
) -> None:
    """Drop what is derived and build it again from the log. 从日志重建。"""
    with Office.open(data, as_) as office:
        found = caring.rebuild(office, name)
    if json:
        say_json(found)
    else:
        out.print(
            f"✓ {found['projection']}: {found['events']} 个事件 events, {found['seconds']:.2f} s, "
            f"{found['eventsPerSecond']} 个/秒 per second"
        )


@app.command(epilog=example("yumiao verify", "yumiao verify --log"))
@answers
def verify(
    log: Annotated[bool, Option("--log", help="The log's tree alone 只核对日志")] = False,
    as_: As = "",
    data: Data = DEFAULT_DATA,
    json: Json = False,
) -> None:
    """Rebuild everything beside the live answers and compare; check the log's tree. 核验。"""
    with Office.open(data, as_) as office:
        found = caring.verify(office, log_only=log)
    if json:
        say_json(found)
    elif found["ok"]:
        out.print(
            f"✓ 日志完好 the log is whole: {found['position']} 个事件 events, 根 root {found['root'][:16]}…"
        )
        if not log:
            out.print(f"✓ {found['answers']} 个答案重建后一致 answers are the same when rebuilt.")
    else:
        out.print(f"✗ {found['first']['messageZh']}\n  {found['first']['message']}", markup=False)
    if not found["ok"]:
        raise typer.Exit(1)


@app.command(epilog=example("yumiao doctor"))
@answers
def doctor(data: Data = DEFAULT_DATA, json: Json = False) -> None:
    """What is set up, what is missing, what to do. 体检。"""
    found = caring.doctor(data)
    if json:
        say_json({"ok": all(c.ok for c in found), "checks": [c.as_json() for c in found]})
    else:
        for check in found:
            out.print(f"{'✓' if check.ok else '✗'} {check.zh}  {check.en}", markup=False)
    if not all(c.ok for c in found):
        raise typer.Exit(1)
