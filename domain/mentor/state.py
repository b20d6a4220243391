"""What the rules need to know of a mentor, folded from the mentor's own stream."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeAlias, assert_never

import msgspec

from domain.ids import CandidacyId, PersonId
from domain.mentor.events import (
    AbsencePrivate,
    MentorAbsenceSet,
    MentorEvent,
    MentorRegistered,
    RegistrationPrivate,
    ReserveGivenUp,
    ReserveTakenOn,
)

Since: TypeAlias = tuple[date, int]
"""(true from, position): of two decisions the greater stands, whatever order they came in."""


class Mentor(msgspec.Struct, frozen=True):
    """`registered` None: nobody decided yet. `reserves`: by candidacy, those whose pairing stands."""

    registered: RegistrationPrivate | None = None
    registered_at: Since | None = None
    absence: AbsencePrivate = AbsencePrivate()
    absence_at: Since | None = None
    reserves: Mapping[CandidacyId, PersonId] = {}

    @property
    def load(self) -> int:
        """Distinct reserves by decided pairings."""
        return len(set(self.reserves.values()))

    def is_away(self, day: date) -> bool:
        """Whether the mentor is away on a day."""
        start, end = self.absence.away_from, self.absence.until
        return start is not None and start <= day and (end is None or day <= end)


def evolve(mentor: Mentor, event: MentorEvent, since: date, version: int) -> Mentor:
    """The mentor after one event. What a forgotten mentor's key sealed says nothing any more."""
    change, at = msgspec.structs.replace, (since, version)
    match event:
        case MentorRegistered(private=private):
            if private is None or (mentor.registered_at and mentor.registered_at > at):
                return mentor
            return change(mentor, registered=private, registered_at=at)
        case MentorAbsenceSet(private=private):
            if private is None or (mentor.absence_at and mentor.absence_at > at):
                return mentor
            return change(mentor, absence=private, absence_at=at)
        case ReserveTakenOn():
            return change(mentor, reserves={**mentor.reserves, event.pairing: event.reserve})
        case ReserveGivenUp():
            left = {pairing: who for pairing, who in mentor.reserves.items() if pairing != event.pairing}
            return change(mentor, reserves=left)
        case _:
            assert_never(event)


def as_one(mentors: Iterable[Mentor]) -> Mentor:
    """One human being's several records: the newest decision of any, the reserves of all."""
    found = Mentor()
    for other in mentors:
        if other.registered_at and (found.registered_at or (date.min, 0)) < other.registered_at:
            found = msgspec.structs.replace(
                found, registered=other.registered, registered_at=other.registered_at
            )
        if other.absence_at and (found.absence_at or (date.min, 0)) < other.absence_at:
            found = msgspec.structs.replace(found, absence=other.absence, absence_at=other.absence_at)
        found = msgspec.structs.replace(found, reserves={**found.reserves, **other.reserves})
    return found
