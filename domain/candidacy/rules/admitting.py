"""When somebody may be admitted: both reviews clear and in force, and the terms met or an exception granted."""

from domain.candidacy.commands import AdmitReserve, Wish
from domain.candidacy.events import Outcome
from domain.candidacy.rules.deciding import Rule
from domain.candidacy.seen import Seen, refuse
from domain.candidacy.state import Candidacy, Review
from domain.candidacy.validity import expires_after, old_from
from domain.vetting_rules import Stage

STAGE_WORDS = {
    Stage.SCREENING: ("township screening", "乡镇初审"),
    Stage.JOINT_REVIEW: ("county joint review", "县级联审"),
}


def a_stage_must_be_clear_and_in_force(stage: Stage) -> Rule[Wish]:
    """A conclusion that is clear, not expired and not under old rules on the day of the decision."""

    def check(candidacy: Candidacy, _: Wish, seen: Seen) -> None:
        review = candidacy.review(stage)
        name, zh = STAGE_WORDS[stage]
        rule = f"the_{stage}_must_be_clear_under_the_rules_in_force"
        if review is None or review.outcome is not Outcome.CLEAR:
            refuse(
                rule,
                seen,
                "SCREENING_MISSING" if stage is Stage.SCREENING else "JOINT_REVIEW_MISSING",
                f"There is no clear {name}.",
                f"{zh}尚无通过结论。",
                cure=f"The {name} must be concluded clear first.",
                cure_zh=f"请先完成{zh}。",
                path=("candidacy",),
                stage=stage,
            )
        _must_be_in_force(rule, review, stage, seen)

    return check


def _must_be_in_force(rule: str, review: Review, stage: Stage, seen: Seen) -> None:
    name, zh = STAGE_WORDS[stage]
    if review.made.on > seen.on:
        refuse(
            rule,
            seen,
            "DECIDED_TOO_EARLY",
            f"The decision is dated {seen.on}, the {name} {review.made.on}.",
            f"决定日期 {seen.on} 早于{zh}日期 {review.made.on}。",
            cure="Correct the date.",
            cure_zh="请更正日期。",
            path=("decidedOn",),
            stage=stage,
            rests_on=review.made.on,
        )
    if (end := expires_after(review, stage, seen.published)) < seen.on:
        refuse(
            rule,
            seen,
            "REVIEW_EXPIRED",
            f"The {name} of {review.made.on} held through {end}.",
            f"{zh}（{review.made.on}）的有效期至 {end}，已过期。",
            cure=f"Do the {name} again.",
            cure_zh=f"请重新进行{zh}。",
            path=("candidacy",),
            stage=stage,
            reviewed_on=review.made.on,
            held_through=end,
        )
    if (old := old_from(review, stage, seen.published)) is not None and old <= seen.on:
        refuse(
            rule,
            seen,
            "REVIEW_UNDER_OLD_RULES",
            f"The {name} of {review.made.on} was done under other rules than those in force.",
            f"{zh}（{review.made.on}）依据的是旧规则。",
            cure=f"Do the {name} again, or a named person accepts it (AcceptEarlierReview).",
            cure_zh=f"请重新进行{zh}，或由指定人员认可（AcceptEarlierReview）。",
            path=("candidacy",),
            stage=stage,
            reviewed_on=review.made.on,
            reviewed_under=review.rules,
        )


the_screening_must_be_clear_under_the_rules_in_force = a_stage_must_be_clear_and_in_force(Stage.SCREENING)
the_joint_review_must_be_clear_under_the_rules_in_force = a_stage_must_be_clear_and_in_force(
    Stage.JOINT_REVIEW
)


def the_terms_are_met_or_an_exception_is_granted(candidacy: Candidacy, _: AdmitReserve, seen: Seen) -> None:
    """R29, or R30 with a grant; what is not known is never guessed."""
    general, exceptional = seen.rules.rules.general, seen.rules.rules.exceptional
    rule = "the_terms_are_met_or_an_exception_is_granted"
    on = seen.reference_date
    if seen.meets(general.age_max, general.education_min):
        return
    relaxed = seen.meets(exceptional.age_max, exceptional.education_min)
    limits = f"{exceptional.age_max}/{exceptional.education_min}"
    if relaxed and candidacy.exception:
        return
    if relaxed is False:
        refuse(
            rule,
            seen,
            "TERMS_NOT_MET",
            f"Neither the general nor the exceptional terms are met on the reference date {on}.",
            f"截至年龄基准日 {on}，不符合一般条件，也不符合放宽条件。",
            cure="Nobody can grant more than the exceptional terms; check the birth date and the education.",
            cure_zh="放宽条件之外不能再放宽；请核对出生日期和学历。",
            path=("candidacy",),
            reference_date=on,
            limits=limits,
        )
    if relaxed is None or seen.meets(general.age_max, general.education_min) is None:
        refuse(
            rule,
            seen,
            "TERMS_UNKNOWN",
            f"Age on {on} or education is unknown, disputed or too coarse to say whether the terms are met.",
            f"截至 {on} 的年龄或学历未知、有争议或不够精确，无法判断是否符合条件。",
            cure="Settle the birth date and the education (SettleFact).",
            cure_zh="请先认定出生日期和学历（SettleFact）。",
            path=("candidacy",),
            reference_date=on,
            limits=limits,
        )
    refuse(
        rule,
        seen,
        "EXCEPTION_MISSING",
        "Only the exceptional terms are met, and no exception has been granted.",
        "仅符合放宽条件（特别优秀），尚未批准放宽。",
        cure="A named person grants the exception first, with a reason (GrantException).",
        cure_zh="请先由指定人员写明理由并批准（GrantException）。",
        path=("candidacy",),
        reference_date=on,
        limits=limits,
    )
