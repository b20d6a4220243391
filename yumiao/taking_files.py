"""From files to a report: open, read, take, and write error workbooks where the user says."""

import getpass
import hashlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from domain.refusal import Refusal
from infra.error_workbook import write_error_workbook
from infra.workbooks import read_workbook
from services.importing.report import ImportReport
from services.importing.rows import sheet_key
from services.importing.taking import import_ledgers
from services.ledgers.reading_files import read_ledgers
from services.ledgers.sheet import Workbook
from yumiao.mending import delete_mended, remember
from yumiao.office import Office


def take_files(
    office: Office,
    files: Sequence[Path],
    *,
    dry_run: bool,
    errors_to: Path | None,
    password_file: Path | None,
    say: Callable[[str], None],
) -> tuple[ImportReport, dict[int, Path]]:
    """One import, whole or not at all; the paths of error workbooks by sheet.

    Raises: the first file's refusal; with several, FILES_REFUSED with every file's reason among the choices.
    """
    names = [path.name for path in files]
    if len(set(names)) < len(names):
        raise Refusal(
            "FILES_OF_ONE_NAME",
            "Two files of one call have the same name. Import them one after the other, or rename one.",
            "同一次导入中有同名文件，请分别导入或改名。",
            choices=tuple(sorted({name for name in names if names.count(name) > 1})),
        )
    say("打开文件 opening")
    books = _open_all(files, password_file)
    say("逐行核对 checking rows")
    readings = read_ledgers(books, office.gazetteer, office.clock.today())
    if not any(r.kind for r in readings):
        raise Refusal(
            "SHEET_UNKNOWN",
            "No sheet has the headers of a known ledger (villages, members, talents, mentors, reserves). "
            "Check that the header row names columns such as 姓名, 身份证号, 村.",
            "没有可识别的台账（村情、党员、乡贤、导师、后备名册）。请检查表头是否有“姓名”“身份证号”“村”等列名。",
            path=tuple(dict.fromkeys(r.file for r in readings)),
        )
    say("写入日志 writing")
    hashes = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files}
    report = import_ledgers(office.desk, office.viewer, office.county, readings, hashes, dry_run=dry_run)
    workbooks = _error_workbooks(office, report, errors_to)
    if not dry_run:
        remember(office.folder.path, workbooks.values())
        for path in delete_mended(office.folder.path, _clean(files, report)):
            say(f"已全部收下，删除 {path} mended and deleted")
    return report, workbooks


def _clean(files: Sequence[Path], report: ImportReport) -> list[Path]:
    left = {s.reading.file for s in report.sheets if s.held or s.rejected}
    return [path for path in files if path.name not in left]


def _open_all(files: Sequence[Path], password_file: Path | None) -> list[Workbook]:
    password = _password(password_file)
    books: list[Workbook] = []
    refused: list[Refusal] = []
    for path in files:
        try:
            books.append(_open(path, password))
        except Refusal as refusal:
            refused.append(_of_file(refusal, path))
    if len(refused) == 1:
        raise refused[0]
    if refused:
        raise Refusal(
            "FILES_REFUSED",
            f"{len(refused)} files cannot be read, so nothing was taken:",
            f"有 {len(refused)} 个文件无法读取，本次未导入任何内容：",
            choices=tuple(f"{r.code} {r.message_zh}" for r in refused),
        )
    return books


def _of_file(refusal: Refusal, path: Path) -> Refusal:
    """The same refusal, naming its file."""
    if path.name not in refusal.message:
        refusal.message = f"{path.name}: {refusal.message}"
        refusal.message_zh = f"{path.name}：{refusal.message_zh}"
    refusal.path = refusal.path or (path.name,)
    return refusal


def _open(path: Path, password: str | None) -> Workbook:
    try:
        return read_workbook(path, password)
    except Refusal as refusal:
        if refusal.code != "FILE_PASSWORD" or not sys.stdin.isatty():
            raise
    return read_workbook(path, getpass.getpass(f"{path.name} 的口令 password: "))


def _password(file: Path | None) -> str | None:
    if file is None:
        return None
    try:
        return file.read_text("utf-8-sig").strip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise Refusal(
            "PASSWORD_FILE",
            f"{file} cannot be read. Give a text file that holds the password on its first line.",
            f"无法读取口令文件 {file}。请提供首行为口令的文本文件。",
            path=("password-file",),
        ) from None


def _error_workbooks(office: Office, report: ImportReport, errors_to: Path | None) -> dict[int, Path]:
    if errors_to is None:
        return {}
    name_of = office.gazetteer.name_of
    found: dict[int, Path] = {}
    for i, sheet in enumerate(report.sheets):
        if sheet.rejected:
            reading = sheet.reading
            found[i] = write_error_workbook(reading, errors_to, report.import_id, sheet_key(reading), name_of)
    return found
