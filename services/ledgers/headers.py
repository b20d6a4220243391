"""Finds the header of a sheet, of one to three rows, merged or not, and says what each column means."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from domain.values.text import bare
from services.ledgers.meanings import looks_like_headers, meaning_of
from services.ledgers.sheet import Cell, Merge, Sheet, is_blank, text_of

SEARCHED_ROWS = 40
LONGEST_HEADER = 40
"""Signs; a longer text is prose."""
_WEAK = frozenset({"sequence", "remarks", "known", "age", "place", "never"})


class Column(msgspec.Struct, frozen=True):
    """One column of a header: its texts from the outermost level in, and what they mean together."""

    index: int
    levels: tuple[str, ...]
    meaning: str
    rank: int = 0

    @property
    def label(self) -> str:
        """The innermost text, on one line."""
        return self.levels[-1]


class Header(msgspec.Struct, frozen=True):
    """The header rows of a table, both inclusive, and its columns from left to right."""

    top: int
    bottom: int
    columns: tuple[Column, ...]

    def meanings(self) -> frozenset[str]:
        """What its columns mean."""
        return frozenset(column.meaning for column in self.columns)

    def score(self) -> int:
        """How many columns tell something, those about people and villages counting more."""
        told = {column.meaning for column in self.columns if column.meaning}
        return sum(1 if meaning in _WEAK else 3 for meaning in told)


def find_header(sheet: Sheet, first: int = 1, last: int | None = None) -> Header | None:
    """The best header that ends in rows `first` to `last` (by default the first rows with content), or None."""
    merged = merged_texts(sheet)
    best: Header | None = None
    for row in range(first, min(last or first + SEARCHED_ROWS, len(sheet.rows)) + 1):
        header = _ending_in(sheet, row, merged)
        if header and (best is None or header.score() > best.score()):
            best = header
    return best if best and is_header(best) else None


def is_header(header: Header) -> bool:
    """At least two telling columns, one of them a name or a village."""
    meanings = header.meanings() - _WEAK
    return header.score() >= 6 and bool(
        meanings
        & {
            "name",
            "mentor_name",
            "village",
            "branch",
            "native_village",
            "village_code",
            "incumbent_name",
            "mentor_names",
        }
    )


def merged_texts(sheet: Sheet) -> dict[tuple[int, int], Merge]:
    """Every cell of a merged range that lies in the searched rows, by (row, column)."""
    return {
        (row, column): merge
        for merge in sheet.merges
        for row in range(merge.top, min(merge.bottom, merge.top + 10) + 1)
        for column in range(merge.left, min(merge.right, merge.left + 200) + 1)
    }


def _ending_in(sheet: Sheet, row: int, merged: dict[tuple[int, int], Merge]) -> Header | None:
    cells = sheet.rows[row - 1]
    texts = [text_of(cell) for cell in cells if not is_blank(cell)]
    if not looks_like_headers(texts) or sum(
        1 for text in texts if len(bare(text)) > LONGEST_HEADER
    ) * 2 > len(texts):
        return None
    top = row
    while top > 1 and row - top < 2 and _is_group_row(sheet, top - 1, row, merged):
        top -= 1
    columns = tuple(_columns(sheet, top, row, merged))
    return Header(top, row, columns)


def _is_group_row(sheet: Sheet, above: int, bottom: int, merged: dict[tuple[int, int], Merge]) -> bool:
    """A row over the header that groups its columns, and is no title and no line such as 填报单位：…"""
    filled = [(at, text_of(cell)) for at, cell in enumerate(sheet.rows[above - 1]) if not is_blank(cell)]
    if not filled or any("：" in text or ":" in text or len(bare(text)) > 20 for _, text in filled):
        return False
    width = sum(1 for cell in sheet.rows[bottom - 1] if not is_blank(cell))
    spans = [merged.get((above, at)) for at, _ in filled]
    if any(span and span.bottom >= bottom for span in spans):
        return True
    wide = [span for span in spans if span and span.right > span.left]
    if len(filled) == 1:
        return (
            bool(wide)
            and wide[0].right - wide[0].left + 1 < max(width * 0.8, 2)
            and meaning_or_group(filled[0][1])
        )
    known = sum(1 for _, text in filled if meaning_or_group(text))
    return known * 2 >= len(filled)


def meaning_or_group(text: str) -> bool:
    """A text that a header could bear."""
    return meaning_of(text) is not None or group_of(text) != ""


def _columns(sheet: Sheet, top: int, bottom: int, merged: dict[tuple[int, int], Merge]) -> Iterator[Column]:
    width = max((len(sheet.rows[row - 1]) for row in range(top, bottom + 1)), default=0)
    grid = [_level(sheet, row, bottom, width, merged) for row in range(top, bottom + 1)]
    for index in range(width):
        levels: list[str] = []
        for level in grid:
            text = level[index]
            if text and (not levels or levels[-1] != text):
                levels.append(text)
        if levels and any(len(bare(text)) <= LONGEST_HEADER for text in levels):
            meaning, rank = meaning_together(tuple(levels))
            yield Column(index, tuple(levels), meaning, rank)


def _level(
    sheet: Sheet, row: int, bottom: int, width: int, merged: dict[tuple[int, int], Merge]
) -> list[str]:
    """The texts of one header row; merged ranges repeat theirs, an unmerged group spreads over the blanks beside it."""
    cells: Sequence[Cell] = sheet.rows[row - 1]
    texts = [
        text_of(cells[at]).strip() if at < len(cells) and not is_blank(cells[at]) else ""
        for at in range(width)
    ]
    for at in range(width):
        merge = merged.get((row, at))
        if merge and not texts[at]:
            source = sheet.rows[merge.top - 1]
            texts[at] = text_of(source[merge.left]).strip() if merge.left < len(source) else ""
    if row < bottom:
        below = sheet.rows[row]
        for at in range(1, width):
            under = at < len(below) and not is_blank(below[at])
            if not texts[at] and under and (row, at) not in merged and (row, at - 1) not in merged:
                texts[at] = texts[at - 1] if group_of(texts[at - 1]) else ""
    return texts


_GROUP_SIGNS = {
    "stranger": (
        "家庭成员 配偶 推荐人 介绍人 紧急联系人 村主任 村委会主任 填报人 父母 亲属 监委会主任 副书记 联系人 "
        "子女 社会关系"
    ),
    "education_full_time": "全日制",
    "education_in_service": "在职教育 在职学历 非全日制 在职",
    "incumbent": "书记 支书 带头人 主职",
    "mentor": "导师 帮带人 帮带干部 帮带领导 结对人 结对干部 培养人",
    "native": "籍贯 户籍 原籍 家乡 老家",
    "plain": (
        "基本情况 基本信息 个人情况 个人信息 组织关系 党籍 党员信息 联系方式 学历 教育 职务 其他 人员 身份信息 "
        "任职 所在 地址 村情 评定 分类 意愿 研判 类别 情况 信息 培养 党内 行政区划 区划 乡镇 帮扶 帮带 结对 "
        "安排 时间 拟任 履历"
    ),
}
"""Words of outer header levels; the first group that fits decides."""
GROUPS = [(group, tuple(words.split())) for group, words in _GROUP_SIGNS.items()]


@lru_cache(maxsize=2048)
def group_of(text: str) -> str:
    """What an outer level says about the columns under it; "" when it looks like no group at all."""
    word = bare(text)
    if not word or len(word) > 16:
        return ""
    if "非全日制" in word:
        return "education_in_service"
    return next((group for group, signs in GROUPS if any(sign in word for sign in signs)), "")


@lru_cache(maxsize=4096)
def meaning_together(levels: tuple[str, ...]) -> tuple[str, int]:
    """What a column's levels mean: the innermost text, coloured by the groups around it. ("", 0): not known."""
    found = meaning_of(levels[-1])
    outer = [group_of(text) for text in levels[:-1]]
    meaning, rank = found or ("", 0)
    if "stranger" in outer:
        return ("known", 0) if meaning != "never" else (meaning, 0)
    if "education_full_time" in outer or "education_in_service" in outer:
        group = "education_full_time" if "education_full_time" in outer else "education_in_service"
        inner = {"education", "education_full_time", "education_in_service"}
        return (group, rank) if meaning in inner else ("known", 0)
    if "incumbent" in outer and meaning and ":" not in meaning:
        return ("incumbent_name", rank) if meaning == "name" else (f"secretary:{meaning}", rank)
    if "mentor" in outer and meaning:
        if meaning in {"name", "mentor_name", "mentor_names"}:
            return "mentor_names", rank
        return f"mentor:{meaning}", rank
    if "native" in outer and meaning in {"village", "township"}:
        return f"native_{meaning}", rank
    if meaning:
        return meaning, rank
    joined = meaning_of("".join(levels)) if len(levels) > 1 else None
    return joined or ("", 0)
