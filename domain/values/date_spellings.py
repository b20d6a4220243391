"""Every shape in which people type a date, onto a PartialDate; or the reason why it is none."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from domain.values.partial_date import PartialDate
from domain.values.text import flat, numerals_as_digits, says_nothing

EXCEL_DAY_ZERO = date(1899, 12, 30)
SERIALS = range(10_000, 60_000)
"""1927 to 2064: what a serial in a birth or joining column can be."""
OLDEST_IN_YEARS = 110
PARTY_FOUNDED = date(1921, 7, 1)

_AGE_BESIDE = re.compile(r"[(（\[【]?\d{1,3}周?岁[)）\]】]?")
_CLOCK = re.compile(r"[T\s]+\d{1,2}:\d{1,2}(:\d{1,2}(\.\d+)?)?\s*$")
_WORDS = re.compile(r"(日期|时间|出生|入党|加入|转正|约|左右|上旬|中旬|下旬|月份|月底|月初|生|[()（）])")
_COMMON = re.compile(
    r" *((?:19|20)[0-9]{2})(?:[-./年]([0-9]{1,2})(?:[-./月]([0-9]{1,2})日?|月)?|([0-9]{2})([0-9]{2})?) *"
)
"""What nine cells of ten look like: read without a detour."""
_YEAR_FIRST = re.compile(r"(\d{4}|\d{2})[-./年、,·_]+(\d{1,2})(?:[-./月、,·_]+(\d{1,2})?)?[日号]?[-./]*")
_YEAR_ONLY = re.compile(r"(\d{4})年?|(\d{2})年")
_YEAR_LAST = re.compile(r"(?:(\d{1,2})[-./])?(\d{1,2})[-./月](\d{4})年?")
_MONTH_NAME = re.compile(r"(?:(\d{1,2})[-./]?)?([a-z]{3})[a-z]*[-./,]?(\d{4}|\d{2})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LUNAR = re.compile("农历|阴历|正月|腊月|冬月|闰|民国|初[一二三四五六七八九十]")


class DateFault(StrEnum):
    """Why a date was not taken; the same words as the codes of the problems."""

    UNREADABLE = "DATE_UNREADABLE"
    IMPOSSIBLE = "DATE_IMPOSSIBLE"
    FUTURE = "DATE_FUTURE"


class DateRole(StrEnum):
    """What a date says about a person; it bounds what is plausible."""

    BIRTH = "birth"
    JOINED = "joined_party"


class ReadDate(NamedTuple):
    """Exactly one of `date` and `fault`, or neither for a blank.

    `tenth`: the cell is a number such as 1985.1, which may have been typed as January or as October (1985.10);
    the date then says the year only.
    """

    date: PartialDate | None = None
    fault: DateFault | None = None
    tenth: bool = False


def read_date(value: object, role: DateRole, today: date) -> ReadDate:
    """Read a cell: text, a number (serial, year-month, year.month) or a real date."""
    if isinstance(value, datetime):
        return _checked(PartialDate.from_date(value.date()), role, today)
    if isinstance(value, date):
        return _checked(PartialDate.from_date(value), role, today)
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return ReadDate(fault=DateFault.UNREADABLE) if value is not None else ReadDate()
    if isinstance(value, str):
        return _read_text(value, role, today)
    return _read_number(float(value), role, today)


def _read_number(number: float, role: DateRole, today: date) -> ReadDate:
    if _may_be_month(str(int(number)), role, today):
        return ReadDate(fault=DateFault.UNREADABLE)
    if int(number) in SERIALS:
        return _checked(PartialDate.from_date(EXCEL_DAY_ZERO + timedelta(days=int(number))), role, today)
    if number == int(number):
        return (
            _read_text(str(int(number)), role, today)
            if number >= 1000
            else ReadDate(fault=DateFault.UNREADABLE)
        )
    text = f"{number:.4f}".rstrip("0")
    whole, _, rest = text.partition(".")
    if rest == "1" and len(whole) in {2, 4}:
        year = _read_text(f"{whole}年", role, today)
        return year._replace(tenth=True) if year.date else year
    if len(whole) == 4 and len(rest) in {3, 4}:  # 1985.0312
        return _read_text(whole + rest.ljust(4, "0"), role, today)
    return _read_text(f"{whole.rjust(2, '0')}.{rest}", role, today)


def _read_text(text: str, role: DateRole, today: date) -> ReadDate:
    if found := _COMMON.fullmatch(text):
        with suppress(ValueError):  # 19850300: the long way knows it
            return _checked(PartialDate(*(int(part) for part in found.groups() if part)), role, today)
    if says_nothing(text) or flat(text) in {"群众", "未入党", "非党员", "不是党员"}:
        return ReadDate()
    if _LUNAR.search(text):
        return ReadDate(fault=DateFault.UNREADABLE)
    tidy = flat(_CLOCK.sub("", text.strip().strip("'’‘`"))).strip("'’‘`.。,，、").replace("。", ".").lower()
    tidy = numerals_as_digits(_AGE_BESIDE.sub("", tidy))
    tidy = _WORDS.sub("", tidy).removesuffix(".0")
    shapes = [] if _may_be_month(tidy, role, today) else list(_candidates(tidy))
    if not shapes:
        return ReadDate(fault=DateFault.UNREADABLE)
    readings = {read for year, month, day in shapes for read in _dates(year, month, day, role, today)}
    if len(readings) == 1:
        return _checked(readings.pop(), role, today)
    # several readings: never guess. None: the shape is right, the calendar says no
    years_given = any(year >= 1000 for year, _, _ in shapes)
    fault = DateFault.IMPOSSIBLE if not readings and years_given else DateFault.UNREADABLE
    return ReadDate(fault=fault)


def _candidates(tidy: str) -> Iterator[tuple[int, int | None, int | None]]:
    """The ways in which a text can be cut into year (two or four digits), month and day."""
    if tidy.isdigit() and tidy.isascii():
        yield from _digits_only(tidy)
    elif found := _YEAR_FIRST.fullmatch(tidy):
        year, month, day = found.groups()
        yield int(year), int(month), (int(day) or None) if day else None
    elif found := _YEAR_ONLY.fullmatch(tidy):
        yield int(found.group(1) or found.group(2)), None, None
    elif found := _YEAR_LAST.fullmatch(tidy):
        first, second, year = found.groups()
        yield int(year), int(second), int(first) if first else None
        if first and first != second:
            yield int(year), int(first), int(second)
    elif (found := _MONTH_NAME.fullmatch(tidy)) and found.group(2) in _MONTHS:
        day, name, year = found.groups()
        yield int(year), _MONTHS.index(name) + 1, int(day) if day else None


def _may_be_month(digits: str, role: DateRole, today: date) -> bool:
    """19805: May 1980 without its nought, or a serial of 1954. Nobody can tell."""
    if len(digits) != 5 or digits[:2] not in {"19", "20"} or not digits.isdigit() or digits[4] == "0":
        return False
    return _plausible(PartialDate(int(digits[:4]), int(digits[4])), role, today)


def settled_serial(cell: object, number: str) -> str | None:
    """The birth date behind 19805, if the id number's is what it says as a serial, or as a year and month."""
    digits = str(cell).strip().removesuffix(".0")
    if not (len(digits) == 5 and digits.isascii() and digits.isdigit() and int(digits) in SERIALS):
        return None
    serial = EXCEL_DAY_ZERO + timedelta(days=int(digits))
    if f"{serial:%Y%m%d}" == number[6:14]:
        return serial.isoformat()
    return f"{digits[:4]}-0{digits[4]}" if number[6:12] == f"{digits[:4]}0{digits[4]}" else None


