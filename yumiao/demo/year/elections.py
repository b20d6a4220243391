"""Rules and dates: the county's own rules, the survey deadline, the day of each township's elections."""

from collections.abc import Iterator
from datetime import date

import msgspec

from domain.election_cycle import Milestone
from domain.election_cycle.commands import SetElectionDates
from domain.ids import RegionCode
from domain.rule_set import RuleSet
from domain.rule_set.publishing import PublishRuleSet
from services.electing import plan_election
from services.ruling.publishing import publish_rule_set
from services.ruling.reading import DEFAULT_RULES, read_rules
from yumiao.demo.year.clerk import Clerk, Step
from yumiao.demo.year.officials import CHUNNI, HEAD, LEADER, letter

IN_FORCE = date(2026, 1, 1)


def steps(clerk: Clerk) -> Iterator[Step]:
    """Version 2 of the rules from the new year on, then the dates of the cycle."""
    version = PublishRuleSet(rules=county_rules(), effective_from=IN_FORCE)
    yield clerk.enter_for_county(
        publish_rule_set, version, HEAD, date(2025, 12, 18), letter("育组发", 31, 2025)
    )
    dates = SetElectionDates(
        survey_deadline=date(2026, 7, 31),  # R12: every village before the end of July
        election_dates={clerk.county: date(2026, 12, 20), RegionCode(CHUNNI): date(2026, 12, 5)},
        milestones=(
            Milestone(clerk.county, "各乡镇报送后备力量初步意向名单", date(2026, 6, 20)),
            Milestone(clerk.county, "县级联审全部办结", date(2026, 8, 31)),
        ),
    )
    yield clerk.enter_for_county(plan_election, dates, LEADER, date(2026, 2, 25), letter("育发", 4))


def county_rules() -> RuleSet:
    """The default rules with one change: who is away for long cannot (不能) become secretary, not merely should not."""
    rules = read_rules(DEFAULT_RULES)
    stricter = tuple(
        msgspec.structs.replace(item, hard=True) if item.code == "NL11" else item
        for item in rules.vetting.negative_list
    )
    vetting = msgspec.structs.replace(rules.vetting, negative_list=stricter)
    return msgspec.structs.replace(rules, name="育苗示范县 2026 年规则", vetting=vetting)
