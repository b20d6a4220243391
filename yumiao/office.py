"""The composition root: one open data folder with everything that commands, questions and the server need."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Self

import msgspec

from api.ports import Health
from domain.gazetteer import Gazetteer, Township, Village
from domain.grades import Viewer
from domain.ids import ImportId, PersonId, RegionCode, RequestId, TownshipCode
from domain.rule_set import RuleSet
from infra.clock import OFFICE
from infra.ids import RandomIds
from infra.networkx_graph import NetworkxGraph
from projections.graph import Graph
from projections.worlds import Live
from services.desk import Desk
from services.erasing import approve_erasure, request_erasure
from services.importing.taking import Undone, undo_import
from services.work_sheets.finding import Finder
from services.work_sheets.reading import FilledSheet
from services.work_sheets.taking import TakenSheets, take_work_sheets
from yumiao.folders import Folder, open_folder
from yumiao.graphs import named_graph
from yumiao.identity import local_viewer, parse_viewer
from yumiao.watching import health_of


class Office:
    """An open folder, and who is asking. Close it, or use it as a context."""

    def __init__(self, folder: Folder, as_: str = "", case: str = "") -> None:
        self.folder = folder
        self.log, self.clock = folder.log, folder.clock
        self.county = RegionCode(folder.county)
        self.desk = Desk(folder.log, folder.keys, folder.identities, folder.clock, RandomIds())
        self.graph = named_graph(folder.county, self._graph_at, folder.log.head)
        self.live = Live(folder.log, folder.clock.today, NetworkxGraph, self.graph)
        self.viewer = self.parse_viewer(as_, case) if as_ else self.default_viewer(case)

    @classmethod
    def open(cls, data: Path, as_: str, case: str = "") -> Self:
        """Open the folder of a county. Raises: what opening a folder raises, AS_MALFORMED."""
        folder = open_folder(data)
        try:
            return cls(folder, as_, case)
        except BaseException:
            folder.close()
            raise

    @property
    def gazetteer(self) -> Gazetteer:
        """The register as it stands in the log."""
        with self.live.now() as world:
            record = world.fold.record
            return Gazetteer(
                [Township(TownshipCode(code), name) for code, name in record.townships.items()],
                [Village(v.code, v.name) for v in record.registered.values()],
                record.county.name if record.county else "",
            )

    def parse_viewer(self, text: str, case: str = "") -> Viewer:
        """Who `NAME:ROLE[:REGION]` is."""
        return parse_viewer(text, self.county, case)

    def default_viewer(self, case: str = "") -> Viewer:
        """Who asks where nobody is named."""
        return msgspec.structs.replace(local_viewer(self.county), case=case)

    def health(self) -> Health:
        """What `/readyz` and `/metrics` tell."""
        return health_of(self.folder, self.live)

    @property
    def rules(self) -> RuleSet | None:
        """The rules in force on the office's day."""
        with self.live.now() as world:
            return world.rules

    def take_work_sheets(
        self, sheets: Sequence[FilledSheet], import_id: ImportId | None, *, dry_run: bool
    ) -> TakenSheets:
        """Carry out the filled rows of work sheets."""
        gazetteer = self.gazetteer
        with self.live.now() as world:
            find = Finder(world, self.viewer, gazetteer)
            return take_work_sheets(
                self.desk, self.viewer, find, sheets, import_id=import_id, dry_run=dry_run
            )

    def undo(self, import_id: str) -> Undone:
        """Take an import back."""
        return undo_import(self.desk, self.viewer, self.county, ImportId(import_id))

    def request_erasure(self, person: str, reason: str, basis: str) -> str:
        """Ask that a person be forgotten."""
        return request_erasure(self.desk, self.viewer, PersonId(person), reason, basis)

    def approve_erasure(self, request: str) -> int:
        """Approve somebody else's request; answers the log's position."""
        position = approve_erasure(self.desk, self.viewer, RequestId(request)).last
        self.live.forget_past()
        return position

    def execute(self, text: str, variables: Mapping[str, Any], name: str) -> dict[str, Any]:
        """Run one operation through the real schema, as HTTP would."""
        from api.local import execute

        with self.live.now():
            pass  # folding the log is no part of the operation's time
        return execute(self, self.viewer, text, variables, name)

    def close(self) -> None:
        """Give the folder back."""
        if self.graph:
            self.graph.close()
        self.folder.close()

    def _graph_at(self, position: int) -> Graph:
        """The graph folded anew, for the server to be mended by."""
        return self.live.copy(position).graph

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def noon(day: date) -> datetime:
    """Noon at the office, in UTC: the frozen present of a folder that stands on one day."""
    return (datetime.combine(day, time(12), OFFICE) + timedelta()).astimezone(UTC)