def _digits_only(digits: str) -> Iterator[tuple[int, int | None, int | None]]:
    match len(digits):
        case 8:
            yield int(digits[:4]), int(digits[4:6]), int(digits[6:]) or None
        case 7:  # 1985312: the month or the day lost its nought
            yield int(digits[:4]), int(digits[4]), int(digits[5:])
            yield int(digits[:4]), int(digits[4:6]), int(digits[6])
        case 6 if digits[:2] in {"19", "20"}:
            yield int(digits[:4]), int(digits[4:]), None
        case 6:
            yield int(digits[:2]), int(digits[2:4]), int(digits[4:]) or None
        case 5 if int(digits) in SERIALS:
            day = EXCEL_DAY_ZERO + timedelta(days=int(digits))
            yield day.year, day.month, day.day
        case 4 if digits[:2] in {"18", "19", "20", "21"}:
            yield int(digits), None, None
        case 4 if 1 <= int(digits[2:]) <= 12:
            yield int(digits[:2]), int(digits[2:]), None


def _dates(
    year: int, month: int | None, day: int | None, role: DateRole, today: date
) -> Iterator[PartialDate]:
    """The dates that exist; a two-digit year gives those of its two centuries that are plausible today."""
    for full in (year,) if year >= 100 else (1900 + year, 2000 + year):
        try:
            found = PartialDate(full, month, day)
        except ValueError:
            continue
        if year >= 100 or _plausible(found, role, today):
            yield found


def _plausible(found: PartialDate, role: DateRole, today: date) -> bool:
    if found.earliest() > today:
        return False
    low, high = found.age_at(today)
    return (high >= 14 and low <= 100) if role is DateRole.BIRTH else low <= 85


def _checked(found: PartialDate, role: DateRole, today: date) -> ReadDate:
    if today.year - OLDEST_IN_YEARS < found.year < today.year and found.year > PARTY_FOUNDED.year:
        return ReadDate(date=found)
    if found.earliest() > today:
        return ReadDate(fault=DateFault.FUTURE)
    too_old = found.age_at(today)[0] > OLDEST_IN_YEARS
    if too_old or (role is DateRole.JOINED and found.latest() < PARTY_FOUNDED):
        return ReadDate(fault=DateFault.IMPOSSIBLE)
    return ReadDate(date=found)
