"""Proposal, screening, opinions, joint review, admission: each by a named person, each refusal a sentence."""

from datetime import date
from typing import Any

import msgspec
import pytest

from domain.candidacy import commands as wish
from domain.candidacy import decide
from domain.candidacy.events import Answer, EarlyTest, ExitReason, Outcome, Post, Terms, Tier
from domain.candidacy.validity import STAGES, cleared_through, holds_through
from domain.recorded import Decider
from domain.rule_set import Terms as AgeTerms
from domain.values.partial_date import PartialDate
from domain.vetting_rules import Stage, VettingRules
from tests.domain.candidacy.situations import (
    AGENCY,
    COUNTY,
    FIRST,
    ID,
    MERITS,
    PROPOSER,
    TODAY,
    TOWNSHIP,
    Case,
    opinion,
    seen,
    with_vetting,
)

APRIL = date(2026, 4, 1)
ADMIT = wish.AdmitReserve(candidacy=ID)


def reviewed() -> Case:
    return Case().proposed().screened().answered().concluded()


def test_both_reviews_clear_admit_on_general_terms_until_the_first_of_them_ends() -> None:
    case = reviewed().admitted()
    assert (case.state.terms, case.state.standing) == (Terms.GENERAL, True)
    assert cleared_through([case.state], [FIRST]) == date(2027, 3, 5)


def test_the_same_decision_again_changes_nothing() -> None:
    case = reviewed().admitted()
    before = len(case.happened)
    case.admitted().concluded()
    assert len(case.happened) == before


@pytest.mark.parametrize(
    ("case", "code"),
    [
        (Case(), "NOT_PROPOSED"),
        (Case().listed(), "SCREENING_MISSING"),
        (Case().proposed(), "SCREENING_MISSING"),
        (Case().proposed().screened(), "JOINT_REVIEW_MISSING"),
        (Case().proposed().screened(outcome=Outcome.NOT_CLEAR), "NOT_PROPOSED"),
        (Case().proposed().screened().answered().concluded(outcome=Outcome.NOT_CLEAR), "NOT_PROPOSED"),
        (reviewed().admitted(), "ALREADY_ADMITTED"),
    ],
)
def test_admission_without_a_clear_screening_and_joint_review_is_refused(case: Case, code: str) -> None:
    assert case.refuses(decide.admit, ADMIT, seen(COUNTY, date(2026, 4, 2))).code == code


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"on": date(2027, 4, 1), "today": date(2027, 4, 2)}, "REVIEW_EXPIRED"),
        ({"on": date(2026, 7, 1)}, "DECIDED_IN_FUTURE"),
        ({"on": date(2026, 3, 19)}, "DECIDED_TOO_EARLY"),
        ({"on": date(1989, 1, 1)}, "DECIDED_BEFORE_BIRTH"),
        ({"by": AGENCY}, "DECIDER_WITHOUT_ROLE"),
        ({"by": Decider(name=" ", role="county_department")}, "DECIDER_WITHOUT_ROLE"),
        ({"by": Decider(name=PROPOSER.name, role="county_leader")}, "SAME_DECIDER"),
        ({"by": Decider(name=TOWNSHIP.name, role="county_leader")}, "SAME_DECIDER"),
        ({"kin": frozenset({COUNTY.name})}, "DECIDER_IS_KIN"),
        ({"person_known": False}, "PERSON_UNKNOWN"),
        ({"own_village": True}, "OWN_VILLAGE"),
        ({"birth": None}, "TERMS_UNKNOWN"),
        ({"education": None}, "TERMS_UNKNOWN"),
        ({"birth": PartialDate(1980)}, "TERMS_UNKNOWN"),
        ({"birth": PartialDate(1978, 5)}, "EXCEPTION_MISSING"),
        ({"education": "senior_middle"}, "EXCEPTION_MISSING"),
        ({"birth": PartialDate(1970, 5)}, "TERMS_NOT_MET"),
        ({"education": "junior_middle"}, "TERMS_NOT_MET"),
    ],
)
def test_admission_is_refused_with_its_rule(changed: dict[str, Any], code: str) -> None:
    see = msgspec.structs.replace(seen(COUNTY, APRIL), **changed)
    assert reviewed().refuses(decide.admit, ADMIT, see).code == code


