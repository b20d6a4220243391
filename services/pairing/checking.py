"""A problem that makes no sense is refused with a sentence for each thing wrong, before anything is computed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from domain.refusal import Refusal
from services.pairing.problem import ROLE_WORDS, Arc, Problem, Reserve


class Fault(NamedTuple):
    """One thing wrong. `subject` is an id."""

    code: str
    subject: str
    message: str
    message_zh: str


def must_make_sense(problem: Problem) -> None:
    """Raises: PAIRING_PROBLEM_UNUSABLE with the first fault's sentence; all of them in `seen["faults"]`."""
    faults = tuple(faults_of(problem))
    if not faults:
        return
    first, more = faults[0], len(faults) - 1
    raise Refusal(
        "PAIRING_PROBLEM_UNUSABLE",
        first.message + (f" And {more} more of the kind." if more else ""),
        first.message_zh + (f"另有{more}处。" if more else ""),
        rule=first.code,
        path=(first.subject,),
        faults=faults,
    )


def faults_of(problem: Problem) -> Iterator[Fault]:
    """All that is wrong, policy first, then mentors, reserves, arcs, ties and present pairs."""
    yield from _policy(problem)
    yield from _duplicates("mentor", "导师", (m.id for m in problem.mentors))
    yield from _duplicates("reserve", "后备力量", (r.id for r in problem.reserves))
    yield from _mentors(problem)
    yield from _reserves(problem)
    yield from _pairs(problem)


def _policy(problem: Problem) -> Iterator[Fault]:
    policy = problem.policy
    for reason, points in policy.points.items():
        if not 0 <= points <= 1000:
            yield Fault(
                "POINTS_OUT_OF_RANGE",
                reason,
                f"Points for {reason} are {points}; give a whole number from 0 to 1,000.",
                f"“{reason}”的分值为{points}，请填0至1000的整数。",
            )
    if not 1 <= policy.most_places <= 100:
        yield Fault(
            "MOST_PLACES_OUT_OF_RANGE",
            "most_places",
            f"At most {policy.most_places} places for one mentor is not a bound; give 1 to 100.",
            f"每名导师最多{policy.most_places}人不成其为上限，请填1至100。",
        )


def _duplicates(word: str, word_zh: str, ids: Iterable[str]) -> Iterator[Fault]:
    for key, times in sorted(Counter(ids).items()):
        if times > 1:
            yield Fault(
                "LISTED_TWICE",
                key,
                f"The {word} {key} is listed {times} times; keep one line.",
                f"{word_zh}{key}重复{times}次，请只保留一行。",
            )


def _mentors(problem: Problem) -> Iterator[Fault]:
    most = problem.policy.most_places
    for mentor in problem.mentors:
        if mentor.capacity < 0:
            yield Fault(
                "CAPACITY_NEGATIVE",
                mentor.id,
                f"The mentor {mentor.id} has {mentor.capacity} places; give 0 for none, or mark an absence.",
                f"导师{mentor.id}的可带人数为{mentor.capacity}；不带人请填0，临时离岗请标注缺位。",
            )
        elif mentor.capacity > most:
            yield Fault(
                "CAPACITY_ABSURD",
                mentor.id,
                f"The mentor {mentor.id} has {mentor.capacity} places, more than {most}; check the number.",
                f"导师{mentor.id}的可带人数为{mentor.capacity}，超过{most}，请核对。",
            )
        if not mentor.roles:
            yield Fault(
                "ROLE_MISSING",
                mentor.id,
                f"The mentor {mentor.id} holds no role; enter one of the four.",
                f"导师{mentor.id}没有帮带身份，请从四种身份中填写。",
            )
        if not any(mentor.townships):
            yield _no_township("mentor", "导师", mentor.id)


