"""Looking after a folder: verify, rebuild, and say what is missing."""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import msgspec

from domain.grades import Action
from domain.recorded import Recorded
from domain.refusal import Refusal
from infra.networkx_graph import NetworkxGraph
from projections.answer import Counting
from projections.answers import all_answers, plain
from projections.coverage import coverage
from projections.oracle import Recount
from projections.oracle.recounted import totals
from projections.world import World
from services.rights import must_be_allowed
from yumiao.folders import about_folder
from yumiao.mending import remembered
from yumiao.office import Office
from yumiao.watching import clock_must_go_on

STEP = 97
"""Events at a time when verifying: other steps than the living world took must lead to the same answers."""
PROJECTIONS = ("graph", "coverage", "structure", "mentors", "people", "search", "history")
"""Names that `rebuild` knows. The embedded engine folds them all in one pass over the log."""


def rebuild(office: Office, name: str) -> dict[str, Any]:
    """Fold the log again from its first event. Raises: PROJECTION_UNKNOWN."""
    must_be_allowed(office.viewer, Action.OPERATE)
    if name and name not in PROJECTIONS:
        raise Refusal(
            "PROJECTION_UNKNOWN",
            f"There is no projection named `{name}`. These are the ones there are:",
            f"没有名为“{name}”的投影，现有：",
            path=("name",),
            choices=PROJECTIONS,
        )
    started = perf_counter()
    world = office.live.rebuild()
    seconds = perf_counter() - started
    return {
        "projection": name or "all",
        "events": world.position,
        "seconds": seconds,
        "eventsPerSecond": round(world.position / seconds) if seconds else 0,
        "position": world.position,
        "parked": len(world.fold.parked),
    }


def verify(office: Office, *, log_only: bool) -> dict[str, Any]:
    """The log's tree, then every live answer against a world folded anew; the first difference if there is one."""
    must_be_allowed(office.viewer, Action.OPERATE)
    tree = office.log.tree()
    answer: dict[str, Any] = {"ok": True, "position": tree.size, "root": tree.root().hex(), "answers": 0}
    problem = office.log.verify_tree()
    if problem:
        first = {"code": problem.code, "position": problem.position, "message": problem.message}
        return {**answer, "ok": False, "first": {**first, "messageZh": problem.message_zh}}
    if log_only:
        return answer
    return {**answer, **_compared(office)}


def _compared(office: Office) -> dict[str, Any]:
    """The living answers, those of a world folded anew in other steps, and coverage counted by hand from the log."""
    everything = office.default_viewer()
    again = World(office.clock.today(), NetworkxGraph())
    recorded: list[Recorded] = []
    while page := office.log.read_all(again.position, STEP):
        again.apply(page)
        recorded += page
    with office.live.now() as live:
        there = dict(all_answers(live, everything))
    rebuilt = dict(all_answers(again, everything))
    told = Recount(recorded, office.clock.today())
    for region in (office.county, *sorted(told.townships)):
        for counting in Counting:
            name = f"coverage {region} {counting} by hand"
            there[name] = [*plain(coverage(again, everything, region=region, counting=counting).by_class)]
            sums = plain(totals(told, region, counting)["by_class"])
            rebuilt[name] = [{**row, **by_hand} for row, by_hand in zip(there[name], sums, strict=True)]
    for name in sorted(there.keys() | rebuilt.keys()):
        if there.get(name) != rebuilt.get(name):
            first = {
                "code": "ANSWER_DIFFERS",
                "answer": name,
                "message": f"The answer `{name}` differs when it is rebuilt from the log. Restart the server.",
                "messageZh": f"答案“{name}”与重建结果不一致，请重启服务。",
            }
            return {"ok": False, "answers": len(rebuilt), "first": first}
    return {"answers": len(rebuilt)}


class Check(msgspec.Struct, frozen=True):
    """One line of the doctor: what was looked at, whether it is well, and what to do."""

    name: str
    ok: bool
    en: str
    zh: str

    def as_json(self) -> dict[str, Any]:
        """As data."""
        return {"name": self.name, "ok": self.ok, "message": self.en, "messageZh": self.zh}


def doctor(data: Path) -> list[Check]:
    """What is set up, what is missing, what to do; one check a line."""
    return list(_checks(data))


def _checks(data: Path) -> Iterator[Check]:
    version = sys.version.split()[0]
    yield Check("python", ok=True, en=f"Python {version}", zh=f"Python {version}")
    free = shutil.disk_usage(data if data.exists() else Path.cwd()).free // 1_000_000
    yield Check("disk", free > 200, f"{free} MB free on the disk", f"磁盘剩余 {free} MB")
    try:
        about = about_folder(data)
        yield Check(
            "folder", ok=True, en=f"{data}: county {about.county}", zh=f"数据目录 {data}：{about.county}"
        )
        with Office.open(data, "") as office:
            yield from _of_office(office)
    except Refusal as refusal:
        yield Check(refusal.code.lower(), ok=False, en=refusal.message, zh=refusal.message_zh)


def _looked(look: Callable[[], None], well: Check) -> Check:
    try:
        look()
    except Refusal as refusal:
        return Check(refusal.code.lower(), ok=False, en=refusal.message, zh=refusal.message_zh)
    return well


def _of_office(office: Office) -> Iterator[Check]:
    yield _looked(office.folder.check, Check("keys", ok=True, en="the keys open", zh="密钥可用"))
    clock = Check("clock", ok=True, en="the clock goes on from the last event", zh="时钟正常")
    yield _looked(lambda: clock_must_go_on(office.log, office.clock), clock)
    problem = office.log.verify_tree()
    size = office.log.head()
    if problem:
        yield Check("log", ok=False, en=problem.message, zh=problem.message_zh)
    else:
        yield Check("log", ok=True, en=f"the log is whole: {size} events", zh=f"日志完好：{size} 个事件")
    with office.live.now() as world:
        parked = len(world.fold.parked)
        villages = len(world.fold.record.registered)
    yield Check("parked", not parked, f"{parked} events could not be read", f"{parked} 个事件无法读取")
    yield Check(
        "register", bool(villages), f"{villages} villages registered", f"已登记 {villages} 个村(社区)"
    )
    if office.graph:
        server, at = office.graph.server, office.graph.position()
        yield Check(
            "graph", ok=True, en=f"the graph in {server} is at {at}", zh=f"图数据库 {server} 已到 {at}"
        )
    for path in remembered(office.folder.path):
        yield Check(
            "error_workbooks",
            ok=True,
            en=f"{path} holds personal data: mend it and import it again, or delete it",
            zh=f"错误工作簿 {path} 含个人信息：请改好后重新导入，或删除",
        )
