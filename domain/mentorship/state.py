"""What the rules need to know of a candidacy's mentoring, folded from its own stream."""

from collections.abc import Container, Iterable
from datetime import date
from typing import assert_never

import msgspec

from domain.ids import PersonId
from domain.mentorship.events import (
    MentorAssigned,
    MentorReleased,
    MentorshipEvent,
    PairingRejected,
    RejectionPrivate,
    TalkHeld,
)
from domain.rule_set import MentorRole


class Pairing(msgspec.Struct, frozen=True):
    """One mentor's, as what and since when; `until`: the day it ended."""

    mentor: PersonId
    role: MentorRole
    since: date
    until: date | None = None


class Rejection(msgspec.Struct, frozen=True):
    """A proposed mentor who was turned down; void once the two are paired all the same."""

    mentor: PersonId
    private: RejectionPrivate


class Mentorship(msgspec.Struct, frozen=True):
    """Pairings and talks in the order they were entered; ended pairings stay."""

    pairings: tuple[Pairing, ...] = ()
    talks: tuple[TalkHeld, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    """The last of each mentor."""
    let_go: tuple[PersonId, ...] = ()
    """Mentors released whom no decision had paired: a ledger's name of theirs counts no more."""

    @property
    def current(self) -> tuple[Pairing, ...]:
        """The pairings that stand."""
        return tuple(p for p in self.pairings if p.until is None)

    @property
    def last_talk(self) -> date | None:
        """The day of the last talk with any mentor, also one who has been released since."""
        return max((talk.held_on for talk in self.talks), default=None)

    def with_mentor(self, records: Container[PersonId]) -> Pairing | None:
        """The pairing with a human being that stands, by any of their records."""
        return next((p for p in self.current if p.mentor in records), None)

    def past_with(self, records: Container[PersonId]) -> tuple[Pairing, ...]:
        """Every pairing with a human being, the ended ones too."""
        return tuple(p for p in self.pairings if p.mentor in records)

    def talks_with(self, records: Container[PersonId]) -> tuple[TalkHeld, ...]:
        """Every talk with a human being."""
        return tuple(talk for talk in self.talks if talk.mentor in records)


def evolve(mentorship: Mentorship, event: MentorshipEvent) -> Mentorship:
    """The mentorship after one event. Never refuses."""
    change = msgspec.structs.replace
    match event:
        case MentorAssigned():
            pairing = Pairing(event.mentor, event.role, event.since)
            left = tuple(r for r in mentorship.rejections if r.mentor != event.mentor)
            return change(mentorship, pairings=(*mentorship.pairings, pairing), rejections=left)
        case TalkHeld():
            return change(mentorship, talks=(*mentorship.talks, event))
        case MentorReleased():
            pairings = tuple(
                change(p, until=event.released_on) if p.mentor == event.mentor and p.until is None else p
                for p in mentorship.pairings
            )
            named = () if pairings != mentorship.pairings else (event.mentor,)
            return change(mentorship, pairings=pairings, let_go=(*mentorship.let_go, *named))
        case PairingRejected(private=private):
            left = tuple(r for r in mentorship.rejections if r.mentor != event.mentor)
            mine = (Rejection(event.mentor, private),) if private else ()
            return change(mentorship, rejections=(*left, *mine))
        case _:
            assert_never(event)


def together(mentorships: Iterable[Mentorship]) -> Mentorship:
    """Several candidacies of one human being for one village, after their records were merged."""
    found = list(mentorships)
    return Mentorship(
        tuple(p for one in found for p in one.pairings),
        tuple(t for one in found for t in one.talks),
        tuple(r for one in found for r in one.rejections),
        tuple(mentor for one in found for mentor in one.let_go),
    )
