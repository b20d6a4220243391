"""How an office lays its rows out on a page: titles, header levels, blocks, totals, notes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from yumiao.demo.register import Township
from yumiao.demo.rows import Cell, Kind, LedgerRow, Slip

Filling = Literal["each", "once", "merged"]
TOWNSHIP_FIELDS = ("township", "native_township")
VILLAGE_FIELDS = ("village", "native_village")


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its header, outermost level first, and the field it means (`remarks`, `sequence`: none)."""

    levels: tuple[str, ...]
    field: str


def columns(text: str) -> tuple[Column, ...]:
    """Reads `序号=sequence 时间/出生↵年月=birth`: blank between columns, / between levels, ↵ a line break."""
    found = []
    for part in filter(None, text.split(" ")):  # an ideographic blank belongs to its header
        header, _, name = part.rpartition("=")
        found.append(
            Column(tuple(level.replace("↵", "\n").replace("_", " ") for level in header.split("/")), name)
        )
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One way to lay a ledger out; the words may hold {town}."""

    columns: tuple[Column, ...]
    title: str = ""
    unit: str = ""
    top: int = 0
    left: int = 0
    fill: Filling = "each"  # how the township is written
    fill_village: Filling = "each"
    section: str = ""  # a row of its own above each township's rows; may hold {town}, {count}
    subtotal: str = ""
    total: str = ""
    total_in_words: bool = False
    note: str = ""
    repeat_header: int = 0
    blank_every: int = 0
    hide: tuple[str, ...] = ()
    header: str = ""
    footer: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields in the order of the columns."""
        return tuple(column.field for column in self.columns)

    @property
    def depth(self) -> int:
        """Rows that the header takes."""
        return max(len(column.levels) for column in self.columns)


@dataclass(slots=True)
class Page:
    """A laid-out sheet; rows and columns count from 0, `placed` and `slips` say the row that Excel shows."""

    name: str
    kind: Kind | None = None
    grid: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    header: str = ""
    footer: str = ""
    header_row: int = 0
    columns: list[tuple[int, Column]] = field(default_factory=list)
    placed: list[tuple[int, LedgerRow]] = field(default_factory=list)
    slips: list[tuple[int | None, Slip]] = field(default_factory=list)
    stray_cell: tuple[int, int] | None = None  # formatted, empty, far out


def lay_out(
    rows: Sequence[LedgerRow],
    layout: Layout,
    name: str,
    town: Township | None = None,
    miscount: int = 0,
) -> Page:
    """The rows in their order on one page; `miscount` is added to the total."""
    page = Page(name, rows[0].kind if rows else None, header=layout.header, footer=layout.footer)
    writer = _Writer(page, layout, town.name if town else "")
    writer.top()
    size = 0
    for number, row in enumerate(rows, 1):
        if layout.repeat_header and number > 1 and number % layout.repeat_header == 1:
            writer.head()
        if layout.blank_every and number > 1 and number % layout.blank_every == 1:
            writer.skip()
        if layout.section and (number == 1 or _town(rows[number - 2]) != _town(row)):
            writer.section(row, sum(1 for one in rows if _town(one) == _town(row)))
        writer.row(row, number)
        size += 1
        if layout.subtotal and (number == len(rows) or _block(rows[number]) != _block(row)):
            writer.count(layout.subtotal, size, in_words=False)
            size = 0
    if layout.fill == "merged":
        writer.merge_blocks(
            TOWNSHIP_FIELDS, lambda row: row.facts.get("township", row.facts.get("native_township"))
        )
    if layout.fill_village == "merged":
        writer.merge_blocks(VILLAGE_FIELDS, lambda row: row.village)
    if layout.total:
        writer.at += layout.blank_every > 0
        writer.count(layout.total, len(rows) + miscount, in_words=layout.total_in_words)
        if miscount:
            page.slips.append((writer.at, Slip("TOTAL_MISMATCH", "warning", "")))
    if layout.note:
        page.grid[writer.at, layout.left] = layout.note
    return page


def _town(row: LedgerRow) -> object:
    return row.facts.get("township", row.facts.get("native_township"))


def _block(row: LedgerRow) -> object:
    return row.village or _town(row)


