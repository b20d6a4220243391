"""Writes work sheets: locked where printed, drop-downs where answered, ready to print, never a formula."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from domain.refusal import Refusal
from infra.workbook_names import free_sheet_name
from services.ledgers.readings import REASON_COLUMN, ROW_COLUMN
from services.ledgers.sheet import Cell, is_blank
from services.work_sheets.declaring import Column
from services.work_sheets.filling import SheetRow, WorkSheet, head_label
from services.work_sheets.marking import (
    LIST_SHEET,
    MARKS_SHEET,
    OPTIONS_SHEET,
    Marker,
    key_header,
    written_key,
)

MODE = 0o600
TO_SORT = "（需要排序时，请先撤销工作表保护，无密码）"
TITLE_ROW, PURPOSE_ROW, FIRST_HEAD = 0, 1, 2
HEADS_PER_ROW = 3
SHORT_LIST = 250
"""Signs of a drop-down that Excel takes in place; a longer one stands on a hidden sheet."""
WIDE = 150
"""Signs of width beyond which the sheet prints on A3."""
A4, A3 = 9, 8
NOTHING_GUESSED = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}
LOCKED_BUT = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "insert_columns": True,
    "delete_columns": True,
    "sort": True,
    "autofilter": True,
}
"""What a protected sheet still allows; the protection has no password."""


def write_work_sheets(path: Path, sheets: Sequence[WorkSheet]) -> None:
    """One workbook with these sheets and the hidden ones that let them come home; readable by its owner alone.

    Raises: Refusal WORK_SHEET_UNWRITABLE.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=MODE)
        with xlsxwriter.Workbook(str(path), NOTHING_GUESSED) as book:
            book.set_properties({"title": sheets[0].title, "keywords": sheets[0].marker.list_id})
            styles = _Styles(book)
            lists = _Options()
            names: set[str] = set()
            for sheet in sheets:
                _SheetWriter(book, sheet, styles, lists, names).write()
            _write_hidden(book, sheets, lists)
    except OSError as error:
        raise Refusal(
            "WORK_SHEET_UNWRITABLE",
            f"{path} cannot be written. Close it in Excel, or choose another place with -o.",
            f"无法写入 {path}。请先在Excel中关闭它，或用 -o 指定其他位置。",
            path=(str(path),),
        ) from error


