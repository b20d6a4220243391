"""How much one operation may ask for. Change a figure here and the sentence that refuses it changes too."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The figures are measured: a document at every limit is refused or validated within a few dozen ms."""

    characters: int = 20_000
    tokens: int = 2_000
    comments: int = 100

    depth: int = 10
    aliases: int = 30
    directives: int = 20
    root_fields: int = 20
    fields: int = 1_500
    """Fields after every fragment is written out where it is spread."""

    cost: int = 5_000
    """Objects that an operation may bring back, by the sizes that it asks for."""
    page: int = 100
    """The largest `first` or `last` of any connection."""
    page_when_absent: int = 20
    """What a connection serves when neither is given. Must agree with the connections of the schema."""
    list_when_unknown: int = 10
    """Assumed length of a list without a size argument, unless `lengths` knows it."""
    weights: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Cost of a field itself, by coordinate (`Query.proposePairings`); else 1 for an object, 0 for a value."""
    lengths: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Usual length of a list, by coordinate (`Township.quotas`)."""

    seconds: float = 5.0
    """Wall clock of one operation. It stops what awaits; code that never awaits stops when it is done."""


DEFAULT_LIMITS = Limits()
