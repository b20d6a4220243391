"""The fewest people who could be added so that all quotas of a township hold afterwards (questions 8, 9), exactly.

People to look at, nothing more: nobody is admitted, and nobody leaves, for a quota's sake. Adding somebody raises what
every share is taken of, so a person who counts for no quota never helps, and the number needed grows with each.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

import msgspec


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """Of `total` people on the roster `present` count for the quota; at least `percent` of 100 are wanted.

    `implies`: the quotas that whoever counts for this one counts for as well; a class is not named by them.
    """

    code: str
    label: str
    label_zh: str
    percent: int
    present: int
    implies: frozenset[str] = frozenset()


class Addable(msgspec.Struct, frozen=True, kw_only=True):
    """Known, eligible, willing. `quotas`: what they count for at the reference date; `preference`: lower first."""

    id: str
    quotas: frozenset[str]
    preference: int = 0


class Remedy(msgspec.Struct, frozen=True, kw_only=True):
    """`people`: the smallest set, ties by the sum of preferences, then by id; None: there is none, for `message`.

    `exchanges`: how many on the roster would have to be others, by quota, if nobody is added; counts only.
    `missing`: without a remedy, the fewest further people that would make one, by the quotas they would count for.
    """

    people: tuple[str, ...] | None
    exchanges: Mapping[str, int]
    missing: tuple[tuple[tuple[str, ...], int], ...] = ()
    message: str
    message_zh: str


Class = frozenset[str]
Needs = tuple[int, ...]


def remedy(total: int, shares: Sequence[Share], addable: Iterable[Addable]) -> Remedy:
    """Tries one person, two, and so on; each number by all ways to compose it from the classes of people."""
    exchanges = {share.code: max(0, -(-share.percent * total // 100) - share.present) for share in shares}
    codes = [share.code for share in shares]
    classes: dict[Class, list[Addable]] = defaultdict(list)
    for person in sorted(addable, key=lambda person: (person.preference, person.id)):
        if counted := person.quotas.intersection(codes):
            classes[counted].append(person)
    chosen = _smallest(total, shares, classes)
    if chosen is not None:
        people = tuple(sorted(person.id for person in chosen))
        return Remedy(
            people=people,
            exchanges=exchanges,
            message=f"To look at: {len(people)}; with all of them every quota holds."
            if people
            else _HOLDS[0],
            message_zh=f"可供了解{len(people)}人；全部增补后各项结构要求均达到。" if people else _HOLDS[1],
        )
    missing = _fewest_missing(total, shares, classes)
    message, message_zh = _proof(total, shares, classes, missing)
    return Remedy(people=None, exchanges=exchanges, missing=missing, message=message, message_zh=message_zh)


_HOLDS = ("Every quota holds already.", "各项结构要求均已达到。")


def _smallest(
    total: int, shares: Sequence[Share], classes: Mapping[Class, Sequence[Addable]]
) -> list[Addable] | None:
    order = sorted(classes, key=lambda group: (-len(group), sorted(group)))
    for number in range(sum(map(len, classes.values())) + 1):
        counts = _Composing(shares, order, classes).best(0, needs_at(total, shares, number), number)
        if counts is not None:
            return [
                person for group, n in zip(order, counts[1], strict=True) for person in classes[group][:n]
            ]
    return None


def needs_at(total: int, shares: Sequence[Share], added: int) -> Needs:
    """How many of those added must count for each quota."""
    return tuple(max(0, -(-share.percent * (total + added) // 100) - share.present) for share in shares)


class _Composing:
    """The cheapest numbers from each class that meet the needs, by trying all and remembering what was tried."""

    def __init__(
        self,
        shares: Sequence[Share],
        order: Sequence[Class],
        classes: Mapping[Class, Sequence[Addable]],
    ) -> None:
        self.counts_for = [[share.code in group for share in shares] for group in order]
        self.costs = [[0, *accumulate(p.preference for p in classes[group])] for group in order]
        later = [0] * len(shares)
        self.able: list[list[int]] = []
        """Per class, how many count for each quota from there on."""
        for group, costs in zip(reversed(self.counts_for), reversed(self.costs), strict=True):
            later = [n + (len(costs) - 1) * counts for n, counts in zip(later, group, strict=True)]
            self.able.insert(0, later)
        self.known: dict[tuple[int, Needs, int], tuple[int, tuple[int, ...]] | None] = {}

    def best(self, at: int, needs: Needs, left: int) -> tuple[int, tuple[int, ...]] | None:
        """Sum of preferences and the number from each class from `at` on; None if `left` people are not enough."""
        if not any(needs):
            return 0, (0,) * (len(self.costs) - at)
        if at == len(self.costs) or max(needs) > left or any(map(int.__gt__, needs, self.able[at])):
            return None
        key = (at, needs, left)
        if key not in self.known:
            self.known[key] = self._compose(at, needs, left)
        return self.known[key]

    def _compose(self, at: int, needs: Needs, left: int) -> tuple[int, tuple[int, ...]] | None:
        found = None
        useful = max(need for need, counts in zip(needs, self.counts_for[at], strict=True) if counts)
        for number in range(min(useful, left, len(self.costs[at]) - 1) + 1):
            rest = tuple(
                max(0, need - number) if counts else need
                for need, counts in zip(needs, self.counts_for[at], strict=True)
            )
            later = self.best(at + 1, rest, left - number)
            if later is not None:
                one = (self.costs[at][number] + later[0], (number, *later[1]))
                found = one if found is None else min(found, one)
        return found


def _fewest_missing(
    total: int, shares: Sequence[Share], classes: Mapping[Class, Sequence[Addable]]
) -> tuple[tuple[tuple[str, ...], int], ...]:
    """Invented people who count for everything are added until it works; then each is asked to count for less."""
    wanted: list[Class] = []
    everything = frozenset(share.code for share in shares)
    while _smallest(total, shares, _with(classes, wanted)) is None:
        if len(wanted) > _MOST_MISSING:
            return ()
        wanted.append(everything)
    for at in range(len(wanted)):
        for code in sorted(everything):
            fewer = [*wanted[:at], wanted[at] - {code}, *wanted[at + 1 :]]
            if _smallest(total, shares, _with(classes, fewer)) is not None:
                wanted = fewer
    implied = {share.code: share.implies for share in shares}
    named = [group.difference(*(implied[code] for code in group)) for group in wanted]
    groups = sorted(tuple(sorted(group)) for group in named if group)
    return tuple((group, groups.count(group)) for group in dict.fromkeys(groups))


_MOST_MISSING = 60


def _with(
    classes: Mapping[Class, Sequence[Addable]], wanted: Iterable[Class]
) -> dict[Class, Sequence[Addable]]:
    more = {group: list(people) for group, people in classes.items()}
    for group in wanted:
        if group:
            more.setdefault(group, []).append(Addable(id="", quotas=group))
    return dict(more)


def _proof(
    total: int,
    shares: Sequence[Share],
    classes: Mapping[Class, Sequence[Addable]],
    missing: Sequence[tuple[tuple[str, ...], int]],
) -> tuple[str, str]:
    words, words_zh = [], []
    for share in shares:
        able = sum(len(people) for group, people in classes.items() if share.code in group)
        with_all, wanted = share.present + able, -(-share.percent * (total + able) // 100)
        if with_all < wanted:
            words.append(f"{share.label}: all {able} who could be added make {with_all} of {wanted} wanted")
            words_zh.append(f"{share.label_zh}：可增补的{able}人全部计入为{with_all}人，需{wanted}人")
    if not words:
        words.append("each quota can be met alone, but no number of people meets all together")
        words_zh.append("各项单独可以达到,但任何人数都不能同时达到")
    labels = {share.code: (share.label, share.label_zh) for share in shares}
    short = "; ".join(f"{n} more who are {' and '.join(labels[c][0] for c in group)}" for group, n in missing)
    short_zh = "；".join(f"还差{n}名{'且'.join(labels[c][1] for c in group)}" for group, n in missing)
    return (
        f"No set of known people will do. {'; '.join(words)}. Nearest: {short or 'out of reach'}.",
        f"现有人员无法达到。{'；'.join(words_zh)}。最接近：{short_zh or '相差过远'}。",
    )
