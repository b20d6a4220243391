import pytest

from services.ledgers.sheet import Cell
from tests.services.ledgers.sheets import UPPER, id_number, read


@pytest.mark.parametrize("who", ["后备力量姓名", "后备人选", "后备干部", "培养对象", "帮带对象姓名"])
@pytest.mark.parametrize("mentor", ["导师姓名", "帮带导师", "帮带领导"])
@pytest.mark.parametrize("title", ["后备力量结对帮带情况表", "导师结对帮带情况表"])
def test_a_pairing_table_is_about_the_reserve(who: str, mentor: str, title: str) -> None:
    header: list[Cell] = ["乡镇", "村", who, "身份证号", mentor, "导师职务", "导师联系电话"]
    row: list[Cell] = ["青石镇", "上桃坪", "甲某", id_number(), "乙某", "镇长", "13912345678"]
    reading = read([[title], header, row])
    facts = reading.rows[0].facts
    assert (reading.kind, facts["name"], facts["mentor_names"]) == ("reserves", "甲某", "乙某")
    assert (facts["id_number"], facts["village"]) == (id_number(), UPPER)
    assert not {"phone", "post", "role"} & facts.keys()


def test_a_list_of_mentors_with_their_mentees_stays_one() -> None:
    header: list[Cell] = ["导师姓名", "身份", "联系村", "最多帮带人数", "帮带对象"]
    reading = read([["帮带导师名册"], header, ["甲某", "镇长", "上桃坪", 3.0, "乙某"]])
    assert (reading.kind, reading.rows[0].facts["name"]) == ("mentors", "甲某")
