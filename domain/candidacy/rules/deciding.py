"""Who may decide, when, and with what behind it: what every decision about a candidacy keeps to."""

from collections.abc import Callable
from typing import TypeVar

from domain.candidacy.commands import Wish
from domain.candidacy.events import Outcome
from domain.candidacy.seen import Seen, refuse
from domain.candidacy.state import Candidacy
from domain.vetting_rules import Stage, Step

W = TypeVar("W", bound=Wish)
Rule = Callable[[Candidacy, W, Seen], None]


def the_decider_holds_a_role_for_this(step: Step) -> Rule[Wish]:
    """The rule set lists which roles may take which step."""

    def the_decider_holds_a_role_for_this_step(_: Candidacy, __: Wish, seen: Seen) -> None:
        allowed = seen.vetting.may_take(step)
        if not seen.by.name.strip() or seen.by.role not in allowed:
            refuse(
                "the_decider_holds_a_role_for_this_step",
                seen,
                "DECIDER_WITHOUT_ROLE",
                f"Whoever decided holds no role that may take the step `{step}`.",
                "决定人的身份无权作出该项决定。",
                cure=f"Name who decided, with one of the roles {', '.join(allowed)}.",
                cure_zh=f"请填写决定人及其身份（{'、'.join(allowed)}）。",
                path=("decidedBy",),
                choices=tuple(allowed),
                step=step,
                role=seen.by.role,
            )

    return the_decider_holds_a_role_for_this_step


def nothing_is_decided_in_the_future(_: Candidacy, __: Wish, seen: Seen) -> None:
    """A decision is entered when it has been made."""
    if seen.on > seen.today:
        refuse(
            "nothing_is_decided_in_the_future",
            seen,
            "DECIDED_IN_FUTURE",
            f"The decision is dated {seen.on}, today is {seen.today}.",
            f"决定日期 {seen.on} 晚于今天 {seen.today}。",
            cure="Enter it once it has been made, or correct the date.",
            cure_zh="请在作出决定后录入，或更正日期。",
            path=("decidedOn",),
            decided_on=seen.on,
            today=seen.today,
        )


def nothing_is_decided_before_birth(_: Candidacy, __: Wish, seen: Seen) -> None:
    """A date before the person's birth is a slip of the pen."""
    if seen.birth and seen.on < seen.birth.earliest():
        refuse(
            "nothing_is_decided_before_birth",
            seen,
            "DECIDED_BEFORE_BIRTH",
            f"The decision is dated {seen.on}, before the person was born.",
            f"决定日期 {seen.on} 早于本人出生。",
            cure="Correct the date of the decision, or the birth date.",
            cure_zh="请更正决定日期或出生日期。",
            path=("decidedOn",),
            decided_on=seen.on,
        )


def the_person_is_known(_: Candidacy, __: Wish, seen: Seen) -> None:
    """Vetting speaks of somebody whom a ledger names."""
    if not seen.person_known:
        refuse(
            "the_person_is_known",
            seen,
            "PERSON_UNKNOWN",
            "No such person, or they have been forgotten.",
            "查无此人，或其信息已依法清除。",
            cure="Look them up with `yumiao find TEXT`.",
            cure_zh="请用 `yumiao find 姓名` 查找。",
            path=("candidacy",),
        )


def nothing_is_dated_before_what_it_rests_on(candidacy: Candidacy, _: Wish, seen: Seen) -> None:
    """Decisions about one candidacy follow each other in time."""
    if candidacy.latest and seen.on < candidacy.latest:
        refuse(
            "nothing_is_dated_before_what_it_rests_on",
            seen,
            "DECIDED_TOO_EARLY",
            f"The decision is dated {seen.on}, but it rests on one of {candidacy.latest}.",
            f"决定日期 {seen.on} 早于其所依据的决定（{candidacy.latest}）。",
            cure="Correct the date, or enter the steps in the order in which they were taken.",
            cure_zh="请更正日期，或按实际顺序录入各环节。",
            path=("decidedOn",),
            decided_on=seen.on,
            rests_on=candidacy.latest,
        )


def nobody_decides_about_their_kin(_: Candidacy, __: Wish, seen: Seen) -> None:
    """Only a recorded tie counts."""
    if seen.by.name in seen.kin:
        refuse(
            "nobody_decides_about_their_kin",
            seen,
            "DECIDER_IS_KIN",
            "A tie between somebody of the decider's name and the person is recorded.",
            "与决定人姓名相同者同本人存在已登记的亲属关系，应当回避。",
            cure="Somebody else must decide; tell namesakes apart as the office does.",
            cure_zh="请由其他人决定；如为同名者，请按单位习惯注明以示区别。",
            path=("decidedBy",),
        )


STAGE_ZH = {"proposal": "提名", Stage.SCREENING: "乡镇初审", Stage.JOINT_REVIEW: "县级联审"}


def nobody_decides_two_stages(here: str) -> Rule[Wish]:
    """Proposer, township reviewer and county decider are three people; `here` is the stage that is decided."""

    def nobody_decides_two_stages_of_one_candidacy(candidacy: Candidacy, _: Wish, seen: Seen) -> None:
        before = {"proposal": candidacy.proposed.by if candidacy.proposed else ""}
        before |= {stage: review.made.by for stage, review in candidacy.reviews.items()}
        stage = next((s for s, name in before.items() if s != here and name and name == seen.by.name), None)
        if stage:
            refuse(
                "nobody_decides_two_stages_of_one_candidacy",
                seen,
                "SAME_DECIDER",
                f"Whoever decided here has already decided the stage `{stage}`.",
                f"该决定人已作出过“{STAGE_ZH[stage]}”环节的决定。",
                cure="Somebody else must decide; tell namesakes apart as the office does.",
                cure_zh="请由其他人决定；如为同名者，请按单位习惯注明以示区别。",
                path=("decidedBy",),
                stage=stage,
            )

    return nobody_decides_two_stages_of_one_candidacy


def a_negative_conclusion_needs_a_reason(_: Candidacy, wish: Wish, seen: Seen) -> None:
    """Nobody is turned away without a reason in words."""
    if getattr(wish, "outcome", None) is Outcome.NOT_CLEAR:
        a_reason_is_given(_, wish, seen)


def a_reason_is_given(_: Candidacy, wish: Wish, seen: Seen) -> None:
    """A named person decides, and says why."""
    if not wish.reason.strip():
        refuse(
            "a_reason_is_given",
            seen,
            "REASON_MISSING",
            "The decision has no reason in words.",
            "缺少文字理由。",
            cure="Write why.",
            cure_zh="请写明理由。",
            path=("reason",),
        )


def a_document_stands_behind_it(_: Candidacy, __: Wish, seen: Seen) -> None:
    """What was done elsewhere is entered from a paper with a number."""
    if not seen.document.strip():
        refuse(
            "a_document_stands_behind_it",
            seen,
            "DOCUMENT_MISSING",
            "There is no document number.",
            "缺少文号。",
            cure="Give the number of the paper that says so.",
            cure_zh="请填写所依据文件的文号。",
            path=("documentNumber",),
        )
