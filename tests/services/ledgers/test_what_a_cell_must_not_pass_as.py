import pytest

from services.ledgers.sheet import Cell
from tests.services.ledgers.sheets import (
    MEMBERS,
    TITLE,
    codes,
    id_number,
    member,
    read,
    read_members,
    the_row,
)


@pytest.mark.parametrize("cell", ["19805", 19805.0, "19912", 19912.0, "20057", 20057.0])
def test_five_digits_that_may_be_a_year_and_a_month_are_no_serial(cell: Cell) -> None:
    assert codes(the_row(read_members(member(身份证号="", 出生年月=cell, 入党时间="")))) == [
        "DATE_UNREADABLE"
    ]


@pytest.mark.parametrize("cell", ["31177", 31177.0])
def test_a_serial_of_a_plausible_birth_date_is_read(cell: Cell) -> None:
    row = the_row(read_members(member(身份证号="", 出生年月=cell)))
    assert (row.facts["birth"], codes(row)) == ("1985-05-10", [])


@pytest.mark.parametrize("cell", ["中共党员（预备）", "中共党员(预备期)", "党员（预备党员）"])
def test_a_bracket_makes_a_member_probationary(cell: str) -> None:
    header: list[Cell] = ["姓名", "政治面貌", "党员类别", "村"]
    facts = read([["党员名册"], header, ["甲某", cell, cell, "上桃坪"]]).rows[0].facts
    assert (facts["political_status"], facts["member_kind"]) == ("probationary_member", "probationary")


def test_the_id_number_settles_what_five_digits_mean() -> None:
    by_serial = the_row(read_members(member(身份证号=id_number("19540322"), 出生年月=19805.0)))
    by_month = the_row(read_members(member(身份证号=id_number("19800522"), 出生年月="19805")))
    assert (by_serial.facts["birth"], codes(by_serial)) == ("1954-03-22", [])
    assert (by_month.facts["birth"], codes(by_month)) == ("1980-05", [])


@pytest.mark.parametrize(
    "cell", ["庚子（已故）", "庚丑（退出）", "已转出", "庚九、庚十", "庚壬/庚癸", "庚九，庚十", "庚子已故"]
)
def test_gone_or_two_people_are_no_name(cell: str) -> None:
    row = the_row(read_members(member(姓名=cell)))
    assert (row.severity, codes(row)) == ("rejected", ["NAME_ODD"])


@pytest.mark.parametrize("cell", ["庚子（女）", "庚子（又名庚丑）"])
def test_a_bracketed_note_on_the_person_leaves_the_name(cell: str) -> None:
    assert the_row(read_members(member(姓名=cell))).facts["name"] == "庚子"


@pytest.mark.parametrize(
    "line",
    [
        ["填表人：王某", "审核人：李某", "日期：2026年6月1日"],
        ["制表：", "赵某", "审核：", "钱某"],
        ["", "填报人：王某", "审核人：李某", "", "负责人：孙某", "日期：2026.6.1"],
    ],
)
def test_a_line_of_signatures_is_no_row(line: list[Cell]) -> None:
    assert [row.row for row in read_members(member(), line).rows] == [3]


def test_a_column_that_is_not_there_is_named_in_chinese() -> None:
    reading = read([["党员名册"], ["姓名", "入党时间", "学历"], ["甲某", "2010.5", "大专"]])
    (problem,) = reading.rows[0].problems
    assert (problem.code, problem.message_zh[:3]) == ("VILLAGE_MISSING", "“村”")


@pytest.mark.parametrize("shape", ["{}/Name", "1.{}", "{}①", "（2）{}"])
def test_decorated_headers_are_read(shape: str) -> None:
    header: list[Cell] = [shape.format(word) for word in ("姓名", "入党时间", "村")]
    facts = read([["党员名册"], header, ["甲某", "2010.5", "上桃坪"]]).rows[0].facts
    assert (facts["name"], facts["joined_party"], "village" in facts) == ("甲某", "2010-05", True)


@pytest.mark.parametrize(
    ("label", "word"),
    [
        ("状态", "出库"),
        ("当前状态", "已退出"),
        ("是否在库", "否"),
        ("党籍状态", "停止党籍"),
        ("状态", "已故"),
    ],
)
def test_a_row_that_says_its_person_is_gone_is_held(label: str, word: str) -> None:
    row = the_row(read([TITLE, [*MEMBERS, label], [*member(), word]]))
    assert (row.severity, "ROW_SAYS_GONE" in codes(row)) == ("held", True)


@pytest.mark.parametrize(("label", "word"), [("是否在库", "是"), ("状态", "在库"), ("状态", "否")])
def test_a_row_that_says_its_person_is_there_is_taken(label: str, word: str) -> None:
    row = the_row(read([TITLE, [*MEMBERS, label], [*member(), word]]))
    assert (row.severity, codes(row)) == ("taken", [])


def test_of_two_blocks_side_by_side_the_right_one_is_named_once() -> None:
    reading = read([TITLE, MEMBERS * 2, member() * 2])
    assert codes(reading) == ["COLUMNS_REPEATED"]
