"""What decides between answers that are equal in every level: a lot that the ids alone draw, the same everywhere.

Each arc has a number below 2^40, and the smallest sum wins. That two answers draw the same sum is left to chance, about
one in 10^8 for a county; then still every computation from nothing gives the same of the two.
"""

from functools import lru_cache
from hashlib import blake2b

LOT_BITS, LOT_SHIFT = 40, 44


def lot(demand: int, mentor: int) -> int:
    """The number of an arc, from the digests of its two ends: bits from the middle of the product."""
    return demand * mentor >> LOT_SHIFT & (1 << LOT_BITS) - 1


@lru_cache(maxsize=200_000)
def digest(*ids: str) -> int:
    """64 bits of a mentor's id, or of a reserve's and a role. Odd, so that no factor is lost."""
    return int.from_bytes(blake2b(" ".join(ids).encode(), digest_size=8).digest(), "big") | 1
