"""A rules file: what is shown reads back as the same rules, and every mistake has its line, its key and its cure."""

import tomllib
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.rule_set import RuleSet, VillageClass
from services.ruling.reading import DEFAULT_RULES, check_rules, misfits, read_rules
from services.ruling.writing import write_rules
from tests.example_rules import RULES

DEFAULT = DEFAULT_RULES.read_text("utf-8")


def test_the_default_rules_are_in_order_and_their_show_carries_every_label_of_the_file() -> None:
    rules, mistakes = check_rules(DEFAULT)
    assert not mistakes
    assert rules
    shown = write_rules(rules, "第1版")
    for label in ("# R29 一般条件", "# 联审成员单位", "# 村“两委”成员", "# R6 参选资格", "# 网格长"):
        assert label in shown
    assert check_rules(shown) == (rules, ())
    assert write_rules(rules, "第1版") == shown


def test_rules_that_were_published_before_later_subjects_are_shown_complete() -> None:
    told = tomllib.loads(write_rules(RULES))
    assert set(told) == set(RuleSet.__struct_fields__)


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).map(lambda t: f"规{t}")
NUMBERS = st.integers(1, 9)


@settings(max_examples=100, deadline=None)
@given(WORDS, WORDS, NUMBERS, NUMBERS, st.none() | st.dates(date(1900, 1, 1)), st.booleans())
def test_whatever_the_words_and_figures_what_is_shown_reads_back_as_the_same_rules(
    name: str, label: str, wanted: int, days: int, counted_on: date | None, hard: bool
) -> None:
    base = read_rules(DEFAULT_RULES)
    item = replace(base.vetting.negative_list[0], label=label, hard=hard, basis=name)
    rules = replace(
        base,
        name=name,
        reserves_wanted={**base.reserves_wanted, VillageClass.KEY: wanted},
        quotas=(replace(base.quotas[0], label_zh=label, percent=0), *base.quotas[1:]),
        mentoring=replace(base.mentoring, talk_every_days=days, capacity_is_hard=hard),
        candidacy_gate=replace(base.candidacy_gate, counted_on=counted_on),
        vetting=replace(base.vetting, negative_list=(item, *base.vetting.negative_list[1:])),
    )
    shown = write_rules(rules)
    assert msgspec.convert(tomllib.loads(shown), RuleSet) == rules
    assert check_rules(shown) == (rules, ())


def line_with(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


@pytest.mark.parametrize(
    ("was", "becomes", "key", "code"),
    [
        ("age_max = 45", 'age_max = "45"', "general.age_max", "RULES_KIND"),
        ("age_max = 45", "age_max = 145", "general.age_max", "RULES_NUMBER"),
        ("age_max = 50\n", "age_max = 40\n", "exceptional.age_max", "RULES_ORDER"),
        ('education_min = "junior_college"      #', 'education_min = "大专"  #', "general.education_min", "RULES_WORD"),
        ("difficult = 1 ", "dificult = 1 ", "reserves_wanted.dificult", "RULES_KIND"),
        ("about = false  ", "abuot = false  ", "quotas.2.abuot", "RULES_UNKNOWN_KEY"),
        ('code = "YOUNG_COLLEGE"', 'code = "WOMEN" # again', "quotas.1.code", "RULES_TWICE"),
        ("alarm_over = 5", "alarm_over = 2", "mentors.alarm_over", "RULES_ORDER"),
        ('items = ["NL08"]', 'items = ["NL88"]', "vetting.agencies.13.items", "RULES_WORD"),
        ('screen = ["township"]', 'screen = ["town"]', "vetting.deciders.screen", "RULES_WORD"),
        ("grid_leaders = 2", "grid_leaders = true", "surveying.talks_min.grid_leaders", "RULES_KIND"),
        ("decide_days = 30", "decide_days = 3", "due_process", "RULES_ORDER"),
        ("# counted_on = 2026-12-31", 'counted_on = "2026-12-31"', "candidacy_gate.counted_on", "RULES_KIND"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_key_and_its_line(was: str, becomes: str, key: str, code: str) -> None:
    text = DEFAULT.replace(was, becomes, 1)
    assert text != DEFAULT
    rules, mistakes = check_rules(text)
    assert rules is None
    mine = next(m for m in mistakes if m.key == key)
    assert mine.code == code
    assert mine.message
    assert mine.message_zh
    expected = "[due_process]" if key == "due_process" else becomes.splitlines()[0].strip()
    assert abs(mine.line - line_with(text, expected)) <= 1


def test_every_mistake_is_told_at_once() -> None:
    text = DEFAULT.replace("age_max = 45", "age_max = 145").replace("capacity = 3 ", "capacity = 0 ")
    _, mistakes = check_rules(text)
    assert {m.key for m in mistakes} == {"general.age_max", "exceptional.age_max", "mentors.capacity"}


def test_what_is_no_toml_is_told_with_its_line() -> None:
    _, (mistake,) = check_rules(DEFAULT.replace('name = "默认规则', "name = “默认规则", 1))
    assert (mistake.code, mistake.line) == ("RULES_SYNTAX", line_with(DEFAULT, "name = "))


JSONISH: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(RuleSet.__struct_fields__), JSONISH)
def test_whatever_stands_at_a_key_the_answer_is_mistakes_or_rules_and_agrees_with_the_decoder(
    field: str, value: Any
) -> None:
    told = {**tomllib.loads(DEFAULT), field: value}
    found = list(misfits("", told, RuleSet))
    try:
        msgspec.convert(told, RuleSet)
        decodes = True
    except msgspec.ValidationError:
        decodes = False
    assert decodes or found
