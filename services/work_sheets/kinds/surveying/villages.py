"""What the sheets about villages print of each."""

from collections.abc import Iterator, Mapping

from domain.grades import Viewer
from domain.ids import RegionCode, VillageCode
from domain.values.village_words import VILLAGE_CLASS
from projections.ops import CLASSES
from projections.world import World
from services.work_sheets.people import label


def villages_in(world: World, region: RegionCode) -> Iterator[VillageCode]:
    """The villages of a region that count, by code."""
    for code, village in sorted(world.fold.record.registered.items()):
        if code.startswith(region) and village.counts:
            yield code


def of_village(world: World, viewer: Viewer, code: str) -> Mapping[str, str]:
    """Its township, name and class."""
    entry = world.index.villages.get(code)
    classified = entry and entry.classified and viewer.sees("classification")
    return {
        "township": world.index.region_name(code[:9]),
        "village": world.index.region_name(code),
        "classification": label(VILLAGE_CLASS, CLASSES[entry.rank]) if entry and classified else "",
    }
