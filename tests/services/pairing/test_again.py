"""A change computes its part only, and the answer is the one that the whole would give."""

from random import Random

import msgspec

from services.pairing.certificate import certificate
from services.pairing.checker import doubts
from services.pairing.problem import Arc, Mentor, Policy, Problem
from services.pairing.proposal import Proposal, objective_of
from services.pairing.solve import Memory, propose, revise
from tests.services.pairing.cases import medium, seeds, small


def _with(problem: Problem, mentor: Mentor, arcs: tuple[Arc, ...] | None = None) -> Problem:
    others = tuple(m for m in problem.mentors if m.id != mentor.id)
    kept = problem.arcs if arcs is None else (*(a for a in problem.arcs if a.mentor != mentor.id), *arcs)
    return msgspec.structs.replace(problem, mentors=(*others, mentor), arcs=kept)


def _same(one: Proposal, other: Proposal) -> bool:
    return (one.pairs, one.objective, one.uncovered) == (other.pairs, other.objective, other.uncovered)


def test_a_revised_proposal_is_the_one_of_the_whole() -> None:
    for seed in seeds(200):
        rng = Random(seed)
        problem = small(seed, 6, 5) if seed % 10 else medium(seed)
        proposal = propose(problem)
        for _ in range(2):
            mentor = rng.choice(problem.mentors)
            mentor = msgspec.structs.replace(mentor, capacity=rng.randint(0, 6), absent=rng.random() < 0.3)
            arcs = None
            if rng.random() < 0.4:
                arcs = tuple(a for a in problem.arcs if a.mentor == mentor.id and rng.random() < 0.7)
            proposal, problem = revise(proposal, mentor, arcs), _with(problem, mentor, arcs)
            assert _same(proposal, propose(problem)), f"seed {seed}"
        assert doubts(problem, proposal.pairs, certificate(proposal)) == (), f"seed {seed}"


def test_an_answer_that_was_not_proved_is_no_start_for_another() -> None:
    problem = medium(2)
    hasty = msgspec.structs.replace(problem, policy=Policy(work_bound=10))
    before = msgspec.structs.replace(propose(hasty), problem=problem)
    mentor = msgspec.structs.replace(problem.mentors[0], capacity=problem.mentors[0].capacity + 1)
    after = revise(before, mentor)
    whole = propose(_with(problem, mentor))
    for solved in after.solved:
        if mentor.id in solved.part.places:
            demand = solved.part.wishes[0].demand
            assert objective_of(solved) == objective_of(whole.part_of_demand[demand])


def test_a_new_mentor_joins_parts() -> None:
    problem = medium(5)
    role = problem.reserves[0].roles[0]
    new = Mentor(id="new", roles=(role,), townships=("0",), capacity=3)
    arcs = tuple(Arc(r.id, role, "new") for r in problem.reserves if role in r.roles)
    assert _same(revise(propose(problem), new, arcs), propose(_with(problem, new, arcs)))


def test_memory_computes_only_parts_whose_content_changed() -> None:
    problem, memory = medium(7, towns=5), Memory()
    proposal = propose(problem, memory)
    first = memory.computed
    assert first == len(proposal.solved)
    assert _same(propose(problem, memory), proposal)
    assert memory.computed == first
    mentor = max(problem.mentors, key=lambda m: m.id)
    propose(_with(problem, msgspec.structs.replace(mentor, capacity=mentor.capacity + 1)), memory)
    assert memory.computed == first + 1


def test_memory_forgets_what_was_not_used_for_longest() -> None:
    memory = Memory(most=1)
    problem = medium(7)
    propose(problem, memory)
    before = memory.computed
    propose(problem, memory)
    assert memory.computed > before
