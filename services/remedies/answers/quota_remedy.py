"""Who could be added so that a township's quotas hold (questions 8 and 9), asked of a world: people to look at.

Only the county's own department and leaders are told of people; everybody else is told how many and why not.
"""

from collections.abc import Sequence
from datetime import date

import msgspec

from domain.grades import Role, Viewer
from domain.rule_set import Quota
from domain.values.education import RANKS
from projections.answer import Counting, PersonRef, RegionRef, Stamp, VillageRef
from projections.conditions import considered
from projections.cursors import page_size, read_cursor, write_cursor
from projections.fold import Human
from projections.scope import (
    people_in,
    person_ref,
    region_of,
    region_ref,
    sees_all,
    stamp,
    village_ref,
    visible,
)
from projections.structure import QuotaStatus, counts_for, roster_of, status_of, townships_in
from projections.world import World
from services.remedies.answers.at_hand import answer_of, general, terms_met, willing
from services.remedies.quota_remedy import Addable, Remedy, Share, remedy

QUESTION = "quotaRemedy"
TOLD_OF_PEOPLE = frozenset({Role.COUNTY_DEPARTMENT, Role.COUNTY_LEADER})

AS_ARRANGED, NOT_ASKED, BY_EXCEPTION = 1, 2, 10
"""What a tie prefers: the general terms, then a plain yes. Sums over the people of a set; lower is taken."""
PREFERENCE = (
    "The fewest people; among sets of that size those who need no exception, then those who said yes, then by id.",
    "先求人数最少；人数相同时，优先符合一般条件的，再优先明确表示愿意的，最后按编号。",
)


