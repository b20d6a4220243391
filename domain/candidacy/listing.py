"""A candidacy on a roster: which imports list it. A listing never clears anybody."""

from domain.candidacy.events import CandidacyListed, ListingWithdrawn, candidacy_of
from domain.candidacy.state import Candidacy
from domain.ids import CandidacyId, ImportId, PersonId, VillageCode


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
