"""register.csv and townships.csv to a register: codes checked, orphans and doubles refused.

The layout is that of the public register (columns by their headers, in any order): code and name; further columns,
such as streetCode, are not needed, as codes nest by their digits.
"""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path

import msgspec

from domain.gazetteer import Gazetteer, Township, Village
from domain.ids import TownshipCode, VillageCode
from domain.refusal import Refusal
from domain.register import is_village
from domain.values.person_words import YES_NO
from domain.values.text import flat

CODE_HEADERS = frozenset({"code", "代码", "区划代码", "行政区划代码", "统计用区划代码", "编码"})
COUNTS_HEADERS = frozenset({"counts", "计入", "是否计入"})
"""Optional: whether coverage counts the place; without it villages count (200-399), communities do not."""
NAME_HEADERS = frozenset({"name", "名称", "村名", "乡镇", "乡镇名称", "村名称", "单位名称"})
TOWNSHIP_DIGITS, VILLAGE_DIGITS = 9, 12


class Register(msgspec.Struct, frozen=True):
    """What `init` takes: the townships and villages of one county, by their codes and in their order."""

    townships: dict[TownshipCode, Township]
    villages: dict[VillageCode, Village]

    def gazetteer(self, county_name: str = "") -> Gazetteer:
        """The same, ready to resolve spellings."""
        return Gazetteer(self.townships.values(), self.villages.values(), county_name)


def read_register(register: Path, townships: Path) -> Register:
    """Read register.csv and townships.csv.

    Raises: Refusal REGISTER_MISSING, REGISTER_HEADER, REGISTER_CODE, REGISTER_NAME, REGISTER_DUPLICATE,
    REGISTER_ORPHAN or REGISTER_EMPTY, naming file and line.
    """
    towns = sorted(Township(TownshipCode(row.code), row.name) for row in _rows(townships, TOWNSHIP_DIGITS))
    found = sorted(
        (Village(VillageCode(row.code), row.name, row.counts) for row in _rows(register, VILLAGE_DIGITS)),
        key=lambda village: village.code,
    )
    known = {town.code for town in towns}
    orphan = next((village for village in found if village.township not in known), None)
    if orphan:
        raise _refused("REGISTER_ORPHAN", register, 0, orphan.code)
    if not towns or not found:
        raise _refused("REGISTER_EMPTY", register if towns else townships, 0, "")
    return Register({town.code: town for town in towns}, {village.code: village for village in found})


class _Row(msgspec.Struct, frozen=True):
    code: str
    name: str
    counts: bool


def _text(path: Path) -> str:
    """UTF-8 with or without its mark, else the Chinese encodings."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _refused("REGISTER_MISSING", path, 0, "") from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _refused("REGISTER_HEADER", path, 1, "")


def _rows(path: Path, digits: int) -> Iterator[_Row]:
    reader = csv.reader(StringIO(_text(path)))
    header = [flat(cell).lower() for cell in next(reader, [])]
    code_at, name_at, counts_at = (
        _place(header, names) for names in (CODE_HEADERS, NAME_HEADERS, COUNTS_HEADERS)
    )
    if code_at is None or name_at is None:
        raise _refused("REGISTER_HEADER", path, 1, "")
    seen: set[str] = set()
    for line, row in enumerate(reader, 2):
        if not any(cell.strip() for cell in row):
            continue
        code = flat(row[code_at]).strip("'\"") if code_at < len(row) else ""
        name = flat(row[name_at]) if name_at < len(row) else ""
        if len(code) != digits or not (code.isascii() and code.isdigit()):
            raise _refused("REGISTER_CODE", path, line, str(digits))
        if not name:
            raise _refused("REGISTER_NAME", path, line, code)
        if code in seen:
            raise _refused("REGISTER_DUPLICATE", path, line, code)
        seen.add(code)
        said = YES_NO.read(row[counts_at]) if counts_at is not None and counts_at < len(row) else None
        yield _Row(code, name, is_village(code) if said is None else said == "yes")


def _place(header: list[str], names: Iterable[str]) -> int | None:
    return next((at for at, cell in enumerate(header) if cell in names), None)


_SENTENCES = {
    "REGISTER_MISSING": (
        "{file}: there is no such file, or it may not be read.",
        "{file}：找不到文件，或没有读取权限。",
    ),
    "REGISTER_HEADER": (
        "{file}: no header with the columns code and name (UTF-8 or GB18030 text).",
        "{file}：没有含 code 和 name 两列的表头（应为UTF-8或GB18030文本）。",
    ),
    "REGISTER_CODE": (
        "{file}, line {line}: a code here has {detail} digits.",
        "{file}第{line}行：代码应为{detail}位数字。",
    ),
    "REGISTER_NAME": ("{file}, line {line}: {detail} has no name.", "{file}第{line}行：{detail}没有名称。"),
    "REGISTER_DUPLICATE": (
        "{file}, line {line}: {detail} stands there twice.",
        "{file}第{line}行：{detail}重复。",
    ),
    "REGISTER_ORPHAN": (
        "{file}: the township of {detail} is not in townships.csv.",
        "{file}：{detail}所属的乡镇不在townships.csv中。",
    ),
    "REGISTER_EMPTY": ("{file}: no rows.", "{file}：没有数据行。"),
}
REGISTER_REFUSALS = tuple(_SENTENCES)


def _refused(code: str, path: Path, line: int, detail: str) -> Refusal:
    words = {"file": path.name, "line": line, "detail": detail}
    en, zh = (sentence.format(**words) for sentence in _SENTENCES[code])
    return Refusal(code, en, zh, path=(str(path),), line=line)
