"""Every event by whom it concerns, in order; what a forgotten person's key sealed reads as a placeholder."""

from typing import Any

import msgspec

from domain.candidacy import candidacy_of
from domain.event import SealedEvent
from domain.ids import PersonId
from domain.ledger import LedgerKind
from domain.person.events import PersonClaimed
from domain.recorded import Recorded

_NAMING = {
    "person": "person",
    "other": "person",
    "mentor": "person",
    "incumbent": "person",
    "village": "village",
    "candidacy": "candidacy",
    "import_id": "import",
}


class Annals:
    """Positions by subject; the events themselves once."""

    def __init__(self) -> None:
        self.events: list[Recorded] = []
        self._at: dict[str, list[int]] = {}
        self._decisions: dict[str, int] = {}
        self._places: dict[PersonId, set[str]] = {}

    def keep(self, recorded: Recorded) -> None:
        """The next event."""
        at = len(self.events)
        self.events.append(recorded)
        if recorded.evidence:
            self._decisions[recorded.event_id] = at
        for subject in subjects_of(recorded):
            self._at.setdefault(subject, []).append(at)
            if subject.startswith("person:"):
                places = self._places.setdefault(PersonId(subject[7:]), set())
                places.add(getattr(recorded.event, "village", "") or recorded.region_code)

    def about(self, *subjects: str) -> list[Recorded]:
        """The events that concern any of the subjects, oldest first."""
        return [self.events[at] for at in sorted({at for s in subjects for at in self._at.get(s, ())})]

    def decision(self, event_id: str) -> Recorded | None:
        """An event that says what it rested on."""
        at = self._decisions.get(event_id)
        return None if at is None else self.events[at]

    def places_of(self, person: PersonId) -> frozenset[str]:
        """Where events about a person belong; what is left to say of somebody who has been forgotten."""
        return frozenset(self._places.get(person, ())) - {""}

    def forget(self, person: PersonId) -> None:
        """Keep only the skeleton of what was sealed for this person."""
        subject = f"person:{person}"
        for at in self._at.get(subject, ()):
            event = self.events[at].event
            if isinstance(event, SealedEvent) and event.sealed_for == subject:
                self.events[at] = msgspec.structs.replace(self.events[at], event=event.unsealed())


def subjects_of(recorded: Recorded) -> tuple[str, ...]:
    """Whom an event concerns: its stream, the subjects it was recorded with, and the ids it carries."""
    event: Any = recorded.event
    found = [recorded.stream, *recorded.subjects]
    for field, kind in _NAMING.items():
        if key := getattr(event, field, None):
            found.append(f"{kind}:{key}")
    if subject := getattr(event, "subject", ""):
        found.append(subject)
    if source := getattr(event, "source", None):
        found.append(f"import:{source.import_id}")
    if isinstance(event, PersonClaimed) and event.source.kind == LedgerKind.RESERVES and event.slot:
        found.append(f"candidacy:{candidacy_of(event.person, event.slot)}")  # type: ignore[arg-type]
    return tuple(dict.fromkeys(found))
