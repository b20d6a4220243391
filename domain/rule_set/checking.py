"""What makes no sense in a rule set although every value is of its kind. All of it at once, never the first alone."""

from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec

from domain.grades import Role
from domain.rule_set.eligibility import Post, Quota, VillageClass
from domain.rule_set.rules import RuleSet
from domain.rule_set.surveying import TalkGroup
from domain.values.education import RANKS
from domain.vetting_rules import LookBack, Step, VettingRules

YOUNGEST, OLDEST = 18, 80
TIERS = ("ordinary", "promising", "mature")


class Mistake(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong: the key of the file that says it, what to do, and its line where that is known."""

    key: str
    code: str
    message: str
    message_zh: str
    line: int = 0


def mistakes_in(rules: RuleSet) -> tuple[Mistake, ...]:
    """Every mistake, in the order of the file; none in a rule set that can be published."""
    return tuple(
        mistake
        for check in (_wanted, _terms, _quotas, _mentors, _gate, _standing, _survey, _clocks, _cultivating)
        for mistake in check(rules)
    ) + tuple(_vetting(rules.vetting))


def _wanted(rules: RuleSet) -> Iterator[Mistake]:
    if not rules.name.strip():
        yield _empty("name")
    yield from _complete("reserves_wanted", rules.reserves_wanted, VillageClass)
    for kind, wanted in rules.reserves_wanted.items():
        yield from _between(f"reserves_wanted.{kind}", wanted, 0, 20)


def _terms(rules: RuleSet) -> Iterator[Mistake]:
    for name, terms in (("general", rules.general), ("exceptional", rules.exceptional)):
        yield from _between(f"{name}.age_max", terms.age_max, YOUNGEST, OLDEST)
        yield from _one_of(f"{name}.education_min", terms.education_min, RANKS)
    if rules.exceptional.age_max < rules.general.age_max:
        yield _mistake(
            "exceptional.age_max", "RULES_ORDER",
            f"The exceptional terms ask for {rules.exceptional.age_max} years or younger, the general ones only for "
            f"{rules.general.age_max}: an exception relaxes. Give {rules.general.age_max} or more.",
            f"特别优秀的年龄上限 {rules.exceptional.age_max} 低于一般条件 {rules.general.age_max}，应不低于后者。",
        )  # fmt: skip
    ranks = [RANKS.get(terms.education_min, 0) for terms in (rules.general, rules.exceptional)]
    if all(ranks) and ranks[1] > ranks[0]:
        yield _mistake(
            "exceptional.education_min", "RULES_ORDER",
            "The exceptional terms ask for more education than the general ones: an exception relaxes.",
            "特别优秀的学历要求高于一般条件，放宽应不高于一般条件。",
        )  # fmt: skip


def _quotas(rules: RuleSet) -> Iterator[Mistake]:
    yield from _between("quota_tolerance_percent", rules.quota_tolerance_percent, 0, 100)
    yield from _distinct("quotas", [quota.code for quota in rules.quotas])
    for at, quota in enumerate(rules.quotas):
        yield from _quota(f"quotas.{at}", quota)


def _quota(key: str, quota: Quota) -> Iterator[Mistake]:
    for field in ("code", "label", "label_zh"):
        if not getattr(quota, field).strip():
            yield _empty(f"{key}.{field}")
    yield from _between(f"{key}.percent", quota.percent, 0, 100)
    if quota.sex is not None:
        yield from _one_of(f"{key}.sex", quota.sex, ("female", "male"))
    if quota.age_max is not None:
        yield from _between(f"{key}.age_max", quota.age_max, YOUNGEST, OLDEST)
    if quota.education_min is not None:
        yield from _one_of(f"{key}.education_min", quota.education_min, RANKS)
    if not (quota.sex or quota.age_max or quota.education_min):
        yield _mistake(
            key, "RULES_NOTHING_ASKED",
            "The quota asks for nothing. Give sex, age_max or education_min.",
            "该结构要求没有任何条件，请填写 sex、age_max 或 education_min。",
        )  # fmt: skip


def _mentors(rules: RuleSet) -> Iterator[Mistake]:
    yield from _between("mentors.warn_over", rules.mentors.warn_over, 0, 100)
    yield from _between("mentors.alarm_over", rules.mentors.alarm_over, 0, 100)
    yield from _between("mentors.capacity", rules.mentors.capacity, 1, 100)
    if rules.mentors.alarm_over < rules.mentors.warn_over:
        yield _mistake(
            "mentors.alarm_over", "RULES_ORDER",
            f"The alarm at more than {rules.mentors.alarm_over} comes before the warning at more than "
            f"{rules.mentors.warn_over}. Give {rules.mentors.warn_over} or more.",
            f"报警线 {rules.mentors.alarm_over} 低于提醒线 {rules.mentors.warn_over}，应不低于提醒线。",
        )  # fmt: skip
    yield from _between("mentoring.talk_every_days", rules.mentoring.talk_every_days, 1, 366)
    yield from _complete("mentoring.roles", rules.mentoring.roles, VillageClass)
    for kind, roles in rules.mentoring.roles.items():
        yield from _distinct(f"mentoring.roles.{kind}", roles)


def _gate(rules: RuleSet) -> Iterator[Mistake]:
    yield from _complete("candidacy_gate.posts", rules.candidacy_gate.posts, Post)
    for post, gate in rules.candidacy_gate.posts.items():
        key = f"candidacy_gate.posts.{post}"
        for age in ("age_max_new", "age_max_continuing"):
            yield from _between(f"{key}.{age}", getattr(gate, age), YOUNGEST, OLDEST)
        for level in ("education_min_new", "education_min_continuing"):
            if getattr(gate, level):
                yield from _one_of(f"{key}.{level}", getattr(gate, level), RANKS)


def _standing(rules: RuleSet) -> Iterator[Mistake]:
    for field in ("activist_months", "probation_months", "full_member_months"):
        yield from _between(f"standing.{field}", getattr(rules.standing, field), 0, 120)


def _survey(rules: RuleSet) -> Iterator[Mistake]:
    yield from _complete("surveying.talks_min", rules.surveying.talks_min, TalkGroup)
    for group, talks in rules.surveying.talks_min.items():
        yield from _between(f"surveying.talks_min.{group}", talks, 0, 100)
    yield from _distinct("surveying.cadre_groups", rules.surveying.cadre_groups)
    yield from _between("surveying.cadre_percent_max", rules.surveying.cadre_percent_max, 1, 100)


def _clocks(rules: RuleSet) -> Iterator[Mistake]:
    clocks = rules.due_process
    for field in ("inform_days", "hear_days", "decide_days", "objection_days", "review_days"):
        yield from _between(f"due_process.{field}", getattr(clocks, field), 1, 366)
    if not clocks.inform_days <= clocks.hear_days <= clocks.decide_days:
        yield _mistake(
            "due_process", "RULES_ORDER",
            "inform_days, hear_days and decide_days all count from the day of the finding: each must be no less than "
            "the one before.",
            "inform_days、hear_days、decide_days 均自提出之日起算，后一项不得小于前一项。",
        )  # fmt: skip


def _cultivating(rules: RuleSet) -> Iterator[Mistake]:
    for tier, months in rules.tiers.stuck_after_months.items():
        yield from _one_of(f"tiers.stuck_after_months.{tier}", tier, TIERS)
        yield from _between(f"tiers.stuck_after_months.{tier}", months, 1, 120)
    yield from _between("training.days_a_year", rules.training.days_a_year, 0, 366)
    for field in ("success_days", "refusals_stop", "rate_shown_from"):
        yield from _between(f"outreach.{field}", getattr(rules.outreach, field), 1, 1000)
    for field in ("at_least", "times_the_county"):
        yield from _between(f"exceptions.{field}", getattr(rules.exceptions, field), 1, 1000)


def _vetting(vetting: VettingRules) -> Iterator[Mistake]:
    for field in ("screening_months", "joint_review_months"):
        yield from _between(f"vetting.{field}", getattr(vetting, field), 1, 120)
    for name in ("merits", "negative_list", "agencies"):
        yield from _distinct(f"vetting.{name}", [row.code for row in getattr(vetting, name)])
    for at, item in enumerate(vetting.negative_list):
        if item.look_back is LookBack.YEARS:
            yield from _between(f"vetting.negative_list.{at}.years", item.years, 1, 100)
    items = {item.code for item in vetting.negative_list}
    for at, agency in enumerate(vetting.agencies):
        for item_code in agency.items:
            yield from _one_of(f"vetting.agencies.{at}.items", item_code, items)
    if not vetting.asked_agencies():
        yield _mistake(
            "vetting.agencies", "RULES_NOTHING_ASKED",
            "No agency has an item that it may be asked about, so nobody could be reviewed.",
            "没有任何单位有可审查的事项，联审无法进行。",
        )  # fmt: skip
    yield from _complete("vetting.deciders", vetting.deciders, Step)
    for step, roles in vetting.deciders.items():
        if not roles:
            yield _empty(f"vetting.deciders.{step}")
        for role in roles:
            yield from _one_of(f"vetting.deciders.{step}", role, tuple(Role))


def _between(key: str, value: int, low: int, high: int) -> Iterator[Mistake]:
    if not low <= value <= high:
        yield _mistake(
            key, "RULES_NUMBER",
            f"{value} is out of range. Give a number from {low} to {high}.",
            f"{value} 超出范围，应为 {low} 至 {high}。",
        )  # fmt: skip


def _one_of(key: str, value: str, words: Iterable[str]) -> Iterator[Mistake]:
    known = tuple(words)
    if value not in known:
        yield _mistake(
            key, "RULES_WORD",
            f"`{value}` is not known here. Write one of: {', '.join(known)}.",
            f"“{value}”无效，可填：{'、'.join(known)}。",
        )  # fmt: skip


def _complete(key: str, found: Collection[str], words: Iterable[str]) -> Iterator[Mistake]:
    missing = [str(word) for word in words if word not in found]
    if missing:
        yield _mistake(
            key, "RULES_INCOMPLETE",
            f"Missing here: {', '.join(missing)}. A rule set says something of each.",
            f"缺少：{'、'.join(missing)}，每一项都须填写。",
        )  # fmt: skip


def _distinct(key: str, codes: Sequence[str]) -> Iterator[Mistake]:
    for at, code in enumerate(codes):
        if code in codes[:at]:
            yield _mistake(
                f"{key}.{at}.code", "RULES_TWICE",
                f"`{code}` stands there twice. Keep one.",
                f"“{code}”重复，请保留一个。",
            )  # fmt: skip


def _empty(key: str) -> Mistake:
    return _mistake(key, "RULES_EMPTY", "Nothing is written here. Write something.", "此处为空，请填写。")


def _mistake(key: str, code: str, message: str, message_zh: str) -> Mistake:
    return Mistake(key=key, code=code, message=message, message_zh=message_zh)
