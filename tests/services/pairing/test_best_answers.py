"""The proposal is the best there is, level by level: against trying everything on small problems."""

from fractions import Fraction

import msgspec

from domain.rule_set import MentorRole, VillageClass
from services.pairing.certificate import certificate
from services.pairing.checker import doubts
from services.pairing.problem import Arc, Mentor, Order, Pair, Policy, Problem, Reserve
from services.pairing.proposal import objective_of
from services.pairing.solve import propose
from tests.services.pairing.cases import (
    best_by_trying_all,
    changes_first,
    connected,
    seeds,
    small,
    value,
)

LINK = MentorRole.VILLAGE_LINK_LEADER


def test_every_part_is_the_best_of_all_possible_answers() -> None:
    for seed in seeds(1000):
        problem = small(seed)
        proposal = propose(problem)
        for part in connected(problem):
            solved = proposal.part_of_demand[part[0]]
            assert sorted(wish.demand for wish in solved.part.wishes) == sorted(part), f"seed {seed}"
            assert value(objective_of(solved)) == best_by_trying_all(problem, part), f"seed {seed}"


def test_with_the_fewest_changes_first_every_part_is_the_best_of_all_and_proved() -> None:
    for seed in seeds(300):
        problem = small(seed)
        policy = Policy(order=Order.FEWEST_CHANGES_FIRST)
        problem = msgspec.structs.replace(problem, policy=policy)
        proposal = propose(problem)
        for part in connected(problem):
            found = value(objective_of(proposal.part_of_demand[part[0]]))
            best = best_by_trying_all(problem, part, order=changes_first)
            assert best is not None
            assert changes_first(found) == changes_first(best), f"seed {seed}"
        assert doubts(problem, proposal.pairs, certificate(proposal)) == (), f"seed {seed}"


def test_a_mentor_with_too_many_is_relieved_by_one_change() -> None:
    """Three reserves with a mentor of two places, three mentors free: one moves, to whom the squares suit best."""
    reserves = tuple(_reserve(at) for at in range(3))
    mentors = (_mentor("a", 2), _mentor("b", 3), _mentor("c", 5))
    arcs = tuple(Arc(r.id, LINK, m.id) for r in reserves for m in mentors)
    today = tuple(Pair(r.id, LINK, "a") for r in reserves)
    policy = Policy(order=Order.FEWEST_CHANGES_FIRST)
    found = propose(Problem(reserves=reserves, mentors=mentors, arcs=arcs, current=today, policy=policy))
    assert found.objective.changed == 1
    assert sorted(pair.mentor for pair in found.pairs) == ["a", "a", "c"]


def test_the_highest_load_comes_before_the_squares() -> None:
    """Places 2 and 5, two reserves for either: 1 + 1 has the lower squares, 0 + 2 the lower highest load."""
    reserves = tuple(_reserve(at) for at in range(2))
    mentors = (_mentor("a", 2), _mentor("b", 5))
    arcs = tuple(Arc(r.id, LINK, m.id) for r in reserves for m in mentors)
    found = propose(Problem(reserves=reserves, mentors=mentors, arcs=arcs))
    assert {pair.mentor for pair in found.pairs} == {"b"}
    assert (found.objective.height, found.objective.squares) == (Fraction(2, 5), Fraction(4, 5))


def test_difficult_villages_come_first_where_places_are_few() -> None:
    classes = (VillageClass.ORDINARY, VillageClass.DIFFICULT, VillageClass.KEY, VillageClass.DIFFICULT)
    reserves = tuple(_reserve(at, kind) for at, kind in enumerate(classes))
    arcs = tuple(Arc(r.id, LINK, "a") for r in reserves)
    found = propose(Problem(reserves=reserves, mentors=(_mentor("a", 2),), arcs=arcs))
    assert [pair.reserve for pair in found.pairs] == ["r1", "r3"]
    assert found.uncovered == (("r2", LINK), ("r0", LINK))


def test_one_mentor_fills_one_role_of_a_reserve() -> None:
    both = (LINK, MentorRole.FIRST_SECRETARY)
    reserve = Reserve(id="r", village="v", township="t", village_class=VillageClass.KEY, roles=both)
    mentor = Mentor(id="a", roles=both, townships=("t",), capacity=5)
    arcs = tuple(Arc("r", role, "a") for role in both)
    found = propose(Problem(reserves=(reserve,), mentors=(mentor,), arcs=arcs))
    assert (len(found.pairs), len(found.uncovered)) == (1, 1)


def _reserve(at: int, kind: VillageClass = VillageClass.ORDINARY) -> Reserve:
    return Reserve(id=f"r{at}", village=f"v{at}", township="t", village_class=kind, roles=(LINK,))


def _mentor(name: str, capacity: int) -> Mentor:
    return Mentor(id=name, roles=(LINK,), townships=("t",), capacity=capacity)
