"""Data rows to facts and problems, column by column: what a value means is found out once per column."""

from collections.abc import Sequence
from datetime import date

import msgspec

from domain.values.date_spellings import settled_serial
from domain.values.text import bare
from services.ledgers import crosschecks
from services.ledgers.cells import MATTERS, Fault, Parser, parse_place_of_living, parser_for
from services.ledgers.columns import ReadColumn, facts_of, faults_by_row, read_column, texts_by_field
from services.ledgers.fields import Field
from services.ledgers.headers import Header
from services.ledgers.kinds import Kind
from services.ledgers.locating import Place, linked_place, place
from services.ledgers.meanings import undecorated
from services.ledgers.places import Surroundings
from services.ledgers.problems import Problem, problem
from services.ledgers.readings import KEY_COLUMN, Origin, ReadRow, severity_of
from services.ledgers.selecting import Lines
from services.ledgers.sheet import Cell, Sheet, text_of

_PLACE_FIELDS = frozenset(
    ("township", "village", "village_code", "native_township", "native_village", "linked_villages")
)
_NEEDS_AREA = frozenset({"first_secretary", "village_link_leader"})
_NOT_ALSO_BLANK = frozenset({"NAME_MISSING", "VILLAGE_MISSING"})
_STATUS = frozenset(("状态", "当前状态", "是否在库", "在库状态", "党籍状态"))
_GONE = frozenset(
    (
        "出库",
        "已出库",
        "退出",
        "已退出",
        "已故",
        "去世",
        "已去世",
        "死亡",
        "转出",
        "已转出",
        "停止党籍",
        "已停止党籍",
    )
)
Faults = list[tuple[str, Fault]]


