"""A person's objections, folded from their stream."""

from typing import assert_never

import msgspec

from domain.candidacy.made import Made
from domain.ids import CandidacyId
from domain.objection.events import Channel, ObjectionDecided, ObjectionEvent, ObjectionLodged, Verdict


class Objection(msgspec.Struct, frozen=True, kw_only=True):
    """`decided` None: it is open."""

    candidacy: CandidacyId
    number: int
    channel: Channel
    lodged: Made
    verdict: Verdict | None = None
    decided: Made | None = None


class Objections(msgspec.Struct, frozen=True):
    """All of one person, in the order in which they were entered."""

    lodged: tuple[Objection, ...] = ()

    @property
    def open(self) -> tuple[Objection, ...]:
        """Those that wait for an answer."""
        return tuple(one for one in self.lodged if one.decided is None)


def evolve(objections: Objections, event: ObjectionEvent, made: Made) -> Objections:
    """The objections after one event. Never refuses."""
    match event:
        case ObjectionLodged():
            one = Objection(
                candidacy=event.candidacy, number=event.number, channel=event.channel, lodged=made
            )
            return Objections((*objections.lodged, one))
        case ObjectionDecided():
            return Objections(
                tuple(
                    msgspec.structs.replace(one, verdict=event.verdict, decided=made)
                    if one.number == event.number
                    else one
                    for one in objections.lodged
                )
            )
        case _:
            assert_never(event)