def test_exceptional_terms_need_a_grant_with_its_reason() -> None:
    case, old = reviewed(), {"birth": PartialDate(1978, 5)}
    silent = wish.GrantException(candidacy=ID)
    assert case.refuses(decide.grant, silent, seen(COUNTY, APRIL, **old)).code == "REASON_MISSING"
    case.do(decide.grant, wish.GrantException(candidacy=ID, reason="致富带头人"), seen(COUNTY, APRIL, **old))
    case.do(decide.admit, ADMIT, seen(COUNTY, APRIL, **old))
    assert case.state.terms is Terms.EXCEPTIONAL
    assert AgeTerms(age_max=50, education_min="senior_middle") == FIRST.rules.exceptional


def test_every_merit_needs_evidence_and_nobody_is_proposed_twice() -> None:
    bare = wish.ProposeCandidate(candidacy=ID, merits={**MERITS, "REPUTE": " "})
    march = seen(PROPOSER, date(2026, 3, 1))
    assert Case().refuses(decide.propose, bare, march).code == "MERITS_INCOMPLETE"
    again = wish.ProposeCandidate(candidacy=ID, merits=MERITS)
    other = seen(Decider(name="别人", role="township"), date(2026, 3, 2))
    assert Case().proposed().refuses(decide.propose, again, other).code == "ALREADY_PROPOSED"
    nowhere = msgspec.structs.replace(march, village_known=False)
    assert Case().refuses(decide.propose, again, nowhere).code == "VILLAGE_UNKNOWN"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (opinion("TAX"), "AGENCY_NOT_COMPETENT"),
        (opinion("HEALTH"), "AGENCY_NOT_COMPETENT"),
        (opinion("COURT", Answer.ADVERSE, "NL08"), "AGENCY_NOT_COMPETENT"),
        (opinion("COURT", Answer.ADVERSE, "NL99"), "ITEM_UNKNOWN"),
        (opinion("HEALTH", Answer.ADVERSE, "NL15"), "AGENCY_NOT_COMPETENT"),
        (opinion("PUBLIC_SECURITY", Answer.ADVERSE, "NL03"), "ITEM_CONFIDENTIAL"),
        (opinion("COURT", Answer.ADVERSE), "ITEMS_AND_ANSWER"),
        (opinion("COURT", Answer.DEFER, "NL14"), "ITEMS_AND_ANSWER"),
        (opinion("DISCIPLINE", Answer.ADVERSE, "NL19"), "SECOND_SIGNER_MISSING"),
        (opinion("DISCIPLINE", Answer.ADVERSE, "NL19", reason="x", second_signer=AGENCY.name), "SECOND_SIGNER_MISSING"),
    ],
)  # fmt: skip
def test_an_agency_answers_within_its_competence(said: wish.RecordOpinion, code: str) -> None:
    case = Case().proposed().screened()
    assert case.refuses(decide.give_opinion, said, seen(AGENCY, date(2026, 3, 10))).code == code


def test_opinions_are_about_somebody_proposed_and_come_before_the_conclusion() -> None:
    day = seen(AGENCY, date(2026, 3, 25))
    assert Case().listed().refuses(decide.give_opinion, opinion("COURT"), day).code == "NOT_PROPOSED"
    assert reviewed().refuses(decide.give_opinion, opinion("COURT"), day).code == "REVIEW_CONCLUDED"
    early = seen(AGENCY, date(2026, 2, 1))
    assert Case().proposed().refuses(decide.give_opinion, opinion("COURT"), early).code == "DECIDED_TOO_EARLY"
    paperless = msgspec.structs.replace(day, document=" ")
    case = Case().proposed()
    assert case.refuses(decide.give_opinion, opinion("COURT"), paperless).code == "DOCUMENT_MISSING"


