import re
from collections.abc import Callable
from datetime import date, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.values.date_spellings import EXCEL_DAY_ZERO, DateFault, DateRole, read_date
from domain.values.partial_date import PartialDate, completed_years

TODAY = date(2026, 6, 30)
DAYS = st.dates(date(1930, 1, 1), date(2010, 12, 31))
DIGITS = "〇一二三四五六七八九"


def read(value: object, role: DateRole = DateRole.BIRTH) -> str:
    found = read_date(value, role, TODAY)
    return str(found.date) if found.date else found.fault or ""


def chinese(number: int) -> str:
    if number >= 100:
        return "".join(DIGITS[int(sign)] for sign in str(number))
    tens, units = divmod(number, 10)
    return {0: "", 1: "十"}.get(tens, DIGITS[tens] + "十") + (DIGITS[units] if units else "")


def wide(text: str) -> str:
    return text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})


Shapes = dict[str, Callable[[date], object]]
DAY_SHAPES: Shapes = {
    "dashes": lambda d: f"{d:%Y-%m-%d}",
    "slashes": lambda d: f"{d.year}/{d.month}/{d.day}",
    "dots": lambda d: f" {d.year}.{d.month:02}.{d.day:02} ",
    "words": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "eight digits": lambda d: f"{d:%Y%m%d}",
    "eight digits as a number": lambda d: float(f"{d:%Y%m%d}"),
    "with a clock": lambda d: f"{d:%Y-%m-%d} 00:00:00",
    "full width": lambda d: wide(f"{d:%Y.%m.%d}"),
    "a real date": lambda d: d,
    "a real instant": lambda d: datetime(d.year, d.month, d.day, 8, 30),  # noqa: DTZ001 - Excel knows no zone
    "a serial": lambda d: float((d - EXCEL_DAY_ZERO).days),
    "a serial as text": lambda d: str((d - EXCEL_DAY_ZERO).days),
    "Chinese numerals": lambda d: f"{chinese(d.year)}年{chinese(d.month)}月{chinese(d.day)}日",
    "an apostrophe": lambda d: f"'{d:%Y-%m-%d}",
}
MONTH_SHAPES: Shapes = {
    "dots": lambda d: f"{d.year}.{d.month}",
    "dots and noughts": lambda d: f"{d:%Y.%m}",
    "slashes": lambda d: f"{d.year}/{d.month}",
    "words": lambda d: f"{d.year}年{d.month}月",
    "words with blanks": lambda d: f"{d.year} 年 {d.month:02} 月",
    "six digits": lambda d: f"{d:%Y%m}",
    "six digits as a number": lambda d: float(f"{d:%Y%m}"),
    "an age beside": lambda d: f"{d:%Y.%m}\n（{completed_years(d, TODAY)}岁）",
    "a word behind": lambda d: f"{d.year}年{d.month}月生",
    "the day left at 00": lambda d: f"{d:%Y%m}00",
    "a trailing dot": lambda d: f"{d:%Y.%m}.",
    "month first": lambda d: f"{d.month}/{d.year}",
}


@pytest.mark.parametrize("shape", DAY_SHAPES)
@given(day=DAYS)
def test_a_day_is_read_from_every_shape(shape: str, day: date) -> None:
    if "serial" in shape:
        assume(not re.fullmatch("(19|20)[0-9]{2}[1-9]", str((day - EXCEL_DAY_ZERO).days)))
    assert read(DAY_SHAPES[shape](day)) == f"{day:%Y-%m-%d}"


@pytest.mark.parametrize("shape", MONTH_SHAPES)
@given(day=DAYS)
def test_a_month_is_read_from_every_shape_and_stays_a_month(shape: str, day: date) -> None:
    assert read(MONTH_SHAPES[shape](day)) == f"{day:%Y-%m}"


@given(day=st.dates(date(1930, 1, 1), date(2009, 12, 31)))
def test_two_digit_years_take_the_century_in_which_the_person_can_live(day: date) -> None:
    assert read(f"{day:%y}.{day.month}") == f"{day:%Y-%m}"
    assert read(f"{day:%y}年{day.month}月") == f"{day:%Y-%m}"


