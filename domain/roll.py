"""Who stood on a sheet the last time it was read: whoever is missing later is *missing since*, never removed."""

from collections.abc import Mapping
from typing import ClassVar

import msgspec

from domain.event import Event, topic
from domain.ids import ImportId, PersonId
from domain.ledger import LedgerKind


class Place(msgspec.Struct, frozen=True, order=True):
    """A person on a sheet; `slot` is the village for reserves, else empty."""

    person: PersonId
    slot: str = ""


@topic
class RollTaken(Event, frozen=True, kw_only=True):
    """A reading of one sheet found other people on it than the reading before. `undoes`: it was taken back."""

    TOPIC: ClassVar[str] = "roll.taken.v1"
    kind: LedgerKind
    import_id: ImportId
    joined: tuple[Place, ...] = ()
    left: tuple[Place, ...] = ()
    undoes: bool = False


class Roll(msgspec.Struct, frozen=True):
    """The people on the sheet now, and per import what it changed."""

    people: frozenset[Place] = frozenset()
    changes: Mapping[ImportId, RollTaken] = {}


def evolve(roll: Roll, event: RollTaken) -> Roll:
    """The roll after one event."""
    changes = {by: change for by, change in roll.changes.items() if by != event.import_id}
    if not event.undoes:
        changes[event.import_id] = event
    return Roll((roll.people | frozenset(event.joined)) - frozenset(event.left), changes)


def take_roll(
    roll: Roll, kind: LedgerKind, import_id: ImportId, now: frozenset[Place]
) -> tuple[RollTaken, ...]:
    """What a reading changes; nothing when the same people stand there."""
    joined, left = now - roll.people, roll.people - now
    if not joined and not left:
        return ()
    return (
        RollTaken(kind=kind, import_id=import_id, joined=tuple(sorted(joined)), left=tuple(sorted(left))),
    )


def undo_roll(roll: Roll, import_id: ImportId) -> tuple[RollTaken, ...]:
    """Take back what one import changed."""
    change = roll.changes.get(import_id)
    if change is None:
        return ()
    return (
        RollTaken(kind=change.kind, import_id=import_id, joined=change.left, left=change.joined, undoes=True),
    )
