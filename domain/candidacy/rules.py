"""The rules of vetting, each a sentence. Their order in decide.py is the order of the refusals."""

from collections.abc import Callable
from typing import TypeVar

from domain.candidacy.commands import AcceptEarlierReview, RecordEarlierReview, SetTier, Wish
from domain.candidacy.events import Outcome
from domain.candidacy.seen import Seen, refuse
from domain.candidacy.state import Candidacy
from domain.vetting_rules import Stage, Step

W = TypeVar("W", bound=Wish)
Rule = Callable[[Candidacy, W, Seen], None]


def the_decider_holds_a_role_for_this(step: Step) -> Rule[Wish]:
    """The rule set lists which roles may take which step."""

    def the_decider_holds_a_role_for_this_step(_: Candidacy, __: Wish, seen: Seen) -> None:
        allowed = seen.vetting.deciders.get(step, ())
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


def the_village_is_in_the_register(_: Candidacy, __: Wish, seen: Seen) -> None:
    """A candidacy is for a village of the county."""
    if not seen.village_known:
        refuse(
            "the_village_is_in_the_register",
            seen,
            "VILLAGE_UNKNOWN",
            "The register has no such village.",
            "区划名册中没有该村。",
            cure="Give a village's 12-digit code.",
            cure_zh="请填写12位村代码。",
            path=("village",),
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


def it_is_on_its_way(candidacy: Candidacy, _: Wish, seen: Seen) -> None:
    """Reviews and opinions are about somebody whom a named person proposed or who was admitted."""
    if candidacy.over or not (candidacy.proposed or candidacy.admitted):
        refuse(
            "it_is_on_its_way",
            seen,
            "NOT_PROPOSED",
            "This candidacy is over: it was refused, or the person has left the reserve."
            if candidacy.over
            else "Nobody has proposed this person for the village.",
            "该后备资格已终止（未通过审查或已出库）。" if candidacy.over else "此人未被提名为该村后备力量。",
            cure="Propose them first.",
            cure_zh="请先提名。",
            path=("candidacy",),
        )


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


def the_incumbent_is_never_its_own_reserve(_: Candidacy, __: Wish, seen: Seen) -> None:
    """Another village's may be."""
    if seen.own_village:
        refuse(
            "the_incumbent_is_never_its_own_reserve",
            seen,
            "OWN_VILLAGE",
            "This person is the village's present secretary.",
            "此人是该村现任书记。",
            cure="Propose them for another village.",
            cure_zh="可提名为其他村的后备力量。",
            path=("candidacy",),
        )


def it_is_known_and_not_over(candidacy: Candidacy, _: Wish, seen: Seen) -> None:
    """Known from a ledger or proposed, and neither refused nor exited."""
    if not candidacy.standing:
        it_is_on_its_way(Candidacy(exited=candidacy.exited, reviews=candidacy.reviews), _, seen)


def nobody_is_admitted_twice(candidacy: Candidacy, _: Wish, seen: Seen) -> None:
    """Until they have left."""
    if candidacy.admitted:
        refuse(
            "nobody_is_admitted_twice",
            seen,
            "ALREADY_ADMITTED",
            f"This person was admitted on {candidacy.admitted.on}.",
            f"此人已于 {candidacy.admitted.on} 入库。",
            cure="There is nothing to do.",
            cure_zh="无需再次办理。",
            path=("candidacy",),
            admitted_on=candidacy.admitted.on,
        )


def only_a_reserve_has_a_tier(candidacy: Candidacy, _: Wish, seen: Seen) -> None:
    """A tier from a ledger is a claim."""
    if candidacy.over or not candidacy.admitted:
        refuse(
            "only_a_reserve_has_a_tier",
            seen,
            "NOT_ADMITTED",
            "This person is not in the reserve for the village.",
            "此人不在该村后备库中。",
            cure="Admit them first.",
            cure_zh="请先办理入库。",
            path=("candidacy",),
        )


def a_mentor_never_decides_a_tier_alone(_: Candidacy, wish: SetTier, seen: Seen) -> None:
    """Whoever raises somebody does not mark them alone."""
    other = wish.together_with.strip()
    alone = not other or other == seen.by.name or other in seen.mentors
    if (seen.by.role == "mentor" or seen.by.name in seen.mentors) and alone:
        refuse(
            "a_mentor_never_decides_a_tier_alone",
            seen,
            "MENTOR_ALONE",
            "A mentor cannot decide a mentee's tier alone.",
            "导师不能单独评定帮带对象的层次。",
            cure="Name somebody who decided with them and is no mentor of the person (togetherWith).",
            cure_zh="请填写共同评定、且非其导师的人员（togetherWith）。",
            path=("togetherWith",),
        )


def an_earlier_review_is_the_newest_known(
    candidacy: Candidacy, wish: RecordEarlierReview, seen: Seen
) -> None:
    """Whatever is older than the review of the same stage that is known already changes nothing."""
    known = candidacy.review(wish.stage)
    if known and known.made.on >= seen.on:
        refuse(
            "an_earlier_review_is_the_newest_known",
            seen,
            "REVIEW_KNOWN",
            f"A review of this stage of {known.made.on} is known already.",
            f"该环节已有 {known.made.on} 的审查结论。",
            cure="Only a later one would change anything.",
            cure_zh="更早的结论不会改变现状，无需录入。",
            path=("decidedOn",),
            stage=wish.stage,
            known_on=known.made.on,
        )


def nobody_decides_an_earlier_stage_twice(
    candidacy: Candidacy, wish: RecordEarlierReview, seen: Seen
) -> None:
    """The same separation on paper."""
    nobody_decides_two_stages(wish.stage)(candidacy, wish, seen)


def there_is_a_review_to_accept(candidacy: Candidacy, wish: AcceptEarlierReview, seen: Seen) -> None:
    """Clear, and done on or before the day of the acceptance."""
    known = candidacy.review(wish.stage)
    if known is None or known.made.on > seen.on:
        refuse(
            "there_is_a_review_to_accept",
            seen,
            "REVIEW_UNKNOWN",
            "There is no review of this stage to accept.",
            "该环节没有可认可的审查结论。",
            cure="Enter it first (RecordEarlierReview).",
            cure_zh="请先录入该审查结论（RecordEarlierReview）。",
            path=("stage",),
            stage=wish.stage,
        )
