"""Who is tied to whom, folded from a person's own stream: a register by the other person."""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias, assert_never

import msgspec

from domain.ids import PersonId
from domain.kinship.events import Kin, KnownFrom, TieEvent, TieRecorded, TieWithdrawn


class Tie(msgspec.Struct, frozen=True):
    """The last word on two people. `kind` None: it was taken back."""

    at: tuple[date, int]
    kind: Kin | None
    known_from: KnownFrom | None = None


Ties: TypeAlias = Mapping[PersonId, Tie]
"""By the other person."""


def evolve(ties: Ties, event: TieEvent, since: date, version: int) -> Ties:
    """A register by (true from, position)."""
    known, at = ties.get(event.other), (since, version)
    if known and known.at > at:
        return ties
    match event:
        case TieRecorded():
            return {**ties, event.other: Tie(at, event.kind, event.known_from)}
        case TieWithdrawn():
            return {**ties, event.other: Tie(at, None)}
        case _:
            assert_never(event)
