"""Prices that prove a proposal. Whoever has the problem, the pairs and these numbers can check that nothing is better.

A price is a row of whole numbers, one per level, compared from the left: as much as a place is worth to those who go
without. Three sets per part: at all places, for coverage; at the next lower height, to show that coverage would suffer;
and at the proposal's height, for all levels together.
"""

import msgspec

Levels = tuple[int, ...]
"""Coverage: difficult, key, others. All: these, then squares in parts of `share`, changed, points forgone, lot."""


class Prices(msgspec.Struct, frozen=True):
    """By mentor; `twice`: by reserve and mentor what it is worth that a mentor fills one role of a reserve only."""

    mentors: dict[str, Levels]
    twice: dict[str, dict[str, Levels]]


class PartProof(msgspec.Struct, frozen=True, kw_only=True):
    """Of one connected part with at least one mentor. `share`: a common multiple of all places."""

    share: int
    coverage: Prices
    lower: Prices
    all_levels: Prices


class Certificate(msgspec.Struct, frozen=True):
    """A proof per part, in any order; parts whose search was stopped have none."""

    parts: tuple[PartProof, ...]
