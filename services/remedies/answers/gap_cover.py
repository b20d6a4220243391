"""Who could cover the villages that lack reserves (question 7), asked of a world. Nothing is decided by it.

Only people whom the viewer may see are looked at, and only their places within the viewer's region count: a township
is told nothing of what lies outside it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from domain.grades import Viewer
from domain.refusal import Refusal
from projections.answer import Counting, PersonRef, RegionRef, Stamp, VillageRef
from projections.conditions import TermsMet, best_terms
from projections.coverage import VillageCoverage, village_row
from projections.cursors import page_size, read_cursor, write_cursor
from projections.fold import Human
from projections.index import VillageEntry
from projections.ops import CLASSES
from projections.scope import people_in, person_ref, region_of, region_ref, stamp, village_ref, visible
from projections.world import World
from services.remedies.answers.at_hand import is_mature, terms_met, willing
from services.remedies.gap_cover import (
    Bare,
    Candidate,
    Cover,
    CoverKind,
    CoverReason,
    CoverRule,
    LackingVillage,
    cover_gaps,
)

QUESTION = "gapCover"
ALL = 100_000
"""More villages than any region has."""

Neighbours = Mapping[str, tuple[str, ...]]


class ProposedCover(msgspec.Struct, frozen=True, kw_only=True):
    """A person to look at. `terms`: those that age and education meet; None for somebody already cleared."""

    person: PersonRef
    kind: CoverKind
    villages: tuple[VillageRef, ...]
    """Where they are a reserve or serve, within the viewer's region."""
    reasons: tuple[CoverReason, ...]
    terms: TermsMet | None


class RefusedCover(msgspec.Struct, frozen=True):
    """Somebody near, and the first rule that speaks against them."""

    person: PersonRef
    rule: CoverRule


class CoverRow(msgspec.Struct, frozen=True, kw_only=True):
    """A lacking village. What stays uncovered has its reason in words and in what the words speak of."""

    village: VillageCoverage
    covers: tuple[ProposedCover, ...]
    uncovered: int
    shared_by: tuple[VillageRef, ...]
    """With `candidates`: these villages want more of the same people than there are."""
    candidates: tuple[PersonRef, ...]
    against: tuple[RefusedCover, ...]
    message: str
    message_zh: str


class GapCoverPage(msgspec.Struct, frozen=True, kw_only=True):
    """Villages in the order of question 1: by class, what they lack, code."""

    stamp: Stamp
    region: RegionRef
    counting: Counting
    nodes: tuple[CoverRow, ...]
    total: int
    short_by: int
    covered: int
    uncovered: int
    has_next: bool
    cursors: tuple[str, ...]


class _Found(msgspec.Struct, frozen=True):
    """The whole region's answer, kept for its next page."""

    keys: tuple[str, ...]
    lacking: Mapping[str, LackingVillage]
    people: Mapping[str, Candidate]
    covers: Mapping[str, tuple[Cover, ...]]
    bare: Mapping[str, Bare]


def gap_cover(
    world: World,
    viewer: Viewer,
    *,
    region: str | None = None,
    counting: Counting = Counting.CLEARED,
    neighbours: Sequence[str] = (),
    first: int = 50,
    after: str | None = None,
) -> GapCoverPage:
    """A page of lacking villages. `neighbours`: pairs of townships that adjoin, `CODE-CODE`; else only the own one.

    O(people of the townships asked) once after any change, then O(page).
    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, PAGE_SIZE, CURSOR_FOREIGN, NEIGHBOURS_MALFORMED,
    ROLE_MAY_NOT.
    """
    code, size = region_of(world, viewer, region), page_size(first)
    adjoining = read_neighbours(neighbours)
    args = (code, counting, tuple(sorted(adjoining.items())))
    start = read_cursor(QUESTION, args, after)
    found = world.kept((QUESTION, *args, viewer), lambda: _all_of(world, viewer, code, counting, adjoining))
    page = [key for key in found.keys if key > start][: size + 1]
    covered = sum(map(len, found.covers.values()))
    short_by = sum(village.lacking for village in found.lacking.values())
    return GapCoverPage(
        stamp=stamp(world, code),
        region=region_ref(world, code),
        counting=counting,
        nodes=tuple(_row(world, viewer, counting, found, key[6:]) for key in page[:size]),
        total=len(found.keys),
        short_by=short_by,
        covered=covered,
        uncovered=short_by - covered,
        has_next=len(page) > size,
        cursors=tuple(write_cursor(QUESTION, args, key) for key in page[:size]),
    )


