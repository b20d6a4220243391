"""The rules in force on a day, and every version there has been: by whom, on which paper, from when."""

from datetime import date

import msgspec

from domain.grades import Viewer
from domain.recorded import Decider
from domain.rule_set import RuleSet, in_force
from projections.answer import Stamp
from projections.scope import must_read, stamp
from projections.world import World


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One version. `decided_by` is None where the county was opened with it."""

    version: int
    name: str
    effective_from: date
    in_force: bool
    decided_by: Decider | None
    decided_on: date | None
    document_number: str
    position: int


class RuleSetInForce(msgspec.Struct, frozen=True, kw_only=True):
    """`rules` is None before any version takes effect."""

    stamp: Stamp
    version: int | None
    effective_from: date | None
    rules: RuleSet | None
    versions: tuple[Version, ...]
    """By version; those that take effect later too."""


def rule_set(world: World, viewer: Viewer, *, version: int | None = None) -> RuleSetInForce:
    """The version in force on the day, or the one asked for by number.

    Raises: ROLE_MAY_NOT.
    """
    must_read(viewer)
    published = world.fold.record.rule_sets
    force = in_force(published, world.on_date)
    found = next((p for p in published if p.version == version), None) if version else force
    return RuleSetInForce(
        stamp=stamp(world, viewer.region),
        version=found.version if found else None,
        effective_from=found.effective_from if found else None,
        rules=found.rules if found else None,
        versions=tuple(
            Version(
                version=r.event.version,
                name=r.event.rules.name,
                effective_from=r.event.effective_from,
                in_force=r.event is force,
                decided_by=r.entry.decided_by,
                decided_on=r.entry.decided_on,
                document_number=r.entry.document_number,
                position=r.position,
            )
            for r in world.fold.record.publications
        ),
    )
