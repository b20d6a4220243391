"""What the answer must not depend on: order, names of things, the process, people's sex, ethnicity or name."""

import os
import subprocess
import sys
from random import Random

import msgspec

from domain.rule_set import MentorRole
from services.pairing.problem import Arc, Mentor, Pair, Problem, Reserve
from services.pairing.solve import propose
from tests.services.pairing.cases import medium, seeds, small


def test_the_order_of_the_rows_is_no_part_of_the_question() -> None:
    for seed in seeds(200):
        problem, rng = small(seed, 6, 5) if seed % 10 else medium(seed), Random(seed)
        other = Problem(
            reserves=tuple(rng.sample(problem.reserves, len(problem.reserves))),
            mentors=tuple(rng.sample(problem.mentors, len(problem.mentors))),
            arcs=tuple(rng.sample(problem.arcs, len(problem.arcs))),
            ties=tuple(rng.sample(problem.ties, len(problem.ties))),
            current=tuple(rng.sample(problem.current, len(problem.current))),
        )
        assert propose(other).pairs == propose(problem).pairs, f"seed {seed}"


def test_other_ids_change_nothing_but_the_lot() -> None:
    for seed in seeds(200):
        problem, rng = small(seed, 6, 5), Random(seed)
        names = [f"x{n}" for n in range(len(problem.mentors) + len(problem.reserves))]
        rng.shuffle(names)
        ids = [m.id for m in problem.mentors] + [r.id for r in problem.reserves]
        new = dict(zip(ids, names, strict=True))
        replace = msgspec.structs.replace
        other = Problem(
            reserves=tuple(replace(r, id=new[r.id]) for r in problem.reserves),
            mentors=tuple(replace(m, id=new[m.id]) for m in problem.mentors),
            arcs=tuple(replace(a, reserve=new[a.reserve], mentor=new[a.mentor]) for a in problem.arcs),
            ties=tuple(replace(t, reserve=new[t.reserve], mentor=new[t.mentor]) for t in problem.ties),
            current=tuple(replace(p, reserve=new[p.reserve], mentor=new[p.mentor]) for p in problem.current),
        )
        assert propose(other).objective == propose(problem).objective, f"seed {seed}"


def test_a_mentor_whom_nobody_may_ask_changes_nothing() -> None:
    for seed in seeds(100):
        problem = small(seed, 6, 5)
        idle = Mentor(id="idle", roles=(MentorRole.COUNTY_SPONSOR,), townships=("u",), capacity=5)
        other = msgspec.structs.replace(problem, mentors=(idle, *problem.mentors))
        assert propose(other).pairs == propose(problem).pairs, f"seed {seed}"


def test_a_part_alone_gets_what_it_gets_in_the_whole() -> None:
    one, two = medium(3), medium(4)

    def moved(problem: Problem) -> Problem:
        sent = msgspec.json.encode(problem).replace(b'"r', b'"zr').replace(b'"m', b'"zm')
        for name in (b"eserves", b"entors", b"eserve", b"entor", b"oles", b"ole", b"easons"):
            sent = sent.replace(b'"zr' + name + b'"', b'"r' + name + b'"')
            sent = sent.replace(b'"zm' + name + b'"', b'"m' + name + b'"')
        return msgspec.json.decode(sent.replace(b'"zmost_places"', b'"most_places"'), type=Problem)

    two = moved(two)
    both = Problem(
        reserves=one.reserves + two.reserves,
        mentors=one.mentors + two.mentors,
        arcs=one.arcs + two.arcs,
        current=one.current + two.current,
    )
    assert propose(both).pairs == tuple(sorted(propose(one).pairs + propose(two).pairs))


def test_another_place_never_costs_coverage() -> None:
    for seed in seeds(200):
        problem, rng = small(seed, 6, 4), Random(seed)
        mentor = rng.choice(problem.mentors)
        more = msgspec.structs.replace(mentor, capacity=mentor.capacity + 1)
        other = msgspec.structs.replace(
            problem, mentors=tuple(more if m.id == mentor.id else m for m in problem.mentors)
        )
        assert len(propose(other).uncovered) <= len(propose(problem).uncovered), f"seed {seed}"


def test_the_answer_is_the_same_in_every_process() -> None:
    code = (
        "from tests.services.pairing.cases import medium; from services.pairing.solve import propose;"
        "print([propose(medium(seed)).pairs for seed in range(3)])"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "424242")
    }
    assert len(answers) == 1


def test_nothing_about_the_person_is_in_the_question() -> None:
    asked = {field for kind in (Reserve, Mentor, Arc, Pair) for field in kind.__struct_fields__}
    assert asked == {
        "absent", "capacity", "expertise", "id", "mentor", "person", "reasons", "reserve", "role", "roles",
        "township", "townships", "village", "village_class", "villages",
    }  # fmt: skip