class _Writer:
    """Writes one page from top to bottom; `at` is the next free row, counted from 0."""

    def __init__(self, page: Page, layout: Layout, town: str) -> None:
        self.page, self.layout, self.town = page, layout, town
        self.at = layout.top
        self._above: LedgerRow | None = None

    def top(self) -> None:
        left, last = self.layout.left, self.layout.left + len(self.layout.columns) - 1
        for text in filter(None, self.layout.title.split("|")):
            self.page.grid[self.at, left] = text.format(town=self.town)
            self.page.merges.append((self.at, left, self.at, last))
            self.at += 1
        if self.layout.unit:
            unit, _, when = self.layout.unit.partition("|")
            self.page.grid[self.at, left] = unit.format(town=self.town)
            self.page.grid[self.at, left + len(self.layout.columns) // 2] = when
            self.at += 1
        self.page.header_row = self.at + self.layout.depth
        self.page.columns = [(left + at, column) for at, column in enumerate(self.layout.columns)]
        self.page.hidden_columns = {
            at for at, column in self.page.columns if column.field in self.layout.hide
        }
        for _ in self.page.hidden_columns:
            self.page.slips.append((None, Slip("HIDDEN_COLUMN", "warning", "")))
        self.head()

    def head(self) -> None:
        depth = self.layout.depth
        for at, column in self.page.columns:
            for level, text in enumerate(column.levels):
                self.page.grid[self.at + level, at] = text
            if len(column.levels) < depth:
                self.page.merges.append((self.at, at, self.at + depth - 1, at))
        groups = [
            (column.levels[0] if len(column.levels) > 1 else "", at) for at, column in self.page.columns
        ]
        for text, group in groupby(groups, key=lambda pair: pair[0]):
            places = [at for _, at in group]
            if text and len(places) > 1:
                self.page.merges.append((self.at, places[0], self.at, places[-1]))
                for at in places[1:]:
                    del self.page.grid[self.at, at]
        self.at += depth
        self._above = None

    def skip(self) -> None:
        self.at += 1
        if "merged" in (self.layout.fill, self.layout.fill_village):
            self._above = None

    def section(self, row: LedgerRow, count: int) -> None:
        town = _town(row)
        if isinstance(town, Township):
            left, last = self.layout.left, self.layout.left + len(self.layout.columns) - 1
            self.page.grid[self.at, left] = self.layout.section.format(town=town.name, count=count)
            self.page.merges.append((self.at, left, self.at, last))
        self.at += 1
        self._above = None

    def row(self, row: LedgerRow, number: int) -> None:
        for at, column in self.page.columns:
            cell = number if column.field == "sequence" else row.cells.get(column.field)
            if cell not in (None, "") and not self._stands_above(row, column.field):
                self.page.grid[self.at, at] = cell
        if row.is_hidden:
            self.page.hidden_rows.add(self.at)
        self.at += 1
        self.page.placed.append((self.at, row))
        self._above = row

    def count(self, label: str, number: int, *, in_words: bool) -> None:
        left = self.layout.left
        if in_words:
            self.page.grid[self.at, left] = f"{label}：{number}人"
        else:
            self.page.grid[self.at, left] = label
            self.page.grid[self.at, left + min(3, len(self.layout.columns) - 1)] = number
        self.at += 1
        self._above = None

    def merge_blocks(self, names: Sequence[str], key: Callable[[LedgerRow], object]) -> None:
        """Merges each run of adjoining rows of one block."""
        column = next((at for at, column in self.page.columns if column.field in names), None)
        if column is None:
            return
        run: list[int] = []
        last: object = None
        for number, row in [*self.page.placed, (-1, None)]:
            here = key(row) if row else None
            if run and (here != last or number != run[-1] + 1):
                if len(run) > 1:
                    self.page.merges.append((run[0] - 1, column, run[-1] - 1, column))
                run = []
            run.append(number)
            last = here

    def _stands_above(self, row: LedgerRow, name: str) -> bool:
        if self._above is None or any(slip.field == name for slip in (*row.slips, *self._above.slips)):
            return False
        if name in TOWNSHIP_FIELDS and self.layout.fill != "each":
            return row.facts.get(name) == self._above.facts.get(name)
        if name in VILLAGE_FIELDS and self.layout.fill_village != "each":
            return row.village == self._above.village
        return False
