"""What the rules need to know of a candidacy, folded from its own stream. A review of one kind replaces the one before
it, unless it was done earlier.
"""

from collections.abc import Mapping
from datetime import date
from typing import assert_never

import msgspec

from domain.candidacy.due_process.events import (
    DueProcessEvent,
    FindingAnswered,
    FindingSettled,
    Origin,
    StatementHeard,
    SubjectInformed,
)
from domain.candidacy.due_process.state import Proceeding, note, step_taken
from domain.candidacy.events import (
    Answer,
    CandidacyEvent,
    CandidacyListed,
    CandidateProposed,
    EarlierReviewAccepted,
    EarlierReviewRecorded,
    ExceptionGranted,
    ExitReason,
    JointReviewConcluded,
    ListingWithdrawn,
    OpinionRecorded,
    Outcome,
    Post,
    ReserveAdmitted,
    ReserveExited,
    SecretaryElectedEarly,
    Terms,
    Tier,
    TierSet,
    TownshipScreened,
    UseRecorded,
)
from domain.candidacy.made import Made
from domain.ids import ImportId
from domain.vetting_rules import NO_RULES_YET, Stage


class Review(msgspec.Struct, frozen=True):
    """A stage's conclusion. `rules` is NO_RULES_YET until somebody accepts an earlier one; `from_then`: since when
    those rules are known to be what it was done under.
    """

    outcome: Outcome
    made: Made
    rules: int
    from_then: date


class Opinion(msgspec.Struct, frozen=True):
    """What one agency answered in the present round."""

    answer: Answer
    items: tuple[str, ...]
    made: Made


NO_OPINION = Opinion(Answer.NOT_APPLICABLE, (), Made(date.min))


class Candidacy(msgspec.Struct, frozen=True):
    """The imports that list it, and what named people decided. Without decisions a ledger alone keeps it."""

    listed_by: frozenset[ImportId] = frozenset()
    proposed: Made | None = None
    reviews: Mapping[Stage, Review] = {}
    opinions: Mapping[str, Opinion] = {}
    concluded: bool = False
    """The round of opinions is closed; a new screening opens the next."""
    exception: Made | None = None
    admitted: Made | None = None
    terms: Terms | None = None
    tier: Tier | None = None
    tier_set: Made | None = None
    used: tuple[tuple[Post, Made], ...] = ()
    past: tuple[tuple[Stage, Review], ...] = ()
    """Reviews that others replaced: whoever was used then was used under them."""
    exited: Made | None = None
    why: ExitReason | None = None
    findings: tuple[Proceeding, ...] = ()
    """Adverse ones, in the order in which they were entered, with the steps of due process taken."""
    latest: date | None = None
    """The day of the last decision; earlier reviews and due process do not count, they have a time of their own."""

    @property
    def decided(self) -> bool:
        """Whether any named person ever decided about it."""
        return self.latest is not None or bool(self.reviews)

    @property
    def known(self) -> bool:
        """Listed by a ledger or decided about, even where it is over."""
        return bool(self.listed_by) or self.decided

    @property
    def refused(self) -> bool:
        """The last conclusion of a stage was not clear."""
        return any(review.outcome is Outcome.NOT_CLEAR for review in self.reviews.values())

    @property
    def over(self) -> bool:
        """Refused or exited: a new proposal begins anew."""
        return self.refused or self.exited is not None

    @property
    def standing(self) -> bool:
        """Whether it is on the roster, as far as ledgers and decisions go."""
        return not self.over and bool(self.listed_by or self.proposed or self.admitted)

    def review(self, stage: Stage) -> Review | None:
        """The conclusion of a stage that counts."""
        return self.reviews.get(stage)


def evolve(candidacy: Candidacy, event: CandidacyEvent, made: Made) -> Candidacy:
    """The candidacy after one event. Never refuses."""
    change = msgspec.structs.replace
    match event:
        case CandidacyListed():
            return change(candidacy, listed_by=candidacy.listed_by | {event.import_id})
        case ListingWithdrawn():
            return change(candidacy, listed_by=candidacy.listed_by - {event.import_id})
        case EarlierReviewRecorded():
            return _reviewed(candidacy, event.stage, Review(event.outcome, made, NO_RULES_YET, made.on))
        case SubjectInformed() | StatementHeard() | FindingSettled() | FindingAnswered():
            return _proceeded(candidacy, event, made)
        case OpinionRecorded() if event.private is None or event.private.answer is Answer.DEFER:
            return _said(
                candidacy, event, made
            )  # a refusal that names the latest day must not tell of a deferral
        case _:
            last = max(candidacy.latest or made.on, made.on)
            return _decided(change(candidacy, latest=last), event, made)


