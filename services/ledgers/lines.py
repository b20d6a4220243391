"""The lines of a sheet that are no rows: totals, notes, signatures, headings of place, headers printed again."""

import re
from collections.abc import Sequence

from domain.values.text import flat
from services.ledgers.headers import Header
from services.ledgers.meanings import meaning_of
from services.ledgers.sheet import Cell, is_blank, text_of

_TOTAL = re.compile(
    r"^.{0,12}?(合计|小计|总计|共计|累计|汇总|总数|本页计)(人数|村数|总数|数|人|个|名|户)*[:：]?(共?[0-9]+(人|名|个村|个|户|条)?)?[。.]?$"
)
_BLOCK = re.compile("小计|本页")
_COUNT = re.compile(r"^共(计|有)?[0-9]+(人|名|个村|个|户|条)[。.]?$")
_NOTE = re.compile(
    r"^([*※☆]|注[:：]?|备注[:：]|说明[:：]?|填表说明|填报说明|[0-9一二三四五][、.．]?.{12,}|填报?人|填表人|制表|审核|审批|负责人|单位负责人|主要负责人|"
    r"经办|联系人[:：]|联系电话[:：]|填报|填表|制表|日期[:：]|单位[:：(（]|盖章|签字|签名|主要领导|分管领导|党委书记[:：(（签]|书记签|第.{1,4}页|共.{1,4}页|"
    r"附[:：件]|以上|以下|此表|本表|[0-9]{4}年[0-9]{1,2}月([0-9]{1,2}日)?$|示例|例[:：]|样例)"
)
_LABEL = re.compile(
    r"(填报?人|填表人|制表人?|审核人?|负责人|经办人|联系人|联系电话|领导|签字|签名|盖章|日期|时间|单位)[:：]?$"
)

_SIGNED = re.compile(
    r"(填报?人|填表人|填报|填表|制表人?|审核人?|审批人?|复核人?|(主要|单位)?负责人|经办人|(主要|分管)领导|党委书记|"
    r"联系人|联系电话|(填报?|填表|制表)?(日期|时间)|(填报)?单位|签字|签名|盖章)([(（].{0,6}[)）])?[:：]"
)
MOST_SIGNED = 10


def total_in(cells: Sequence[Cell]) -> str | None:
    """The words of a total line (合计, 青石镇小计, 共12人), or None. Looks at its first two texts."""
    seen = 0
    for cell in cells:
        if is_blank(cell):
            continue
        if isinstance(cell, str):
            words = flat(cell)
            if len(words) <= 24 and (
                (("计" in words or "总数" in words or "汇总" in words) and _TOTAL.match(words))
                or _COUNT.match(words)
            ):
                return words
        seen += 1
        if seen == 3:
            break
    return None


def is_block_total(words: str) -> bool:
    """A subtotal: it counts the rows since the last one."""
    return bool(_BLOCK.search(words))


def is_note(texts: Sequence[str]) -> bool:
    """A remark or a line for signatures, by how its first text begins or how its labels end."""
    first = flat(texts[0])
    if _NOTE.match(first):
        return True
    labels = sum(1 for text in texts if _LABEL.search(flat(text)) or re.match(r"^.{2,8}[:：]", flat(text)))
    return labels * 2 >= len(texts)


def is_signed(texts: Sequence[str]) -> bool:
    """A line for signatures in several cells: two labels with their colons, the first cell among them."""
    signed = [bool(_SIGNED.match(flat(text))) for text in texts]
    return len(texts) <= MOST_SIGNED and signed[0] and sum(signed) >= 2 and sum(signed) * 2 >= len(texts)


def repeats_header(cells: Sequence[Cell], header: Header) -> bool:
    """The header printed again, on a new page or over the next block: most of its columns, each in a cell by itself."""
    texts = [(at, text_of(cell)) for at, cell in enumerate(cells) if not is_blank(cell)]
    if len(texts) < 2 or any(not isinstance(cells[at], str) for at, _ in texts):
        return False
    if _same_levels(texts, header):
        return True
    known = sum(1 for _, text in texts if len(text) <= 16 and meaning_of(text))
    return known >= 3 and known * 4 >= len(texts) * 3


def _same_levels(texts: Sequence[tuple[int, str]], header: Header) -> bool:
    """Each text stands in its column's header: also the row of groups of a header of two levels."""
    levels = {column.index: {flat(level) for level in column.levels} for column in header.columns}
    return all(flat(text) in levels.get(at, set()) for at, text in texts)
