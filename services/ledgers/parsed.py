"""What one cell says: a plain value, or several facts and what is wrong."""

from collections.abc import Callable

import msgspec

from services.ledgers.problems import Severity
from services.ledgers.sheet import Cell


class Fault(msgspec.Struct, frozen=True):
    """A problem before it knows its row and column."""

    code: str
    detail: str = ""
    severity: Severity | None = None


class Parsed(msgspec.Struct, frozen=True):
    """What a cell says where it is more than one plain value."""

    facts: tuple[tuple[str, str], ...] = ()
    faults: tuple[Fault, ...] = ()


Parser = Callable[[Cell], "str | Parsed"]
"""A canonical value ("" for blank), or a Parsed."""
