"""The steps that follow an adverse finding. What it came from and every word of it is sealed with the person's key."""

from enum import StrEnum
from typing import ClassVar, Self, TypeAlias

from domain.event import Private, SealedEvent, topic
from domain.ids import CandidacyId
from domain.vetting_rules import Stage


class Origin(StrEnum):
    """What a finding came from."""

    SCREENING = "screening"
    AGENCY = "agency"
    JOINT_REVIEW = "joint_review"

    @classmethod
    def of(cls, stage: Stage) -> Self:
        """A stage's conclusion."""
        return cls(stage.value)


class Settlement(StrEnum):
    """What became of a finding."""

    UPHELD = "upheld"
    CURED = "cured"
    """What was found has been put right: the stage is to be done again."""
    WITHDRAWN = "withdrawn"
    """It should not have been made: it no longer stands, and the name is clear."""


class OfFinding(Private, frozen=True, kw_only=True):
    """Which of the candidacy's findings (the last of its origin), and what was said in words."""

    origin: Origin
    agency: str = ""
    words: str = ""


@topic
class SubjectInformed(SealedEvent, frozen=True, kw_only=True):
    """The person was told of the finding; `withheld`: they were not, and the words give the law that says so."""

    TOPIC: ClassVar[str] = "candidacy.subject_informed.v1"
    candidacy: CandidacyId
    withheld: bool = False
    private: OfFinding | None = None


@topic
class StatementHeard(SealedEvent, frozen=True, kw_only=True):
    """The person's own statement was heard; `declined`: they were asked and chose to make none."""

    TOPIC: ClassVar[str] = "candidacy.statement_heard.v1"
    candidacy: CandidacyId
    declined: bool = False
    private: OfFinding | None = None


@topic
class FindingSettled(SealedEvent, frozen=True, kw_only=True):
    """A named person upheld the finding, found it cured or withdrew it, with reasons."""

    TOPIC: ClassVar[str] = "candidacy.finding_settled.v1"
    candidacy: CandidacyId
    settlement: Settlement
    private: OfFinding | None = None


class AnswerGiven(OfFinding, frozen=True, kw_only=True):
    """`appeal_to`: the body that hears an appeal."""

    appeal_to: str = ""


@topic
class FindingAnswered(SealedEvent, frozen=True, kw_only=True):
    """The person was given the facts, the decision, and where to appeal."""

    TOPIC: ClassVar[str] = "candidacy.finding_answered.v1"
    candidacy: CandidacyId
    private: AnswerGiven | None = None


DueProcessEvent: TypeAlias = SubjectInformed | StatementHeard | FindingSettled | FindingAnswered
