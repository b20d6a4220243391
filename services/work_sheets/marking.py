"""How a work sheet is known again: a mark on a hidden sheet, and in each row a key that its printed cells confirm."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import blake2s
from typing import Self

import msgspec

from domain.refusal import Refusal
from domain.values.text import flat
from services.ledgers.readings import KEY_COLUMN
from services.ledgers.sheet import Cell, Sheet, Workbook, text_of
from services.work_sheets.declaring import Column

FORMAT = 1
"""Of the marks; a sheet of a later format is refused."""
MARKS_SHEET, LIST_SHEET, OPTIONS_SHEET = "育苗标记", "育苗名单", "育苗选项"
TITLE = "育苗工作表"
"""Printed on every work sheet: one that has lost its mark is still known as one."""
_PARTED = "~"


class Marker(msgspec.Struct, frozen=True, kw_only=True):
    """Of one sheet. `mended`: it holds refused rows alone; `position`: of the log when it was filled."""

    list_id: str
    kind: str
    county: str
    region: str
    position: int
    subject: str = ""
    exported_by: str = ""
    exported_on: str = ""
    mended: bool = False
    format: int = FORMAT

    def cells(self) -> tuple[str, ...]:
        """As a line of the hidden sheet."""
        return tuple(str(getattr(self, field)) for field in self.__struct_fields__)

    @classmethod
    def of(cls, cells: Sequence[Cell]) -> Self | None:
        """From a line of the hidden sheet; None where somebody has changed it."""
        said = dict(zip(cls.__struct_fields__, (text_of(cell) for cell in cells), strict=False))
        try:
            return msgspec.convert({**said, "mended": said.get("mended") == "True"}, cls, strict=False)
        except msgspec.ValidationError:
            return None


class Marks(msgspec.Struct, frozen=True, kw_only=True):
    """What the hidden sheets of one workbook say, by list."""

    markers: Mapping[str, Marker]
    lists: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, Mapping[str, str]]


def list_id(kind: str, region: str, position: int, subject: str, keys: Iterable[str], on: date) -> str:
    """The same list filled twice at one position is one list."""
    words = "|".join((kind, region, str(position), subject, str(on), *keys))
    return f"ws_{blake2s(words.encode(), digest_size=8).hexdigest()}"


def key_header(list_id: str) -> str:
    """The header of the hidden column names the list, so that a renamed sheet is still found."""
    return f"{KEY_COLUMN} {list_id}"


def written_key(key: str, given: Mapping[str, Cell], columns: Iterable[Column]) -> str:
    """The key of a row with a check of what is printed beside it."""
    return f"{key}{_PARTED}{_check(given, columns)}"


def read_key(cell: Cell, given: Mapping[str, Cell], columns: Iterable[Column]) -> str | None:
    """The key; None where it does not belong to what is printed beside it."""
    key, _, check = text_of(cell).strip().rpartition(_PARTED)
    return key if key and check == _check(given, columns) else None


def _check(given: Mapping[str, Cell], columns: Iterable[Column]) -> str:
    """Columns that a sheet does not print say nothing."""
    said = {c.field: flat(text_of(given.get(c.field))) for c in columns if c.identity}
    words = "|".join(f"{field}={text}" for field, text in sorted(said.items()) if text)
    return blake2s(words.encode(), digest_size=4).hexdigest()


def marks_of(book: Workbook) -> Marks | None:
    """The marks of a workbook of work sheets; None for any other.

    Raises: WORK_SHEET_WITHOUT_MARK where the sheets are ours and the marks are gone.
    """
    hidden = {sheet.name: sheet for sheet in book.sheets}
    if MARKS_SHEET in hidden:
        markers = [Marker.of(row) for row in hidden[MARKS_SHEET].rows[1:]]
        return Marks(
            markers={m.list_id: m for m in markers if m},
            lists=_lists(hidden.get(LIST_SHEET)),
            codes=_codes(hidden.get(OPTIONS_SHEET)),
        )
    if any(_is_ours(sheet) for sheet in book.sheets):
        raise Refusal(
            "WORK_SHEET_WITHOUT_MARK",
            f"{book.file}: this is a work sheet, but its hidden sheet is gone (copied into a new workbook?). "
            "Copy the answers into the original file and import that.",
            f"{book.file}：这是育苗工作表，但隐藏的标记页已丢失（可能被复制到了新工作簿）。请把填写内容粘贴回原文件再导入。",
            path=(book.file,),
        )
    return None


def _is_ours(sheet: Sheet) -> bool:
    return any(
        text_of(cell).startswith((TITLE, f"{KEY_COLUMN} ws_")) for row in sheet.rows[:12] for cell in row
    )


def _lists(sheet: Sheet | None) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in sheet.rows[1:] if sheet else ():
        name, key = (text_of(cell) for cell in row[:2])
        found.setdefault(name, []).append(key)
    return {name: tuple(keys) for name, keys in found.items()}


def _codes(sheet: Sheet | None) -> dict[str, dict[str, str]]:
    """Two columns a list: what the drop-down shows, and what it stands for."""
    found: dict[str, dict[str, str]] = {}
    rows = sheet.rows if sheet else ()
    for at in range(0, len(rows[0]) if rows else 0, 2):
        name = text_of(rows[0][at]).partition(" ")[0]
        pairs = ((text_of(row[at]), text_of(row[at + 1])) for row in rows[1:] if at + 1 < len(row))
        found.setdefault(name, {}).update({shown: code for shown, code in pairs if shown and code})
    return found
