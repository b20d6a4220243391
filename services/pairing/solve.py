"""Propose pairings: each connected part by itself, exactly; and again only the part where something changed."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.util import find_spec

import msgspec

from services.pairing.checking import must_make_sense
from services.pairing.problem import Arc, Mentor, Problem
from services.pairing.proposal import ArcsByMentor, Proposal, terms_of
from services.pairing.search.network import Terms
from services.pairing.search.parts import Choice, Demand, Part, choices_of, order, places_of, split, wishes_of
from services.pairing.search.solving import Solved, solve_part


class Memory:
    """Answers by the content of the question: whatever did not change is not computed again. Holds the last used."""

    def __init__(self, most: int = 50_000) -> None:
        self._most = most
        self._known: OrderedDict[tuple[bytes, Terms], Solved] = OrderedDict()
        self.computed = 0

    def knows(self, part: Part, terms: Terms) -> bool:
        """Whether an answer is remembered."""
        return (part.key(), terms) in self._known

    def answer(self, part: Part, terms: Terms, compute: Callable[[], Solved]) -> Solved:
        """The remembered answer, or the computed one."""
        key = (part.key(), terms)
        found = self._known.get(key)
        if found is None:
            self.computed += 1
            found = self._known[key] = compute()
            if len(self._known) > self._most:
                self._known.popitem(last=False)
        else:
            self._known.move_to_end(key)
        return found


COMPILED_FROM = 50_000
"""From so many wishes on the compiled search pays, where numba is installed: to load it takes a second or two, once."""


def propose(problem: Problem, memory: Memory | None = None, *, compiled: bool | None = None) -> Proposal:
    """The best pairing there is. `compiled`: whether by numba; None: where it is installed and pays. Equal answers.

    Raises: PAIRING_PROBLEM_UNUSABLE.
    """
    must_make_sense(problem)
    return Proposal(
        problem=problem,
        solved=_solved(problem, split(wishes_of(problem), places_of(problem)), (), memory, compiled=compiled),
        arcs_of=ArcsByMentor(problem.arcs),
    )


def revise(
    before: Proposal, mentor: Mentor, arcs: Sequence[Arc] | None = None, memory: Memory | None = None
) -> Proposal:
    """The proposal that `propose` would make with this mentor in place of the one of the same id, or added.

    `arcs`: all of the mentor's, if they changed. Only parts that the mentor touches are solved, from where they stood.

    Raises: PAIRING_PROBLEM_UNUSABLE.
    """
    own = before.arcs_of.of(mentor.id) if arcs is None else tuple(arcs)
    _must_fit(before.problem, mentor, own)
    problem = _with_mentor(before.problem, mentor, None if arcs is None else own)
    touched: dict[int, Solved] = {}
    if mentor.id in before.part_of_mentor:
        touched[id(before.part_of_mentor[mentor.id])] = before.part_of_mentor[mentor.id]
    gained = choices_of(_around(problem, mentor, own), own)
    for demand in gained:
        touched.setdefault(id(before.part_of_demand[demand]), before.part_of_demand[demand])
    parts = list(touched.values())
    again = _solved(problem, _parts(problem, parts, mentor.id, gained), parts, memory)
    kept = (solved for solved in before.solved if id(solved) not in touched)
    return Proposal(
        problem=problem,
        solved=tuple(sorted((*kept, *again), key=lambda solved: order(solved.part.wishes[0]))),
        arcs_of=before.arcs_of if arcs is None else before.arcs_of.changed(mentor.id, own),
    )


def _solved(
    problem: Problem,
    parts: Iterable[Part],
    before: Sequence[Solved],
    memory: Memory | None,
    *,
    compiled: bool | None = False,
) -> tuple[Solved, ...]:
    terms, parts = terms_of(problem.policy), tuple(parts)
    new = [part for part in parts if part.places and not (memory and memory.knows(part, terms))]
    if compiled is None:
        compiled = sum(len(part.wishes) for part in new) >= COMPILED_FROM and find_spec("numba") is not None
    ready = _compiled(new, terms) if compiled and new else {}

    def answer(part: Part) -> Solved:
        def compute() -> Solved:
            return ready.get(id(part)) or solve_part(part, terms, tuple(before))

        return memory.answer(part, terms, compute) if memory else compute()

    return tuple(answer(part) for part in parts)


def _compiled(parts: Sequence[Part], terms: Terms) -> dict[int, Solved]:
    from services.pairing.compiled.parts import solve_parts

    found = solve_parts(parts, terms)
    return {} if found is None else {id(part): solved for part, solved in zip(parts, found, strict=True)}


def _must_fit(problem: Problem, mentor: Mentor, own: tuple[Arc, ...]) -> None:
    """The checks of a whole problem, on the little of it that is new."""
    asked = {arc.reserve for arc in own}
    reserves = tuple(r for r in problem.reserves if r.id in asked)
    must_make_sense(Problem(reserves=reserves, mentors=(mentor,), arcs=own, policy=problem.policy))


def _with_mentor(problem: Problem, mentor: Mentor, own: tuple[Arc, ...] | None) -> Problem:
    others = tuple(m for m in problem.mentors if m.id != mentor.id)
    arcs = problem.arcs
    if own is not None:
        arcs = (*(arc for arc in arcs if arc.mentor != mentor.id), *own)
    return msgspec.structs.replace(problem, mentors=(*others, mentor), arcs=arcs)


def _around(problem: Problem, mentor: Mentor, own: tuple[Arc, ...]) -> Problem:
    """Only what bears on this mentor."""
    return Problem(
        reserves=(),
        mentors=(mentor,),
        arcs=own,
        ties=tuple(tie for tie in problem.ties if tie.mentor == mentor.id),
        current=tuple(pair for pair in problem.current if pair.mentor == mentor.id),
        policy=problem.policy,
    )


def _parts(
    problem: Problem, before: Sequence[Solved], mentor: str, gained: Mapping[Demand, Sequence[Choice]]
) -> Iterable[Part]:
    """Some parts anew, with a mentor's choices taken out and put in again. What did not change is the same object."""
    wishes, is_same = [], len(before) == 1
    for solved in before:
        lost = mentor in solved.part.places
        for wish in solved.part.wishes:
            new = gained.get(wish.demand, ())
            old = [choice for choice in wish.choices if choice[0] == mentor] if lost else []
            if old != list(new):
                is_same = is_same and bool(old) == bool(new)
                others = (choice for choice in wish.choices if choice[0] != mentor)
                choices = tuple(sorted((*others, *new)))
                wish = msgspec.structs.replace(wish, choices=choices)  # noqa: PLW2901 - the same wish, asked anew
            wishes.append(wish)
    places = places_of(problem)
    if is_same:
        return (Part(tuple(wishes), {known: places[known] for known in before[0].part.places}),)
    wishes.sort(key=order)
    return split(wishes, places)
