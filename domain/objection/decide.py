"""Receiving and answering objections: pure functions over the person's objections and the candidacy concerned."""

from domain.candidacy.commands import Wish
from domain.candidacy.events import parties_of
from domain.candidacy.rules import deciding
from domain.candidacy.seen import Seen, refuse
from domain.candidacy.state import Candidacy
from domain.objection.events import Channel, ObjectionDecided, ObjectionLodged, Verdict, VerdictPrivate
from domain.objection.state import Objection, Objections
from domain.vetting_rules import Step


class LodgeObjection(Wish, frozen=True, kw_only=True):
    """Received; what it says is not asked for."""

    channel: Channel


class DecideObjection(Wish, frozen=True, kw_only=True):
    """Answer the open objection of that number, or the only one that is open."""

    verdict: Verdict
    number: int | None = None


LODGING_RULES: tuple[deciding.Rule[Wish], ...] = (
    deciding.the_person_is_known,
    deciding.the_decider_holds_a_role_for_this(Step.LODGE_OBJECTION),
    deciding.nothing_is_decided_in_the_future,
    deciding.nothing_is_decided_before_birth,
)
DECIDING_RULES: tuple[deciding.Rule[Wish], ...] = (
    deciding.the_person_is_known,
    deciding.the_decider_holds_a_role_for_this(Step.DECIDE_OBJECTION),
    deciding.nothing_is_decided_in_the_future,
    deciding.nobody_decides_about_their_kin,
    deciding.nobody_decides_two_stages("objection"),
    deciding.a_document_stands_behind_it,
    deciding.a_reason_is_given,
)


def lodge(
    objections: Objections, candidacy: Candidacy, wish: LodgeObjection, seen: Seen
) -> tuple[ObjectionLodged, ...]:
    """Nobody is refused an objection for what they say: it is not asked."""
    mine = [one for one in objections.open if one.candidacy == wish.candidacy]
    if any(seen.is_of(one.lodged) and one.channel is wish.channel for one in mine):
        return ()
    for rule in LODGING_RULES:
        rule(candidacy, wish, seen)
    there_is_something_to_object_to(candidacy, seen)
    person, _ = parties_of(wish.candidacy)
    return (
        ObjectionLodged(
            person=person,
            candidacy=wish.candidacy,
            number=len(objections.lodged) + 1,
            channel=wish.channel,
        ),
    )


def decide(
    objections: Objections, candidacy: Candidacy, wish: DecideObjection, seen: Seen
) -> tuple[ObjectionDecided, ...]:
    """By somebody who decided no stage of the candidacy."""
    if any(_is_that(one, wish, seen) for one in objections.lodged):
        return ()
    for rule in DECIDING_RULES:
        rule(candidacy, wish, seen)
    one = the_open_one(objections, wish, seen)
    no_answer_comes_before_the_objection(one, seen)
    person, _ = parties_of(wish.candidacy)
    return (
        ObjectionDecided(
            sealed_for=f"person:{person}",
            person=person,
            candidacy=wish.candidacy,
            number=one.number,
            verdict=wish.verdict,
            private=VerdictPrivate(reason=wish.reason),
        ),
    )


def there_is_something_to_object_to(candidacy: Candidacy, seen: Seen) -> None:
    """A candidacy that a ledger lists or somebody decided about."""
    if not candidacy.known:
        refuse(
            "there_is_something_to_object_to",
            seen,
            "NOT_PROPOSED",
            "Nobody has listed or proposed this person for the village.",
            "此人不在该村后备名册，也未被提名。",
            cure="Check the person and the village.",
            cure_zh="请核对人员和村。",
            path=("candidacy",),
        )


def the_open_one(objections: Objections, wish: DecideObjection, seen: Seen) -> Objection:
    """Which objection is meant."""
    mine = [one for one in objections.open if one.candidacy == wish.candidacy]
    meant = [one for one in mine if wish.number in (None, one.number)]
    if len(meant) != 1:
        refuse(
            "the_objection_is_open",
            seen,
            "OBJECTION_UNKNOWN",
            "There is no open objection of that number." if not meant else "Several objections are open.",
            "没有该编号的待答复异议。" if not meant else "有多件异议待答复。",
            cure="Give the number of one that is open.",
            cure_zh="请填写待答复异议的序号。",
            path=("number",),
            choices=tuple(str(one.number) for one in mine),
        )
    return meant[0]


def no_answer_comes_before_the_objection(one: Objection, seen: Seen) -> None:
    """It was received first."""
    if seen.on < one.lodged.on:
        refuse(
            "no_answer_comes_before_the_objection",
            seen,
            "DECIDED_TOO_EARLY",
            f"The answer is dated {seen.on}, the objection {one.lodged.on}.",
            f"答复日期 {seen.on} 早于异议日期 {one.lodged.on}。",
            cure="Correct the date.",
            cure_zh="请更正日期。",
            path=("decidedOn",),
            rests_on=one.lodged.on,
        )


def _is_that(one: Objection, wish: DecideObjection, seen: Seen) -> bool:
    same = one.candidacy == wish.candidacy and one.verdict is wish.verdict
    return same and seen.is_of(one.decided) and wish.number in (None, one.number)
