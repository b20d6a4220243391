"""What a kind of work sheet says of itself: its columns, whom it is prefilled with, and the command of one row."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeAlias

import msgspec

from domain.grades import Viewer
from domain.ids import RegionCode
from domain.recorded import Decider
from domain.rule_set import RuleSet
from projections.world import World
from services.desk import Desk
from services.ledgers.parsed import Fault
from services.ledgers.sheet import Cell
from services.ports import Appended
from services.settling import Decided
from services.work_sheets.finding import Finder

Value: TypeAlias = str | date | tuple[str, ...]
Reader = Callable[[Cell], Value | Fault]
"""A cell's value, or what is wrong with it; only cells that are not blank are read."""


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column, or one cell above the table. `path`: how refusals name it."""

    field: str
    header: str
    meaning: str = ""
    """Shown by Excel beside the cell, at most 255 signs."""
    read: Reader
    options: tuple[str, ...] = ()
    """A drop-down; what else is typed is read as well."""
    width: int = 12
    needed: bool = False
    """An answered row without it is not taken."""
    path: str = ""
    day: bool = False
    identity: bool = False
    """Printed, and checked when the sheet comes back: the row is still the one it was."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A prefilled row: what it is about, and what is printed, by field."""

    key: str
    given: Mapping[str, str]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One sheet of a template: `subject` narrows it (an agency's code), `label` says so."""

    lines: tuple[Line, ...]
    subject: str = ""
    label: str = ""
    options: Mapping[str, tuple[str, ...]] = {}
    """Drop-downs that only this county has, by field."""
    codes: Mapping[str, str] = {}
    """What a word of such a drop-down stands for."""
    only: tuple[str, ...] = ()
    """The answers that this sheet asks for, by field; none named: all of them."""


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """A filled row as its command takes it. `key` is empty for a row that somebody added."""

    key: str
    subject: str
    values: Mapping[str, Value]
    given: Mapping[str, str]
    codes: Mapping[str, str]
    decided: Decided

    def text(self, field: str) -> str:
        """A field's text; empty where it is blank."""
        value = self.values.get(field, "")
        return value if isinstance(value, str) else ""

    def day(self, field: str) -> date | None:
        """A field's day."""
        value = self.values.get(field)
        return value if isinstance(value, date) else None

    def codes_of(self, field: str) -> tuple[str, ...]:
        """A field's several codes."""
        value = self.values.get(field)
        return value if isinstance(value, tuple) else ()


class Clerk(msgspec.Struct, frozen=True, kw_only=True):
    """Who brings a sheet in, and what they work with. `find` looks up rows that were added by name."""

    desk: Desk
    viewer: Viewer
    find: Finder


Command = Callable[[Clerk, Answered], Appended]
Fill = Callable[[World, Viewer, RegionCode], Sequence[Part]]
Columns = Callable[[RuleSet], tuple[Column, ...]]


class Whole(msgspec.Struct, frozen=True, kw_only=True):
    """One cell that speaks for everybody on the list who has no answer of their own."""

    column: Column
    command: Callable[[Clerk, Answered, Sequence[str]], Appended]
    """Takes the keys of the list that the cell speaks for."""
    left_out: str
    """The word in the answers' own column that keeps a row out of it."""


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of work sheet. A row that answers nothing is not answered: it never means clear."""

    code: str
    title: str
    purpose: str
    """One sentence above the table."""
    given: tuple[Column, ...]
    answers: Columns
    command: Command
    fill: Fill
    decision: tuple[Column, ...]
    """Who decided, when, on what paper: the row's own cells, else the cells for the whole sheet."""
    role: str
    """As what the decider decided where the sheet does not say."""
    by_row: bool = True
    """Rows have cells of their own for who decided."""
    spare: int = 0
    """Blank rows for what is not prefilled."""
    whole: Whole | None = None

    def columns(self, rules: RuleSet) -> tuple[Column, ...]:
        """The columns in order, the key's own left out."""
        return (*self.given, *self.answers(rules), *(self.decision if self.by_row else ()))

    def heads(self) -> tuple[Column, ...]:
        """The cells above the table."""
        marks = (self.whole.column,) if self.whole else ()
        return (*self.decision, *marks)


def always(*columns: Column) -> Columns:
    """The same columns under any rules."""
    return lambda _: columns


def decider(name: str, role: str, office: str) -> Decider | None:
    """Nobody where no name was given: then the account itself decided."""
    return Decider(name=name, role=role, office=office) if name else None
