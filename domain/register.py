"""The register: the county, its townships and its villages, as the county's own list has them."""

from typing import ClassVar

from domain.event import Event, topic
from domain.ids import RegionCode, TownshipCode, VillageCode


@topic
class CountyOpened(Event, frozen=True, kw_only=True):
    """A folder was opened for one county."""

    TOPIC: ClassVar[str] = "register.county_opened.v1"
    code: RegionCode
    name: str


@topic
class TownshipRegistered(Event, frozen=True, kw_only=True):
    """A township stands in the register."""

    TOPIC: ClassVar[str] = "register.township_registered.v1"
    code: TownshipCode
    name: str


@topic
class VillageRegistered(Event, frozen=True, kw_only=True):
    """A village or a community stands in the register.

    `counts`: whether coverage counts it (villages do: last three digits 200-399; a community only where the
    register says so).
    """

    TOPIC: ClassVar[str] = "register.village_registered.v1"
    code: VillageCode
    name: str
    counts: bool = True


def is_village(code: str) -> bool:
    """The register's own rule: the last three digits of a village lie in 200-399 (a community's in 001-199)."""
    return len(code) == 12 and 200 <= int(code[9:]) <= 399