@given(day=DAYS, role=st.sampled_from(DateRole))
def test_the_canonical_text_reads_as_itself(day: date, role: DateRole) -> None:
    partial = PartialDate(day.year, day.month)
    assert PartialDate.from_text(str(partial)) == partial
    assert read(str(PartialDate.from_date(day)), role) == str(day)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (31177, "1985-05-10"),
        (198503, "1985-03"),
        ("85.3", "1985-03"),
        ("03.5", "2003-05"),
        (85.3, "1985-03"),
        (1985.12, "1985-12"),
        (1985.0312, "1985-03-12"),
        ("1985", "1985"),
        ("1985312", "1985-03-12"),
        ("850312", "1985-03-12"),
        ("Mar-85", "1985-03"),
        ("12/13/1985", "1985-12-13"),
        ("1985，3", "1985-03"),
        ("不详", ""),
        ("—", ""),
        ("　", ""),
    ],
)
def test_what_people_type(typed: object, meant: str) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("1985.13", DateFault.IMPOSSIBLE),
        ("1985-02-30", DateFault.IMPOSSIBLE),
        ("198500", DateFault.IMPOSSIBLE),
        ("19850332", DateFault.IMPOSSIBLE),
        ("1885.3", DateFault.IMPOSSIBLE),
        (date(1905, 6, 8), DateFault.IMPOSSIBLE),
        ("2031.05", DateFault.FUTURE),
        ("2026年7月", DateFault.FUTURE),
        ("八几年", DateFault.UNREADABLE),
        ("农历1985.3", DateFault.UNREADABLE),
        ("########", DateFault.UNREADABLE),
        ("3/4/1985", DateFault.UNREADABLE),
        ("1985111", DateFault.UNREADABLE),
        ("15.3", DateFault.UNREADABLE),
        ("1993.05-1994.06", DateFault.UNREADABLE),
        (True, DateFault.UNREADABLE),
        (3.14, DateFault.UNREADABLE),
    ],
)
def test_what_is_no_date_says_why(typed: object, fault: DateFault) -> None:
    assert read(typed) == fault


def test_a_party_older_than_its_founding_is_impossible() -> None:
    assert read("1920.05", DateRole.JOINED) == DateFault.IMPOSSIBLE


def test_a_number_that_may_be_january_or_october_says_its_year_only() -> None:
    found = read_date(1985.1, DateRole.BIRTH, TODAY)
    assert (str(found.date), found.tenth) == ("1985", True)
    assert read("1985.1") == "1985-01"


def test_this_month_is_not_the_future() -> None:
    assert read("2026.06", DateRole.JOINED) == "2026-06"


@given(born=DAYS, day=st.dates(date(2011, 1, 1), date(2060, 12, 31)))
def test_the_true_age_lies_within_the_bounds_of_every_coarser_date(born: date, day: date) -> None:
    age = completed_years(born, day)
    for partial in (PartialDate(born.year), PartialDate(born.year, born.month), PartialDate.from_date(born)):
        low, high = partial.age_at(day)
        assert low <= age <= high
        assert partial.agrees_with(PartialDate.from_date(born))
        assert partial.earliest() <= born <= partial.latest()
    assert PartialDate.from_date(born).age_at(day) == (age, age)


def test_one_turns_n_on_the_birthday_and_after_leap_day_on_the_first_of_march() -> None:
    assert completed_years(date(1985, 3, 12), date(2003, 3, 11)) == 17
    assert completed_years(date(1985, 3, 12), date(2003, 3, 12)) == 18
    assert completed_years(date(2000, 2, 29), date(2018, 2, 28)) == 17
    assert completed_years(date(2000, 2, 29), date(2018, 3, 1)) == 18


@pytest.mark.parametrize("parts", [(1985, 13, None), (1985, 2, 30), (1985, None, 3), (1985, 0, None)])
def test_a_date_that_the_calendar_lacks_cannot_be_made(parts: tuple[int, int | None, int | None]) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate(*parts)


def test_two_months_do_not_agree() -> None:
    assert not PartialDate(1993, 5).agrees_with(PartialDate(1993, 6, 1))