class _Styles:
    """The formats of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        text = {"num_format": "@", "border": 1, "valign": "vcenter", "text_wrap": True}
        self.title = book.add_format({"bold": True, "font_size": 16, "valign": "vcenter"})
        self.purpose = book.add_format({"italic": True, "valign": "vcenter"})
        self.label = book.add_format({"bold": True, "align": "right", "valign": "vcenter"})
        self.header = book.add_format(
            {
                "bold": True,
                "border": 1,
                "text_wrap": True,
                "align": "center",
                "valign": "vcenter",
                "bg_color": "#DDEBF7",
            }
        )
        self.printed = book.add_format({**text, "bg_color": "#F2F2F2"})
        self.open = book.add_format({**text, "locked": False})
        self.day = book.add_format({**text, "locked": False, "num_format": "yyyy-mm-dd", "align": "center"})
        red = {"bg_color": "#FFC7CE", "font_color": "#9C0006"}
        self.red = book.add_format({**text, **red, "locked": False})
        self.red_day = book.add_format({**text, **red, "locked": False, "num_format": "yyyy-mm-dd"})
        self.note = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        self.key = book.add_format({"num_format": "@", "hidden": True})

    def of(self, column: Column, *, printed: bool, bad: bool) -> Format:
        """The format of one cell."""
        if printed and not bad:
            return self.printed
        if column.day:
            return self.red_day if bad else self.day
        return self.red if bad else self.open


class _Options:
    """Long drop-downs, and words that stand for something: two columns each on a hidden sheet."""

    def __init__(self) -> None:
        self.columns: list[tuple[str, Sequence[tuple[str, str]]]] = []

    def add(self, name: str, pairs: Sequence[tuple[str, str]]) -> str:
        """Answers the range of what is shown, as a data validation takes it."""
        self.columns.append((name, pairs))
        at = 2 * (len(self.columns) - 1)
        return f"='{OPTIONS_SHEET}'!{xl_range_abs(1, at, max(len(pairs), 1), at)}"


class _SheetWriter:
    """One visible sheet. The key stands between printed and answered cells, so that sorting takes it along."""

    def __init__(
        self,
        book: xlsxwriter.Workbook,
        sheet: WorkSheet,
        styles: _Styles,
        lists: _Options,
        names: set[str],
    ) -> None:
        self._sheet, self._styles, self._lists = sheet, styles, lists
        self._on: Worksheet = book.add_worksheet(free_sheet_name(sheet.name, names))
        self._top = FIRST_HEAD + -(-len(sheet.heads) // HEADS_PER_ROW)
        self._mended = sheet.marker.mended
        self._last = self._top + len(sheet.rows) + (0 if self._mended else sheet.spare)

    def write(self) -> None:
        """All of it."""
        self._write_heads()
        self._write_header()
        for at, row in enumerate(self._sheet.rows, self._top + 1):
            self._write_row(at, row)
        for at in range(self._top + 1 + len(self._sheet.rows), self._last + 1):
            for column, place in self._places():
                self._on.write_blank(at, place, None, self._styles.of(column, printed=False, bad=False))
        self._validate()
        self._lay_out()

    def _places(self) -> Iterator[tuple[Column, int]]:
        """Every column with its place; one place is the key's."""
        given = self._sheet.given
        for at, column in enumerate(self._sheet.columns):
            yield column, at if at < given else at + 1

    @property
    def _key_at(self) -> int:
        return self._sheet.given

    @property
    def _width(self) -> int:
        return len(self._sheet.columns) + 1 + (2 if self._mended else 0)

    def _write_heads(self) -> None:
        sheet, on = self._sheet, self._on
        on.write_string(TITLE_ROW, 0, sheet.title, self._styles.title)
        on.write_string(PURPOSE_ROW, 0, sheet.purpose + TO_SORT, self._styles.purpose)
        for column, row, at in self._head_places():
            on.write_string(row, at, head_label(column, by_row=sheet.by_row), self._styles.label)
            style = self._styles.day if column.day else self._styles.open
            _write(on, row, at + 1, sheet.head_cells.get(column.field), style)
            self._validate_cells(column, row, row, at + 1)

    def _head_places(self) -> Iterator[tuple[Column, int, int]]:
        """(column, row, place of the label): pairs beside each other, the hidden key's place left out."""
        visible = [at for at in range(self._width + 2 * HEADS_PER_ROW) if at != self._key_at]
        for i, column in enumerate(self._sheet.heads):
            yield column, FIRST_HEAD + i // HEADS_PER_ROW, visible[2 * (i % HEADS_PER_ROW)]

    def _write_header(self) -> None:
        on, header = self._on, self._styles.header
        for column, at in self._places():
            on.write_string(self._top, at, column.header, header)
        on.write_string(self._top, self._key_at, key_header(self._sheet.marker.list_id), self._styles.key)
        if self._mended:
            on.write_string(self._top, self._width - 2, ROW_COLUMN, header)
            on.write_string(self._top, self._width - 1, REASON_COLUMN, header)

    def _write_row(self, at: int, row: SheetRow) -> None:
        sheet, on = self._sheet, self._on
        for i, (column, place) in enumerate(self._places()):
            printed = i < sheet.given and bool(row.key)
            style = self._styles.of(column, printed=printed, bad=column.field in row.bad)
            _write(on, at, place, row.cells.get(column.field), style)
        if row.key or row.hidden:
            given = sheet.columns[: sheet.given]
            hidden = row.hidden or written_key(row.key, row.cells, given)
            on.write_string(at, self._key_at, hidden, self._styles.key)
        if self._mended:
            on.write_number(at, self._width - 2, row.number, self._styles.note)
            on.write_string(at, self._width - 1, row.reasons, self._styles.note)

    def _validate(self) -> None:
        if self._last <= self._top:
            return
        for column, at in self._places():
            self._validate_cells(column, self._top + 1, self._last, at)

    def _validate_cells(self, column: Column, first: int, last: int, at: int) -> None:
        """A drop-down or a day beside a word of help; what else is typed is read when the sheet comes back."""
        sheet = self._sheet
        options = sheet.options.get(column.field, column.options)
        rule: dict[str, Any] = {"validate": "any"}
        if options:
            rule = {"validate": "list", "source": self._source(column.field, options)}
        elif column.day:
            rule = {
                "validate": "date",
                "criteria": "between",
                "minimum": date(1990, 1, 1),
                "maximum": date(2199, 12, 31),
                "error_message": "请填写日期，例如 2026-03-01。",
            }
        elif not column.meaning:
            return
        if column.meaning:
            rule |= {"input_title": column.header[:32], "input_message": column.meaning[:255]}
        self._on.data_validation(first, at, last, at, {**rule, "error_type": "warning", "ignore_blank": True})

    def _source(self, field: str, options: Sequence[str]) -> Sequence[str] | str:
        codes = self._sheet.codes
        if not any(option in codes for option in options) and len(",".join(options)) <= SHORT_LIST:
            return list(options)
        pairs = [(option, codes.get(option, "")) for option in options]
        return self._lists.add(f"{self._sheet.marker.list_id} {field}", pairs)

    def _lay_out(self) -> None:
        sheet, on = self._sheet, self._on
        for column, at in self._places():
            on.set_column(at, at, column.width)
        on.set_column(self._key_at, self._key_at, 12, None, {"hidden": True})
        if self._mended:
            on.set_column(self._width - 2, self._width - 2, 9)
            on.set_column(self._width - 1, self._width - 1, 50)
        on.set_row(TITLE_ROW, 26)
        on.set_row(self._top, 32)
        names = [at for at, column in enumerate(sheet.columns[: sheet.given]) if column.field == "name"]
        on.freeze_panes(self._top + 1, names[0] + 1 if names else 0)
        on.autofilter(self._top, 0, max(self._last, self._top), self._width - 1)
        on.protect("", LOCKED_BUT)
        self._print(sum(column.width for column in sheet.columns))

    def _print(self, width: int) -> None:
        on, marker = self._on, self._sheet.marker
        on.set_landscape()
        on.set_paper(A3 if width > WIDE else A4)
        on.fit_to_pages(1, 0)
        on.repeat_rows(self._top)
        on.print_area(0, 0, max(self._last, self._top), self._width - 1)
        on.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.8)
        made = f"{marker.exported_on} {marker.exported_by} 导出".replace("&", "&&")
        on.set_footer(f"&L填报人：＿＿＿＿＿　审核人：＿＿＿＿＿&C第 &P 页，共 &N 页&R{made}"[:250])


