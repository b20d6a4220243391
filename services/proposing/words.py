"""Who is meant: sentences of the engine with names for ids; shortages with one cause told once."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import msgspec

from domain.rule_set import MentorRole
from services.pairing.problem import ROLE_WORDS
from services.pairing.reasons import Shortage, counted

ID = re.compile(r"(?<![0-9A-Za-z_])(?:ca|pe)_[0-9A-Za-z_]+")
LISTED = 12
"""More names than this make no sentence; the answer lists them beside it."""


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """Demands that cannot all be served, for one reason. `short_by`: how many go without."""

    code: str
    role: MentorRole | None
    """None: of several roles."""
    reserves: tuple[str, ...]
    without: tuple[tuple[str, MentorRole], ...]
    """Who goes without, by candidacy and role."""
    mentors: tuple[str, ...]
    places: int
    short_by: int
    message: str
    message_zh: str


def named(text: str, names: Mapping[str, str]) -> str:
    """The sentence with the names that its reader may see."""
    return ID.sub(lambda found: names.get(found[0], found[0]), text)


def gaps_of(shortages: Iterable[Shortage]) -> tuple[Gap, ...]:
    """Shortages that share the same mentors, or for which nobody may be asked for one reason, become one."""
    groups: dict[tuple[object, ...], list[Shortage]] = defaultdict(list)
    for shortage in shortages:
        if shortage.code == "SHARED_MENTORS":
            groups[shortage.code, shortage.mentors, shortage.once].append(shortage)
        else:
            groups[shortage.code, shortage.role, shortage.why].append(shortage)
    return tuple(_one(group) for group in groups.values())


def _one(group: list[Shortage]) -> Gap:
    first = group[0]
    demands = sorted({demand for s in group for demand in s.demands} or {(s.reserve, s.role) for s in group})
    people = tuple(dict.fromkeys(reserve for reserve, _ in demands))
    roles = {role for _, role in demands}
    say = _WORDS[first.code]
    message, message_zh = say(first, people, len(demands), len(group))
    return Gap(
        code=first.code,
        role=next(iter(roles)) if len(roles) == 1 else None,
        reserves=people,
        without=tuple((s.reserve, s.role) for s in group),
        mentors=first.mentors,
        places=first.places,
        short_by=len(group),
        message=message,
        message_zh=message_zh,
    )


def _shared(first: Shortage, people: tuple[str, ...], demands: int, short: int) -> tuple[str, str]:
    same = len(people) == demands
    who = counted(len(people), "reserve") if same else f"{demands} roles of {counted(len(people), 'reserve')}"
    who_zh = f"{len(people)}名后备力量" if same else f"{len(people)}名后备力量的{demands}个导师岗位"
    words, words_zh = [], []
    if first.mentors:
        words.append(
            f"{counted(len(first.mentors), 'mentor')} with {counted(first.places, 'place')}{_listed(first.mentors)}"
        )
        words_zh.append(f"这{len(first.mentors)}名导师，共{first.places}个名额{_listed_zh(first.mentors)}")
    for reserve, mentor in first.once:
        words.append(f"{mentor}, who may fill only one role of {reserve}")
        words_zh.append(f"{mentor}（对{reserve}只能担任一种身份）")
    told = f"These {who}{_listed(people)} share {' and '.join(words)}: {short} too many."
    told_zh = f"这{who_zh}{_listed_zh(people)}只能由{'、'.join(words_zh)}帮带，缺{short}个名额。"
    return (
        f"{told} Add places, allow another mentor, or leave some without.",
        f"{told_zh}请增加名额、增配可选导师，或由其中几项暂缺。",
    )


def _nobody(first: Shortage, people: tuple[str, ...], _demands: int, _short: int) -> tuple[str, str]:
    role, role_zh = ROLE_WORDS[first.role]
    why, why_zh = first.why
    return (
        f"Nobody may be asked as {role} of {counted(len(people), 'reserve')}{_listed(people)}: {why}.",
        f"{len(people)}名后备力量{_listed_zh(people)}的{role_zh}无人可选：{why_zh}。",
    )


def _not_searched(first: Shortage, _people: tuple[str, ...], _demands: int, _short: int) -> tuple[str, str]:
    return first.message, first.message_zh


_WORDS: Mapping[str, Callable[[Shortage, tuple[str, ...], int, int], tuple[str, str]]] = {
    "SHARED_MENTORS": _shared,
    "NOBODY_MAY_BE_ASKED": _nobody,
    "NOT_SEARCHED": _not_searched,
}


def _listed(ids: tuple[str, ...]) -> str:
    more = f" and {len(ids) - LISTED} more" if len(ids) > LISTED else ""
    return f" ({', '.join(ids[:LISTED])}{more})"


def _listed_zh(ids: tuple[str, ...]) -> str:
    return f"（{'、'.join(ids[:LISTED])}{'等' if len(ids) > LISTED else ''}）"
