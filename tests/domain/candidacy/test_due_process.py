"""An adverse finding: noted, informed, heard, settled, answered; each by a named person, in order, from a paper."""

from datetime import date
from typing import Any

import pytest

from domain.candidacy.commands import AdmitReserve, ConcludeJointReview, ScreenCandidate
from domain.candidacy.decide import admit, conclude, give_opinion, screen
from domain.candidacy.due_process import commands as wish
from domain.candidacy.due_process import decide as due
from domain.candidacy.due_process.events import Origin, Settlement
from domain.candidacy.due_process.state import Proceeding
from domain.candidacy.events import Answer, Outcome
from domain.candidacy.made import Made
from domain.objection import decide as objecting
from domain.objection.decide import DecideObjection, LodgeObjection
from domain.objection.events import Channel, Verdict
from domain.objection.state import Objections, evolve
from domain.recorded import Decider
from domain.refusal import Refusal
from domain.rule_set import DueProcess
from domain.vetting_rules import Step
from tests.domain.candidacy.situations import AGENCY, COUNTY, ID, PROPOSER, TOWNSHIP, Case, opinion, seen

NOTED = date(2026, 3, 5)
OTHER = Decider(name="复核人", role="county_leader")
OTHER_TOWNSHIP = Decider(name="复审人", role="township")
S = Origin.SCREENING
INFORM = wish.InformSubject(candidacy=ID, origin=S)


def day(month: int, number: int) -> date:
    return date(2026, month, number)


def screened_out() -> Case:
    return Case().proposed().screened(outcome=Outcome.NOT_CLEAR)


def informed(case: Case, origin: Origin = S, on: date = NOTED, agency: str = "") -> Case:
    return case.do(
        due.inform, wish.InformSubject(candidacy=ID, origin=origin, agency=agency), seen(TOWNSHIP, on)
    )


def heard(case: Case, origin: Origin = S, on: date = NOTED, agency: str = "") -> Case:
    return case.do(
        due.hear, wish.HearStatement(candidacy=ID, origin=origin, agency=agency), seen(TOWNSHIP, on)
    )


def settled(case: Case, how: Settlement, origin: Origin = S, on: date = NOTED, agency: str = "") -> Case:
    asked = wish.SettleFinding(candidacy=ID, origin=origin, agency=agency, settlement=how, reason="复核")
    return case.do(due.settle, asked, seen(COUNTY, on))


def test_each_clock_counts_from_the_noting_and_the_day_itself_is_not_late() -> None:
    clocks = DueProcess(inform_days=5, hear_days=15, decide_days=30)
    case, ends = screened_out(), [(Step.INFORM, day(3, 10)), (Step.HEAR, day(3, 20))]
    for expected, then in zip(ends, (informed, heard), strict=True):
        (finding,) = case.state.findings
        assert (finding.next_step, finding.due_on(clocks)) == expected
        then(case, on=day(3, 9))
    (finding,) = case.state.findings
    assert (finding.next_step, finding.due_on(clocks)) == (Step.SETTLE_FINDING, day(4, 4))
    settled(case, Settlement.UPHELD, on=day(3, 20))
    answer = wish.AnswerFinding(candidacy=ID, origin=S, appeal_to="县委组织部")
    case.do(due.answer, answer, seen(TOWNSHIP, day(3, 21)))
    assert case.state.findings[0].next_step is None
    assert case.state.refused, "an upheld finding stands"


def test_all_that_is_adverse_is_a_finding_and_a_deferral_is_not() -> None:
    case = Case().proposed().screened().answered("COURT", "DISCIPLINE")
    case.do(give_opinion, opinion("COURT", Answer.ADVERSE, "NL14"), seen(AGENCY, day(3, 10)))
    case.do(give_opinion, opinion("DISCIPLINE", Answer.DEFER), seen(AGENCY, day(3, 10)))
    case.concluded(outcome=Outcome.NOT_CLEAR)
    assert [(f.origin, f.agency, f.noted.on) for f in case.state.findings] == [
        (Origin.AGENCY, "COURT", day(3, 10)), (Origin.JOINT_REVIEW, "", day(3, 20)),
    ]  # fmt: skip


@pytest.mark.parametrize("how", [Settlement.CURED, Settlement.WITHDRAWN])
def test_what_no_longer_stands_is_done_again(how: Settlement) -> None:
    case = settled(heard(informed(screened_out())), how)
    assert (case.state.refused, case.state.standing) == (False, True)
    case.do(screen, ScreenCandidate(candidacy=ID, outcome=Outcome.CLEAR), seen(OTHER_TOWNSHIP, day(3, 6)))
    case.answered().concluded().do(admit, AdmitReserve(candidacy=ID), seen(COUNTY, day(4, 1)))
    assert case.state.admitted


