"""How far the surveys are, per region: counters, the villages still to be visited, the surveys that heard unevenly."""

from enum import IntEnum

from domain.rule_set import TalkGroup
from projections.index.ordered import SortedTexts
from projections.ops import NO_GROUP, Policy, Props, prefixes

GROUPS = tuple(TalkGroup)
MOST_SEVERE = 99


class Reached(IntEnum):
    """How far a village's survey is; each includes those before it. A village is visited when somebody was heard."""

    NOTHING = 0
    OPENED = 1
    VISITED = 2
    CONCLUDED = 3
    ASSESSED = 4


class SurveyTally:
    """A region's sums. Lists of seven run over the groups in their order; `reached` over the steps."""

    __slots__ = (
        "absent",
        "considered",
        "lopsided",
        "members",
        "reached",
        "short",
        "talks",
        "unheard",
        "villages",
    )

    def __init__(self) -> None:
        self.villages = 0
        self.reached = [0] * len(Reached)
        """Villages that came at least so far."""
        self.talks = [0] * len(GROUPS)
        self.short = [0] * len(GROUPS)
        """Villages where the group was heard less often than the rules ask for."""
        self.absent = [0] * len(GROUPS)
        self.unheard = 0
        """Surveys with a group that exists and was not heard."""
        self.lopsided = 0
        self.members = 0
        self.considered = 0


class SurveyEntry:
    """One village. `talks` by group; None: the village has nobody of it."""

    __slots__ = ("code", "counts", "flagged", "rank", "reached", "share", "talks")

    def __init__(self, code: str) -> None:
        self.code = code
        self.counts = False
        self.rank = 2
        self.reached = Reached.NOTHING
        self.talks: tuple[int | None, ...] = (0,) * len(GROUPS)
        self.share: Share | None = None
        self.flagged = ""
        """Its key among the surveys that heard unevenly; empty: it did not."""


class Share:
    """What one village adds to the regions above it, under the rules of the day."""

    __slots__ = ("absent", "lopsided", "reached", "short", "talks", "unheard", "waiting")

    def __init__(self, entry: SurveyEntry, policy: Policy) -> None:
        pairs = list(zip(entry.talks, policy.talks_min, strict=True))
        self.reached = entry.reached
        self.talks = [heard or 0 for heard in entry.talks]
        self.absent = [heard is None for heard in entry.talks]
        self.short = [heard is not None and heard < least for heard, least in pairs]
        opened = entry.reached is not Reached.NOTHING
        self.unheard = sum(heard == 0 for heard in entry.talks) if opened else 0
        self.lopsided = is_lopsided(self.talks, policy)
        self.waiting = f"{entry.rank}{entry.code}" if entry.reached < Reached.CONCLUDED else ""


def is_lopsided(talks: list[int], policy: Policy) -> bool:
    """Whether cadres gave the share of the rules or more of the interviews."""
    cadres = sum(heard for heard, cadre in zip(talks, policy.cadre_groups, strict=True) if cadre)
    return sum(talks) > 0 and 100 * cadres >= policy.cadre_percent_max * sum(talks)


def flag_key(rank: int, unheard: int, lopsided: int, code: str) -> str:
    """Class, then what is uneven (most first), then code."""
    return f"{rank}{MOST_SEVERE - 2 * unheard - lopsided:02d}{code}"


class Surveys:
    """Entries by village, tallies and orders by region. `settle` after a batch."""

    def __init__(self) -> None:
        self.entries: dict[str, SurveyEntry] = {}
        self._tallies: dict[str, SurveyTally] = {}
        self._flagged: dict[str, SortedTexts] = {}
        self._waiting: dict[str, SortedTexts] = {}
        self._stale: set[str] = set()

    def put(self, code: str, props: Props, rank: int) -> None:
        """A village's node as it is now."""
        entry = self.entries.get(code) or self.entries.setdefault(code, SurveyEntry(code))
        entry.counts, entry.rank = bool(props["counts"]), rank
        entry.reached = Reached[str(props.get("survey") or Reached.NOTHING.name)]
        talks = str(props.get("interviews") or " ".join("0" * len(GROUPS))).split()
        entry.talks = tuple(None if heard == NO_GROUP else int(heard) for heard in talks)
        self._stale.add(code)

    def member(self, village: str, *, before: bool | None, after: bool | None) -> None:
        """A member's standing: gone through or not; None: no member of the village."""
        if before is after:
            return
        for considered, sign in ((before, -1), (after, 1)):
            if considered is not None:
                for prefix in prefixes(village):
                    tally = self._tally(prefix)
                    tally.members += sign
                    tally.considered += sign * considered

    def all_stale(self) -> None:
        """The rules of the day are others."""
        self._stale.update(self.entries)

    def settle(self, policy: Policy) -> None:
        """Bring counters and orders up to date."""
        for code in self._stale:
            entry = self.entries[code]
            self._settle(entry, Share(entry, policy) if entry.counts else None)
        self._stale.clear()

    def tally(self, region: str) -> SurveyTally:
        """The sums of a region; zeros for one without villages."""
        return self._tallies.get(region) or SurveyTally()

    def flagged(self, region: str, after: str, first: int) -> tuple[list[SurveyEntry], bool]:
        """Surveys that heard unevenly, behind a key, and whether more follow. O(log n + first)."""
        keys = self._flagged[region].after(after, first + 1) if region in self._flagged else []
        return [self.entries[key[3:]] for key in keys[:first]], len(keys) > first

    def flagged_total(self, region: str) -> int:
        """How many they are."""
        return len(self._flagged[region]) if region in self._flagged else 0

    def waiting(self, region: str, first: int) -> list[str]:
        """Codes of villages without a report, by class and code, at most `first`."""
        found = self._waiting[region].after("", first) if region in self._waiting else []
        return [key[1:] for key in found]

    def _tally(self, region: str) -> SurveyTally:
        found = self._tallies.get(region)
        if found is None:
            found = self._tallies[region] = SurveyTally()
        return found

    def _settle(self, entry: SurveyEntry, new: Share | None) -> None:
        old, entry.share = entry.share, new
        flag = ""
        if new and (new.unheard or new.lopsided):
            flag = flag_key(entry.rank, new.unheard, new.lopsided, entry.code)
        for prefix in prefixes(entry.code):
            tally = self._tally(prefix)
            for share, sign in ((old, -1), (new, 1)):
                if share:
                    _add(tally, share, sign)
            _move(self._flagged, prefix, entry.flagged, flag)
            _move(self._waiting, prefix, old.waiting if old else "", new.waiting if new else "")
        entry.flagged = flag


def _move(orders: dict[str, SortedTexts], region: str, before: str, after: str) -> None:
    if before == after:
        return
    keys = orders.setdefault(region, SortedTexts())
    if before:
        keys.discard(before)
    if after:
        keys.add(after)


def _add(tally: SurveyTally, share: Share, sign: int) -> None:
    tally.villages += sign
    for step in Reached:
        tally.reached[step] += sign * (share.reached >= step)
    for at in range(len(GROUPS)):
        tally.talks[at] += sign * share.talks[at]
        tally.short[at] += sign * share.short[at]
        tally.absent[at] += sign * share.absent[at]
    tally.unheard += sign * (share.unheard > 0)
    tally.lopsided += sign * share.lopsided
