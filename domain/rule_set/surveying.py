"""The survey as the rules have it (R12, R21): how many talks each group is owed, and when the groups are lopsided."""

from collections.abc import Mapping
from enum import StrEnum

import msgspec


class TalkGroup(StrEnum):
    """R21: the seven groups that a survey hears, in the order of the programme."""

    TWO_COMMITTEES = "two_committees"
    RESIDENT_CADRES = "resident_cadres"
    FORMER_CADRES = "former_cadres"
    TEAM_HEADS = "team_heads"
    GRID_LEADERS = "grid_leaders"
    MEMBER_REPRESENTATIVES = "member_representatives"
    VILLAGER_REPRESENTATIVES = "villager_representatives"


_MINIMUM = dict.fromkeys(TalkGroup, 2) | {TalkGroup.RESIDENT_CADRES: 1}


class Surveying(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Talks per village and group, at least; a survey is lopsided where cadres gave too many of the talks.

    Two of a group as the follow-ups of section 3.9 have it, one where a village has one resident cadre: 13 talks,
    inside the 12 to 20 that counties hold.
    """

    talks_min: Mapping[TalkGroup, int] = msgspec.field(default_factory=lambda: dict(_MINIMUM))
    cadre_groups: tuple[TalkGroup, ...] = (
        TalkGroup.TWO_COMMITTEES,
        TalkGroup.RESIDENT_CADRES,
        TalkGroup.FORMER_CADRES,
    )
    cadre_percent_max: int = 70
    """At this share of the talks or more the survey heard cadres above all (question 24)."""
    team_members_min: int = 2
    """R20: a team of a township's, beside the county leader who leads it."""
    answers_shown_from: int = 3
    """Answers are shown as sums only, and only over at least so many interviews of a village."""
    meeting_before_screening_is_hard: bool = False
    """R26: True refuses a township screening before the assessment meeting; False shows it as a finding."""
