"""Which row said it, and which fields of a row or a person this viewer may be shown."""

from collections.abc import Iterable, Mapping

import msgspec

from domain.facts import Fact
from domain.grades import GRADES, Grade, Viewer
from domain.ledger import Source
from projections.answer import Origin
from projections.world import World


class SaidLine(msgspec.Struct, frozen=True, kw_only=True):
    """One voice on a field. No `origin`: it follows from the id number. `value` None: masked."""

    value: str | None
    origin: Origin | None
    held: bool


class FactLine(msgspec.Struct, frozen=True, kw_only=True):
    """A field with everything that was said of it. `value` None: masked, or disputed."""

    field: str
    grade: str
    """P0 to P4, or empty for a field without a grade, which is always masked."""
    value: str | None
    masked: bool
    disputed: bool
    settled: bool
    said: tuple[SaidLine, ...]


def origin_of(world: World, source: Source, position: int) -> Origin:
    """Where a claim stands: file, sheet and row, and the day the ledger gives for itself."""
    imported = world.fold.record.imports.get(source.import_id)
    sheets = imported.event.sheets if imported else ()
    sheet = sheets[source.file] if source.file < len(sheets) else None
    return Origin(
        import_id=source.import_id,
        kind=source.kind,
        file=sheet.file if sheet else "",
        sheet=sheet.sheet if sheet else "",
        row=source.row,
        dated=sheet.dated if sheet else None,
        position=position,
    )


def fact_lines(
    world: World, viewer: Viewer, facts: Mapping[str, Fact], positions: Mapping[Source, int]
) -> tuple[FactLine, ...]:
    """Fields in the order of their grades' table; masked ones show that they exist and whether they are disputed."""
    order = {field: at for at, field in enumerate(GRADES)}
    lines = []
    for field in sorted(facts, key=lambda f: (order.get(f, len(order)), f)):
        fact, shown = facts[field], viewer.sees(field)
        lines.append(
            FactLine(
                field=field,
                grade=GRADES[field].name if field in GRADES else "",
                value=fact.value if shown else None,
                masked=not shown,
                disputed=fact.disputed,
                settled=fact.settled,
                said=tuple(
                    SaidLine(
                        value=voice.value if shown else None,
                        origin=origin_of(world, voice.source, positions.get(voice.source, 0))
                        if voice.source
                        else None,
                        held=voice.held,
                    )
                    for voice in fact.said
                ),
            )
        )
    return tuple(lines)


def sensitive_shown(viewer: Viewer, fields: Iterable[str]) -> tuple[str, ...]:
    """The P3 and P4 fields among those that this viewer is shown: the caller records that they were read."""
    return tuple(sorted({f for f in fields if viewer.sees(f) and GRADES[f] >= Grade.P3}))
