"""`yumiao init`: a county's register, rules and reference date from files."""

from datetime import date
from pathlib import Path

from domain.register import CountyOpened, TownshipRegistered, VillageRegistered
from infra.clock import FrozenClock
from services.opening import check_county, open_county
from services.register_reading import read_register
from services.ruling.reading import DEFAULT_RULES, read_rules
from yumiao.folders import create_folder
from yumiao.office import Office, noon


def start_county(
    data: Path,
    *,
    county: str,
    name: str,
    register: Path,
    townships: Path,
    rules: Path | None,
    reference_date: date,
    frozen_on: date | None = None,
    opened_on: date | None = None,
    as_: str = "",
) -> Office:
    """An open folder that holds the county. Everything is checked before the folder is made.

    A folder that stands on one day may open on an earlier one: its clock is then moved by whoever fills it.
    """
    found = read_register(register, townships)
    code = check_county(county, list(found.townships), list(found.villages))
    rule_set = read_rules(rules or DEFAULT_RULES)
    folder = create_folder(data, code, noon(frozen_on) if frozen_on else None)
    office = Office(folder, as_)
    if opened_on and isinstance(office.clock, FrozenClock):
        office.clock.moment = noon(opened_on)
    open_county(
        office.desk,
        office.viewer.name,
        CountyOpened(code=code, name=name),
        [TownshipRegistered(code=t.code, name=t.name) for t in found.townships.values()],
        [VillageRegistered(code=v.code, name=v.name, counts=v.counts) for v in found.villages.values()],
        rule_set,
        reference_date,
    )
    return office
