"""Who cannot be served and why, what would relieve them, and what another mentor would cost."""

import itertools
from random import Random
from typing import Any

import msgspec
import networkx as nx

from domain.rule_set import MentorRole, VillageClass
from services.pairing.alternatives import what_it_would_cost
from services.pairing.problem import Arc, Mentor, Pair, Problem, Reserve, Tie
from services.pairing.reasons import shortages, why_uncovered
from services.pairing.relief import relief
from services.pairing.solve import propose
from tests.services.pairing.cases import (
    Demand,
    allowed,
    best_by_trying_all,
    connected,
    medium,
    places,
    seeds,
    small,
    value,
)

LINK = MentorRole.VILLAGE_LINK_LEADER


def _served(problem: Problem, demands: set[Demand], extra: dict[str, int] | None = None) -> int:
    """How many of the demands can be served at once: a flow by networkx, one reserve passing to a mentor once."""
    graph: Any = nx.DiGraph()
    graph.add_nodes_from(("source", "sink"))
    choices = allowed(problem)
    for reserve, role in demands:
        graph.add_edge("source", (reserve, role), capacity=1)
        for mentor in choices[reserve, role]:
            room = places(problem)[mentor] + (extra or {}).get(mentor, 0)
            graph.add_edge((reserve, role), (reserve, mentor), capacity=1)
            graph.add_edge((reserve, mentor), ("mentor", mentor), capacity=1)
            graph.add_edge(("mentor", mentor), "sink", capacity=room)
    return int(nx.maximum_flow_value(graph, "source", "sink"))


def test_a_shortage_is_one_too_many_and_nobody_in_it_is_superfluous() -> None:
    found = 0
    for seed in seeds(150):
        problem = small(seed, 6, 4) if seed % 20 else medium(seed)
        for shortage in shortages(propose(problem)):
            demands = set(shortage.demands)
            if shortage.code == "SHARED_MENTORS":
                found += 1
                assert len(demands) == shortage.places + len(shortage.once) + 1
                assert _served(problem, demands) == len(demands) - 1, f"seed {seed}"
                for demand in demands:
                    assert _served(problem, demands - {demand}) == len(demands) - 1, f"seed {seed}"
            else:
                assert not allowed(problem)[shortage.reserve, shortage.role]
    assert found > 20


def test_every_uncovered_demand_has_its_reason() -> None:
    for seed in seeds(100):
        proposal = propose(small(seed))
        assert sorted((s.reserve, s.role) for s in shortages(proposal)) == sorted(proposal.uncovered)
        assert all(why_uncovered(proposal, pair.reserve, pair.role) is None for pair in proposal.pairs)


def test_relief_is_the_fewest_extra_places() -> None:
    """No smaller number of extra places serves as many as two more places with everybody would."""
    for seed in seeds(120):
        problem = small(seed, 4, 3)
        proposal = propose(problem)
        found = relief(proposal, most_each=2)
        able = sorted(m.id for m in problem.mentors if m.capacity and not m.absent)
        demands = set(allowed(problem))
        most = _served(problem, demands, dict.fromkeys(able, 2))
        fewest = min(
            sum(extra)
            for extra in itertools.product(range(3), repeat=len(able))
            if _served(problem, demands, dict(zip(able, extra, strict=True))) == most
        )
        assert sum(found.extra.values()) == fewest, f"seed {seed}"
        assert len(found.still_uncovered) == len(demands) - most, f"seed {seed}"


def test_another_mentor_costs_what_the_best_answer_with_them_costs() -> None:
    costs = 0
    for seed in seeds(250):
        problem = small(seed)
        if not problem.arcs:
            continue
        proposal = propose(problem)
        arc = Random(seed).choice(problem.arcs)
        found = what_it_would_cost(proposal, arc.reserve, arc.role, arc.mentor)
        if found.code == "COSTS":
            costs += 1
            part = next(part for part in connected(problem) if (arc.reserve, arc.role) in part)
            assert found.before is not None
            assert found.after is not None
            pair = Pair(arc.reserve, arc.role, arc.mentor)
            assert value(found.before) == best_by_trying_all(problem, part)
            assert value(found.after) == best_by_trying_all(problem, part, pair), f"seed {seed}"
    assert costs > 20


def test_the_words_name_reserves_mentors_places_and_what_to_do() -> None:
    proposal = propose(_county())
    shortage = why_uncovered(proposal, *next(d for d in proposal.uncovered if d[0] != "r3"))
    assert shortage is not None
    assert shortage.message == (
        "3 reserves (r0, r1, r2) share 1 mentor with 2 places (a): one too many. "
        "Add a place, allow another mentor, or leave one of them without."
    )
    assert "只能由这1名导师，共2个名额（a）帮带" in shortage.message_zh
    assert relief(proposal).message == "1 extra place will do (a +1); 1 demand uncovered even then."


def test_the_rule_against_a_mentor_is_named() -> None:
    problem = _county()
    proposal = propose(problem)
    assert what_it_would_cost(proposal, "r3", LINK, "b").code == "ABSENT"
    assert what_it_would_cost(proposal, "r3", LINK, "a").code == "TIED"
    assert what_it_would_cost(proposal, "r3", LINK, "c").code == "NO_PLACES"
    assert what_it_would_cost(proposal, "r0", LINK, "d").code == "ROLE_NOT_HELD"
    assert what_it_would_cost(proposal, "r0", LINK, "e").code == "NOT_A_MENTOR"
    assert what_it_would_cost(proposal, "r0", LINK, "f").code == "NOT_RESPONSIBLE"
    assert what_it_would_cost(proposal, "r0", MentorRole.COUNTY_SPONSOR, "a").code == "NOT_ASKED"
    assert what_it_would_cost(proposal, *msgspec.structs.astuple(proposal.pairs[0])).code == "CHOSEN"
    nobody = why_uncovered(proposal, "r3", LINK)
    assert nobody is not None
    assert nobody.message.startswith(
        "Nobody may be asked to be village link leader of r3: a is tied to r3: kin by a recorded tie, "
        "and nobody is mentored by their kin; b is absent"
    )


def _county() -> Problem:
    """One mentor for three; a fourth who is tied to that one, with another absent and a third without places."""
    reserves = tuple(
        Reserve(
            id=f"r{at}", village=f"v{at}", township="t", village_class=VillageClass.ORDINARY, roles=(LINK,)
        )
        for at in range(4)
    )
    mentors = (
        Mentor(id="a", roles=(LINK,), townships=("t",), capacity=2),
        Mentor(id="b", roles=(LINK,), townships=("t",), capacity=2, absent=True),
        Mentor(id="c", roles=(LINK,), townships=("t",), capacity=0),
        Mentor(id="d", roles=(MentorRole.FIRST_SECRETARY,), townships=("t",), capacity=1),
        Mentor(id="f", roles=(LINK,), townships=("u",), capacity=1),
    )
    arcs = tuple(Arc(r.id, LINK, "a") for r in reserves) + tuple(Arc("r3", LINK, m) for m in "bc")
    return Problem(reserves=reserves, mentors=mentors, arcs=arcs, ties=(Tie("r3", "a", "kin"),))
