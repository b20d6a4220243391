"""Cells that say who somebody is: names, telephones, id numbers, dates."""

import re
from datetime import date
from unicodedata import is_normalized

from domain.values.date_spellings import DateRole, read_date
from domain.values.id_number import IdDefect, read_id, sound_on
from domain.values.text import BLANK_WORDS, flat, says_nothing, without_brackets
from services.ledgers.parsed import Fault, Parsed, Parser
from services.ledgers.sheet import Cell, text_of

_NOT_A_NAME = BLANK_WORDS | {"空缺", "暂缺", "缺职", "待定", "无书记", "待选", "空岗"}
_DITTO = frozenset({"同上", "同前"})
_GONE = re.compile(
    "(已故|故去|去世|逝世|病故|死亡|退出|出库|转出|停止党籍|除名|开除|出党|迁出|注销)[0-9年月日.]*[)\\]】〕]?$"
)
_TWO_NAMES = re.compile("[^ ][、,，/／;；|\n][^ ]")
_ODD = _NOT_A_NAME | _DITTO
_NO_NAME = re.compile(r"[0-9@#$%^&*+=<>?？！!：:；;]|^[^一-鿿㐀-䶿𠀀-𱍊a-zA-Z]+$")
_NAME_DOTS = re.compile("[•‧∙・･．.。﹒●]")
_MOBILE = re.compile("1[3-9][0-9]{9}")
_LANDLINE = re.compile("(0[0-9]{2,3}-?)?[2-9][0-9]{6,7}(-[0-9]{1,5})?|400[0-9]{7}")
_LIST_MARKS = re.compile(r"[、,，;；/\n]+|\s{2,}")


def parse_name(cell: Cell) -> str | Parsed:
    """A person's name without blanks between its signs; a dot in it is always ·."""
    if not isinstance(cell, str):
        return Parsed(faults=(Fault("NAME_ODD"),))
    if (
        cell.isalpha()
        and not cell.isascii()
        and cell not in _ODD
        and is_normalized("NFKC", cell)
        and not _GONE.search(cell)
    ):
        return cell
    if _GONE.search(flat(cell)):
        return Parsed(faults=(Fault("NAME_ODD"),))
    name = _tidy_name(cell)
    if _TWO_NAMES.search(name):
        return Parsed(faults=(Fault("NAME_ODD"),))
    if not name or name in _NOT_A_NAME or (len(name) < 5 and says_nothing(name)):
        return ""
    return Parsed(faults=(Fault("NAME_ODD"),)) if _NO_NAME.search(name) or name in _DITTO else name


def _tidy_name(text: str) -> str:
    words = without_brackets(" ".join(text.split())) if not text.isascii() else " ".join(text.split())
    return _NAME_DOTS.sub("·", words if text.isascii() else flat(words)).strip("·*'\"‘’“”、,，")


def parse_names(cell: Cell) -> str | Parsed:
    """Several names joined by 、."""
    names = [_tidy_name(part) for part in _LIST_MARKS.split(text_of(cell).strip()) if not says_nothing(part)]
    return "、".join(name for name in names if name)


def parse_phone(cell: Cell) -> str | Parsed:
    """Digits of one telephone; anything else is odd and left out."""
    if cell.__class__ is str and len(cell) == 11 and _MOBILE.fullmatch(cell):
        return cell
    text = text_of(cell)
    if not (len(text) == 11 and text.isascii() and text.isdigit()):
        text = flat(text).strip("'\"‘’“”").removeprefix("+86").removeprefix("0086").removesuffix(".0")
        if says_nothing(text):
            return ""
        joined = re.sub("[-—–()（）.]", "", text)
        text = joined if _MOBILE.fullmatch(joined) else re.sub("[()（）—–]", "-", text).strip("-")
    if _MOBILE.fullmatch(text) or _LANDLINE.fullmatch(text):
        return text
    return Parsed(faults=(Fault("PHONE_ODD"),))


_AROUND = " \u3000\xa0\t\n'"
_MENDED = (Fault("ID_MENDED"),)


def parse_ids(today: date) -> Parser:
    """Reads id numbers: sound, mended, or each defect by its code."""

    is_sound = sound_on(today)

    def parse(cell: Cell) -> str | Parsed:
        if isinstance(cell, str):
            if is_sound(cell):
                return cell
            if is_sound(stripped := cell.strip(_AROUND)):
                return Parsed((("id_number", stripped),), _MENDED)
            if len(cell) < 10 and says_nothing(cell):
                return ""
        found = read_id(cell, today)
        if not found.defects and not found.mended:
            return found.number
        if found.defects:
            length = str(len(flat(text_of(cell)).strip("'\"‘’`")))
            return Parsed(
                faults=tuple(
                    Fault(code.value, length if code is IdDefect.LENGTH else "") for code in found.defects
                )
            )
        return Parsed((("id_number", found.number),), _MENDED)

    return parse


def parse_dates(field: str, role: DateRole, today: date) -> Parser:
    """Reads dates of one role into one field."""

    def parse(cell: Cell) -> str | Parsed:
        found = read_date(cell, role, today)
        if found.fault:
            return Parsed(faults=(Fault(found.fault.value),))
        if found.tenth:
            return Parsed(((field, str(found.date)),), (Fault("DATE_YEAR_ONLY"),))
        return str(found.date) if found.date else ""

    return parse
