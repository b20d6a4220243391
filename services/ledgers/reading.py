"""One sheet to a reading: header, kind, then every row with its facts and problems."""

from collections.abc import Sequence
from datetime import date

from domain.gazetteer import Gazetteer, Outcome
from domain.values.person_words import RESIDENCE
from domain.values.text import bare
from services.ledgers.fields import Field, fields_of
from services.ledgers.headers import Column, Header, find_header
from services.ledgers.kinds import Kind, kind_of
from services.ledgers.meanings import NEVER_STORED
from services.ledgers.pace import collector_paused
from services.ledgers.pairing import paired
from services.ledgers.places import Surroundings
from services.ledgers.problems import problem
from services.ledgers.readings import OWN_COLUMNS, SheetReading
from services.ledgers.rows import RowReader
from services.ledgers.selecting import JUDGED_ROWS, LineSelector
from services.ledgers.sheet import Sheet, is_blank, text_of

_OWN = frozenset(bare(name) for name in OWN_COLUMNS)


def read_sheet(sheet: Sheet, gazetteer: Gazetteer, today: date) -> SheetReading:
    """Read one sheet. A sheet that is no ledger gives a reading without kind; one without content, without problems."""
    reading = SheetReading(file=sheet.file, sheet=sheet.name, kind=None)
    if not any(not is_blank(cell) for row in sheet.rows for cell in row):
        return reading
    header = find_header(sheet)
    titles = _titles(sheet, header)
    header = paired(header, (*titles, sheet.name)) if header else None
    kind = kind_of(header, titles, (sheet.name, sheet.file)) if header else None
    if header is None or kind is None:
        reading.problems.append(problem("SHEET_UNKNOWN", 0))
        return reading
    fields, lost, ignored = fields_of(header, kind)
    fields, ignored = _without_strange_places(sheet, header, kind, fields, ignored, gazetteer)
    reading.kind, reading.header_row, reading.titles = kind, header.bottom, titles
    _describe(reading, sheet, header, fields, lost, ignored)
    with collector_paused():
        return _with_rows(reading, sheet, header, kind, fields, gazetteer, today)


def _with_rows(
    reading: SheetReading,
    sheet: Sheet,
    header: Header,
    kind: Kind,
    fields: Sequence[Field],
    gazetteer: Gazetteer,
    today: date,
) -> SheetReading:
    names_villages = bool({"village", "native_village", "linked_villages"} & reading.field_columns.keys())
    places = Surroundings(gazetteer, sheet.file, sheet.name, reading.titles, names_villages=names_villages)
    lines = LineSelector(sheet, header, kind, fields, places).select()
    reading.problems += lines.problems
    reading.has_headings = any(town or village for town, village in lines.sections)
    reading.rows = RowReader(sheet, header, kind, fields, places, today).read(lines)
    return reading


def _titles(sheet: Sheet, header: Header | None) -> tuple[str, ...]:
    """The texts above the header."""
    rows = sheet.rows[: header.top - 1] if header else ()
    return tuple(text_of(cell) for row in rows for cell in row if not is_blank(cell))


def _without_strange_places(
    sheet: Sheet, header: Header, kind: Kind, fields: list[Field], ignored: list[Column], gazetteer: Gazetteer
) -> tuple[list[Field], list[Column]]:
    """籍贯 is often a province, 现居地 a city: read as village or residence only where most of the cells are one."""
    signs = {
        "native": lambda text: gazetteer.village(text).outcome is not Outcome.UNKNOWN,
        "place": lambda text: RESIDENCE.read(text) is not None,
    }
    strange = []
    for field in fields:
        at = field.column.index
        if field.column.meaning == "place" and kind == "talents":
            continue  # they live elsewhere: any place says so
        if sign := signs.get(field.column.meaning):
            rows = sheet.rows[header.bottom : header.bottom + JUDGED_ROWS]
            cells = [text_of(row[at]) for row in rows if at < len(row) and not is_blank(row[at])]
            if sum(1 for cell in cells if sign(cell)) * 2 <= len(cells):
                strange.append(field)
    kept = [field for field in fields if field not in strange]
    return kept, sorted([*ignored, *(field.column for field in strange)], key=lambda column: column.index)


def _describe(
    reading: SheetReading,
    sheet: Sheet,
    header: Header,
    fields: Sequence[Field],
    lost: Sequence[tuple[Column, str]],
    ignored: Sequence[Column],
) -> None:
    """Columns, and what is to be said about them."""
    shown = [column for column in ignored if bare(column.label) not in _OWN]
    row = header.bottom
    reading.columns = {field.key: field.field for field in fields}
    reading.field_columns = {field.field: field.column.index for field in fields}
    reading.ignored_columns = [column.label for column in shown] + [column.label for column, _ in lost]
    reading.headers = _row_of_headers(header)
    if not sheet.visible:
        reading.problems.append(problem("HIDDEN_SHEET", 0))
    reading.problems += [
        problem("FIELD_NEVER_STORED", row, column.label)
        for column in shown
        if column.meaning == "never" or any(NEVER_STORED.search(bare(level)) for level in column.levels)
    ]
    keys = {field.column.index: (field.key, field.field) for field in fields}
    reading.problems += [
        problem("HIDDEN_COLUMN", row, *keys.get(column.index, (column.label, "")))
        for column in header.columns
        if column.index in sheet.hidden_columns and bare(column.label) not in _OWN
    ]
    again = _block_again(fields, lost)
    if again:
        labels = "、".join(column.label.replace("\n", "") for column in again)
        reading.problems.append(problem("COLUMNS_REPEATED", row, detail=labels))
    reading.problems += [
        problem("COLUMN_TWICE", row, column.label, detail=better)
        for column, better in lost
        if column not in again
    ]


def _block_again(fields: Sequence[Field], lost: Sequence[tuple[Column, str]]) -> list[Column]:
    """The columns of a second block to the right: at least three headers printed again, a name among them."""
    read = {field.column.label: field for field in fields}
    again = [column for column, better in lost if column.label == better and better in read]
    names = {"name", "incumbent_name"}
    is_block = len(again) >= 3 and any(read[column.label].field in names for column in again)
    return again if is_block else []


def _row_of_headers(header: Header) -> tuple[str, ...]:
    """One readable header per column, levels joined where the innermost does not say it all."""
    texts = [""] * (max((column.index for column in header.columns), default=-1) + 1)
    labels = [column.label for column in header.columns]
    for column in header.columns:
        alone = (
            labels.count(column.label) == 1
            and ":" not in column.meaning
            and not column.meaning.startswith("incumbent")
        )
        texts[column.index] = column.label if alone else "".join(column.levels)
    return tuple(texts)
