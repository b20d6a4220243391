"""What the rules need to know of a person, folded from the person's own stream."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import assert_never

import msgspec

from domain import kinship, outreach
from domain.ids import ImportId, PersonId, RequestId
from domain.kinship import TieRecorded, Ties, TieWithdrawn
from domain.ledger import LedgerKind
from domain.outreach import (
    ExcellentMarkWithdrawn,
    MarkedExcellent,
    Outreach,
    OutreachMade,
    PutOnWatchList,
    TakenOffWatchList,
    WillingnessRecorded,
)
from domain.person.events import (
    ClaimWithdrawn,
    ErasureApproved,
    ErasureRequested,
    FactSettled,
    MissingFromLedger,
    PeopleKeptApart,
    PeopleMerged,
    PeopleSeparated,
    PersonClaimed,
    PersonEvent,
    SubjectForgotten,
)


class DatedClaim(msgspec.Struct, frozen=True):
    """A claim, the day from which it holds, and where it stands in the stream."""

    since: date
    version: int
    event: PersonClaimed


class Settlement(msgspec.Struct, frozen=True):
    """The value that a named person found right."""

    value: str
    on: date
    version: int


class Person(msgspec.Struct, frozen=True):
    """Claims in order of (since, version); settlements by field; who is the same as whom; erasure; answers; kin."""

    claims: tuple[DatedClaim, ...] = ()
    settled: Mapping[str, Settlement] = {}
    merged: frozenset[PersonId] = frozenset()
    apart: frozenset[PersonId] = frozenset()
    missing: Mapping[tuple[LedgerKind, str], ImportId] = {}
    """Ledgers (and slots) whose newer reading no longer has the person, and the import that found so."""
    requests: Mapping[RequestId, bool] = {}
    """Erasure requests; True once approved."""
    forgotten: bool = False
    outreach: Outreach = Outreach()
    ties: Ties = {}

    def claims_at(self, kind: LedgerKind, slot: str, day: date) -> tuple[DatedClaim, ...]:
        """The claims of one ledger in force on a day: those of the newest reading up to then."""
        return newest_reading(
            c for c in self.claims if (c.event.source.kind, c.event.slot) == (kind, slot) and c.since <= day
        )

    def claimed_by(self, kind: LedgerKind, slot: str) -> bool:
        """Whether a ledger has ever spoken of this person (for this village)."""
        return any((c.event.source.kind, c.event.slot) == (kind, slot) for c in self.claims)


def newest_reading(claims: Iterable[DatedClaim]) -> tuple[DatedClaim, ...]:
    """The last run of claims that one import made, of claims in order."""
    newest: list[DatedClaim] = []
    for claim in claims:
        if newest and (newest[-1].since, newest[-1].event.source.import_id) != (
            claim.since,
            claim.event.source.import_id,
        ):
            newest.clear()
        newest.append(claim)
    return tuple(newest)


def evolve(person: Person, event: PersonEvent, since: date, version: int) -> Person:
    """The person after one event. Never refuses."""
    change = msgspec.structs.replace
    match event:
        case PersonClaimed():
            claims = (*person.claims, DatedClaim(since, version, event))
            return change(
                person,
                claims=tuple(sorted(claims, key=lambda c: (c.since, c.version))),
                missing={m: by for m, by in person.missing.items() if m != (event.source.kind, event.slot)},
            )
        case ClaimWithdrawn():
            left = tuple(c for c in person.claims if c.event.source.import_id != event.import_id)
            missing = {m: by for m, by in person.missing.items() if by != event.import_id}
            return change(person, claims=left, missing=missing)
        case MissingFromLedger():
            return change(person, missing={**person.missing, (event.kind, event.slot): event.import_id})
        case FactSettled():
            return change(person, settled=_settled(person, event, since, version))
        case PeopleMerged():
            other = event.other
            return change(person, merged=person.merged | {other}, apart=person.apart - {other})
        case PeopleSeparated():
            return change(person, merged=person.merged - {event.other})
        case PeopleKeptApart():
            return change(person, apart=person.apart | {event.other})
        case ErasureRequested():
            return change(person, requests={**person.requests, event.request: False})
        case ErasureApproved():
            return change(person, requests={**person.requests, event.request: True})
        case SubjectForgotten():
            return change(person, forgotten=True)
        case TieRecorded() | TieWithdrawn():
            return change(person, ties=kinship.evolve(person.ties, event, since, version))
        case WillingnessRecorded() | OutreachMade() | MarkedExcellent() | ExcellentMarkWithdrawn():
            return change(person, outreach=outreach.evolve(person.outreach, event, since, version))
        case PutOnWatchList() | TakenOffWatchList():
            return change(person, outreach=outreach.evolve(person.outreach, event, since, version))
        case _:
            assert_never(event)


def _settled(person: Person, event: FactSettled, since: date, version: int) -> Mapping[str, Settlement]:
    """A register: the greatest (since, version) wins, whatever order they came in."""
    known = person.settled.get(event.field)
    if known and (known.on, known.version) > (since, version):
        return person.settled
    value = event.private.value if event.private else ""
    return {**person.settled, event.field: Settlement(value, since, version)}
