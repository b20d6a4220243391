"""Whose talk is due, and which reserves lack mentors: answered from indexes, against a walk over the networkx graph.

An invented county (and fifteen of them) in memory, folded from events. Both sides answer the same in one run and must
agree.
"""

import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from domain.candidacy import CandidacyListed, candidacy_of
from domain.event import Event
from domain.grades import Role, Viewer
from domain.ids import ImportId, PersonId, RegionCode, VillageCode
from domain.ledger import LedgerKind, Source
from domain.mentorship.events import MentorAssigned, TalkChannel, TalkHeld, TalkPrivate
from domain.person.events import ClaimPrivate, PersonClaimed
from domain.recorded import Entry, Recorded
from domain.register import CountyOpened, VillageRegistered
from domain.rule_set import R41
from domain.village import VillageClaimed
from infra.networkx_graph import NetworkxGraph
from projections.contact_due import contact_due
from projections.mentor_gaps import mentor_gaps
from projections.oracle import GraphScan
from projections.world import World

DAY = date(2026, 6, 30)
COUNTY = RegionCode("990101")
TOWNSHIPS = {"county": 15, "city": 15 * 15}
ROUNDS = {"county": 300, "city": 50}
WANTED = 50
IMPORT = ImportId("im_1")
ENTRY = Entry(command_id="co_1", entered_by="benchmark")
MOMENT = datetime(2026, 6, 1, tzinfo=UTC)


def run(scales: str = "county,city") -> dict[str, Any]:
    """Per scale: microseconds of both sides and their ratio."""
    return {"rows": [_compared(scale) for scale in scales.split(",")]}


def _compared(scale: str) -> dict[str, Any]:
    graph = NetworkxGraph()
    world = World(DAY, graph)
    events = _events(TOWNSHIPS[scale])
    world.apply(events)
    viewer = Viewer(name="benchmark", role=Role.COUNTY_LEADER, region=COUNTY)
    scan = GraphScan(graph.inner, world.index.policies, DAY)
    page = contact_due(world, viewer)
    late = scan.late(COUNTY)
    if (page.total, [n.reserve.id for n in page.nodes]) != (len(late), [who for _, who in late[:50]]):
        raise RuntimeError(f"{scale}: the two sides do not agree")
    fast = _median(lambda: contact_due(world, viewer), ROUNDS[scale])
    naive = _median(lambda: scan.late(COUNTY), 10)
    return {
        "scale": scale,
        "events": len(events),
        "late": page.total,
        "naive_us": round(naive * 1e6),
        "indexed_us": round(fast * 1e6),
        "ratio": round(naive / fast),
        "asked_for": WANTED,
        "gaps_us": round(_median(lambda: mentor_gaps(world, viewer), 20) * 1e6),
    }


def _median(ask: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


class _Log:
    def __init__(self) -> None:
        self.events: list[Recorded] = []

    def add(self, stream: str, event: Event, region: str = "") -> None:
        at = len(self.events) + 1
        recorded = Recorded(
            position=at, stream=stream, version=1, topic=event.TOPIC, event_id=str(at), entry=ENTRY,
            region_code=region, subjects=(stream,), recorded_at=MOMENT, valid_at=None, event=event,
        )  # fmt: skip
        self.events.append(recorded)

    def claims(self, person: PersonId, kind: LedgerKind, slot: str = "", **facts: str) -> None:
        source = Source(kind=kind, import_id=IMPORT, file=0, row=2)
        private = ClaimPrivate(facts=facts)
        event = PersonClaimed(
            sealed_for=f"person:{person}", person=person, source=source, slot=slot, private=private
        )
        self.add(f"person:{person}", event, slot)


def _events(townships: int) -> list[Recorded]:
    """Per village two reserves, a mentor and 27 members; each reserve paired, most of them talked with."""
    rng, log = Random(20260630), _Log()
    log.add(f"county:{COUNTY}", CountyOpened(code=COUNTY, name="示例县"))
    for number in range(townships * 16):
        code = VillageCode(f"{COUNTY}{100 + number // 16:03d}{200 + number % 16}")
        log.add(f"village:{code}", VillageRegistered(code=code, name=f"村{number}"), code)
        kind = rng.choices(("difficult", "key", "ordinary"), (6, 9, 85))[0]
        source = Source(kind=LedgerKind.VILLAGES, import_id=IMPORT, file=0, row=2)
        claimed = VillageClaimed(
            sealed_for=f"village:{code}", village=code, source=source, facts={"classification": kind}
        )
        log.add(f"village:{code}", claimed, code)
        mentor = PersonId(f"pe_m{number:06d}")
        log.claims(mentor, LedgerKind.MENTORS, name=f"导师{number}", linked_villages=code)
        for member in range(27):
            log.claims(PersonId(f"pe_p{number:06d}{member:02d}"), LedgerKind.MEMBERS, village=code)
        for which in "ab":
            _reserve(log, rng, PersonId(f"pe_r{number:06d}{which}"), code, mentor)
    return log.events


def _reserve(log: _Log, rng: Random, who: PersonId, code: VillageCode, mentor: PersonId) -> None:
    log.claims(who, LedgerKind.RESERVES, code, village=code, tier=rng.choice(("mature", "promising")))
    candidacy = candidacy_of(who, code)
    listed = CandidacyListed(candidacy=candidacy, person=who, village=code, import_id=IMPORT)
    log.add(f"candidacy:{candidacy}", listed, code)
    since = DAY - timedelta(days=rng.randrange(1, 200))
    paired = MentorAssigned(
        candidacy=candidacy, person=who, village=code, mentor=mentor, role=rng.choice(R41), since=since
    )
    log.add(f"mentorship:{candidacy}", paired, code)
    if rng.random() < 0.9:
        talk = TalkHeld(
            sealed_for=f"person:{who}", candidacy=candidacy, person=who, village=code, mentor=mentor,
            held_on=DAY - timedelta(days=rng.randrange(1, 40)), channel=TalkChannel.VISIT,
            private=TalkPrivate(),
        )  # fmt: skip
        log.add(f"mentorship:{candidacy}", talk, code)
