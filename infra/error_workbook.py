"""The rows that were not taken, to be mended and given back as they are: red cells, Chinese reasons, hidden key."""

import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from domain.refusal import Refusal
from services.ledgers.problems import Problem
from services.ledgers.readings import KEY_COLUMN, REASON_COLUMN, ROW_COLUMN, Origin, ReadRow, SheetReading
from services.ledgers.sheet import Cell, is_blank

ADVICE = "请改正红色单元格后，将本文件原样再次导入；已改好的行会替换原来的错误行。"
PLACE_HEADERS = {
    "township": "乡镇",
    "village": "村名",
    "native_township": "籍贯乡镇",
    "native_village": "籍贯村",
}
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
MODE = 0o600


def write_error_workbook(
    reading: SheetReading,
    folder: Path,
    import_id: str,
    sheet_key: str,
    place_name: Callable[[str], str] = str,
) -> Path:
    """Writes the rejected rows of one sheet and answers the path.

    `place_name` turns the code of a township or village into its name, for rows whose place stood only in a
    heading, the title or the sheet's name.

    Raises: Refusal ERRORS_UNWRITABLE.
    """
    path = error_path(reading.file, reading.sheet, folder, sheet_key)
    rows = [row for row in reading.rows if row.severity == "rejected"]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.touch(mode=MODE)
        _write(path, reading, rows, import_id, sheet_key, place_name)
    except OSError as error:
        raise Refusal(
            "ERRORS_UNWRITABLE",
            f"{path} cannot be written. Close it in Excel, or choose another folder with --errors-to.",
            f"无法写入 {path}。请先在Excel中关闭它，或用 --errors-to 指定其他文件夹。",
            path=(str(path),),
        ) from error
    return path


def error_path(file: str, sheet: str, folder: Path, sheet_key: str) -> Path:
    """<file>-错误.xlsx; with the sheet's name where that file already holds another sheet's rows."""
    stem = Path(file).stem.removesuffix("-错误")
    plain = folder / f"{stem}-错误.xlsx"
    if not plain.exists() or _keywords(plain) == sheet_key:
        return plain
    return folder / f"{stem}-{_NOT_IN_NAMES.sub('_', sheet)}-错误.xlsx"


def _keywords(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            found = re.search(rb"<cp:keywords>([^<]*)<", archive.read("docProps/core.xml"))
    except (OSError, KeyError, zipfile.BadZipFile):
        return ""
    return found.group(1).decode() if found else ""


def _write(
    path: Path,
    reading: SheetReading,
    rows: Sequence[ReadRow],
    import_id: str,
    sheet_key: str,
    place_name: Callable[[str], str],
) -> None:
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"keywords": sheet_key})
        sheet = book.add_worksheet(_NOT_IN_NAMES.sub("_", reading.sheet)[:31] or "Sheet1")
        plain = book.add_format({"num_format": "@", "border": 1})
        red = book.add_format(
            {"num_format": "@", "border": 1, "bg_color": "#FFC7CE", "font_color": "#9C0006"}
        )
        head = book.add_format(
            {"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"}
        )
        note = book.add_format({"text_wrap": True, "border": 1, "valign": "top"})
        added = [field for field in _added_places(reading) if any(_place_code(row, field) for row in rows)]
        headers = [*reading.headers, *(PLACE_HEADERS[field] for field in added)]
        own = len(headers)
        top = 2 if reading.titles else 1
        if reading.titles:
            sheet.write_string(0, 0, "　".join(title.strip() for title in reading.titles)[:250])
        sheet.write_string(top - 1, 0, ADVICE)
        for at, text in enumerate([*headers, ROW_COLUMN, REASON_COLUMN, KEY_COLUMN]):
            sheet.write_string(top, at, text, head)
        for at, row in enumerate(rows, top + 1):
            bad = _bad_columns(reading, row.problems)
            cells = [*row.raw, *[""] * (len(reading.headers) - len(row.raw))]
            cells += [place_name(code) if (code := _place_code(row, field)) else "" for field in added]
            _fill_places(reading, row, cells, place_name)
            for column, cell in enumerate(cells):
                _write_cell(sheet, at, column, cell, red if column in bad else plain)
            origin = row.origin or Origin(import_id, sheet_key, row.row)
            sheet.write_number(at, own, origin.row, note)
            sheet.write_string(at, own + 1, "；".join(_reasons(row.problems)), note)
            sheet.write_string(at, own + 2, str(Origin(import_id, origin.sheet_key, origin.row)), plain)
        sheet.freeze_panes(top + 1, 0)
        sheet.set_column(0, max(own - 1, 0), 14, plain)
        sheet.set_column(own, own, 9)
        sheet.set_column(own + 1, own + 1, 60)
        sheet.set_column(own + 2, own + 2, None, None, {"hidden": True})


def _added_places(reading: SheetReading) -> list[str]:
    """The columns of place that the office's own sheet does not have, where only headings name the place."""
    if not reading.has_headings:
        return []
    prefix = "native_" if reading.kind == "talents" else ""
    wanted = [f"{prefix}township"] if reading.kind == "mentors" else [f"{prefix}township", f"{prefix}village"]
    return [field for field in wanted if field not in reading.field_columns]


def _place_code(row: ReadRow, field: str) -> str:
    return (row.village if field.endswith("village") else row.township) or ""


def _fill_places(
    reading: SheetReading, row: ReadRow, cells: list[Cell], place_name: Callable[[str], str]
) -> None:
    """A place that stood in a heading goes into the row's own blank cell."""
    for field in PLACE_HEADERS:
        at = reading.field_columns.get(field)
        if at is not None and is_blank(cells[at]) and (code := _place_code(row, field)):
            cells[at] = place_name(code)


def _bad_columns(reading: SheetReading, problems: Sequence[Problem]) -> set[int]:
    return {
        reading.field_columns[problem.field]
        for problem in problems
        if problem.severity != "warning" and problem.field in reading.field_columns
    }


def _reasons(problems: Sequence[Problem]) -> list[str]:
    """One sentence for each thing to be mended, the gravest first."""
    grave = [problem.message_zh for problem in problems if problem.severity == "rejected"]
    return list(dict.fromkeys([*grave, *(one.message_zh for one in problems if one.severity == "held")]))


def _write_cell(
    sheet: "xlsxwriter.worksheet.Worksheet",
    row: int,
    column: int,
    cell: Cell,
    style: "xlsxwriter.format.Format",
) -> None:
    """Text stays text, also what looks like a formula; a number too long to be exact is written as it shows."""
    if is_blank(cell):
        sheet.write_blank(row, column, None, style)
    elif isinstance(cell, (datetime, date)):
        day = cell.date() if isinstance(cell, datetime) else cell
        sheet.write_string(row, column, day.isoformat(), style)
    elif isinstance(cell, (int, float)) and not isinstance(cell, bool) and abs(cell) < 1e11:
        sheet.write_number(row, column, cell, style)
    elif isinstance(cell, float) and abs(cell) >= 1e15:
        sheet.write_string(row, column, f"{cell:.10E}", style)
    else:
        sheet.write_string(row, column, str(int(cell)) if isinstance(cell, float) else str(cell), style)