def test_agencies_answer_in_any_order_and_a_later_answer_replaces_an_earlier_one() -> None:
    case = Case().proposed().screened()
    case.do(decide.give_opinion, opinion("COURT"), seen(AGENCY, date(2026, 3, 12)))
    case.do(decide.give_opinion, opinion("PETITIONS"), seen(AGENCY, date(2026, 3, 8)))
    case.do(decide.give_opinion, opinion("COURT", Answer.ADVERSE, "NL14"), seen(AGENCY, date(2026, 3, 9)))
    assert case.state.opinions["COURT"].answer is Answer.CLEAR
    case.do(decide.give_opinion, opinion("COURT", Answer.ADVERSE, "NL14"), seen(AGENCY, date(2026, 3, 14)))
    assert case.state.opinions["COURT"].items == ("NL14",)


def test_silence_and_a_deferral_look_the_same_and_are_never_clear() -> None:
    asked = wish.ConcludeJointReview(candidacy=ID, outcome=Outcome.CLEAR)
    silent = Case().proposed().screened().answered("DISCIPLINE")
    deferred = Case().proposed().screened().answered("DISCIPLINE")
    deferred.do(decide.give_opinion, opinion("DISCIPLINE", Answer.DEFER), seen(AGENCY, date(2026, 3, 10)))
    told = []
    for case in (silent, deferred):
        refusal = case.refuses(decide.conclude, asked, seen(COUNTY, date(2026, 3, 20)))
        told.append((refusal.code, refusal.message, refusal.choices))
    assert told[0] == told[1]
    assert told[0][0] == "OPINIONS_MISSING"


def test_a_deferral_moves_no_date_that_a_refusal_would_name() -> None:
    case = Case().proposed()
    case.do(decide.give_opinion, opinion("DISCIPLINE", Answer.DEFER), seen(AGENCY, date(2026, 3, 10)))
    assert case.state.latest == date(2026, 3, 1)


def test_what_cannot_be_provided_by_law_is_an_answer_and_never_adverse() -> None:
    case = Case().proposed().screened().answered("COURT", "JUSTICE")
    for agency, answer in (("COURT", Answer.CANNOT_PROVIDE), ("JUSTICE", Answer.NOT_APPLICABLE)):
        case.do(decide.give_opinion, opinion(agency, answer), seen(AGENCY, date(2026, 3, 10)))
    asked = wish.ConcludeJointReview(candidacy=ID, outcome=Outcome.CLEAR)
    case.do(decide.conclude, asked, seen(COUNTY, date(2026, 3, 20)))
    assert not case.state.refused


def test_a_finding_informs_and_a_named_person_concludes_with_a_reason() -> None:
    case = Case().proposed().screened().answered("AGRICULTURE")
    rent = opinion("AGRICULTURE", Answer.ADVERSE, "NL12")
    case.do(decide.give_opinion, rent, seen(AGENCY, date(2026, 3, 10)))
    assert case.state.standing
    for outcome in Outcome:
        bare = wish.ConcludeJointReview(candidacy=ID, outcome=outcome)
        refusal = case.refuses(decide.conclude, bare, seen(COUNTY, date(2026, 3, 20)))
        assert refusal.code == "REASON_MISSING"
    case.concluded()
    assert not case.state.refused


def test_a_new_screening_opens_a_new_round_and_the_old_clearance_holds_meanwhile() -> None:
    case = reviewed().admitted().screened(on=date(2026, 5, 1))
    assert (case.state.opinions, case.state.concluded) == ({}, False)
    assert cleared_through([case.state], [FIRST]) == date(2027, 3, 20)
    case.answered(on=date(2026, 5, 5)).concluded(on=date(2026, 5, 6), outcome=Outcome.NOT_CLEAR)
    assert cleared_through([case.state], [FIRST]) is None
    assert not case.state.standing


