"""Decisions of due process: pure functions. The same step again changes nothing."""

from domain.candidacy.decide import hold, sealed_for
from domain.candidacy.due_process import rules
from domain.candidacy.due_process.commands import (
    AboutFinding,
    AnswerFinding,
    HearStatement,
    InformSubject,
    SettleFinding,
)
from domain.candidacy.due_process.events import (
    AnswerGiven,
    FindingAnswered,
    FindingSettled,
    OfFinding,
    StatementHeard,
    SubjectInformed,
)
from domain.candidacy.due_process.state import Proceeding, finding_of
from domain.candidacy.seen import Seen
from domain.candidacy.state import Candidacy


def inform(candidacy: Candidacy, wish: InformSubject, seen: Seen) -> tuple[SubjectInformed, ...]:
    """The person is told, or a law says why not."""
    known = _known(candidacy, wish)
    if known and seen.is_of(known.informed):
        return ()
    hold(rules.INFORMING_RULES, candidacy, wish, seen)
    return (
        SubjectInformed(
            sealed_for=sealed_for(wish.candidacy),
            candidacy=wish.candidacy,
            withheld=wish.withheld,
            private=_of(wish),
        ),
    )


def hear(candidacy: Candidacy, wish: HearStatement, seen: Seen) -> tuple[StatementHeard, ...]:
    """Their own words on it."""
    known = _known(candidacy, wish)
    if known and seen.is_of(known.heard):
        return ()
    hold(rules.HEARING_RULES, candidacy, wish, seen)
    return (
        StatementHeard(
            sealed_for=sealed_for(wish.candidacy),
            candidacy=wish.candidacy,
            declined=wish.declined,
            private=_of(wish),
        ),
    )


def settle(candidacy: Candidacy, wish: SettleFinding, seen: Seen) -> tuple[FindingSettled, ...]:
    """Upheld, cured or withdrawn, with reasons."""
    known = _known(candidacy, wish)
    if known and seen.is_of(known.settled) and known.settlement is wish.settlement:
        return ()
    hold(rules.SETTLING_RULES, candidacy, wish, seen)
    return (
        FindingSettled(
            sealed_for=sealed_for(wish.candidacy),
            candidacy=wish.candidacy,
            settlement=wish.settlement,
            private=_of(wish),
        ),
    )


def answer(candidacy: Candidacy, wish: AnswerFinding, seen: Seen) -> tuple[FindingAnswered, ...]:
    """The person is given the decision."""
    known = _known(candidacy, wish)
    if known and seen.is_of(known.answered):
        return ()
    hold(rules.ANSWERING_RULES, candidacy, wish, seen)
    given = AnswerGiven(origin=wish.origin, agency=wish.agency, words=wish.reason, appeal_to=wish.appeal_to)
    return (FindingAnswered(sealed_for=sealed_for(wish.candidacy), candidacy=wish.candidacy, private=given),)


def _known(candidacy: Candidacy, wish: AboutFinding) -> Proceeding | None:
    return finding_of(candidacy.findings, wish.origin, wish.agency)


def _of(wish: AboutFinding) -> OfFinding:
    return OfFinding(origin=wish.origin, agency=wish.agency, words=wish.reason)
