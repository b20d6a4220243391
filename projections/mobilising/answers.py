"""What somebody last said to questions that mean the same for them, whether taken down or claimed by a ledger."""

from collections.abc import Iterable
from datetime import date

import msgspec

from domain.facts import NO_ANSWER
from domain.outreach import WillingTo
from domain.outreach.events import Reason, Willingness
from projections.fold import Human

OFFICE = (WillingTo.SERVE, WillingTo.STAND)
"""任职意愿 (R23) and 参选意向 (R35): of an incumbent and of a reserve both ask about the post."""
WILLING = frozenset({Willingness.YES.value, Willingness.AS_ARRANGED.value})


class LastWord(msgspec.Struct, frozen=True, kw_only=True):
    """`value` None: ledgers disagree. `taken_down`: by a named person; else a ledger's claim."""

    kind: WillingTo
    value: str | None
    on: date
    taken_down: bool
    reason: Reason | None = None
    """Sensitive (P3): for a file within a case alone."""


def last_word(human: Human, kinds: Iterable[WillingTo]) -> LastWord | None:
    """The latest word on any of the questions, on one day the one taken down; None where nobody said anything."""
    words = [word for kind in kinds if (word := _word(human, kind))]
    return max(words, key=lambda w: (w.on, w.taken_down, w.kind), default=None)


def _word(human: Human, kind: WillingTo) -> LastWord | None:
    fact, answered = human.facts.get(kind.field), human.outreach.latest(kind)
    if fact is None or fact.value in NO_ANSWER:
        return None
    if answered and fact.settled and fact.value == answered.answer:
        return LastWord(
            kind=kind, value=fact.value, on=answered.at[0], taken_down=True, reason=answered.reason
        )
    said = (c.since for c in human.claims if c.event.private and c.event.private.facts.get(kind.field))
    return LastWord(kind=kind, value=fact.value, on=max(said, default=date.min), taken_down=False)
