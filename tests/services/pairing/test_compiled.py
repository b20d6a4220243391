"""The search compiled by numba answers as the plain one, pair by pair, and its prices prove it."""

from collections.abc import Sequence
from random import Random

import msgspec
import numpy as np
import pytest

from benchmarks import pairing_columns
from benchmarks.pairing import problem_of
from services.pairing.certificate import certificate
from services.pairing.checker import doubts
from services.pairing.compiled.lots import lots
from services.pairing.compiled.parts import columns_of
from services.pairing.compiled.units import units_for
from services.pairing.draw import lot
from services.pairing.problem import Order, Policy, Problem
from services.pairing.proposal import Proposal, terms_of
from services.pairing.search.network import Terms
from services.pairing.search.parts import Part, places_of, split, wishes_of
from services.pairing.search.solving import Solved
from services.pairing.solve import Memory, propose, revise
from tests.services.pairing.cases import medium, seeds, small


def same(one: Proposal, other: Proposal) -> bool:
    return (one.pairs, one.uncovered, one.objective, one.is_proved) == (
        other.pairs,
        other.uncovered,
        other.objective,
        other.is_proved,
    )


def proved(proposal: Proposal) -> bool:
    return doubts(proposal.problem, proposal.pairs, certificate(proposal)) == ()


@pytest.mark.parametrize("order", list(Order))
def test_it_finds_the_same_pairs_and_prices_that_prove_them(order: Order) -> None:
    for seed in seeds(400):
        for problem in (small(seed), medium(seed)) if seed % 10 == 0 else (small(seed, 5, 5),):
            asked = msgspec.structs.replace(problem, policy=Policy(order=order))
            found = propose(asked, compiled=True)
            assert same(found, propose(asked, compiled=False)), f"seed {seed}"
            assert proved(found), f"seed {seed}"


def test_it_finds_the_same_pairs_for_a_city() -> None:
    city = problem_of(10)
    found = propose(city, compiled=True)
    assert same(found, propose(city, compiled=False))
    assert proved(found)


def test_three_other_solvers_reach_the_same_sums_for_a_county() -> None:
    (row,) = pairing_columns.run("county")["rows"]
    assert row["demands"] > 900
    assert {f"{name}_ratio" for name in pairing_columns.SOLVERS} <= row.keys()


def test_it_is_chosen_by_size_and_only_where_numba_is(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def compiled(parts: Sequence[Part], _: Terms) -> dict[int, Solved]:
        asked.append(len(parts))
        return {}

    monkeypatch.setattr("services.pairing.solve._compiled", compiled)
    problem = medium(4)
    propose(problem)
    assert asked == []
    monkeypatch.setattr("services.pairing.solve.COMPILED_FROM", 10)
    propose(problem)
    assert len(asked) == 1
    monkeypatch.setattr("services.pairing.solve.find_spec", lambda _: None)
    propose(problem)
    assert len(asked) == 1


def test_a_changed_mentor_and_a_memory_go_on_from_its_answers() -> None:
    for seed in seeds(20):
        problem, rng = medium(seed), Random(seed)
        before = propose(problem, compiled=True)
        mentor = rng.choice(problem.mentors)
        other = msgspec.structs.replace(mentor, capacity=mentor.capacity + rng.choice((-1, 1)))
        changed = msgspec.structs.replace(
            problem, mentors=(*(m for m in problem.mentors if m.id != mentor.id), other)
        )
        assert same(revise(before, other), propose(changed, compiled=False)), f"seed {seed}"
    problem, memory = medium(7, towns=5), Memory()
    once = propose(problem, memory, compiled=True)
    assert memory.computed == len(once.solved)
    assert same(propose(problem, memory, compiled=True), once)
    assert memory.computed == len(once.solved)


def test_at_its_bound_the_pairs_may_be_used_and_it_says_so() -> None:
    problem = msgspec.structs.replace(medium(3, towns=5), policy=Policy(work_bound=10))
    found, plain = propose(problem, compiled=True), propose(problem, compiled=False)
    assert "BOUND_REACHED" in {remark.code for remark in found.remarks}
    assert same(found, plain)


def test_its_lots_are_those_of_the_ids() -> None:
    problem = medium(1)
    parts = [part for part in split(wishes_of(problem), places_of(problem)) if part.places]
    asked = columns_of(parts, terms_of(problem.policy))
    found = np.empty(asked.mentor.shape[0], np.int64)
    lots(asked.first, asked.mentor, asked.wish_digest, asked.mentor_digest, found)
    wish = np.repeat(np.arange(asked.rank.shape[0]), np.diff(asked.first))
    assert found.tolist() == [
        lot(int(asked.wish_digest[w]), int(asked.mentor_digest[m]))
        for w, m in zip(wish, asked.mentor, strict=True)
    ]


def test_what_64_bits_do_not_hold_is_left_to_the_plain_search(monkeypatch: pytest.MonkeyPatch) -> None:
    places = np.arange(1, 61)
    assert units_for(Order.BALANCE_FIRST, 900, places, 5_000, 20_000) is not None
    assert units_for(Order.BALANCE_FIRST, 4_000, places, 1_000_000, 1_000_000) is None
    monkeypatch.setattr("services.pairing.compiled.columns.units_for", lambda *_: None)
    problem = medium(2)
    assert same(propose(problem, compiled=True), propose(problem, compiled=False))


def test_nobody_to_ask_is_no_question_for_it() -> None:
    nobody = Problem(reserves=medium(1).reserves, mentors=(), arcs=())
    assert same(propose(nobody, compiled=True), propose(nobody, compiled=False))
