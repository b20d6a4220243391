import pytest

from services.ledgers.duplicates import mark_duplicates
from services.ledgers.readings import SheetReading
from services.ledgers.sheet import Cell
from tests.services.ledgers.sheets import codes, id_number, member, read, read_members


def settled(*readings: SheetReading) -> list[tuple[str, list[str]]]:
    mark_duplicates(readings)
    return [(row.severity, codes(row)) for reading in readings for row in reading.rows]


def test_the_same_facts_again_count_once_also_over_files() -> None:
    one = read_members(member(), file="甲.xlsx")
    two = read_members(member(姓名="张　三", 出生年月="1985-03-12"), file="乙.xlsx")
    assert settled(one, two) == [("taken", []), ("taken", ["DUPLICATE_ROW"])]
    assert two.rows[0].duplicate_of == ("甲.xlsx", "Sheet1", 3)
    assert "甲.xlsx" in two.rows[0].problems[0].message_zh


@pytest.mark.parametrize(
    "second",
    [
        {"姓名": "李四"},
        {"所在村": "坝湾新村"},
        {"学历": "本科"},
        {"入党时间": "2012.05"},
        {"联系电话": "13900000000"},
    ],
)
def test_facts_that_disagree_hold_both_rows(second: dict[str, Cell]) -> None:
    assert settled(read_members(member(), member(**second))) == [("held", ["SAME_PERSON_DISAGREES"])] * 2


def test_what_one_row_leaves_blank_disagrees_with_nothing() -> None:
    assert settled(read_members(member(), member(学历="", 联系电话="")))[1] == ("taken", ["DUPLICATE_ROW"])


def test_a_refused_row_still_holds_its_other_half_when_they_disagree() -> None:
    found = settled(read_members(member(), member(入党时间="1990.8", 学历="本科")))
    assert found[0] == ("held", ["SAME_PERSON_DISAGREES"])
    assert found[1][0] == "rejected"


def test_a_row_refused_for_one_field_alone_holds_nothing() -> None:
    assert settled(read_members(member(), member(入党时间="1990.8")))[0] == ("taken", [])


def test_without_a_number_name_village_and_month_make_one_person() -> None:
    same = member(身份证号="")
    assert settled(read_members(member(), same)) == [("taken", []), ("taken", ["DUPLICATE_ROW"])]
    assert settled(read_members(same, same)) == [("taken", []), ("taken", ["DUPLICATE_ROW"])]


def test_without_a_number_two_phones_make_two_persons() -> None:
    found = settled(
        read_members(member(身份证号=""), member(身份证号="", 联系电话="13900000000", 学历="本科"))
    )
    assert found == [("taken", []), ("taken", [])]


def test_two_namesakes_with_two_numbers_are_two_persons() -> None:
    found = settled(read_members(member(), member(身份证号=id_number(serial=13))))
    assert found == [("taken", []), ("taken", [])]


def test_a_reserve_may_stand_for_two_villages() -> None:
    header = ["姓名", "身份证号", "村", "培养类别", "学历"]
    rows: list[list[Cell]] = [
        ["张三", id_number(), "上桃坪", "成熟", "大专"],
        ["张三", id_number(), "集市", "一般", "大专"],
    ]
    assert settled(read([["后备名册"], header, *rows])) == [("taken", []), ("taken", [])]
    rows[1][4] = "本科"
    assert settled(read([["后备名册"], header, *rows])) == [("held", ["SAME_PERSON_DISAGREES"])] * 2


def test_a_mentor_may_have_a_row_for_each_village() -> None:
    header = ["导师姓名", "身份", "联系村", "电话", "最多帮带人数"]
    rows: list[list[Cell]] = [
        ["甲某", "包村领导", village, "13912345678", 3.0] for village in ("上桃坪", "集市")
    ]
    assert settled(read([["导师"], header, *rows])) == [("taken", []), ("taken", [])]
    rows[1][4] = 5.0
    assert settled(read([["导师"], header, *rows]))[0] == ("held", ["SAME_PERSON_DISAGREES"])


def test_kinds_are_never_compared_with_each_other() -> None:
    reserves = read(
        [["后备名册"], ["姓名", "身份证号", "村", "培养类别"], ["李四", id_number(), "集市", "成熟"]]
    )
    assert settled(read_members(member()), reserves) == [("taken", []), ("taken", [])]
