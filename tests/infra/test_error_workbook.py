import os
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter

from infra.error_workbook import write_error_workbook
from infra.workbooks import read_workbook
from services.ledgers.reading import read_sheet
from services.ledgers.readings import Origin, SheetReading
from services.ledgers.sheet import Cell
from tests.services.ledgers.sheets import COUNTY, MEMBERS, RIDGE, TODAY, codes, member, read, read_members

BAD_ROWS: list[list[Cell]] = [
    member(身份证号=9.90101198503121e17),
    member(身份证号="=1+1"),
    member(姓名=""),
    member(所在村="大石桥子村", 联系电话=13912345678.0),
    member(入党时间="2031.05"),
    member(出生年月="@cmd"),
]


def given_back(reading: SheetReading, folder: Path) -> SheetReading:
    path = write_error_workbook(reading, folder, "im_1", "a1b2c3", COUNTY.name_of)
    (sheet,) = read_workbook(path).sheets
    return read_sheet(sheet, COUNTY, TODAY)


def test_given_back_unchanged_it_says_the_same_again(tmp_path: Path) -> None:
    reading = read_members(member(), *BAD_ROWS)
    again = given_back(reading, tmp_path)
    rejected = [row for row in reading.rows if row.severity == "rejected"]
    assert [codes(row) for row in again.rows] == [codes(row) for row in rejected]
    assert [row.facts for row in again.rows] == [row.facts for row in rejected]
    assert [row.origin for row in again.rows] == [Origin("im_1", "a1b2c3", row.row) for row in rejected]
    assert (again.kind, again.columns, again.ignored_columns) == (reading.kind, reading.columns, ["序号"])
    assert codes(again) == []


def test_given_back_twice_it_still_names_the_first_row(tmp_path: Path) -> None:
    once = given_back(read_members(member(), member(姓名="")), tmp_path / "1")
    twice = given_back(once, tmp_path / "2")
    assert twice.rows[0].origin == Origin("im_1", "a1b2c3", 4)


def test_mended_in_excel_the_row_is_taken(tmp_path: Path) -> None:
    path = write_error_workbook(read_members(member(姓名="")), tmp_path, "im_1", "k")
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    header = next(row for row in sheet.iter_rows() if row[1].value == "姓名")
    sheet.cell(int(header[0].row or 0) + 1, 2, "张三")
    book.save(path)
    (row,) = read_sheet(read_workbook(path).sheets[0], COUNTY, TODAY).rows
    assert (row.severity, row.facts["name"], row.origin) == ("taken", "张三", Origin("im_1", "k", 3))


def test_it_shows_row_reason_and_red_cells_and_nothing_runs(tmp_path: Path) -> None:
    reading = read_members(*BAD_ROWS)
    sheet = openpyxl.load_workbook(write_error_workbook(reading, tmp_path, "im_1", "k")).active
    assert sheet is not None
    rows = [row for row in sheet.iter_rows() if isinstance(row[len(MEMBERS)].value, int)]
    assert [row[len(MEMBERS)].value for row in rows] == [3, 4, 5, 6, 7, 8]
    assert all(str(row[len(MEMBERS) + 1].value).startswith("“") for row in rows)
    at = MEMBERS.index("身份证号")
    assert rows[0][at].fill.start_color.rgb == "FFFFC7CE"
    assert rows[2][at].fill.start_color.rgb != "FFFFC7CE"
    assert all(cell.data_type != "f" for row in rows for cell in row)
    assert rows[0][at].data_type == "s"
    letter = get_column_letter(len(MEMBERS) + 3)
    assert sheet.column_dimensions[letter].hidden


def test_a_place_from_heading_or_title_travels_with_the_row(tmp_path: Path) -> None:
    header = ["姓名", "出生年月", "入党时间"]
    reading = read([["党员名册"], header, ["一、青石镇"], ["岭坪村"], ["张三", "属牛", "2010.5"]])
    again = given_back(reading, tmp_path)
    assert again.rows[0].village == RIDGE
    assert codes(again.rows[0]) == ["DATE_UNREADABLE"]


def test_two_level_headers_come_back_as_one_readable_row(tmp_path: Path) -> None:
    top = ["序号", "基本情况", "", "时间", "", "学历", "", "村"]
    low = ["", "姓名", "性别", "出生", "入党", "全日制", "在职", ""]
    reading = read([["党员"], top, low, [1.0, "张三", "男", "1985.13", "2010.5", "高中", "大专", "上桃坪"]])
    again = given_back(reading, tmp_path)
    assert again.rows[0].facts == reading.rows[0].facts
    assert codes(again.rows[0]) == ["DATE_IMPOSSIBLE"]


def test_only_its_owner_may_read_it_and_each_sheet_has_its_file(tmp_path: Path) -> None:
    reading = read_members(member(姓名=""))
    one = write_error_workbook(reading, tmp_path, "im_1", "k1")
    two = write_error_workbook(reading, tmp_path, "im_1", "k2")
    assert write_error_workbook(reading, tmp_path, "im_2", "k1") == one != two
    assert one.name == "台账-错误.xlsx"
    if os.name == "posix":
        assert one.stat().st_mode & 0o077 == 0
