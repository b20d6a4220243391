"""A secrecy grade anywhere that grades stand (title, foot, page header, properties, cover): the file is refused whole.

保密 in prose is none: 请注意保密, 保密承诺, 密级：公开.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from domain.refusal import Refusal
from domain.values.text import flat
from services.ledgers.headers import find_header
from services.ledgers.sheet import Sheet, Workbook, is_blank

_GRADE = "(绝密|机密|秘密|絕密|機密)"
_TERM = r"([0-9〇一二三四五六七八九十]{1,3}(年|个月)|长期)"
_STARRED = re.compile(rf"{_GRADE}级?[(（\[]?[★☆⭐✩✭✯⋆*※]")
_LABELLED = re.compile(rf"(密级|保密等级|保密级别|涉密等级|秘密等级|定密)[(（]?[:：为是]?[)）]?{_GRADE}")
_ALONE = re.compile(
    rf"[(（\[【〔「]?{_GRADE}(级|件|文件|资料|材料)?([·.,，、:：—-]?(保密期限)?[:：]?{_TERM})?[)）\]】〕」]?"
)
_BRACKETED = re.compile(rf"[(（\[【〔]{_GRADE}(级|件)?[·.,，、:：—-]?{_TERM}?[)）\]】〕]")
_LEADING = re.compile(rf"^\s*{_GRADE}级?({_TERM})?[\s　|:：]+\S")
_TRAILING = re.compile(rf"\S[\s　|]+{_GRADE}级?({_TERM})?\s*$")
_LABEL = re.compile("(密级|保密等级|保密级别|涉密等级|秘密等级)[:：]?")
_CODES = re.compile(r"&(\"[^\"]*\"|[A-Z]|[0-9]+|K[0-9A-F]{6})")
FOOT_ROWS = 12
HEAD_ROWS = 6


def is_grade(text: str) -> bool:
    """Whether a text is, or carries, a grade: 机密★10年, 密级：秘密, （绝密）, 机密 in a cell by itself."""
    if "密" not in text:
        return False
    tidy = flat(text)
    return bool(
        _STARRED.search(tidy)
        or _LABELLED.search(tidy)
        or _ALONE.fullmatch(tidy)
        or _BRACKETED.search(tidy)
        or any(
            _LEADING.match(line) or _TRAILING.search(line) or _ALONE.fullmatch(flat(line))
            for line in text.splitlines()
        )
    )


def is_graded(book: Workbook) -> bool:
    """Whether any place of the file where grades stand carries one."""
    texts = [*book.properties, *(sheet.name for sheet in book.sheets)]
    margins = (part for sheet in book.sheets for text in sheet.margins for part in _margin_parts(text))
    if any(is_grade(text) for text in (*texts, *margins)):
        return True
    return book.may_be_graded and any(_sheet_is_graded(sheet) for sheet in book.sheets)


def refuse_graded(book: Workbook) -> None:
    """Raises: Refusal FILE_SECRET, which quotes nothing of the file."""
    if is_graded(book):
        raise Refusal(
            "FILE_SECRET",
            "The file bears a secrecy grade. State secrets must never enter this system: nothing was read or copied. "
            "Handle it on the equipment meant for it.",
            "文件标有国家秘密密级。本系统严禁处理国家秘密，未读取、未复制任何内容。请在相应的涉密设备上处理。",
            rule="保守国家秘密法",
        )


def _margin_parts(text: str) -> Iterator[str]:
    """A page header without its codes (&C, &"宋体"): each of its parts, and the whole."""
    plain = _CODES.sub("\n", text.replace("&amp;", "&"))
    yield plain
    yield from (part for part in plain.split("\n") if part.strip())


def _sheet_is_graded(sheet: Sheet) -> bool:
    header = find_header(sheet)
    head = header.top - 1 if header else len(sheet.rows)
    body_end = max(len(sheet.rows) - FOOT_ROWS, head)
    for number, row in enumerate(sheet.rows):
        in_margin = number < max(head, HEAD_ROWS) or number >= body_end
        texts = [cell for cell in row if isinstance(cell, str) and "密" in cell]
        if not texts:
            continue
        if in_margin and any(is_grade(text) for text in texts):
            return True
        if any(_STARRED.search(flat(text)) or _LABELLED.search(flat(text)) for text in texts):
            return True
        if in_margin and _label_then_grade(row):
            return True
    return bool(header) and _has_graded_column(sheet, header.bottom if header else 0)


def _label_then_grade(row: Iterable[object]) -> bool:
    """密级 in one cell and the grade in the next."""
    texts = [flat(str(cell)) for cell in row if not (cell is None or cell == "")]
    return any(_LABEL.fullmatch(one) and _ALONE.fullmatch(two) for one, two in pairwise(texts))


def _has_graded_column(sheet: Sheet, header_row: int) -> bool:
    """A column headed 密级 with a grade in any of its cells."""
    columns = [
        at
        for at, cell in enumerate(sheet.rows[header_row - 1])
        if isinstance(cell, str) and _LABEL.fullmatch(flat(cell))
    ]
    return any(
        not is_blank(row[at]) and bool(_ALONE.fullmatch(flat(str(row[at]))))
        for row in sheet.rows[header_row:]
        for at in columns
        if at < len(row)
    )
