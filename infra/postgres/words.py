"""What a database server refuses: a code, what is wrong, and what to do, in English and Chinese.

`{server}` is host:port/database, never a password.
"""

from typing import Any

from domain.refusal import Refusal

WORDS: dict[str, tuple[str, str]] = {
    "DSN_MALFORMED": (
        "{setting} is not a PostgreSQL address. Write postgresql://user@host:5432/database, the password in a file.",
        "{setting} 不是有效的 PostgreSQL 地址。请写成 postgresql://user@host:5432/database，密码另存于文件。",
    ),
    "KEYS_BESIDE_LOG": (
        (
            "The keys would stand in {server}, beside the log: then one backup holds both and nobody can be forgotten. "
            "Give the keys a database of their own (YUMIAO_KEYS_DSN)."
        ),
        "密钥与日志同在 {server}：一份备份同时含两者，便无法真正清除个人信息。请为密钥另设数据库（YUMIAO_KEYS_DSN）。",
    ),
    "LOG_DIFFERS": (
        "The log in {server} is not what was recorded, so nothing was switched. Run `yumiao verify --log` on it.",
        "{server} 中的日志与登记内容不符，未作切换。请对其运行 `yumiao verify --log`。",
    ),
    "SERVER_BUSY": (
        "{server} has been busy for {seconds} seconds. Nothing has changed. Wait for the running import, then again.",
        "{server} 已忙碌 {seconds} 秒，数据未作任何更改。请等正在进行的导入完成后重试。",
    ),
    "SERVER_DAMAGED": (
        "{server} does not hold a readable Yumiao database. Restore the last backup into an empty database.",
        "{server} 中的育苗数据库无法读取。请把最近的备份恢复到空的数据库。",
    ),
    "SERVER_DATABASE_MISSING": (
        "There is no database at {server}. Create it (CREATE DATABASE … ENCODING 'UTF8'), then `yumiao migrate`.",
        "{server} 没有这个数据库。请先创建（CREATE DATABASE … ENCODING 'UTF8'），再运行 `yumiao migrate`。",
    ),
    "SERVER_DISK_FULL": (
        "The disk of {server} is full. Nothing has changed. Free some space there, then do the same again.",
        "{server} 所在磁盘已满，数据未作任何更改。请清理磁盘空间后重试。",
    ),
    "SERVER_EMPTY": (
        "{server} holds no county yet. Begin with `yumiao init`, or move a folder there with `yumiao move`.",
        "{server} 中还没有县的数据。请先运行 `yumiao init`，或用 `yumiao move` 迁入。",
    ),
    "SERVER_ENCODING": (
        "{server} does not store UTF-8 ({found}). Create the database with ENCODING 'UTF8'.",
        "{server} 的编码是 {found}，不是 UTF-8。请用 ENCODING 'UTF8' 重新创建数据库。",
    ),
    "SERVER_FORBIDDEN": (
        "This account may not do that in {server}. Let the owner of the tables do it, or grant the right.",
        "该数据库账户在 {server} 上没有这项权限。请由表的所有者办理，或授予权限。",
    ),
    "SERVER_FULL": (
        "{server} takes no more connections. Raise max_connections, or run fewer workers.",
        "{server} 的连接数已满。请调大 max_connections，或减少工作进程。",
    ),
    "SERVER_LOST": (
        (
            "The connection to {server} was lost (waited {seconds} s). Do the same again when it is back: "
            "what was recorded already is recognised and not recorded twice."
        ),
        "与 {server} 的连接中断（已等待 {seconds} 秒）。恢复后请原样重做：已登记的会被认出，不会重复登记。",
    ),
    "SERVER_MOVING": (
        "A move into {server} was cut short. Run the same `yumiao move` again: it goes on where it stopped.",
        "向 {server} 的迁移尚未完成。请再次运行同一条 `yumiao move`，会从中断处继续。",
    ),
    "SERVER_NEWER": (
        "{server} was written by a newer Yumiao (format {found}, this one knows {known}). Install the newer one.",
        "{server} 由更新版本的育苗写入（格式 {found}，本程序支持 {known}）。请安装新版本。",
    ),
    "SERVER_NOT_EMPTY": (
        "{server} is not empty. Choose a new or empty one.",
        "{server} 不是空的，请另选新的或空的。",
    ),
    "SERVER_OLDER": (
        "{server} has the older format {found}; this Yumiao uses {known}. Make a backup, then run `yumiao migrate`.",
        "{server} 为旧格式 {found}，本程序使用 {known}。请先备份，再运行 `yumiao migrate`。",
    ),
    "SERVER_OTHER_COUNTY": (
        "{server} belongs to county {found}, not {wanted}. One database holds one county: choose another one.",
        "{server} 属于县（市、区）{found}，不是 {wanted}。一个数据库只存一个县，请另选数据库。",
    ),
    "SERVER_PASSWORD": (
        "{server} does not let this account in (user or password). Check the settings and the password file.",
        "{server} 拒绝该账户登录（用户名或密码）。请检查设置与密码文件。",
    ),
    "SERVER_READ_ONLY": (
        "{server} is read-only (a standby, or set so). Nothing has changed. Use the primary server.",
        "{server} 为只读（备用节点或只读设置），数据未作任何更改。请使用主节点。",
    ),
    "SERVER_SERVED": (
        "{server} is being served. Stop every server on it, then do the same again.",
        "{server} 正有服务在运行。请停止全部服务后重试。",
    ),
    "SERVER_TOO_OLD": (
        "{server} is PostgreSQL {found}; Yumiao needs {known} or newer. Upgrade the server.",
        "{server} 的 PostgreSQL 版本为 {found}，育苗需要 {known} 或更新。请升级。",
    ),
    "SERVER_UNREACHABLE": (
        "{server} cannot be reached. Start PostgreSQL there, or correct the address.",
        "无法连接 {server}。请启动该处的 PostgreSQL，或更正地址。",
    ),
}


def server_refusal(code: str, server: str, **seen: Any) -> Refusal:
    """The refusal with this code, its two sentences filled with what was seen."""
    english, chinese = WORDS[code]
    return Refusal(
        code,
        english.format(server=server, **seen),
        chinese.format(server=server, **seen),
        server=server,
        **seen,
    )
