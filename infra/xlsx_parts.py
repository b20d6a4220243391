"""What calamine does not tell of an .xlsx: hidden rows and columns, formulas without values, months without a day,
page headers, properties, text boxes. Regular expressions over bounded bytes: no entity is ever expanded.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import msgspec

from infra.file_refusals import refused

LARGEST_UNPACKED = 1024**3
SUSPICIOUS_BYTES = 64 * 1024**2
SUSPICIOUS_RATIO = 50
LARGEST_AREA = 30_000_000
"""Cells between the first and the last that are used; beyond it a sheet cannot be laid out in memory."""
LOOKED_THROUGH_BYTES = 4 * 1024**2
"""Sheets up to this size are looked through cell by cell."""
SECRET_SIGN = "密".encode()
"""Without these bytes no text can be a secrecy grade."""

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*["']([^"']*)["']""")
_HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\b(?=[^>]*\bhidden=["'](?:1|true)["'])[^>]*?\br=["'](\d+)["']""")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_FORMULA = re.compile(
    rb"""<(?:\w+:)?c\s(?P<attributes>[^>]*)>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"""
    rb"""(?:</(?:\w+:)?c>|<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)"""
)
_ERROR = re.compile(rb"""<(?:\w+:)?c\s(?=[^>]*\bt=["']e["'])(?P<attributes>[^>]*)>""")
_CELL = re.compile(rb"""<(?:\w+:)?c\s(?P<attributes>[^>/]*)>""")
_PLACE = re.compile(rb"""\br=["']([A-Z]+)(\d+)["']""")
_DIMENSION = re.compile(rb"""<(?:\w+:)?dimension\s+ref=["'](?:[A-Z]+\d+:)?([A-Z]+)(\d+)["']""")
_MARGIN = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)>([^<]*)<")
_TEXT = re.compile(rb">([^<>]+)<")
_PARAGRAPH = re.compile(rb"<a:p>.*?</a:p>", re.DOTALL)
_RUN = re.compile(rb"<a:t>([^<]*)</a:t>")
_FORMATS = re.compile(rb"<(?:\w+:)?numFmt\s[^>]*>")
_CELL_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_XF = re.compile(rb"<(?:\w+:)?xf\s[^>]*>")
MONTH_FORMATS = frozenset({17, 27, 36, 50, 52, 57})
"""Built-in formats of the Chinese Excel that show year and month only."""


class SheetParts(msgspec.Struct, frozen=True):
    """Rows are Excel's numbers, columns count from 0."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    unvalued: frozenset[tuple[int, int]] = frozenset()
    months: frozenset[tuple[int, int]] = frozenset()
    margins: tuple[str, ...] = ()


class BookParts(msgspec.Struct, frozen=True):
    """By the sheets' names."""

    sheets: dict[str, SheetParts]
    texts: tuple[str, ...]
    may_be_graded: bool = True


def read_parts(archive: zipfile.ZipFile, content: bytes, path: Path) -> BookParts:
    """Read every part once, so that damage shows before anything is taken.

    Raises: Refusal FILE_ZIP_BOMB, FILE_DAMAGED, FILE_TOO_LARGE or FILE_KIND.
    """
    refuse_bomb(archive, path)
    names = set(archive.namelist())
    if "xl/workbook.xml" not in names:
        raise refused("FILE_KIND", path)
    try:
        months = (
            _month_styles(archive.read("xl/styles.xml")) if "xl/styles.xml" in names else frozenset[int]()
        )
        may_be_graded = "xl/sharedStrings.xml" in names and _has_any(archive.read("xl/sharedStrings.xml"))
        sheets = {}
        for name, part in _sheet_files(archive):
            if part in names:
                data = _unpacked(archive, part, content)
                may_be_graded = may_be_graded or _has_any(data)
                sheets[name] = _sheet_parts(data, months, path)
        texts = tuple(_texts(archive, names))
    except (
        zipfile.BadZipFile,
        struct.error,
        zlib.error,
        EOFError,
        KeyError,
        NotImplementedError,
        RuntimeError,
        UnicodeError,
    ) as error:
        raise refused("FILE_DAMAGED", path) from error
    return BookParts(sheets, texts, may_be_graded)


def _has_any(data: bytes) -> bool:
    """A writer that spells signs as numbers (&#23494;) does so from the first title on."""
    return re.search(SECRET_SIGN, data) is not None or b"&#" in data[:65_536]


def _unpacked(archive: zipfile.ZipFile, part: str, content: bytes) -> bytes:
    """A large part in one go and without its checksum, which calamine tests anyway: half the time of `read`."""
    entry = archive.getinfo(part)
    if entry.compress_type != zipfile.ZIP_DEFLATED or entry.flag_bits & 1:
        return archive.read(part)
    name, extra = struct.unpack_from("<HH", content, entry.header_offset + 26)
    start = entry.header_offset + 30 + name + extra
    return zlib.decompress(memoryview(content)[start : start + entry.compress_size], -15, entry.file_size)


def refuse_bomb(archive: zipfile.ZipFile, path: Path) -> None:
    """Judge by the declared sizes before anything is unpacked; zipfile never reads more than is declared.

    Raises: Refusal FILE_ZIP_BOMB.
    """
    unpacked = sum(entry.file_size for entry in archive.infolist())
    packed = sum(entry.compress_size for entry in archive.infolist())
    if unpacked > LARGEST_UNPACKED or (
        unpacked > SUSPICIOUS_BYTES and unpacked > SUSPICIOUS_RATIO * max(packed, 1)
    ):
        raise refused("FILE_ZIP_BOMB", path)


