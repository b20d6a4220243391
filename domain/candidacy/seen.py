"""What a decision about a candidacy may look at besides its own stream, and how it says no."""

from collections.abc import Sequence
from datetime import date
from typing import NoReturn

import msgspec

from domain.candidacy.made import Made
from domain.recorded import Decider
from domain.refusal import Refusal
from domain.rule_set import RuleSetPublished
from domain.values.education import RANKS
from domain.values.partial_date import PartialDate
from domain.vetting_rules import VettingRules


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """`rules`: in force on the day of the decision, as known now. Facts are None where unknown or disputed."""

    today: date
    on: date
    by: Decider
    document: str
    rules: RuleSetPublished
    published: Sequence[RuleSetPublished]
    reference_date: date
    person_known: bool = True
    village_known: bool = True
    birth: PartialDate | None = None
    education: str | None = None
    own_village: bool = False
    """The person is the village's incumbent secretary."""
    assessed: bool = False
    """An assessment meeting judged the person for the village, up to the day of the decision (R26); looked up only
    where the rules make that a wall.
    """
    mentors: frozenset[str] = frozenset()
    """Names of the reserve's mentors."""
    kin: frozenset[str] = frozenset()
    """Names of people with a recorded tie to the person, as ledgers and settlements have them. A surname is never a
    tie; a decider is known by name alone, so that a namesake of one's kin must be told apart as the office does."""

    @property
    def vetting(self) -> VettingRules:
        """What the rules in force say of vetting."""
        return self.rules.rules.vetting

    def is_of(self, made: Made | None) -> bool:
        """Whether a decision was made by the same person on the same day."""
        return made is not None and (made.on, made.by) == (self.on, self.by.name)

    def meets(self, age_max: int, education_min: str) -> bool | None:
        """Whether age on the reference date and education fit; None where either is not certain."""
        ages = self.birth.age_at(self.reference_date) if self.birth else None
        old_enough_to_know = None if ages is None else _within(ages, age_max)
        schooled = None if self.education is None else RANKS[self.education] >= RANKS[education_min]
        if False in (old_enough_to_know, schooled):
            return False
        return None if None in (old_enough_to_know, schooled) else True


def _within(ages: tuple[int, int], age_max: int) -> bool | None:
    """None where the birth date is too coarse to say."""
    youngest, oldest = ages
    return True if oldest <= age_max else False if youngest > age_max else None


def refuse(
    rule: str,
    seen: Seen,
    code: str,
    message: str,
    message_zh: str,
    *,
    cure: str,
    cure_zh: str,
    path: tuple[str, ...] = (),
    choices: tuple[str, ...] = (),
    **inputs: object,
) -> NoReturn:
    """Say no: the rule and its version, what it saw, and what would cure it. No input is a personal value.

    Raises: Refusal, always.
    """
    raise Refusal(
        code,
        f"{message} {cure}",
        f"{message_zh}{cure_zh}",
        rule=rule,
        path=path,
        choices=choices,
        version=seen.rules.version,
        inputs={name: str(value) for name, value in inputs.items()},
        cure=cure,
        cure_zh=cure_zh,
    )
