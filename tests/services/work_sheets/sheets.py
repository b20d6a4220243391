"""A work sheet as an office handles it: filled in Excel (openpyxl), saved, and imported from the file."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from services.importing.report import ImportReport
from services.ledgers.readings import KEY_COLUMN
from yumiao.office import Office
from yumiao.taking_files import take_files
from yumiao.templating import make_template

Fill = Mapping[str, Any]
"""By header: a value, or a function of the row's printed cells (None: left blank)."""


def template(office: Office, kind: str, path: Path, *, region: str | None = None, subject: str = "") -> Path:
    """The prefilled file."""
    make_template(office, kind, region, subject, path)
    return path


def header_of(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """The header's row, and the place of each header; the key's under KEY_COLUMN."""
    for number, row in enumerate(sheet.iter_rows(max_row=12), 1):
        texts = {str(cell.value): cell.column for cell in row if cell.value}
        for text in list(texts):
            if text.startswith(f"{KEY_COLUMN} "):
                texts[KEY_COLUMN] = texts[text]
                return number, texts
    raise AssertionError("no header")


def rows_of(sheet: Worksheet) -> list[tuple[int, dict[str, Any]]]:
    """Prefilled rows by header."""
    top, places = header_of(sheet)
    rows = [
        (at, {header: sheet.cell(at, column).value for header, column in places.items()})
        for at in range(top + 1, sheet.max_row + 1)
    ]
    return [(at, cells) for at, cells in rows if cells[KEY_COLUMN]]


def fill(
    path: Path,
    values: Fill,
    above: Fill | None = None,
    *,
    sheet: str = "",
    change: Callable[[Worksheet], None] | None = None,
) -> Path:
    """Fill every prefilled row of a sheet (of all, where none is named), and the cells above the table."""
    book = openpyxl.load_workbook(path)
    for one in book.worksheets:
        if one.sheet_state == "visible" and sheet in ("", one.title):
            top, places = header_of(one)
            for label in [c for row in one.iter_rows(max_row=top - 1) for c in row if c.value]:
                name = str(label.value).removesuffix("（全表）")
                if above and name in above:
                    one.cell(label.row, label.column + 1).value = above[name]
            for at, printed in rows_of(one):
                for header, value in values.items():
                    said = value(printed) if callable(value) else value
                    if said is not None:
                        one.cell(at, places[header]).value = said
            if change:
                change(one)
    book.save(path)
    return path


def bring(
    office: Office, path: Path, *, dry_run: bool = False, errors_to: Path | None = None
) -> tuple[ImportReport, dict[int, Path]]:
    """Import a file."""
    return take_files(
        office, [path], dry_run=dry_run, errors_to=errors_to, password_file=None, say=lambda _: None
    )


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    """New, same, rejected, unanswered over all sheets."""
    of = report.sheets
    return (
        sum(s.new for s in of),
        sum(s.same for s in of),
        sum(s.rejected for s in of),
        sum(s.unanswered for s in of),
    )


def codes(report: ImportReport) -> set[str]:
    """What was wrong."""
    return {p.code for s in report.sheets for p in s.problems}
