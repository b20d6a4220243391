"""What a person answered when asked, and who goes to see the excellent who are unwilling (R35, R36). Never a score.

Written on the person's own stream. An answer that a named person took down is an observed fact; a ledger's is a claim.
"""

from domain.outreach.events import (
    ExcellentMarkWithdrawn,
    MarkedExcellent,
    OutreachMade,
    PutOnWatchList,
    TakenOffWatchList,
    WillingnessRecorded,
    WillingTo,
)
from domain.outreach.state import Outreach, as_one, evolve

__all__ = [
    "ExcellentMarkWithdrawn",
    "MarkedExcellent",
    "Outreach",
    "OutreachMade",
    "PutOnWatchList",
    "TakenOffWatchList",
    "WillingTo",
    "WillingnessRecorded",
    "as_one",
    "evolve",
]
