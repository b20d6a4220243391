from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from domain.values.id_number import IdDefect, birth_of, check_sign, defects_of, read_id, sex_of, sound_on

TODAY = date(2026, 6, 30)
SOUND = "99010119850312121" + check_sign("99010119850312121")


@st.composite
def sound_numbers(draw: st.DrawFn) -> str:
    region = draw(st.integers(110000, 659999))
    born = draw(st.dates(date(1920, 1, 1), date(2015, 12, 31)))
    first = f"{region}{born:%Y%m%d}{draw(st.integers(0, 999)):03}"
    return first + check_sign(first)


def wide(text: str) -> str:
    return text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})


SPELLINGS: dict[str, Callable[[str], str]] = {
    "trailing blank": lambda n: f"{n} ",
    "apostrophe": lambda n: f"'{n}",
    "typographic quote": lambda n: f"‘{n}’",
    "groups": lambda n: f"{n[:6]} {n[6:14]} {n[14:]}",
    "full width": wide,
    "no-break blank": lambda n: f"\u00a0{n}",
    "zero width": lambda n: f"{n[:6]}\u200b{n[6:]}",
    "line break": lambda n: f"{n[:14]}\n{n[14:]}",
    "dashes": lambda n: f"{n[:6]}-{n[6:14]}-{n[14:]}",
}


@pytest.mark.parametrize("shape", SPELLINGS)
@given(number=sound_numbers())
def test_a_sound_number_in_another_spelling_is_mended(shape: str, number: str) -> None:
    assert read_id(SPELLINGS[shape](number), TODAY) == (number, True, ())


@given(number=sound_numbers())
def test_a_sound_number_is_taken_as_it_is(number: str) -> None:
    assert read_id(number, TODAY) == (number, False, ())
    assert read_id(number.lower(), TODAY) == (number, False, ())
    assert sound_on(TODAY)(number)
    assert defects_of(number, TODAY) == ()


@given(number=sound_numbers(), at=st.integers(0, 17), by=st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number: str, at: int, by: int) -> None:
    if not number[at].isdigit():
        return
    wrong = number[:at] + str((int(number[at]) + by) % 10) + number[at + 1 :]
    assert IdDefect.CHECK_DIGIT in read_id(wrong, TODAY).defects
    assert not sound_on(TODAY)(wrong)


@given(number=sound_numbers())
def test_the_check_sign_is_that_of_the_standard(number: str) -> None:
    assert ric.calc_check_digit(number) == number[17]


@pytest.mark.parametrize(
    ("typed", "defect"),
    [
        (9.90101198503121e17, IdDefect.FLOAT),
        (990101198503121216, IdDefect.FLOAT),
        ("9.90101E+17", IdDefect.FLOAT),
        (SOUND[:17], IdDefect.LENGTH),
        (SOUND + "1", IdDefect.LENGTH),
        ("990101850312121", IdDefect.LENGTH),
        (990101850312121.0, IdDefect.LENGTH),
        ("990101********1216", IdDefect.CHARACTERS),
        ("99O101198503121216", IdDefect.CHARACTERS),
        (True, IdDefect.CHARACTERS),
    ],
)
def test_a_defect_has_its_own_name(typed: object, defect: IdDefect) -> None:
    found = read_id(typed, TODAY)
    assert found.defects == (defect,)
    assert found.number == ""


@pytest.mark.parametrize("day", ["19850231", "19881305", "20460612", "18990101"])
def test_a_number_of_no_day_is_refused_for_its_date(day: str) -> None:
    first = f"990101{day}121"
    assert read_id(first + check_sign(first), TODAY).defects == (IdDefect.DATE,)


def test_it_states_birth_and_sex() -> None:
    assert str(birth_of(SOUND)) == "1985-03-12"
    assert sex_of(SOUND) == "male"
    assert sex_of(SOUND[:16] + "2" + "X") == "female"


def test_a_multiplication_sign_at_the_end_is_an_x() -> None:
    assert read_id("99010119860505347×", TODAY).number == "99010119860505347X"
