"""What can happen to a candidacy. Who decided, when and on what document stands in each event's envelope.

What is said of the person is sealed with their key: reasons, evidence, item codes, and what an agency answered
(a deferral must look like silence). Conclusions, stages, agencies and codes of reasons are plain.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar, TypeAlias

from domain.candidacy.due_process.events import DueProcessEvent
from domain.event import Event, Private, SealedEvent, topic
from domain.ids import CandidacyId, ImportId, PersonId, VillageCode
from domain.vetting_rules import Stage


class Outcome(StrEnum):
    """What a named person concluded."""

    CLEAR = "clear"
    NOT_CLEAR = "not_clear"


class Answer(StrEnum):
    """What an agency answered. Silence is none of these."""

    CLEAR = "clear"
    ADVERSE = "adverse"
    DEFER = "defer"
    """Asks for time and names no item: to everybody but the county's deciders it is still pending."""
    CANNOT_PROVIDE = "cannot_provide"
    """By law. Never adverse."""
    NOT_APPLICABLE = "not_applicable"


class Terms(StrEnum):
    """R29, R30: on which terms somebody was admitted."""

    GENERAL = "general"
    EXCEPTIONAL = "exceptional"


class Tier(StrEnum):
    """R38-R43."""

    MATURE = "mature"
    PROMISING = "promising"
    ORDINARY = "ordinary"


class Post(StrEnum):
    """R38: the committee that somebody was elected to."""

    PARTY_COMMITTEE = "party_committee"
    VILLAGERS_COMMITTEE = "villagers_committee"
    SECRETARY = "secretary"


class ExitReason(StrEnum):
    """Why somebody left, as a code; in words it is sealed."""

    PERSONAL = "personal"
    INACTIVE = "inactive"
    LOW_POTENTIAL = "low_potential"
    MOVED = "moved"
    REVIEW = "review"
    RAISED = "raised"
    DECEASED = "deceased"


@topic
class CandidacyListed(Event, frozen=True, kw_only=True):
    """An office's roster names this person for this village. What it says of them is a claim on the person."""

    TOPIC: ClassVar[str] = "candidacy.listed.v1"
    candidacy: CandidacyId
    person: PersonId
    village: VillageCode
    import_id: ImportId


@topic
class ListingWithdrawn(Event, frozen=True, kw_only=True):
    """The import that listed it was taken back."""

    TOPIC: ClassVar[str] = "candidacy.listing_withdrawn.v1"
    candidacy: CandidacyId
    import_id: ImportId


class MeritEvidence(Private, frozen=True, kw_only=True):
    """The six merits by code, each with its evidence in words."""

    merits: Mapping[str, str] = {}


@topic
class CandidateProposed(SealedEvent, frozen=True, kw_only=True):
    """A named person proposed somebody for a village's reserve, with evidence for each merit (R27)."""

    TOPIC: ClassVar[str] = "candidacy.proposed.v1"
    candidacy: CandidacyId
    private: MeritEvidence | None = None


class Finding(Private, frozen=True, kw_only=True):
    """The items found, and the reason in words."""

    items: tuple[str, ...] = ()
    reason: str = ""


@topic
class TownshipScreened(SealedEvent, frozen=True, kw_only=True):
    """The township's preliminary review (R28); it opens a round of agencies' opinions."""

    TOPIC: ClassVar[str] = "candidacy.screened.v1"
    candidacy: CandidacyId
    outcome: Outcome
    private: Finding | None = None


class Said(Private, frozen=True, kw_only=True):
    """What the agency answered; items only where it is adverse."""

    answer: Answer
    items: tuple[str, ...] = ()
    note: str = ""
    second_signer: str = ""


@topic
class OpinionRecorded(SealedEvent, frozen=True, kw_only=True):
    """One agency's answer, signed by whom the envelope names. `by_list`: from a list of all without objection."""

    TOPIC: ClassVar[str] = "candidacy.opinion_recorded.v1"
    candidacy: CandidacyId
    agency: str
    by_list: bool = False
    private: Said | None = None


class InWords(Private, frozen=True, kw_only=True):
    """Why, in words."""

    reason: str = ""


