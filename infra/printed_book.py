"""Workbooks that open ready to print: paper, margins, repeated header, page x of y, who took which copy."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter

from infra.files import written_whole

PAPERS = {"A4": 9, "A3": 8}
"""Excel's numbers."""
GRID = 12
"""Columns of a form; a block's spans add up to it."""
GRID_WIDTH = 11.0
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))

FIRST_WIDE = 0x2E80
NOTHING = "无"

Cell = str | int | None


class Column(NamedTuple):
    """Width in characters of Excel's default font."""

    header: str
    width: float
    centred: bool = False


class Section(NamedTuple):
    """Rows that begin a page of their own, under a line that names them."""

    title: str
    rows: Sequence[Sequence[Cell]]


class PrintedList(NamedTuple):
    """One long table, its header on every page."""

    name: str
    title: str
    subtitle: str
    columns: Sequence[Column]
    sections: Sequence[Section]


class Pairs(NamedTuple):
    """Labels and values, three to a line."""

    title: str
    pairs: Sequence[tuple[str, Cell]]


class Lines(NamedTuple):
    """A small table within a form; `spans` of GRID say how wide its columns are."""

    title: str
    headers: Sequence[str]
    spans: Sequence[int]
    rows: Sequence[Sequence[Cell]]


class PrintedForm(NamedTuple):
    """One page about one thing."""

    name: str
    title: str
    subtitle: str
    blocks: Sequence[Pairs | Lines]


class Imprint(NamedTuple):
    """What stands at the foot of every page."""

    exporter: str
    copy_number: int
    on: str


