"""Tiers, training, use and exits: who has grown, who was elected, who left (R37-R43)."""

from collections.abc import Iterator
from datetime import date

from domain.candidacy import commands as wish
from domain.candidacy.events import ExitReason, Post, Tier
from domain.training.decide import AssignTrialPost, HoldTraining
from services import vetting
from services.training import assign_trial_post, hold_training
from yumiao.demo.year.clerk import Clerk, Step
from yumiao.demo.year.officials import HEAD, letter, township

TIERS = {
    Tier.MATURE: ("邓建博", "余建军", "石佳", "唐超贵", "陆海军"),
    Tier.PROMISING: ("石旭军", "夏根文", "于红静", "钟林国", "石鹏辉", "于福旭", "卢香"),
    Tier.ORDINARY: ("苏祥斌", "孟鹏福", "谢平超"),
}
EVIDENCE = {
    Tier.MATURE: "能独立主持村务，组织生活和项目推进均有实绩",
    Tier.PROMISING: "参与重点工作，进步明显，还需岗位锻炼",
    Tier.ORDINARY: "基础较好，需系统培训",
}
STUCK = "张洋斌"
"""Found ordinary a year ago; nobody has looked again since."""
COURSE = {"石旭军": 5, "于红静": 5, "夏根文": 3, "石佳": 5, "苏祥斌": 2, "石鹏辉": 5}
"""Days that each was there, of five; the rules want seven a year."""
RAISED, LEFT, UNREVIEWED = "邓建博", "余杰", "罗欣婷"
"""Elected to the committee; gone to work elsewhere; elected without any review."""


def steps(clerk: Clerk) -> Iterator[Step]:
    """A tier for most of the admitted, then one person each who rose, left, and slipped past the review."""
    for tier, names in TIERS.items():
        for name in names:
            yield _found(clerk, name, tier, date(2026, 6, 18), 21)
    yield _found(clerk, STUCK, Tier.ORDINARY, date(2025, 6, 10), 6)
    yield from _trained(clerk)
    raised = wish.RecordUse(candidacy=clerk.candidacy(RAISED), post=Post.PARTY_COMMITTEE)
    by = township(clerk.village_of(RAISED))
    yield clerk.enter(vetting.record_use, raised, by, date(2026, 6, 24), letter("青委", 33))
    slipped = wish.RecordUse(candidacy=clerk.candidacy(UNREVIEWED), post=Post.VILLAGERS_COMMITTEE)
    by = township(clerk.village_of(UNREVIEWED))
    yield clerk.enter(vetting.record_use, slipped, by, date(2026, 6, 15), letter("禾委", 18))
    left = wish.ExitReserve(
        candidacy=clerk.candidacy(LEFT), why=ExitReason.MOVED, reason="已到市里工作，户口随迁"
    )
    yield clerk.enter(vetting.exit_reserve, left, HEAD, date(2026, 6, 26), letter("育组发", 27))


def _found(clerk: Clerk, name: str, tier: Tier, day: date, number: int) -> Step:
    found = wish.SetTier(candidacy=clerk.candidacy(name), tier=tier, reason=EVIDENCE[tier])
    by = township(clerk.village_of(name))
    return clerk.enter(vetting.set_tier, found, by, day, letter("层次评定", number, day.year))


def _trained(clerk: Clerk) -> Iterator[Step]:
    """A course in spring with its list, and a trial post."""
    course = HoldTraining(
        title="村党组织书记后备力量春季培训班",
        held_on=date(2026, 5, 18),
        days=5,
        attended={clerk.reserve(name): days for name, days in COURSE.items()},
    )
    yield clerk.enter(hold_training, course, HEAD, date(2026, 5, 23), letter("育组训", 2))
    post = AssignTrialPost(
        person=clerk.reserve("夏根文"),
        village=clerk.village_of("夏根文"),
        post="村党支部书记助理",
        since=date(2026, 6, 1),
        until=date(2026, 8, 31),
    )
    by = township(clerk.village_of("夏根文"))
    yield clerk.enter(assign_trial_post, post, by, date(2026, 5, 28), letter("青委", 27))
