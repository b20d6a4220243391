"""Decisions about a candidacy: pure functions. The same decision again changes nothing; every rule is a sentence."""

from collections.abc import Sequence
from typing import TypeVar

from domain.candidacy.commands import (
    AcceptEarlierReview,
    AdmitReserve,
    ConcludeJointReview,
    ElectEarly,
    ExitReserve,
    GrantException,
    ProposeCandidate,
    RecordEarlierReview,
    RecordNoObjection,
    RecordOpinion,
    RecordUse,
    ScreenCandidate,
    SetTier,
    Wish,
)
from domain.candidacy.events import (
    Answer,
    CandidateProposed,
    EarlierReviewAccepted,
    EarlierReviewRecorded,
    EarlyEvidence,
    ExceptionGranted,
    Finding,
    InWords,
    JointReviewConcluded,
    MeritEvidence,
    OpinionRecorded,
    Post,
    ReserveAdmitted,
    ReserveExited,
    Said,
    SecretaryElectedEarly,
    Terms,
    TierSet,
    TownshipScreened,
    UseRecorded,
    parties_of,
)
from domain.candidacy.rules import steps
from domain.candidacy.seen import Seen
from domain.candidacy.state import Candidacy
from domain.ids import CandidacyId
from domain.vetting_rules import Stage

W = TypeVar("W", bound=Wish)


def hold(all_of: steps.Rules[W], candidacy: Candidacy, wish: W, seen: Seen) -> None:
    """Every rule, in order.

    Raises: Refusal of the first that is broken.
    """
    for rule in all_of:
        rule(candidacy, wish, seen)


def sealed_for(candidacy: CandidacyId) -> str:
    """Whose key seals what is said of a candidacy."""
    return f"person:{parties_of(candidacy)[0]}"


def propose(candidacy: Candidacy, wish: ProposeCandidate, seen: Seen) -> tuple[CandidateProposed, ...]:
    """R27: somebody for a village, with evidence for each merit."""
    if seen.is_of(candidacy.proposed) and not candidacy.over:
        return ()
    hold(steps.PROPOSING_RULES, candidacy, wish, seen)
    evidence = MeritEvidence(merits=wish.merits)
    return (
        CandidateProposed(sealed_for=sealed_for(wish.candidacy), candidacy=wish.candidacy, private=evidence),
    )


def screen(candidacy: Candidacy, wish: ScreenCandidate, seen: Seen) -> tuple[TownshipScreened, ...]:
    """R28: the township's conclusion."""
    known = candidacy.review(Stage.SCREENING)
    if known and seen.is_of(known.made) and known.outcome is wish.outcome:
        return ()
    hold(steps.SCREENING_RULES, candidacy, wish, seen)
    return (
        TownshipScreened(
            sealed_for=sealed_for(wish.candidacy),
            candidacy=wish.candidacy,
            outcome=wish.outcome,
            private=Finding(items=wish.items, reason=wish.reason),
        ),
    )


def give_opinion(candidacy: Candidacy, wish: RecordOpinion, seen: Seen) -> tuple[OpinionRecorded, ...]:
    """What one agency answered."""
    known = candidacy.opinions.get(wish.agency)
    if known and seen.is_of(known.made) and (known.answer, known.items) == (wish.answer, wish.items):
        return ()
    hold(steps.OPINION_RULES, candidacy, wish, seen)
    return (
        OpinionRecorded(
            sealed_for=sealed_for(wish.candidacy),
            candidacy=wish.candidacy,
            agency=wish.agency,
            private=Said(
                answer=wish.answer, items=wish.items, note=wish.reason, second_signer=wish.second_signer
            ),
        ),
    )


def give_no_objection(
    candidacies: Sequence[tuple[CandidacyId, Candidacy, Seen]], wish: RecordNoObjection
) -> tuple[OpinionRecorded, ...]:
    """One letter over a frozen list, whole or not at all. Whoever has an answer of their own keeps it."""
    found = []
    for candidacy_id, candidacy, seen in candidacies:
        if wish.agency in candidacy.opinions and not candidacy.concluded:
            continue
        one = RecordOpinion(candidacy=candidacy_id, agency=wish.agency, answer=Answer.CLEAR)
        hold(steps.OPINION_RULES, candidacy, one, seen)
        found.append(
            OpinionRecorded(
                sealed_for=sealed_for(candidacy_id),
                candidacy=candidacy_id,
                agency=wish.agency,
                by_list=True,
                private=Said(answer=Answer.CLEAR),
            )
        )
    return tuple(found)


def conclude(candidacy: Candidacy, wish: ConcludeJointReview, seen: Seen) -> tuple[JointReviewConcluded, ...]:
    """R28: the county's conclusion, by a named person, whatever the findings."""
    known = candidacy.review(Stage.JOINT_REVIEW)
    if known and candidacy.concluded and seen.is_of(known.made) and known.outcome is wish.outcome:
        return ()
    hold(steps.CONCLUDING_RULES, candidacy, wish, seen)
    return (
        JointReviewConcluded(
            sealed_for=sealed_for(wish.candidacy),
            candidacy=wish.candidacy,
            outcome=wish.outcome,
            private=InWords(reason=wish.reason),
        ),
    )


