"""The villages that lack reserves, in the order in which they are listed."""

from collections.abc import Mapping

from projections.index.entries import MOST
from projections.index.ordered import SortedTexts

Bucket = tuple[int, int]
"""(rank of the class, how many people are lacking)."""


def order_of(bucket: Bucket) -> tuple[int, int]:
    """Class first, then what is lacking, most first."""
    return (bucket[0], -bucket[1])


class Lacking:
    """Codes by bucket; within one they are sorted, so that a region is one run of them."""

    def __init__(self) -> None:
        self._codes: dict[Bucket, SortedTexts] = {}

    def move(self, code: str, before: Bucket | None, after: Bucket | None) -> None:
        """A village goes from one bucket to another; None: it lacks nobody."""
        if before == after:
            return
        if before:
            self._codes[before].discard(code)
        if after:
            self._codes.setdefault(after, SortedTexts()).add(code)

    def page(self, region: str, buckets: Mapping[Bucket, int], after: str, wanted: int) -> list[str]:
        """Codes behind a sort key, at most `wanted`. `buckets`: the region's counters. O(log n + wanted)."""
        found: list[str] = []
        head = (int(after[0]), MOST - int(after[1:6])) if after else None
        for bucket in sorted(buckets, key=order_of):
            if head and order_of(bucket) < order_of(head):
                continue
            codes = self._codes[bucket]
            room = wanted - len(found)
            run = (
                codes.after(after[6:], room) if bucket == head else codes.after(region, room, inclusive=True)
            )
            if run and not run[-1].startswith(region):
                run = [code for code in run if code.startswith(region)]
            found += run
            if len(found) == wanted:
                break
        return found
