"""Why somebody gets nobody, in words that can be checked by hand."""

from collections.abc import Iterable

import msgspec

from domain.rule_set import MentorRole
from services.pairing.problem import ROLE_WORDS, Mentor, Need, Pair, Problem
from services.pairing.proposal import Proposal
from services.pairing.search.covering import Closure
from services.pairing.search.seating import NOWHERE

TIE_WORDS = {
    "turned down": ("turned down by a named person", "所提人选未获采纳"),
    "kin": (
        "kin by a recorded tie, and nobody is mentored by their kin",
        "有登记在案的亲属关系，亲属之间不结对帮带",
    ),
    "avoidance": ("not to be paired, the county department knows why", "不宜结对，原因请询县委组织部"),
    "in another role": ("mentors them in another role", "已以其他身份帮带"),
}
"""Of the kinds that the world knows; any other kind stands for itself."""
LISTED = 30
"""A longer list of reserves is only counted in the sentence; a county-wide shortage names everybody."""


class Shortage(msgspec.Struct, frozen=True, kw_only=True):
    """Needs that together want more than their mentors can give: `len(demands) == places + len(once) + 1`.

    Leave any one of the demands out and the others can be served. `once`: a mentor whom two of one reserve's roles
    want, who may fill only one of them. No demands: nobody at all may be asked.
    """

    reserve: str
    role: MentorRole
    code: str
    demands: tuple[Need, ...] = ()
    mentors: tuple[str, ...] = ()
    places: int = 0
    once: tuple[tuple[str, str], ...] = ()
    why: tuple[str, str] = ("", "")
    """Where nobody may be asked: why, in both languages."""
    message: str
    message_zh: str


def shortages(proposal: Proposal) -> tuple[Shortage, ...]:
    """One for each uncovered demand, those who share the fewest mentors first."""
    found = (why_uncovered(proposal, reserve, role) for reserve, role in proposal.uncovered)
    return tuple(sorted((s for s in found if s), key=lambda s: (len(s.demands), s.reserve, s.role)))


def why_uncovered(proposal: Proposal, reserve: str, role: MentorRole) -> Shortage | None:
    """None: the demand is covered, or not in the problem."""
    solved = proposal.part_of_demand.get((reserve, role))
    if solved is None:
        return None
    wishes = solved.part.wishes
    at = next(n for n, wish in enumerate(wishes) if wish.demand == (reserve, role))
    if solved.flow.seat[at] != NOWHERE:
        return None
    if not wishes[at].choices:
        return _nobody(proposal.problem, reserve, role)
    if not solved.is_proved:
        return Shortage(
            reserve=reserve,
            role=role,
            code="NOT_SEARCHED",
            message="The search stopped at its bound before this one's turn; raise the bound and propose again.",
            message_zh="计算达到上限，尚未轮到此项；请提高上限后重新生成方案。",
        )
    network = solved.flow.network
    closure = Closure(solved.flow, (at,))
    mentors = len(network.mentors)
    once = []
    for gate in sorted(closure.gates):
        behind = network.behind[gate - mentors]
        if behind not in closure.mentors:
            once.append((wishes[solved.flow.holder[gate - mentors]].reserve, network.mentors[behind]))
    return _shared(
        (reserve, role),
        tuple(sorted((wishes[n].reserve, MentorRole(wishes[n].role)) for n in closure.wishes)),
        tuple(network.mentors[n] for n in sorted(closure.mentors)),
        sum(network.places[n] for n in closure.mentors),
        tuple(sorted(once)),
    )


