"""`rebuild`, `verify`, `backup`, `restore`, `keys`, `doctor`: looking after a folder."""

from pathlib import Path
from typing import Annotated

import typer
from typer import Argument, Option

from yumiao import caring
from yumiao.cli.app import app, example, keys
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


@app.command(epilog=example("yumiao backup county-2026-11-24.backup"))
@answers
def backup(
    file: Annotated[Path, Argument(help="The file to write 备份文件")],
    as_: As = "",
    data: Data = DEFAULT_DATA,
    json: Json = False,
) -> None:
    """The log, as one file. Keys are backed up apart: `yumiao keys backup`. 备份日志(密钥另行备份)。"""
    with Office.open(data, as_) as office:
        found = caring.backup(office, file)
    if json:
        say_json(found)
    else:
        out.print(f"✓ {found['file']}: {found['events']} 个事件 events")
        out.print("  密钥须另行备份 the keys apart: yumiao keys backup FILE", markup=False)


@app.command(epilog=example("yumiao restore county.backup --data new-folder"))
@answers
def restore(
    file: Annotated[Path, Argument(help="A backup 备份文件")],
    keys_file: Annotated[Path | None, Option("--keys", help="A backup of the keys 密钥备份")] = None,
    data: Data = DEFAULT_DATA,
    json: Json = False,
) -> None:
    """Put a backup into an empty folder. Whoever was forgotten stays forgotten. 恢复到空目录。"""
    found = caring.restore(file, keys_file, data)
    if json:
        say_json(found)
    else:
        out.print(f"✓ 已恢复到 restored into {data}: {found['events']} 个事件 events", markup=False)


@keys.command(name="backup", epilog=example("yumiao keys backup keys-2026-11-24.backup"))
@answers
def keys_backup(
    file: Annotated[Path, Argument(help="The file to write; keep it apart and locked 单独保管")],
    as_: As = "",
    data: Data = DEFAULT_DATA,
    json: Json = False,
) -> None:
    """The keys and identities, as one file. 备份密钥。"""
    with Office.open(data, as_) as office:
        found = caring.backup_keys(office, file)
    if json:
        say_json(found)
    else:
        out.print(f"✓ {file}。请与日志备份分开保管。Keep it apart from the log's backup.", markup=False)


@keys.command(name="restore", epilog=example("yumiao keys restore keys.backup --data folder"))
@answers
def keys_restore(
    file: Annotated[Path, Argument(help="A backup of the keys 密钥备份")],
    data: Data = DEFAULT_DATA,
    json: Json = False,
) -> None:
    """Put keys back. Destroyed ones stay destroyed. 恢复密钥。"""
    found = caring.restore_keys(file, data)
    if json:
        say_json(found)
    else:
        out.print(f"✓ 密钥已恢复 keys restored into {data}", markup=False)


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
