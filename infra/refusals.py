"""What the data folder refuses: a code, what is wrong, and what to do, in English and Chinese."""

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from eventsourcing.persistence import ConnectionUnavailableError, PersistenceError

from domain.refusal import Refusal

WORDS: dict[str, tuple[str, str]] = {
    "BACKUP_DAMAGED": (
        "{file} is not a whole Yumiao backup. Take another copy of it, or an older backup.",
        "{file} 不是完整的育苗备份文件。请重新拷贝该文件，或使用更早的备份。",
    ),
    "COMMAND_TOO_BIG": (
        "One command may hold 2 MB at most. Split it, or bring the rows in by an import.",
        "一次操作最多 2 MB。请分成几次提交，或改用导入。",
    ),
    "DISK_FAILED": (
        "The disk under {folder} could not be read or written. Nothing has changed. Check the disk, then again.",
        "{folder} 所在磁盘读写失败，数据未作任何更改。请检查磁盘后重试。",
    ),
    "DISK_FULL": (
        "The disk under {folder} is full. Nothing has changed. Free some space, then do the same again.",
        "{folder} 所在磁盘已满，数据未作任何更改。请清理磁盘空间后重试。",
    ),
    "FILE_EXISTS": (
        "{file} exists already and is never overwritten. Choose another name.",
        "{file} 已存在，不会被覆盖。请换一个文件名。",
    ),
    "FOLDER_DAMAGED": (
        (
            "{folder} does not hold a readable Yumiao log (cut off, or another program's file). "
            "Put the folder aside and restore the last backup with `yumiao restore FILE`."
        ),
        "{folder} 中的育苗日志无法读取（残缺或属于其他程序）。请保留该文件夹，用 `yumiao restore 备份文件` 恢复。",
    ),
    "FOLDER_MISSING": (
        "There is no Yumiao data in {folder}. Check --data, or begin with `yumiao init` or `yumiao demo`.",
        "{folder} 中没有育苗数据。请检查 --data，或先运行 `yumiao init` 或 `yumiao demo`。",
    ),
    "FOLDER_NEWER": (
        "{folder} was written by a newer Yumiao (format {found}, this one knows {known}). Install the newer one.",
        "{folder} 由更新版本的育苗写入（格式 {found}，本程序支持 {known}）。请安装新版本。",
    ),
    "FOLDER_NOT_EMPTY": (
        "{folder} is not empty. Choose a new or empty folder.",
        "{folder} 不是空文件夹。请选择新的或空的文件夹。",
    ),
    "FOLDER_OLDER": (
        "{folder} has the older format {found}; this Yumiao uses {known}. Make a backup, then upgrade the folder.",
        "{folder} 为旧格式 {found}，本程序使用 {known}。请先备份，再升级该文件夹。",
    ),
    "FOLDER_OTHER_COUNTY": (
        "{folder} belongs to county {found}, not {wanted}. One folder holds one county: choose another folder.",
        "{folder} 属于县（市、区）{found}，不是 {wanted}。一个文件夹只存一个县，请另选文件夹。",
    ),
    "FOLDER_READ_ONLY": (
        "{folder} cannot be written. Give this account the right to write there, or choose another folder.",
        "{folder} 不可写。请为当前账户授予写入权限，或另选文件夹。",
    ),
    "FOLDER_SERVED": (
        "{folder} is already being served. Use that server, or stop it first; other commands work beside it.",
        "{folder} 已有服务在运行。请使用该服务或先停止它；其他命令可与其同时使用。",
    ),
    "KEYS_DAMAGED": (
        "{folder} does not hold a readable key store. Put that folder aside, then restore the last key backup.",
        "{folder} 中的密钥库无法读取。请先移走该文件夹，再用最近的密钥备份恢复。",
    ),
    "KEYS_GROWN_APART": (
        (
            "The key backup and {folder} come from different beginnings, and both know people. "
            "Restore into an empty keys folder."
        ),
        "密钥备份与 {folder} 来源不同，且都已登记人员。请恢复到空的密钥文件夹。",
    ),
    "KEYS_MISSING": (
        (
            "The master key of {folder} is missing. Put master.key back, give it in the settings, "
            "or restore the key backup."
        ),
        "{folder} 缺少主密钥。请放回 master.key，或在设置中提供，或用密钥备份恢复。",
    ),
    "KEYS_WRONG": (
        (
            "The master key does not open the key store in {folder}. Use the key that belongs to it, "
            "or restore the key backup."
        ),
        "主密钥与 {folder} 中的密钥库不符。请使用对应的主密钥，或用密钥备份恢复。",
    ),
    "COUNTY_MOVED": (
        "This county has moved to {place}. Nothing was recorded here. Point the settings there, then do it again.",
        "本县数据已迁至 {place}，此处不再登记。请把设置指向新位置后重做。",
    ),
    "LOG_BUSY": (
        "{folder} has been busy for {seconds} seconds. Nothing has changed. Wait for the running import, then again.",
        "{folder} 已忙碌 {seconds} 秒，数据未作任何更改。请等正在进行的导入完成后重试。",
    ),
    "TEXT_UNSTORABLE": (
        "A text holds a character that cannot be stored (NUL, or half of a pair). Type it anew, then do it again.",
        "某项文字含有无法保存的字符（空字符或残缺字符）。请重新输入后再试。",
    ),
    "SUBJECT_FORGOTTEN": (
        "This subject has been forgotten for good. Nothing about it can be recorded under its old id.",
        "该对象的资料已被永久清除，不能再以原编号登记。",
    ),
}


