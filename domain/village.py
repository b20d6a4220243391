"""A village, as far as ledgers speak about it. What a ledger calls it is a claim, never a classification."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar, TypeAlias, assert_never

import msgspec

from domain.event import Event, Private, SealedEvent, topic
from domain.ids import ImportId, PersonId, VillageCode
from domain.ledger import Facts, Source

PLAIN_FACTS = ("classification", "combined_post", "star_rating")
"""What may be said of a village openly (P1). The reason for its class concerns its incumbent and is sealed."""


class VillagePrivate(Private, frozen=True, kw_only=True):
    """What a village ledger says that concerns the incumbent: the criteria behind the class."""

    facts: Facts = {}


@topic
class VillageClaimed(SealedEvent, frozen=True, kw_only=True):
    """A ledger's row about a village. Sealed for its incumbent where the row names one, else for the village."""

    TOPIC: ClassVar[str] = "village.claimed.v1"
    village: VillageCode
    source: Source
    facts: Facts = {}
    incumbent: PersonId | None = None
    private: VillagePrivate | None = None


@topic
class VillageClaimWithdrawn(Event, frozen=True, kw_only=True):
    """The import that brought a claim was taken back."""

    TOPIC: ClassVar[str] = "village.claim_withdrawn.v1"
    village: VillageCode
    import_id: ImportId


VillageEvent: TypeAlias = VillageClaimed | VillageClaimWithdrawn


class Village(msgspec.Struct, frozen=True):
    """Every claim that stands, newest last by (true from, order of arrival)."""

    claims: tuple[tuple[date, VillageClaimed], ...] = ()

    def claim_at(self, day: date) -> VillageClaimed | None:
        """The claim in force on a day."""
        return next((claim for since, claim in reversed(self.claims) if since <= day), None)


def evolve(village: Village, event: VillageEvent, since: date) -> Village:
    """The village after one event; `since` is the day from which the event's fact holds."""
    match event:
        case VillageClaimed():
            return Village(tuple(sorted((*village.claims, (since, event)), key=lambda c: c[0])))
        case VillageClaimWithdrawn():
            return Village(tuple(c for c in village.claims if c[1].source.import_id != event.import_id))
        case _:
            assert_never(event)


def claim(
    village: Village,
    code: VillageCode,
    source: Source,
    facts: Mapping[str, str],
    incumbent: PersonId | None,
    on: date,
) -> tuple[VillageClaimed, ...]:
    """Record what a ledger's row says, unless the ledger already said exactly that."""
    event = VillageClaimed(
        sealed_for=f"person:{incumbent}" if incumbent else f"village:{code}",
        village=code,
        source=source,
        facts={k: v for k, v in facts.items() if k in PLAIN_FACTS},
        incumbent=incumbent,
        private=VillagePrivate(facts={k: v for k, v in facts.items() if k not in PLAIN_FACTS}),
    )
    last = village.claim_at(on)
    if last and last.private and (last.facts, last.incumbent, last.private.facts) == (
        event.facts, incumbent, event.private.facts if event.private else {},
    ):  # fmt: skip
        return ()
    return (event,)


def undo(village: Village, code: VillageCode, import_id: ImportId) -> tuple[VillageClaimWithdrawn, ...]:
    """Take back what one import said, if it said anything."""
    if any(c.source.import_id == import_id for _, c in village.claims):
        return (VillageClaimWithdrawn(village=code, import_id=import_id),)
    return ()
