from collections.abc import Callable

import pytest

from services.ledgers.duplicates import mark_duplicates
from services.ledgers.problems import PROBLEMS, problem_catalogue
from services.ledgers.readings import SheetReading
from services.ledgers.sheet import Cell, Merge
from tests.services.ledgers.sheets import (
    MEMBERS,
    TITLE,
    UPPER,
    codes,
    id_number,
    member,
    read,
    read_members,
    the_row,
)


def mentors(*rows: list[Cell]) -> SheetReading:
    return read([["帮带导师名册"], ["导师姓名", "身份", "联系村", "最多帮带人数"], *rows])


def coded(*rows: list[Cell]) -> SheetReading:
    return read([["党员名册"], ["姓名", "入党时间", "村名", "村代码"], *rows])


def twice(**second: Cell) -> SheetReading:
    reading = read_members(member(), member(**second))
    mark_duplicates([reading])
    return reading


def villages_twice() -> SheetReading:
    reading = read(
        [
            ["村情台账"],
            ["村名", "现任书记", "村类别"],
            ["上桃坪", "甲某", "难点村"],
            ["上桃坪村", "乙某", "难点村"],
        ]
    )
    mark_duplicates([reading])
    return reading


MAKERS: dict[str, Callable[[], SheetReading]] = {
    "ID_FLOAT": lambda: read_members(member(身份证号=9.90101198503121e17)),
    "ID_LENGTH": lambda: read_members(member(身份证号=id_number()[:17])),
    "ID_CHARACTERS": lambda: read_members(member(身份证号="990101********1216")),
    "ID_CHECK_DIGIT": lambda: read_members(member(身份证号=id_number()[:17] + "7")),
    "ID_DATE": lambda: read_members(member(身份证号=id_number("19850231"))),
    "ID_MENDED": lambda: read_members(member(身份证号=f"'{id_number()} ")),
    "BIRTH_AGAINST_ID": lambda: read_members(member(出生年月="1985.04")),
    "SEX_AGAINST_ID": lambda: read_members(member(性别="女")),
    "DATE_IMPOSSIBLE": lambda: read_members(member(出生年月="1985.13")),
    "DATE_FUTURE": lambda: read_members(member(入党时间="2031.05")),
    "DATE_UNREADABLE": lambda: read_members(member(出生年月="属牛")),
    "DATE_YEAR_ONLY": lambda: read_members(member(身份证号="", 出生年月=1985.1)),
    "PARTY_BEFORE_18": lambda: read_members(member(入党时间="2003.02")),
    "VILLAGE_UNKNOWN": lambda: read_members(member(所在村="大石桥子村")),
    "VILLAGE_AMBIGUOUS": lambda: read_members(member(所在村="岭坪村")),
    "VILLAGE_MISSING": lambda: read_members(member(所在村="")),
    "TOWNSHIP_UNKNOWN": lambda: read(
        [TITLE, ["乡镇", "村", "姓名", "入党时间"], ["白沙乡", "上桃坪", "张三", "2010.5"]]
    ),
    "CODE_AGAINST_NAME": lambda: coded(["张三", "2010.5", "坝湾新村", UPPER]),
    "NAME_MISSING": lambda: read_members(member(姓名="　")),
    "NAME_ODD": lambda: read_members(member(姓名="13912345678")),
    "SAME_PERSON_DISAGREES": lambda: twice(入党时间="2012.05"),
    "SAME_VILLAGE_DISAGREES": villages_twice,
    "DUPLICATE_ROW": lambda: twice(序号=2.0),
    "TOTAL_MISMATCH": lambda: read_members(member(), ["合计", 2.0]),
    "HIDDEN_ROW": lambda: read_members(member(), hidden_rows=frozenset({3})),
    "HIDDEN_COLUMN": lambda: read_members(member(), hidden_columns=frozenset({3})),
    "HIDDEN_SHEET": lambda: read_members(member(), visible=False),
    "EDUCATION_UNKNOWN": lambda: read_members(member(学历="见档案")),
    "PHONE_ODD": lambda: read_members(member(联系电话="139123456")),
    "VALUE_UNKNOWN": lambda: mentors(["张三", "热心人", "上桃坪", 3.0]),
    "FORMULA_WITHOUT_VALUE": lambda: read_members(member(姓名=""), unvalued=frozenset({(3, 1)})),
    "CAPACITY_ODD": lambda: mentors(["张三", "第一书记", "上桃坪", 0.0]),
    "SHEET_UNKNOWN": lambda: read([["目录"], ["序号", "表名", "页码"], [1.0, "村情", 3.0]]),
    "FIELD_NEVER_STORED": lambda: read([TITLE, [*MEMBERS, "宗教信仰"], [*member(), "无"]]),
    "COLUMN_TWICE": lambda: read([TITLE, [*MEMBERS, "手机号码"], [*member(), "13912345670"]]),
    "COLUMNS_REPEATED": lambda: read([TITLE, MEMBERS * 2, member() * 2]),
    "ROW_SAYS_GONE": lambda: read([TITLE, [*MEMBERS, "当前状态"], [*member(), "已出库"]]),
    "ROW_WITHOUT_PERSON": lambda: read(
        [["后备名册"], ["序号", "村", "姓名", "培养类别"], [1.0, "上桃坪", "", ""]]
    ),
}
OF_WORK_SHEETS = {
    "CELL_MISSING",
    "DAY_UNREADABLE",
    "KEY_AGAINST_ROW",
    "LIST_SHORTENED",
    "NUMBER_UNREADABLE",
    "ROW_WITHOUT_KEY",
    "TEXT_TOO_LONG",
}
"""Made in tests/services/work_sheets."""
MADE_ELSEWHERE = {"REGION_OUTSIDE"} | OF_WORK_SHEETS


