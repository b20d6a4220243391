"""What each step keeps to. The order is the order of the refusals."""

from collections.abc import Sequence
from typing import TypeVar

from domain.candidacy.commands import (
    AcceptEarlierReview,
    AdmitReserve,
    ConcludeJointReview,
    ElectEarly,
    ExitReserve,
    GrantException,
    ProposeCandidate,
    RecordEarlierReview,
    RecordOpinion,
    RecordUse,
    ScreenCandidate,
    SetTier,
    Wish,
)
from domain.candidacy.rules import admitting, assessed, deciding, earlier, reviewing, standing
from domain.candidacy.rules.deciding import Rule
from domain.vetting_rules import Stage, Step

W = TypeVar("W", bound=Wish)
Rules = Sequence[Rule[W]]

COUNTY = Stage.JOINT_REVIEW


def always(step: Step) -> tuple[Rule[Wish], ...]:
    """What every decision must keep to."""
    return (
        deciding.the_person_is_known,
        deciding.the_decider_holds_a_role_for_this(step),
        deciding.nothing_is_decided_in_the_future,
        deciding.nothing_is_decided_before_birth,
        deciding.nobody_decides_about_their_kin,
    )


PROPOSING_RULES: Rules[ProposeCandidate] = (
    *always(Step.PROPOSE),
    standing.the_village_is_in_the_register,
    reviewing.a_candidacy_is_proposed_once,
    standing.the_incumbent_is_never_its_own_reserve,
    deciding.nothing_is_dated_before_what_it_rests_on,
    reviewing.every_merit_has_its_evidence,
)
SCREENING_RULES: Rules[ScreenCandidate] = (
    *always(Step.SCREEN),
    standing.it_is_on_its_way,
    assessed.the_meeting_judged_them_before,
    deciding.nothing_is_dated_before_what_it_rests_on,
    deciding.nobody_decides_two_stages(Stage.SCREENING),
    reviewing.only_items_of_the_list_are_named,
    reviewing.confidential_items_are_never_named,
    deciding.a_negative_conclusion_needs_a_reason,
)
OPINION_RULES: Rules[RecordOpinion] = (
    *always(Step.OPINION),
    standing.it_is_on_its_way,
    reviewing.opinions_come_before_the_conclusion,
    reviewing.an_opinion_follows_the_proposal,
    reviewing.only_an_agency_of_the_review_answers,
    reviewing.only_items_of_the_list_are_named,
    reviewing.an_agency_speaks_of_its_own_items,
    reviewing.confidential_items_are_never_named,
    reviewing.only_an_adverse_answer_names_items,
    reviewing.a_broad_item_needs_words_and_a_second_signer,
    deciding.a_document_stands_behind_it,
)
CONCLUDING_RULES: Rules[ConcludeJointReview] = (
    *always(Step.CONCLUDE),
    standing.it_is_on_its_way,
    reviewing.a_review_is_concluded_once,
    deciding.nothing_is_dated_before_what_it_rests_on,
    deciding.nobody_decides_two_stages(COUNTY),
    admitting.the_screening_must_be_clear_under_the_rules_in_force,
    reviewing.nobody_is_clear_before_every_agency_answered,
    reviewing.clearing_in_spite_of_a_finding_needs_a_reason,
    deciding.a_negative_conclusion_needs_a_reason,
)
GRANTING_RULES: Rules[GrantException] = (
    *always(Step.GRANT_EXCEPTION),
    standing.it_is_on_its_way,
    deciding.nothing_is_dated_before_what_it_rests_on,
    deciding.nobody_decides_two_stages(COUNTY),
    deciding.a_reason_is_given,
)
ADMISSION_RULES: Rules[AdmitReserve] = (
    *always(Step.ADMIT),
    standing.it_is_known_and_not_over,
    standing.nobody_is_admitted_twice,
    standing.the_incumbent_is_never_its_own_reserve,
    deciding.nothing_is_dated_before_what_it_rests_on,
    deciding.nobody_decides_two_stages(COUNTY),
    admitting.the_screening_must_be_clear_under_the_rules_in_force,
    admitting.the_joint_review_must_be_clear_under_the_rules_in_force,
    admitting.the_terms_are_met_or_an_exception_is_granted,
)
TIER_RULES: Rules[SetTier] = (
    *always(Step.SET_TIER),
    standing.only_a_reserve_has_a_tier,
    deciding.nothing_is_dated_before_what_it_rests_on,
    standing.a_mentor_never_decides_a_tier_alone,
    deciding.a_reason_is_given,
)
USE_RULES: Rules[RecordUse] = (
    *always(Step.RECORD_USE),
    standing.it_is_known_and_not_over,
    deciding.nothing_is_dated_before_what_it_rests_on,
    deciding.a_document_stands_behind_it,
)
EARLY_RULES: Rules[ElectEarly] = (
    *always(Step.ELECT_EARLY),
    standing.only_a_reserve_has_a_tier,
    deciding.nothing_is_dated_before_what_it_rests_on,
    standing.every_test_of_an_early_election_has_its_evidence,
    deciding.a_document_stands_behind_it,
)
EXIT_RULES: Rules[ExitReserve] = (
    *always(Step.EXIT),
    standing.it_is_known_and_not_over,
    deciding.nothing_is_dated_before_what_it_rests_on,
    deciding.a_reason_is_given,
)
EARLIER_RULES: Rules[RecordEarlierReview] = (
    *always(Step.EARLIER_REVIEW),
    standing.it_is_known_and_not_over,
    earlier.an_earlier_review_is_the_newest_known,
    earlier.nobody_decides_an_earlier_stage_twice,
    deciding.a_document_stands_behind_it,
    deciding.a_negative_conclusion_needs_a_reason,
)
ACCEPTING_RULES: Rules[AcceptEarlierReview] = (
    *always(Step.ACCEPT_EARLIER),
    standing.it_is_known_and_not_over,
    earlier.there_is_a_review_to_accept,
    deciding.nothing_is_dated_before_what_it_rests_on,
    deciding.nobody_decides_two_stages(COUNTY),
    deciding.a_reason_is_given,
)
