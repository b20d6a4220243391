"""Mentors as the rules have them (R40-R42): which roles a reserve needs, how many reserves one takes, how often."""

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from domain.rule_set.eligibility import VillageClass


class MentorRole(StrEnum):
    """As what somebody mentors: the first two by R40, the next two by R41, anybody else beside them."""

    VILLAGE_LINK_LEADER = "village_link_leader"
    FIRST_SECRETARY = "first_secretary"
    COUNTY_SPONSOR = "county_sponsor"
    TOWNSHIP_PRINCIPAL = "township_principal"
    OTHER = "other"

    __hash__ = str.__hash__  # enum's own is written in Python, and every key of a pairing holds a role


class MentorLimits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
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
