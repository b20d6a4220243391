"""Who may say what in a review, and when it can be concluded."""

from domain.candidacy.commands import (
    ConcludeJointReview,
    ProposeCandidate,
    RecordNoObjection,
    RecordOpinion,
    ScreenCandidate,
)
from domain.candidacy.events import Answer, Outcome
from domain.candidacy.seen import Seen, refuse
from domain.candidacy.state import Candidacy

Opinions = RecordOpinion | RecordNoObjection


def every_merit_has_its_evidence(_: Candidacy, wish: ProposeCandidate, seen: Seen) -> None:
    """R27: each of the rule set's merits, and no other."""
    known = tuple(merit.code for merit in seen.vetting.merits)
    lacking = [code for code in known if not wish.merits.get(code, "").strip()]
    unknown = sorted(wish.merits.keys() - set(known))
    if lacking or unknown:
        refuse(
            "every_merit_has_its_evidence",
            seen,
            "MERITS_INCOMPLETE",
            f"Evidence is missing for {', '.join(lacking) or 'none'}; unknown merits: {', '.join(unknown) or 'none'}.",
            f"缺少依据的条件：{'、'.join(lacking) or '无'}；规则中没有的条件：{'、'.join(unknown) or '无'}。",
            cure="Give evidence in words for each merit of the rule set.",
            cure_zh="请为规则中的每一项条件写明依据。",
            path=("merits",),
            choices=known,
            lacking=" ".join(lacking),
        )


def a_candidacy_is_proposed_once(candidacy: Candidacy, _: ProposeCandidate, seen: Seen) -> None:
    """Until it is over."""
    if not candidacy.over and (candidacy.proposed or candidacy.admitted):
        refuse(
            "a_candidacy_is_proposed_once",
            seen,
            "ALREADY_PROPOSED",
            "This person is already proposed, or admitted, for the village.",
            "此人已被提名或已入库。",
            cure="Go on with the screening.",
            cure_zh="请继续进行初审等后续环节。",
            path=("candidacy",),
        )


def only_items_of_the_list_are_named(_: Candidacy, wish: ScreenCandidate | RecordOpinion, seen: Seen) -> None:
    """An item without a legal basis, or switched off, is asked of nobody."""
    known = seen.vetting.items()
    unknown = [item for item in wish.items if item not in known]
    if unknown:
        refuse(
            "only_items_of_the_list_are_named",
            seen,
            "ITEM_UNKNOWN",
            f"The negative list in force does not ask for {', '.join(unknown)}.",
            f"现行负面清单不含（或未启用）：{'、'.join(unknown)}。",
            cure="Name items of the list that is in force.",
            cure_zh="请选用现行清单中的项目。",
            path=("items",),
            choices=tuple(known),
        )


def confidential_items_are_never_named(
    _: Candidacy, wish: ScreenCandidate | RecordOpinion, seen: Seen
) -> None:
    """The agency may only defer, without an item, and so does nobody else know of it."""
    known = seen.vetting.items()
    if any(known[item].confidential for item in wish.items):
        refuse(
            "confidential_items_are_never_named",
            seen,
            "ITEM_CONFIDENTIAL",
            "An item among these is confidential and may not be entered.",
            "所填项目中有保密事项，不得录入。",
            cure="The agency may answer `defer` without an item.",
            cure_zh="相关单位可答复“暂缓”（defer），不写明事项。",
            path=("items",),
        )


def only_an_agency_of_the_review_answers(_: Candidacy, wish: Opinions, seen: Seen) -> None:
    """An agency that is competent for no item that is on is asked nothing."""
    if not seen.vetting.asked_of(wish.agency):
        refuse(
            "only_an_agency_of_the_review_answers",
            seen,
            "AGENCY_NOT_COMPETENT",
            "The rules in force ask this agency for nothing.",
            "按现行规则，该单位不参加联审或无审查事项。",
            cure="Name an agency of the joint review.",
            cure_zh="请选择参加联审的单位。",
            path=("agency",),
            choices=seen.vetting.asked_agencies(),
        )


def an_agency_speaks_of_its_own_items(_: Candidacy, wish: RecordOpinion, seen: Seen) -> None:
    """Competence is per item."""
    mine = seen.vetting.asked_of(wish.agency)
    foreign = [item for item in wish.items if item not in mine]
    if foreign:
        refuse(
            "an_agency_speaks_of_its_own_items",
            seen,
            "AGENCY_NOT_COMPETENT",
            f"This agency is not competent for {', '.join(foreign)}.",
            f"该单位无权就 {'、'.join(foreign)} 出具意见。",
            cure="Only the competent agency may name them.",
            cure_zh="请由有权单位出具。",
            path=("items",),
            choices=mine,
            agency=wish.agency,
        )


