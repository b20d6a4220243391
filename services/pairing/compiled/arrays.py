"""What the compiled search works on: numbers in columns, and the state that it changes."""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias, TypeVar, cast

from numba import njit
from numpy import dtype, ndarray

Column: TypeAlias = ndarray[Any, dtype[Any]]
"""One dimension, whole numbers."""

F = TypeVar("F", bound=Callable[..., Any])

NONE = -1
CLOSED = -2
FAR = 1 << 62


def compiled(function: F) -> F:
    """Compiled at the first call, kept on disk for the next process."""
    return cast("F", njit(cache=True, nogil=True)(function))


class Net(NamedTuple):
    """Arcs by wish; a place is a mentor, or after them a gate. A cost is a pair of numbers, high before low."""

    first: Column
    """Of each wish its first arc; one more at the end."""
    place: Column
    high: Column
    low: Column
    cover: Column
    """High cost of leaving a wish uncovered; its low one is 0."""
    rank: Column
    places: Column
    slot_at: Column
    slot: Column
    """High cost of each mentor's slots; their low one is 0."""
    behind: Column
    gate_at: Column
    gate: Column
    """Gates by mentor."""


class Seats(NamedTuple):
    """Who sits where: `taken` an arc of each wish or NONE, `sitters` by slot, `spot` the wish's place among them."""

    taken: Column
    spot: Column
    load: Column
    sitters: Column
    holder: Column
    high: Column
    """Prices, of mentors and gates."""
    low: Column


class Search(NamedTuple):
    """Room for one search at a time."""

    high: Column
    low: Column
    via: Column
    entry: Column
    met: Column
    heap_high: Column
    heap_low: Column
    heap: Column
    touched: Column
    settled: Column
    wish: Column
    wish_high: Column
    wish_low: Column
