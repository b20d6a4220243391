from collections.abc import Sequence

import pytest

from services.ledgers.sheet import Cell
from tests.services.ledgers.sheets import (
    MARKET,
    MEMBERS,
    NEW,
    OTHER_RIDGE,
    RIDGE,
    TITLE,
    UPPER,
    codes,
    member,
    read,
    read_members,
)

HEADER: list[Cell] = ["村名", "姓名", "性别", "出生年月", "入党时间"]


Line = Sequence[Cell]


def person(village: str, name: str) -> list[Cell]:
    return [village, name, "男", "1985.03", "2010.5"]


def test_titles_blank_lines_totals_notes_and_signatures_are_no_rows() -> None:
    reading = read_members(
        member(),
        [""],
        [2.0],
        member(姓名="李四", 身份证号="", 序号=3.0),
        ["合计", "", 2.0],
        ["注：学历以毕业证为准。"],
        ["填表人：甲某", "", "审核人：乙某", "", "联系电话：13900000000"],
        ["单位负责人（签字）", "", "", "2026年6月30日"],
    )
    assert [row.row for row in reading.rows] == [3, 6]
    assert codes(reading) == []


def test_a_header_printed_again_on_every_page_is_no_row() -> None:
    reading = read_members(member(), ["第1页，共2页"], TITLE, MEMBERS, member(姓名="李四", 身份证号=""))
    assert [row.row for row in reading.rows] == [3, 7]


def test_a_place_written_once_per_block_holds_for_its_rows() -> None:
    reading = read(
        [
            ["党员（青石镇）"],
            HEADER,
            person("岭坪村", "甲某"),
            person("", "乙某"),
            person("", "丙某"),
            person("上桃坪", "丁某"),
            person("", "戊某"),
        ]
    )
    assert [row.village for row in reading.rows] == [RIDGE, RIDGE, RIDGE, UPPER, UPPER]


def test_a_blank_among_written_places_is_a_value_left_out() -> None:
    reading = read(
        [
            ["党员"],
            HEADER,
            person("集市", "甲某"),
            person("集市", "乙某"),
            person("", "丙某"),
            person("集市", "丁某"),
        ]
    )
    assert [row.severity for row in reading.rows] == ["taken", "taken", "rejected", "taken"]


def test_ditto_takes_the_place_above() -> None:
    reading = read([["党员"], HEADER, person("集市", "甲某"), person("同上", "乙某"), person("〃", "丙某")])
    assert [row.village for row in reading.rows] == [MARKET] * 3


@pytest.mark.parametrize(
    "where",
    [
        {"name": "青石镇"},
        {"name": "青石"},
        {"title": "青石镇党员花名册"},
        {"title": "党员 填报单位：青石镇党委"},
        {"file": "青石镇.xlsx"},
    ],
)
def test_the_township_may_stand_only_in_sheet_title_or_file(where: dict[str, str]) -> None:
    title = where.pop("title", "党员花名册")
    reading = read([[title], HEADER, person("岭坪村", "甲某")], **where)
    assert reading.rows[0].village == RIDGE


def test_a_row_that_contradicts_its_sheets_township_is_refused_with_the_choice() -> None:
    reading = read([["青石镇党员花名册"], HEADER, person("集市村", "甲某")])
    (problem,) = reading.rows[0].problems
    assert problem.code == "VILLAGE_UNKNOWN"
    assert "柳河镇集市村" in problem.message_zh


def test_headings_of_place_hold_until_the_next() -> None:
    header = ["序号", "姓名", "性别", "出生年月", "入党时间"]
    row: Line = [1.0, "甲某", "男", "1985.03", "2010.5"]
    reading = read(
        [
            ["党员"],
            header,
            ["一、青石镇（2人）"],
            ["岭坪村"],
            row,
            ["上桃坪村党支部"],
            row,
            ["二、柳河镇"],
            ["岭坪村"],
            row,
        ]
    )
    assert [row.village for row in reading.rows] == [RIDGE, UPPER, OTHER_RIDGE]


def test_a_code_decides_between_namesakes_and_stands_for_a_name() -> None:
    header = ["姓名", "入党时间", "村名", "村代码"]
    reading = read(
        [["党员"], header, ["甲某", "2010.5", "岭坪村", float(OTHER_RIDGE)], ["乙某", "2010.5", "", NEW]]
    )
    assert [row.village for row in reading.rows] == [OTHER_RIDGE, NEW]


def test_a_mentor_links_any_number_of_villages_or_a_whole_township() -> None:
    header = ["导师姓名", "身份", "乡镇", "联系村"]
    rows: list[list[Cell]] = [
        ["甲某", "包村领导", "青石镇", "上桃坪村、岭坪，坝湾新村"],
        ["乙某", "镇长", "青石镇", "青石镇"],
        ["丙某", "第一书记", "", "柳河镇岭坪村"],
        ["丁某", "县级领导", "青石镇", "全镇"],
        ["戊某", "包村领导", "青石镇", "上桃坪村、大石桥子村"],
    ]
    found = read([["导师名册"], header, *rows]).rows
    assert found[0].facts["linked_villages"] == f"{UPPER} {RIDGE} {NEW}"
    assert ("linked_villages" in found[1].facts, found[1].township) == (False, RIDGE[:9])
    assert found[2].township == OTHER_RIDGE[:9]
    assert found[3].severity == "taken"
    assert codes(found[4]) == ["VILLAGE_UNKNOWN"]


def test_subtotals_count_their_block_and_totals_the_sheet() -> None:
    rows: list[Line] = [
        person("集市", "甲某"),
        person("集市", "乙某"),
        ["小计", 2.0],
        person("上桃坪", "丙某"),
        ["小计", "1人"],
        ["总 计", 3.0],
    ]
    assert codes(read([["党员"], HEADER, *rows])) == []
    assert codes(read([["党员"], HEADER, *rows[:-1], ["合计：4人"]])) == ["TOTAL_MISMATCH"]


def test_a_total_of_capacities_is_a_sum() -> None:
    header = ["导师姓名", "身份", "联系村", "最多帮带人数"]
    rows: list[list[Cell]] = [["甲某", "第一书记", "上桃坪", 3.0], ["乙某", "第一书记", "集市", 2.0]]
    assert codes(read([["导师"], header, *rows, ["合计", "", "", 5.0]])) == []
    assert codes(read([["导师"], header, *rows, ["合计", "", "", 6.0]])) == ["TOTAL_MISMATCH"]


def test_the_raw_row_carries_what_was_filled_down() -> None:
    reading = read(
        [["党员（青石镇）"], HEADER, person("岭坪村", "甲某"), person("", "乙某"), person("", "丙某")]
    )
    assert tuple(reading.rows[2].raw) == ("岭坪村", "丙某", "男", "1985.03", "2010.5")


def test_names_lose_their_padding_and_nothing_else() -> None:
    names = ["张　三", " 李 四 ", "阿依古丽•买买提", "欧阳春𬭎", "王五（女）"]
    reading = read([["党员"], HEADER, *(person("集市", name) for name in names)])
    assert [row.facts["name"] for row in reading.rows] == [
        "张三",
        "李四",
        "阿依古丽·买买提",
        "欧阳春𬭎",
        "王五",
    ]
