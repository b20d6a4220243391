"""Opens a workbook as offices send them, or says why not: calamine for cells, our own look at what it leaves out."""

import csv
import zipfile
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import cast

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from infra import xls_parts, xlsx_parts
from infra.file_refusals import LARGEST_BYTES, refused
from infra.xlsx_parts import SheetParts
from services.ledgers.pace import collector_paused
from services.ledgers.secrecy import refuse_graded
from services.ledgers.sheet import Cell, Merge, Sheet, Workbook, is_blank

ZIP, OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlt", ".xlsb"})
WPS = frozenset({".et", ".ett"})
TEXT = frozenset({".csv", ".tsv"})
_NO_PARTS = SheetParts()


def read_workbook(path: Path, password: str | None = None) -> Workbook:
    """All sheets of a file, hidden ones too.

    Raises: Refusal with a FILE_… code; nothing of a refused file is kept.
    """
    head = _head(path)
    if path.suffix.lower() in TEXT and head[:4] != ZIP:
        book = _csv(path)
    elif head.startswith(OLE):
        book = _ole(path, password)
    elif head.startswith(ZIP):
        book = _zip(path, path.read_bytes())
    else:
        raise refused(_code_of_unknown(path, head), path)
    refuse_graded(book)
    if all(is_blank(cell) for sheet in book.sheets for row in sheet.rows for cell in row):
        raise refused("FILE_EMPTY", path)
    return book


def _head(path: Path) -> bytes:
    """The first bytes, once the file is known to be there, of a kind that can be read, and not too large."""
    try:
        if not path.is_file():
            raise refused("FILE_MISSING", path)
        if path.suffix.lower() in WPS:
            raise refused("FILE_ET", path)
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            raise refused("FILE_TOO_LARGE", path)
        if size == 0:
            raise refused("FILE_EMPTY", path)
        with path.open("rb") as file:
            return file.read(1024)
    except OSError as error:
        raise refused("FILE_MISSING", path) from error


def _code_of_unknown(path: Path, head: bytes) -> str:
    """A web page or XML under the name of a workbook is of the wrong kind; anything else under that name is damaged."""
    if path.suffix.lower() not in WORKBOOKS or path.name.startswith("~$"):
        return "FILE_KIND"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "FILE_KIND" if start.startswith((b"<", b"mime-version", b"%pdf", b"{")) else "FILE_DAMAGED"


def _zip(path: Path, content: bytes) -> Workbook:
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise refused("FILE_DAMAGED", path) from error
    with archive:
        names = archive.namelist()
        if "xl/workbook.bin" in names:
            xlsx_parts.refuse_bomb(archive, path)
            return _cells(path, content, {}, ())
        parts = xlsx_parts.read_parts(archive, content, path)
    book = _cells(path, content, parts.sheets, parts.texts)
    book.may_be_graded = parts.may_be_graded
    return book


def _ole(path: Path, password: str | None) -> Workbook:
    import olefile

    content = path.read_bytes()
    try:
        with olefile.OleFileIO(BytesIO(content)) as container:
            locked = container.exists("EncryptedPackage")
            name = next((name for name in ("Workbook", "Book") if container.exists(name)), None)
            stream = container.openstream(name).read() if name else b""
    except OSError as error:
        raise refused("FILE_DAMAGED", path) from error
    if locked or xls_parts.is_locked(stream):
        content = _unlocked(path, content, password)
        return _zip(path, content) if locked else _xls(path, content)
    if not name:
        raise refused("FILE_KIND", path)
    return _cells(path, content, xls_parts.read_parts(stream), ())


def _xls(path: Path, content: bytes) -> Workbook:
    import olefile

    with olefile.OleFileIO(BytesIO(content)) as container:
        name = "Workbook" if container.exists("Workbook") else "Book"
        stream = container.openstream(name).read()
    return _cells(path, content, xls_parts.read_parts(stream), ())


def _unlocked(path: Path, content: bytes, password: str | None) -> bytes:
    """The plain file, in memory only."""
    from msoffcrypto import OfficeFile
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

    if not password:
        raise refused("FILE_PASSWORD", path)
    plain = BytesIO()
    try:
        office = OfficeFile(BytesIO(content))
        office.load_key(password=password)
        office.decrypt(plain)
    except InvalidKeyError as error:
        raise refused("FILE_PASSWORD_WRONG", path) from error
    except (DecryptionError, FileFormatError, ParseError, OSError, ValueError) as error:
        raise refused("FILE_DAMAGED", path) from error
    return plain.getvalue()


def _cells(path: Path, content: bytes, parts: dict[str, SheetParts], texts: tuple[str, ...]) -> Workbook:
    """The cells by calamine, joined with what it does not tell."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = [
            _sheet(path, book.get_sheet_by_name(one.name), parts.get(one.name, _NO_PARTS), one.visible)
            for one in book.sheets_metadata
            if one.typ == SheetTypeEnum.WorkSheet
        ]
    except (CalamineError, ValueError, OverflowError) as error:
        raise refused("FILE_DAMAGED", path) from error
    return Workbook(file=path.name, sheets=sheets, properties=texts)


def _sheet(path: Path, sheet: CalamineSheet, parts: SheetParts, visible: SheetVisibleEnum) -> Sheet:
    with collector_paused():
        rows = cast("list[list[Cell]]", sheet.to_python(skip_empty_area=False))
    while rows and not any(cell != "" for cell in rows[-1]):
        rows.pop()
    for row, column in parts.months:
        if row <= len(rows) and column < len(rows[row - 1]):
            day = rows[row - 1][column]
            if isinstance(day, date) and day.day == 1:
                rows[row - 1][column] = f"{day.year:04}-{day.month:02}"
    return Sheet(
        file=path.name,
        name=sheet.name,
        rows=rows,
        merges=tuple(
            Merge(top + 1, left, bottom + 1, right)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ),
        hidden_rows=parts.hidden_rows,
        hidden_columns=parts.hidden_columns,
        unvalued=parts.unvalued,
        visible=visible == SheetVisibleEnum.Visible,
        margins=parts.margins,
    )


def _csv(path: Path) -> Workbook:
    """Text with commas or tabs, in UTF-8 or the Chinese encodings; every cell is text."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("gb18030")
        except UnicodeDecodeError as error:
            raise refused("FILE_DAMAGED", path) from error
    if "\0" in text:
        raise refused("FILE_DAMAGED", path)
    first = text.partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    rows: list[list[Cell]] = [list(row) for row in csv.reader(StringIO(text), delimiter=delimiter)]
    width = max(map(len, rows), default=0)
    padded = [row + [""] * (width - len(row)) for row in rows]
    return Workbook(file=path.name, sheets=[Sheet(file=path.name, name=path.stem, rows=padded)])
