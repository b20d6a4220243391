"""Standing up, sitting down, and chains of moves: `services.pairing.search.seating` on columns."""

from services.pairing.compiled.arrays import NONE, Net, Search, Seats, compiled


@compiled
def mentor_at(net: Net, place: int) -> int:
    """The mentor behind a place."""
    mentors = net.places.shape[0]
    return place if place < mentors else net.behind[place - mentors]


@compiled
def stand_up(net: Net, seats: Seats, wish: int) -> None:
    """Leave the place; the last of the mentor's takes the spot."""
    place, mentors = net.place[seats.taken[wish]], net.places.shape[0]
    if place >= mentors:
        seats.holder[place - mentors] = NONE
        place = net.behind[place - mentors]
    seats.load[place] -= 1
    spot, last = seats.spot[wish], seats.sitters[net.slot_at[place] + seats.load[place]]
    seats.sitters[net.slot_at[place] + spot] = last
    seats.spot[last] = spot
    seats.taken[wish] = NONE


@compiled
def sit_down(net: Net, seats: Seats, wish: int, arc: int) -> None:
    """Take an arc's place; whether there is room is the caller's business."""
    place, mentors = net.place[arc], net.places.shape[0]
    if place >= mentors:
        seats.holder[place - mentors] = wish
        place = net.behind[place - mentors]
    seats.taken[wish] = arc
    seats.spot[wish] = seats.load[place]
    seats.sitters[net.slot_at[place] + seats.load[place]] = wish
    seats.load[place] += 1


@compiled
def shift(net: Net, seats: Seats, search: Search, last: int, arc: int, newcomer: int) -> None:
    """Carry out the chain that ends with `last` taking `arc` (NONE: nothing) and began with the newcomer."""
    wish, mentors = last, net.places.shape[0]
    while True:
        held = seats.taken[wish]
        hole = NONE
        if held != NONE:
            hole = net.place[held]
            stand_up(net, seats, wish)
        if arc != NONE:
            sit_down(net, seats, wish, arc)
        if wish == newcomer:
            return
        if hole >= mentors and search.via[hole] == NONE:
            hole = net.behind[hole - mentors]
        wish, arc = search.via[hole], search.entry[hole]
