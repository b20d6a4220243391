"""One version's rules of vetting, and what a review under them looks at."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import msgspec

from domain.vetting_rules.agencies import AGENCIES, ReviewAgency
from domain.vetting_rules.deciders import DECIDERS, Step
from domain.vetting_rules.merits import MERITS, Merit
from domain.vetting_rules.negative_list import NEGATIVE_LIST, NegativeItem

NO_RULES_YET = 0
"""The version of a review that was done before anybody knew under which rules."""


class Stage(StrEnum):
    """R28: the two stages of review."""

    SCREENING = "screening"
    JOINT_REVIEW = "joint_review"


class VettingRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One version's rules of vetting, complete. A review holds through the same day so many months later."""

    merits: tuple[Merit, ...] = MERITS
    negative_list: tuple[NegativeItem, ...] = NEGATIVE_LIST
    agencies: tuple[ReviewAgency, ...] = AGENCIES
    screening_months: int = 12
    joint_review_months: int = 12
    deciders: Mapping[Step, tuple[str, ...]] = msgspec.field(default_factory=lambda: dict(DECIDERS))

    def items(self) -> Mapping[str, NegativeItem]:
        """What may be asked, by code."""
        return {item.code: item for item in self.negative_list if item.asked}

    def asked_of(self, agency: str) -> tuple[str, ...]:
        """The items that an agency is competent for and may be asked; none for one that is not in the list."""
        found = next((a for a in self.agencies if a.code == agency and a.basis.strip()), None)
        known = self.items() if found else {}
        return tuple(code for code in found.items if code in known) if found else ()

    def asked_agencies(self) -> tuple[str, ...]:
        """Whoever must answer before a joint review can find somebody clear, in the order of the list."""
        return tuple(a.code for a in self.agencies if self.asked_of(a.code))

    def looked_at(self, stage: Stage) -> tuple[object, ...]:
        """What a review looks at: when this changes, one done before it is under old rules."""
        items = tuple(
            (i.code, i.hard, i.look_back, i.years, i.curable) for _, i in sorted(self.items().items())
        )
        if stage is Stage.SCREENING:
            return items
        return (items, tuple(sorted((a, tuple(sorted(self.asked_of(a)))) for a in self.asked_agencies())))

    def may_take(self, step: Step) -> tuple[str, ...]:
        """The roles; a version published before there was such a step goes by the default."""
        return self.deciders.get(step, DECIDERS[step])

    def months(self, stage: Stage) -> int:
        """How long a stage's review holds."""
        return self.screening_months if stage is Stage.SCREENING else self.joint_review_months


def months_later(day: date, months: int) -> date:
    """The same day so many months later; a month that is too short ends it on its last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