def _write_hidden(book: xlsxwriter.Workbook, sheets: Sequence[WorkSheet], lists: _Options) -> None:
    marks = book.add_worksheet(MARKS_SHEET)
    for row, cells in enumerate([Marker.__struct_fields__, *(sheet.marker.cells() for sheet in sheets)]):
        for at, text in enumerate(cells):
            marks.write_string(row, at, text)
    book.define_name("育苗工作表", f"='{MARKS_SHEET}'!$A$2")
    hidden = [marks]
    listed = [(sheet.marker.list_id, key) for sheet in sheets for key in sheet.listed]
    if listed:
        hidden.append(_write_table(book, LIST_SHEET, [("list_id", "key"), *listed]))
    if lists.columns:
        options = book.add_worksheet(OPTIONS_SHEET)
        hidden.append(options)
        for i, (name, pairs) in enumerate(lists.columns):
            for row, (shown, code) in enumerate([(name, ""), *pairs]):
                options.write_string(row, 2 * i, shown)
                options.write_string(row, 2 * i + 1, code)
    for one in hidden:
        one.very_hidden()
        one.protect()


def _write_table(book: xlsxwriter.Workbook, name: str, rows: Sequence[tuple[str, str]]) -> Worksheet:
    sheet: Worksheet = book.add_worksheet(name)
    for row, cells in enumerate(rows):
        for at, text in enumerate(cells):
            sheet.write_string(row, at, text)
    return sheet


def _write(on: Worksheet, row: int, at: int, cell: Cell, style: Format) -> None:
    """Text stays text, also what looks like a formula; a day stays a day."""
    if is_blank(cell):
        on.write_blank(row, at, None, style)
    elif isinstance(cell, (datetime, date)):
        on.write_datetime(row, at, cell, style)
    elif isinstance(cell, (int, float)) and not isinstance(cell, bool) and abs(cell) < 1e11:
        on.write_number(row, at, cell, style)
    else:
        on.write_string(row, at, str(cell), style)