MOVED_SAYS = "this county has moved to "
"""What the log's own trigger says after a move, before the new place; the database refuses, whatever program asks."""

SQLITE_CODES = {
    sqlite3.SQLITE_BUSY: "LOG_BUSY",
    sqlite3.SQLITE_LOCKED: "LOG_BUSY",
    sqlite3.SQLITE_FULL: "DISK_FULL",
    sqlite3.SQLITE_IOERR: "DISK_FAILED",
    sqlite3.SQLITE_READONLY: "FOLDER_READ_ONLY",
    sqlite3.SQLITE_CANTOPEN: "FOLDER_READ_ONLY",
    sqlite3.SQLITE_PERM: "FOLDER_READ_ONLY",
    sqlite3.SQLITE_CORRUPT: "FOLDER_DAMAGED",
    sqlite3.SQLITE_NOTADB: "FOLDER_DAMAGED",
}
ERRNO_CODES = {
    errno.ENOSPC: "DISK_FULL",
    errno.EDQUOT: "DISK_FULL",
    errno.EIO: "DISK_FAILED",
    errno.EACCES: "FOLDER_READ_ONLY",
    errno.EPERM: "FOLDER_READ_ONLY",
    errno.EROFS: "FOLDER_READ_ONLY",
}


def refusal(code: str, **seen: Any) -> Refusal:
    """The refusal with this code, its two sentences filled with what was seen."""
    english, chinese = WORDS[code]
    return Refusal(code, english.format(**seen), chinese.format(**seen), **seen)


@contextmanager
def storage_refusals(
    folder: Path, *, damaged: str = "FOLDER_DAMAGED", seconds: float = 0, **seen: Any
) -> Iterator[None]:
    """What the disk and SQLite say, as refusals; a broken constraint stays a fault."""
    try:
        yield
    except (sqlite3.Error, PersistenceError, OSError) as error:
        if place := moved_to(error):
            raise refusal("COUNTY_MOVED", place=place) from error
        code = _code(error, folder, damaged)
        if code is None:
            raise
        raise refusal(code, folder=folder, seconds=f"{seconds:g}", **seen) from error


def moved_to(error: BaseException) -> str:
    """The new place that a log's trigger names; empty for any other error."""
    said = str(error)
    return said.partition("\n")[0].removeprefix(MOVED_SAYS) if said.startswith(MOVED_SAYS) else ""


def _code(error: BaseException, folder: Path, damaged: str) -> str | None:
    if isinstance(error, ConnectionUnavailableError):
        return "LOG_BUSY"
    if isinstance(error, PersistenceError):  # the library wraps what SQLite raised
        return _code(error.__cause__, folder, damaged) if isinstance(error.__cause__, sqlite3.Error) else None
    if isinstance(error, OSError):
        return ERRNO_CODES.get(error.errno or 0)
    # The low byte is SQLite's primary result code; the sqlite3 module itself raises errors without any.
    code = SQLITE_CODES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if code == "FOLDER_DAMAGED":
        return damaged
    # On a full disk SQLite may fail to grow or to make its side files, and calls that something else.
    return "DISK_FULL" if code in ("DISK_FAILED", "FOLDER_READ_ONLY") and _nearly_full(folder) else code


def _nearly_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < 64 * 1024
    except OSError:
        return False
