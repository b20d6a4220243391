import re
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile

from domain.refusal import Refusal
from infra.file_refusals import FILE_REFUSALS, LARGEST_BYTES
from infra.workbooks import read_workbook
from services.ledgers.sheet import Sheet

TITLE = "党员花名册"
Change = Callable[[xlsxwriter.Workbook, xlsxwriter.workbook.Worksheet], None]


def written(path: Path, change: Change = lambda *_: None) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("党员")
        sheet.write_string(0, 0, TITLE)
        sheet.write_row(1, 0, ["姓名", "村"])
        sheet.write_row(2, 0, ["张三", "上桃坪"])
        change(book, sheet)
    return path


def first(path: Path, password: str | None = None) -> Sheet:
    return read_workbook(path, password).sheets[0]


def code(path: Path, password: str | None = None) -> str:
    with pytest.raises(Refusal) as refused:
        read_workbook(path, password)
    assert path.name in refused.value.message or refused.value.code == "FILE_SECRET"
    assert refused.value.message_zh
    return refused.value.code


def changed(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """The same workbook with bytes of one part replaced."""
    source = BytesIO(path.read_bytes())
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new)
            after.writestr(name, content)
    return path


SHEET = "xl/worksheets/sheet1.xml"


def test_rows_keep_the_numbers_that_excel_shows(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        book.add_worksheet().write_string(4, 2, "x")
    sheet = first(tmp_path / "a.xlsx")
    assert (len(sheet.rows), sheet.rows[4]) == (5, ["", "", "x"])


def test_hidden_rows_columns_and_sheets_are_read_and_named(tmp_path: Path) -> None:
    def hide(book: xlsxwriter.Workbook, sheet: xlsxwriter.workbook.Worksheet) -> None:
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})
        book.add_worksheet("字典").write_string(0, 0, "x")
        book.worksheets()[1].hide()

    book = read_workbook(written(tmp_path / "a.xlsx", hide))
    assert book.sheets[0].hidden_rows == {3}
    assert book.sheets[0].hidden_columns == {1}
    assert [sheet.visible for sheet in book.sheets] == [True, False]
    assert book.sheets[0].rows[2] == ["张三", "上桃坪"]