def read_neighbours(pairs: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Both directions of every pair.

    Raises: NEIGHBOURS_MALFORMED.
    """
    found: dict[str, set[str]] = {}
    for pair in pairs:
        one, _, other = (part.strip() for part in pair.partition("-"))
        if not all(len(code) == 9 and code.isascii() and code.isdigit() for code in (one, other)):
            raise Refusal(
                "NEIGHBOURS_MALFORMED",
                f"`{pair[:40]}`: write two township codes that adjoin, such as 990101100-990101101.",
                f"`{pair[:40]}`：请写相邻两乡镇的代码，例如 990101100-990101101。",
                path=("neighbours",),
            )
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {code: tuple(sorted(others - {code})) for code, others in sorted(found.items())}


def candidates_in(
    world: World, viewer: Viewer, townships: Sequence[str]
) -> tuple[dict[str, Candidate], dict[str, str]]:
    """Everybody who could cover something in these townships, and the incumbent by village."""
    people: dict[str, Candidate] = {}
    incumbents: dict[str, str] = {}
    for township in townships:
        for human in people_in(world, township):
            for code in human.serves:
                incumbents[code] = human.id
            if human.id not in people and visible(world, viewer, human):
                candidate = candidate_of(world, viewer, human)
                if candidate is not None:
                    people[human.id] = candidate
    return people, incumbents


def candidate_of(world: World, viewer: Viewer, human: Human) -> Candidate | None:
    """As what somebody could cover a village; None for everybody else. A reserve counts as one before all."""
    roster = tuple(code for code in human.roster if viewer.covers(code))
    native_of = human.native_of if human.native_of and viewer.covers(human.native_of) else ""
    known = {code: c for code, c in human.candidates.items() if viewer.covers(code)}
    posts = tuple(sorted({*filter(viewer.covers, human.serves), *_committees(known)}))
    mature = is_mature(human, frozenset(known))
    if roster:
        kind, villages = CoverKind.RESERVE_ELSEWHERE, roster
    elif posts and mature:
        kind, villages = CoverKind.MATURE_COMMITTEE_MEMBER, posts
    elif native_of:
        kind, villages = CoverKind.NATIVE_OUTSIDE, posts
    else:
        return None
    return Candidate(
        id=human.id,
        kind=kind,
        townships=tuple(sorted({code[:9] for code in villages})),
        villages=villages,
        native_of=native_of,
        mature=mature,
        willing=willing(human),
        eligible=_is_cleared(world, human, roster) or terms_met(world, human),
        spare=bool(roster) and all(len(world.index.villages[code].roster) > 1 for code in roster),
        left=not roster and any(c.over for candidate in known.values() for c in candidate.decisions),
    )


def _committees(known: Mapping[str, Any]) -> set[str]:
    """Villages to whose committees a decision says they were elected."""
    return {code for code, candidate in known.items() if any(c.used for c in candidate.decisions)}


def _is_cleared(world: World, human: Human, villages: Sequence[str]) -> bool:
    ends = (human.candidates[code].cleared_through for code in villages)
    return any(through is not None and through >= world.on_date for through in ends)


def _all_of(world: World, viewer: Viewer, code: str, counting: Counting, adjoining: Neighbours) -> _Found:
    entries, _ = world.index.lacking(code, counting, "", ALL)
    asked = {entry.code[:9] for entry in entries}
    townships = sorted(asked.union(*(adjoining.get(township, ()) for township in asked)))
    people, incumbents = candidates_in(world, viewer, townships)
    lacking = {entry.code: _lacking(entry, counting, incumbents.get(entry.code, "")) for entry in entries}
    answer = cover_gaps(list(lacking.values()), people.values(), adjoining)
    covers: dict[str, tuple[Cover, ...]] = {}
    for cover in answer.covers:
        covers[cover.village] = (*covers.get(cover.village, ()), cover)
    return _Found(
        keys=tuple(entry.sort_key(counting) for entry in entries),
        lacking=lacking,
        people=people,
        covers=covers,
        bare={bare.village: bare for bare in answer.bare},
    )


def _lacking(entry: VillageEntry, counting: Counting, incumbent: str) -> LackingVillage:
    return LackingVillage(
        id=entry.code,
        township=entry.code[:9],
        village_class=CLASSES[entry.rank],
        lacking=entry.short_by(counting),
        incumbent=incumbent,
    )


def _row(world: World, viewer: Viewer, counting: Counting, found: _Found, code: str) -> CoverRow:
    covers = tuple(_proposed(world, viewer, found.people[c.person], c) for c in found.covers.get(code, ()))
    bare = found.bare.get(code)
    village = village_row(world, code, counting)  # type: ignore[arg-type]
    message, message_zh = _words(village, len(covers), bare)

    def named(person: str) -> PersonRef:
        return person_ref(viewer, world.fold.humans[person])  # type: ignore[index]

    return CoverRow(
        village=village,
        covers=covers,
        uncovered=bare.missing if bare else 0,
        shared_by=tuple(village_ref(world, other) for other in bare.shared_by) if bare else (),
        candidates=tuple(named(person) for person in bare.candidates) if bare else (),
        against=tuple(RefusedCover(named(who), rule) for who, rule in bare.against) if bare else (),
        message=message,
        message_zh=message_zh,
    )


def _proposed(world: World, viewer: Viewer, candidate: Candidate, cover: Cover) -> ProposedCover:
    human = world.fold.humans[candidate.id]  # type: ignore[index]
    return ProposedCover(
        person=person_ref(viewer, human),
        kind=candidate.kind,
        villages=tuple(village_ref(world, code) for code in candidate.villages),
        reasons=cover.reasons,
        terms=best_terms(world, human),
    )


def _words(village: VillageCoverage, covers: int, bare: Bare | None) -> tuple[str, str]:
    """What became of a village, and what to do where it stays without."""
    waiting = village.on_roster - village.cleared
    first = f"{waiting} of its own wait for review: review them first. " if waiting else ""
    first_zh = f"本村在册{waiting}人尚未过审，请先审查。" if waiting else ""
    if bare is None:
        return f"{first}To look at: {covers}.", f"{first_zh}可供了解{covers}人。"
    why, why_zh = _why_bare(bare)
    return (
        f"{first}{bare.missing} short: {why} Look among the village's own members.",
        f"{first_zh}仍缺{bare.missing}人：{why_zh}请在本村党员中物色。",
    )


def _why_bare(bare: Bare) -> tuple[str, str]:
    if bare.candidates:
        return (
            f"{len(bare.shared_by)} villages want these {len(bare.candidates)} people.",
            f"{len(bare.shared_by)}个村只有这{len(bare.candidates)}人可供调剂。",
        )
    if bare.against:
        return (
            f"of {len(bare.against)} people near none can be asked, each by a rule.",
            f"邻近{len(bare.against)}人均不宜，原因逐人列明。",
        )
    return (
        "no other reserve of the township, no native outside and no mature committee member is known.",
        "本乡镇没有其他村后备、在外乡贤或成熟型两委成员可供调剂。",
    )