def _attributes(tag: bytes) -> dict[str, str]:
    return {name.decode(): unescape(value.decode()) for name, value in _ATTRIBUTE.findall(tag)}


def _sheet_files(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """(sheet name, part) by workbook.xml and its relations."""
    relations = {
        one["Id"]: one["Target"]
        for one in map(_attributes, _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")))
        if "Id" in one and "Target" in one
    }
    for one in map(_attributes, _SHEET.findall(archive.read("xl/workbook.xml"))):
        relation = next((value for name, value in one.items() if name.endswith(":id")), "")
        target = relations.get(relation, "")
        if "name" in one and target:
            yield one["name"], target[1:] if target.startswith("/") else f"xl/{target}"


def _sheet_parts(data: bytes, months: frozenset[int], path: Path) -> SheetParts:
    if not re.search(rb"</(?:\w+:)?(worksheet|chartsheet|dialogsheet)>\s*$|^\s*$", data[-64:]):
        raise refused("FILE_DAMAGED", path)
    _refuse_sprawl(data, path)
    is_prefixed = re.search(rb"<\w+:worksheet", data[:2048]) is not None
    has_formulas = re.search(rb":f" if is_prefixed else rb"<f", data) is not None
    return SheetParts(
        hidden_rows=frozenset(int(row) for row in _HIDDEN_ROW.findall(data))
        if b"hidden=" in data
        else frozenset(),
        hidden_columns=frozenset(_hidden_columns(data)),
        unvalued=frozenset(_unvalued(data, has_formulas=has_formulas)),
        months=frozenset(_cells_of_styles(data, months)) if months else frozenset(),
        margins=tuple(unescape(text.decode()) for text in _MARGIN.findall(data[-20_000:])),
    )


def _hidden_columns(data: bytes) -> Iterator[int]:
    """Columns hidden, or made so narrow that nobody sees them."""
    for tag in _COLUMN.findall(data[: data.find(b"sheetData") + 1 or None]):
        one = _attributes(tag)
        if one.get("hidden") in {"1", "true"} or one.get("width") == "0":
            yield from range(int(one["min"]) - 1, min(int(one["max"]), 1000))


def _unvalued(data: bytes, *, has_formulas: bool) -> Iterator[tuple[int, int]]:
    """Formulas that nobody has calculated yet, and error values. A formula that gives "" has its value."""
    if has_formulas:
        for found in _FORMULA.finditer(data):
            if b't="str"' not in found["attributes"] or b"<v" not in found.group():
                yield from _place(found["attributes"])
    if re.search(rb't="e"', data):
        for found in _ERROR.finditer(data):
            yield from _place(found["attributes"])


def _place(attributes: bytes) -> Iterator[tuple[int, int]]:
    if found := _PLACE.search(attributes):
        yield int(found.group(2)), _column_number(found.group(1))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _cells_of_styles(data: bytes, styles: frozenset[int]) -> Iterator[tuple[int, int]]:
    wanted = re.compile(
        rb"""<(?:\w+:)?c\s(?=[^>]*\bs=["'](?:%s)["'])(?P<attributes>[^>]*)>"""
        % b"|".join(b"%d" % one for one in sorted(styles))
    )
    for found in wanted.finditer(data):
        yield from _place(found["attributes"])


def _month_styles(styles: bytes) -> frozenset[int]:
    """The cell styles that show a date as year and month."""
    formats = {
        int(one["numFmtId"]): one.get("formatCode", "") for one in map(_attributes, _FORMATS.findall(styles))
    }
    block = _CELL_FORMATS.search(styles)
    numbers = (
        [int(_attributes(tag).get("numFmtId", "0")) for tag in _XF.findall(block.group())] if block else []
    )
    return frozenset(
        at
        for at, number in enumerate(numbers)
        if (shows_month_only(formats[number]) if number in formats else number in MONTH_FORMATS)
    )


def shows_month_only(code: str) -> bool:
    """A number format with year and month and no day: yyyy"年"m"月", yyyy.mm, mmm-yy."""
    plain = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code.split(";", maxsplit=1)[0]).lower()
    return "y" in plain and "m" in plain and "d" not in plain and "h" not in plain


def _refuse_sprawl(data: bytes, path: Path) -> None:
    """A single cell in the far corner would lay out the whole grid. A large sheet's own word about its size is taken.

    Raises: Refusal FILE_TOO_LARGE.
    """
    stated = _DIMENSION.search(data[:4096])
    if stated and len(data) > LOOKED_THROUGH_BYTES:
        rows, columns = int(stated.group(2)), _column_number(stated.group(1)) + 1
        if rows * columns <= LARGEST_AREA:
            return
    places = [place for found in _CELL.finditer(data) for place in _place(found["attributes"])]
    rows = max((row for row, _ in places), default=0)
    if rows * (max((column for _, column in places), default=0) + 1) > LARGEST_AREA:
        raise refused("FILE_TOO_LARGE", path)


def _texts(archive: zipfile.ZipFile, names: set[str]) -> Iterator[str]:
    """Properties, and the paragraphs of text boxes: where a grade can stand outside the cells."""
    for name in sorted(names):
        if name.startswith("docProps/") and name.endswith(".xml"):
            yield from (unescape(text.decode()) for text in _TEXT.findall(archive.read(name)))
        elif name.startswith("xl/drawings/") and name.endswith(".xml"):
            for paragraph in _PARAGRAPH.findall(archive.read(name)):
                yield unescape(b"".join(_RUN.findall(paragraph)).decode())
