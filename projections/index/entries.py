"""What the index keeps of one village, one mentor: enough to answer without looking at anything else."""

from datetime import date
from typing import Any

from projections.answer import Counting
from projections.index.tally import VillageShare

MOST = 99_999


def village_key(rank: int, short_by: int, code: str) -> str:
    """Class, then what is lacking (most first), then code."""
    return f"{rank}{MOST - short_by:05d}{code}"


def mentor_key(load: int, id_: str) -> str:
    """Load, most first, then id."""
    return f"{MOST - load:05d}{id_}"


class Region:
    """A region's code and name."""

    __slots__ = ("code", "name")

    def __init__(self, code: str, name: str) -> None:
        self.code = code
        self.name = name


class VillageEntry:
    """`roster`: the people on it, each with the last day of their clearance (None: never cleared)."""

    __slots__ = (
        "classified",
        "code",
        "counts",
        "name",
        "pending",
        "plan_due",
        "rank",
        "roster",
        "rows",
        "share",
        "shared",
        "township",
    )

    def __init__(self, code: str, township: Region) -> None:
        self.code: Any = code
        self.name = ""
        self.township: Any = township
        self.counts = False
        self.rank = 2
        self.classified = False
        self.pending = 0
        self.plan_due: date | None = None
        """Of the plan that stands; None: there is none."""
        self.roster: dict[str, date | None] = {}
        self.share = VillageShare(2, 0, 0, 0, 0)
        self.shared = False
        """Whether the share is in the counters."""
        self.rows: dict[Counting, Any] = {}
        """Answer rows, made when first asked for and dropped at every change."""

    @property
    def cleared(self) -> int:
        """On the day of the index."""
        return self.share.cleared

    @property
    def on_roster(self) -> int:
        """Distinct people."""
        return self.share.on_roster

    @property
    def wanted(self) -> int:
        """By the rules in force on the day."""
        return self.share.wanted

    def short_by(self, counting: Counting) -> int:
        """What it lacks; never below 0."""
        return self.share.short(counting)

    def sort_key(self, counting: Counting) -> str:
        """Class, then what it lacks (most first), then code."""
        return village_key(self.share.rank, self.short_by(counting), self.code)


class MentorEntry:
    """`areas`: codes of the places a mentor is linked to; `mentees`: reserves with the villages of the pairing."""

    __slots__ = ("areas", "capacity", "id", "key", "mentees", "regions")

    def __init__(self, id_: Any) -> None:
        self.id = id_
        self.areas: set[str] = set()
        self.capacity: int | None = None
        self.mentees: dict[str, set[str]] = {}
        self.regions: frozenset[str] = frozenset()
        self.key = ""

    @property
    def load(self) -> int:
        """Distinct reserves."""
        return len(self.mentees)

    def sort_key(self) -> str:
        """Load, most first, then id."""
        return mentor_key(self.load, self.id)
