"""The clocks of due process for an adverse finding: when each step is due, in days of the calendar."""

import msgspec


class DueProcess(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The first three count from the day the finding was *noted*; exactly so many days is not late.

    Five days is the precedent of public notices and of objections to a list; the others are a target of ours that a
    county sets for itself, as no public rule gives one.
    """

    inform_days: int = 5
    """The person is informed, or an exception is recorded with its basis."""
    hear_days: int = 15
    """Their statement is heard."""
    decide_days: int = 30
    """It is decided, with reasons."""
    objection_days: int = 5
    """From the decision: how long the person may object."""
    review_days: int = 15
    """From the objection: until it is answered."""
