"""Reviews that are incomplete, expired or under old rules, and people used without one (question 3)."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

import msgspec

from domain.candidacy import Candidacy
from domain.candidacy.events import Outcome
from domain.candidacy.rules.reviewing import waiting_for
from domain.candidacy.validity import (
    STAGES,
    expires_after,
    held_on,
    holds_through,
    old_from,
    reviewed_through,
)
from domain.grades import Viewer
from domain.ids import CandidacyId
from domain.rule_set import RuleSetPublished
from domain.vetting_rules import Stage
from projections.answer import PersonRef, RegionRef, Stamp, VillageRef
from projections.cursors import page_size, read_cursor, write_cursor
from projections.fold import Candidate, Human
from projections.scope import people_in, person_ref, region_of, region_ref, stamp, village_ref
from projections.world import World

QUESTION = "reviews"


class ReviewState(StrEnum):
    """What is wrong with the reviews behind one candidacy."""

    INCOMPLETE = "INCOMPLETE"
    """On the roster, and a stage has no clear conclusion."""
    EXPIRED = "EXPIRED"
    OLD_RULES = "OLD_RULES"
    """Done under rules that have since changed in what it looked at, or that nobody has named yet."""
    USED_WITHOUT_REVIEW = "USED_WITHOUT_REVIEW"
    """Elected to a committee on a day on which the reviews did not both hold."""
    CARRIED_OVER = "CARRIED_OVER"
    """Reviewed in a cycle that has since been closed: to be reviewed again, cleared until then."""


class StageLine(msgspec.Struct, frozen=True, kw_only=True):
    """One stage: the day of its clear conclusion and the last day on which it holds; None: there is none."""

    stage: Stage
    reviewed_on: date | None
    through: date | None


class ReviewRow(msgspec.Struct, frozen=True, kw_only=True):
    """One candidacy with something to do. `waiting_for`: agencies whose answer is pending, deferred ones among them."""

    candidacy: CandidacyId
    person: PersonRef
    village: VillageRef
    states: tuple[ReviewState, ...]
    stages: tuple[StageLine, ...]
    waiting_for: tuple[str, ...]


class ReviewsPage(msgspec.Struct, frozen=True, kw_only=True):
    """By village, then person."""

    stamp: Stamp
    region: RegionRef
    nodes: tuple[ReviewRow, ...]
    total: int
    by_state: tuple[int, ...]
    """In the order of ReviewState; one candidacy may be in several."""
    has_next: bool
    cursors: tuple[str, ...]

    @property
    def end_cursor(self) -> str | None:
        """Where the next page goes on."""
        return self.cursors[-1] if self.cursors else None


def reviews(
    world: World, viewer: Viewer, *, region: str | None = None, first: int = 50, after: str | None = None
) -> ReviewsPage:
    """A page of the candidacies of a region whose reviews need doing. O(people of the region).

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, PAGE_SIZE, CURSOR_FOREIGN, ROLE_MAY_NOT.
    """
    code = region_of(world, viewer, region)
    size = page_size(first)
    start = read_cursor(QUESTION, (code,), after)
    found = _found(world, code)
    page = [row for row in found if row[0] > start][: size + 1]
    return ReviewsPage(
        stamp=stamp(world, code),
        region=region_ref(world, code),
        nodes=tuple(
            _row(world, viewer, human, candidate, states) for _, human, candidate, states in page[:size]
        ),
        total=len(found),
        by_state=tuple(sum(1 for row in found if state in row[3]) for state in ReviewState),
        has_next=len(page) > size,
        cursors=tuple(write_cursor(QUESTION, (code,), row[0]) for row in page[:size]),
    )


Found = tuple[str, Human, Candidate, tuple[ReviewState, ...]]


def _found(world: World, region: str) -> list[Found]:
    published = world.fold.record.rule_sets
    rows = [
        (f"{candidate.village}{human.id}", human, candidate, states)
        for human in people_in(world, region)
        for candidate in human.candidates.values()
        if candidate.village.startswith(region)
        and (states := states_of(candidate, published, world.on_date, world.cycle.closed_on))
    ]
    return sorted(rows, key=lambda row: row[0])


def states_of(
    candidate: Candidate, published: Sequence[RuleSetPublished], on: date, closed_on: date | None = None
) -> tuple[ReviewState, ...]:
    """In the order of ReviewState; none where all is well or the person is not on the roster and was not used."""
    found = set()
    decided = what_counts(candidate.decisions, published)
    if candidate.on_roster:
        for stage in STAGES:
            found |= _states_of_stage(decided, stage, published, on)
            found |= _carried_over(decided, stage, on, closed_on)
    used_on = {made.on for c in candidate.decisions for _, made in c.used}
    if any(not any(held_on(c, published, day) for c in candidate.decisions) for day in used_on):
        found.add(ReviewState.USED_WITHOUT_REVIEW)
    return tuple(state for state in ReviewState if state in found)


def what_counts(decisions: Sequence[Candidacy], published: Sequence[RuleSetPublished]) -> Candidacy:
    """Of several merged records' candidacies, the admitted one whose reviews hold longest; the first of equals."""
    return max(
        decisions,
        key=lambda c: (c.admitted is not None, reviewed_through(c, published) or date.min),
        default=Candidacy(),
    )


def _states_of_stage(
    candidacy: Candidacy, stage: Stage, published: Sequence[RuleSetPublished], on: date
) -> set[ReviewState]:
    review = candidacy.review(stage)
    if review is None or review.outcome is not Outcome.CLEAR:
        return {ReviewState.INCOMPLETE}
    found = set()
    if expires_after(review, stage, published) < on:
        found.add(ReviewState.EXPIRED)
    old = old_from(review, stage, published)
    if old is not None and old <= max(on, review.made.on):
        found.add(ReviewState.OLD_RULES)
    return found


def _carried_over(candidacy: Candidacy, stage: Stage, on: date, closed_on: date | None) -> set[ReviewState]:
    """Whoever was looked at before the last cycle was closed; a review after it is of the next."""
    review = candidacy.review(stage)
    over = closed_on is not None and closed_on <= on and review is not None and review.made.on <= closed_on
    return {ReviewState.CARRIED_OVER} if over else set()


def _row(
    world: World, viewer: Viewer, human: Human, candidate: Candidate, states: tuple[ReviewState, ...]
) -> ReviewRow:
    published = world.fold.record.rule_sets
    decided = what_counts(candidate.decisions, published)
    agencies = world.rules.vetting.asked_agencies() if world.rules else ()
    open_ = decided.proposed is not None and not decided.concluded and not decided.over
    return ReviewRow(
        candidacy=candidate.id,
        person=person_ref(viewer, human),
        village=village_ref(world, candidate.village),
        states=states,
        stages=tuple(_stage(decided, stage, published) for stage in STAGES),
        waiting_for=tuple(waiting_for(decided, agencies)) if open_ else (),
    )


def _stage(candidacy: Candidacy, stage: Stage, published: Sequence[RuleSetPublished]) -> StageLine:
    review = candidacy.review(stage)
    clear = review if review and review.outcome is Outcome.CLEAR else None
    return StageLine(
        stage=stage,
        reviewed_on=clear.made.on if clear else None,
        through=holds_through(clear, stage, published) if clear else None,
    )
