"""An election cycle of the county: on which day ages count, when surveys end, when each village elects.

Every day can be changed, with a reason and a paper; a change makes people to look at again, never an exit.
"""

from domain.election_cycle.events import (
    CycleReason,
    ElectionCycleClosed,
    ElectionCycleEvent,
    ElectionCycleOpened,
    ElectionDatesSet,
    Milestone,
    ReferenceDateChanged,
)
from domain.election_cycle.state import Change, ElectionCycle, evolve

__all__ = [
    "Change",
    "CycleReason",
    "ElectionCycle",
    "ElectionCycleClosed",
    "ElectionCycleEvent",
    "ElectionCycleOpened",
    "ElectionDatesSet",
    "Milestone",
    "ReferenceDateChanged",
    "evolve",
]
