"""Classifying a village and planning for it (R14-R17): commands, rules in the order of their refusals, decisions."""

from datetime import date

import msgspec

from domain.classifying.events import (
    ClassifyingEvent,
    ClassPrivate,
    EvidenceSource,
    PlanEnd,
    PlanEndPrivate,
    PlanPrivate,
    Route,
    SecretaryEvidenceGiven,
    SecretaryPrivate,
    VillageClassified,
    VillagePlanClosed,
    VillagePlanned,
)
from domain.classifying.state import Standing
from domain.ids import PersonId, VillageCode
from domain.refusal import Refusal
from domain.rule_set import Classifying, VillageClass


class ClassifyVillage(msgspec.Struct, frozen=True, kw_only=True):
    """Decide a class from evidence. Without `classification`: the one that the evidence gives."""

    village: VillageCode
    criteria: tuple[str, ...] = ()
    sources: tuple[EvidenceSource, ...] = ()
    classification: VillageClass | None = None
    reason: str = ""


class PlanForVillage(msgspec.Struct, frozen=True, kw_only=True):
    """Plan for a difficult or key village, in place of any plan before."""

    village: VillageCode
    route: Route
    measure: str
    owner: str
    due: date
    person: PersonId | None = None


class CloseVillagePlan(msgspec.Struct, frozen=True, kw_only=True):
    """End the plan that stands."""

    village: VillageCode
    end: PlanEnd
    words: str = ""


class VillageContext(msgspec.Struct, frozen=True, kw_only=True):
    """What the decision sees beside the village's own decisions: the rules of its day, who serves, the class now."""

    classifying: Classifying
    version: int
    today: date
    on: date
    registered: bool
    incumbent: PersonId | None = None
    classification: VillageClass = VillageClass.ORDINARY
    person_known: bool = True


Wish = ClassifyVillage | PlanForVillage | CloseVillagePlan


def the_village_is_in_the_register(wish: Wish, seen: VillageContext) -> None:
    """Nobody decides about a place that the county does not have."""
    if not seen.registered:
        raise Refusal(
            "VILLAGE_NOT_REGISTERED",
            f"The register has no village {wish.village}. Give a code of the county's register.",
            f"区划名册中没有 {wish.village},请填本县名册中的村代码。",
            rule="the_village_is_in_the_register",
            path=("village",),
            version=seen.version,
        )


def only_criteria_of_the_rules_are_named(wish: ClassifyVillage, seen: VillageContext) -> None:
    """A code that the rules do not have would say nothing to anybody."""
    known = tuple(criterion.code for criterion in seen.classifying.criteria)
    unknown = [code for code in wish.criteria if code not in known]
    if unknown:
        raise Refusal(
            "CRITERION_UNKNOWN",
            f"The rules have no criterion {', '.join(unknown)}. Choose from: {', '.join(known)}.",
            f"现行规则没有该项依据：{'、'.join(unknown)}。请从规则所列各项中选择。",
            rule="only_criteria_of_the_rules_are_named",
            path=("criteria",),
            choices=known,
            labels=tuple(criterion.label_zh for criterion in seen.classifying.criteria),
            version=seen.version,
        )


def a_class_rests_on_evidence(wish: ClassifyVillage, seen: VillageContext) -> None:
    """R14: the evidence is stored, not only the label; an ordinary village too was looked at."""
    if not wish.sources:
        raise Refusal(
            "EVIDENCE_MISSING",
            f"Say what the class rests on: one or more of {', '.join(EvidenceSource)}.",
            "请写明分类依据的来源：星级评定、届中分析、履职考核或日常了解。",
            rule="a_class_rests_on_evidence",
            path=("sources",),
            choices=tuple(EvidenceSource),
            version=seen.version,
        )


def another_class_than_the_evidence_needs_a_reason(wish: ClassifyVillage, seen: VillageContext) -> None:
    """R17: an override is a named person's, with the reason."""
    given = seen.classifying.class_of(wish.criteria)
    if wish.classification not in (None, given) and not wish.reason.strip():
        raise Refusal(
            "OVERRIDE_NEEDS_REASON",
            f"The evidence makes the village {given}. Give `reason` for another class, or leave the class out.",
            "所列依据得出的类别与所填类别不同。请写明理由，或不填类别。",
            rule="another_class_than_the_evidence_needs_a_reason",
            path=("reason",),
            version=seen.version,
            inputs={"by_evidence": given.value, "wanted": str(wish.classification)},
        )


CLASSIFYING_RULES = (
    the_village_is_in_the_register,
    only_criteria_of_the_rules_are_named,
    a_class_rests_on_evidence,
    another_class_than_the_evidence_needs_a_reason,
)