def grant(candidacy: Candidacy, wish: GrantException, seen: Seen) -> tuple[ExceptionGranted, ...]:
    """R30: exceptional, with approver and reason."""
    if seen.is_of(candidacy.exception):
        return ()
    hold(steps.GRANTING_RULES, candidacy, wish, seen)
    why = InWords(reason=wish.reason)
    return (ExceptionGranted(sealed_for=sealed_for(wish.candidacy), candidacy=wish.candidacy, private=why),)


def admit(candidacy: Candidacy, wish: AdmitReserve, seen: Seen) -> tuple[ReserveAdmitted, ...]:
    """Into the reserve."""
    if seen.is_of(candidacy.admitted) and not candidacy.over:
        return ()
    hold(steps.ADMISSION_RULES, candidacy, wish, seen)
    general = seen.rules.rules.general
    met = seen.meets(general.age_max, general.education_min)
    return (
        ReserveAdmitted(
            sealed_for=sealed_for(wish.candidacy),
            candidacy=wish.candidacy,
            terms=Terms.GENERAL if met else Terms.EXCEPTIONAL,
            private=InWords(reason=wish.reason),
        ),
    )


def set_tier(candidacy: Candidacy, wish: SetTier, seen: Seen) -> tuple[TierSet, ...]:
    """R37-R43: up or down, with evidence."""
    if candidacy.tier is wish.tier and seen.is_of(candidacy.tier_set):
        return ()
    hold(steps.TIER_RULES, candidacy, wish, seen)
    return (
        TierSet(
            sealed_for=sealed_for(wish.candidacy),
            candidacy=wish.candidacy,
            tier=wish.tier,
            together_with=wish.together_with,
            private=InWords(reason=wish.reason),
        ),
    )


def record_use(candidacy: Candidacy, wish: RecordUse, seen: Seen) -> tuple[UseRecorded, ...]:
    """R38: it happened, whether or not it should have; without valid reviews it is flagged."""
    if any(post is wish.post and seen.is_of(made) for post, made in candidacy.used):
        return ()
    hold(steps.USE_RULES, candidacy, wish, seen)
    why = InWords(reason=wish.reason)
    return (
        UseRecorded(
            sealed_for=sealed_for(wish.candidacy), candidacy=wish.candidacy, post=wish.post, private=why
        ),
    )


def elect_early(candidacy: Candidacy, wish: ElectEarly, seen: Seen) -> tuple[SecretaryElectedEarly, ...]:
    """R39: before the general election; without valid reviews it is flagged like any use."""
    if any(post is Post.SECRETARY and seen.is_of(made) for post, made in candidacy.used):
        return ()
    hold(steps.EARLY_RULES, candidacy, wish, seen)
    met = EarlyEvidence(tests=wish.tests)
    return (
        SecretaryElectedEarly(sealed_for=sealed_for(wish.candidacy), candidacy=wish.candidacy, private=met),
    )


def leave(candidacy: Candidacy, wish: ExitReserve, seen: Seen) -> tuple[ReserveExited, ...]:
    """Out of the reserve, never for a quota's sake: there is no such reason."""
    if seen.is_of(candidacy.exited) and candidacy.why is wish.why:
        return ()
    hold(steps.EXIT_RULES, candidacy, wish, seen)
    why = InWords(reason=wish.reason)
    return (
        ReserveExited(
            sealed_for=sealed_for(wish.candidacy), candidacy=wish.candidacy, why=wish.why, private=why
        ),
    )


def record_earlier(
    candidacy: Candidacy, wish: RecordEarlierReview, seen: Seen
) -> tuple[EarlierReviewRecorded, ...]:
    """A review from paper: it holds from its own date, under old rules until somebody accepts it."""
    known = candidacy.review(wish.stage)
    if known and seen.is_of(known.made) and known.outcome is wish.outcome:
        return ()
    hold(steps.EARLIER_RULES, candidacy, wish, seen)
    return (
        EarlierReviewRecorded(
            sealed_for=sealed_for(wish.candidacy),
            candidacy=wish.candidacy,
            stage=wish.stage,
            outcome=wish.outcome,
            private=InWords(reason=wish.reason),
        ),
    )


def accept_earlier(
    candidacy: Candidacy, wish: AcceptEarlierReview, seen: Seen
) -> tuple[EarlierReviewAccepted, ...]:
    """Good under the rules in force, by a named person."""
    known = candidacy.review(wish.stage)
    if known and (known.rules, known.from_then) == (seen.rules.version, seen.on):
        return ()
    hold(steps.ACCEPTING_RULES, candidacy, wish, seen)
    why = InWords(reason=wish.reason)
    return (
        EarlierReviewAccepted(
            sealed_for=sealed_for(wish.candidacy), candidacy=wish.candidacy, stage=wish.stage, private=why
        ),
    )
