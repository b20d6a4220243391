"""How low the highest load of each part can be: `services.pairing.search.covering` on columns."""

from services.pairing.compiled.arrays import CLOSED, NONE, Column, Net, Search, Seats, compiled
from services.pairing.compiled.seating import shift, stand_up


@compiled
def lower_heights(
    net: Net,
    seats: Seats,
    search: Search,
    limits: Column,
    part_at: Column,
    wishes: Column,
    mentor_at: Column,
    mentors: Column,
    proved: Column,
    over: Column,
    under: Column,
    lowered: Column,
) -> None:
    """Per proved part the lowest height `over / under` that covers as many; `limits` and `lowered` where it is lower.

    The seats are changed: the caller gives a copy.
    """
    for part in range(part_at.shape[0] - 1):
        mine, ours = wishes[part_at[part] : part_at[part + 1]], mentors[mentor_at[part] : mentor_at[part + 1]]
        over[part], under[part] = height(net, seats, ours)
        if not proved[part]:
            continue
        aim = [0, 0, 0]
        for wish in mine:
            if seats.taken[wish] == NONE:
                aim[net.rank[wish]] += 1
        while over[part] > 0:
            low_over, low_under = next_lower(net, ours, over[part], under[part])
            for mentor in ours:
                limits[mentor] = low_over * net.places[mentor] // low_under
            if not covers(net, seats, search, limits, mine, ours, aim):
                break
            over[part], under[part] = height(net, seats, ours)
            lowered[part] = 1
        for mentor in ours:
            limits[mentor] = (
                over[part] * net.places[mentor] // under[part] if lowered[part] else net.places[mentor]
            )


@compiled
def height(net: Net, seats: Seats, ours: Column) -> tuple[int, int]:
    """The highest load per place, as a fraction."""
    over, under = 0, 1
    for mentor in ours:
        if seats.load[mentor] * under > over * net.places[mentor]:
            over, under = seats.load[mentor], net.places[mentor]
    return over, under


@compiled
def next_lower(net: Net, ours: Column, over: int, under: int) -> tuple[int, int]:
    """The highest load per place below a height that some mentor can have."""
    low_over, low_under = 0, 1
    for mentor in ours:
        step = (over * net.places[mentor] + under - 1) // under - 1
        if step * low_under > low_over * net.places[mentor]:
            low_over, low_under = step, net.places[mentor]
    return low_over, low_under


@compiled
def covers(
    net: Net, seats: Seats, search: Search, limits: Column, mine: Column, ours: Column, aim: list[int]
) -> bool:
    """Whether no more wishes of any rank than `aim` stay uncovered within the limits; the seats show how."""
    for mentor in ours:
        search.met[mentor] = NONE
        for at in range(net.gate_at[mentor], net.gate_at[mentor + 1]):
            search.met[net.gate[at]] = NONE
        while seats.load[mentor] > limits[mentor]:
            stand_up(net, seats, seats.sitters[net.slot_at[mentor] + seats.load[mentor] - 1])
    for rank in range(3):
        missed = 0
        for wish in mine:
            if net.rank[wish] == rank and seats.taken[wish] == NONE:
                missed += not serve(net, seats, search, limits, wish)
                if missed > aim[rank]:
                    return False
    return True


@compiled
def serve(net: Net, seats: Seats, search: Search, limits: Column, newcomer: int) -> bool:  # noqa: PLR0915 - compiled as one loop
    """By the shortest chain to free room; failing that, by sending away one of the highest rank above one's own."""
    mentors = net.places.shape[0]
    leaver, seen, head, tail = newcomer, 0, 0, 1
    search.wish[0] = newcomer
    while head < tail:
        wish = search.wish[head]
        head += 1
        if net.rank[wish] > net.rank[leaver]:
            leaver = wish
        for arc in range(net.first[wish], net.first[wish + 1]):
            place = net.place[arc]
            if place >= mentors and seats.holder[place - mentors] == NONE:
                place = net.behind[place - mentors]
            if search.met[place] == newcomer or search.met[place] == CLOSED:
                continue
            search.met[place], search.via[place], search.entry[place] = newcomer, wish, arc
            search.touched[seen] = place
            seen += 1
            if place >= mentors:
                search.wish[tail] = seats.holder[place - mentors]
                tail += 1
                continue
            if seats.load[place] < limits[place]:
                shift(net, seats, search, wish, arc, newcomer)
                return True
            for spot in range(net.slot_at[place], net.slot_at[place] + seats.load[place]):
                other = seats.sitters[spot]
                gate = net.place[seats.taken[other]]
                if gate != place:
                    if search.met[gate] == newcomer or search.met[gate] == CLOSED:
                        continue
                    search.met[gate], search.via[gate] = newcomer, NONE
                    search.touched[seen] = gate
                    seen += 1
                search.wish[tail] = other
                tail += 1
    if leaver != newcomer:
        shift(net, seats, search, leaver, NONE, newcomer)
        return True
    for at in range(seen):
        search.met[search.touched[at]] = CLOSED
    return False
