"""What ledgers say of somebody as a reserve or a mentor: the row's own matter, resolved row by row."""

from collections.abc import Mapping
from datetime import date

import msgspec

from domain.candidacy import Candidacy, candidacy_of
from domain.facts import resolve, waits
from domain.ids import CandidacyId, PersonId, VillageCode
from domain.ledger import Facts, LedgerKind
from domain.person.events import PersonClaimed
from domain.person.state import DatedClaim, Person

NAMES_MARK = "、"


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """One person's standing for one village. `cleared_through`: a ledger never clears anybody."""

    id: CandidacyId
    village: VillageCode
    since: date | None
    listed: bool
    waits: bool
    """A held row about it waits for a person's decision."""
    own_village: bool
    """Its incumbent: never its own reserve."""
    mentor_names: tuple[str, ...]
    mentor_names_disputed: bool
    tier: str | None
    cleared_through: date | None = None

    @property
    def on_roster(self) -> bool:
        """Known from a ledger, not held, and not the incumbent of the same village."""
        return self.listed and not self.waits and not self.own_village


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """What a mentors' ledger says of somebody as a mentor; no `villages` means the township, neither the county."""

    names: frozenset[str]
    role: str | None
    capacity: int | None
    township: str | None
    villages: tuple[str, ...]
    since: date


def said(event: PersonClaimed) -> Facts:
    """A claim's facts; none once its subject has been forgotten."""
    return event.private.facts if event.private else {}


def row_of(
    people: list[Person], claims: list[DatedClaim], settled: Mapping[str, str]
) -> Mapping[str, str | None]:
    """What one ledger says, the row's own matter included; disputed fields are None."""
    if not claims:
        return {}
    if len(claims) == 1:
        return {**said(claims[0].event), **settled}
    event = claims[0].event
    return {f: fact.value for f, fact in resolve(people, {}, (event.source.kind, event.slot)).items()}


def area_of(people: list[Person], claims: list[DatedClaim], settled: Mapping[str, str]) -> Area | None:
    """The mentors' ledger's row; None where none speaks of the person."""
    if not claims:
        return None
    row = row_of(people, claims, settled)
    capacity = row.get("capacity") or ""
    return Area(
        names=frozenset(said(c.event).get("name", "") for c in claims) - {""},
        role=row.get("role"),
        capacity=int(capacity) if capacity.isascii() and capacity.isdigit() else None,
        township=row.get("township"),
        villages=tuple(sorted(set((row.get("linked_villages") or "").split()))),
        since=max(c.since for c in claims),
    )


def candidates_of(
    people: list[Person],
    claims: tuple[DatedClaim, ...],
    listings: Mapping[PersonId, Mapping[VillageCode, Candidacy]],
    settled: Mapping[str, str],
    serves: tuple[VillageCode, ...],
) -> dict[str, Candidate]:
    """By village, in order of code."""
    rows: dict[str, list[DatedClaim]] = {}
    for claim in claims:
        if claim.event.source.kind == LedgerKind.RESERVES:
            rows.setdefault(claim.event.slot, []).append(claim)
    listed = {v: p for p, listing in listings.items() for v, c in listing.items() if c.listed_by}
    found = {}
    for village in sorted({*rows, *listed} - {""}):
        mine = rows.get(village, [])
        row = row_of(people, mine, settled)
        disputed = "mentor_names" in row and row["mentor_names"] is None
        values = (
            [said(c.event).get("mentor_names", "") for c in mine]
            if disputed
            else [row.get("mentor_names") or ""]
        )
        found[village] = Candidate(
            id=candidacy_of(listed.get(VillageCode(village)) or mine[0].event.person, VillageCode(village)),
            village=VillageCode(village),
            since=max((c.since for c in mine), default=None),
            listed=village in listed,
            waits=any(waits(c, settled) for c in mine),
            own_village=village in serves,
            mentor_names=tuple(dict.fromkeys(n for value in values for n in value.split(NAMES_MARK) if n)),
            mentor_names_disputed=disputed,
            tier=row.get("tier"),
        )
    return found
