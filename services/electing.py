"""The election cycle by command: opened, dated, changed and closed by named people of the county."""

from collections.abc import Sequence
from datetime import date

from domain.deciding import Deciding
from domain.election_cycle.commands import CycleWish
from domain.election_cycle.decide import CycleContext, decide
from domain.grades import Action, Viewer
from domain.ids import RegionCode
from domain.recorded import Decider, Entry, NewEvent
from services.desk import Desk, Reading
from services.ports import Appended
from services.rights import must_be_allowed
from services.settling import Decided, entry_of


def plan_election(
    desk: Desk, viewer: Viewer, county: RegionCode, wish: CycleWish, decided: Decided
) -> Appended:
    """Carry out one wish about the cycle. Raises: what `domain.election_cycle.decide` raises, ROLE_MAY_NOT."""
    must_be_allowed(viewer, Action.GOVERN, county)
    entry = entry_of(desk, viewer, decided)

    def events(reading: Reading) -> Sequence[NewEvent]:
        cycle = reading.cycle(county)
        seen = CycleContext(
            deciding=deciding(desk, reading, county, entry, cycle.latest),
            county=county,
            regions=_regions(reading, county, wish),
        )
        return [
            NewEvent(
                stream=f"election_cycle:{county}",
                event=event,
                region_code=county,
                subjects=(f"county:{county}",),
                valid_at=entry.decided_on,
            )
            for event in decide(cycle, wish, seen)
        ]

    return desk.carry_out(entry, events, request_of(wish, decided))


def deciding(desk: Desk, reading: Reading, county: RegionCode, entry: Entry, latest: date | None) -> Deciding:
    """A decision of the county's own, as its rules see it."""
    today = desk.clock.today()
    on = entry.decided_on or today
    rules = reading.rules_on(county, on)
    return Deciding(
        by=entry.decided_by or Decider(name="", role=""),
        on=on,
        today=today,
        document=entry.document_number,
        latest=latest,
        version=rules.version if rules else 0,
    )


def request_of(wish: object, decided: Decided) -> list[object]:
    """What makes a request the same: the wish and who decided it, when, on what paper."""
    return [type(wish).__name__, wish, decided.by, decided.on, decided.document_number]


def _regions(reading: Reading, county: RegionCode, wish: CycleWish) -> frozenset[str]:
    """Those of the named regions that the register has, and the county."""
    named = {
        *getattr(wish, "election_dates", {}),
        *(milestone.region for milestone in getattr(wish, "milestones", ())),
    }
    streams = {code: f"{'village' if len(code) == 12 else 'township'}:{code}" for code in named}
    reading.load(streams.values())
    known = {code for code, stream in streams.items() if code.startswith(county) and reading.events(stream)}
    return frozenset({county, *known})
