"""What people may ask for about somebody's willingness and the work to win them."""

from datetime import date

import msgspec

from domain.ids import PersonId, VillageCode
from domain.outreach.events import (
    Channel,
    OutreachPrivate,
    Reason,
    WatchReason,
    Willingness,
    WillingTo,
)


class RecordWillingness(msgspec.Struct, frozen=True, kw_only=True):
    """Take down what somebody answered, and why not, as a code."""

    person: PersonId
    kind: WillingTo
    answer: Willingness
    answered_on: date
    reason: Reason | None = None
    channel: Channel | None = None
    village: VillageCode | None = None


class MarkExcellent(msgspec.Struct, frozen=True, kw_only=True):
    """Find somebody excellent, and say why."""

    person: PersonId
    words: str


class WithdrawExcellentMark(msgspec.Struct, frozen=True, kw_only=True):
    """Take the mark back, and say why."""

    person: PersonId
    words: str


class RecordOutreach(msgspec.Struct, frozen=True, kw_only=True):
    """Enter a contact: which way, what it brought, what comes next, when and by whom."""

    person: PersonId
    kind: WillingTo
    made_on: date
    about: OutreachPrivate


class WatchPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Put a member or native on a village's watch list."""

    person: PersonId
    village: VillageCode
    reasons: tuple[WatchReason, ...] = ()
    words: str = ""


class StopWatching(msgspec.Struct, frozen=True, kw_only=True):
    """Take somebody off a village's watch list."""

    person: PersonId
    village: VillageCode
    words: str = ""
