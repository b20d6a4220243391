"""What the rules and the questions need to know of a person's answers and of the work to win them.

Registers by (true from, position): of two, the greater stands, whatever order they came in.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TypeAlias, assert_never

import msgspec

from domain.ids import VillageCode
from domain.outreach.events import (
    Channel,
    ExcellentMarkWithdrawn,
    MarkedExcellent,
    OutreachAnswer,
    OutreachEvent,
    OutreachMade,
    OutreachPrivate,
    PutOnWatchList,
    Reason,
    TakenOffWatchList,
    WatchReason,
    Willingness,
    WillingnessRecorded,
    WillingTo,
)

At: TypeAlias = tuple[date, int]
"""(true from, position)."""
NEVER: At = (date.min, 0)


class Answered(msgspec.Struct, frozen=True):
    """One answer to one of the three questions."""

    at: At
    kind: WillingTo
    answer: Willingness
    reason: Reason | None
    channel: Channel | None
    village: VillageCode | None


class Attempt(msgspec.Struct, frozen=True):
    """One contact; its day is `at[0]`."""

    at: At
    kind: WillingTo
    said: OutreachPrivate


class Mark(msgspec.Struct, frozen=True):
    """The last word on something that is so or is not."""

    at: At
    stands: bool
    reasons: tuple[WatchReason, ...] = ()


class Outreach(msgspec.Struct, frozen=True):
    """Answers and attempts by (true from, position); the mark; the villages for which somebody is or was watched."""

    answers: tuple[Answered, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    mark: Mark | None = None
    watched: Mapping[VillageCode, Mark] = {}

    @property
    def excellent(self) -> bool:
        """Whether a named person's mark stands."""
        return self.mark is not None and self.mark.stands

    def latest(self, kind: WillingTo) -> Answered | None:
        """The answer that counts."""
        return next((a for a in reversed(self.answers) if a.kind is kind), None)

    @property
    def last(self) -> Attempt | None:
        """The last contact."""
        return self.attempts[-1] if self.attempts else None

    def refusals(self) -> tuple[Attempt, ...]:
        """Attempts answered with a no since the person last answered anything else, of their own accord too."""
        other = max((a.at for a in self.answers if a.answer is not Willingness.NO), default=NEVER)
        return tuple(a for a in self.attempts if a.said.answer is OutreachAnswer.NO and a.at > other)

    def stopped_on(self, refusals_stop: int) -> date | None:
        """The day of the refusal that ended the outreach; None where it goes on."""
        found = self.refusals()
        return found[refusals_stop - 1].at[0] if len(found) >= max(refusals_stop, 1) else None

    def won(self, attempt: Attempt, within_days: int) -> bool:
        """Whether a yes followed an attempt, about the same question, on its day or at most so many days later."""
        until = attempt.at[0] + timedelta(days=within_days)
        return any(
            a.answer is Willingness.YES and a.kind is attempt.kind and attempt.at[0] <= a.at[0] <= until
            for a in self.answers
        )

    @property
    def watching(self) -> tuple[VillageCode, ...]:
        """The villages for which the person is watched, in order."""
        return tuple(sorted(code for code, mark in self.watched.items() if mark.stands))


def evolve(outreach: Outreach, event: OutreachEvent, since: date, version: int) -> Outreach:
    """The state after one event. What a forgotten person's key sealed says nothing any more."""
    change, at = msgspec.structs.replace, (since, version)
    match event:
        case WillingnessRecorded(private=said):
            if said is None:
                return outreach
            found = Answered(at, event.kind, said.answer, said.reason, said.channel, event.village)
            return change(outreach, answers=tuple(sorted((*outreach.answers, found), key=lambda a: a.at)))
        case OutreachMade(private=made):
            if made is None:
                return outreach
            attempts = (*outreach.attempts, Attempt(at, event.kind, made))
            return change(outreach, attempts=tuple(sorted(attempts, key=lambda a: a.at)))
        case MarkedExcellent():
            return change(outreach, mark=_later(outreach.mark, Mark(at, stands=True)))
        case ExcellentMarkWithdrawn():
            return change(outreach, mark=_later(outreach.mark, Mark(at, stands=False)))
        case PutOnWatchList(private=why):
            return _watch(outreach, event.village, Mark(at, stands=True, reasons=why.reasons if why else ()))
        case TakenOffWatchList():
            return _watch(outreach, event.village, Mark(at, stands=False))
        case _:
            assert_never(event)


def as_one(outreaches: Iterable[Outreach]) -> Outreach:
    """One human being's several records together."""
    found, *others = [*outreaches] or [Outreach()]
    for other in others:
        watched = dict(found.watched)
        for code, mark in other.watched.items():
            watched[code] = _later(watched.get(code), mark)
        found = Outreach(
            answers=tuple(sorted((*found.answers, *other.answers), key=lambda a: a.at)),
            attempts=tuple(sorted((*found.attempts, *other.attempts), key=lambda a: a.at)),
            mark=_later(found.mark, other.mark) if other.mark else found.mark,
            watched=watched,
        )
    return found


def _watch(outreach: Outreach, village: VillageCode, mark: Mark) -> Outreach:
    watched = {**outreach.watched, village: _later(outreach.watched.get(village), mark)}
    return msgspec.structs.replace(outreach, watched=watched)


def _later(known: Mark | None, mark: Mark) -> Mark:
    return known if known and known.at > mark.at else mark
