"""Which lines below the header are rows, with merged and block-wise values in place; totals are checked on the way."""

from collections.abc import Sequence

import msgspec

from domain.ids import TownshipCode, VillageCode
from domain.values.text import flat
from services.ledgers.fields import Field
from services.ledgers.filling import DITTO, is_blockwise, merged_values
from services.ledgers.headers import Header
from services.ledgers.kinds import Kind
from services.ledgers.lines import is_note, is_signed, repeats_header, total_in
from services.ledgers.places import Surroundings
from services.ledgers.problems import Problem, problem
from services.ledgers.sheet import Cell, Sheet, is_blank, text_of
from services.ledgers.totals import Tally, check_total

PLACES = frozenset(("township", "village", "native_township", "native_village"))
_SPARSE = 3
"""A line with so few filled cells is looked at closely: it may be a note or a heading."""
_SIGNS_OF_NO_ROW = frozenset("计总名注表审填:：")
JUDGED_ROWS = 2000
"""Rows by which a column is judged to be written once per block."""
_LONG_ENOUGH = 6
"""Signs of a date or an id number: what totals and notes do not have in that column."""


class Lines(msgspec.Struct):
    """Parallel lists, one entry per data row; `sections` is the heading of place that each stands under."""

    numbers: list[int] = []
    cells: list[Sequence[Cell]] = []
    sections: list[tuple[TownshipCode | None, VillageCode | None]] = []
    problems: list[Problem] = []


