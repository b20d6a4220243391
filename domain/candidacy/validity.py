"""How long a review holds: through the rules' months, and only until a version changes what it looked at."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from domain.candidacy.events import Outcome
from domain.candidacy.state import Candidacy, Review
from domain.rule_set import RuleSetPublished, in_force
from domain.vetting_rules import Stage, months_later

STAGES = (Stage.SCREENING, Stage.JOINT_REVIEW)


def expires_after(review: Review, stage: Stage, published: Sequence[RuleSetPublished]) -> date:
    """The last day of its months, counted from the review by the rules of its own day."""
    rules = in_force(published, review.made.on)
    return months_later(review.made.on, rules.rules.vetting.months(stage)) if rules else review.made.on


def old_from(review: Review, stage: Stage, published: Sequence[RuleSetPublished]) -> date | None:
    """The first day on which it stands under old rules; None while nothing it looked at has changed.

    Old once, it stays old until it is accepted or done again, even where a later version goes back.
    """
    under = next((p for p in published if p.version == review.rules), None)
    if under is None:
        return date.min
    vetting = under.rules.vetting
    later = {p.effective_from for p in published if p.effective_from > review.from_then}
    for day in (review.from_then, *sorted(later)):
        now = in_force(published, day)
        if now is None:
            return day
        if (
            now is under or now.rules.vetting == vetting
        ):  # equal rules look at the same; what they do takes long to say
            continue
        if now.rules.vetting.looked_at(stage) != vetting.looked_at(stage):
            return day
    return None


def holds_through(review: Review, stage: Stage, published: Sequence[RuleSetPublished]) -> date | None:
    """The last day on which it clears; None where it never does."""
    if review.outcome is not Outcome.CLEAR:
        return None
    end, old = expires_after(review, stage, published), old_from(review, stage, published)
    if old is None or old > end:
        return end
    return old - timedelta(days=1) if old > review.made.on else None


def reviewed_through(candidacy: Candidacy, published: Sequence[RuleSetPublished]) -> date | None:
    """The last day on which both reviews hold; None where they do not."""
    ends = [
        holds_through(review, stage, published) if (review := candidacy.review(stage)) else None
        for stage in STAGES
    ]
    known = [end for end in ends if end]
    return min(known) if len(known) == len(STAGES) else None


def held_on(candidacy: Candidacy, published: Sequence[RuleSetPublished], day: date) -> bool:
    """Whether both reviews were done and in force on a day: of each stage the last one up to then."""
    return all(_held(candidacy, stage, published, day) for stage in STAGES)


def _held(candidacy: Candidacy, stage: Stage, published: Sequence[RuleSetPublished], day: date) -> bool:
    done = [r for s, r in (*candidacy.past, *candidacy.reviews.items()) if s is stage and r.made.on <= day]
    last = max(reversed(done), key=lambda review: review.made.on, default=None)
    through = holds_through(last, stage, published) if last else None
    return through is not None and through >= day


def cleared_through(candidacies: Iterable[Candidacy], published: Sequence[RuleSetPublished]) -> date | None:
    """The last day on which one human being's candidacies for one village are cleared: admitted, both reviews valid."""
    mine = list(candidacies)
    if any(c.over for c in mine):
        return None
    ends = [reviewed_through(c, published) for c in mine if c.admitted and c.standing]
    return max((end for end in ends if end), default=None)