def write_printed(
    path: Path, sheets: Sequence[PrintedList | PrintedForm], imprint: Imprint, paper: str = "A4"
) -> None:
    """Whole or not at all. Everything is text or a whole number; nothing becomes a formula or a link."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with written_whole(path) as part, xlsxwriter.Workbook(str(part), options) as book:
        book.set_properties({"comments": _imprint(imprint)})
        formats = _formats(book)
        names: set[str] = set()
        for wanted in sheets:
            sheet = book.add_worksheet(_name(wanted.name, names))
            _set_up(sheet, imprint, paper)
            if isinstance(wanted, PrintedList):
                _write_list(sheet, wanted, formats)
            else:
                _write_form(sheet, wanted, formats)


def _imprint(imprint: Imprint) -> str:
    return f"副本号 {imprint.copy_number}　导出人 {imprint.exporter}　{imprint.on}"


def _name(wanted: str, taken: set[str]) -> str:
    """At most 31 characters, none twice (Excel does not tell cases apart)."""
    plain = wanted.translate(_NOT_IN_NAMES).strip("'")[:31] or "表"
    name, n = plain, 1
    while name.lower() in taken:
        n += 1
        name = f"{plain[: 31 - len(str(n)) - 1]}~{n}"
    taken.add(name.lower())
    return name


def _formats(book: Any) -> dict[str, Any]:
    cell = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_size": 10}
    return {
        "title": book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}),
        "subtitle": book.add_format({"font_size": 10, "valign": "vcenter"}),
        "section": book.add_format({"bold": True, "font_size": 11, "bg_color": "#DDE8F3", **_BORDER}),
        "head": book.add_format({**cell, "bold": True, "align": "center", "bg_color": "#F2F2F2"}),
        "label": book.add_format({**cell, "bold": True, "bg_color": "#F7F7F7"}),
        "text": book.add_format({**cell, "num_format": "@"}),
        "centred": book.add_format({**cell, "num_format": "@", "align": "center"}),
    }


_BORDER = {"border": 1, "valign": "vcenter"}


def _set_up(sheet: Any, imprint: Imprint, paper: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(PAPERS[paper])
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.75)
    sheet.center_horizontally()
    sheet.hide_gridlines(2)
    text = _imprint(imprint).replace("&", "&&")
    sheet.set_footer(f"&L&9填报人：__________　审核人：__________&C&9第 &P 页 共 &N 页&R&9{text}")


def _write_list(sheet: Any, wanted: PrintedList, formats: dict[str, Any]) -> None:
    last = len(wanted.columns) - 1
    for at, column in enumerate(wanted.columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(2, at, column.header, formats["head"])
    sheet.merge_range(0, 0, 0, last, wanted.title, formats["title"])
    sheet.merge_range(1, 0, 1, last, wanted.subtitle, formats["subtitle"])
    sheet.set_row(0, 30)
    sheet.set_row(2, 30)
    sheet.repeat_rows(0, 2)
    sheet.freeze_panes(3, 0)
    sheet.fit_to_pages(1, 0)
    at, breaks = 3, []
    for section in wanted.sections:
        if at > 3:
            breaks.append(at)
        sheet.merge_range(at, 0, at, last, section.title, formats["section"])
        at += 1
        for row in section.rows:
            for j, value in enumerate(row):
                _cell(sheet, at, j, value, formats["centred" if wanted.columns[j].centred else "text"])
            widths = [column.width for column in wanted.columns]
            sheet.set_row(at, _height(row, widths))
            at += 1
    sheet.set_h_pagebreaks(breaks)


def _write_form(sheet: Any, wanted: PrintedForm, formats: dict[str, Any]) -> None:
    sheet.set_column(0, GRID - 1, GRID_WIDTH)
    sheet.merge_range(0, 0, 0, GRID - 1, wanted.title, formats["title"])
    sheet.merge_range(1, 0, 1, GRID - 1, wanted.subtitle, formats["subtitle"])
    sheet.set_row(0, 30)
    sheet.fit_to_pages(1, 1)
    at = 2
    for block in wanted.blocks:
        sheet.merge_range(at, 0, at, GRID - 1, block.title, formats["section"])
        at = (
            _pairs(sheet, at + 1, block, formats)
            if isinstance(block, Pairs)
            else _lines(sheet, at + 1, block, formats)
        )


def _pairs(sheet: Any, at: int, block: Pairs, formats: dict[str, Any]) -> int:
    for first in range(0, len(block.pairs), 3):
        line = [*block.pairs[first : first + 3], *[("", None)] * 2][:3]
        for j, (label, value) in enumerate(line):
            _cell(sheet, at, j * 4, label, formats["label"])
            _merged(sheet, at, j * 4 + 1, 3, value, formats["text"])
        cells = [cell for pair in line for cell in pair]
        sheet.set_row(at, _height(cells, [GRID_WIDTH, 3 * GRID_WIDTH] * 3))
        at += 1
    return at


def _lines(sheet: Any, at: int, block: Lines, formats: dict[str, Any]) -> int:
    starts = [sum(block.spans[:j]) for j in range(len(block.spans))]
    for j, header in enumerate(block.headers):
        _merged(sheet, at, starts[j], block.spans[j], header, formats["head"])
    for row in block.rows or [[NOTHING]]:
        at += 1
        for j, value in enumerate([*row, *[None] * (len(block.spans) - len(row))]):
            _merged(sheet, at, starts[j], block.spans[j], value, formats["text"])
        sheet.set_row(at, _height(row, [span * GRID_WIDTH for span in block.spans]))
    return at + 1


def _height(cells: Sequence[Cell], widths: Sequence[float]) -> int:
    """Points for a row of cells this wide: Excel sizes neither merged cells nor rows that it has not shown."""
    return 15 * max(_lines_in(cell, width) for cell, width in zip(cells, widths, strict=False)) + 3


def _lines_in(cell: Cell, width: float) -> int:
    """A Chinese character is two wide."""
    text = "" if cell is None else str(cell)
    wide = (sum(2 if ord(c) > FIRST_WIDE else 1 for c in line) for line in text.split("\n"))
    return sum(max(1, -(-of // int(width))) for of in wide)


def _merged(sheet: Any, row: int, column: int, span: int, value: Cell, style: Any) -> None:
    if span > 1:
        sheet.merge_range(row, column, row, column + span - 1, "", style)
    _cell(sheet, row, column, value, style)


def _cell(sheet: Any, row: int, column: int, value: Cell, style: Any) -> None:
    if isinstance(value, int):
        sheet.write_number(row, column, value, style)
    elif value:
        sheet.write_string(row, column, value, style)
    else:
        sheet.write_blank(row, column, None, style)
