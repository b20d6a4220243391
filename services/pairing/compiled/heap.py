"""A heap of places by their distance, in columns."""

from services.pairing.compiled.arrays import Search, compiled


@compiled
def push(search: Search, size: int, high: int, low: int, place: int) -> None:
    """Put a place onto a heap of this size."""
    at = size
    while at > 0:
        above = (at - 1) >> 1
        if search.heap_high[above] < high or (
            search.heap_high[above] == high and search.heap_low[above] <= low
        ):
            break
        search.heap_high[at], search.heap_low[at] = search.heap_high[above], search.heap_low[above]
        search.heap[at] = search.heap[above]
        at = above
    search.heap_high[at], search.heap_low[at], search.heap[at] = high, low, place


@compiled
def drop_first(search: Search, size: int) -> None:
    """Take the nearest off; `size` is what is left."""
    high, low, place = search.heap_high[size], search.heap_low[size], search.heap[size]
    at = 0
    while True:
        child = 2 * at + 1
        if child >= size:
            break
        if child + 1 < size and (
            search.heap_high[child + 1] < search.heap_high[child]
            or (
                search.heap_high[child + 1] == search.heap_high[child]
                and search.heap_low[child + 1] < search.heap_low[child]
            )
        ):
            child += 1
        if search.heap_high[child] > high or (
            search.heap_high[child] == high and search.heap_low[child] >= low
        ):
            break
        search.heap_high[at], search.heap_low[at] = search.heap_high[child], search.heap_low[child]
        search.heap[at] = search.heap[child]
        at = child
    search.heap_high[at], search.heap_low[at], search.heap[at] = high, low, place
