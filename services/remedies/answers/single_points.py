"""On whom alone villages hang (question 5), asked of a world: rows by the number of villages, a second link to each."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from domain.grades import Viewer
from domain.ids import PersonId
from domain.refusal import Refusal
from domain.rule_set import VillageClass
from projections.answer import PersonRef, RegionRef, Stamp, VillageRef
from projections.cursors import page_size, read_cursor, write_cursor
from projections.index import VillageEntry
from projections.ops import CLASSES
from projections.scope import person_ref, region_of, region_ref, stamp, village_ref, visible
from projections.world import World
from services.remedies.answers.hanging import Offer, links_of, offers_for, villages_in
from services.remedies.single_points import LinkKind, SinglePoints, single_points

QUESTION = "singlePoints"
THRESHOLD = 2
MOST = 99_999


class HangsBy(StrEnum):
    """As what a person is the only link; CUT_POINT: without them villages lose touch with the others."""

    RESERVE = "RESERVE"
    MENTOR = "MENTOR"
    LEADER = "LEADER"
    CUT_POINT = "CUT_POINT"


class SecondLink(msgspec.Struct, frozen=True):
    """Who could most easily be a second link of the kind, and what speaks for it."""

    person: PersonRef
    reasons: tuple[str, ...]


class HangingVillage(msgspec.Struct, frozen=True, kw_only=True):
    """`bridge`: the link to this village alone joins two sides. `second`: None where nobody can be named."""

    village: VillageRef
    classification: VillageClass
    bridge: bool
    second: SecondLink | None


class SinglePointRow(msgspec.Struct, frozen=True, kw_only=True):
    """A person, as what, and the villages that hang on them, by code."""

    person: PersonRef
    by: HangsBy
    villages: tuple[HangingVillage, ...]


class SinglePointsPage(msgspec.Struct, frozen=True, kw_only=True):
    """The most villages first, the difficult and then the key ones counting before others, then by person."""

    stamp: Stamp
    region: RegionRef
    threshold: int
    nodes: tuple[SinglePointRow, ...]
    total: int
    by_kind: tuple[tuple[HangsBy, int], ...]
    bridges: int
    has_next: bool
    cursors: tuple[str, ...]


class _Row(msgspec.Struct, frozen=True):
    key: str
    person: str
    by: HangsBy
    villages: tuple[str, ...]
    seconds: Mapping[str, Offer]


class _Found(msgspec.Struct, frozen=True):
    """The region's answer, kept for its next page."""

    rows: tuple[_Row, ...]
    bridges: frozenset[tuple[str, str]]


def hanging_on_one(
    world: World,
    viewer: Viewer,
    *,
    region: str | None = None,
    threshold: int = THRESHOLD,
    by: HangsBy | None = None,
    first: int = 50,
    after: str | None = None,
) -> SinglePointsPage:
    """`threshold`: villages that must hang on somebody to be listed; `by`: these rows only.

    O(links of the region) once after any change, then O(rows).

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, PAGE_SIZE, CURSOR_FOREIGN, THRESHOLD_RANGE, ROLE_MAY_NOT.
    """
    code, size = region_of(world, viewer, region), page_size(first)
    if not 1 <= threshold <= MOST:
        raise Refusal(
            "THRESHOLD_RANGE",
            f"`threshold`: a number of villages, 1 to {MOST}.",
            f"`threshold`：村数，1 至 {MOST}。",
            path=("threshold",),
        )
    args = (code, threshold, by)
    start = read_cursor(QUESTION, args, after)
    found = world.kept((QUESTION, code, threshold, viewer), lambda: _all_of(world, viewer, code, threshold))
    rows = [row for row in found.rows if by in (None, row.by)]
    page = [row for row in rows if row.key > start][: size + 1]
    return SinglePointsPage(
        stamp=stamp(world, code),
        region=region_ref(world, code),
        threshold=threshold,
        nodes=tuple(_shown(world, viewer, row, found.bridges) for row in page[:size]),
        total=len(rows),
        by_kind=tuple((kind, sum(row.by is kind for row in found.rows)) for kind in HangsBy),
        bridges=len(found.bridges),
        has_next=len(page) > size,
        cursors=tuple(write_cursor(QUESTION, args, row.key) for row in page[:size]),
    )


def _all_of(world: World, viewer: Viewer, code: str, threshold: int) -> _Found:
    """Links of people whom the viewer may not see count, so that nobody seems to stand alone; they have no row.

    Cut points and bridges are those of reserves and mentors: a leader of a whole township would always be one.
    """
    villages = villages_in(world, code)
    links = links_of(world, villages)
    offers = {
        (o.link.village, o.link.kind, o.link.person): o for o in offers_for(world, viewer, villages, links)
    }
    classes = {entry.code: CLASSES[entry.rank] for entry in villages}
    only = single_points(classes, links, [offer.link for offer in offers.values()], threshold)
    daily = single_points(
        classes, [link for link in links if link.kind is not LinkKind.LEADER], (), threshold
    )
    found = replace(only, cut_points=daily.cut_points, bridges=daily.bridges)
    ranks = {entry.code: entry for entry in villages}
    rows = sorted(_rows(found, offers, ranks), key=lambda row: row.key)
    return _Found(
        tuple(row for row in rows if visible(world, viewer, world.fold.humans[PersonId(row.person)])),
        frozenset(found.bridges),
    )


def _rows(
    found: SinglePoints,
    offers: Mapping[tuple[str, LinkKind, str], Offer],
    villages: Mapping[str, VillageEntry],
) -> Iterator[_Row]:
    for only in found.only_links:
        by = HangsBy[only.kind.name]
        seconds = {
            village: offers[village, only.kind, link.person] for village, link in only.second_links.items()
        }
        yield _Row(_key(only.person, by, only.villages, villages), only.person, by, only.villages, seconds)
    for cut in found.cut_points:
        by = HangsBy.CUT_POINT
        yield _Row(_key(cut.person, by, cut.villages, villages), cut.person, by, cut.villages, {})


def _key(person: str, by: HangsBy, hanging: Sequence[str], villages: Mapping[str, VillageEntry]) -> str:
    ranks = [villages[code].rank for code in hanging]
    weight = (len(ranks), ranks.count(0), ranks.count(1))
    return f"{''.join(f'{MOST - number:05d}' for number in weight)}{person} {tuple(HangsBy).index(by)}"


def _shown(world: World, viewer: Viewer, row: _Row, bridges: frozenset[tuple[str, str]]) -> SinglePointRow:
    def second(village: str) -> SecondLink | None:
        offer = row.seconds.get(village)
        if offer is None:
            return None
        return SecondLink(person_ref(viewer, world.fold.humans[PersonId(offer.link.person)]), offer.reasons)

    return SinglePointRow(
        person=person_ref(viewer, world.fold.humans[PersonId(row.person)]),
        by=row.by,
        villages=tuple(
            HangingVillage(
                village=village_ref(world, village),
                classification=CLASSES[world.index.villages[village].rank],
                bridge=(row.person, village) in bridges,
                second=second(village),
            )
            for village in row.villages
        ),
    )
