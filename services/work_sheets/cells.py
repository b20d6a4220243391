"""What one filled cell means: words of a closed list, days, text. What cannot be read is a fault, never a guess."""

import re
from collections.abc import Mapping
from datetime import date

from domain.values.date_spellings import DateRole, read_date
from domain.values.text import bare
from domain.values.wording import Wording
from services.ledgers.parsed import Fault
from services.ledgers.sheet import Cell, text_of
from services.work_sheets.declaring import Column, Reader, Value

_LAST = date(2099, 12, 31)
"""Days from 1990 on are read; whether one lies too far ahead is the decision's own question."""
_PARTED = re.compile(r"[、,，;；/\s]+")
_NUMBER = re.compile(r"(\d{1,4})(?:\.0+)?\s*[天日人个]?")
LONGEST_TEXT = 2000


def text(cell: Cell) -> Value | Fault:
    """Words as they stand, line breaks and blanks made one; what looks like a formula is words too."""
    found = " ".join(text_of(cell).split())
    return found if len(found) <= LONGEST_TEXT else Fault("TEXT_TOO_LONG", str(LONGEST_TEXT))


def day(cell: Cell) -> Value | Fault:
    """A day: a month alone is not one."""
    found = read_date(cell, DateRole.JOINED, _LAST)
    if found.date is None:
        return Fault("DAY_UNREADABLE") if found.fault else ""
    whole = found.date.earliest()
    return whole if whole == found.date.latest() else Fault("DAY_UNREADABLE")


def whole_number(cell: Cell) -> Value | Fault:
    """A number of days or people, as Excel or people write it: 5, 5.0, 5天."""
    found = _NUMBER.fullmatch(text_of(cell).strip())
    return str(int(found[1])) if found else Fault("NUMBER_UNREADABLE")


def one_of(wording: Wording) -> Reader:
    """A word of a closed list, as its code."""

    def read(cell: Cell) -> Value | Fault:
        code = wording.read(text_of(cell))
        return code or Fault("VALUE_UNKNOWN", "、".join(labels(wording)), "rejected")

    return read


def several_of(known: Mapping[str, str]) -> Reader:
    """Codes of a list that the rules give, each by its code or label; blanks and commas part them."""
    spelled = {bare(code): code for code in known}
    by_label = sorted(known.items(), key=lambda pair: -len(pair[1]))

    def read(cell: Cell) -> Value | Fault:
        said = text_of(cell)
        for code, label in by_label:  # labels hold commas themselves
            said = said.replace(label, f" {code} ")
        found = [spelled.get(bare(part)) for part in _PARTED.split(said) if bare(part)]
        if None in found:
            return Fault("VALUE_UNKNOWN", "、".join(known), "rejected")
        return tuple(dict.fromkeys(code for code in found if code))

    return read


def labels(wording: Wording) -> tuple[str, ...]:
    """The Chinese labels of a list, for a drop-down."""
    return tuple(wording.zh(code) for code in wording.codes())


def printed(field: str, header: str, width: int = 12, *, identity: bool = False) -> Column:
    """A column that is printed for people and answers nothing."""
    return Column(field=field, header=header, read=text, width=width, identity=identity)


def word(
    field: str,
    header: str,
    wording: Wording,
    meaning: str,
    *,
    width: int = 12,
    needed: bool = False,
    path: str = "",
) -> Column:
    """A column with a drop-down of a closed list."""
    return Column(
        field=field,
        header=header,
        meaning=meaning,
        read=one_of(wording),
        options=labels(wording),
        width=width,
        needed=needed,
        path=path,
    )


def words(
    field: str, header: str, meaning: str, *, width: int = 24, needed: bool = False, path: str = ""
) -> Column:
    """A column of free text."""
    return Column(
        field=field, header=header, meaning=meaning, read=text, width=width, needed=needed, path=path
    )


def on_day(field: str, header: str, meaning: str, *, needed: bool = False, path: str = "") -> Column:
    """A column of days."""
    return Column(
        field=field, header=header, meaning=meaning, read=day, width=13, needed=needed, path=path, day=True
    )


def number(field: str, header: str, meaning: str, *, needed: bool = False, path: str = "") -> Column:
    """A column of whole numbers."""
    return Column(
        field=field, header=header, meaning=meaning, read=whole_number, width=10, needed=needed, path=path
    )
