"""What every answer carries: as of when it is, and how it refers to places and people."""

from datetime import date
from enum import StrEnum

import msgspec

from domain.ids import ImportId, PersonId, RegionCode, VillageCode
from domain.ledger import LedgerKind


class Counting(StrEnum):
    """Whom a count counts."""

    __hash__ = str.__hash__  # an Enum's own is a Python call, and every row of a page asks

    CLEARED = "CLEARED"
    """Admitted, both reviews valid on the day."""
    ON_ROSTER = "ON_ROSTER"
    """Also those known only from a ledger or still under review."""


class Stamp(msgspec.Struct, frozen=True):
    """The answer is a function of `position` and `on_date` (and of `valid_through`, where the past was asked for)."""

    position: int
    on_date: date
    erased_subjects: int
    """People of the region who have been forgotten and are in no count."""
    parked_events: int
    """Events that could not be read; see `lag`."""
    valid_through: date | None = None


class RegionRef(msgspec.Struct, frozen=True):
    """A region of 2 to 9 digits; a province or city has no name in a county's register."""

    code: RegionCode
    name: str


class VillageRef(msgspec.Struct, frozen=True):
    """A village or community with its township."""

    code: VillageCode
    name: str
    township: RegionRef


class PersonRef(msgspec.Struct, frozen=True):
    """A person; `name` is None where it is unknown, disputed or not for this viewer."""

    id: PersonId
    name: str | None


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """The row that said it: where a person finds it again."""

    import_id: ImportId
    kind: LedgerKind
    file: str
    sheet: str
    row: int
    dated: date | None
    """The day the ledger gives for itself."""
    position: int
    """The event that recorded it."""
