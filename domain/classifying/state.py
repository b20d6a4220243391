"""What was decided of a village, folded from its own stream: registers by (true from, position), greatest wins."""

from datetime import date
from typing import TypeAlias, assert_never

import msgspec

from domain.classifying.events import (
    ClassifyingEvent,
    SecretaryEvidenceGiven,
    VillageClassified,
    VillagePlanClosed,
    VillagePlanned,
)
from domain.rule_set import VillageClass

At: TypeAlias = tuple[date, int]
"""(true from, position)."""


class Standing(msgspec.Struct, frozen=True):
    """`classified` None: nobody decided. A plan whose end is the later of the two is over."""

    classified: VillageClassified | None = None
    classified_at: At | None = None
    evidence: SecretaryEvidenceGiven | None = None
    evidence_at: At | None = None
    plan: VillagePlanned | None = None
    plan_at: At | None = None
    closed: VillagePlanClosed | None = None
    closed_at: At | None = None

    @property
    def open_plan(self) -> VillagePlanned | None:
        """The plan that stands."""
        over = self.plan_at and self.closed_at and self.plan_at < self.closed_at
        return None if over else self.plan

    @property
    def criteria(self) -> tuple[str, ...]:
        """What the class rests on, as far as it can still be read: the village's own, then the incumbent's."""
        own = self.classified.private.criteria if self.classified and self.classified.private else ()
        mine = self.evidence if self._is_of_this_class else None
        return (*own, *(mine.private.criteria if mine and mine.private else ()))

    @property
    def _is_of_this_class(self) -> bool:
        """Evidence is written right behind its class, in one command."""
        return bool(self.classified_at and self.evidence_at and self.evidence_at > self.classified_at)


def evolve(standing: Standing, event: ClassifyingEvent, since: date, position: int) -> Standing:
    """The standing after one event; an older fact that comes late changes nothing."""
    change, at = msgspec.structs.replace, (since, position)
    match event:
        case VillageClassified():
            newer = not standing.classified_at or standing.classified_at < at
            return change(standing, classified=event, classified_at=at) if newer else standing
        case SecretaryEvidenceGiven():
            newer = not standing.evidence_at or standing.evidence_at < at
            return change(standing, evidence=event, evidence_at=at) if newer else standing
        case VillagePlanned():
            newer = not standing.plan_at or standing.plan_at < at
            return change(standing, plan=event, plan_at=at) if newer else standing
        case VillagePlanClosed():
            newer = not standing.closed_at or standing.closed_at < at
            return change(standing, closed=event, closed_at=at) if newer else standing
        case _:
            assert_never(event)


def class_in_force(standing: Standing, claimed: str) -> tuple[VillageClass, bool]:
    """The decided class, else the ledger's, else ordinary; and whether anybody gives one."""
    if standing.classified:
        return standing.classified.classification, True
    known = claimed in set(VillageClass)
    return (VillageClass(claimed) if known else VillageClass.ORDINARY), known