class LineSelector:
    """One pass over the lines of a sheet."""

    def __init__(
        self, sheet: Sheet, header: Header, kind: Kind, fields: Sequence[Field], places: Surroundings
    ) -> None:
        self.sheet, self.header, self.kind, self.places = sheet, header, kind, places
        self.at = {field.field: field.column.index for field in fields}
        self.place_columns = [field.column.index for field in fields if field.field in PLACES]
        self.fact_columns = [
            field.column.index
            for field in fields
            if field.field not in PLACES and field.field not in {"village_code", "linked_villages"}
        ]
        self.village_at = self.at.get("village", self.at.get("native_village", -1))
        self.who_at = [self.at[name] for name in ("name", "id_number") if name in self.at]
        if kind == "villages":
            self.who_at = [at for at in (self.village_at, self.at.get("village_code", -1)) if at >= 0][:1]
        self.sure_at = self.at.get("id_number", self.at.get("birth", self.at.get("incumbent_birth", -1)))
        self.width = max((column.index for column in header.columns), default=-1) + 1
        self.carried: dict[int, Cell] = {}
        self.tally = Tally()
        self.lines = Lines()

    def select(self) -> Lines:
        """All data rows, in order."""
        first = self.header.bottom
        merged = merged_values(self.sheet, first + 1, [*self.at.values()])
        self.blockwise = self._blockwise_columns()
        name_at, tally = self.at.get("name", -1), self.tally
        numbers, rows, sections = self.lines.numbers, self.lines.cells, self.lines.sections
        section: tuple[TownshipCode | None, VillageCode | None] = (None, None)
        for number, cells in enumerate(self.sheet.rows[first:], first + 1):
            filled: Sequence[Cell] | None = cells
            if number in merged or not self._is_surely_a_row(cells, name_at):
                filled = self._looked_at(number, cells, merged.get(number, {}))
                section = self.places.section_township, self.places.section_village
            if filled is None:
                continue
            tally.rows += 1
            tally.block += 1
            numbers.append(number)
            rows.append(filled)
            sections.append(section)
        return self.lines

    def _is_surely_a_row(self, cells: Sequence[Cell], name_at: int) -> bool:
        """The common case, cheaply: a name, a date or id number, and every place written out."""
        if name_at < 0 or self.sure_at < 0 or len(cells) < self.width:
            return False
        name, sure = cells[name_at], cells[self.sure_at]
        if name.__class__ is not str or not name or not _SIGNS_OF_NO_ROW.isdisjoint(name):
            return False
        if (sure.__class__ is str and len(sure) < _LONG_ENOUGH) or not sure or sure.__class__ is float:
            return False
        for at in self.place_columns:
            cell = cells[at]
            if cell.__class__ is not str or not cell or cell in DITTO or cell[0] == " ":
                return False
            if at in self.blockwise and self.carried.get(at) != cell:
                return False
            self.carried[at] = cell
        return True

    def _looked_at(
        self, number: int, cells: Sequence[Cell], merged: dict[int, Cell]
    ) -> Sequence[Cell] | None:
        """The row with its values in place, or None for a line that is none."""
        own = [cell for cell in cells if not is_blank(cell)]
        if not own:
            return None
        words = total_in(cells)
        if words:
            self._check_total(number, words, cells)
            return None
        if is_signed([text_of(cell) for cell in own]):
            return None
        filled = self._filled(cells, merged)
        own += [value for value in merged.values() if not is_blank(value)]
        if len(own) <= _SPARSE and self._is_no_row(number, filled, own):
            return None
        return None if repeats_header(cells, self.header) else filled

    def _filled(self, cells: Sequence[Cell], merged: dict[int, Cell]) -> Sequence[Cell]:
        changes = dict(merged)
        for at in self.place_columns:
            if at >= len(cells) or at in changes:
                continue
            cell = cells[at]
            if (isinstance(cell, str) and flat(cell) in DITTO) or (at in self.blockwise and is_blank(cell)):
                changes[at] = self.carried.get(at, "")
            elif not is_blank(cell):
                if at in self.blockwise and at != self.village_at and self.carried.get(at) != cell:
                    self.carried.pop(self.village_at, None)  # a new township ends the village carried down
                self.carried[at] = cell
        if not changes:
            return cells
        filled = [*cells, *[""] * (self.width - len(cells))]
        for at, value in changes.items():
            filled[at] = value
        return filled

    def _blockwise_columns(self) -> frozenset[int]:
        """The place columns that are written once per block, judged on lines that look like rows."""
        others = self.fact_columns or self.who_at
        body = [
            row
            for row in self.sheet.rows[self.header.bottom : self.header.bottom + JUDGED_ROWS]
            if sum(1 for at in others if at < len(row) and row[at] not in {"", None}) * 3 >= len(others)
        ]
        return frozenset(
            at
            for at in self.place_columns
            if is_blockwise([row[at] if at < len(row) else "" for row in body])
        )

    def _is_no_row(self, number: int, cells: Sequence[Cell], own: list[Cell]) -> bool:
        """A line of few cells: a heading of place, a note, a serial number alone. Names and id numbers make a row."""
        texts = [text_of(cell) for cell in own]
        stands_alone = len(own) == 1 or len(set(texts)) == 1
        is_village_row = self.kind == "villages" and self._is_village(texts[0])
        if stands_alone and not is_village_row and self.places.heading(texts[0]):
            self.tally.new_block()
            return True
        if self._says_who(cells):
            return is_note(texts) and not self._has_facts(cells, but=self.who_at)
        if stands_alone:
            return True
        if is_note(texts):
            return True
        if self._has_facts(cells):
            return False
        if any(
            0 <= at < len(cells) and not is_blank(cells[at])
            for at in (self.village_at, self.at.get("village_code", -1))
        ):
            self.lines.problems.append(problem("ROW_WITHOUT_PERSON", number))
        return True

    def _is_village(self, text: str) -> bool:
        return self.places.gazetteer.township(text) is None

    def _says_who(self, cells: Sequence[Cell]) -> bool:
        return any(at < len(cells) and not is_blank(cells[at]) for at in self.who_at)

    def _has_facts(self, cells: Sequence[Cell], but: Sequence[int] = ()) -> bool:
        return any(at < len(cells) and not is_blank(cells[at]) for at in self.fact_columns if at not in but)

    def _check_total(self, number: int, words: str, cells: Sequence[Cell]) -> None:
        at = self.at.get("capacity")
        numbers = [row[at] for row in self.lines.cells if at is not None and at < len(row)]
        sums = (
            {at: sum(float(one) for one in numbers if isinstance(one, (int, float)))}
            if at is not None
            else {}
        )
        found = check_total(number, words, cells, self.tally, sums)
        if found:
            self.lines.problems.append(found)
