"""Settling what ledgers leave open: which value is right, which records are one person."""

from collections.abc import Callable, Sequence
from datetime import date

import msgspec

from domain.event import Event
from domain.grades import Action, Viewer
from domain.ids import PersonId
from domain.person import decide as person
from domain.person.commands import KeepPeopleApart, MergePeople, SeparatePeople, SettleFact
from domain.recorded import Decider, Entry, NewEvent
from services.desk import Desk, Reading
from services.ports import Appended
from services.rights import must_be_allowed


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """Who decided, as the clerk entered it; empty: the account itself."""

    by: Decider | None = None
    on: date | None = None
    """The day of the paper; None: the day it was entered."""
    document_number: str = ""
    idempotency_key: str = ""


BY_THE_ACCOUNT = Decided()
"""Whoever entered it decided it."""


def settle_fact(desk: Desk, viewer: Viewer, wish: SettleFact, decided: Decided) -> Appended:
    """Settle one field of a person."""

    def decide(reading: Reading) -> Sequence[Event]:
        return person.settle(reading.person(wish.person), wish)

    return _carry_out(desk, viewer, decided, wish, [wish.person], decide)


def merge_people(desk: Desk, viewer: Viewer, wish: MergePeople, decided: Decided) -> Appended:
    """Two records are one person."""

    def decide(reading: Reading) -> Sequence[Event]:
        return person.merge(reading.person(wish.person), reading.person(wish.other), wish)

    return _carry_out(desk, viewer, decided, wish, [wish.person, wish.other], decide)


def separate_people(desk: Desk, viewer: Viewer, wish: SeparatePeople, decided: Decided) -> Appended:
    """Take a merge back."""

    def decide(reading: Reading) -> Sequence[Event]:
        return person.separate(reading.person(wish.person), wish)

    return _carry_out(desk, viewer, decided, wish, [wish.person, wish.other], decide)


def keep_people_apart(desk: Desk, viewer: Viewer, wish: KeepPeopleApart, decided: Decided) -> Appended:
    """Two like records are two people."""

    def decide(reading: Reading) -> Sequence[Event]:
        return person.keep_apart(reading.person(wish.person), reading.person(wish.other), wish)

    return _carry_out(desk, viewer, decided, wish, [wish.person, wish.other], decide)


def _carry_out(
    desk: Desk,
    viewer: Viewer,
    decided: Decided,
    wish: object,
    people: Sequence[PersonId],
    decide: Callable[[Reading], Sequence[Event]],
) -> Appended:
    """Events go to the stream of the person each names, in the order of `people`."""
    must_be_allowed(viewer, Action.ENTER)
    entry = entry_of(desk, viewer, decided)

    def events(reading: Reading) -> list[NewEvent]:
        places = {p: place_for(reading, p, viewer) for p in people}
        must_be_allowed(viewer, Action.ENTER, *places.values())
        subjects = tuple(f"person:{p}" for p in people)
        return [
            NewEvent(stream=f"person:{p}", event=e, region_code=places[p], subjects=subjects)
            for p, e in zip(people, decide(reading), strict=False)
        ]

    return desk.carry_out(entry, events, [type(wish).__name__, wish])


def entry_of(desk: Desk, viewer: Viewer, decided: Decided) -> Entry:
    """The envelope of a command that a named person decided."""
    return msgspec.structs.replace(
        desk.entry(viewer.name, decided.idempotency_key),
        decided_by=decided.by or Decider(name=viewer.name, role=viewer.role),
        decided_on=decided.on or desk.clock.today(),
        document_number=decided.document_number,
    )


def place_for(reading: Reading, person_id: PersonId, viewer: Viewer) -> str:
    """The region where the viewer deals with a person: of the newest row there, else of the newest row anywhere."""
    places = [r.region_code for r in reversed(reading.events(f"person:{person_id}")) if r.region_code]
    return next((p for p in places if viewer.covers(p)), places[0] if places else viewer.region)
