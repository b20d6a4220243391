"""A candidacy: one person for one village. Known from a ledger, it is on the roster and never cleared by that."""

from typing import ClassVar, TypeAlias, assert_never

import msgspec

from domain.event import Event, topic
from domain.ids import CandidacyId, ImportId, PersonId, VillageCode


@topic
class CandidacyListed(Event, frozen=True, kw_only=True):
    """An office's roster names this person for this village. What it says of them is a claim on the person."""

    TOPIC: ClassVar[str] = "candidacy.listed.v1"
    candidacy: CandidacyId
    person: PersonId
    village: VillageCode
    import_id: ImportId


@topic
class ListingWithdrawn(Event, frozen=True, kw_only=True):
    """The import that listed it was taken back."""

    TOPIC: ClassVar[str] = "candidacy.listing_withdrawn.v1"
    candidacy: CandidacyId
    import_id: ImportId


CandidacyEvent: TypeAlias = CandidacyListed | ListingWithdrawn


class Candidacy(msgspec.Struct, frozen=True):
    """The imports that list it; on the roster while any does."""

    listed_by: frozenset[ImportId] = frozenset()


def candidacy_of(person: PersonId, village: VillageCode) -> CandidacyId:
    """One per person and village."""
    return CandidacyId(f"ca_{person.removeprefix('pe_')}_{village}")


def evolve(candidacy: Candidacy, event: CandidacyEvent) -> Candidacy:
    """The candidacy after one event."""
    match event:
        case CandidacyListed():
            return Candidacy(candidacy.listed_by | {event.import_id})
        case ListingWithdrawn():
            return Candidacy(candidacy.listed_by - {event.import_id})
        case _:
            assert_never(event)


def list_candidacy(
    candidacy: Candidacy, person: PersonId, village: VillageCode, import_id: ImportId, *, news: bool
) -> tuple[CandidacyListed, ...]:
    """Put it on the roster unless it is there.

    `news`: this import says something new of the person, so that it also vouches for the listing.
    """
    if import_id in candidacy.listed_by or (candidacy.listed_by and not news):
        return ()
    found = candidacy_of(person, village)
    return (CandidacyListed(candidacy=found, person=person, village=village, import_id=import_id),)


def undo(candidacy: Candidacy, found: CandidacyId, import_id: ImportId) -> tuple[ListingWithdrawn, ...]:
    """Take back one import's listing, if it made one."""
    if import_id in candidacy.listed_by:
        return (ListingWithdrawn(candidacy=found, import_id=import_id),)
    return ()
