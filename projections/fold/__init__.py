"""From recorded events to what is so: people, places, who mentors whom, and operations for every engine."""

from projections.fold.fold import Fold, GapInLog, Parked
from projections.fold.groups import Group
from projections.fold.human import Human
from projections.fold.mentors import MentorTie, NamedMentor, NameIs, TieSource
from projections.fold.owed import Matter, Owed
from projections.fold.rows import Area, Candidate

__all__ = [
    "Area",
    "Candidate",
    "Fold",
    "GapInLog",
    "Group",
    "Human",
    "Matter",
    "MentorTie",
    "NameIs",
    "NamedMentor",
    "Owed",
    "Parked",
    "TieSource",
]
