"""Cheapest places for all wishes: `services.pairing.search.flow` on columns, step by step the same."""

from services.pairing.compiled.arrays import FAR, NONE, Column, Net, Search, Seats, compiled
from services.pairing.compiled.heap import drop_first, push
from services.pairing.compiled.seating import shift


@compiled
def insert_parts(
    net: Net,
    seats: Seats,
    search: Search,
    limits: Column,
    part_at: Column,
    wishes: Column,
    todo: Column,
    bound: int,
    proved: Column,
) -> None:
    """Insert the wishes of each part of `todo` that have no place; `proved`: whether the bound was kept."""
    for part in todo:
        steps = 0
        proved[part] = 1
        for at in range(part_at[part], part_at[part + 1]):
            wish = wishes[at]
            if seats.taken[wish] == NONE:
                if steps > bound:
                    proved[part] = 0
                    break
                steps += insert(net, seats, search, limits, wish)


@compiled
def insert(net: Net, seats: Seats, search: Search, limits: Column, newcomer: int) -> int:  # noqa: PLR0915 - compiled as one loop
    """Give the newcomer a place, or leave them or another uncovered, whichever is cheapest. Answers the steps."""
    mentors = net.places.shape[0]
    limit_high, limit_low, end, leaver = net.cover[newcomer], 0, NONE, newcomer
    touched, settled, size, scans = 0, 0, 0, 1
    search.wish[0], search.wish_high[0], search.wish_low[0] = newcomer, 0, 0
    while scans:
        for scan in range(scans):
            wish, base_high, base_low = search.wish[scan], search.wish_high[scan], search.wish_low[scan]
            high = base_high + net.cover[wish]
            if high < limit_high or (high == limit_high and base_low < limit_low):
                limit_high, limit_low, end, leaver = high, base_low, NONE, wish
            for arc in range(net.first[wish], net.first[wish + 1]):
                place = net.place[arc]
                high = base_high + net.high[arc] + seats.high[place]
                if high > limit_high:
                    continue
                low = base_low + net.low[arc] + seats.low[place]
                if high == limit_high and low >= limit_low:
                    continue
                if place >= mentors and seats.holder[place - mentors] == NONE:
                    place = net.behind[place - mentors]
                known = search.high[place]
                if high > known or (high == known and low >= search.low[place]):
                    continue
                if known == FAR:
                    search.touched[touched] = place
                    touched += 1
                search.high[place], search.low[place] = high, low
                search.via[place], search.entry[place] = wish, arc
                if place < mentors and seats.load[place] < limits[place]:
                    to_high = high - seats.high[place] + net.slot[net.slot_at[place] + seats.load[place]]
                    to_low = low - seats.low[place]
                    if to_high < limit_high or (to_high == limit_high and to_low < limit_low):
                        limit_high, limit_low, end = to_high, to_low, place
                if high < limit_high or (high == limit_high and low < limit_low):
                    push(search, size, high, low, place)
                    size += 1
        scans = 0
        while size and not scans:
            high, low, place = search.heap_high[0], search.heap_low[0], search.heap[0]
            if high > limit_high or (high == limit_high and low >= limit_low):
                break
            size -= 1
            drop_first(search, size)
            if high != search.high[place] or low != search.low[place]:
                continue
            search.settled[settled] = place
            settled += 1
            base_high, base_low = high - seats.high[place], low - seats.low[place]
            if place >= mentors:
                wish = seats.holder[place - mentors]
                arc = seats.taken[wish]
                search.wish[0] = wish
                search.wish_high[0], search.wish_low[0] = base_high - net.high[arc], base_low - net.low[arc]
                scans = 1
                continue
            for spot in range(net.slot_at[place], net.slot_at[place] + seats.load[place]):
                wish = seats.sitters[spot]
                arc = seats.taken[wish]
                gate = net.place[arc]
                if gate == place:
                    search.wish[scans] = wish
                    search.wish_high[scans] = base_high - net.high[arc]
                    search.wish_low[scans] = base_low - net.low[arc]
                    scans += 1
                    continue
                high, low = base_high + seats.high[gate], base_low + seats.low[gate]
                known = search.high[gate]
                if (high < limit_high or (high == limit_high and low < limit_low)) and (
                    high < known or (high == known and low < search.low[gate])
                ):
                    if known == FAR:
                        search.touched[touched] = gate
                        touched += 1
                    search.high[gate], search.low[gate], search.via[gate] = high, low, NONE
                    push(search, size, high, low, gate)
                    size += 1
    for at in range(settled):
        place = search.settled[at]
        seats.high[place] += limit_high - search.high[place]
        seats.low[place] += limit_low - search.low[place]
    for at in range(settled):
        place = search.settled[at]
        if place < mentors:
            level_empty_gates(net, seats, place)
    if end != NONE:
        shift(net, seats, search, search.via[end], search.entry[end], newcomer)
    elif leaver != newcomer:
        shift(net, seats, search, leaver, NONE, newcomer)
    for at in range(touched):
        search.high[search.touched[at]] = FAR
    return 1 + settled


@compiled
def level_empty_gates(net: Net, seats: Seats, mentor: int) -> None:
    """An empty gate costs nothing beyond its mentor."""
    mentors = net.places.shape[0]
    for at in range(net.gate_at[mentor], net.gate_at[mentor + 1]):
        gate = net.gate[at]
        if seats.holder[gate - mentors] == NONE:
            seats.high[gate], seats.low[gate] = seats.high[mentor], seats.low[mentor]
