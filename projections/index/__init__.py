"""The counters and orders behind the answers that must cost no more than their own length."""

from projections.index.contacts import ContactEntry
from projections.index.entries import MentorEntry, VillageEntry, mentor_key, village_key
from projections.index.index import Index
from projections.index.ordered import SortedTexts
from projections.index.tally import Tally

__all__ = [
    "ContactEntry",
    "Index",
    "MentorEntry",
    "SortedTexts",
    "Tally",
    "VillageEntry",
    "mentor_key",
    "village_key",
]
