"""From events to the proposal: as good as trying all, whoever the people are, in any process, and no hang."""

import json
import math
import os
import subprocess
import sys
from collections import Counter
from fractions import Fraction
from typing import Any

import networkx as nx
import pytest

from projections.answer import Counting
from projections.world import World
from services.pairing.proposal import objective_of as part_objective
from services.pairing.proposal import total_of
from services.proposing.costs import cost_of
from services.proposing.export import pairing_document
from services.proposing.proposing import Proposed, Wanted, propose_for
from tests.given import COUNTY_VIEWER, NORTH, NORTH_VIEWER, Given, village
from tests.projections.worlds import world_of
from tests.services.pairing.cases import best_by_trying_all, changes_first, connected, seeds, value
from tests.services.proposing.small_counties import PAIRING_RULES, by_hand, invented, told

EVERYBODY = Counting.ON_ROSTER


def proposed(given: Given | World, **wanted: Any) -> Proposed:
    world = given if isinstance(given, World) else world_of(given)
    return propose_for(world, COUNTY_VIEWER, Wanted(counting=EVERYBODY, **wanted))


def test_a_proposal_is_as_good_as_trying_all_pairs_of_the_facts() -> None:
    for seed in seeds(150):
        county = invented(seed)
        found, hand = proposed(told(county)), by_hand(county)
        best = [best_by_trying_all(hand, part) for part in connected(hand)]
        reached = [value(part_objective(solved)) for solved in found.proposal.solved]
        assert sorted(reached) == sorted(b for b in best if b), f"seed {seed}"
        assert found.doubts == (), f"seed {seed}"


def test_the_fewest_moves_are_as_few_as_trying_all_finds() -> None:
    moved = 0
    for seed in seeds(150):
        county = invented(seed)
        found = proposed(told(county), rebalance=True)
        problem = found.proposal.problem
        best = [best_by_trying_all(problem, part, order=changes_first) for part in connected(problem)]
        assert sum(b[5] for b in best if b) == total_of(map(part_objective, found.proposal.solved)).changed
        assert {(r.reserve, r.role) for r in found.rows} <= set(found.posed.filled), f"seed {seed}"
        moved += len(found.rows)
    assert moved


def test_what_is_counted_again_is_what_the_solver_says() -> None:
    for seed in seeds(100):
        found = proposed(told(invented(seed)))
        assert cost_of(found.proposal.problem, found.proposal.pairs) == found.proposal.objective


def test_sex_ethnicity_and_name_change_nothing() -> None:
    for seed in seeds(40):
        county = invented(seed)
        one = proposed(told(county, name="王", sex="female", ethnicity="han", birth="1990-05"))
        two = proposed(told(county, name="李", sex="male", ethnicity="zhuang", birth="1971-01"))
        assert one.rows == two.rows
        assert one.proposal.problem == two.proposal.problem


def test_the_file_is_the_same_in_every_process() -> None:
    script = (
        "from tests.services.proposing.test_the_best_of_a_county import *;"
        "print(json.dumps(pairing_document(world_of(told(invented(7))), COUNTY_VIEWER, Wanted(counting=EVERYBODY))))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", script],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
        ).stdout
        for hash_seed in ("1", "2")
    }
    assert len(answers) == 1


CHANGED, SQUARES, UNCOVERED = 10**5, 10**8, (10**19, 10**16, 10**13)


