"""After a sheet is read: who stood on it before and no longer does."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from domain.facts import in_force
from domain.ids import ImportId, PersonId
from domain.ledger import LedgerKind
from domain.person import decide as person
from domain.recorded import NewEvent
from domain.roll import Place, take_roll
from services.desk import Reading
from services.importing.rows import Row, sheet_key


def call_rolls(
    reading: Reading, import_id: ImportId, rows: Sequence[Row], people: Mapping[int, PersonId], county: str
) -> list[NewEvent]:
    """The new rolls of the sheets, and *missing since* for people who are gone.

    An error workbook is no reading of its sheet. Somebody whose name stands in a refused row is not gone.
    """
    sheets: dict[int, list[tuple[int, Row]]] = defaultdict(list)
    for i, row in enumerate(rows):
        sheets[row.sheet].append((i, row))
    events: list[NewEvent] = []
    for mine in sheets.values():
        first = mine[0][1]
        if first.kind != LedgerKind.VILLAGES and not any(row.read.origin for _, row in mine):
            events += _call(reading, import_id, [(people.get(i), row) for i, row in mine], county)
    return events


def _call(
    reading: Reading, import_id: ImportId, mine: Sequence[tuple[PersonId | None, Row]], county: str
) -> list[NewEvent]:
    first = mine[0][1]
    stream = f"roll:{first.kind}/{sheet_key(first.reading)}"
    roll = reading.roll(stream)
    unread = {row.read.facts.get("name", "") for _, row in mine if row.refused}
    here = {Place(p, _slot(row)) for p, row in mine if p}
    reading.load(f"person:{place.person}" for place in roll.people - here)
    stay = {place for place in roll.people - here if _name(reading, place.person) in unread}
    taken = take_roll(roll, first.kind, import_id, frozenset(here | stay))
    events = [
        NewEvent(stream=stream, event=e, region_code=county, subjects=(f"import:{import_id}",)) for e in taken
    ]
    for place in taken[0].left if taken else ():
        known = reading.person(place.person)
        events += [
            NewEvent(
                stream=f"person:{place.person}",
                event=e,
                region_code=place.slot or first.place or county,
                subjects=(f"person:{place.person}", f"import:{import_id}"),
            )
            for e in person.miss(known, first.kind, place.slot, import_id)
        ]
    return events


def _slot(row: Row) -> str:
    return row.village or "" if row.kind == LedgerKind.RESERVES else ""


def _name(reading: Reading, person_id: PersonId) -> str:
    claims = in_force([reading.person(person_id)])
    return next((c.event.private.facts.get("name", "") for c in claims if c.event.private), "")
