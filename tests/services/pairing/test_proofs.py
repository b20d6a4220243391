"""Prices prove a proposal to whoever does not trust the search."""

import subprocess
import sys
from random import Random

import msgspec

from services.pairing.certificate import certificate
from services.pairing.checker import doubts
from services.pairing.problem import Pair, Problem
from services.pairing.proof import Certificate
from services.pairing.solve import propose
from tests.services.pairing.cases import medium, seeds, small


def test_every_proposal_is_proved_by_its_prices() -> None:
    for seed in seeds(400):
        problem = small(seed, 7, 5)
        proposal = propose(problem)
        assert doubts(problem, proposal.pairs, certificate(proposal)) == (), f"seed {seed}"


def test_a_medium_proposal_is_proved_by_its_prices() -> None:
    for seed in seeds(10):
        problem = medium(seed)
        proposal = propose(problem)
        assert doubts(problem, proposal.pairs, certificate(proposal)) == (), f"seed {seed}"


def test_any_other_answer_is_doubted() -> None:
    """Another mentor, a pair less, a pair too many: the lot leaves one best answer, so each is worse or forbidden."""
    for seed in seeds(400):
        problem = small(seed, 7, 5)
        proposal = propose(problem)
        if proposal.pairs:
            other = _mutant(problem, list(proposal.pairs), Random(seed))
            assert doubts(problem, other, certificate(proposal)), f"seed {seed}"


def test_a_price_that_is_off_proves_nothing() -> None:
    problem = medium(1)
    proposal = propose(problem)
    proof = certificate(proposal)
    part = proof.parts[0]
    mentor = max(part.all_levels.mentors, key=lambda m: part.all_levels.mentors[m])
    for wrong in ((9, 0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 0, 0, 0)):
        prices = msgspec.structs.replace(part.all_levels, mentors={**part.all_levels.mentors, mentor: wrong})
        forged = Certificate((msgspec.structs.replace(part, all_levels=prices), *proof.parts[1:]))
        assert doubts(problem, proposal.pairs, forged)
    assert doubts(problem, proposal.pairs, Certificate(proof.parts[1:]))


def test_a_certificate_travels_as_json() -> None:
    problem = small(3, 7, 5)
    proposal = propose(problem)
    sent = msgspec.json.encode((problem, proposal.pairs, certificate(proposal)))
    got = msgspec.json.decode(sent, type=tuple[Problem, tuple[Pair, ...], Certificate])
    assert doubts(*got) == ()


def test_the_checker_never_loads_the_search() -> None:
    code = "import sys, services.pairing.checker; print([m for m in sys.modules if 'pairing.search' in m])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


def _mutant(problem: Problem, pairs: list[Pair], rng: Random) -> list[Pair]:
    at = rng.randrange(len(pairs))
    pair = pairs[at]
    others = [
        arc.mentor
        for arc in problem.arcs
        if (arc.reserve, arc.role) == (pair.reserve, pair.role) and arc.mentor != pair.mentor
    ]
    if others and rng.random() < 0.7:
        pairs[at] = Pair(pair.reserve, pair.role, rng.choice(others))
    elif rng.random() < 0.5:
        del pairs[at]
    else:
        pairs.append(pair)
    return pairs
