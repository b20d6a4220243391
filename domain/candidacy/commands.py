"""What people may ask for about a candidacy. Who decided, when and on what document comes beside it (`Seen`)."""

from collections.abc import Mapping

import msgspec

from domain.candidacy.events import Answer, EarlyTest, ExitReason, Outcome, Post, Tier
from domain.ids import CandidacyId
from domain.vetting_rules import Stage


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """About one candidacy. `reason`: in words, sealed for the person."""

    candidacy: CandidacyId
    reason: str = ""


class ProposeCandidate(Wish, frozen=True, kw_only=True):
    """Propose somebody, with evidence for each merit by its code."""

    merits: Mapping[str, str]


class ScreenCandidate(Wish, frozen=True, kw_only=True):
    """The township's conclusion, with the items that speak against it."""

    outcome: Outcome
    items: tuple[str, ...] = ()


class RecordOpinion(Wish, frozen=True, kw_only=True):
    """One agency's answer; `reason` is its note."""

    agency: str
    answer: Answer
    items: tuple[str, ...] = ()
    second_signer: str = ""


class RecordNoObjection(msgspec.Struct, frozen=True, kw_only=True):
    """An agency's letter over a frozen list: no objection to all who have no answer of their own."""

    agency: str
    candidacies: tuple[CandidacyId, ...]


class ConcludeJointReview(Wish, frozen=True, kw_only=True):
    """The county's conclusion."""

    outcome: Outcome


class GrantException(Wish, frozen=True, kw_only=True):
    """R30: exceptional, and why."""


class AdmitReserve(Wish, frozen=True, kw_only=True):
    """Into the reserve."""


class SetTier(Wish, frozen=True, kw_only=True):
    """Mature, promising or ordinary; `reason` is the evidence."""

    tier: Tier
    together_with: str = ""


class RecordUse(Wish, frozen=True, kw_only=True):
    """Elected to a committee."""

    post: Post


class ElectEarly(Wish, frozen=True, kw_only=True):
    """R39: elected secretary before the general election, with evidence for each of the three tests."""

    tests: Mapping[EarlyTest, str]


class ExitReserve(Wish, frozen=True, kw_only=True):
    """Out of the reserve."""

    why: ExitReason


class RecordEarlierReview(Wish, frozen=True, kw_only=True):
    """A review done on paper before Yumiao."""

    stage: Stage
    outcome: Outcome


class AcceptEarlierReview(Wish, frozen=True, kw_only=True):
    """A review done under old rules is good under those in force."""

    stage: Stage
