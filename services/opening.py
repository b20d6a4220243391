"""Opening a county: its register, its first rule set and the reference date of its election cycle."""

from collections.abc import Sequence
from datetime import date

from domain.election_cycle import ElectionCycleOpened
from domain.ids import RegionCode, TownshipCode, VillageCode
from domain.recorded import NewEvent
from domain.refusal import Refusal
from domain.register import CountyOpened, TownshipRegistered, VillageRegistered
from domain.rule_set import RuleSet, RuleSetPublished
from services.desk import Desk, Reading
from services.ports import Appended

LONG_AGO = date(2000, 1, 1)


def open_county(
    desk: Desk,
    entered_by: str,
    county: CountyOpened,
    townships: Sequence[TownshipRegistered],
    villages: Sequence[VillageRegistered],
    rules: RuleSet,
    reference_date: date,
) -> Appended:
    """Write the register, the rules and the reference date; the same again changes nothing.

    Raises: COUNTY_OPEN when the folder already holds another county, or this one with another register.
    """
    streams = [f"county:{county.code}", *(f"village:{v.code}" for v in villages)]
    wanted = [
        NewEvent(stream=f"county:{county.code}", event=county, region_code=county.code),
        *(_of_township(t) for t in townships),
        *(_of_village(v) for v in villages),
        NewEvent(
            stream=f"rule_set:{county.code}",
            event=RuleSetPublished(version=1, effective_from=LONG_AGO, rules=rules),
            region_code=county.code,
        ),
        NewEvent(
            stream=f"election_cycle:{county.code}",
            event=ElectionCycleOpened(reference_date=reference_date),
            region_code=county.code,
        ),
    ]

    def decide(reading: Reading) -> Sequence[NewEvent]:
        reading.load([*streams, *dict.fromkeys(e.stream for e in wanted)])
        if not desk.log.head():
            return wanted
        known = [r.event for e in dict.fromkeys(e.stream for e in wanted) for r in reading.events(e)]
        if all(e.event in known for e in wanted):
            return ()
        raise Refusal(
            "COUNTY_OPEN",
            "This data folder already holds a county. Choose another folder with --data.",
            "该数据目录已有一个县的数据，请用 --data 指定另一个目录。",
        )

    return desk.carry_out(desk.entry(entered_by), decide)


def _of_township(event: TownshipRegistered) -> NewEvent:
    return NewEvent(stream=f"township:{event.code}", event=event, region_code=event.code)


def _of_village(event: VillageRegistered) -> NewEvent:
    return NewEvent(
        stream=f"village:{event.code}",
        event=event,
        region_code=event.code,
        subjects=(f"village:{event.code}",),
    )


def check_county(code: str, townships: Sequence[TownshipCode], villages: Sequence[VillageCode]) -> RegionCode:
    """The county's code, 6 digits, the prefix of each township's and village's.

    Raises: COUNTY_CODE, or REGISTER_OUTSIDE naming the first code that lies elsewhere.
    """
    if not (len(code) == 6 and code.isdigit()):
        raise Refusal(
            "COUNTY_CODE",
            "A county code has 6 digits, for example 990101.",
            "县级代码为6位数字，例如 990101。",
            path=("county",),
        )
    for other in (*townships, *villages):
        if not other.startswith(code):
            raise Refusal(
                "REGISTER_OUTSIDE",
                f"The register holds {other}, which does not lie in county {code}. Give that county's own register.",
                f"名册中的 {other} 不属于 {code},请提供本县的名册。",
                path=("register",),
            )
    return RegionCode(code)
