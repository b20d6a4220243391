"""Writes laid-out pages as an old .xls workbook."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import xlwt

from yumiao.demo.layout import Page
from yumiao.demo.rows import Formula


def write_xls(path: Path, pages: Sequence[Page]) -> None:
    """One sheet per page; formulas are not supported."""
    book = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="yyyy/m/d")
    for page in pages:
        sheet = book.add_sheet(page.name)
        merged = {(top, left): (bottom, right) for top, left, bottom, right in page.merges}
        for place, cell in page.grid.items():
            if isinstance(cell, Formula):
                raise TypeError(f"no formula in an .xls: {cell.text}")
            style = day if isinstance(cell, date) else xlwt.Style.default_style
            if place in merged:
                bottom, right = merged[place]
                sheet.write_merge(place[0], bottom, place[1], right, cell, style)
            else:
                sheet.write(*place, cell, style)
        for row in page.hidden_rows:
            sheet.row(row).hidden = True
        for column in page.hidden_columns:
            sheet.col(column).hidden = True
        sheet.header_str = page.header.encode()
        sheet.footer_str = page.footer.encode()
    book.save(str(path))
