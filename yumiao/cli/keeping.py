"""`backup`, `restore`, `keys`, `migrate`, `move`: copies of a county, and its way to a server and back."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from yumiao import keeping
from yumiao.cli.app import app, example, keys
from yumiao.cli.output import DEFAULT_DATA, As, Data, Json, answers, out, say_json
from yumiao.office import Office


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
        found = keeping.backup(office, file)
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
    found = keeping.restore(file, keys_file, data)
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
        found = keeping.backup_keys(office, file)
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
    found = keeping.restore_keys(file, data)
    if json:
        say_json(found)
    else:
        out.print(f"✓ 密钥已恢复 keys restored into {data}", markup=False)


@app.command(epilog=example("yumiao migrate"))
@answers
def migrate(data: Data = DEFAULT_DATA, json: Json = False) -> None:
    """Make the tables on the server that the settings name, or bring older ones up to date. 建表或升级。"""
    found = keeping.migrate(data)
    if json:
        say_json(found)
    else:
        out.print(f"✓ {found['place']}: 格式 format {found['before']} → {found['now']}", markup=False)


@app.command(
    epilog=example(
        "yumiao move --to postgresql://yumiao@host/log --keys-to postgresql://yumiao@host/keys",
        "yumiao move --to-folder back",
    )
)
@answers
def move(
    to: Annotated[str, Option("--to", help="The log's PostgreSQL 日志数据库")] = "",
    keys_to: Annotated[str, Option("--keys-to", help="The keys' own database 密钥数据库")] = "",
    to_folder: Annotated[
        Path | None, Option("--to-folder", help="Back from the server into a new folder 迁回目录")
    ] = None,
    data: Data = DEFAULT_DATA,
    json: Json = False,
) -> None:
    """Log, keys and identities to a server, or back; goes on where it was cut short. 迁移。"""
    found = (
        keeping.move_to_folder(data, to_folder) if to_folder else keeping.move_to_server(data, to, keys_to)
    )
    if json:
        say_json(found)
    else:
        out.print(
            f"✓ {found['to']}: {found['events']} 个事件 events, 根 root {found['root'][:16]}…, "
            f"{found['answers']} 个答案一致 answers alike",
            markup=False,
        )
        if not to_folder:
            out.print("  现在请设置 now set: YUMIAO_LOG_DSN, YUMIAO_KEYS_DSN", markup=False)
