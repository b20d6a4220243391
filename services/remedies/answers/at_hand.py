"""What remedies need to know of a person: tier, answer, terms. What is unknown stays unknown."""

from domain.candidacy.events import Tier
from domain.rule_set import Terms
from projections.conditions import TermsMet, best_terms
from projections.fold import Candidate, Human
from projections.structure import at_least, at_most
from projections.world import World

SAID_YES = frozenset({"yes", "as_arranged"})
ANSWERS = ("willingness_to_stand", "willingness_to_serve", "willingness_to_return")
"""Each kind of ledger asks one of them; the first that has a value speaks."""


def answer_of(human: Human) -> str | None:
    """The latest answer to being asked; None where none is known."""
    return next((value for field in ANSWERS if (value := human.value(field))), None)


def willing(human: Human) -> bool | None:
    """None: not asked, or not decided."""
    answer = answer_of(human)
    return True if answer in SAID_YES else False if answer == "no" else None


def tier_of(candidate: Candidate) -> str | None:
    """As a named person decided it, else as a ledger claims."""
    decided = next((c.tier for c in reversed(candidate.decisions) if c.tier), None)
    return decided or candidate.tier


def is_mature(human: Human, villages: frozenset[str]) -> bool:
    """Mature in any candidacy for these villages."""
    return any(tier_of(c) == Tier.MATURE for code, c in human.candidates.items() if code in villages)


def terms_met(world: World, human: Human) -> bool | None:
    """Whether age and education allow it, under an exception at least; None where that is not known."""
    if best_terms(world, human) is not None:
        return True
    asked: Terms | None = world.rules.exceptional if world.rules else None
    if asked is None:
        return None
    age = at_most(human, asked.age_max, world.reference_date)
    education = at_least(human, asked.education_min)
    return False if age is False or education is False else None


def general(world: World, human: Human) -> bool:
    """Certainly meets the general terms: no exception is needed."""
    return best_terms(world, human) is TermsMet.GENERAL
