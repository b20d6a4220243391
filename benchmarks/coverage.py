"""Which villages lack reserves: a page and the exact total, counted as events arrive, against a scan of networkx.

Real villages, invented people, in memory only. Both sides answer the same question in the same run, and must agree.
"""

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date
from random import Random
from typing import Any

from benchmarks.real_register import townships, villages
from domain.grades import Role, Viewer
from domain.ids import RegionCode
from domain.rule_set import VillageClass
from infra.networkx_graph import NetworkxGraph
from projections.answer import Counting
from projections.coverage import LackingPage, villages_lacking_reserves
from projections.ops import (
    RANK,
    EdgeKey,
    EdgeKind,
    Label,
    NodeKey,
    Op,
    PersonRole,
    Policy,
    Props,
    PutEdge,
    PutNode,
    PutPolicies,
    person,
    place,
)
from projections.world import World

DAY = date(2026, 6, 30)
SCALES = {"county": "371728", "city": "3716", "province": "41", "nation": ""}
WANTED = {"county": 50, "city": 300, "province": 10_000, "nation": 100_000}
POLICY = Policy(date(2026, 1, 1), 1, (2, 2, 1), 3, 5, 5)
PAGE = 50
COUNTING = Counting.ON_ROSTER
BATCH = 20_000

SINCE: Props = {"since": None}
CLEARANCES: tuple[Props, ...] = (
    {"since": None, "cleared_through": None},
    {"since": None, "cleared_through": "2027-06-30"},
)
KINDS = [kind.value for kind in VillageClass]
TRAITS: list[Props] = [
    {"sex": sex, "birth": f"{year}-05", "education": level, "capacity": None}
    for sex in ("male", "female")
    for year in range(1975, 2002)
    for level in ("senior_middle", "junior_college", "bachelor")
]
MENTOR: Props = {"sex": None, "birth": None, "education": None, "capacity": 5}

Row = tuple[int, int, str]


def run(scales: str = "county,city,province,nation") -> dict[str, Any]:
    """Per scale: microseconds of both sides, their ratio and the ratio that is asked for."""
    return {"rows": [_compared(scale) for scale in scales.split(",")], "page": PAGE}


def _compared(scale: str) -> dict[str, Any]:
    region = SCALES[scale]
    gc.disable()
    started = time.perf_counter()
    world, graph, counts = _filled(region)
    built = time.perf_counter() - started
    gc.collect()
    gc.freeze()
    viewer = Viewer(name="benchmark", role=Role.COUNTY_LEADER, region=RegionCode(region))
    page = villages_lacking_reserves(world, viewer, counting=COUNTING, first=PAGE)
    total, rows = _scan(graph, region)
    if (page.total, [node.code for node in page.nodes]) != (total, [code for _, _, code in rows]):
        raise RuntimeError(f"{scale}: the two sides do not agree")
    cursors = _cursors(world, viewer)
    fast = _median(lambda at: _ask(world, viewer, cursors[at % len(cursors)]), 2000)
    naive = _median(lambda _: _scan(graph, region), 20 if scale in {"county", "city"} else 3)
    gc.unfreeze()
    gc.enable()
    return {
        "scale": scale,
        **counts,
        "lacking": total,
        "built_s": round(built, 1),
        "naive_us": round(naive * 1e6),
        "indexed_us": round(fast * 1e6, 1),
        "ratio": round(naive / fast),
        "asked_for": WANTED[scale],
    }


def _ask(world: World, viewer: Viewer, after: str | None) -> LackingPage:
    return villages_lacking_reserves(world, viewer, counting=COUNTING, first=PAGE, after=after)


def _cursors(world: World, viewer: Viewer) -> list[str | None]:
    """The first page and some behind it."""
    found: list[str | None] = [None]
    while len(found) < 20 and (page := _ask(world, viewer, found[-1])).has_next:
        found.append(page.end_cursor)
    return found


def _scan(graph: NetworkxGraph, region: str) -> tuple[int, list[Row]]:
    """What a first implementation writes: look at every node, count the edges of each village, sort."""
    inner = graph.inner
    lacking: list[Row] = []
    for node, attributes in inner.nodes(data=True):
        if node.label is Label.VILLAGE and node.key.startswith(region):
            rank = RANK[attributes["put"].props["classification"]]
            reserves = 0
            for _, _, (kind, _) in inner.in_edges(node, keys=True):
                reserves += kind is EdgeKind.RESERVE_FOR
            if reserves < POLICY.wanted[rank]:
                lacking.append((rank, reserves - POLICY.wanted[rank], node.key))
    lacking.sort()
    return len(lacking), lacking[:PAGE]


def _median(ask: Callable[[int], object], times: int) -> float:
    taken = []
    for at in range(times):
        started = time.perf_counter()
        ask(at)
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def _filled(region: str) -> tuple[World, NetworkxGraph, dict[str, int]]:
    graph = NetworkxGraph()
    world = World(DAY, graph)
    batch: list[Op] = []
    counts = {"villages": 0, "people": 0, "operations": 0}

    def flush() -> None:
        world.index.apply(batch)
        graph.apply(batch, graph.position(), graph.position() + 1)
        counts["operations"] += len(batch)
        batch.clear()

    for op in operations(region, counts):
        batch.append(op)
        if len(batch) >= BATCH:
            flush()
    flush()
    return world, graph, counts


def operations(region: str, counts: dict[str, int]) -> Iterator[Op]:
    """Villages with their reserves, a mentor for each two of these, and natives outside."""
    rng = Random(20260630)
    yield PutPolicies((POLICY,))
    for code, name in townships(region).items():
        yield PutNode(place(code), {"name": name})
    for code, name in villages(region):
        counts["villages"] += 1
        village = place(code)
        kind = rng.choices(KINDS, (6, 9, 85))[0]
        props: Props = {
            "name": name,
            "counts": True,
            "classification": kind,
            "classified": True,
            "pending_rows": 0,
        }
        yield PutNode(village, props)
        yield PutEdge(EdgeKey(EdgeKind.PART_OF, village, place(code[:9])), {})
        mentor: NodeKey | None = None
        for at in range(rng.choices((0, 1, 2, 3), (15, 30, 40, 15))[0]):
            who = _person(counts)
            yield PutNode(who, rng.choice(TRAITS))
            yield PutEdge(EdgeKey(EdgeKind.RESERVE_FOR, who, village), rng.choice(CLEARANCES))
            if at % 2 == 0:
                mentor = _person(counts)
                yield PutNode(mentor, MENTOR, (PersonRole.MENTOR,))
                yield PutEdge(EdgeKey(EdgeKind.LINKED_TO, mentor, village), SINCE)
            if mentor:
                yield PutEdge(EdgeKey(EdgeKind.MENTORS, mentor, who, code), SINCE)
        for _ in range(rng.randint(0, 2)):
            native = _person(counts)
            yield PutNode(native, rng.choice(TRAITS))
            yield PutEdge(EdgeKey(EdgeKind.NATIVE_OF, native, village), SINCE)


def _person(counts: dict[str, int]) -> NodeKey:
    counts["people"] += 1
    return person(f"pe_{counts['people']:08x}")