def _reserves(problem: Problem) -> Iterator[Fault]:
    for reserve in problem.reserves:
        if not reserve.township:
            yield _no_township("reserve", "后备力量", reserve.id)
        for role, times in sorted(Counter(reserve.roles).items()):
            if times > 1:
                yield Fault(
                    "ROLE_WANTED_TWICE",
                    reserve.id,
                    f"The reserve {reserve.id} wants a {ROLE_WORDS[role][0]} {times} times; a role is filled once.",
                    f"后备力量{reserve.id}的{ROLE_WORDS[role][1]}需求重复{times}次，每种身份只配一名。",
                )


def _no_township(word: str, word_zh: str, key: str) -> Fault:
    return Fault(
        "NO_TOWNSHIP",
        key,
        f"The {word} {key} has no township; enter it, for a county leader the townships sponsored.",
        f"{word_zh}{key}没有乡镇，请补填；县级领导请填挂点乡镇。",
    )


def _pairs(problem: Problem) -> Iterator[Fault]:
    of_person: dict[str, list[Reserve]] = defaultdict(list)
    for reserve in problem.reserves:
        of_person[reserve.person or reserve.id].append(reserve)
    listed = {r.id for r in problem.reserves} | {m.id for m in problem.mentors}
    wanted = {r.id: r.roles for r in problem.reserves}
    held = {m.id: m.roles for m in problem.mentors}
    own = {(r.id, m.id) for m in problem.mentors for r in of_person[m.person or m.id]}
    for arc in problem.arcs:
        if arc.role not in wanted.get(arc.reserve, ()) or arc.role not in held.get(arc.mentor, ()):
            yield _no_such_role(arc) if {arc.reserve, arc.mentor} <= listed else _unknown(arc, listed)
        elif own and (arc.reserve, arc.mentor) in own:
            yield Fault(
                "OWN_MENTOR",
                arc.reserve,
                f"The reserve {arc.reserve} would mentor themselves; take that line out.",
                f"后备力量{arc.reserve}不能做自己的导师，请删去该行。",
            )
    yield from _arcs_twice(problem)
    filled = Counter((pair.reserve, pair.role) for pair in problem.current)
    for (reserve_id, role), times in sorted(filled.items()):
        if times > 1:
            yield Fault(
                "ROLE_FILLED_TWICE",
                reserve_id,
                f"Today {times} mentors are {ROLE_WORDS[role][0]} of {reserve_id}; end all but one first.",
                f"{reserve_id}的{ROLE_WORDS[role][1]}现有{times}名，请先保留一名。",
            )


def _arcs_twice(problem: Problem) -> Iterator[Fault]:
    if len({(arc.reserve, arc.role, arc.mentor) for arc in problem.arcs}) < len(problem.arcs):
        lines = Counter((arc.reserve, arc.role, arc.mentor) for arc in problem.arcs)
        for (reserve, role, mentor), times in sorted(lines.items()):
            if times > 1:
                yield Fault(
                    "LISTED_TWICE",
                    reserve,
                    f"{mentor} as {ROLE_WORDS[role][0]} of {reserve} is listed {times} times; keep one line.",
                    f"{mentor}担任{reserve}的{ROLE_WORDS[role][1]}重复{times}次，请只保留一行。",
                )


def _no_such_role(arc: Arc) -> Fault:
    return Fault(
        "ROLE_UNKNOWN",
        arc.reserve,
        f"{arc.mentor} may not be {ROLE_WORDS[arc.role][0]} of {arc.reserve}: the one does not want the role, or the "
        "other does not hold it; correct the one or the other.",
        f"{arc.mentor}不能担任{arc.reserve}的{ROLE_WORDS[arc.role][1]}：一方无此需求，或另一方无此身份，请更正。",
    )


def _unknown(arc: Arc, listed: set[str]) -> Fault:
    key = arc.mentor if arc.reserve in listed else arc.reserve
    return Fault(
        "NOT_LISTED",
        key,
        f"{key} stands in a pair but is not listed; add the line or take the pair out.",
        f"配对中的{key}不在名单内，请补入名单或删去该配对。",
    )
