"""What a pairing is asked about: reserves and the roles they need, mentors and their places, and who may be asked.

Sex, ethnicity, age and name are not in it, so no answer can depend on them. Points belong to a pair, for reasons that
can be shown to both; nobody has points of their own.
"""

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from domain.rule_set import MentorRole, VillageClass


class Reason(StrEnum):
    """Why a mentor suits a reserve; what the policy gives points for."""

    LINKS_THE_VILLAGE = "links_the_village"
    SAME_TOWNSHIP = "same_township"
    NEIGHBOURING_TOWNSHIP = "neighbouring_township"
    EXPERTISE_ASKED_FOR = "expertise_asked_for"

    __hash__ = str.__hash__


ROLE_WORDS: Mapping[MentorRole, tuple[str, str]] = {
    MentorRole.VILLAGE_LINK_LEADER: ("village link leader", "包村领导"),
    MentorRole.FIRST_SECRETARY: ("first secretary", "驻村第一书记"),
    MentorRole.COUNTY_SPONSOR: ("county sponsor", "挂点县级领导"),
    MentorRole.TOWNSHIP_PRINCIPAL: ("township principal", "乡镇党政正职"),
    MentorRole.OTHER: ("other mentor", "其他导师"),
}
REASON_WORDS: Mapping[Reason, tuple[str, str]] = {
    Reason.LINKS_THE_VILLAGE: ("responsible for the village", "包联本村"),
    Reason.SAME_TOWNSHIP: ("same township", "同一乡镇"),
    Reason.NEIGHBOURING_TOWNSHIP: ("neighbouring township", "相邻乡镇"),
    Reason.EXPERTISE_ASKED_FOR: ("expertise asked for", "专长对口"),
}


class Order(StrEnum):
    """What comes right after coverage. The second is for relieving mentors with too many at the fewest changes."""

    BALANCE_FIRST = "balance_first"
    """Highest load per place, squares, changed pairs, points."""
    FEWEST_CHANGES_FIRST = "fewest_changes_first"
    """Changed pairs, squares, points; the highest load per place is not a level."""


POINTS: Mapping[Reason, int] = {
    Reason.LINKS_THE_VILLAGE: 400,
    Reason.SAME_TOWNSHIP: 200,
    Reason.NEIGHBOURING_TOWNSHIP: 0,
    Reason.EXPERTISE_ASKED_FOR: 300,
}
MOST_PLACES = 60
"""More places than this for one mentor are a typing mistake."""
WORK_BOUND = 5_000_000
"""Steps of the search in one part, some 20 seconds; a county of 1,000 demands takes about 10,000 steps."""


Need = tuple[str, MentorRole]
"""A reserve's id and a role that they want filled."""


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """`points`: per reason, 0 to 1,000. `work_bound`: after so many steps a part's answer is left unproved."""

    points: Mapping[Reason, int] = msgspec.field(default_factory=lambda: POINTS)
    order: Order = Order.BALANCE_FIRST
    most_places: int = MOST_PLACES
    neighbours: Mapping[str, tuple[str, ...]] = {}
    """Townships whose mentors may be asked as well; empty: only the own township's and those who link the village."""
    work_bound: int = WORK_BOUND


class Reserve(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One who needs a mentor in each of the roles. `person`: whose candidacy it is, if `id` is not the person."""

    id: str
    village: str
    township: str
    village_class: VillageClass
    roles: tuple[MentorRole, ...]
    expertise: tuple[str, ...] = ()
    person: str = ""


class Mentor(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """`capacity`: places for distinct reserves here. Absent: takes nobody new, and present pairs need a cover."""

    id: str
    roles: tuple[MentorRole, ...]
    townships: tuple[str, ...]
    villages: tuple[str, ...] = ()
    capacity: int
    absent: bool = False
    expertise: tuple[str, ...] = ()
    person: str = ""


class Arc(msgspec.Struct, frozen=True, gc=False):
    """A mentor who may take a reserve in a role, and what speaks for it."""

    reserve: str
    role: MentorRole
    mentor: str
    reasons: tuple[Reason, ...] = ()


class Tie(msgspec.Struct, frozen=True, gc=False):
    """These two are never paired: a recorded tie, or a proposal that was rejected. `kind` is shown."""

    reserve: str
    mentor: str
    kind: str


class Pair(msgspec.Struct, frozen=True, order=True, gc=False):
    """A mentor in a role of a reserve: today's, or proposed."""

    reserve: str
    role: MentorRole
    mentor: str


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the proposal depends on; the order of the rows is not part of it."""

    reserves: tuple[Reserve, ...]
    mentors: tuple[Mentor, ...]
    arcs: tuple[Arc, ...]
    ties: tuple[Tie, ...] = ()
    current: tuple[Pair, ...] = ()
    policy: Policy = Policy()


RANKS: Mapping[VillageClass, int] = {
    VillageClass.DIFFICULT: 0,
    VillageClass.KEY: 1,
    VillageClass.ORDINARY: 2,
}
"""Who is covered first."""
