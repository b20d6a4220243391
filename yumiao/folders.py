"""Which folder a command works on: one on this disk or, where the settings name a server, the county there."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, Union

import msgspec

from domain.refusal import Refusal
from infra.folder import About, DataFolder, read_about
from yumiao.settings import Settings

if TYPE_CHECKING:  # the embedded engine starts without the server's driver
    from infra.postgres import Database
    from infra.server_folder import ServerFolder

Folder: TypeAlias = Union[DataFolder, "ServerFolder"]


class Servers(msgspec.Struct, frozen=True):
    """The two databases that the settings name."""

    log: "Database"
    keys: "Database"


def open_folder(data: Path) -> Folder:
    """Open the county. Raises: what opening a folder or a server raises."""
    servers = named_servers()
    if servers is None:
        return DataFolder(data, master=master_key())
    from infra.server_folder import ServerFolder

    return ServerFolder(data, servers.log, servers.keys, master=master_key())


def create_folder(data: Path, county: str, frozen_at: datetime | None) -> Folder:
    """Make an empty county, or open the one that is there."""
    servers = named_servers()
    if servers is None:
        return DataFolder.create(data, county, frozen_at=frozen_at, master=master_key())
    from infra.server_folder import ServerFolder

    return ServerFolder.create(
        data, county, servers.log, servers.keys, frozen_at=frozen_at, master=master_key()
    )


def about_folder(data: Path) -> About:
    """What the county says of itself, without its keys. Raises: what opening raises."""
    servers = named_servers()
    if servers is None:
        return read_about(data)
    from infra.postgres_log import schema
    from infra.server_folder import about_of

    with servers.log.closed_on_failure():
        schema.check(servers.log)
        about = about_of(servers.log)
    servers.log.close()
    return about


def is_there(data: Path) -> bool:
    """Whether there is a county already."""
    try:
        about_folder(data)
    except Refusal as refusal:
        if refusal.code in {"FOLDER_MISSING", "SERVER_EMPTY"}:
            return False
        raise
    return True


def named_servers(to: str = "", keys_to: str = "") -> Servers | None:
    """The databases that the settings name, or those given instead; None where the data folder holds everything.

    Raises: KEYS_DSN_MISSING, SERVER_PARTS_MISSING, DSN_MALFORMED.
    """
    settings = Settings()
    log = to or settings.secret("log_dsn")
    keys = keys_to or settings.secret("keys_dsn")
    if not log:
        return None
    if not keys:
        raise Refusal(
            "KEYS_DSN_MISSING",
            "The log is on a server, and no database is named for the keys. Set YUMIAO_KEYS_DSN (or its _FILE).",
            "日志在服务器上，但未指定密钥数据库。请设置 YUMIAO_KEYS_DSN（或 YUMIAO_KEYS_DSN_FILE）。",
        )
    try:
        from infra.postgres import Database
    except ImportError as error:
        raise Refusal(
            "SERVER_PARTS_MISSING",
            "The PostgreSQL driver is not installed. Install Yumiao with its extra: pip install 'yumiao[server]'.",
            "未安装 PostgreSQL 驱动。请安装附加组件：pip install 'yumiao[server]'。",
        ) from error
    return Servers(Database(log, setting="YUMIAO_LOG_DSN"), Database(keys, setting="YUMIAO_KEYS_DSN"))


def master_key() -> bytes | None:
    """The master key from the settings, where it is given there. Raises: MASTER_KEY_MALFORMED."""
    secret = Settings().secret("master_key")
    if not secret:
        return None
    try:
        return bytes.fromhex(secret)
    except ValueError as error:
        raise Refusal(
            "MASTER_KEY_MALFORMED",
            "The master key in the settings is not 64 hex digits. Correct YUMIAO_MASTER_KEY (or its _FILE).",
            "设置中的主密钥不是 64 位十六进制数。请更正 YUMIAO_MASTER_KEY（或 YUMIAO_MASTER_KEY_FILE）。",
        ) from error
