"""A filled work sheet to rows that can be carried out. Columns may have moved, rows been sorted, added or left out."""

from collections.abc import Mapping, Sequence
from hashlib import blake2s

import msgspec

from domain.refusal import Refusal
from domain.rule_set import RuleSet
from domain.values.text import bare
from services.ledgers.parsed import Fault
from services.ledgers.problems import Problem, problem
from services.ledgers.readings import KEY_COLUMN, OWN_COLUMNS
from services.ledgers.sheet import Cell, Sheet, Workbook, is_blank, text_of
from services.settling import Decided
from services.work_sheets.declaring import Answered, Column, Kind, Value, decider
from services.work_sheets.filling import head_label
from services.work_sheets.kinds import KINDS
from services.work_sheets.marking import FORMAT, Marker, Marks, key_header, marks_of, read_key

_OWN = frozenset(bare(name) for name in OWN_COLUMNS)


class FilledRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row, or the cell above the table that speaks for all others. `asked` None: it cannot be carried out."""

    number: int
    key: str
    cells: Mapping[str, Cell]
    hidden: str = ""
    """The hidden cell as it stands, also where it does not belong to the row."""
    problems: tuple[Problem, ...] = ()
    asked: Answered | None = None
    answered: bool = False
    left_out: bool = False
    """Says that the cell above the table does not speak of it."""


class FilledSheet(msgspec.Struct, kw_only=True):
    """One sheet as understood."""

    file: str
    name: str
    kind: Kind
    rules: RuleSet
    marker: Marker
    header_row: int
    columns: dict[str, str]
    """Header to field."""
    ignored: list[str]
    rows: list[FilledRow]
    whole: FilledRow | None
    head_cells: dict[str, Cell]
    listed: tuple[str, ...]
    codes: Mapping[str, str]
    title: str

    @property
    def unanswered(self) -> int:
        """Prefilled rows in which nothing was filled."""
        return sum(1 for row in self.rows if not row.answered)

    def header_of(self, path: Sequence[str]) -> tuple[str, str]:
        """The header and field of the column that a refusal names; empty where it names none."""
        named = path[-1] if path else ""
        for column in (*self.kind.columns(self.rules), *self.kind.heads()):
            if named and named in (column.path, column.field):
                return column.header, column.field
        return "", ""


def read_work_sheets(book: Workbook, county: str, rules: RuleSet) -> list[FilledSheet] | None:
    """Every work sheet of a workbook, in order; None for a workbook that is none.

    Raises: WORK_SHEET_WITHOUT_MARK, WORK_SHEET_OF_ANOTHER_COUNTY, WORK_SHEET_NEWER, WORK_SHEET_COLUMN_GONE.
    """
    marks = marks_of(book)
    if marks is None:
        return None
    found = [_Reader(book.file, sheet, marks, county, rules).read() for sheet in book.sheets if sheet.visible]
    return [sheet for sheet in found if sheet]


class _Reader:
    """One visible sheet of a marked workbook."""

    def __init__(self, file: str, sheet: Sheet, marks: Marks, county: str, rules: RuleSet) -> None:
        self._file, self._sheet, self._marks, self._county, self._rules = file, sheet, marks, county, rules

    def read(self) -> FilledSheet | None:
        """None for a sheet that somebody added beside ours."""
        for number, row in enumerate(self._sheet.rows, 1):
            for at, cell in enumerate(row):
                text = text_of(cell)
                if text.startswith(f"{KEY_COLUMN} ws_"):
                    return self._read_below(number, at, self._marker(text))
        return None

    def _marker(self, header: str) -> Marker:
        marker = self._marks.markers.get(header.rsplit(maxsplit=1)[-1])
        if marker is None:
            raise _refused(
                "WORK_SHEET_WITHOUT_MARK",
                self._file,
                "the hidden marks of this work sheet belong to another one. Copy the answers into the original file.",
                "工作表的隐藏标记与本表不符。请把填写内容粘贴回原文件再导入。",
            )
        if marker.format > FORMAT or marker.kind not in KINDS:
            raise _refused(
                "WORK_SHEET_NEWER",
                self._file,
                "this work sheet was made by a newer version. Update Yumiao, or make the sheet again.",
                "该工作表由更新的版本生成。请升级后导入，或重新生成工作表。",
            )
        if marker.county != self._county:
            raise _refused(
                "WORK_SHEET_OF_ANOTHER_COUNTY",
                self._file,
                f"this work sheet was made for the county {marker.county}, this folder holds {self._county}.",
                f"该工作表属于 {marker.county}，本数据目录属于 {self._county}，不能导入。",
            )
        return marker

    def _read_below(self, header_row: int, key_at: int, marker: Marker) -> FilledSheet:
        kind, header = KINDS[marker.kind], self._sheet.rows[header_row - 1]
        known = {bare(c.header): c for c in kind.columns(self._rules)}
        places = {c.field: at for at, cell in enumerate(header) if (c := known.get(bare(text_of(cell))))}
        self._must_have(kind, places)
        labels = [text_of(cell) for cell in header]
        ignored = [
            label
            for at, label in enumerate(labels)
            if at not in places.values() and at != key_at and label.strip() and bare(label) not in _OWN
        ]
        sheet = FilledSheet(
            file=self._file,
            name=self._sheet.name,
            kind=kind,
            rules=self._rules,
            marker=marker,
            header_row=header_row,
            columns={labels[at]: field for field, at in sorted(places.items(), key=lambda p: p[1])},
            ignored=ignored,
            rows=[],
            whole=None,
            head_cells=self._heads(kind, header_row),
            listed=self._marks.lists.get(marker.list_id, ()),
            codes=self._marks.codes.get(marker.list_id, {}),
            title=next(
                (text_of(c) for r in self._sheet.rows[: header_row - 1] for c in r if not is_blank(c)), ""
            ),
        )
        self._add_rows(sheet, places, key_at)
        if kind.whole and not is_blank(sheet.head_cells.get(kind.whole.column.field)):
            sheet.whole = _whole(sheet, header_row - 1)
        return sheet

    def _must_have(self, kind: Kind, places: Mapping[str, int]) -> None:
        """Under a renamed header answers would be passed over in silence."""
        gone = [c.header for c in kind.answers(self._rules) if c.needed and c.field not in places]
        if gone:
            raise _refused(
                "WORK_SHEET_COLUMN_GONE",
                self._file,
                f"the sheet {self._sheet.name} has no column “{'”, “'.join(gone)}” any more."
                " Give it its printed header again, or make the sheet anew.",
                f"工作表“{self._sheet.name}”缺少“{'”“'.join(gone)}”列（表头被改写或删除）。"
                "请恢复原表头，或重新生成工作表。",
            )

    def _heads(self, kind: Kind, header_row: int) -> dict[str, Cell]:
        """The cells above the table: beside each label, what stands next to it."""
        labels = {bare(head_label(c, by_row=kind.by_row)): c.field for c in kind.heads()}
        found: dict[str, Cell] = {}
        for row in self._sheet.rows[: header_row - 1]:
            field, label_at = "", -1
            for at, cell in enumerate(row):
                name = labels.get(bare(text_of(cell)))
                if name and not (field and at == label_at + 1):
                    field, label_at = name, at
                elif field and not is_blank(cell):
                    found[field], field = cell, ""
        return found

    def _add_rows(self, sheet: FilledSheet, places: Mapping[str, int], key_at: int) -> None:
        head = key_header(sheet.marker.list_id)
        given = {c.field for c in sheet.kind.given}
        for number, row in enumerate(self._sheet.rows[sheet.header_row :], sheet.header_row + 1):
            cells = {
                field: row[at] for field, at in places.items() if at < len(row) and not is_blank(row[at])
            }
            key = row[key_at] if key_at < len(row) else None
            if text_of(key).strip() == head or (is_blank(key) and not cells.keys() - given):
                continue
            unread = [f for f, at in places.items() if (number, at) in self._sheet.unvalued]
            sheet.rows.append(_row(sheet, number, key, cells, unread))


def _refused(code: str, file: str, message: str, message_zh: str) -> Refusal:
    return Refusal(code, f"{file}: {message}", f"{file}：{message_zh}", path=(file,))


def _row(
    sheet: FilledSheet, number: int, key_cell: Cell, cells: dict[str, Cell], unread: Sequence[str]
) -> FilledRow:
    kind, rules = sheet.kind, sheet.rules
    answers = kind.answers(rules)
    says = [
        c for i, c in enumerate(answers) if i == 0 or not c.day
    ]  # a day filled down a column answers nothing
    answered = any(c.field in cells or c.field in unread for c in says)
    key = "" if is_blank(key_cell) else read_key(key_cell, cells, kind.given)
    if not answered:
        return FilledRow(number=number, key=key or "", cells=cells, hidden=text_of(key_cell).strip())
    found: list[Problem] = []
    if key is None:
        name = next((c.header for c in kind.given if c.field == "name"), "")
        found.append(problem("KEY_AGAINST_ROW", number, name, "name"))
    elif not key and not kind.spare:
        found.append(problem("ROW_WITHOUT_KEY", number))
    values = _values((*answers, *(kind.decision if kind.by_row else ())), number, cells, unread, found)
    found += [
        problem("CELL_MISSING", number, c.header, c.field)
        for c in answers
        if c.needed and c.field not in cells and c.field not in unread
    ]
    left_out = kind.whole is not None and kind.whole.left_out in values.values()
    decided = _decided(sheet, number, values, found) if not left_out else Decided()
    asked = None
    if not any(p.severity == "rejected" for p in found) and not left_out:
        asked = _asked(sheet, key or "", cells, values, decided)
    return FilledRow(
        number=number,
        key=key or "",
        cells=cells,
        hidden=text_of(key_cell).strip(),
        problems=tuple(found),
        asked=asked,
        answered=not left_out,
        left_out=left_out,
    )


def _values(
    columns: Sequence[Column],
    number: int,
    cells: Mapping[str, Cell],
    unread: Sequence[str],
    found: list[Problem],
) -> dict[str, Value]:
    """What the filled cells mean; what they cannot mean goes to `found`."""
    values: dict[str, Value] = {}
    for column in columns:
        if column.field in unread:
            found.append(problem("FORMULA_WITHOUT_VALUE", number, column.header, column.field))
        elif column.field in cells:
            value = column.read(cells[column.field])
            if isinstance(value, Fault):
                found.append(
                    problem(value.code, number, column.header, column.field, value.detail, "rejected")
                )
            elif value:
                values[column.field] = value
    return values


def _decided(sheet: FilledSheet, number: int, values: dict[str, Value], found: list[Problem]) -> Decided:
    """Who decided: the row's own cells, else those above the table."""
    kind = sheet.kind
    above: dict[str, Value] = {}
    for column in kind.decision:
        cell = sheet.head_cells.get(column.field)
        if column.field in values or is_blank(cell):
            continue
        above |= _values((column,), number, {column.field: cell}, (), found)
    said = {**above, **{c.field: values.pop(c.field) for c in kind.decision if c.field in values}}
    reported = {p.field for p in found}
    found += [
        problem("CELL_MISSING", number, c.header, c.field)
        for c in kind.decision
        if c.needed and c.field not in said and c.field not in reported
    ]
    on = said.get("decided_on")
    name, role, office, document = (
        str(said.get(field, "")) for field in ("decided_by", "decider_role", "office", "document_number")
    )
    return Decided(
        by=decider(name, role or kind.role, office),
        on=None if on is None or isinstance(on, str | tuple) else on,
        document_number=document,
    )


