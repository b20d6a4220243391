"""How far due process has come for each adverse finding of a candidacy, and when the next step is due."""

from datetime import date, timedelta
from typing import assert_never

import msgspec

from domain.candidacy.due_process.events import (
    DueProcessEvent,
    FindingAnswered,
    FindingSettled,
    Origin,
    Settlement,
    StatementHeard,
    SubjectInformed,
)
from domain.candidacy.made import Made
from domain.rule_set.due_process import DueProcess
from domain.vetting_rules import Step


class Proceeding(msgspec.Struct, frozen=True, kw_only=True):
    """One finding: who noted it when, and each step that was taken."""

    origin: Origin
    agency: str
    noted: Made
    informed: Made | None = None
    heard: Made | None = None
    settled: Made | None = None
    settlement: Settlement | None = None
    answered: Made | None = None

    @property
    def next_step(self) -> Step | None:
        """What is to be done now; None: nothing. Who was never told of a withdrawn finding is owed no answer."""
        if self.settlement is Settlement.WITHDRAWN and not self.informed:
            return None
        steps = (
            (Step.INFORM, self.informed),
            (Step.HEAR, self.heard or self.settled),
            (Step.SETTLE_FINDING, self.settled),
            (Step.ANSWER_FINDING, self.answered),
        )
        return next((step for step, made in steps if made is None), None)

    @property
    def last(self) -> Made:
        """The step taken last, or the noting."""
        return self.answered or self.settled or self.heard or self.informed or self.noted

    def due_on(self, clocks: DueProcess) -> date | None:
        """The last day on which the next step is not late, counted from the noting."""
        step = self.next_step
        if step is None:
            return None
        days = {Step.INFORM: clocks.inform_days, Step.HEAR: clocks.hear_days}.get(step, clocks.decide_days)
        return days_after(self.noted.on, days)


def days_after(day: date, days: int) -> date:
    """Clipped to what a calendar has."""
    return day + timedelta(days=days) if days < (date.max - day).days else date.max


def note(findings: tuple[Proceeding, ...], origin: Origin, agency: str, made: Made) -> tuple[Proceeding, ...]:
    """The same finding again, while it is open, is no second one; the earlier day counts."""
    for at, known in enumerate(findings):
        if (known.origin, known.agency) == (origin, agency) and known.next_step is not None:
            if made.on >= known.noted.on:
                return findings
            earlier = msgspec.structs.replace(known, noted=made)
            return (*findings[:at], earlier, *findings[at + 1 :])
    return (*findings, Proceeding(origin=origin, agency=agency, noted=made))


def finding_of(findings: tuple[Proceeding, ...], origin: Origin, agency: str) -> Proceeding | None:
    """The last finding of an origin."""
    return next((f for f in reversed(findings) if (f.origin, f.agency) == (origin, agency)), None)


def step_taken(
    findings: tuple[Proceeding, ...], event: DueProcessEvent, made: Made
) -> tuple[tuple[Proceeding, ...], Proceeding | None]:
    """The findings after one step, and the one that no longer stands by it. Forgotten words change nothing."""
    if event.private is None:
        return findings, None
    known = finding_of(findings, event.private.origin, event.private.agency)
    if known is None:
        return findings, None
    after = _stepped(known, event, made)
    gone = isinstance(event, FindingSettled) and event.settlement is not Settlement.UPHELD
    return tuple(after if f is known else f for f in findings), after if gone else None


def _stepped(known: Proceeding, event: DueProcessEvent, made: Made) -> Proceeding:
    change = msgspec.structs.replace
    match event:
        case SubjectInformed():
            return change(known, informed=made)
        case StatementHeard():
            return change(known, heard=made)
        case FindingSettled():
            return change(known, settled=made, settlement=event.settlement)
        case FindingAnswered():
            return change(known, answered=made)
        case _:
            assert_never(event)
