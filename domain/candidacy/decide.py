"""Decisions about a candidacy: pure functions. The same decision again changes nothing; every rule is a sentence."""

from collections.abc import Sequence
from typing import TypeVar

from domain.candidacy import reviewing as review
from domain.candidacy import rules
from domain.candidacy.admitting import (
    the_joint_review_must_be_clear_under_the_rules_in_force,
    the_screening_must_be_clear_under_the_rules_in_force,
    the_terms_are_met_or_an_exception_is_granted,
)
from domain.candidacy.assessed import the_meeting_judged_them_before
from domain.candidacy.commands import (
    AcceptEarlierReview,
    AdmitReserve,
    ConcludeJointReview,
    ExitReserve,
    GrantException,
    ProposeCandidate,
    RecordEarlierReview,
    RecordNoObjection,
    RecordOpinion,
    RecordUse,
    ScreenCandidate,
    SetTier,
    Wish,
)
from domain.candidacy.events import (
    Answer,
    CandidacyListed,
    CandidateProposed,
    EarlierReviewAccepted,
    EarlierReviewRecorded,
    ExceptionGranted,
    Finding,
    InWords,
    JointReviewConcluded,
    ListingWithdrawn,
    MeritEvidence,
    OpinionRecorded,
    ReserveAdmitted,
    ReserveExited,
    Said,
    Terms,
    TierSet,
    TownshipScreened,
    UseRecorded,
    candidacy_of,
    parties_of,
)
from domain.candidacy.rules import Rule
from domain.candidacy.seen import Seen
from domain.candidacy.state import Candidacy, Made
from domain.ids import CandidacyId, ImportId, PersonId, VillageCode
from domain.vetting_rules import Stage, Step

W = TypeVar("W", bound=Wish)
Rules = Sequence[Rule[W]]

COUNTY = Stage.JOINT_REVIEW


def _always(step: Step) -> tuple[Rule[Wish], ...]:
    """What every decision must keep to."""
    return (
        rules.the_person_is_known,
        rules.the_decider_holds_a_role_for_this(step),
        rules.nothing_is_decided_in_the_future,
        rules.nothing_is_decided_before_birth,
        rules.nobody_decides_about_their_kin,
    )


PROPOSING_RULES: Rules[ProposeCandidate] = (
    *_always(Step.PROPOSE),
    rules.the_village_is_in_the_register,
    review.a_candidacy_is_proposed_once,
    rules.the_incumbent_is_never_its_own_reserve,
    rules.nothing_is_dated_before_what_it_rests_on,
    review.every_merit_has_its_evidence,
)
SCREENING_RULES: Rules[ScreenCandidate] = (
    *_always(Step.SCREEN),
    rules.it_is_on_its_way,
    the_meeting_judged_them_before,
    rules.nothing_is_dated_before_what_it_rests_on,
    rules.nobody_decides_two_stages(Stage.SCREENING),
    review.only_items_of_the_list_are_named,
    review.confidential_items_are_never_named,
    rules.a_negative_conclusion_needs_a_reason,
)
OPINION_RULES: Rules[RecordOpinion] = (
    *_always(Step.OPINION),
    rules.it_is_on_its_way,
    review.opinions_come_before_the_conclusion,
    review.an_opinion_follows_the_proposal,
    review.only_an_agency_of_the_review_answers,
    review.only_items_of_the_list_are_named,
    review.an_agency_speaks_of_its_own_items,
    review.confidential_items_are_never_named,
    review.only_an_adverse_answer_names_items,
    review.a_broad_item_needs_words_and_a_second_signer,
    rules.a_document_stands_behind_it,
)
CONCLUDING_RULES: Rules[ConcludeJointReview] = (
    *_always(Step.CONCLUDE),
    rules.it_is_on_its_way,
    review.a_review_is_concluded_once,
    rules.nothing_is_dated_before_what_it_rests_on,
    rules.nobody_decides_two_stages(COUNTY),
    the_screening_must_be_clear_under_the_rules_in_force,
    review.nobody_is_clear_before_every_agency_answered,
    review.clearing_in_spite_of_a_finding_needs_a_reason,
    rules.a_negative_conclusion_needs_a_reason,
)
GRANTING_RULES: Rules[GrantException] = (
    *_always(Step.GRANT_EXCEPTION),
    rules.it_is_on_its_way,
    rules.nothing_is_dated_before_what_it_rests_on,
    rules.nobody_decides_two_stages(COUNTY),
    rules.a_reason_is_given,
)
ADMISSION_RULES: Rules[AdmitReserve] = (
    *_always(Step.ADMIT),
    rules.it_is_known_and_not_over,
    rules.nobody_is_admitted_twice,
    rules.the_incumbent_is_never_its_own_reserve,
    rules.nothing_is_dated_before_what_it_rests_on,
    rules.nobody_decides_two_stages(COUNTY),
    the_screening_must_be_clear_under_the_rules_in_force,
    the_joint_review_must_be_clear_under_the_rules_in_force,
    the_terms_are_met_or_an_exception_is_granted,
)
TIER_RULES: Rules[SetTier] = (
    *_always(Step.SET_TIER),
    rules.only_a_reserve_has_a_tier,
    rules.nothing_is_dated_before_what_it_rests_on,
    rules.a_mentor_never_decides_a_tier_alone,
    rules.a_reason_is_given,
)
USE_RULES: Rules[RecordUse] = (
    *_always(Step.RECORD_USE),
    rules.it_is_known_and_not_over,
    rules.nothing_is_dated_before_what_it_rests_on,
    rules.a_document_stands_behind_it,
)
EXIT_RULES: Rules[ExitReserve] = (
    *_always(Step.EXIT),
    rules.it_is_known_and_not_over,
    rules.nothing_is_dated_before_what_it_rests_on,
    rules.a_reason_is_given,
)
EARLIER_RULES: Rules[RecordEarlierReview] = (
    *_always(Step.EARLIER_REVIEW),
    rules.it_is_known_and_not_over,
    rules.an_earlier_review_is_the_newest_known,
    rules.nobody_decides_an_earlier_stage_twice,
    rules.a_document_stands_behind_it,
    rules.a_negative_conclusion_needs_a_reason,
)
ACCEPTING_RULES: Rules[AcceptEarlierReview] = (
    *_always(Step.ACCEPT_EARLIER),
    rules.it_is_known_and_not_over,
    rules.there_is_a_review_to_accept,
    rules.nothing_is_dated_before_what_it_rests_on,
    rules.nobody_decides_two_stages(COUNTY),
    rules.a_reason_is_given,
)