class RowReader:
    """Reads the rows of one sheet."""

    def __init__(
        self,
        sheet: Sheet,
        header: Header,
        kind: Kind,
        fields: Sequence[Field],
        places: Surroundings,
        today: date,
    ) -> None:
        self.sheet, self.kind, self.places, self.today = sheet, kind, places, today
        self.at = {field.field: field.column.index for field in fields}
        self.headers = {field.field: field.key for field in fields}
        self.width = max((column.index for column in header.columns), default=-1) + 1
        self.parsers = [
            (field.column.index, field.field, _parser(field, kind, today))
            for field in fields
            if field.field not in _PLACE_FIELDS
        ]
        self.prefix = "native_" if kind == "talents" else ""
        self.status_at = [
            (column.index, bare(undecorated(column.label)))
            for column in header.columns
            if kind != "villages" and bare(undecorated(column.label)) in _STATUS
        ]
        self.key_at = next((one.index for one in header.columns if one.label.strip() == KEY_COLUMN), None)

    def read(self, lines: Lines) -> list[ReadRow]:
        """All rows, in order."""
        cells = [row if len(row) == self.width else _cut(row, self.width) for row in lines.cells]
        if not cells:
            return []
        table = list(zip(*cells, strict=False))
        columns = {field: read_column(field, parse, table[at]) for at, field, parse in self.parsers}
        placed = self._places(table, lines)
        faulty = faults_by_row(columns)
        looked_at = self._looked_at(columns, placed, lines)
        gone = {at for at, row in enumerate(cells) if self.status_at and self._says_gone(row)}
        for at in gone:
            faulty.setdefault(at, []).append(("name", Fault("ROW_SAYS_GONE")))
        texts = texts_by_field(columns, len(cells))
        texts["linked_villages" if self.kind == "mentors" else f"{self.prefix}village"] = [
            one.village or one.linked for one in placed
        ]
        texts[f"{self.prefix}township"] = [one.township or "" for one in placed]
        found = [
            ReadRow(number, said, where.village, where.township, (), "taken", row)
            for number, said, where, row in zip(lines.numbers, facts_of(texts), placed, cells, strict=True)
        ]
        for at in looked_at | faulty.keys():
            row = found[at]
            faults = faulty.get(at, [])
            if at in looked_at:
                self._look_at(row, faults, placed[at])
            problems = self._problems(row.row, faults)
            found[at] = msgspec.structs.replace(row, problems=problems, severity=severity_of(problems))
        return found if self.key_at is None else [self._with_origin(row) for row in found]

    def _says_gone(self, row: Sequence[Cell]) -> bool:
        """By its own column for who is still on the list."""
        said = [(bare(text_of(row[at])), label) for at, label in self.status_at]
        return any(word in _GONE or (word == "否" and label == "是否在库") for word, label in said)

    def _looked_at(self, columns: dict[str, ReadColumn], placed: Sequence[Place], lines: Lines) -> set[int]:
        """The rows that need a look as a whole; all others are what their cells say."""
        found = self._suspicious({field: column.texts for field, column in columns.items()}, len(placed))
        found |= {at for at, one in enumerate(placed) if one.faults}
        found |= {at for at, _ in columns["birth"].parsed} if "birth" in columns else set()
        noted = self.sheet.hidden_rows | {row for row, _ in self.sheet.unvalued}
        if noted:
            found |= {at for at, number in enumerate(lines.numbers) if number in noted}
        return found

    def _look_at(self, row: ReadRow, faults: Faults, where: Place) -> None:
        faults += where.faults
        self._check(row.raw, row.facts, faults)
        self._unvalued(row.row, faults)

    def _places(self, table: Sequence[Sequence[Cell]], lines: Lines) -> list[Place]:
        """Where each row belongs, found out once per spelling."""
        town_at = self.at.get(f"{self.prefix}township")
        code_at = self.at.get("village_code")
        name_at = self.at.get("linked_villages" if self.kind == "mentors" else f"{self.prefix}village")
        blank = [""] * len(lines.numbers)
        columns = [table[at] if at is not None else blank for at in (town_at, code_at, name_at)]
        keys = list(zip(*columns, lines.sections, strict=True))
        known: dict[tuple[Cell, Cell, Cell, object], Place] = {}
        for key in dict.fromkeys(keys):
            town, code, name, section = key
            self.places.section_township, self.places.section_village = section
            if self.kind == "mentors":
                known[key] = linked_place(self.places, text_of(town), text_of(name))
            else:
                known[key] = place(
                    self.places,
                    self.kind,
                    text_of(town),
                    text_of(code),
                    text_of(name),
                    has_village=name_at is not None,
                )
        return [known[key] for key in keys]

    def _suspicious(self, plain: dict[str, list[str]], count: int) -> set[int]:
        """Rows without a name, or whose facts may contradict each other: found cheaply, judged one by one."""
        found: set[int] = set()
        if self.kind != "villages":
            found |= {at for at, name in enumerate(plain.get("name", [""] * count)) if not name}
        if self.kind == "mentors":
            found |= {at for at, role in enumerate(plain.get("role", [])) if role in _NEEDS_AREA}
        numbers = plain.get("id_number", [""] * count)
        births = plain.get("birth", [""] * count)
        digits = {birth: birth.replace("-", "") for birth in set(births)}
        for at, (number, birth) in enumerate(zip(numbers, births, strict=True)):
            if number and birth and not number.startswith(digits[birth], 6):
                found.add(at)
        for at, sex in enumerate(plain.get("sex", ())):
            if numbers[at] and sex and (numbers[at][16] in "13579") != (sex == "male"):
                found.add(at)
        nineteen = {str(year): str(year + 19) for year in range(1900, 2100)}
        for at, joined in enumerate(plain.get("joined_party", ())):
            born = births[at] or numbers[at][6:10]
            if joined and born and joined[:4] < nineteen[born[:4]]:
                found.add(at)
        return found

    def _check(self, cells: Sequence[Cell], facts: dict[str, str], faults: Faults) -> None:
        """What only the row as a whole can show."""
        if (
            self.kind != "villages"
            and "name" not in facts
            and not any(field == "name" and fault.code != "ROW_SAYS_GONE" for field, fault in faults)
        ):
            faults.append(("name", Fault("NAME_MISSING")))
        if (
            "id_number" in facts
            and ("birth", Fault("DATE_UNREADABLE")) in faults
            and (settled := settled_serial(cells[self.at["birth"]], facts["id_number"]))
        ):
            facts["birth"] = settled
            faults.remove(("birth", Fault("DATE_UNREADABLE")))
        if "id_number" in facts and "birth" in facts:
            if crosschecks.settled_month(cells[self.at["birth"]], facts, self.today):
                faults[:] = [one for one in faults if one[0] != "birth" or one[1].code != "DATE_YEAR_ONLY"]
            if fault := crosschecks.birth_against_id(facts):
                faults.append(("birth", fault))
        if "id_number" in facts and "sex" in facts and (fault := crosschecks.sex_against_id(facts)):
            faults.append(("sex", fault))
        if "joined_party" in facts and (fault := crosschecks.party_before_18(facts)):
            faults.append(("joined_party", fault))
        if self.kind == "mentors" and facts.get("role") in _NEEDS_AREA:
            of_place = any(field in _PLACE_FIELDS for field, _ in faults)
            if not of_place and not {"linked_villages", "township"} & facts.keys():
                faults.append(("linked_villages", Fault("VILLAGE_MISSING")))

    def _unvalued(self, number: int, faults: Faults) -> None:
        """Formulas without a value: the row is refused when the field matters, and is not also called blank."""
        for field, at in self.at.items():
            if (number, at) in self.sheet.unvalued:
                faults[:] = [one for one in faults if one[0] != field or one[1].code not in _NOT_ALSO_BLANK]
                faults.append(
                    (field, Fault("FORMULA_WITHOUT_VALUE", severity=None if field in MATTERS else "warning"))
                )

    def _problems(self, number: int, faults: Faults) -> tuple[Problem, ...]:
        found = [
            problem(fault.code, number, self.headers.get(field, ""), field, fault.detail, fault.severity)
            for field, fault in faults
        ]
        if number in self.sheet.hidden_rows:
            found.append(problem("HIDDEN_ROW", number))
        return tuple(found)

    def _with_origin(self, row: ReadRow) -> ReadRow:
        from msgspec.structs import replace

        return replace(row, origin=Origin.from_text(text_of(row.raw[self.key_at or 0])))


def _cut(row: Sequence[Cell], width: int) -> Sequence[Cell]:
    return [*row[:width], *[""] * (width - len(row))]


def _parser(field: Field, kind: Kind, today: date) -> Parser:
    if field.column.meaning == "place" and kind == "talents":
        return parse_place_of_living
    return parser_for(field.field, field.key, today)
