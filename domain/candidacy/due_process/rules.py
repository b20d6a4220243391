"""The rules of due process: a step at a time, in order, each by a named person from a paper."""

from domain.candidacy.due_process.commands import AboutFinding, AnswerFinding, InformSubject, SettleFinding
from domain.candidacy.due_process.events import Settlement
from domain.candidacy.due_process.state import Proceeding, finding_of
from domain.candidacy.rules.deciding import Rule, a_document_stands_behind_it, a_reason_is_given
from domain.candidacy.rules.steps import always
from domain.candidacy.seen import Seen, refuse
from domain.candidacy.state import Candidacy
from domain.vetting_rules import Step

STEP_ZH = {
    Step.INFORM: "告知本人",
    Step.HEAR: "听取陈述",
    Step.SETTLE_FINDING: "作出处理",
    Step.ANSWER_FINDING: "答复本人",
}


def the_finding_is_known(candidacy: Candidacy, wish: AboutFinding, seen: Seen) -> None:
    """There is nothing to proceed with otherwise."""
    if finding_of(candidacy.findings, wish.origin, wish.agency) is None:
        refuse(
            "the_finding_is_known",
            seen,
            "FINDING_UNKNOWN",
            "There is no adverse finding of that origin.",
            "没有该来源的不利意见。",
            cure="Look up which there are with `yumiao ask DueProcess`.",
            cure_zh="请用 `yumiao ask DueProcess` 查看。",
            path=("origin",),
            origin=wish.origin,
        )


def steps_follow_each_other(step: Step) -> Rule[AboutFinding]:
    """Informed before heard, heard before settled, settled before answered."""

    def the_steps_of_due_process_follow_each_other(
        candidacy: Candidacy, wish: AboutFinding, seen: Seen
    ) -> None:
        found = _found(candidacy, wish)
        if found.next_step is step or (step is Step.SETTLE_FINDING and _takes_back(wish, found)):
            return
        done = found.next_step is None
        refuse(
            "the_steps_of_due_process_follow_each_other",
            seen,
            "STEP_OUT_OF_ORDER",
            "Due process for this finding is complete." if done else f"The next step is `{found.next_step}`.",
            "该意见的程序已经完成。"
            if found.next_step is None
            else f"下一步应为：{STEP_ZH[found.next_step]}。",
            cure="Enter the steps in the order in which they were taken.",
            cure_zh="请按实际顺序录入各步骤。",
            path=("origin",),
            step=step,
            next_step=found.next_step or "none",
        )

    return the_steps_of_due_process_follow_each_other


def no_step_is_dated_before_the_one_before(candidacy: Candidacy, wish: AboutFinding, seen: Seen) -> None:
    """Due process has a time of its own: other decisions may have come in between."""
    before = _found(candidacy, wish).last
    if seen.on < before.on:
        refuse(
            "no_step_is_dated_before_the_one_before",
            seen,
            "DECIDED_TOO_EARLY",
            f"The step is dated {seen.on}, the one before it {before.on}.",
            f"该步骤日期 {seen.on} 早于上一步骤（{before.on}）。",
            cure="Correct the date.",
            cure_zh="请更正日期。",
            path=("decidedOn",),
            decided_on=seen.on,
            rests_on=before.on,
        )


def withholding_names_its_basis(candidacy: Candidacy, wish: InformSubject, seen: Seen) -> None:
    """Whoever is not told is not told by law."""
    if wish.withheld:
        a_reason_is_given(candidacy, wish, seen)


def an_upheld_finding_says_where_to_appeal(candidacy: Candidacy, wish: AnswerFinding, seen: Seen) -> None:
    """A decision that stands states the right of appeal and who hears it."""
    if _found(candidacy, wish).settlement is Settlement.UPHELD and not wish.appeal_to.strip():
        refuse(
            "an_upheld_finding_says_where_to_appeal",
            seen,
            "APPEAL_BODY_MISSING",
            "The answer does not say who hears an appeal.",
            "答复未写明申诉受理单位。",
            cure="Name the body (appealTo).",
            cure_zh="请填写申诉受理单位（appealTo）。",
            path=("appealTo",),
        )


INFORMING_RULES: tuple[Rule[InformSubject], ...] = (
    *always(Step.INFORM),
    the_finding_is_known,
    steps_follow_each_other(Step.INFORM),
    no_step_is_dated_before_the_one_before,
    a_document_stands_behind_it,
    withholding_names_its_basis,
)
HEARING_RULES: tuple[Rule[AboutFinding], ...] = (
    *always(Step.HEAR),
    the_finding_is_known,
    steps_follow_each_other(Step.HEAR),
    no_step_is_dated_before_the_one_before,
    a_document_stands_behind_it,
)
SETTLING_RULES: tuple[Rule[AboutFinding], ...] = (
    *always(Step.SETTLE_FINDING),
    the_finding_is_known,
    steps_follow_each_other(Step.SETTLE_FINDING),
    no_step_is_dated_before_the_one_before,
    a_document_stands_behind_it,
    a_reason_is_given,
)
ANSWERING_RULES: tuple[Rule[AnswerFinding], ...] = (
    *always(Step.ANSWER_FINDING),
    the_finding_is_known,
    steps_follow_each_other(Step.ANSWER_FINDING),
    no_step_is_dated_before_the_one_before,
    a_document_stands_behind_it,
    an_upheld_finding_says_where_to_appeal,
)


def _found(candidacy: Candidacy, wish: AboutFinding) -> Proceeding:
    """`the_finding_is_known` came first.

    Raises: ValueError where it did not.
    """
    found = finding_of(candidacy.findings, wish.origin, wish.agency)
    if found is None:
        raise ValueError("the_finding_is_known comes before this rule")
    return found


def _takes_back(wish: AboutFinding, found: Proceeding) -> bool:
    """What should not have been found may be withdrawn before anybody is heard on it."""
    withdrawn = isinstance(wish, SettleFinding) and wish.settlement is Settlement.WITHDRAWN
    return withdrawn and found.settled is None
