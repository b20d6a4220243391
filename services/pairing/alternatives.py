"""What it would cost to take another mentor: the best pairing with that pair in it, against the best of all."""

from fractions import Fraction

import msgspec

from domain.rule_set import MentorRole
from services.pairing.problem import ROLE_WORDS, Order, Pair
from services.pairing.proposal import Objective, Proposal, objective_of, terms_of
from services.pairing.reasons import why_not
from services.pairing.search.network import FORCED
from services.pairing.search.parts import Part, Wish
from services.pairing.search.solving import solve_part

LEVEL_WORDS = {
    "uncovered_difficult": ("uncovered in difficult villages", "难点村空缺"),
    "uncovered_key": ("uncovered in key villages", "重点村空缺"),
    "uncovered_ordinary": ("uncovered in other villages", "一般村空缺"),
    "height": ("highest load per place", "最高负荷率"),
    "squares": ("sum of load²/places", "负荷均衡度"),
    "changed": ("present pairs given up", "变动的现有配对"),
    "points": ("points", "匹配分"),
}

LEVELS = {
    Order.BALANCE_FIRST: tuple(LEVEL_WORDS),
    Order.FEWEST_CHANGES_FIRST: (*list(LEVEL_WORDS)[:3], "changed", "squares", "points", "height"),
}


class Alternative(msgspec.Struct, frozen=True, kw_only=True):
    """`code`: CHOSEN, COSTS, or the rule against it. `before`, `after`: of the part, without and with the pair.

    `first_level`: the highest level that gets worse, empty when none does.
    """

    pair: Pair
    code: str
    before: Objective | None = None
    after: Objective | None = None
    first_level: str = ""
    is_proved: bool = True
    message: str
    message_zh: str


def what_it_would_cost(proposal: Proposal, reserve: str, role: MentorRole, mentor: str) -> Alternative:
    """Exact: the part is solved again around the pair. O(one search and a little) for most pairs."""
    pair = Pair(reserve, role, mentor)
    solved = proposal.part_of_demand.get((reserve, role))
    if solved is None:
        return Alternative(
            pair=pair,
            code="NOT_ASKED",
            message=f"{reserve} wants no {ROLE_WORDS[role][0]}.",
            message_zh=f"{reserve}不需要{ROLE_WORDS[role][1]}。",
        )
    if rule := why_not(proposal.problem, pair):
        return Alternative(pair=pair, code=rule[0], message=f"{rule[1]}.", message_zh=f"{rule[2]}。")
    if pair in proposal.pairs:
        return Alternative(
            pair=pair,
            code="CHOSEN",
            message=f"{mentor} is the one proposed.",
            message_zh=f"方案所配即为{mentor}。",
        )
    wishes = tuple(
        _forced(wish, mentor) if wish.demand == (reserve, role) else wish for wish in solved.part.wishes
    )
    terms = terms_of(proposal.problem.policy)
    other = solve_part(Part(wishes, solved.part.places), terms, (solved,))
    before, after = objective_of(solved), objective_of(other, solved.part)
    return _told(pair, before, after, terms.order, is_proved=solved.is_proved and other.is_proved)


def _forced(wish: Wish, mentor: str) -> Wish:
    choices = tuple(choice for choice in wish.choices if choice[0] == mentor)
    return msgspec.structs.replace(wish, choices=choices, rank=FORCED)


def _told(pair: Pair, before: Objective, after: Objective, order: Order, *, is_proved: bool) -> Alternative:
    words, words_zh, first = [], [], ""
    for level in LEVELS[order]:
        en, zh = LEVEL_WORDS[level]
        old, new = getattr(before, level), getattr(after, level)
        if old != new:
            first = first or level
            words.append(f"{en} {_number(old)} → {_number(new)}")
            words_zh.append(f"{zh}{_number(old)} → {_number(new)}")
    costs = ", ".join(words) or "nothing in any level: the two are equally good, and the ids drew the other"
    costs_zh = "，".join(words_zh) or "各级均无差别：两者同样好，仅由编号抽签决定"
    return Alternative(
        pair=pair,
        code="COSTS",
        before=before,
        after=after,
        first_level=first,
        is_proved=is_proved,
        message=f"{pair.mentor} instead costs: {costs}.",
        message_zh=f"改由{pair.mentor}的代价：{costs_zh}。",
    )


def _number(value: int | Fraction) -> str:
    return str(value) if isinstance(value, int) else f"{float(value):.3f}"
