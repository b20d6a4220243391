"""Random histories, asked twice: by the fast answers, and by plain loops over the events and over the graph."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projections.answer import Counting
from projections.contact_due import contact_due
from projections.coverage import coverage, villages_lacking_reserves
from projections.disputes import DisputeKind, disputes
from projections.due_process import due_process
from projections.growing import mature_outside, tier_stuck
from projections.mentor_gaps import mentor_gaps
from projections.mentor_loads import mentor_loads
from projections.ops import RANK
from projections.oracle import GraphScan, Recount
from projections.oracle import recounted as by_hand
from projections.oracle import recounted_mentors as mentors_by_hand
from projections.oracle import recounted_surveys as surveys_by_hand
from projections.oracle.recounted_due import due_rows
from projections.oracle.recounted_growing import mature_rows, short_rows, stuck_rows
from projections.oracle.recounted_people import people_who
from projections.people import PeopleFilter, TermsMet, people
from projections.reviews import reviews
from projections.structure import structure
from projections.suggestions import suggestions
from projections.surveying.balance import survey_balance
from projections.surveying.plans import PlanState, village_plans
from projections.surveying.progress import survey_progress
from projections.training_short import training_short
from projections.world import World
from tests.given import COUNTY, COUNTY_VIEWER, NORTH, SOUTH
from tests.projections.scripts import VILLAGES, Step, played, scripts
from tests.projections.worlds import lived_through

REGIONS = ["99", "9901", COUNTY, NORTH, SOUTH, VILLAGES[0]]
DATES = [date(2026, 6, 30), date(2026, 8, 1), date(2025, 1, 1)]


def every_page(ask: Any, world: World, first: int = 2, **how: Any) -> tuple[list[Any], Any]:
    """All nodes of a list, two at a time, and its last page."""
    nodes: list[Any] = []
    after = None
    while True:
        page = ask(world, COUNTY_VIEWER, first=first, after=after, **how)
        nodes += page.nodes
        if not page.has_next:
            assert page.total == len(nodes)
            return nodes, page
        after = page.end_cursor


def fields(struct: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(struct, name) for name in names}


@pytest.mark.parametrize("counting", Counting)
@settings(max_examples=150)
@given(script=scripts, on=st.sampled_from(DATES))
def test_coverage_equals_a_recount_of_the_events(counting: Counting, script: list[Step], on: date) -> None:
    history = played(script)
    world, told = lived_through(history, on), Recount(history.as_read_later(), on)
    scan = GraphScan(world.graph.export(), world.index.policies, on)
    for region in REGIONS:
        rows, page = every_page(villages_lacking_reserves, world, region=region, counting=counting)
        naive = by_hand.village_rows(told, region, counting)
        assert [fields(row, *naive[0]) for row in rows] == naive if naive else rows == []
        lacks = [(RANK[row.classification], -row.short_by, row.code) for row in rows]
        assert lacks == scan.lacking(region, counting)
        assert page.nobody_cleared_yet is not any(
            told.cleared(c) for c in told.register if c.startswith(region)
        )

        totals, sums = (
            coverage(world, COUNTY_VIEWER, region=region, counting=counting),
            by_hand.totals(told, region, counting),
        )
        assert [fields(row, *sums["by_class"][0]) for row in totals.by_class] == sums["by_class"]
        del sums["by_class"]
        assert fields(totals, *sums) == sums
        scanned = scan.totals(region)
        assert [fields(row, *scanned["by_class"][0]) for row in totals.by_class] == scanned.pop("by_class")
        assert fields(totals, *scanned) == scanned


@pytest.mark.parametrize("counting", Counting)
@settings(max_examples=100)
@given(script=scripts, on=st.sampled_from(DATES))
def test_structure_equals_adding_and_exchanging_one_by_one(
    counting: Counting, script: list[Step], on: date
) -> None:
    history = played(script)
    told = Recount(history.as_read_later(), on)
    found = structure(lived_through(history, on), COUNTY_VIEWER, counting=counting)
    assert [t.township.code for t in found.townships] == sorted(told.townships)
    everybody = set()
    for row in found.townships:
        naive = by_hand.township_structure(told, row.township.code, counting)
        assert row.reserves == naive["reserves"]
        quotas = [
            {
                **fields(q, "code", "required", "present", "short_by_replacing", "short_by_adding"),
                "could_change_it": [ref.id for ref in q.could_change_it],
            }
            for q in row.quotas
        ]
        assert quotas == naive["quotas"]
        counts = told.roster if counting is Counting.ON_ROSTER else told.cleared
        everybody |= {
            s.id for code in told.register if code.startswith(row.township.code) for s in counts(code)
        }
    assert found.reserves == len(everybody)


@settings(max_examples=150)
@given(script=scripts)
def test_mentor_loads_equal_a_search_by_name(script: list[Step]) -> None:
    history = played(script)
    world, told = lived_through(history), Recount(history.as_read_later(), DATES[0])
    scan = GraphScan(world.graph.export(), world.index.policies, DATES[0])
    for region in REGIONS:
        rows, page = every_page(mentor_loads, world, region=region)
        loads = [(-row.load, row.mentor.id) for row in rows]
        assert loads == mentors_by_hand.mentor_rows(told, region)
        assert loads == scan.mentors(region)
        assert page.unmentored == scan.unmentored(region)
    named = {
        (n.mentor, reserve, code)
        for reserve, candidacies in world.fold.mentoring.items()
        for code, names in candidacies.items()
        for n in names
        if n.mentor
    }
    assert named == mentors_by_hand.pairings(told)


@settings(max_examples=100)
@given(script=scripts, on=st.sampled_from(DATES))
def test_due_talks_and_missing_mentors_equal_a_walk_over_all_pairs(script: list[Step], on: date) -> None:
    history = played(script)
    world, told = lived_through(history), Recount(history.as_read_later(), on)
    world.advance(on)
    scan = GraphScan(world.graph.export(), world.index.policies, on)
    for region in REGIONS:
        rows, page = every_page(contact_due, world, region=region)
        naive = mentors_by_hand.contacts(told, region)
        late = [(row.since, row.reserve.id, row.never) for row in rows]
        assert (late, page.reserves, page.paired, page.paired_by_ledger_only) == (
            naive["late"], naive["counted"], naive["paired"], naive["named"],
        )  # fmt: skip
        assert [(since, who) for since, who, _ in late] == scan.late(region)
        assert all(row.late and row.days > page.every_days for row in rows)
        gaps, gap_page = every_page(mentor_gaps, world, region=region)
        found = [
            {
                "code": row.village.code,
                "missing": {r.reserve.id: [*r.missing] for r in row.reserves},
                "no_mature": row.no_mature,
            }
            for row in gaps
        ]
        by_hand_gaps = [
            {key: row[key] for key in ("code", "missing", "no_mature")}
            for row in mentors_by_hand.gaps(told, region)
        ]
        assert found == by_hand_gaps
        assert gap_page.lacking_mentors == sum(1 for row in found if any(row["missing"].values()))


@settings(max_examples=150)
@given(script=scripts, on=st.sampled_from(DATES))
def test_surveys_and_plans_equal_a_count_of_each_villages_events(script: list[Step], on: date) -> None:
    history = played(script)
    world, told = lived_through(history), Recount(history.as_read_later(), on)
    world.advance(on)
    for region in REGIONS:
        found = survey_progress(world, COUNTY_VIEWER, region=region)
        naive = surveys_by_hand.progress(told, region)
        groups = [fields(group, *naive["groups"][0]) for group in found.total.groups]
        assert groups == naive.pop("groups")
        assert fields(found.total, *naive) == naive
        rows, page = every_page(survey_balance, world, region=region)
        assert [row.village.code for row in rows] == surveys_by_hand.balance(told, region)
        assert [list(row.unheard) for row in rows] == [
            surveys_by_hand.unheard(told, row.village.code) for row in rows
        ]
        assert (page.unheard, page.cadres_above_all) == (naive["unheard"], naive["cadres_above_all"])
        plans, _ = every_page(village_plans, world, region=region)
        states = [(row.village.code, row.state is PlanState.OVERDUE) for row in plans]
        assert states == surveys_by_hand.plans(told, region)


@settings(max_examples=150)
@given(script=scripts)
def test_suggestions_and_disputes_equal_a_comparison_of_all_with_all(script: list[Step]) -> None:
    history = played(script)
    world, told = lived_through(history), Recount(history.as_read_later(), DATES[0])
    pairs, _ = every_page(suggestions, world)
    assert {(row.person.person.id, row.other.person.id) for row in pairs} == by_hand.same_name_pairs(told)
    open_, _ = every_page(disputes, world)
    whole = {(d.person.id, d.fact.field) for d in open_ if d.kind is DisputeKind.FIELD}
    assert by_hand.disputed(told) <= whole
    rows = {(d.person.id, d.row.origin.position) for d in open_ if d.row}
    assert len(rows) == sum(1 for soul in told.souls for c in soul.claims if by_hand.is_waiting(soul, c))


@settings(max_examples=100)
@given(
    script=scripts,
    on=st.sampled_from(DATES),
    bounds=st.sampled_from([(None, None), (None, 33), (33, None), (30, 36)]),
    sex=st.sampled_from([None, "female"]),
    general=st.booleans(),
    new=st.booleans(),
)
def test_people_equal_a_trial_of_every_possible_birthday(
    script: list[Step], on: date, bounds: tuple[Any, Any], sex: Any, general: bool, new: bool
) -> None:
    history = played(script)
    world, told = lived_through(history, on), Recount(history.as_read_later(), on)
    wanted = PeopleFilter(
        age_from=bounds[0],
        age_to=bounds[1],
        sex=sex,
        terms=TermsMet.GENERAL if general else None,
        not_yet_considered=new,
    )
    for region in REGIONS:
        rows, page = every_page(people, world, region=region, wanted=wanted)
        found, unknown = people_who(
            told, region, age_from=bounds[0], age_to=bounds[1], sex=sex, general=general, new=new
        )
        assert ({row.person.id for row in rows}, page.unknown_ages) == (found, unknown)


@settings(max_examples=100)
@given(script=scripts, on=st.sampled_from(DATES))
def test_reviews_equal_a_trial_of_every_day(script: list[Step], on: date) -> None:
    history = played(script)
    world, told = lived_through(history, on), Recount(history.as_read_later(), on)
    for region in REGIONS:
        rows, page = every_page(reviews, world, region=region)
        naive = by_hand.review_rows(told, region)
        assert [(r.village.code, r.person.id, {str(s) for s in r.states}) for r in rows] == naive
        names = ["INCOMPLETE", "EXPIRED", "OLD_RULES", "USED_WITHOUT_REVIEW", "CARRIED_OVER"]
        assert list(page.by_state) == [sum(name in wrong for *_, wrong in naive) for name in names]


@settings(max_examples=200)
@given(script=scripts, on=st.sampled_from(DATES))
def test_what_due_process_owes_equals_a_walk_over_every_event(script: list[Step], on: date) -> None:
    history = played(script)
    world, told = lived_through(history), Recount(history.as_read_later(), on)
    world.advance(on)
    for region in REGIONS:
        rows, page = every_page(due_process, world, region=region)
        naive = due_rows(told, region)
        found = sorted(
            (row.due_on, row.village.code, str(row.matter), _which(row), str(row.step), str(row.person.id))
            for row in rows
        )
        assert found == [
            (due, code, matter, "" if matter == "agency" else which, step, who)
            for due, code, matter, which, step, who in naive
        ]
        assert [row.due_on for row in rows] == sorted(row.due_on for row in rows)
        assert page.overdue == sum(due < on for due, *_ in naive)
        assert page.objections == sum(matter == "objection" for _, _, matter, *_ in naive)


def _which(row: Any) -> str:
    return str(row.number) if row.number else ""


LATER = [*DATES, date(2027, 2, 10), date(2027, 2, 11), date(2027, 12, 1)]
"""The second is twelve months after a day on which tiers are set."""


@settings(max_examples=200)
@given(script=scripts, on=st.sampled_from(LATER))
def test_who_is_ready_and_whose_tier_is_stuck_equal_a_count_of_months(script: list[Step], on: date) -> None:
    history = played(script)
    world, told = lived_through(history), Recount(history.as_read_later(), on)
    world.advance(on)
    for region in REGIONS:
        ready, _ = every_page(mature_outside, world, region=region)
        naive = mature_rows(told, region)
        assert [(row.village.code, row.person.id) for row in ready] == [(code, who) for _, code, who in naive]
        assert [row.early_election for row in ready] == [rank < 2 for rank, *_ in naive]
        stuck, _ = every_page(tier_stuck, world, region=region)
        assert sorted((row.since, row.village.code, row.person.id) for row in stuck) == stuck_rows(
            told, region
        )
        short, _ = every_page(training_short, world, region=region)
        assert [(row.days, row.person.id) for row in short] == short_rows(told, region)
        assert [row.stuck_after for row in stuck] == sorted(row.stuck_after for row in stuck)