def test_who_was_refused_may_be_proposed_anew() -> None:
    case = Case().proposed().screened(outcome=Outcome.NOT_CLEAR).proposed(on=date(2026, 5, 1))
    assert (case.state.reviews, case.state.standing) == ({}, True)
    assert case.state.latest == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("by", "together", "mentors", "code"),
    [
        (Decider(name="师傅", role="mentor"), "", frozenset(), "MENTOR_ALONE"),
        (Decider(name="师傅", role="township"), "师傅", frozenset({"师傅"}), "MENTOR_ALONE"),
        (Decider(name="师傅", role="mentor"), "二师傅", frozenset({"师傅", "二师傅"}), "MENTOR_ALONE"),
        (Decider(name="师傅", role="mentor"), "组织委员", frozenset({"师傅"}), None),
        (TOWNSHIP, "", frozenset({"师傅"}), None),
    ],
)
def test_a_mentor_never_decides_a_tier_alone(
    by: Decider, together: str, mentors: frozenset[str], code: str | None
) -> None:
    case = reviewed().admitted()
    asked = wish.SetTier(candidacy=ID, tier=Tier.MATURE, reason="独立办成三件事", together_with=together)
    see = seen(by, date(2026, 5, 1), mentors=mentors)
    if code:
        assert case.refuses(decide.set_tier, asked, see).code == code
    else:
        assert case.do(decide.set_tier, asked, see).state.tier is Tier.MATURE


def test_a_tier_goes_both_ways_with_evidence_and_belongs_to_a_reserve() -> None:
    case = reviewed().admitted()
    for tier, day in ((Tier.MATURE, 5), (Tier.ORDINARY, 6)):
        asked = wish.SetTier(candidacy=ID, tier=tier, reason="季度考核")
        case.do(decide.set_tier, asked, seen(TOWNSHIP, date(2026, 5, day)))
        assert case.state.tier is tier
    bare = wish.SetTier(candidacy=ID, tier=Tier.MATURE)
    assert case.refuses(decide.set_tier, bare, seen(TOWNSHIP, TODAY)).code == "REASON_MISSING"
    raised = wish.SetTier(candidacy=ID, tier=Tier.MATURE, reason="x")
    assert reviewed().refuses(decide.set_tier, raised, seen(TOWNSHIP, TODAY)).code == "NOT_ADMITTED"


def test_use_is_recorded_whether_or_not_it_should_have_been_but_never_without_its_document() -> None:
    case = Case().listed()
    asked = wish.RecordUse(candidacy=ID, post=Post.VILLAGERS_COMMITTEE)
    paperless = seen(TOWNSHIP, date(2026, 5, 1), document="")
    assert case.refuses(decide.record_use, asked, paperless).code == "DOCUMENT_MISSING"
    case.do(decide.record_use, asked, seen(TOWNSHIP, date(2026, 5, 1)))
    assert case.state.used[0][0] is Post.VILLAGERS_COMMITTEE


def test_whoever_left_is_off_the_roster_whatever_a_ledger_says() -> None:
    case = reviewed().admitted().listed()
    asked = wish.ExitReserve(candidacy=ID, why=ExitReason.PERSONAL, reason="本人申请")
    case.do(decide.leave, asked, seen(COUNTY, date(2026, 5, 1)))
    assert not case.state.standing
    assert case.refuses(decide.leave, asked, seen(COUNTY, TODAY)).code == "NOT_PROPOSED"


def earlier(stage: Stage) -> wish.RecordEarlierReview:
    return wish.RecordEarlierReview(candidacy=ID, stage=stage, outcome=Outcome.CLEAR)


def test_an_earlier_review_is_under_old_rules_until_a_named_person_accepts_it() -> None:
    case = Case().listed()
    case.do(decide.record_earlier, earlier(Stage.SCREENING), seen(TOWNSHIP, date(2025, 9, 1)))
    case.do(decide.record_earlier, earlier(Stage.JOINT_REVIEW), seen(COUNTY, date(2025, 10, 1)))
    refusal = case.refuses(decide.admit, ADMIT, seen(COUNTY, APRIL))
    assert refusal.code == "REVIEW_UNDER_OLD_RULES"
    for stage in STAGES:
        accept = wish.AcceptEarlierReview(candidacy=ID, stage=stage, reason="核对原件")
        case.do(decide.accept_earlier, accept, seen(COUNTY, date(2026, 3, 1)))
    case.admitted()
    assert cleared_through([case.state], [FIRST]) == date(2026, 9, 1)


