"""Publishing a version of the rules: later versions take effect later, and none reaches back before its decision."""

from collections.abc import Sequence
from datetime import date

import msgspec

from domain.deciding import DECIDING_RULES, Deciding, refuse
from domain.rule_set.checking import Mistake, mistakes_in
from domain.rule_set.events import RuleSetPublished
from domain.rule_set.rules import RuleSet


class PublishRuleSet(msgspec.Struct, frozen=True, kw_only=True):
    """Put a rule set in force from a day."""

    rules: RuleSet
    effective_from: date


def publish(
    published: Sequence[RuleSetPublished], wish: PublishRuleSet, seen: Deciding
) -> tuple[RuleSetPublished, ...]:
    """The next version; nothing where the newest one says the same.

    Raises: RULES_MISTAKEN, EFFECTIVE_BEFORE_LAST, EFFECTIVE_BEFORE_DECISION, and what every decision of the county
    raises.
    """
    newest = max(published, key=lambda p: p.version, default=None)
    if newest and newest.rules == wish.rules:
        return ()
    for rule in DECIDING_RULES:
        rule(seen)
    _a_version_makes_sense(mistakes_in(wish.rules), seen)
    if newest:
        _a_version_does_not_precede_the_last(newest, wish, seen)
    _a_version_does_not_precede_its_decision(wish, seen)
    version = newest.version + 1 if newest else 1
    return (RuleSetPublished(version=version, effective_from=wish.effective_from, rules=wish.rules),)


def _a_version_makes_sense(mistakes: Sequence[Mistake], seen: Deciding) -> None:
    if mistakes:
        first = mistakes[0]
        refuse(
            "a_version_makes_sense", seen, "RULES_MISTAKEN",
            f"The rule set has {len(mistakes)} mistakes; the first is at `{first.key}`: {first.message}",
            f"规则有 {len(mistakes)} 处错误，第一处在 `{first.key}`：{first.message_zh}",
            cure="Check the file first (`yumiao rules check FILE`).",
            cure_zh="请先检查规则文件（`yumiao rules check 文件`）。",
            path=("rules",), choices=tuple(f"{m.key}: {m.message_zh} {m.message}" for m in mistakes),
        )  # fmt: skip


def _a_version_does_not_precede_the_last(
    newest: RuleSetPublished, wish: PublishRuleSet, seen: Deciding
) -> None:
    """On the same day the later version corrects the one before it."""
    if wish.effective_from < newest.effective_from:
        refuse(
            "a_version_does_not_precede_the_last", seen, "EFFECTIVE_BEFORE_LAST",
            f"It would take effect on {wish.effective_from}, before version {newest.version}, which does on "
            f"{newest.effective_from}.",
            f"拟自 {wish.effective_from} 施行，早于第 {newest.version} 版（{newest.effective_from}）。",
            cure=f"Let it take effect on {newest.effective_from} or later.",
            cure_zh=f"施行日期应不早于 {newest.effective_from}。",
            path=("effectiveFrom",), effective_from=wish.effective_from, last=newest.effective_from,
        )  # fmt: skip


def _a_version_does_not_precede_its_decision(wish: PublishRuleSet, seen: Deciding) -> None:
    """Rules do not reach back: whoever decided before them could not have known them."""
    if wish.effective_from < seen.on:
        refuse(
            "a_version_does_not_precede_its_decision", seen, "EFFECTIVE_BEFORE_DECISION",
            f"It would take effect on {wish.effective_from}, before it was decided on {seen.on}.",
            f"拟自 {wish.effective_from} 施行，早于作出决定的 {seen.on}，规则不得溯及既往。",
            cure="Give a later day, or the day on which it was really decided (decidedOn).",
            cure_zh="请填写更晚的施行日期，或填写实际决定日期（decidedOn）。",
            path=("effectiveFrom",), effective_from=wish.effective_from, decided_on=seen.on,
        )  # fmt: skip
