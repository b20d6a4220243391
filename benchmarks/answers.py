"""Every answer of the main road, first asked: how long at a county and at eight, and against a naive look at all.

One invented county of decisions, the same at both scales. `naive` walks the networkx graph from end to end; `by_hand`
is the oracle of the tests, which looks at every event again for each person or village, so that it says little of what
a careful scan costs. An answer that costs no more than its own length keeps `grows` low whatever the county's size.
"""

import gc
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from domain.grades import Role, Viewer
from domain.ids import VillageCode
from domain.ledger import LedgerKind
from domain.rule_set import TalkGroup
from domain.survey import survey_of
from infra.networkx_graph import NetworkxGraph
from projections.answer import Counting
from projections.contact_due import contact_due
from projections.coverage import coverage
from projections.due_process import due_process
from projections.mentor_gaps import mentor_gaps
from projections.mentor_loads import mentor_loads
from projections.mobilising.incumbents import incumbents_leaving
from projections.mobilising.natives import natives_outside
from projections.oracle import (
    GraphScan,
    Recount,
    recounted_due,
    recounted_mentors,
    recounted_mobilising,
    recounted_surveys,
)
from projections.surveying.plans import village_plans
from projections.surveying.progress import survey_progress
from projections.world import World
from tests.given import COUNTY, SURVEYS, TODAY, Given

TOWNSHIPS = {"county": 15, "city": 8 * 15}
VILLAGES, MEMBERS = 16, 24
WANTED = 50
VIEWER = Viewer(name="benchmark", role=Role.COUNTY_LEADER, region=COUNTY)
TOMORROW = TODAY + timedelta(days=1)

Ask = Callable[[World], Any]
ANSWERS: dict[str, Ask] = {
    "mentor load": lambda world: mentor_loads(world, VIEWER),
    "coverage by class": lambda world: coverage(world, VIEWER),
    "due talks": lambda world: contact_due(world, VIEWER),
    "survey progress": lambda world: survey_progress(world, VIEWER),
    "village plans": lambda world: village_plans(world, VIEWER),
    "mentor gaps": lambda world: mentor_gaps(world, VIEWER),
    "due process owed": lambda world: due_process(world, VIEWER),
    "incumbents leaving": lambda world: incumbents_leaving(world, VIEWER),
    "natives outside": lambda world: natives_outside(world, VIEWER),
}
KEPT = (ANSWERS["incumbents leaving"], ANSWERS["natives outside"])
NAIVE: dict[str, Callable[[GraphScan], Any]] = {
    "mentor load": lambda scan: (scan.mentors(COUNTY), scan.unmentored(COUNTY)),
    "coverage by class": lambda scan: scan.totals(COUNTY),
    "due talks": lambda scan: scan.late(COUNTY),
}
"""Those for which a ratio is asked."""
BY_HAND: dict[str, Callable[[Recount], Any]] = {
    "survey progress": lambda told: recounted_surveys.progress(told, COUNTY),
    "village plans": lambda told: recounted_surveys.plans(told, COUNTY),
    "mentor gaps": lambda told: recounted_mentors.gaps(told, COUNTY),
    "due process owed": lambda told: recounted_due.due_rows(told, COUNTY),
    "incumbents leaving": lambda told: recounted_mobilising.incumbents(told, COUNTY),
    "natives outside": lambda told: recounted_mobilising.natives(told, COUNTY, Counting.CLEARED),
}


def run(slow: str = "") -> dict[str, Any]:
    """Microseconds. With `by_hand` as argument the tests' oracles are timed too, at a county of one township."""
    gc.disable()
    worlds = {scale: _world(_history(townships)) for scale, townships in TOWNSHIPS.items()}
    gc.freeze()
    rows = [_asked(name, worlds) for name in ANSWERS]
    found: dict[str, Any] = {
        "events": {scale: world.position for scale, world in worlds.items()},
        "rows": rows,
        "asked_for": WANTED,
    }
    if slow == "by_hand":
        found["one_township"] = _by_hand()
    gc.unfreeze()
    gc.enable()
    return found


def _asked(name: str, worlds: dict[str, World]) -> dict[str, Any]:
    row: dict[str, Any] = {"answer": name, "total": _total(ANSWERS[name](worlds["county"]))}
    for scale, world in worlds.items():
        row[f"{scale}_us"] = round(_median(ANSWERS[name], world, 41) * 1e6)
    row["grows"] = round(row["city_us"] / row["county_us"], 1)
    for scale, world in worlds.items():
        naive = NAIVE.get(name)
        if naive:
            scan = GraphScan(world.graph.export(), world.index.policies, TODAY)
            _must_agree(name, world, scan)
            walked = _seconds(lambda naive=naive, scan=scan: naive(scan), 5)  # type: ignore[misc]
            row[f"{scale}_naive_us"] = round(walked * 1e6)
            row[f"{scale}_ratio"] = round(walked * 1e6 / row[f"{scale}_us"])
        else:
            row[f"{scale}_naive_us"] = row[f"{scale}_ratio"] = ""
    return row


