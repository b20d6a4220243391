"""Recorded ties between two people (question 21): kin whom a named person recorded, with the source.

A surname is never a tie. Written on both streams, so that neither person's record is silent about it.
"""

from domain.kinship.events import Kin, KnownFrom, TieRecorded, TieWithdrawn
from domain.kinship.state import Tie, Ties, evolve

__all__ = ["Kin", "KnownFrom", "Tie", "TieRecorded", "TieWithdrawn", "Ties", "evolve"]
