"""Who may be asked to mentor whom, and what speaks for it: what a mentor is responsible for, never a score."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from domain.rule_set import MentorRole
from services.pairing.problem import Arc, Mentor, Policy, Reason, Reserve


def possible_arcs(reserves: Iterable[Reserve], mentors: Sequence[Mentor], policy: Policy) -> tuple[Arc, ...]:
    """All pairs by the rules: the role is held; the village is linked, or the township is the mentor's own or a
    neighbour's. In the order of the reserves, then of their roles, then of the mentors. O(answer).
    """
    by_village: dict[tuple[str, MentorRole], list[Mentor]] = defaultdict(list)
    by_township: dict[tuple[str, MentorRole], list[Mentor]] = defaultdict(list)
    for mentor in mentors:
        for role in mentor.roles:
            for village in mentor.villages:
                by_village[village, role].append(mentor)
            for township in mentor.townships:
                by_township[township, role].append(mentor)
    return tuple(
        Arc(reserve.id, role, mentor.id, reasons)
        for reserve in reserves
        for role in reserve.roles
        for mentor, reasons in _candidates(reserve, role, by_village, by_township, policy)
    )


def _candidates(
    reserve: Reserve,
    role: MentorRole,
    by_village: dict[tuple[str, MentorRole], list[Mentor]],
    by_township: dict[tuple[str, MentorRole], list[Mentor]],
    policy: Policy,
) -> Iterator[tuple[Mentor, tuple[Reason, ...]]]:
    townships = (reserve.township, *policy.neighbours.get(reserve.township, ()))
    found = {m.id: m for m in by_village[reserve.village, role]}
    found.update((m.id, m) for township in townships for m in by_township[township, role])
    for key in sorted(found):
        mentor = found[key]
        if (mentor.person or mentor.id) != (reserve.person or reserve.id):
            yield mentor, _reasons(reserve, mentor)


def _reasons(reserve: Reserve, mentor: Mentor) -> tuple[Reason, ...]:
    reasons = []
    if reserve.village in mentor.villages:
        reasons.append(Reason.LINKS_THE_VILLAGE)
    if reserve.township in mentor.townships:
        reasons.append(Reason.SAME_TOWNSHIP)
    elif not reasons:
        reasons.append(Reason.NEIGHBOURING_TOWNSHIP)
    if not set(reserve.expertise).isdisjoint(mentor.expertise):
        reasons.append(Reason.EXPERTISE_ASKED_FOR)
    return tuple(reasons)