def _hold(all_of: Rules[W], candidacy: Candidacy, wish: W, seen: Seen) -> None:
    for rule in all_of:
        rule(candidacy, wish, seen)


def _is(made: Made | None, seen: Seen) -> bool:
    """Whether a decision was made by the same person on the same day."""
    return made is not None and (made.on, made.by) == (seen.on, seen.by.name)


def _key(candidacy: CandidacyId) -> str:
    return f"person:{parties_of(candidacy)[0]}"


def propose(candidacy: Candidacy, wish: ProposeCandidate, seen: Seen) -> tuple[CandidateProposed, ...]:
    """R27: somebody for a village, with evidence for each merit."""
    if _is(candidacy.proposed, seen) and not candidacy.over:
        return ()
    _hold(PROPOSING_RULES, candidacy, wish, seen)
    evidence = MeritEvidence(merits=wish.merits)
    return (CandidateProposed(sealed_for=_key(wish.candidacy), candidacy=wish.candidacy, private=evidence),)


def screen(candidacy: Candidacy, wish: ScreenCandidate, seen: Seen) -> tuple[TownshipScreened, ...]:
    """R28: the township's conclusion."""
    known = candidacy.review(Stage.SCREENING)
    if known and _is(known.made, seen) and known.outcome is wish.outcome:
        return ()
    _hold(SCREENING_RULES, candidacy, wish, seen)
    return (
        TownshipScreened(
            sealed_for=_key(wish.candidacy),
            candidacy=wish.candidacy,
            outcome=wish.outcome,
            private=Finding(items=wish.items, reason=wish.reason),
        ),
    )


def give_opinion(candidacy: Candidacy, wish: RecordOpinion, seen: Seen) -> tuple[OpinionRecorded, ...]:
    """What one agency answered."""
    known = candidacy.opinions.get(wish.agency)
    if known and _is(known.made, seen) and (known.answer, known.items) == (wish.answer, wish.items):
        return ()
    _hold(OPINION_RULES, candidacy, wish, seen)
    return (
        OpinionRecorded(
            sealed_for=_key(wish.candidacy),
            candidacy=wish.candidacy,
            agency=wish.agency,
            private=Said(
                answer=wish.answer, items=wish.items, note=wish.reason, second_signer=wish.second_signer
            ),
        ),
    )


def give_no_objection(
    candidacies: Sequence[tuple[CandidacyId, Candidacy, Seen]], wish: RecordNoObjection
) -> tuple[OpinionRecorded, ...]:
    """One letter over a frozen list, whole or not at all. Whoever has an answer of their own keeps it."""
    found = []
    for candidacy_id, candidacy, seen in candidacies:
        if wish.agency in candidacy.opinions and not candidacy.concluded:
            continue
        one = RecordOpinion(candidacy=candidacy_id, agency=wish.agency, answer=Answer.CLEAR)
        _hold(OPINION_RULES, candidacy, one, seen)
        found.append(
            OpinionRecorded(
                sealed_for=_key(candidacy_id),
                candidacy=candidacy_id,
                agency=wish.agency,
                by_list=True,
                private=Said(answer=Answer.CLEAR),
            )
        )
    return tuple(found)


def conclude(candidacy: Candidacy, wish: ConcludeJointReview, seen: Seen) -> tuple[JointReviewConcluded, ...]:
    """R28: the county's conclusion, by a named person, whatever the findings."""
    known = candidacy.review(COUNTY)
    if known and candidacy.concluded and _is(known.made, seen) and known.outcome is wish.outcome:
        return ()
    _hold(CONCLUDING_RULES, candidacy, wish, seen)
    return (
        JointReviewConcluded(
            sealed_for=_key(wish.candidacy),
            candidacy=wish.candidacy,
            outcome=wish.outcome,
            private=InWords(reason=wish.reason),
        ),
    )