def _shared(
    demand: Need,
    demands: tuple[Need, ...],
    mentors: tuple[str, ...],
    places: int,
    once: tuple[tuple[str, str], ...],
) -> Shortage:
    people = sorted({reserve for reserve, _ in demands})
    same = len(people) == len(demands)
    who = counted(len(people), "reserve")
    if not same:
        who = f"{counted(len(demands), 'role')} of {who}"
    who_zh = f"{len(people)}名后备力量" if same else f"{len(people)}名后备力量的{len(demands)}个导师岗位"
    words, words_zh = [], []
    if mentors:
        words.append(f"{counted(len(mentors), 'mentor')} with {counted(places, 'place')}{_listed(mentors)}")
        words_zh.append(f"这{len(mentors)}名导师，共{places}个名额{_listed_zh(mentors)}")
    for reserve, mentor in once:
        words.append(f"{mentor}, who may fill only one role of {reserve}")
        words_zh.append(f"{mentor}（对{reserve}只能担任一种身份）")
    return Shortage(
        reserve=demand[0],
        role=demand[1],
        code="SHARED_MENTORS",
        demands=demands,
        mentors=mentors,
        places=places,
        once=once,
        message=f"{who}{_listed(people)} share {' and '.join(words)}: one too many. "
        "Add a place, allow another mentor, or leave one of them without.",
        message_zh=f"这{who_zh}{_listed_zh(people)}只能由{'、'.join(words_zh)}帮带，缺1个名额。"
        "请增加名额、增配可选导师，或由其中一项暂缺。",
    )


def counted(number: int, noun: str) -> str:
    """`1 place`, `2 places`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _listed(ids: Iterable[str]) -> str:
    ids = list(ids)
    return f" ({', '.join(ids)})" if len(ids) <= LISTED else ""


def _listed_zh(ids: Iterable[str]) -> str:
    ids = list(ids)
    return f"（{'、'.join(ids)}）" if len(ids) <= LISTED else ""


def _nobody(problem: Problem, reserve: str, role: MentorRole) -> Shortage:
    mentors = {m.id: m for m in problem.mentors}
    asked = [mentors[a.mentor] for a in problem.arcs if (a.reserve, a.role) == (reserve, role)]
    whys = [why_not(problem, Pair(reserve, role, mentor.id)) for mentor in asked]
    told = "; ".join(why[1] for why in whys if why) or "no mentor of this role is responsible for the village"
    told_zh = "；".join(why[2] for why in whys if why) or "该村范围内没有此身份的导师"
    return Shortage(
        reserve=reserve,
        role=role,
        code="NOBODY_MAY_BE_ASKED",
        why=(told, told_zh),
        message=f"Nobody may be asked to be {ROLE_WORDS[role][0]} of {reserve}: {told}.",
        message_zh=f"{reserve}的{ROLE_WORDS[role][1]}无人可选：{told_zh}。",
    )


def why_not(problem: Problem, pair: Pair) -> tuple[str, str, str] | None:
    """Code and both sentences of the first rule against a pair, whatever else is proposed; None: it is allowed."""
    mentor: Mentor | None = next((m for m in problem.mentors if m.id == pair.mentor), None)
    name = pair.mentor
    if mentor is None:
        return "NOT_A_MENTOR", f"{name} is not in the list of mentors", f"{name}不在导师名单内"
    if pair.role not in mentor.roles:
        return (
            "ROLE_NOT_HELD",
            f"{name} is no {ROLE_WORDS[pair.role][0]}",
            f"{name}不是{ROLE_WORDS[pair.role][1]}",
        )
    for tie in problem.ties:
        if (tie.reserve, tie.mentor) == (pair.reserve, pair.mentor):
            return (
                "TIED",
                f"{name} is tied to {pair.reserve}: {TIE_WORDS.get(tie.kind, (tie.kind,))[0]}",
                f"{name}与{pair.reserve}不予配对：{TIE_WORDS.get(tie.kind, ('', tie.kind))[1]}",
            )
    if mentor.absent:
        return "ABSENT", f"{name} is absent", f"{name}缺位"
    if mentor.capacity == 0:
        return "NO_PLACES", f"{name} has no places left", f"{name}已无名额"
    arcs = {(arc.reserve, arc.role, arc.mentor) for arc in problem.arcs if arc.mentor == pair.mentor}
    if (pair.reserve, pair.role, pair.mentor) not in arcs:
        return "NOT_RESPONSIBLE", f"{name} is not responsible for that village", f"{name}不负责该村"
    return None
