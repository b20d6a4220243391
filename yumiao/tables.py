"""An answer as a table: on a terminal, or as a workbook whose cells are text and never formulas."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from yumiao.table_words import HEADERS, QUIET, cell_in, cell_text

Row = dict[str, Any]


def say_table(data: Any, out: Console) -> None:
    """What stands beside the lists on one line, then every list of objects as a table."""
    lines, tables = _parts(data)
    said = [f"{HEADERS.get(label, label)} {cell_text(value)}" for label, value in lines]
    if said:
        out.print(" · ".join(said), style="dim", markup=False)
    for label, rows in tables:
        table = Table(
            title=HEADERS.get(label, label), title_justify="left", header_style="bold", pad_edge=False
        )
        columns = _columns(rows)
        for column in columns:
            table.add_column(HEADERS.get(column, column), overflow="fold", no_wrap=False)
        for row in rows:
            table.add_row(*(cell_in(c, row.get(c)) for c in columns))
        (out if out.is_terminal else Console(file=out.file, width=200, highlight=False)).print(table)


def write_workbook(data: Any, path: Path) -> None:
    """One sheet per list, the rest on a first sheet. Ids and codes stay text."""
    import xlsxwriter  # of the questions, those asked with `-o` alone need it

    lines, tables = _parts(data)
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        head = book.add_format({"bold": True, "bottom": 1})
        first = book.add_worksheet("说明")
        for i, (label, value) in enumerate(lines):
            first.write_string(i, 0, HEADERS.get(label, label))
            first.write_string(i, 1, cell_text(value))
        for n, (label, rows) in enumerate(tables, 1):
            sheet = book.add_worksheet(f"{n} {HEADERS.get(label, label)}"[:31])
            columns = _columns(rows)
            for j, column in enumerate(columns):
                sheet.write_string(0, j, HEADERS.get(column, column), head)
            for i, row in enumerate(rows, 1):
                for j, column in enumerate(columns):
                    value = row.get(column)
                    if isinstance(value, int | float) and not isinstance(value, bool):
                        sheet.write_number(i, j, value)
                    else:
                        sheet.write_string(i, j, cell_in(column, value))
            sheet.freeze_panes(1, 0)
            sheet.autofit()


def _parts(data: Any) -> tuple[list[tuple[str, Any]], list[tuple[str, list[Row]]]]:
    lines: list[tuple[str, Any]] = []
    tables: list[tuple[str, list[Row]]] = []
    for label, value in (pair for root in data.values() if isinstance(root, dict) for pair in _walk(root)):
        if isinstance(value, list) and isinstance(value[0], dict):
            tables.append((label, value))
        else:
            lines.append((label, value))
    return lines, tables


def _walk(value: Row) -> Iterator[tuple[str, Any]]:
    """Leaves and lists of an answer, without what says nothing (no cursor, nobody erased)."""
    for key, inner in value.items():
        if inner in (None, [], "", {}) or (key in QUIET and not inner):
            continue
        if key == "pageInfo":
            if inner.get("hasNextPage"):
                yield "endCursor", f"--set after={inner.get('endCursor')}"
            continue
        if isinstance(inner, list) and isinstance(inner[0], dict):
            yield key, inner
        elif isinstance(inner, dict) and not cell_text(inner):
            yield from _walk(inner)
        else:
            yield key, inner


def _columns(rows: list[Row]) -> list[str]:
    """Columns that any row fills, in the answer's order."""
    names = dict.fromkeys(key for row in rows for key in row)
    return [name for name in names if any(row.get(name) not in (None, [], "") for row in rows)]
