"""Growing a reserve as the rules have it (R36-R43): tiers that must move, training, outreach, exceptions watched."""

from collections.abc import Mapping

import msgspec


class TierTerms(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Calendar months after which a tier without a new decision counts as stuck (question 16); no term for mature."""

    stuck_after_months: Mapping[str, int] = msgspec.field(
        default_factory=lambda: {"ordinary": 12, "promising": 18}
    )


class Training(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """R43: days of training owed in a calendar year; seven is what counties publish."""

    days_a_year: int = 7


class Outreach(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """R36: contacts with whoever is excellent and unwilling (question 14)."""

    success_days: int = 90
    """A yes so many days after a contact, or sooner, counts for its channel."""
    refusals_stop: int = 2
    """So many refusals end the outreach."""
    rate_shown_from: int = 10
    """A channel's rate is shown from so many contacts on."""
    contact_every_days: int = 180
    """A native outside is due for a contact after so many days: the Spring Festival, and once beside it."""


class ExceptionWatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When exceptions (R30) of a township or an approver are unusual: both must hold (question 19)."""

    at_least: int = 3
    times_the_county: int = 2