def _asked(
    sheet: FilledSheet, key: str, cells: Mapping[str, Cell], values: Mapping[str, Value], decided: Decided
) -> Answered:
    """The row as its command takes it; the same row of the same list has the same idempotency key."""
    given = {c.field: text_of(cells[c.field]).strip() for c in sheet.kind.given if c.field in cells}
    who = [key] if key else [given.get(c.field, "") for c in sheet.kind.given]
    marker = sheet.marker
    content = msgspec.json.encode(
        [marker.list_id, marker.kind, marker.subject, who, values, decided], order="deterministic"
    )
    once = f"{marker.list_id}/{blake2s(content, digest_size=16).hexdigest()}"
    return Answered(
        key=key,
        subject=marker.subject,
        values=values,
        given=given,
        codes=sheet.codes,
        decided=msgspec.structs.replace(decided, idempotency_key=once),
    )


def _whole(sheet: FilledSheet, last_head: int) -> FilledRow | None:
    """The cell above the table; None where it says no."""
    whole = sheet.kind.whole
    if whole is None:
        return None
    column, found = whole.column, list[Problem]()
    cells = {column.field: sheet.head_cells[column.field]}
    values = _values((column,), last_head, cells, (), found)
    if not found and values.get(column.field) != "yes":
        return None
    decided = _decided(sheet, last_head, {}, found)
    present = {row.key for row in sheet.rows}
    gone = [key for key in sheet.listed if key not in present]
    if gone and not sheet.marker.mended:
        found.append(problem("LIST_SHORTENED", last_head, column.header, column.field, str(len(gone))))
    asked = None if found else _asked(sheet, "", {}, values, decided)
    return FilledRow(
        number=last_head,
        key="",
        cells=cells,
        problems=tuple(found),
        asked=asked,
        answered=True,
    )


def spoken_for(sheet: FilledSheet) -> list[str]:
    """The keys that the cell above the table speaks for: on the list, and nothing of their own filled in."""
    own = {row.key for row in sheet.rows if row.answered or row.left_out}
    return [key for key in sheet.listed if key not in own]