def only_an_adverse_answer_names_items(_: Candidacy, wish: RecordOpinion, seen: Seen) -> None:
    """And it must name one."""
    if (wish.answer is Answer.ADVERSE) != bool(wish.items):
        refuse(
            "only_an_adverse_answer_names_items",
            seen,
            "ITEMS_AND_ANSWER",
            "An adverse answer names the items found; no other answer names any.",
            "“有异议”须写明事项，其他答复不得填写事项。",
            cure="Name the items, or change the answer.",
            cure_zh="请补充事项或更改答复。",
            path=("items",),
            answer=wish.answer,
        )


def a_broad_item_needs_words_and_a_second_signer(_: Candidacy, wish: RecordOpinion, seen: Seen) -> None:
    """Bad morals and other unsuitability are easily said."""
    known = seen.vetting.items()
    second = wish.second_signer.strip()
    if any(known[item].broad for item in wish.items) and (
        not wish.reason.strip() or not second or second == seen.by.name
    ):
        refuse(
            "a_broad_item_needs_words_and_a_second_signer",
            seen,
            "SECOND_SIGNER_MISSING",
            "An item among these needs a reason in words and a second signer.",
            "所填项目须有文字理由和第二名签字人。",
            cure="Write the reason and name a second signer.",
            cure_zh="请写明理由并填写第二签字人。",
            path=("secondSigner",),
        )


def opinions_come_before_the_conclusion(candidacy: Candidacy, _: RecordOpinion, seen: Seen) -> None:
    """A new screening opens a new round."""
    if candidacy.concluded:
        refuse(
            "opinions_come_before_the_conclusion",
            seen,
            "REVIEW_CONCLUDED",
            "The joint review is concluded: opinions can no longer be added.",
            "县级联审已作出结论，不能再补充意见。",
            cure="For new facts, screen the person again: that opens a new round.",
            cure_zh="如有新情况，请重新初审，开启新一轮联审。",
            path=("candidacy",),
        )


def an_opinion_follows_the_proposal(candidacy: Candidacy, _: RecordOpinion, seen: Seen) -> None:
    """Agencies answer in any order among themselves."""
    if candidacy.proposed and seen.on < candidacy.proposed.on:
        refuse(
            "an_opinion_follows_the_proposal",
            seen,
            "DECIDED_TOO_EARLY",
            f"The opinion is dated {seen.on}, the proposal {candidacy.proposed.on}.",
            f"意见日期 {seen.on} 早于提名日期 {candidacy.proposed.on}。",
            cure="Correct the date.",
            cure_zh="请更正日期。",
            path=("decidedOn",),
            decided_on=seen.on,
            rests_on=candidacy.proposed.on,
        )


def a_review_is_concluded_once(candidacy: Candidacy, _: ConcludeJointReview, seen: Seen) -> None:
    """Per round."""
    if candidacy.concluded:
        refuse(
            "a_review_is_concluded_once",
            seen,
            "REVIEW_CONCLUDED",
            "The joint review of this round is concluded.",
            "本轮县级联审已作出结论。",
            cure="Screen the person again to open a new round.",
            cure_zh="请重新初审，开启新一轮联审。",
            path=("candidacy",),
        )


def nobody_is_clear_before_every_agency_answered(
    candidacy: Candidacy, wish: ConcludeJointReview, seen: Seen
) -> None:
    """Silence is never clear, and whoever defers has not answered."""
    waiting = tuple(waiting_for(candidacy, seen.vetting.asked_agencies()))
    if wish.outcome is Outcome.CLEAR and waiting:
        refuse(
            "nobody_is_clear_before_every_agency_answered",
            seen,
            "OPINIONS_MISSING",
            f"These agencies have not answered: {', '.join(waiting)}.",
            f"尚未答复的单位：{'、'.join(waiting)}。",
            cure="Enter their opinions first; not answered is never clear.",
            cure_zh="请先录入其意见；未答复不等于无异议。",
            path=("candidacy",),
            choices=waiting,
        )


def clearing_in_spite_of_a_finding_needs_a_reason(
    candidacy: Candidacy, wish: ConcludeJointReview, seen: Seen
) -> None:
    """A finding informs, a named person decides."""
    adverse = any(opinion.answer is Answer.ADVERSE for opinion in candidacy.opinions.values())
    if wish.outcome is Outcome.CLEAR and adverse and not wish.reason.strip():
        refuse(
            "clearing_in_spite_of_a_finding_needs_a_reason",
            seen,
            "REASON_MISSING",
            "An agency found something; the conclusion is clear and gives no reason.",
            "有单位提出异议，而结论为通过且未写明理由。",
            cure="Write why the finding does not stand in the way.",
            cure_zh="请写明不影响的理由。",
            path=("reason",),
        )


def waiting_for(candidacy: Candidacy, agencies: tuple[str, ...]) -> list[str]:
    """Agencies whose answer is still pending; a deferral looks exactly so."""
    answered = {a for a, opinion in candidacy.opinions.items() if opinion.answer is not Answer.DEFER}
    return [agency for agency in agencies if agency not in answered]
