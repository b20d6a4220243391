"""The rules of vetting as data: complete by default, readable in a file, decoded from versions older than they are."""

import tomllib
from datetime import date
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import fields

import services
from domain.rule_set import RuleSet, RuleSetPublished
from domain.vetting_rules import Stage, Step, VettingRules, months_later
from tests.example_rules import RULES

TOML = Path(services.__file__).parent / "default_rules.toml"


RULED_LATER = {f.name: f.default for f in fields(RuleSet) if f.default is not msgspec.NODEFAULT}


def test_the_file_and_the_defaults_say_the_same() -> None:
    rules = msgspec.convert(tomllib.loads(TOML.read_text("utf-8")), RuleSet)
    assert {name: getattr(rules, name) for name in RULED_LATER} == RULED_LATER


def test_a_version_published_before_a_subject_was_ruled_still_decodes_with_its_default() -> None:
    stored = msgspec.json.decode(
        msgspec.json.encode(RuleSetPublished(version=1, effective_from=date(2020, 1, 1), rules=RULES))
    )
    for name in RULED_LATER:
        del stored["rules"][name]
    rules = msgspec.convert(stored, RuleSetPublished).rules
    assert {name: getattr(rules, name) for name in RULED_LATER} == RULED_LATER


def test_the_default_is_complete() -> None:
    rules = VettingRules()
    assert len(rules.merits) == 6
    assert [i.code for i in rules.negative_list] == [f"NL{n:02}" for n in range(1, 21)]
    assert [i.code for i in rules.negative_list if i.confidential] == ["NL03", "NL04"]
    assert set(rules.deciders) == set(Step)
    assert {item for agency in rules.agencies for item in agency.items} == {
        i.code for i in rules.negative_list
    }


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 12, 15), 200_000, date.max),
    ],
)
def test_months_later_is_the_same_day_or_the_months_last(day: date, months: int, end: date) -> None:
    assert months_later(day, months) == end


def test_a_joint_review_looks_at_competence_too() -> None:
    rules = VettingRules()
    fewer = msgspec.structs.replace(rules, agencies=rules.agencies[1:])
    assert fewer.looked_at(Stage.SCREENING) == rules.looked_at(Stage.SCREENING)
    assert fewer.looked_at(Stage.JOINT_REVIEW) != rules.looked_at(Stage.JOINT_REVIEW)
