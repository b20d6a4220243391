"""Random histories of answers, contacts, watch lists and ties, asked twice: fast, and by a walk over everything."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.election_cycle.events import CycleReason, ElectionDatesSet
from domain.ids import RegionCode
from domain.rule_set import CandidacyGate, Post, PostGate
from projections.answer import Counting
from projections.mobilising.incumbents import incumbents_leaving
from projections.mobilising.natives import NativesFilter, natives_outside
from projections.mobilising.ties import recorded_ties
from projections.mobilising.unwilling import excellent_unwilling, outreach_due
from projections.mobilising.watched import watch_list
from projections.ops import EdgeKind
from projections.oracle import Recount
from projections.oracle import recounted_mobilising as by_hand
from projections.scope import visible
from tests.example_rules import RULES
from tests.given import COUNTY, COUNTY_VIEWER, SOUTH, Given
from tests.projections.scripts import VILLAGES, Step, played, scripts
from tests.projections.test_every_answer_equals_the_naive_one import DATES, REGIONS, every_page
from tests.projections.worlds import lived_through


def with_a_gate(history: Given, day: date | None) -> Given:
    """At 35 on a fixed day, so that people of the scripts lie on both sides of it."""
    gate = CandidacyGate(posts={Post.SECRETARY: PostGate(age_max_continuing=35)}, counted_on=day)
    history.rules(replace(RULES, candidacy_gate=gate), version=99, effective_from=date(2024, 1, 1))
    history.rules(replace(RULES, candidacy_gate=gate), version=100, effective_from=date(2026, 6, 1))
    dates = {RegionCode(SOUTH): date(2026, 11, 20), RegionCode(VILLAGES[0]): date(2026, 6, 30)}
    event = ElectionDatesSet(
        sealed_for=f"county:{COUNTY}", election_dates=dates, private=CycleReason(reason="定")
    )
    history.add(f"election_cycle:{COUNTY}", event, region=COUNTY, valid_at=date(2026, 6, 1))
    return history


gate_days = st.sampled_from([None, date(2026, 10, 31), date(2026, 5, 24)])


@settings(max_examples=150)
@given(script=scripts, on=st.sampled_from(DATES), gate=gate_days)
def test_who_leaves_and_who_is_won_equals_a_walk_over_all_answers(
    script: list[Step], on: date, gate: date | None
) -> None:
    history = with_a_gate(played(script), gate)
    world, told = lived_through(history), Recount(history.as_read_later(), on)
    world.advance(on)
    for region in REGIONS:
        rows, page = every_page(incumbents_leaving, world, region=region)
        naive = by_hand.incumbents(told, region)
        assert [(row.standing.value, row.village.code, row.incumbent.id) for row in rows] == naive
        assert (page.leaving, page.not_asked, page.unknown) == tuple(
            sum(1 for row in naive if row[0] == standing) for standing in ("LEAVING", "NOT_ASKED", "UNKNOWN")
        )
        people, asked = every_page(excellent_unwilling, world, region=region)
        found = [(row.stopped, row.next_on or date.max, row.person.id) for row in people]
        assert found == by_hand.unwilling(told, region)
        assert asked.due == sum(not stopped and day <= on for stopped, day, _ in found)
        rates = {r.channel.value: (r.contacts, r.settled) for r in asked.rates if r.contacts}
        assert rates == {
            way: (n, settled) for way, (n, settled, _) in by_hand.rates(told, region).items() if n
        }


@settings(max_examples=100)
@given(script=scripts, on=st.sampled_from(DATES), counting=st.sampled_from(Counting))
def test_natives_watch_lists_and_ties_equal_a_walk_over_everybody(
    script: list[Step], on: date, counting: Counting
) -> None:
    history = played(script)
    world, told = lived_through(history), Recount(history.as_read_later(), on)
    world.advance(on)
    for region in REGIONS:
        rows, _ = every_page(natives_outside, world, region=region, wanted=NativesFilter(counting=counting))
        naive = by_hand.natives(told, region, counting)
        names = ("short_by", "willing", "relation_elsewhere", "due")
        assert [(row.person.id, *(getattr(row, n) for n in names)) for row in rows] == [
            (row["id"], *(row[n] for n in names)) for row in naive
        ]
        entries, _ = every_page(watch_list, world, region=region)
        assert [(row.village.code, row.who.person.id) for row in entries] == by_hand.watched(told, region)
        ties, page = every_page(recorded_ties, world, region=region)
        found = {_pair(row): {village.code for village in row.same_matter} for row in ties}
        assert len(found) == page.total
        assert found == by_hand.tied_with_parts(told, region)
    every = world.graph.export().edges(keys=True)
    edges = {(one.key, other.key) for one, other, (kind, _) in every if kind is EdgeKind.TIED_TO}
    assert edges == by_hand.tied(told)
    assert all(visible(world, COUNTY_VIEWER, human) for human in world.fold.humans.values())
    steps = outreach_due(world, COUNTY_VIEWER, "", on)
    assert all(row.due for row in steps)


def _pair(row: Any) -> tuple[str, str]:
    one, other = sorted((str(row.person.id), str(row.other.id)))
    return one, other
