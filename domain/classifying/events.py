"""What can be decided of a village. Notes are sealed with the village's key, the incumbent's evidence with theirs."""

from datetime import date
from enum import StrEnum
from typing import ClassVar, TypeAlias

from domain.event import Private, SealedEvent, topic
from domain.ids import PersonId, VillageCode
from domain.rule_set import VillageClass


class EvidenceSource(StrEnum):
    """R14: where the evidence for a class comes from."""

    STAR_RATING = "star_rating"
    MID_TERM_ANALYSIS = "mid_term_analysis"
    PERFORMANCE_REVIEW = "performance_review"
    DAILY_KNOWLEDGE = "daily_knowledge"


class Route(StrEnum):
    """How a village comes to its next secretary: somebody is in sight, or has to be looked for."""

    CANDIDATE = "candidate"
    SEARCH = "search"


class PlanEnd(StrEnum):
    """What became of a plan."""

    DONE = "done"
    OVERTAKEN = "overtaken"
    DROPPED = "dropped"


class ClassPrivate(Private, frozen=True, kw_only=True):
    """The criteria that speak of the village alone, the sources, and why the evidence was overridden."""

    criteria: tuple[str, ...] = ()
    sources: tuple[EvidenceSource, ...] = ()
    reason: str = ""


@topic
class VillageClassified(SealedEvent, frozen=True, kw_only=True):
    """A named person decided the class. `overridden`: it is not the one that the evidence gives."""

    TOPIC: ClassVar[str] = "village.classified.v1"
    village: VillageCode
    classification: VillageClass
    overridden: bool = False
    private: ClassPrivate | None = None


class SecretaryPrivate(Private, frozen=True, kw_only=True):
    """The criteria that concern the incumbent, as codes; never a narrative."""

    criteria: tuple[str, ...] = ()


@topic
class SecretaryEvidenceGiven(SealedEvent, frozen=True, kw_only=True):
    """What of the evidence concerns the incumbent: sealed for that person, with the class it was given for."""

    TOPIC: ClassVar[str] = "village.secretary_evidence_given.v1"
    village: VillageCode
    incumbent: PersonId
    private: SecretaryPrivate | None = None


class PlanPrivate(Private, frozen=True, kw_only=True):
    """What is done, and by whom."""

    measure: str = ""
    owner: str = ""


@topic
class VillagePlanned(SealedEvent, frozen=True, kw_only=True):
    """R17: the plan for a village, whole; it replaces the one before. `person`: the candidate in sight."""

    TOPIC: ClassVar[str] = "village.planned.v1"
    village: VillageCode
    route: Route
    person: PersonId | None = None
    due: date
    private: PlanPrivate | None = None


class PlanEndPrivate(Private, frozen=True, kw_only=True):
    """How it ended, in words."""

    words: str = ""


@topic
class VillagePlanClosed(SealedEvent, frozen=True, kw_only=True):
    """The plan is over; a village that still needs one is shown again."""

    TOPIC: ClassVar[str] = "village.plan_closed.v1"
    village: VillageCode
    end: PlanEnd
    private: PlanEndPrivate | None = None


ClassifyingEvent: TypeAlias = VillageClassified | SecretaryEvidenceGiven | VillagePlanned | VillagePlanClosed