def test_an_earlier_review_needs_its_document_and_changes_nothing_where_a_newer_one_is_known() -> None:
    case = reviewed()
    old = seen(TOWNSHIP, date(2025, 9, 1))
    assert case.refuses(decide.record_earlier, earlier(Stage.SCREENING), old).code == "REVIEW_KNOWN"
    bare = msgspec.structs.replace(old, document="")
    listed = Case().listed()
    assert listed.refuses(decide.record_earlier, earlier(Stage.SCREENING), bare).code == "DOCUMENT_MISSING"
    nothing = wish.AcceptEarlierReview(candidacy=ID, stage=Stage.SCREENING, reason="x")
    assert listed.refuses(decide.accept_earlier, nothing, seen(COUNTY, APRIL)).code == "REVIEW_UNKNOWN"


def test_rules_that_change_what_a_review_looked_at_put_it_under_old_rules_and_no_others_do() -> None:
    state = reviewed().admitted().state
    milder = with_vetting(2, date(2026, 6, 1), screening_months=24)
    assert cleared_through([state], [FIRST, milder]) == date(2027, 3, 5)
    shorter = RULES_WITHOUT_COURT
    assert cleared_through([state], [FIRST, milder, shorter]) == date(2026, 6, 14)
    back = with_vetting(4, date(2026, 6, 20))
    assert cleared_through([state], [FIRST, milder, shorter, back]) == date(2026, 6, 14)
    review = state.review(Stage.SCREENING)
    assert review
    assert holds_through(review, Stage.SCREENING, [FIRST, shorter]) == date(2027, 3, 5)
    retroactive = with_vetting(5, date(2026, 2, 1), negative_list=VettingRules().negative_list[1:])
    assert cleared_through([state], [FIRST, retroactive]) is None


RULES_WITHOUT_COURT = with_vetting(
    3, date(2026, 6, 15), agencies=tuple(a for a in VettingRules().agencies if a.code != "COURT")
)


def test_an_item_without_a_legal_basis_is_off() -> None:
    rules = VettingRules()
    assert "NL15" not in rules.items()
    stripped = tuple(msgspec.structs.replace(i, basis="") for i in rules.negative_list)
    assert msgspec.structs.replace(rules, negative_list=stripped).asked_agencies() == ()
    assert len(rules.asked_agencies()) == 14


def test_an_early_election_needs_evidence_for_each_of_three_tests_and_counts_as_use() -> None:
    case, on = reviewed().admitted(), date(2026, 5, 1)
    met = {EarlyTest.ROLE_PLAYED: "带头修路", EarlyTest.RECOGNISED: "座谈会"}
    asked = wish.ElectEarly(candidacy=ID, tests=met)
    refused = case.refuses(decide.elect_early, asked, seen(COUNTY, on))
    assert (refused.code, refused.seen["inputs"]["lacking"]) == ("EARLY_TESTS_INCOMPLETE", "conditions_ripe")
    whole = wish.ElectEarly(candidacy=ID, tests={**met, EarlyTest.CONDITIONS_RIPE: "班子支持"})
    assert case.refuses(decide.elect_early, whole, seen(COUNTY, on, document="")).code == "DOCUMENT_MISSING"
    for _ in range(2):
        case.do(decide.elect_early, whole, seen(COUNTY, on))
    assert [post for post, _ in case.state.used] == [Post.SECRETARY]


@pytest.mark.parametrize("tier", [Tier.MATURE, Tier.ORDINARY])
def test_a_tier_rises_and_falls_with_evidence_alone_and_the_same_tier_anew_counts_anew(tier: Tier) -> None:
    case, first = reviewed().admitted(), date(2026, 5, 1)
    start = wish.SetTier(candidacy=ID, tier=Tier.PROMISING, reason="考察")
    case.do(decide.set_tier, start, seen(COUNTY, first))
    bare = wish.SetTier(candidacy=ID, tier=tier)
    assert case.refuses(decide.set_tier, bare, seen(COUNTY, date(2026, 5, 2))).code == "REASON_MISSING"
    again = date(2026, 6, 1)
    case.do(decide.set_tier, start, seen(COUNTY, again))
    assert case.state.tier_set
    assert case.state.tier_set.on == again