def classify(
    standing: Standing, wish: ClassifyVillage, seen: VillageContext
) -> tuple[VillageClassified | SecretaryEvidenceGiven, ...]:
    """Decide the class; the same again on the same day changes nothing.

    What concerns the incumbent is a fact about that person: an event of its own, sealed with their key. A village
    without one keeps all of it.
    """
    for rule in CLASSIFYING_RULES:
        rule(wish, seen)
    given = seen.classifying.class_of(wish.criteria)
    theirs = seen.classifying.of_secretary(wish.criteria) if seen.incumbent else ()
    named = (*seen.classifying.of_village(wish.criteria), *seen.classifying.of_secretary(wish.criteria))
    found = VillageClassified(
        sealed_for=f"village:{wish.village}",
        village=wish.village,
        classification=wish.classification or given,
        overridden=(wish.classification or given) is not given,
        private=ClassPrivate(
            criteria=tuple(code for code in named if code not in theirs),
            sources=tuple(source for source in EvidenceSource if source in wish.sources),
            reason=wish.reason,
        ),
    )
    known = standing.classified_at and standing.classified_at[0] == seen.on
    if known and standing.classified == found and set(standing.criteria) == set(named):
        return ()
    if not theirs or seen.incumbent is None:
        return (found,)
    evidence = SecretaryEvidenceGiven(
        sealed_for=f"person:{seen.incumbent}",
        village=wish.village,
        incumbent=seen.incumbent,
        private=SecretaryPrivate(criteria=theirs),
    )
    return (found, evidence)


def a_plan_is_for_a_difficult_or_key_village(_wish: PlanForVillage, seen: VillageContext) -> None:
    """R17."""
    if seen.classification is VillageClass.ORDINARY:
        raise Refusal(
            "PLAN_NOT_NEEDED",
            "Plans are for difficult and key villages. Classify the village first (ClassifyVillage).",
            "仅难点村、重点村需要制定预案，请先对该村分类(ClassifyVillage)。",
            rule="a_plan_is_for_a_difficult_or_key_village",
            path=("village",),
            version=seen.version,
        )


def a_candidate_is_named_on_that_route_alone(wish: PlanForVillage, seen: VillageContext) -> None:
    """Somebody in sight is a person whom the county knows; a search has nobody yet."""
    if (wish.person is not None) != (wish.route is Route.CANDIDATE) or not seen.person_known:
        raise Refusal(
            "PLAN_PERSON_UNFIT",
            "On the route `candidate` name a person whom a ledger knows; on `search` name nobody.",
            "“已有人选”须写明台账中的人员，“需另行物色”不填人选。",
            rule="a_candidate_is_named_on_that_route_alone",
            path=("person",),
            version=seen.version,
            inputs={"route": wish.route.value},
        )


def a_plan_says_what_and_by_whom(wish: PlanForVillage, seen: VillageContext) -> None:
    """Without either nobody can be asked for it."""
    for field, text in (("measure", wish.measure), ("owner", wish.owner)):
        if not text.strip():
            raise Refusal(
                "PLAN_INCOMPLETE",
                f"A plan says what is done and who answers for it: fill in `{field}`.",
                "预案须写明措施和责任人，请补填。",
                rule="a_plan_says_what_and_by_whom",
                path=(field,),
                version=seen.version,
            )


def a_plan_is_due_after_it_was_made(wish: PlanForVillage, seen: VillageContext) -> None:
    """One due before its own day could only ever be overdue."""
    if wish.due < seen.on:
        raise Refusal(
            "PLAN_DUE_BEFORE_MADE",
            f"The plan is due on {wish.due}, before it was made. Give that day or a later one.",
            f"完成时限 {wish.due} 早于制定日期，请核对。",
            rule="a_plan_is_due_after_it_was_made",
            path=("due",),
            version=seen.version,
            inputs={"due": str(wish.due), "made_on": str(seen.on)},
        )


PLANNING_RULES = (
    the_village_is_in_the_register,
    a_plan_is_for_a_difficult_or_key_village,
    a_candidate_is_named_on_that_route_alone,
    a_plan_says_what_and_by_whom,
    a_plan_is_due_after_it_was_made,
)


def plan(standing: Standing, wish: PlanForVillage, seen: VillageContext) -> tuple[VillagePlanned, ...]:
    """Plan for a village; the same plan again changes nothing."""
    for rule in PLANNING_RULES:
        rule(wish, seen)
    found = VillagePlanned(
        sealed_for=f"village:{wish.village}",
        village=wish.village,
        route=wish.route,
        person=wish.person,
        due=wish.due,
        private=PlanPrivate(measure=wish.measure, owner=wish.owner),
    )
    return () if standing.open_plan == found else (found,)


def there_is_a_plan_to_close(standing: Standing, seen: VillageContext) -> None:
    """What is over does not end again; and nothing ends before it began."""
    made = standing.plan_at[0] if standing.open_plan and standing.plan_at else None
    if made is None or seen.on < made:
        raise Refusal(
            "NO_OPEN_PLAN",
            "No plan of this village stands on that day. Make one first (PlanForVillage), or correct the day.",
            "该村当日没有在执行的预案，请先制定(PlanForVillage)或核对日期。",
            rule="there_is_a_plan_to_close",
            path=("village",),
            version=seen.version,
        )


def close(standing: Standing, wish: CloseVillagePlan, seen: VillageContext) -> tuple[ClassifyingEvent, ...]:
    """End the plan; the same end again changes nothing."""
    found = VillagePlanClosed(
        sealed_for=f"village:{wish.village}",
        village=wish.village,
        end=wish.end,
        private=PlanEndPrivate(words=wish.words),
    )
    if not standing.open_plan and standing.closed == found:
        return ()
    the_village_is_in_the_register(wish, seen)
    there_is_a_plan_to_close(standing, seen)
    return (found,)
