"""The county's rules as versioned data: what is wanted, who may be chosen, which structure is required."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import ClassVar

import msgspec

from domain.event import Event, topic
from domain.vetting_rules import VettingRules


class VillageClass(StrEnum):
    """R15, R16: difficult stands above key; everything else is ordinary."""

    DIFFICULT = "difficult"
    KEY = "key"
    ORDINARY = "ordinary"


class MentorRole(StrEnum):
    """As what somebody mentors: the first two by R40, the next two by R41, anybody else beside them."""

    VILLAGE_LINK_LEADER = "village_link_leader"
    FIRST_SECRETARY = "first_secretary"
    COUNTY_SPONSOR = "county_sponsor"
    TOWNSHIP_PRINCIPAL = "township_principal"
    OTHER = "other"

    __hash__ = str.__hash__  # enum's own is written in Python, and every key of a pairing holds a role


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """Age in full years on the reference date (inclusive) and least education."""

    age_max: int
    education_min: str


class Quota(msgspec.Struct, frozen=True, kw_only=True):
    """A share of each township's reserves. `about`: 左右, a warning inside the tolerance; else a floor."""

    code: str
    label: str
    label_zh: str
    percent: int
    about: bool
    sex: str | None = None
    age_max: int | None = None
    education_min: str | None = None


class MentorLimits(msgspec.Struct, frozen=True, kw_only=True):
    """Reserves per mentor: more than `warn_over` is a warning, more than `alarm_over` an alarm."""

    warn_over: int
    alarm_over: int
    capacity: int
    """Assumed where the ledger gives none."""


R40 = (MentorRole.VILLAGE_LINK_LEADER, MentorRole.FIRST_SECRETARY)
R41 = (*R40, MentorRole.COUNTY_SPONSOR, MentorRole.TOWNSHIP_PRINCIPAL)


class Mentoring(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which mentors a reserve needs, how often they talk, and whether a mentor's capacity is a wall."""

    talk_every_days: int = 30
    roles: Mapping[VillageClass, tuple[MentorRole, ...]] = msgspec.field(
        default_factory=lambda: {
            VillageClass.DIFFICULT: R41,
            VillageClass.KEY: R41,
            VillageClass.ORDINARY: R40,
        }
    )
    capacity_is_hard: bool = False
    """True: a pairing over the mentor's capacity is refused. False: it is a finding, shown."""


class RuleSet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One version of the rules, complete and readable."""

    name: str
    reserves_wanted: Mapping[VillageClass, int]
    general: Terms
    exceptional: Terms
    quotas: tuple[Quota, ...]
    quota_tolerance_percent: int
    mentors: MentorLimits
    vetting: VettingRules = VettingRules()
    """The defaults where a version was published before vetting was ruled."""
    mentoring: Mentoring = Mentoring()
    """Rule sets stored before there were pairings read with the default."""


@topic
class RuleSetPublished(Event, frozen=True, kw_only=True):
    """A version of the rules takes effect. It never changes an earlier conclusion."""

    TOPIC: ClassVar[str] = "rule_set.published.v1"
    version: int
    effective_from: date
    rules: RuleSet


@topic
class ElectionCycleOpened(Event, frozen=True, kw_only=True):
    """Ages are counted on the reference date of the cycle."""

    TOPIC: ClassVar[str] = "election_cycle.opened.v1"
    reference_date: date


def in_force(published: Iterable[RuleSetPublished], on: date) -> RuleSetPublished | None:
    """The latest version with `effective_from` on or before the day."""
    past = [p for p in published if p.effective_from <= on]
    return max(past, key=lambda p: (p.effective_from, p.version)) if past else None