def test_a_withdrawn_answer_of_an_agency_is_asked_again_before_anybody_is_found_clear() -> None:
    case = Case().proposed().screened().answered("COURT")
    case.do(give_opinion, opinion("COURT", Answer.ADVERSE, "NL14"), seen(AGENCY, day(3, 10)))
    settled(case, Settlement.WITHDRAWN, Origin.AGENCY, day(3, 12), "COURT")
    assert case.state.findings[0].next_step is None, "nobody was told, so nobody is owed an answer"
    clear = ConcludeJointReview(candidacy=ID, outcome=Outcome.CLEAR, reason="会议研究")
    assert case.refuses(conclude, clear, seen(COUNTY, day(3, 20))).code == "OPINIONS_MISSING"
    case.do(give_opinion, opinion("COURT"), seen(AGENCY, day(3, 13))).concluded()


@pytest.mark.parametrize(
    ("case", "decided", "asked", "see", "code"),
    [
        (Case().proposed(), due.inform, INFORM, {}, "FINDING_UNKNOWN"),
        (screened_out(), due.hear, wish.HearStatement(candidacy=ID, origin=S), {}, "STEP_OUT_OF_ORDER"),
        (screened_out(), due.inform, INFORM, {"on": day(3, 4)}, "DECIDED_TOO_EARLY"),
        (screened_out(), due.inform, INFORM, {"document": " "}, "DOCUMENT_MISSING"),
        (screened_out(), due.inform, INFORM, {"on": day(7, 1)}, "DECIDED_IN_FUTURE"),
        (screened_out(), due.inform, INFORM, {"by": PROPOSER}, "DECIDER_WITHOUT_ROLE"),
        (screened_out(), due.inform, wish.InformSubject(candidacy=ID, origin=S, withheld=True), {}, "REASON_MISSING"),
        (
            heard(informed(screened_out())), due.settle,
            wish.SettleFinding(candidacy=ID, origin=S, settlement=Settlement.UPHELD), {}, "REASON_MISSING",
        ),
        (
            settled(heard(informed(screened_out())), Settlement.UPHELD), due.answer,
            wish.AnswerFinding(candidacy=ID, origin=S), {}, "APPEAL_BODY_MISSING",
        ),
    ],
)  # fmt: skip
def test_a_step_that_the_rules_do_not_allow_is_a_sentence(
    case: Case, decided: Any, asked: Any, see: dict[str, Any], code: str
) -> None:
    given = {"by": TOWNSHIP, "on": day(3, 6), **see}
    assert case.refuses(decided, asked, seen(given.pop("by"), given.pop("on"), **given)).code == code


def test_the_same_step_again_changes_nothing_and_other_decisions_may_come_in_between() -> None:
    case = screened_out()
    for _ in range(2):
        informed(case, on=day(3, 6))
    assert sum(type(e).__name__ == "SubjectInformed" for e in case.happened) == 1
    late = Case().proposed().screened().answered("COURT")
    late.do(give_opinion, opinion("COURT", Answer.ADVERSE, "NL14"), seen(AGENCY, day(3, 10)))
    late.concluded(outcome=Outcome.NOT_CLEAR, on=day(3, 20))
    informed(late, Origin.AGENCY, day(3, 11), "COURT")


def test_an_objection_is_answered_by_somebody_who_decided_no_stage() -> None:
    case, mine = screened_out(), Objections()
    see = seen(TOWNSHIP, day(3, 10))
    for event in objecting.lodge(mine, case.state, LodgeObjection(candidacy=ID, channel=Channel.LETTER), see):
        mine = evolve(mine, event, Made(see.on, see.by.name))
    assert len(mine.open) == 1
    assert case.state.findings == screened_out().state.findings, "lodging is never a finding"
    again = LodgeObjection(candidacy=ID, channel=Channel.LETTER)
    assert objecting.lodge(mine, case.state, again, see) == ()
    asked = DecideObjection(candidacy=ID, verdict=Verdict.UPHELD, reason="复核")
    for by, on, code in (
        (Decider(name=TOWNSHIP.name, role="county_leader"), day(3, 11), "SAME_DECIDER"),
        (OTHER, day(3, 9), "DECIDED_TOO_EARLY"),
    ):
        with pytest.raises(Refusal) as found:
            objecting.decide(mine, case.state, asked, seen(by, on))
        assert found.value.code == code
    for decided in objecting.decide(mine, case.state, asked, seen(OTHER, day(3, 11))):
        mine = evolve(mine, decided, Made(day(3, 11), OTHER.name))
    assert mine.open == ()
    assert objecting.decide(mine, case.state, asked, seen(OTHER, day(3, 11))) == ()
    with pytest.raises(Refusal) as unknown:
        objecting.decide(mine, case.state, asked, seen(OTHER, day(3, 12)))
    assert unknown.value.code == "OBJECTION_UNKNOWN"


def test_a_day_at_the_end_of_the_calendar_has_a_clock_too() -> None:
    finding = Proceeding(origin=S, agency="", noted=Made(date.max))
    assert finding.due_on(DueProcess()) == date.max
