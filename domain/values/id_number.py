"""A citizen's id number by GB 11643: mended where that is certain, refused where digits are missing or wrong.

It says a birth date and a sex. Its first six digits are where it was issued, which says nothing about a person's home.
"""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import lru_cache
from operator import mul
from typing import NamedTuple

from domain.values.partial_date import PartialDate
from domain.values.text import flat

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_SIGNS = "10X98765432"
_ZERO = ord("0") * sum(WEIGHTS)
_QUOTES = "'\"’‘`´“”＇"
_LIKE_X = str.maketrans(dict.fromkeys("x×✕ХхΧχ", "X"))
_SEPARATORS = str.maketrans(dict.fromkeys("-—–·.,，。_"))


class IdDefect(StrEnum):
    """What is wrong with an id number; the same words as the codes of the problems."""

    FLOAT = "ID_FLOAT"
    LENGTH = "ID_LENGTH"
    CHARACTERS = "ID_CHARACTERS"
    CHECK_DIGIT = "ID_CHECK_DIGIT"
    DATE = "ID_DATE"


class ReadId(NamedTuple):
    """`number` is 18 signs and sound exactly when there are no `defects`. `mended`: only its spelling was put right."""

    number: str = ""
    mended: bool = False
    defects: tuple[IdDefect, ...] = ()


def read_id(value: object, today: date) -> ReadId:
    """Read a cell. A number has lost its last digits and is never mended."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return ReadId(defects=(IdDefect.FLOAT if value >= 10**15 else IdDefect.LENGTH,))
    if not isinstance(value, str):
        return ReadId(defects=(IdDefect.CHARACTERS,))
    number = value
    if not (len(value) == 18 and value.isascii() and value.isalnum()):
        number = flat(value).strip(_QUOTES).translate(_SEPARATORS)
        if "e+" in number.lower():
            return ReadId(defects=(IdDefect.FLOAT,))
    number = number.translate(_LIKE_X)
    defects = defects_of(number, today)
    if defects:
        return ReadId(defects=defects)
    return ReadId(number, mended=number != value and number != value.upper())


def defects_of(number: str, today: date) -> tuple[IdDefect, ...]:
    """What is wrong with 18 signs: check digit and date both, as they may both be wrong."""
    if not (
        number[:17].isdigit() and number.isascii() and (number[17:].isdigit() or number[17:] in {"X", ""})
    ):
        return (IdDefect.CHARACTERS,)
    if len(number) != 18:
        return (IdDefect.LENGTH,)
    if check_sign(number) == number[17]:
        return () if is_birth_date(number[6:14], today) else (IdDefect.DATE,)
    return (
        (IdDefect.CHECK_DIGIT,)
        if is_birth_date(number[6:14], today)
        else (IdDefect.CHECK_DIGIT, IdDefect.DATE)
    )


def sound_on(today: date) -> Callable[[str], bool]:
    """Tells exactly what `defects_of` finds nothing in, as fast as can be: most cells are sound."""
    days: dict[str, bool] = {}
    known = days.get

    def is_sound(number: str) -> bool:
        digits = number[:17]
        if len(number) != 18 or not digits.isdigit() or not number.isascii():
            return False
        if CHECK_SIGNS[(sum(map(mul, WEIGHTS, digits.encode())) - _ZERO) % 11] != number[17]:
            return False
        day = number[6:14]
        answer = known(day)
        if answer is None:
            answer = days[day] = is_birth_date(day, today)
        return answer

    return is_sound


def check_sign(number: str) -> str:
    """The eighteenth sign that the first seventeen ask for."""
    return CHECK_SIGNS[(sum(map(mul, WEIGHTS, number[:17].encode())) - _ZERO) % 11]


@lru_cache(maxsize=65_536)
def is_birth_date(digits: str, today: date) -> bool:
    """Eight digits that are a day between 1900 and today."""
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return date(1900, 1, 1) <= day <= today


def birth_of(number: str) -> PartialDate:
    """The birth date that a sound number states."""
    return PartialDate(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def sex_of(number: str) -> str:
    """`male` or `female`, as a sound number states it."""
    return "male" if int(number[16]) % 2 else "female"
