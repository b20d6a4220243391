"""Where a row belongs: its cells for township, code and village name together, within what surrounds them."""

import msgspec

from domain.ids import TownshipCode, VillageCode
from domain.values.text import says_nothing
from services.ledgers.cells import Fault
from services.ledgers.kinds import Kind
from services.ledgers.places import Surroundings


class Place(msgspec.Struct, frozen=True):
    """The village and township of a row, and what is wrong, each fault with its field."""

    village: VillageCode | None = None
    township: TownshipCode | None = None
    linked: str = ""
    """A mentor's villages, joined by a blank."""
    faults: tuple[tuple[str, Fault], ...] = ()


def linked_place(places: Surroundings, town: str, names: str) -> Place:
    """A mentor's: any number of villages, or a whole township."""
    township, fault = places.township_of(town)
    if fault:
        return Place(faults=(("township", fault),))
    villages, township, faults = places.linked(names, township)
    if not township and len({village[:9] for village in villages}) == 1:
        township = TownshipCode(villages[0][:9])
    return Place(None, township, " ".join(villages), tuple(("linked_villages", fault) for fault in faults))


def place(places: Surroundings, kind: Kind, town: str, code: str, name: str, *, has_village: bool) -> Place:
    """Everybody else's: exactly one village. `has_village`: the sheet has a column for it."""
    prefix = "native_" if kind == "talents" else ""
    township, fault = places.township_of(town)
    if fault:
        return Place(faults=((f"{prefix}township", fault),))
    village: VillageCode | None = None
    name, code = ("" if says_nothing(text) else text for text in (name, code))
    if code:
        village, fault = _by_code(places, code, name, township)
    elif name:
        village, fault = places.village_of(name, township)
    elif known := places.known_village():
        village = known
    elif not (kind == "talents" and not has_village and township):
        fault = Fault("VILLAGE_MISSING")
    if fault:
        field = "village_code" if code and fault.code == "CODE_AGAINST_NAME" else f"{prefix}village"
        return Place(None, township, faults=((field, fault),))
    return Place(village, TownshipCode(village[:9]) if village else township)


def _by_code(
    places: Surroundings, code: str, name: str, township: TownshipCode | None
) -> tuple[VillageCode | None, Fault | None]:
    """A village's code beside its name: both must mean one village. The code decides between villages of one name."""
    gazetteer = places.gazetteer
    coded = gazetteer.village(code).village
    if coded is None:
        named, fault = places.village_of(name, township) if name else (None, None)
        if fault:
            return None, fault
        return None, Fault("CODE_AGAINST_NAME") if named else Fault("VILLAGE_UNKNOWN")
    within = township is None or coded.startswith(township)
    agrees = not name or gazetteer.village(name, TownshipCode(coded[:9])).village == coded
    if within and agrees:
        return coded, None
    if name and places.village_of(name, township)[0] is None:
        return None, places.village_of(name, township)[1]
    return None, Fault("CODE_AGAINST_NAME", f"（{coded}：{gazetteer.name_of(coded)}）")