def _network(file: dict[str, Any]) -> "nx.DiGraph[str]":
    """One unit a demand: demand → (reserve, mentor) → mentor → slot → sink, or demand → sink, uncovered."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    today = {(row["demand"], row["mentor"]) for row in file["current"]}
    most = sum(reason["points"] for reason in file["policy"]["points"].values())
    share = math.lcm(*(m["capacity"] or 1 for m in file["mentors"]))
    reserve_of = {}
    for demand in file["demands"]:
        reserve_of[demand["id"]] = demand["reserve"]
        graph.add_node(demand["id"], demand=-1)
        graph.add_edge(demand["id"], "sink", capacity=1, weight=UNCOVERED[demand["priority"]])
    for arc in file["arcs"]:
        demand, mentor = arc["demand"], arc["mentor"]
        gate = f"{reserve_of[demand]}|{mentor}"
        changed = ((demand, mentor) not in today) * CHANGED
        graph.add_edge(demand, gate, capacity=1, weight=most - arc["suitability"] + changed)
        graph.add_edge(gate, mentor, capacity=1, weight=0)
    for mentor in file["mentors"]:
        for nth in range(1, mentor["capacity"] + 1):
            slot, unit = f"{mentor['id']}#{nth}", share // mentor["capacity"]
            graph.add_edge(mentor["id"], slot, capacity=1, weight=(2 * nth - 1) * unit * SQUARES)
            graph.add_edge(slot, "sink", capacity=1, weight=0)
    graph.add_node("sink", demand=len(file["demands"]))
    return graph


def _solved_outside(file: dict[str, Any]) -> tuple[list[int], Fraction, Fraction, Fraction]:
    """Coverage, squares, changes and points by networkx from the file alone, without the lowest height."""
    flow = nx.min_cost_flow(_network(file))
    taken = {d["id"]: next(end for end, units in flow[d["id"]].items() if units) for d in file["demands"]}
    missing = [0, 0, 0]
    for demand in file["demands"]:
        missing[demand["priority"]] += taken[demand["id"]] == "sink"
    pairs = {(demand, gate.split("|")[1]) for demand, gate in taken.items() if gate != "sink"}
    loads = Counter(mentor for _, mentor in pairs)
    squares = sum((Fraction(loads[m["id"]] ** 2, m["capacity"] or 1) for m in file["mentors"]), Fraction(0))
    today = {(row["demand"], row["mentor"]) for row in file["current"]}
    points = sum(arc["suitability"] for arc in file["arcs"] if (arc["demand"], arc["mentor"]) in pairs)
    return missing, squares, Fraction(len(today - pairs)), Fraction(points)


def test_an_outsider_reaches_the_same_from_the_file_alone() -> None:
    """Where no part has a lower height than the squares give, all levels agree; else coverage does."""
    agreed = 0
    for seed in seeds(60):
        county = invented(seed)
        document = pairing_document(world_of(told(county)), COUNTY_VIEWER, Wanted(counting=EVERYBODY))
        file = json.loads(json.dumps(document))
        if not file["demands"]:
            continue
        said = {level["level"]: Fraction(level["value"]) for level in file["proposal"]["cost"]}
        missing, squares, changed, points = _solved_outside(file)
        assert missing == [said[f"UNCOVERED_{kind}"] for kind in ("DIFFICULT", "KEY", "ORDINARY")], (
            f"seed {seed}"
        )
        assert squares <= said["SQUARES"], f"seed {seed}"
        if squares == said["SQUARES"]:
            agreed += 1
            assert (changed, points) == (said["CHANGED"], said["POINTS"]), f"seed {seed}"
        assert file["proposal"]["certificateChecked"]
    assert agreed > 40


def test_a_stopped_search_answers_what_it_has_and_says_so() -> None:
    given = Given().county(2, rules=PAIRING_RULES)
    for at in range(6):
        given.reserve(f"pe_r{at}", village(NORTH, at % 2))
        given.registers(f"pe_m{at}", "village_link_leader", township=NORTH, capacity=2)
        given.mentor(f"pe_m{at}", f"师{at}")
    found = proposed(given, work_bound=1)
    assert [remark.code for remark in found.remarks] == ["BOUND_REACHED"]
    assert not found.proposal.is_proved
    assert found.doubts
    assert proposed(given).proposal.is_proved


@pytest.mark.parametrize("capacity", ["61", "99"])
def test_an_absurd_capacity_leaves_that_mentor_out_and_nobody_else(capacity: str) -> None:
    given = Given().county(1, rules=PAIRING_RULES)
    given.reserve("pe_r0", village(NORTH, 0))
    given.reserve("pe_r1", village(NORTH, 0))
    for mentor, places in (("pe_m0", capacity), ("pe_m1", "1")):
        given.mentor(mentor, mentor, township=NORTH, role="village_link_leader", capacity=places)
    given.pairs("pe_r0", village(NORTH, 0), "pe_m0", "village_link_leader")
    found = proposed(given)
    assert [out.code for out in found.posed.left_out] == ["CAPACITY_ABSURD"]
    assert ("pe_r1", "pe_m1") in {(row.person, row.mentor) for row in found.rows}
    assert not any(row.replaces for row in found.rows), "a typing mistake tears no pair apart"


def test_nobody_mentors_themselves_and_who_holds_no_role_is_left_out() -> None:
    given = Given().county(1, rules=PAIRING_RULES)
    given.reserve("pe_0", village(NORTH, 0))
    given.mentor("pe_0", "同一人", village(NORTH, 0), role="village_link_leader")
    given.mentor("pe_m1", "无身份", village(NORTH, 0))
    found = proposed(given)
    assert (found.rows, [out.code for out in found.posed.left_out]) == ((), ["ROLE_MISSING"])
    assert [remark.code for remark in found.remarks] == ["NOBODY_MAY_BE_ASKED"]
    (gap,) = found.gaps
    assert (gap.code, gap.short_by) == ("NOBODY_MAY_BE_ASKED", 1)


def test_an_empty_county_is_an_empty_answer_with_its_reason() -> None:
    given = Given().county(1)
    assert [r.code for r in proposed(given).remarks] == ["NOTHING_ASKED"]
    cleared = propose_for(world_of(given), COUNTY_VIEWER, Wanted())
    assert [r.code for r in cleared.remarks] == ["NOBODY_CLEARED"]


def test_a_township_asks_for_its_own_and_places_taken_elsewhere_are_taken() -> None:
    given = Given().county(1, rules=PAIRING_RULES)
    south = village("990101101", 0)
    given.reserve("pe_n", village(NORTH, 0))
    given.reserve("pe_s", south)
    given.mentor("pe_m", "两边", village(NORTH, 0), south, role="village_link_leader", capacity="1")
    given.pairs("pe_s", south, "pe_m", "village_link_leader")
    world = world_of(given)
    mine = propose_for(world, NORTH_VIEWER, Wanted(counting=EVERYBODY))
    assert [(r.person, r.village) for r in mine.posed.scene.in_need] == [("pe_n", village(NORTH, 0))]
    assert [m.capacity for m in mine.proposal.problem.mentors] == [0]
    (gap,) = mine.gaps
    assert "pe_s" not in gap.message
    assert [row.mentor for row in proposed(world).rows] == ["pe_m"]