def _decided(candidacy: Candidacy, event: CandidacyEvent, made: Made) -> Candidacy:
    change = msgspec.structs.replace
    match event:
        case CandidateProposed():
            return change(_anew(candidacy) if candidacy.over else candidacy, proposed=made)
        case TownshipScreened():
            opened = change(candidacy, opinions={}, concluded=False) if candidacy.concluded else candidacy
            return _reviewed(opened, Stage.SCREENING, Review(event.outcome, made, made.rules, made.on))
        case OpinionRecorded():
            return _said(candidacy, event, made)
        case JointReviewConcluded():
            closed = change(candidacy, concluded=True)
            return _reviewed(closed, Stage.JOINT_REVIEW, Review(event.outcome, made, made.rules, made.on))
        case ExceptionGranted():
            return change(candidacy, exception=made)
        case ReserveAdmitted():
            return change(candidacy, admitted=made, terms=event.terms)
        case TierSet():
            return change(candidacy, tier=event.tier, tier_set=made)
        case UseRecorded():
            return change(candidacy, used=(*candidacy.used, (event.post, made)))
        case SecretaryElectedEarly():
            return change(candidacy, used=(*candidacy.used, (Post.SECRETARY, made)))
        case ReserveExited():
            return change(candidacy, exited=made, why=event.why)
        case EarlierReviewAccepted():
            return _accepted(candidacy, event.stage, made)
        case (
            CandidacyListed()
            | ListingWithdrawn()
            | EarlierReviewRecorded()
            | SubjectInformed()
            | StatementHeard()
            | FindingSettled()
            | FindingAnswered()
        ):
            return candidacy
        case _:
            assert_never(event)


def _anew(candidacy: Candidacy) -> Candidacy:
    """What is left when somebody is proposed again after it was over."""
    past = (*candidacy.past, *candidacy.reviews.items())
    return Candidacy(
        candidacy.listed_by,
        used=candidacy.used,
        past=past,
        findings=candidacy.findings,
        latest=candidacy.latest,
    )


def _reviewed(candidacy: Candidacy, stage: Stage, review: Review) -> Candidacy:
    """The one done last counts, whenever it was entered. One that is not clear is a finding."""
    if review.outcome is Outcome.NOT_CLEAR:
        found = note(candidacy.findings, Origin.of(stage), "", review.made)
        candidacy = msgspec.structs.replace(candidacy, findings=found)
    known = candidacy.review(stage)
    if known and known.made.on > review.made.on:
        return msgspec.structs.replace(candidacy, past=(*candidacy.past, (stage, review)))
    past = (*candidacy.past, (stage, known)) if known else candidacy.past
    return msgspec.structs.replace(candidacy, reviews={**candidacy.reviews, stage: review}, past=past)


def _accepted(candidacy: Candidacy, stage: Stage, made: Made) -> Candidacy:
    known = candidacy.review(stage)
    if known is None:
        return candidacy
    accepted = msgspec.structs.replace(known, rules=made.rules, from_then=made.on)
    return msgspec.structs.replace(candidacy, reviews={**candidacy.reviews, stage: accepted})


def _said(candidacy: Candidacy, event: OpinionRecorded, made: Made) -> Candidacy:
    """What a forgotten person's agencies answered is gone, and with it the answer."""
    if event.private is None:
        return candidacy
    if event.private.answer is Answer.ADVERSE:
        found = note(candidacy.findings, Origin.AGENCY, event.agency, made)
        candidacy = msgspec.structs.replace(candidacy, findings=found)
    opinion = Opinion(event.private.answer, event.private.items, made)
    known = candidacy.opinions.get(event.agency)
    if known and known.made.on > made.on:
        return candidacy
    return msgspec.structs.replace(candidacy, opinions={**candidacy.opinions, event.agency: opinion})


def _proceeded(candidacy: Candidacy, event: DueProcessEvent, made: Made) -> Candidacy:
    """One step on. A finding that no longer stands takes with it what it came from: that is then to be done again."""
    found, dropped = step_taken(candidacy.findings, event, made)
    after = msgspec.structs.replace(candidacy, findings=found)
    if dropped is None:
        return after
    if dropped.origin is Origin.AGENCY:
        left = {agency: o for agency, o in after.opinions.items() if agency != dropped.agency}
        still_adverse = after.opinions.get(dropped.agency, NO_OPINION).answer is Answer.ADVERSE
        return msgspec.structs.replace(after, opinions=left) if still_adverse else after
    stage = Stage(dropped.origin.value)
    review = after.review(stage)
    if review is None or review.outcome is Outcome.CLEAR:
        return after
    reviews = {s: r for s, r in after.reviews.items() if s is not stage}
    concluded = after.concluded and stage is not Stage.JOINT_REVIEW
    return msgspec.structs.replace(after, reviews=reviews, concluded=concluded)
