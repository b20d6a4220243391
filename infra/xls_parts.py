"""What calamine does not tell of an .xls: the records of its workbook stream, read one by one (MS-XLS 2.1)."""

import struct
from collections.abc import Iterator

from infra.xlsx_parts import MONTH_FORMATS, SheetParts, shows_month_only

BOF, EOF, FILE_PASS, BOUND_SHEET = 0x0809, 0x000A, 0x002F, 0x0085
ROW, COLUMN_INFO, HEADER, FOOTER, FORMAT, XF = 0x0208, 0x007D, 0x0014, 0x0015, 0x041E, 0x00E0
NUMBER, RK, MULTIPLE_RK = 0x0203, 0x027E, 0x00BD


def records(stream: bytes, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """(kind, content) from an offset on; stops quietly where the stream is cut."""
    at = start
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def is_locked(stream: bytes) -> bool:
    """Whether the stream asks for a password."""
    for number, (kind, _) in enumerate(records(stream)):
        if kind == FILE_PASS:
            return True
        if kind == EOF or number > 50:
            break
    return False


def read_parts(stream: bytes) -> dict[str, SheetParts]:
    """The parts of every sheet by its name. What cannot be read is left out: the old format is best effort."""
    formats: dict[int, str] = {}
    styles: list[int] = []
    offsets: list[tuple[str, int]] = []
    for kind, content in records(stream):
        if kind == FORMAT and len(content) > 5:
            formats[struct.unpack_from("<H", content)[0]] = _text(content[2:], long=True)
        elif kind == XF and len(content) >= 4:
            styles.append(struct.unpack_from("<H", content, 2)[0])
        elif kind == BOUND_SHEET and len(content) > 8:
            offsets.append((_text(content[6:], long=False), struct.unpack_from("<I", content)[0]))
        elif kind == EOF:
            break
    months = {
        at
        for at, number in enumerate(styles)
        if (shows_month_only(formats[number]) if number in formats else number in MONTH_FORMATS)
    }
    return {name: _sheet(stream, offset, months) for name, offset in offsets}


def _sheet(stream: bytes, offset: int, months: set[int]) -> SheetParts:
    rows: set[int] = set()
    columns: set[int] = set()
    month_cells: set[tuple[int, int]] = set()
    margins: list[str] = []
    for kind, content in records(stream, offset):
        if kind == ROW and len(content) >= 14 and content[12] & 0x20:
            rows.add(struct.unpack_from("<H", content)[0] + 1)
        elif kind == COLUMN_INFO and len(content) >= 10 and content[8] & 0x01:
            first, last = struct.unpack_from("<HH", content)
            columns |= set(range(first, last + 1))
        elif kind in {HEADER, FOOTER} and len(content) > 3:
            margins.append(_text(content, long=True))
        elif kind in {NUMBER, RK, MULTIPLE_RK} and months:
            month_cells |= set(_dated(kind, content, months))
        elif kind == EOF:
            break
    return SheetParts(
        frozenset(rows), frozenset(columns), frozenset(), frozenset(month_cells), tuple(margins)
    )


def _dated(kind: int, content: bytes, months: set[int]) -> Iterator[tuple[int, int]]:
    row, column, style = struct.unpack_from("<HHH", content)
    if kind != MULTIPLE_RK:
        if style in months:
            yield row + 1, column
        return
    for number, at in enumerate(range(4, len(content) - 2, 6)):
        if struct.unpack_from("<H", content, at)[0] in months:
            yield row + 1, column + number


def _text(content: bytes, *, long: bool) -> str:
    """A string with its length in one or two bytes and its flags."""
    size, at = (struct.unpack_from("<H", content)[0], 2) if long else (content[0], 1)
    wide = content[at] & 0x01
    raw = content[at + 1 : at + 1 + size * (2 if wide else 1)]
    return raw.decode("utf-16-le" if wide else "latin-1", errors="replace")
