"""What a person is by age and education on a day, under some rules: terms, quotas, the gate. Unknown stays unknown."""

from datetime import date
from enum import StrEnum

import msgspec

from domain.rule_set import Post, RuleSet, Terms
from projections.fold import Human
from projections.structure import at_least, at_most, counts_for


class Eligibility(StrEnum):
    """R29, R30. UNKNOWN: age or education is not known well enough to say."""

    GENERAL = "GENERAL"
    EXCEPTIONAL = "EXCEPTIONAL"
    NEITHER = "NEITHER"
    UNKNOWN = "UNKNOWN"


class Classes(msgspec.Struct, frozen=True):
    """`quotas`: those the person certainly counts for; `doubtful`: those of which it is not known."""

    eligibility: Eligibility
    quotas: tuple[str, ...]
    doubtful: tuple[str, ...]


def classes_of(rules: RuleSet, human: Human, on: date) -> Classes:
    """With ages counted on a day."""
    counts = [(quota.code, counts_for(quota, human, on)) for quota in rules.quotas]
    return Classes(
        eligibility=_eligibility(rules, human, on),
        quotas=tuple(code for code, answer in counts if answer),
        doubtful=tuple(code for code, answer in counts if answer is None),
    )


def may_stand(rules: RuleSet, human: Human, election_date: date | None) -> bool | None:
    """Whether a newcomer passes the gate for secretary; None where the day, age or education is not known."""
    on = rules.candidacy_gate.day(election_date)
    gate = rules.candidacy_gate.posts.get(Post.SECRETARY)
    if on is None or gate is None:
        return None
    schooled = at_least(human, gate.education_min_new) if gate.education_min_new else True
    return _both(at_most(human, gate.age_max_new, on), schooled)


def _eligibility(rules: RuleSet, human: Human, on: date) -> Eligibility:
    general, exceptional = (_meets(terms, human, on) for terms in (rules.general, rules.exceptional))
    if general:
        return Eligibility.GENERAL
    if general is None or exceptional is None:
        return Eligibility.NEITHER if exceptional is False else Eligibility.UNKNOWN
    return Eligibility.EXCEPTIONAL if exceptional else Eligibility.NEITHER


def _meets(terms: Terms, human: Human, on: date) -> bool | None:
    return _both(at_most(human, terms.age_max, on), at_least(human, terms.education_min))


def _both(one: bool | None, other: bool | None) -> bool | None:  # noqa: FBT001 - a logic of three values
    return False if False in (one, other) else None if None in (one, other) else True