def test_hidden_rows_of_the_old_format_are_seen_too(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("党员")
    for at, text in enumerate([TITLE, "张三", "李四"]):
        sheet.write(at, 0, text)
    sheet.row(1).hidden = True
    sheet.col(3).hidden = True
    sheet.write_merge(4, 5, 0, 0, "m")
    style = xlwt.XFStyle()
    style.num_format_str = 'yyyy"年"m"月"'
    sheet.write(3, 0, date(1985, 3, 1), style)
    book.save(str(tmp_path / "a.xls"))
    found = first(tmp_path / "a.xls")
    assert found.hidden_rows == {2}
    assert found.hidden_columns == {3}
    assert found.rows[3][0] == "1985-03"
    assert found.merges[0].bottom == 6


@pytest.mark.parametrize("shown", ['yyyy"年"m"月"', "yyyy.mm", "yyyy/m", "mmm-yy", '[$-804]yyyy"年"m"月";@'])
def test_a_date_shown_as_a_month_is_a_month(tmp_path: Path, shown: str) -> None:
    def write(book: xlsxwriter.Workbook, sheet: xlsxwriter.workbook.Worksheet) -> None:
        month, day = book.add_format({"num_format": shown}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_datetime(3, 0, date(1985, 3, 1), month)
        sheet.write_datetime(4, 0, date(1985, 3, 1), day)
        sheet.write_datetime(5, 0, date(1985, 3, 12), month)

    rows = first(written(tmp_path / "a.xlsx", write)).rows
    assert [row[0] for row in rows[3:]] == ["1985-03", date(1985, 3, 1), date(1985, 3, 12)]


def test_formulas_without_a_value_and_errors_are_told_from_blanks(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["=TRIM(B1)", "x"])  # type: ignore[union-attr]
    book.save(tmp_path / "a.xlsx")
    assert first(tmp_path / "a.xlsx").unvalued == {(1, 0)}

    def write(book: xlsxwriter.Workbook, sheet: xlsxwriter.workbook.Worksheet) -> None:
        sheet.write_formula(3, 0, "=1/0", None, "#DIV/0!")
        sheet.write_formula(4, 0, '="a"', None, "a")

    path = changed(
        written(tmp_path / "b.xlsx", write),
        SHEET,
        b"</row></sheetData>",
        b'</row><row r="9"><c r="A9" t="str"><f>B9</f><v></v></c></row></sheetData>',
    )
    found = first(path)
    assert found.unvalued == {(4, 0)}
    assert found.rows[4][0] == "a"


def test_a_stray_cell_far_away_does_not_hurt_but_the_far_corner_is_refused(tmp_path: Path) -> None:
    assert (
        len(first(written(tmp_path / "a.xlsx", lambda _, sheet: sheet.write(60_000, 40, "x"))).rows) == 60_001
    )
    assert (
        code(written(tmp_path / "b.xlsx", lambda _, sheet: sheet.write(1_048_575, 16_383, "x")))
        == "FILE_TOO_LARGE"
    )


def test_text_files_with_commas_are_read_in_both_encodings(tmp_path: Path) -> None:
    for encoding in ("utf-8-sig", "gb18030"):
        path = tmp_path / f"党员-{encoding}.csv"
        path.write_text('姓名,村\n"张三",上桃坪\n李四\n', encoding=encoding)
        assert first(path).rows == [["姓名", "村"], ["张三", "上桃坪"], ["李四", ""]]


def encrypted(path: Path) -> Path:
    plain = BytesIO(written(path).read_bytes())
    with path.open("wb") as file:
        OOXMLFile(plain).encrypt("right", file)
    return path


def test_a_password_opens_a_protected_file_and_a_wrong_one_says_so(tmp_path: Path) -> None:
    path = encrypted(tmp_path / "a.xlsx")
    assert code(path) == "FILE_PASSWORD"
    assert code(path, "wrong") == "FILE_PASSWORD_WRONG"
    assert first(path, "right").rows[2] == ["张三", "上桃坪"]


def bomb(path: Path) -> Path:
    written(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", b"\0" * 200_000_000)
    return path


def folder(path: Path) -> Path:
    path.mkdir()
    return path


def plain(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def sparse(path: Path) -> Path:
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(LARGEST_BYTES + 1)
    return path


def zipped(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return path


def cut(path: Path) -> Path:
    whole = written(path).read_bytes()
    return plain(path, whole[: len(whole) * 2 // 3])


def old_locked(path: Path) -> Path:
    """Only the mark of a password: enough to be asked for it."""
    xlwt_book = xlwt.Workbook()
    xlwt_book.add_sheet("党员").write(0, 0, "x")
    xlwt_book.save(str(path))
    content = path.read_bytes()
    at = content.index(b"\x09\x08\x10\x00")
    after = at + 20
    size = int.from_bytes(content[after + 2 : after + 4], "little")
    mark = b"\x2f\x00" + size.to_bytes(2, "little") + b"\0" * size
    return plain(path, content[:after] + mark + content[after + 4 + size :])


BAD: dict[str, tuple[str, Callable[[Path], Path], str]] = {
    "missing": ("a.xlsx", lambda path: path, "FILE_MISSING"),
    "a folder": ("a.xlsx", folder, "FILE_MISSING"),
    "wps": ("a.et", lambda path: plain(path, b"x"), "FILE_ET"),
    "no bytes": ("a.xlsx", lambda path: plain(path, b""), "FILE_EMPTY"),
    "no cells": ("a.xlsx", lambda path: xlsxwriter.Workbook(str(path)).close() or path, "FILE_EMPTY"),
    "too large": ("a.xlsx", sparse, "FILE_TOO_LARGE"),
    "bomb": ("a.xlsx", bomb, "FILE_ZIP_BOMB"),
    "protected": ("a.xlsx", encrypted, "FILE_PASSWORD"),
    "protected old": ("a.xls", old_locked, "FILE_PASSWORD"),
    "cut short": ("a.xlsx", cut, "FILE_DAMAGED"),
    "noise": ("a.xls", lambda path: plain(path, bytes(range(256)) * 20), "FILE_DAMAGED"),
    "text": ("a.xlsx", lambda path: plain(path, "姓名,村".encode("gb18030")), "FILE_DAMAGED"),
    "half a sheet": (
        "a.xlsx",
        lambda path: changed(written(path), SHEET, b"</sheetData>", b""),
        "FILE_DAMAGED",
    ),
    "web page": ("a.xls", lambda path: plain(path, b"<html><table></table></html>"), "FILE_KIND"),
    "word": ("a.docx", zipped, "FILE_KIND"),
    "picture": ("a.png", lambda path: plain(path, b"\x89PNG\r\n"), "FILE_KIND"),
    "open elsewhere": ("~$a.xlsx", lambda path: plain(path, b"\x05user"), "FILE_KIND"),
    "binary csv": ("a.csv", lambda path: plain(path, b"a\0b"), "FILE_DAMAGED"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, case: str) -> None:
    name, make, expected = BAD[case]
    path = make(tmp_path / name)
    if case == "half a sheet":
        changed(path, SHEET, b"</worksheet>", b"")
    assert code(path) == expected


def test_every_code_of_a_file_occurs_here() -> None:
    assert {expected for *_, expected in BAD.values()} | {"FILE_PASSWORD_WRONG"} == set(FILE_REFUSALS)


SECRET: dict[str, Change] = {
    "title": lambda _, sheet: sheet.write_string(0, 0, "机密★10年 党员花名册"),
    "corner": lambda _, sheet: sheet.write_string(0, 5, "秘密★"),
    "foot": lambda _, sheet: sheet.write_string(9, 0, "密级：机密"),
    "page header": lambda _, sheet: sheet.set_header('&R&"宋体,Bold"机密★10年'),
    "page footer": lambda _, sheet: sheet.set_footer("&L秘密★"),
    "property": lambda book, _: book.set_properties({"title": "秘密★3年"}),
    "text box": lambda _, sheet: sheet.insert_textbox(0, 3, "绝密★"),
    "another sheet": lambda book, _: book.add_worksheet("封面").write_string(0, 0, "机密★"),
}


@pytest.mark.parametrize("place", SECRET)
def test_a_secrecy_grade_anywhere_refuses_the_whole_file(tmp_path: Path, place: str) -> None:
    assert code(written(tmp_path / "a.xlsx", SECRET[place])) == "FILE_SECRET"


def test_secrecy_in_prose_does_not(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.xlsx", lambda _, sheet: sheet.write_string(5, 0, "注：请严格保密，不得外传。")
    )
    assert len(first(path).rows) == 6


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    path = changed(written(tmp_path / "a.xlsx"), "xl/workbook.xml", b"<workbook ", entity + b"<workbook ")
    try:
        assert not re.search("aaaa", str(first(path).rows))
    except Refusal as refusal:
        assert refusal.code == "FILE_DAMAGED"  # noqa: PT017 - either answer is safe
