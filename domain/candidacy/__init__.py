"""A candidacy: one person for one village, from a ledger or a proposal to admission, use and exit. Never a score.

Known from a ledger it is on the roster and never cleared by that; named people conclude, findings only inform.
"""

from domain.candidacy.events import (
    CandidacyEvent,
    CandidacyListed,
    ListingWithdrawn,
    candidacy_of,
    parties_of,
)
from domain.candidacy.listing import list_candidacy, undo
from domain.candidacy.made import Made
from domain.candidacy.state import Candidacy, evolve

__all__ = [
    "Candidacy",
    "CandidacyEvent",
    "CandidacyListed",
    "ListingWithdrawn",
    "Made",
    "candidacy_of",
    "evolve",
    "list_candidacy",
    "parties_of",
    "undo",
]
