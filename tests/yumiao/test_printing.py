"""Printable copies open ready to sign, show no id number unasked, and are recorded before they exist."""

import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.yumiao.command_line import answer, run

A3 = 8
PAGE = "第 &P 页 共 &N 页"


@pytest.fixture
def demo(demo: Path, tmp_path: Path) -> Path:
    """A county of one's own: a copy leaves an event."""
    return shutil.copytree(demo, tmp_path / "county")


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]


@pytest.fixture
def people(demo: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answer("ask", "People", data=demo)["data"]["people"]["nodes"]
    return found


def test_a_roster_opens_ready_to_print_a_township_to_a_page(demo: Path, tmp_path: Path) -> None:
    told = answer("export", "roster", "-o", tmp_path / "r.xlsx", data=demo)
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets[0]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == A3
    assert sheet.print_title_rows == "$1:$3"
    footer: Any = sheet.oddFooter
    assert PAGE in footer.center.text
    assert "填报人" in footer.left.text
    assert f"副本号 {told['copy']}" in footer.right.text
    sections = [cell.row for cell in sheet["A"] if "990101" in str(cell.value)]
    assert [page.id + 1 for page in sheet.row_breaks.brk] == sections[1:]
    coverage = answer("ask", "Coverage", data=demo)["data"]["coverage"]
    assert told["rows"] == coverage["all"]["onRoster"]


def test_id_numbers_are_printed_only_when_asked_for_with_a_case(demo: Path, tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    answer("export", "roster", "-o", path, "--case", "换届", data=demo)
    masked = texts(openpyxl.load_workbook(path).worksheets[0])
    assert "******" in masked
    assert not [text for text in masked if len(text) == 18 and text[:6] == "990101"]
    refused = answer("export", "roster", "-o", path, "--with-ids", data=demo, code=2)
    assert refused["error"]["code"] == "CASE_MISSING"
    answer("export", "roster", "-o", path, "--with-ids", "--case", "换届", data=demo)
    shown = texts(openpyxl.load_workbook(path).worksheets[0])
    assert [text for text in shown if len(text) == 18 and text[:4] == "9901"]
    answer("export", "audit", "-o", tmp_path / "a.xlsx", data=demo)
    reads = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[1]
    last = list(reads.iter_rows(values_only=True))[-1]
    assert last[4:] == ("换届", None, "名册", "身份证号")


def test_a_township_prints_its_own_people_only_and_no_audit(demo: Path, tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    answer("export", "roster", "-o", path, "--as", "李:township:990101101", data=demo)
    sections = [t for t in texts(openpyxl.load_workbook(path).worksheets[0]) if " 990101" in t]
    assert sections
    assert all(" 990101101" in section for section in sections)
    refused = answer("export", "audit", "-o", path, "--as", "李:township:990101101", data=demo, code=2)
    assert refused["error"]["code"] == "AUDIT_IS_FOR_AUDITORS"
    outside = answer(
        "export",
        "village",
        "--region",
        "990101100",
        "-o",
        path,
        "--as",
        "李:township:990101101",
        data=demo,
        code=2,
    )
    assert outside["error"]["code"] == "REGION_OUTSIDE"


def test_a_page_a_village_and_a_page_a_person(
    demo: Path, people: list[dict[str, Any]], tmp_path: Path
) -> None:
    told = answer("export", "village", "--region", "990101101", "-o", tmp_path / "v.xlsx", data=demo)
    book = openpyxl.load_workbook(tmp_path / "v.xlsx")
    assert len(book.worksheets) == told["rows"]
    for page in book.worksheets:
        fits: Any = page.sheet_properties.pageSetUpPr
        assert fits.fitToPage
        assert page.page_setup.fitToHeight in (None, 1)  # 1 is Excel's default
    printed = []
    for person in (row["person"] for row in people[:8]):
        answer("export", "person", person["id"], "-o", tmp_path / "p.xlsx", data=demo)
        file = openpyxl.load_workbook(tmp_path / "p.xlsx").worksheets[0]
        assert person["name"] in str(file["A1"].value)
        printed += texts(file)
    assert "******" in printed


def test_nothing_to_print_writes_nothing_and_records_nothing(demo: Path, tmp_path: Path) -> None:
    before = answer("ask", "Coverage", data=demo)["data"]["coverage"]["position"]
    nobody = ("--counting", "CLEARED", "--region", "990101105")
    refused = answer("export", "roster", *nobody, "-o", tmp_path / "r.xlsx", data=demo, code=2)
    assert refused["error"]["code"] == "NOTHING_TO_PRINT"
    assert not (tmp_path / "r.xlsx").exists()
    assert answer("ask", "Coverage", data=demo)["data"]["coverage"]["position"] == before
    assert run("export", "roster", "-o", tmp_path / "no" / "r.xlsx", data=demo).exit_code == 2
