"""From files to a report: open, read, take, and write error workbooks where the user says."""

import getpass
import hashlib
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec

from domain.ids import ImportId
from domain.refusal import Refusal
from infra.error_workbook import error_path, write_error_workbook
from infra.work_sheets import write_work_sheets
from infra.workbooks import read_workbook
from services.importing.report import ImportReport
from services.importing.rows import sheet_key
from services.importing.taking import import_ledgers
from services.ledgers.reading_files import read_ledgers
from services.ledgers.readings import SheetReading
from services.ledgers.sheet import Workbook
from services.work_sheets.filling import WorkSheet
from services.work_sheets.reading import FilledSheet, read_work_sheets
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
    rules = office.rules
    filled = {book.file: read_work_sheets(book, office.county, rules) for book in books} if rules else {}
    ledgers = [book for book in books if filled.get(book.file) is None]
    readings = read_ledgers(ledgers, office.gazetteer, office.clock.today())
    work = [sheet for book in books for sheet in filled.get(book.file) or ()]
    if not work and not any(r.kind for r in readings):
        raise Refusal(
            "SHEET_UNKNOWN",
            "No sheet has the headers of a known ledger (villages, members, talents, mentors, reserves). "
            "Check that the header row names columns such as 姓名, 身份证号, 村.",
            "没有可识别的台账（村情、党员、乡贤、导师、后备名册）。请检查表头是否有“姓名”“身份证号”“村”等列名。",
            path=tuple(dict.fromkeys(r.file for r in readings)),
        )
    say("写入日志 writing")
    report = _ledgers_taken(office, ledgers, readings, files, dry_run=dry_run)
    report, again = _work_taken(office, work, report, dry_run=dry_run)
    workbooks = _error_workbooks(office, report, again, errors_to)
    if not dry_run:
        remember(office.folder.path, workbooks.values())
        for path in delete_mended(office.folder.path, _clean(files, report)):
            say(f"已全部收下，删除 {path} mended and deleted")
    return report, workbooks


def _ledgers_taken(
    office: Office,
    ledgers: Sequence[Workbook],
    readings: Sequence[SheetReading],
    files: Sequence[Path],
    *,
    dry_run: bool,
) -> ImportReport | None:
    if not ledgers:
        return None
    names = {book.file for book in ledgers}
    hashes = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files if p.name in names}
    return import_ledgers(office.desk, office.viewer, office.county, readings, hashes, dry_run=dry_run)


def _work_taken(
    office: Office, work: Sequence[FilledSheet], report: ImportReport | None, *, dry_run: bool
) -> tuple[ImportReport, dict[int, WorkSheet]]:
    """The work sheets after the ledgers, which may name whom they speak of; refused rows by sheet of the report."""
    before = list(report.sheets) if report else []
    if not work:
        return report or ImportReport(import_id=ImportId(""), dry_run=dry_run, position=0, sheets=()), {}
    taken = office.take_work_sheets(work, report.import_id if report else None, dry_run=dry_run)
    return (
        msgspec.structs.replace(taken.report, sheets=[*before, *taken.report.sheets]),
        {len(before) + i: sheet for i, sheet in taken.again.items()},
    )


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


def _error_workbooks(
    office: Office, report: ImportReport, again: Mapping[int, WorkSheet], errors_to: Path | None
) -> dict[int, Path]:
    if errors_to is None:
        return {}
    name_of = office.gazetteer.name_of
    found: dict[int, Path] = {}
    for i, sheet in enumerate(report.sheets):
        reading = sheet.reading
        if i in again:
            path = error_path(reading.file, reading.sheet, errors_to, again[i].marker.list_id)
            write_work_sheets(path, [again[i]])
            found[i] = path
        elif sheet.rejected:
            found[i] = write_error_workbook(reading, errors_to, report.import_id, sheet_key(reading), name_of)
    return found
