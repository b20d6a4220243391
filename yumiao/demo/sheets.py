"""Writes laid-out pages as an .xlsx workbook, byte for byte the same each time."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from yumiao.demo.layout import Page
from yumiao.demo.rows import Cell, Formula

WRITTEN_AT = datetime(2026, 6, 30, 9, 0)  # noqa: DTZ001 - Excel knows no time zones


def write_xlsx(path: Path, pages: Sequence[Page]) -> None:
    """One sheet per page, in their order."""
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"created": WRITTEN_AT})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    title = book.add_format({"bold": True, "align": "center"})
    for page in pages:
        _write_page(book.add_worksheet(page.name), page, day, title)
    book.close()


def _write_page(sheet: Worksheet, page: Page, day: Format, title: Format) -> None:
    for top, left, bottom, right in page.merges:
        sheet.merge_range(top, left, bottom, right, "", title)
    for (row, column), cell in page.grid.items():
        _write_cell(sheet, row, column, cell, day)
    for row in page.hidden_rows:
        sheet.set_row(row, None, None, {"hidden": True})
    for column in page.hidden_columns:
        sheet.set_column(column, column, None, None, {"hidden": True})
    if page.header:
        sheet.set_header(page.header)
    if page.footer:
        sheet.set_footer(page.footer)
    if page.stray_cell:
        sheet.write_blank(*page.stray_cell, None, title)


def _write_cell(sheet: Worksheet, row: int, column: int, cell: Cell, day: Format) -> None:
    match cell:
        case Formula():
            sheet.write_formula(row, column, cell.text, None, "" if cell.value is None else cell.value)
        case date():
            sheet.write_datetime(row, column, cell, day)
        case int() | float():
            sheet.write_number(row, column, cell)
        case str():
            sheet.write_string(row, column, cell)
        case None:
            pass