@topic
class JointReviewConcluded(SealedEvent, frozen=True, kw_only=True):
    """A named person concluded the county's joint review (R28). Findings inform, they decide nothing."""

    TOPIC: ClassVar[str] = "candidacy.joint_review_concluded.v1"
    candidacy: CandidacyId
    outcome: Outcome
    private: InWords | None = None


@topic
class ExceptionGranted(SealedEvent, frozen=True, kw_only=True):
    """R30: a named person found somebody exceptional, and why."""

    TOPIC: ClassVar[str] = "candidacy.exception_granted.v1"
    candidacy: CandidacyId
    private: InWords | None = None


@topic
class ReserveAdmitted(SealedEvent, frozen=True, kw_only=True):
    """A named person admitted somebody to the reserve: both reviews clear and in force."""

    TOPIC: ClassVar[str] = "candidacy.admitted.v1"
    candidacy: CandidacyId
    terms: Terms
    private: InWords | None = None


@topic
class TierSet(SealedEvent, frozen=True, kw_only=True):
    """R37: a tier with its evidence; it may rise and fall. `together_with`: who decided beside a mentor."""

    TOPIC: ClassVar[str] = "candidacy.tier_set.v1"
    candidacy: CandidacyId
    tier: Tier
    together_with: str = ""
    private: InWords | None = None


@topic
class UseRecorded(SealedEvent, frozen=True, kw_only=True):
    """R38: somebody was elected to a committee; the lawful outcome and its document, never a vote."""

    TOPIC: ClassVar[str] = "candidacy.use_recorded.v1"
    candidacy: CandidacyId
    post: Post
    private: InWords | None = None


class EarlyTest(StrEnum):
    """R39: what an election before the general one is tested by."""

    ROLE_PLAYED = "role_played"
    RECOGNISED = "recognised"
    CONDITIONS_RIPE = "conditions_ripe"


class EarlyEvidence(Private, frozen=True, kw_only=True):
    """Each of the three tests with its evidence in words."""

    tests: Mapping[EarlyTest, str] = {}


@topic
class SecretaryElectedEarly(SealedEvent, frozen=True, kw_only=True):
    """R39: elected secretary before the general election; the lawful outcome and its document, never a vote."""

    TOPIC: ClassVar[str] = "candidacy.elected_early.v1"
    candidacy: CandidacyId
    private: EarlyEvidence | None = None


@topic
class ReserveExited(SealedEvent, frozen=True, kw_only=True):
    """Somebody left the reserve."""

    TOPIC: ClassVar[str] = "candidacy.exited.v1"
    candidacy: CandidacyId
    why: ExitReason
    private: InWords | None = None


@topic
class EarlierReviewRecorded(SealedEvent, frozen=True, kw_only=True):
    """A review that was done on paper before Yumiao, under rules that nobody has named yet."""

    TOPIC: ClassVar[str] = "candidacy.earlier_review_recorded.v1"
    candidacy: CandidacyId
    stage: Stage
    outcome: Outcome
    private: InWords | None = None


@topic
class EarlierReviewAccepted(SealedEvent, frozen=True, kw_only=True):
    """A named person accepts a review done under old rules as good under those in force."""

    TOPIC: ClassVar[str] = "candidacy.earlier_review_accepted.v1"
    candidacy: CandidacyId
    stage: Stage
    private: InWords | None = None


DecidedEvent: TypeAlias = (
    CandidateProposed
    | TownshipScreened
    | OpinionRecorded
    | JointReviewConcluded
    | ExceptionGranted
    | ReserveAdmitted
    | TierSet
    | UseRecorded
    | SecretaryElectedEarly
    | ReserveExited
    | EarlierReviewRecorded
    | EarlierReviewAccepted
    | DueProcessEvent
)
CandidacyEvent: TypeAlias = CandidacyListed | ListingWithdrawn | DecidedEvent


def candidacy_of(person: PersonId, village: VillageCode) -> CandidacyId:
    """One per person and village."""
    return CandidacyId(f"ca_{person.removeprefix('pe_')}_{village}")


def parties_of(candidacy: CandidacyId) -> tuple[PersonId, VillageCode]:
    """Whose it is and for which village; two empty ids where the text is none of ours."""
    person, _, village = candidacy.removeprefix("ca_").rpartition("_")
    if not candidacy.startswith("ca_") or not person:
        return PersonId(""), VillageCode("")
    return PersonId(f"pe_{person}"), VillageCode(village)
