"""Who may be chosen: the reserve's terms and structure (R29-R33), and the gate at the election itself (R6)."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import msgspec


class VillageClass(StrEnum):
    """R15, R16: difficult stands above key; everything else is ordinary."""

    DIFFICULT = "difficult"
    KEY = "key"
    ORDINARY = "ordinary"


class Terms(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Age in full years on the reference date (inclusive) and least education."""

    age_max: int
    education_min: str


class Quota(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A share of each township's reserves. `about`: 左右, a warning inside the tolerance; else a floor."""

    code: str
    label: str
    label_zh: str
    percent: int
    about: bool
    sex: str | None = None
    age_max: int | None = None
    education_min: str | None = None


class Post(StrEnum):
    """What somebody stands for at a village election."""

    SECRETARY = "secretary"
    COMMITTEE_MEMBER = "committee_member"


class PostGate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Oldest age in full years (inclusive) and least education (empty: none is asked), for one post."""

    age_max_new: int = 50
    """Whoever does not hold the post. R30's outer bound, so that the gate shuts nobody out whom R30 lets in."""
    age_max_continuing: int = 55
    """Whoever holds the post and stands again; Yuanzhou 2020."""
    education_min_new: str = "senior_middle"
    education_min_continuing: str = ""

    def age_max(self, *, continuing: bool) -> int:
        """The oldest age at which somebody may stand."""
        return self.age_max_continuing if continuing else self.age_max_new

    def education_min(self, *, continuing: bool) -> str:
        """The least education with which somebody may stand; empty: none is asked."""
        return self.education_min_continuing if continuing else self.education_min_new


class CandidacyGate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """R6: who may stand at the election, by post. It informs; whoever fails it is found, never rejected.

    `counted_on`: the day on which ages are counted, where the county names one; else the village's election date.
    """

    posts: Mapping[Post, PostGate] = msgspec.field(
        default_factory=lambda: {post: PostGate() for post in Post}
    )
    counted_on: date | None = None

    def day(self, election_date: date | None) -> date | None:
        """When ages are counted for an election on that date; None while neither day is known."""
        return self.counted_on or election_date


class PartyStanding(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long the road into the Party is, in months: what a reserve who is no full member yet still needs.

    The Constitution of the Party: an activist is trained for a year, probation is a year; a secretary is usually
    a full member of a year's standing.
    """

    activist_months: int = 12
    probation_months: int = 12
    full_member_months: int = 12
