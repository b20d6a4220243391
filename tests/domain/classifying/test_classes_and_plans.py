"""A village's class from evidence, and the plan for it."""

from collections.abc import Callable
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.classifying import Standing, evolve
from domain.classifying.decide import (
    ClassifyVillage,
    CloseVillagePlan,
    PlanForVillage,
    VillageContext,
    classify,
    close,
    plan,
)
from domain.classifying.events import (
    EvidenceSource,
    PlanEnd,
    Route,
    SecretaryEvidenceGiven,
    VillageClassified,
)
from domain.classifying.state import class_in_force
from domain.ids import PersonId, VillageCode
from domain.refusal import Refusal
from domain.rule_set import Classifying, VillageClass
from domain.values.village_words import CRITERIA, R15_CRITERIA, R16_CRITERIA

VILLAGE = VillageCode("990101100200")
ANNA = PersonId("pe_1")
JUNE, TODAY = date(2026, 6, 1), date(2026, 6, 30)
SEEN = VillageContext(
    classifying=Classifying(), version=1, today=TODAY, on=JUNE, registered=True, incumbent=ANNA,
    classification=VillageClass.KEY,
)  # fmt: skip
WISH = ClassifyVillage(village=VILLAGE, sources=(EvidenceSource.STAR_RATING,))
PLAN = PlanForVillage(village=VILLAGE, route=Route.SEARCH, measure="物色", owner="张三", due=TODAY)


def refused(step: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as found:
        step()
    assert found.value.rule
    return found.value.code


def test_the_rules_have_the_very_criteria_that_ledgers_are_read_by() -> None:
    assert tuple(c.code for c in Classifying().criteria) == CRITERIA.codes()
    for c in Classifying().criteria:
        assert c.code in (R15_CRITERIA if c.makes is VillageClass.DIFFICULT else R16_CRITERIA)
        assert (c.label_zh, c.label) == (CRITERIA.zh(c.code), CRITERIA.en(c.code))


@given(st.sets(st.sampled_from(CRITERIA.codes())))
def test_any_one_criterion_suffices_and_difficult_stands_above_key(codes: set[str]) -> None:
    made = Classifying().class_of(codes)
    assert (made is VillageClass.DIFFICULT) == bool(codes & set(R15_CRITERIA))
    assert (made is VillageClass.ORDINARY) == (not codes)
    found = classify(Standing(), replace(WISH, criteria=tuple(codes)), SEEN)
    standing = Standing()
    for at, event in enumerate(found):
        standing = evolve(standing, event, JUNE, at)
    assert standing.classified is not None
    assert (standing.classified.classification, set(standing.criteria)) == (made, codes)
    assert classify(standing, replace(WISH, criteria=tuple(codes)), SEEN) == ()


def test_what_concerns_the_incumbent_is_sealed_for_that_person_alone() -> None:
    wish = replace(WISH, criteria=("health", "complex_situation"))
    village, secretary = classify(Standing(), wish, SEEN)
    assert isinstance(village, VillageClassified)
    assert isinstance(secretary, SecretaryEvidenceGiven)
    assert (village.sealed_for, secretary.sealed_for) == (f"village:{VILLAGE}", f"person:{ANNA}")
    assert village.private
    assert secretary.private
    assert (village.private.criteria, secretary.private.criteria) == (("complex_situation",), ("health",))
    (alone,) = classify(Standing(), wish, replace(SEEN, incumbent=None))
    assert isinstance(alone, VillageClassified)


def test_another_class_than_the_evidence_gives_needs_a_reason() -> None:
    wish = replace(WISH, criteria=("age",), classification=VillageClass.DIFFICULT)
    assert refused(lambda: classify(Standing(), wish, SEEN)) == "OVERRIDE_NEEDS_REASON"
    found = classify(Standing(), replace(wish, reason="村情特殊"), SEEN)[0]
    assert isinstance(found, VillageClassified)
    assert (found.classification, found.overridden) == (VillageClass.DIFFICULT, True)
    assert (
        refused(lambda: classify(Standing(), replace(WISH, criteria=("luck",)), SEEN)) == "CRITERION_UNKNOWN"
    )
    assert refused(lambda: classify(Standing(), replace(WISH, sources=()), SEEN)) == "EVIDENCE_MISSING"


def test_the_newest_class_by_its_day_stands_in_whatever_order_decisions_are_entered() -> None:
    kinds = [VillageClass.KEY, VillageClass.DIFFICULT, VillageClass.ORDINARY]
    entered = [
        (date(2026, month, 1), replace(event, classification=kind))
        for month, kind in enumerate(kinds, start=3)
        for event in classify(Standing(), WISH, SEEN)
        if isinstance(event, VillageClassified)
    ]
    for order in permutations(entered):
        standing = Standing()
        for position, (since, event) in enumerate(order):
            standing = evolve(standing, event, since, position)
        assert class_in_force(standing, "difficult") == (VillageClass.ORDINARY, True)
    assert class_in_force(Standing(), "key") == (VillageClass.KEY, True)
    assert class_in_force(Standing(), "") == (VillageClass.ORDINARY, False)


@pytest.mark.parametrize(
    ("wish", "seen", "code"),
    [
        (PLAN, replace(SEEN, classification=VillageClass.ORDINARY), "PLAN_NOT_NEEDED"),
        (replace(PLAN, route=Route.CANDIDATE), SEEN, "PLAN_PERSON_UNFIT"),
        (replace(PLAN, person=ANNA), SEEN, "PLAN_PERSON_UNFIT"),
        (
            replace(PLAN, route=Route.CANDIDATE, person=ANNA),
            replace(SEEN, person_known=False),
            "PLAN_PERSON_UNFIT",
        ),
        (replace(PLAN, owner=" "), SEEN, "PLAN_INCOMPLETE"),
        (replace(PLAN, due=date(2026, 5, 31)), SEEN, "PLAN_DUE_BEFORE_MADE"),
        (PLAN, replace(SEEN, registered=False), "VILLAGE_NOT_REGISTERED"),
    ],
)
def test_a_plan_that_helps_nobody_is_refused(wish: PlanForVillage, seen: VillageContext, code: str) -> None:
    assert refused(lambda: plan(Standing(), wish, seen)) == code


def test_a_plan_is_replaced_and_closed_once() -> None:
    end = CloseVillagePlan(village=VILLAGE, end=PlanEnd.DONE)
    assert refused(lambda: close(Standing(), end, SEEN)) == "NO_OPEN_PLAN"
    standing = evolve(Standing(), plan(Standing(), PLAN, SEEN)[0], JUNE, 1)
    assert plan(standing, PLAN, SEEN) == ()
    other = replace(PLAN, measure="请乡贤")
    standing = evolve(standing, plan(standing, other, SEEN)[0], JUNE, 2)
    assert standing.open_plan
    assert standing.open_plan.private
    assert standing.open_plan.private.measure == "请乡贤"
    closed = evolve(standing, close(standing, end, SEEN)[0], JUNE, 3)
    assert closed.open_plan is None
    assert close(closed, end, SEEN) == ()