class ToLookAt(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who could be added. `quotas`: codes of those they count for on the reference date."""

    person: PersonRef
    villages: tuple[VillageRef, ...]
    quotas: tuple[str, ...]
    general_terms: bool
    """False: only an approved exception would do."""
    answer: str | None


class ClassChange(msgspec.Struct, frozen=True, kw_only=True):
    """A reserve who counts today otherwise than on the reference date (question 9)."""

    person: PersonRef
    quota: str
    counts_today: bool
    counts_then: bool


class QuotaNeed(msgspec.Struct, frozen=True, kw_only=True):
    """One quota. `exchanges`: how many on the roster would have to be others if nobody is added; a count only."""

    code: str
    label: str
    label_zh: str
    percent: int
    required: int
    present: int
    status: QuotaStatus
    exchanges: int


class Missing(msgspec.Struct, frozen=True):
    """So many further people of a class, by the quotas' codes, would make a remedy."""

    quotas: tuple[str, ...]
    people: int


class TownshipRemedy(msgspec.Struct, frozen=True, kw_only=True):
    """`needed`: the size of the smallest set; None: there is none, for `message`. `people`: None where not told."""

    township: RegionRef
    reserves: int
    addable: int
    """Known, eligible, willing, on no roster; `not_asked`: the same, of whom no answer is known."""
    not_asked: int
    quotas: tuple[QuotaNeed, ...]
    needed: int | None
    people: tuple[ToLookAt, ...] | None
    nearest: tuple[Missing, ...]
    changes: tuple[ClassChange, ...]
    message: str
    message_zh: str


class QuotaRemedyPage(msgspec.Struct, frozen=True, kw_only=True):
    """Townships by code."""

    stamp: Stamp
    region: RegionRef
    counting: Counting
    reference_date: date
    rules_known: bool
    people_told: bool
    nodes: tuple[TownshipRemedy, ...]
    total: int
    has_next: bool
    cursors: tuple[str, ...]


def quota_remedy(
    world: World,
    viewer: Viewer,
    *,
    region: str | None = None,
    counting: Counting = Counting.CLEARED,
    also_not_asked: bool = False,
    first: int = 50,
    after: str | None = None,
) -> QuotaRemedyPage:
    """A page of a region's townships; a village stands for its township's part of it.

    `also_not_asked`: take whoever has not been asked for willing, after those who said yes. O(people of the page).
    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, PAGE_SIZE, CURSOR_FOREIGN, ROLE_MAY_NOT.
    """
    code, size = region_of(world, viewer, region), page_size(first)
    args = (code, counting, also_not_asked)
    start = read_cursor(QUESTION, args, after)
    townships = townships_in(world, code)
    page = [township for township in townships if township > start][: size + 1]
    told = viewer.role in TOLD_OF_PEOPLE and sees_all(world, viewer)
    asking = _Asking(world, viewer, code, counting, also_not_asked, told)
    return QuotaRemedyPage(
        stamp=stamp(world, code),
        region=region_ref(world, code),
        counting=counting,
        reference_date=world.reference_date,
        rules_known=world.rules is not None,
        people_told=told,
        nodes=tuple(
            world.kept((QUESTION, *args, viewer, township), lambda t=township: _township(asking, t))  # type: ignore[misc]
            for township in page[:size]
        ),
        total=len(townships),
        has_next=len(page) > size,
        cursors=tuple(write_cursor(QUESTION, args, township) for township in page[:size]),
    )


class _Asking(msgspec.Struct, frozen=True):
    """What is the same for every township of an answer."""

    world: World
    viewer: Viewer
    region: str
    counting: Counting
    also_not_asked: bool
    told: bool


def _township(asking: _Asking, township: str) -> TownshipRemedy:
    world = asking.world
    quotas = world.rules.quotas if world.rules else ()
    reserves = roster_of(world, township, asking.region, asking.counting)
    shares = [_share(quota, quotas, reserves, world) for quota in quotas]
    eligible = [human for human in people_in(world, township) if _could_be_added(asking, human, township)]
    people = [human for human in eligible if willing(human) or asking.also_not_asked]
    found = remedy(len(reserves), shares, [_addable(world, human, quotas) for human in people])
    message, message_zh = _words(found, len(reserves), len(eligible) - len(people), shares)
    chosen = frozenset(found.people or ())
    return TownshipRemedy(
        township=region_ref(world, township),
        reserves=len(reserves),
        addable=len(people),
        not_asked=sum(1 for human in eligible if not willing(human)),
        quotas=tuple(_need(q, s, found, len(reserves), world) for q, s in zip(quotas, shares, strict=True)),
        needed=None if found.people is None else len(found.people),
        people=tuple(_to_look_at(asking, human, quotas) for human in people if human.id in chosen)
        if asking.told
        else None,
        nearest=tuple(Missing(codes, n) for codes, n in found.missing),
        changes=tuple(_changes(asking, reserves, quotas)),
        message=message,
        message_zh=message_zh,
    )


def _could_be_added(asking: _Asking, human: Human, township: str) -> bool:
    """A member or a native of the township's part of the region, on no roster yet, eligible, willing or not asked."""
    places = [code for code in (human.member_at, human.native_of) if code]
    here = any(code.startswith((township, asking.region)[len(asking.region) > 9]) for code in places)
    if not here or human.serves or considered(asking.world, human):
        return False
    if not visible(asking.world, asking.viewer, human) or not terms_met(asking.world, human):
        return False
    return willing(human) is True or answer_of(human) in (None, "not_asked")


def _addable(world: World, human: Human, quotas: Sequence[Quota]) -> Addable:
    answer = answer_of(human)
    preference = 0 if answer == "yes" else AS_ARRANGED if answer == "as_arranged" else NOT_ASKED
    return Addable(
        id=human.id,
        quotas=frozenset(quota.code for quota in quotas if counts_for(quota, human, world.reference_date)),
        preference=preference + (0 if general(world, human) else BY_EXCEPTION),
    )


def _share(quota: Quota, quotas: Sequence[Quota], reserves: Sequence[Human], world: World) -> Share:
    return Share(
        code=quota.code,
        label=quota.label,
        label_zh=quota.label_zh,
        percent=quota.percent,
        present=sum(1 for human in reserves if counts_for(quota, human, world.reference_date)),
        implies=frozenset(other.code for other in quotas if _is_wider(other, quota)),
    )


def _is_wider(other: Quota, quota: Quota) -> bool:
    """Whether everybody who counts for `quota` counts for the other one, and not the other way round as well."""
    return _holds(other, quota) and not _holds(quota, other)


def _holds(wide: Quota, narrow: Quota) -> bool:
    return (
        wide.sex in (None, narrow.sex)
        and (wide.age_max is None or (narrow.age_max is not None and narrow.age_max <= wide.age_max))
        and (
            wide.education_min is None
            or (narrow.education_min is not None and RANKS[narrow.education_min] >= RANKS[wide.education_min])
        )
    )


def _need(quota: Quota, share: Share, found: Remedy, total: int, world: World) -> QuotaNeed:
    tolerance = world.rules.quota_tolerance_percent if world.rules else 0
    return QuotaNeed(
        code=quota.code,
        label=quota.label,
        label_zh=quota.label_zh,
        percent=quota.percent,
        required=-(-quota.percent * total // 100),
        present=share.present,
        status=status_of(total, share.present, quota, tolerance),
        exchanges=found.exchanges[quota.code],
    )


def _to_look_at(asking: _Asking, human: Human, quotas: Sequence[Quota]) -> ToLookAt:
    world = asking.world
    codes = sorted(
        {code for code in (human.member_at, human.native_of) if code and asking.viewer.covers(code)}
    )
    return ToLookAt(
        person=person_ref(asking.viewer, human),
        villages=tuple(village_ref(world, code) for code in codes),
        quotas=tuple(q.code for q in quotas if counts_for(q, human, world.reference_date)),
        general_terms=general(world, human),
        answer=answer_of(human),
    )


def _changes(asking: _Asking, reserves: Sequence[Human], quotas: Sequence[Quota]) -> list[ClassChange]:
    """By person, then quota in the order of the rules; who is not known on either day is `could change it`."""
    found = []
    for human in reserves:
        for quota in quotas:
            now = counts_for(quota, human, asking.world.on_date)
            then = counts_for(quota, human, asking.world.reference_date)
            if now is not None and then is not None and now != then:
                found.append(
                    ClassChange(
                        person=person_ref(asking.viewer, human),
                        quota=quota.code,
                        counts_today=now,
                        counts_then=then,
                    )
                )
    return found


def _words(found: Remedy, reserves: int, left_out: int, shares: Sequence[Share]) -> tuple[str, str]:
    """`left_out`: people who were not asked and so not taken."""
    if not shares:
        return "No rule set is in force: there is no quota.", "尚无施行的规则，没有结构要求。"
    if reserves == 0:
        return (
            "Nobody is counted yet: there is nothing to take a share of. Ask with counting ON_ROSTER.",
            "按此口径尚无后备，无从计算比例；可改按在册（ON_ROSTER）口径查看。",
        )
    if found.people is None and left_out:
        more = f"{left_out} eligible people were not asked: ask them first, or send alsoNotAsked: true."
        more_zh = f"另有{left_out}名符合条件者尚未征求意愿：请先征求，或加 alsoNotAsked=true 一并考虑。"
        return f"{found.message} {more}", f"{found.message_zh}{more_zh}"
    return found.message, found.message_zh