def test_every_code_has_a_row_that_produces_it() -> None:
    assert set(MAKERS) | MADE_ELSEWHERE == set(PROBLEMS)


@pytest.mark.parametrize("code", MAKERS)
def test_the_row_says_its_code_with_field_cure_and_no_personal_value(code: str) -> None:
    reading = MAKERS[code]()
    found = [*reading.problems, *(problem for row in reading.rows for problem in row.problems)]
    (mine, *_) = [problem for problem in found if problem.code == code]
    assert mine.severity == PROBLEMS[code].severity
    assert mine.message.strip()
    assert mine.message_zh.strip()
    assert "{" not in mine.message + mine.message_zh
    told = mine.message + mine.message_zh
    assert not any(
        value in told for value in ("张三", "13912345", "990101198503", "属牛", "大石桥子", "热心人")
    )
    assert mine.row <= 4


@pytest.mark.parametrize("code", MAKERS)
def test_a_row_is_as_bad_as_its_worst_problem(code: str) -> None:
    for row in MAKERS[code]().rows:
        worst = {problem.severity for problem in row.problems}
        expected = "rejected" if "rejected" in worst else "held" if "held" in worst else "taken"
        assert row.severity == expected


def test_a_sound_row_is_taken_without_a_word() -> None:
    row = the_row(read_members(member()))
    assert (row.row, row.severity, codes(row)) == (3, "taken", [])
    assert row.facts == {
        "name": "张三",
        "sex": "male",
        "id_number": id_number(),
        "birth": "1985-03",
        "education": "junior_college",
        "joined_party": "2010-05",
        "phone": "13912345678",
        "village": UPPER,
        "township": UPPER[:9],
    }


def test_a_row_without_an_id_number_is_fine() -> None:
    assert the_row(read_members(member(身份证号=""))).severity == "taken"


@pytest.mark.parametrize(
    ("birth", "number", "joined"),
    [
        ("1985.03", id_number(), "2003.03"),
        ("1985.03", "", "2003.03"),
        ("1985.03.12", id_number(), "2003-03-12"),
        ("1985", "", "2003"),
        ("", id_number(), "2003-03-12"),
    ],
)
def test_joining_on_or_perhaps_after_the_18th_birthday_is_fine(birth: str, number: str, joined: str) -> None:
    assert codes(the_row(read_members(member(出生年月=birth, 身份证号=number, 入党时间=joined)))) == []


@pytest.mark.parametrize(("number", "joined"), [(id_number(), "2003-03-11"), ("", "2003.02"), ("", "2002")])
def test_joining_certainly_before_18_is_refused(number: str, joined: str) -> None:
    assert codes(the_row(read_members(member(身份证号=number, 入党时间=joined)))) == ["PARTY_BEFORE_18"]


def test_the_id_number_settles_whether_1985_1_is_october() -> None:
    row = the_row(read_members(member(身份证号=id_number("19851020"), 出生年月=1985.1)))
    assert (row.facts["birth"], codes(row)) == ("1985-10", [])


def test_a_birth_date_to_the_day_must_be_the_id_numbers_day() -> None:
    assert codes(the_row(read_members(member(出生年月="1985-03-13")))) == ["BIRTH_AGAINST_ID"]


def test_a_formula_without_value_is_not_also_called_a_missing_name() -> None:
    assert codes(the_row(MAKERS["FORMULA_WITHOUT_VALUE"]())) == ["FORMULA_WITHOUT_VALUE"]


def test_an_unvalued_formula_in_a_lesser_column_is_a_warning() -> None:
    row = the_row(read_members(member(联系电话=""), unvalued=frozenset({(3, 8)})))
    assert (row.severity, codes(row)) == ("taken", ["FORMULA_WITHOUT_VALUE"])


def test_the_catalogue_lists_every_code_in_both_languages() -> None:
    assert [entry["code"] for entry in problem_catalogue()] == list(PROBLEMS)
    assert all(entry["message"] and entry["messageZh"] for entry in problem_catalogue())


def test_merged_cells_stand_for_all_their_rows() -> None:
    header = ["导师姓名", "身份", "联系村", "最多帮带人数"]
    reading = read(
        [["帮带导师名册"], header, ["张三", "包村领导", "上桃坪", 3.0], ["", "", "坝湾新村", ""]],
        merges=(Merge(3, 0, 4, 0), Merge(3, 1, 4, 1), Merge(3, 3, 4, 3)),
    )
    assert [row.facts["name"] for row in reading.rows] == ["张三", "张三"]
    assert [row.facts["capacity"] for row in reading.rows] == ["3", "3"]
