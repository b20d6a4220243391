"""Parts, gates and the lots of all arcs, from columns: `search.parts`, `search.network` and `draw` on columns."""

import numpy as np

from services.pairing.compiled.arrays import NONE, Column, compiled
from services.pairing.draw import LOT_BITS, LOT_SHIFT

_MASK = np.uint64((1 << LOT_BITS) - 1)
_LOW, _HALF = np.uint64((1 << 32) - 1), np.uint64(32)
_UP, _DOWN = np.uint64(64 - LOT_SHIFT), np.uint64(LOT_SHIFT)


@compiled
def lots(first: Column, mentor: Column, of_wish: Column, of_mentor: Column, found: Column) -> None:
    """The lot of each arc: bits from the middle of the 128-bit product of its two digests."""
    for wish in range(first.shape[0] - 1):
        a_low, a_high = of_wish[wish] & _LOW, of_wish[wish] >> _HALF
        for arc in range(first[wish], first[wish + 1]):
            other = of_mentor[mentor[arc]]
            b_low, b_high = other & _LOW, other >> _HALF
            low, one, two = a_low * b_low, a_high * b_low, a_low * b_high
            middle = (low >> _HALF) + (one & _LOW) + (two & _LOW)
            bottom = (middle << _HALF) | (low & _LOW)
            top = a_high * b_high + (one >> _HALF) + (two >> _HALF) + (middle >> _HALF)
            found[arc] = np.int64(((top << _UP) | (bottom >> _DOWN)) & _MASK)


@compiled
def parts(first: Column, mentor: Column, mentors: int, of_mentor: Column) -> int:
    """Number the connected parts by their first wish; a mentor whom nobody may ask is in none. Answers how many."""
    root = np.arange(mentors)
    for wish in range(first.shape[0] - 1):
        for arc in range(first[wish], first[wish + 1]):
            a, b = mentor[first[wish]], mentor[arc]
            while root[a] != a:
                root[a] = root[root[a]]
                a = root[a]
            while root[b] != b:
                root[b] = root[root[b]]
                b = root[b]
            root[b] = a
    number = np.full(mentors, NONE, np.int64)
    found = 0
    for wish in range(first.shape[0] - 1):
        for arc in range(first[wish], first[wish + 1]):
            at = mentor[arc]
            while root[at] != at:
                at = root[at]
            if number[at] == NONE:
                number[at] = found
                found += 1
            of_mentor[mentor[arc]] = number[at]
    return found


@compiled
def gates(first: Column, reserve: Column, place: Column, mentors: int, behind: Column) -> int:
    """Put a gate before every mentor who could take two roles of one reserve; neighbours share a reserve's number.

    Changes `place`, which begins as the arcs' mentors. Answers how many.
    """
    stamp, first_arc = np.full(mentors, NONE, np.int64), np.full(mentors, NONE, np.int64)
    found, group = 0, 0
    for wish in range(first.shape[0] - 1):
        if wish > 0 and reserve[wish] != reserve[wish - 1]:
            group += 1
        for arc in range(first[wish], first[wish + 1]):
            mentor = place[arc]
            if stamp[mentor] != group:
                stamp[mentor], first_arc[mentor] = group, arc
                continue
            if place[first_arc[mentor]] == mentor:
                place[first_arc[mentor]] = mentors + found
                behind[found] = mentor
                found += 1
            place[arc] = place[first_arc[mentor]]
    return found
