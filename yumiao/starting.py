"""`yumiao init`: a county's register, rules and reference date from files."""

import tomllib
from datetime import date
from pathlib import Path

import msgspec

import services
from domain.refusal import Refusal
from domain.register import CountyOpened, TownshipRegistered, VillageRegistered
from domain.rule_set import RuleSet
from services.opening import check_county, open_county
from services.register_reading import read_register
from yumiao.folders import create_folder
from yumiao.office import Office, noon

DEFAULT_RULES = Path(services.__file__).parent / "default_rules.toml"


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
    as_: str = "",
) -> Office:
    """An open folder that holds the county. Everything is checked before the folder is made."""
    found = read_register(register, townships)
    code = check_county(county, list(found.townships), list(found.villages))
    rule_set = read_rules(rules or DEFAULT_RULES)
    folder = create_folder(data, code, noon(frozen_on) if frozen_on else None)
    office = Office(folder, as_)
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


def read_rules(path: Path) -> RuleSet:
    """A rule set from TOML. Raises: RULES_UNREADABLE with the place that is wrong."""
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8-sig")), RuleSet)
    except (OSError, ValueError) as error:
        raise Refusal(
            "RULES_UNREADABLE",
            f"{path}: {error}. Start from the default rules that Yumiao ships (services/default_rules.toml).",
            f"{path}：规则文件有误（{error}）。请以默认规则 default_rules.toml 为样本修改。",
            path=("rules",),
        ) from None
