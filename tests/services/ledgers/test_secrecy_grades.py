from collections.abc import Callable, Sequence

import pytest

from domain.refusal import Refusal
from services.ledgers.secrecy import is_grade, refuse_graded
from services.ledgers.sheet import Cell, Workbook
from tests.services.ledgers.sheets import MEMBERS, TITLE, member, sheet

GRADES = [
    "机密★10年",
    "秘密★",
    "绝 密 ★ 长期",
    "密级：机密",
    "密级: 秘密",
    "（秘密）",
    "【机密★】",
    "农村党员情况台账（秘密★1年）",
    "党员花名册（机密）",
    "机密 党员花名册",
    "党员花名册　秘密",
    "秘密",
    "机密件",
    "秘密·5年",
    "保密等级：绝密",
]
HARMLESS = [
    "请注意保密",
    "注：本表含个人信息，请严格保密，不得外传。",
    "保密承诺：填表人已签订保密承诺书。",
    "密级：公开",
    "密级：无",
    "内部资料 注意保存",
    "不得填报涉及国家秘密的内容",
    "严禁在本表中填写机密、秘密事项。",
    "保密局",
    "亲密",
]


@pytest.mark.parametrize("text", GRADES)
def test_a_grade_is_seen(text: str) -> None:
    assert is_grade(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_prose_about_secrecy_is_no_grade(text: str) -> None:
    assert not is_grade(text)


def book(*rows: Sequence[Cell], **more: object) -> Workbook:
    return Workbook(file="党员.xlsx", sheets=[sheet(list(rows), **more)])


PLACES: dict[str, Callable[[], Workbook]] = {
    "title": lambda: book(["机密★10年"], MEMBERS, member()),
    "corner": lambda: book([*TITLE, "", "", "秘密★"], MEMBERS, member()),
    "foot": lambda: book(TITLE, MEMBERS, member(), ["秘密"]),
    "two cells": lambda: book(["密级", "机密"], MEMBERS, member()),
    "column": lambda: book(
        TITLE,
        [*MEMBERS, "密级"],
        *[[*member(), "公开"]] * 30,
        [*member(), "秘密"],
        *[[*member(), "公开"]] * 30,
    ),
    "page header": lambda: book(TITLE, MEMBERS, member(), margins=('&R&"宋体"机密★10年',)),
    "property": lambda: Workbook(file="x.xlsx", sheets=[], properties=("秘密★",)),
    "cover": lambda: book(["秘密★3年"], ["", "", "工作台账"]),
    "sheet name": lambda: book(TITLE, MEMBERS, member(), name="机密"),
    "starred in the middle": lambda: book(TITLE, MEMBERS, *[member()] * 40, ["机密★"], *[member()] * 40),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_graded_file_is_refused_whole_and_not_quoted(place: str) -> None:
    with pytest.raises(Refusal) as refused:
        refuse_graded(PLACES[place]())
    assert refused.value.code == "FILE_SECRET"
    assert "机密" not in refused.value.message_zh
    assert "10年" not in refused.value.message_zh


def test_a_person_or_remark_with_such_a_word_is_no_grade() -> None:
    refuse_graded(
        book(TITLE, [*MEMBERS, "备注"], *[[*member(), "注意保密"]] * 30, ["注：请注意保密，不得泄露。"])
    )


def test_a_reader_that_saw_no_such_sign_spares_the_search() -> None:
    refuse_graded(Workbook(file="x.xlsx", sheets=[sheet([["机密"]])], may_be_graded=False))
