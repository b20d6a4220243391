"""Question 3, a decision with what it rested on, and a deferral that looks like silence."""

from datetime import date

import msgspec
import pytest

from domain.event import EVENT_TYPES
from domain.refusal import Refusal
from projections.answers import plain
from projections.decisions import decision
from projections.due_process import due_process
from projections.history import history
from projections.history_words import words_of
from projections.reviews import ReviewState, reviews
from tests.given import (
    COUNTY_VIEWER,
    NORTH,
    NORTH_VIEWER,
    SOUTH,
    SOUTH_VIEWER,
    TODAY,
    VETTING,
    Given,
    village,
)
from tests.projections.worlds import world_of

A = village(NORTH, 0)
MARCH = date(2026, 3, 1)
WITH_CASE = msgspec.structs.replace(COUNTY_VIEWER, case="案1")


def one() -> Given:
    given = Given().county()
    given.member("pe_1", A, name="王芳", birth="1990-05")
    return given


def states(given: Given, on: date) -> list[tuple[ReviewState, ...]]:
    return [row.states for row in reviews(world_of(given, on), COUNTY_VIEWER).nodes]


def test_a_reserve_needs_nothing_until_a_review_expires() -> None:
    given = one()
    given.admits("pe_1", A, MARCH)
    assert states(given, date(2027, 3, 1)) == []
    assert states(given, date(2027, 3, 2)) == [(ReviewState.EXPIRED,)]


def test_whoever_is_only_listed_is_incomplete_and_use_without_review_stays_after_the_exit() -> None:
    given = one()
    given.reserve("pe_1", A)
    assert states(given, MARCH) == [(ReviewState.INCOMPLETE,)]
    given.decides("pe_1", A, "used", MARCH)
    assert states(given, MARCH) == [(ReviewState.INCOMPLETE, ReviewState.USED_WITHOUT_REVIEW)]
    given.decides("pe_1", A, "exited", MARCH)
    assert states(given, MARCH) == [(ReviewState.USED_WITHOUT_REVIEW,)]


def test_a_later_review_or_a_new_proposal_does_not_make_an_earlier_use_wrong() -> None:
    given = one()
    given.admits("pe_1", A, MARCH)
    given.decides("pe_1", A, "used", date(2026, 4, 1))
    given.decides("pe_1", A, "screened clear", date(2026, 5, 1))
    assert states(given, date(2026, 5, 2)) == []
    given.decides("pe_1", A, "exited", date(2026, 5, 3))
    given.decides("pe_1", A, "proposed", date(2026, 5, 4))
    assert states(given, date(2026, 5, 5)) == [(ReviewState.INCOMPLETE,)]


def test_a_review_entered_late_heals_a_use_that_it_came_before() -> None:
    given = one()
    given.reserve("pe_1", A)
    given.decides("pe_1", A, "used", date(2026, 4, 1))
    for stage in ("screening", "joint review"):
        given.decides("pe_1", A, f"earlier {stage}", MARCH)
        given.decides("pe_1", A, f"accepted {stage}", date(2026, 5, 1))
    assert states(given, date(2026, 5, 2)) == []


def test_an_earlier_review_is_under_old_rules_until_accepted() -> None:
    given = one()
    for what in ("proposed", "earlier screening", "earlier joint review"):
        given.decides("pe_1", A, what, MARCH)
    assert states(given, MARCH) == [(ReviewState.OLD_RULES,)]
    given.decides("pe_1", A, "accepted screening", MARCH)
    given.decides("pe_1", A, "accepted joint review", MARCH)
    assert states(given, MARCH) == []


@pytest.mark.parametrize("viewer", [COUNTY_VIEWER, NORTH_VIEWER])
def test_a_deferral_looks_like_silence_in_history_and_reviews(viewer: object) -> None:
    silent, deferred = one(), one()
    for given in (silent, deferred):
        given.decides("pe_1", A, "proposed", MARCH)
    last = deferred.decides("pe_1", A, "deferred", MARCH)
    answers = []
    for given in (silent, deferred):
        world = world_of(given)
        found = history(world, viewer, "pe_1"), reviews(world, viewer)  # type: ignore[arg-type]
        answers.append([[plain(node) for node in page.nodes] for page in found])
    assert answers[0] == answers[1]
    assert "DISCIPLINE" in reviews(world_of(deferred), COUNTY_VIEWER).nodes[0].waiting_for
    with pytest.raises(Refusal) as refusal:
        decision(world_of(deferred), viewer, last.event_id)  # type: ignore[arg-type]
    assert refusal.value.code == "DECISION_UNKNOWN"
    told = decision(world_of(deferred), WITH_CASE, last.event_id)
    assert {part.name: part.value for part in told.parts}["answer"] == "defer"


def test_a_decision_shows_what_it_rested_on_and_masks_by_grade() -> None:
    given = one()
    given.decides("pe_1", A, "proposed", MARCH)
    screened = given.decides("pe_1", A, "screened not clear", MARCH)
    world = world_of(given)
    told = decision(world, COUNTY_VIEWER, screened.event_id)
    assert [[line.topic for line in r.events] for r in told.rested_on] == [["candidacy.proposed.v1"]]
    assert {part.value for part in told.parts if part.masked} == {None}
    assert told.sensitive_fields == ()
    open_ = decision(world, WITH_CASE, screened.event_id)
    assert {part.name: part.value for part in open_.parts} == {
        "outcome": "not_clear",
        "items": "NL02",
        "reason": "经查",
    }
    assert open_.sensitive_fields == ("decision_reason", "review_finding")
    township = msgspec.structs.replace(NORTH_VIEWER, case="案1")
    seen = {part.name: part.value for part in decision(world, township, screened.event_id).parts}
    assert (seen["outcome"], seen["items"], seen["reason"]) == (None, None, "经查")
    with pytest.raises(Refusal):
        decision(world, SOUTH_VIEWER, screened.event_id)


def test_every_decision_has_its_words_and_quotes_nothing() -> None:
    for what, event in VETTING.items():
        said = event(sealed_for="person:pe_1", candidacy=f"ca_1_{A}")
        en, zh = words_of(said)
        assert EVENT_TYPES[said.TOPIC] is type(said), what
        assert said.TOPIC not in en
        assert "经查" not in zh + en
        assert "NL02" not in zh + en


def test_an_objection_about_a_withdrawn_listing_is_the_countys_matter_alone() -> None:
    given = Given().county()
    given.reserve("pe_1", village(NORTH, 0))
    given.objects("pe_1", village(NORTH, 0), TODAY)
    given.member("pe_1", village(SOUTH, 0), import_id="im_2")
    assert due_process(world_of(given), NORTH_VIEWER).total == 1
    given.undo("im_1")
    assert due_process(world_of(given), NORTH_VIEWER).total == 0
    assert due_process(world_of(given), COUNTY_VIEWER).total == 1
