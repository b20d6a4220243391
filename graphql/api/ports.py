"""What the API needs from the program that runs it. yumiao/ implements this; nothing here knows how."""

from typing import Protocol

import msgspec

from domain.grades import Viewer
from domain.ids import RegionCode
from projections.worlds import Live
from services.desk import Desk


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """What `/readyz` and `/metrics` tell. No name, no value, no path of a person's data."""

    position: int
    """The last event that answers know of."""
    head: int
    """The last event in the log."""
    lag_seconds: float
    parked_events: int
    keys_readable: bool
    """False: the master key is missing or does not open the key store, so names cannot be shown."""

    trouble: tuple[str, ...] = ()
    """Why the log or the keys cannot be used just now, in sentences without a password."""

    @property
    def lag_events(self) -> int:
        """How many events answers do not know of yet."""
        return max(0, self.head - self.position)


class Office(Protocol):
    """One county's folder, opened. Shared by all requests, which come in several threads at once."""

    @property
    def desk(self) -> Desk:
        """Where commands are carried out; its clock is the county's."""
        ...

    @property
    def live(self) -> Live:
        """The living world and worlds of the past."""
        ...

    @property
    def county(self) -> RegionCode:
        """The folder's county, 6 digits."""
        ...

    def parse_viewer(self, text: str) -> Viewer:
        """Whom `NAME:ROLE[:REGION]` means.

        Raises: a Refusal whose sentence may be shown.
        """
        ...

    def default_viewer(self) -> Viewer:
        """Whoever sits at this machine, where nobody is named."""
        ...

    def health(self) -> Health:
        """Cheap: asked every few seconds."""
        ...
