"""The counters of one region. Everything in a tally is a sum of contributions that are taken out as they went in."""

from projections.answer import Counting

COUNTINGS = (Counting.CLEARED, Counting.ON_ROSTER)


class Tally:
    """Lists of three run over the classes in their order. Bucket keys are (rank, what is lacking)."""

    __slots__ = (
        "buckets",
        "cleared",
        "distinct",
        "distinct_cleared",
        "of_two",
        "on_roster",
        "pending",
        "unmentored",
        "villages",
        "wanted",
    )

    def __init__(self) -> None:
        self.villages = [0, 0, 0]
        self.wanted = [0, 0, 0]
        self.on_roster = [0, 0, 0]
        self.cleared = [0, 0, 0]
        self.pending = [0, 0, 0]
        self.buckets: dict[Counting, dict[tuple[int, int], int]] = {counting: {} for counting in COUNTINGS}
        self.distinct = 0
        self.distinct_cleared = 0
        self.of_two = 0
        self.unmentored = 0
        """Candidacies on the roster without any mentor by the ledgers' names."""

    def lacking(self, counting: Counting, rank: int) -> int:
        """Villages of one class that lack somebody."""
        return sum(n for (at, _), n in self.buckets[counting].items() if at == rank)

    def short(self, counting: Counting, rank: int) -> int:
        """How many people they lack together."""
        return sum(n * short for (at, short), n in self.buckets[counting].items() if at == rank)

    def lacking_total(self, counting: Counting) -> int:
        """Villages of any class that lack somebody."""
        return sum(self.buckets[counting].values())

    def add_village(self, put: "VillageShare", sign: int) -> None:
        """Put a village's share in, or take it out."""
        rank = put.rank
        self.villages[rank] += sign
        self.wanted[rank] += sign * put.wanted
        self.on_roster[rank] += sign * put.on_roster
        self.cleared[rank] += sign * put.cleared
        self.pending[rank] += sign * put.pending
        for counting, short in zip(COUNTINGS, (put.short_cleared, put.short_on_roster), strict=True):
            if short:
                bucket = self.buckets[counting]
                left = bucket.get((rank, short), 0) + sign
                if left:
                    bucket[rank, short] = left
                else:
                    del bucket[rank, short]

    def add_person(self, on_roster: int, cleared: int, unmentored: int, sign: int) -> None:
        """Put a person's candidacies within the region in, or take them out."""
        self.distinct += sign * (on_roster > 0)
        self.distinct_cleared += sign * (cleared > 0)
        self.of_two += sign * (on_roster > 1)
        self.unmentored += sign * unmentored


class VillageShare:
    """What one village adds to every region above it."""

    __slots__ = (
        "cleared",
        "on_roster",
        "pending",
        "rank",
        "short_cleared",
        "short_on_roster",
        "wanted",
    )

    def __init__(self, rank: int, wanted: int, on_roster: int, cleared: int, pending: int) -> None:
        self.rank = rank
        self.wanted = wanted
        self.on_roster = on_roster
        self.cleared = cleared
        self.pending = pending
        self.short_cleared = max(0, wanted - cleared)
        self.short_on_roster = max(0, wanted - on_roster)

    def short(self, counting: Counting) -> int:
        """What it lacks under one way of counting."""
        return self.short_cleared if counting is Counting.CLEARED else self.short_on_roster