def _must_agree(name: str, world: World, scan: GraphScan) -> None:
    """The first page of both; every page of generated histories is compared in the tests."""
    match name:
        case "mentor load":
            loads = [(-row.load, row.mentor.id) for row in mentor_loads(world, VIEWER).nodes]
            so = loads == scan.mentors(COUNTY)[: len(loads)]
        case "due talks":
            late = [(row.since, row.reserve.id) for row in contact_due(world, VIEWER).nodes]
            so = late == scan.late(COUNTY)[: len(late)]
        case _:
            sums = scan.totals(COUNTY)["by_class"]
            found = coverage(world, VIEWER).by_class
            so = [row.on_roster for row in found] == [row["on_roster"] for row in sums]
    if not so:
        raise RuntimeError(f"{name}: the two sides do not agree")


def _by_hand() -> list[dict[str, Any]]:
    history = _history(1)
    world, told = _world(history), Recount(history.events, TODAY)
    rows = []
    for name, naive in BY_HAND.items():
        fast = _median(ANSWERS[name], world, 41)
        slow = _seconds(lambda naive=naive: naive(told), 1)  # type: ignore[misc]
        rows.append(
            {
                "answer": name,
                "us": round(fast * 1e6),
                "by_hand_us": round(slow * 1e6),
                "ratio": round(slow / fast),
            }
        )
    return rows


def _median(ask: Ask, world: World, times: int) -> float:
    """An answer that is kept for its next page is asked anew: the day goes on and comes back."""
    taken = []
    for _ in range(5 if ask in KEPT else times):
        if ask in KEPT:
            world.advance(TOMORROW)
            world.advance(TODAY)
        started = time.perf_counter()
        ask(world)
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def _seconds(ask: Callable[[], Any], times: int) -> float:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def _total(page: Any) -> int | str:
    found = getattr(page, "total", "")
    return found if isinstance(found, int) else ""


def _world(history: Given) -> World:
    world = World(TODAY, NetworkxGraph())
    world.apply(history.events)
    return world


def _history(townships: int) -> Given:
    rng, history = Random(20260630), Given().county(0)
    for number in range(townships * VILLAGES):
        code = VillageCode(f"{COUNTY}{200 + number // VILLAGES:03d}{200 + number % VILLAGES}")
        history.register(code, f"村{number}")
        _village(history, rng, code, number)
    return history


def _village(history: Given, rng: Random, code: VillageCode, number: int) -> None:
    """Decided of class, often surveyed; an incumbent, members, a native outside, a mentor and two reserves."""
    incumbent, mentor, native = f"pe_i{number}", f"pe_m{number}", f"pe_n{number}"
    kind = rng.choices(("difficult", "key", "ordinary"), (6, 9, 85))[0]
    history.calls(code, kind, incumbent)
    history.member(incumbent, code, birth=f"{rng.randint(1958, 1985)}-05", education="junior_college",
                   willingness_to_stand=rng.choice(("yes", "no", "not_asked")))  # fmt: skip
    history.classifies(code, kind, TODAY - timedelta(days=90))
    if kind != "ordinary" and rng.random() < 0.7:
        history.plans(code, TODAY + timedelta(days=rng.randint(-30, 60)))
    history.mentor(mentor, f"导师{number}", code)
    history.registers(mentor, "village_link_leader", villages=[code], on=date(2026, 1, 5))

    history.says(LedgerKind.TALENTS, native, native_village=code, birth="1990-05",
                 willingness_to_return=rng.choice(("yes", "no", "not_asked")))  # fmt: skip
    for member in range(MEMBERS):
        history.member(f"pe_p{number}x{member}", code)
    if rng.random() < 0.8:
        _survey(history, rng, code)
    for which in "ab":
        _reserve(history, rng, code, f"pe_r{number}{which}", mentor)


def _survey(history: Given, rng: Random, code: VillageCode) -> None:
    survey, on = survey_of(code, 1), TODAY - timedelta(days=60)

    def happened(what: str, *how: Any) -> None:
        history.add(f"survey:{survey}", SURVEYS[what](survey, code, on, *how), region=code, valid_at=on)

    happened("opened")
    for number, group in enumerate(rng.sample(list(TalkGroup), rng.randint(4, len(TalkGroup)))):
        happened("interview", number + 1, group)
    if rng.random() < 0.6:
        happened("concluded")


def _reserve(history: Given, rng: Random, code: VillageCode, who: str, mentor: str) -> None:
    names = rng.choice((f"导师{code}", "", ""))
    history.reserve(who, code, birth="1992-05", education="bachelor", mentor_names=names)
    on = TODAY - timedelta(days=rng.randint(10, 120))
    fate = rng.random()
    if fate < 0.1:
        history.decides(who, code, "proposed", on)
        history.decides(who, code, "screened not clear", on)
    elif fate < 0.7:
        history.admits(who, code, on)
    history.pairs(who, code, mentor, "village_link_leader", on)
    if rng.random() < 0.9:
        history.talks(who, code, mentor, TODAY - timedelta(days=rng.randint(1, 60)))