def grant(candidacy: Candidacy, wish: GrantException, seen: Seen) -> tuple[ExceptionGranted, ...]:
    """R30: exceptional, with approver and reason."""
    if _is(candidacy.exception, seen):
        return ()
    _hold(GRANTING_RULES, candidacy, wish, seen)
    why = InWords(reason=wish.reason)
    return (ExceptionGranted(sealed_for=_key(wish.candidacy), candidacy=wish.candidacy, private=why),)


def admit(candidacy: Candidacy, wish: AdmitReserve, seen: Seen) -> tuple[ReserveAdmitted, ...]:
    """Into the reserve."""
    if _is(candidacy.admitted, seen) and not candidacy.over:
        return ()
    _hold(ADMISSION_RULES, candidacy, wish, seen)
    general = seen.rules.rules.general
    met = seen.meets(general.age_max, general.education_min)
    return (
        ReserveAdmitted(
            sealed_for=_key(wish.candidacy),
            candidacy=wish.candidacy,
            terms=Terms.GENERAL if met else Terms.EXCEPTIONAL,
            private=InWords(reason=wish.reason),
        ),
    )


def set_tier(candidacy: Candidacy, wish: SetTier, seen: Seen) -> tuple[TierSet, ...]:
    """R37-R43: up or down, with evidence."""
    if candidacy.tier is wish.tier and _is(candidacy.tier_set, seen):
        return ()
    _hold(TIER_RULES, candidacy, wish, seen)
    return (
        TierSet(
            sealed_for=_key(wish.candidacy),
            candidacy=wish.candidacy,
            tier=wish.tier,
            together_with=wish.together_with,
            private=InWords(reason=wish.reason),
        ),
    )


def record_use(candidacy: Candidacy, wish: RecordUse, seen: Seen) -> tuple[UseRecorded, ...]:
    """R38: it happened, whether or not it should have; without valid reviews it is flagged."""
    if any(post is wish.post and _is(made, seen) for post, made in candidacy.used):
        return ()
    _hold(USE_RULES, candidacy, wish, seen)
    why = InWords(reason=wish.reason)
    return (
        UseRecorded(sealed_for=_key(wish.candidacy), candidacy=wish.candidacy, post=wish.post, private=why),
    )


def leave(candidacy: Candidacy, wish: ExitReserve, seen: Seen) -> tuple[ReserveExited, ...]:
    """Out of the reserve, never for a quota's sake: there is no such reason."""
    if _is(candidacy.exited, seen) and candidacy.why is wish.why:
        return ()
    _hold(EXIT_RULES, candidacy, wish, seen)
    why = InWords(reason=wish.reason)
    return (
        ReserveExited(sealed_for=_key(wish.candidacy), candidacy=wish.candidacy, why=wish.why, private=why),
    )


def record_earlier(
    candidacy: Candidacy, wish: RecordEarlierReview, seen: Seen
) -> tuple[EarlierReviewRecorded, ...]:
    """A review from paper: it holds from its own date, under old rules until somebody accepts it."""
    known = candidacy.review(wish.stage)
    if known and _is(known.made, seen) and known.outcome is wish.outcome:
        return ()
    _hold(EARLIER_RULES, candidacy, wish, seen)
    return (
        EarlierReviewRecorded(
            sealed_for=_key(wish.candidacy),
            candidacy=wish.candidacy,
            stage=wish.stage,
            outcome=wish.outcome,
            private=InWords(reason=wish.reason),
        ),
    )


def accept_earlier(
    candidacy: Candidacy, wish: AcceptEarlierReview, seen: Seen
) -> tuple[EarlierReviewAccepted, ...]:
    """Good under the rules in force, by a named person."""
    known = candidacy.review(wish.stage)
    if known and (known.rules, known.from_then) == (seen.rules.version, seen.on):
        return ()
    _hold(ACCEPTING_RULES, candidacy, wish, seen)
    why = InWords(reason=wish.reason)
    return (
        EarlierReviewAccepted(
            sealed_for=_key(wish.candidacy), candidacy=wish.candidacy, stage=wish.stage, private=why
        ),
    )


def list_candidacy(
    candidacy: Candidacy, person: PersonId, village: VillageCode, import_id: ImportId, *, news: bool
) -> tuple[CandidacyListed, ...]:
    """Put it on the roster unless it is there.

    `news`: this import says something new of the person, so that it also vouches for the listing.
    """
    if import_id in candidacy.listed_by or (candidacy.listed_by and not news):
        return ()
    found = candidacy_of(person, village)
    return (CandidacyListed(candidacy=found, person=person, village=village, import_id=import_id),)


def undo(candidacy: Candidacy, found: CandidacyId, import_id: ImportId) -> tuple[ListingWithdrawn, ...]:
    """Take back one import's listing, if it made one."""
    if import_id in candidacy.listed_by:
        return (ListingWithdrawn(candidacy=found, import_id=import_id),)
    return ()
