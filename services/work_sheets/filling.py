"""A prefilled work sheet: what the present world says of a region, as the viewer may see it."""

from collections.abc import Mapping, Sequence

import msgspec

from domain.grades import Viewer
from domain.ids import RegionCode
from domain.refusal import Refusal
from domain.rule_set import RuleSet
from projections.scope import region_of
from projections.world import World
from services.ledgers.sheet import Cell
from services.work_sheets.declaring import Column, Kind, Part
from services.work_sheets.marking import TITLE, Marker, list_id


class SheetRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row to write. `bad`: fields that were refused; `reasons`: why, in words; `number`: where it stood before."""

    key: str
    cells: Mapping[str, Cell]
    hidden: str = ""
    """The hidden cell as it came back; empty where it is to be made."""
    bad: frozenset[str] = frozenset()
    reasons: str = ""
    number: int = 0


class WorkSheet(msgspec.Struct, frozen=True, kw_only=True):
    """One sheet to write."""

    marker: Marker
    name: str
    title: str
    purpose: str
    heads: tuple[Column, ...]
    head_cells: Mapping[str, Cell]
    by_row: bool
    columns: tuple[Column, ...]
    given: int
    """The first so many columns are printed, the others are answered."""
    rows: tuple[SheetRow, ...]
    options: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, str]
    listed: tuple[str, ...]
    """The keys of the whole list, which deleted rows do not shorten."""
    spare: int = 0


def head_label(column: Column, *, by_row: bool) -> str:
    """What stands before a cell above the table."""
    return f"{column.header}（全表）" if by_row else column.header


def fill(
    world: World, viewer: Viewer, kind: Kind, region: str | None, subject: str = ""
) -> tuple[WorkSheet, ...]:
    """The sheets of one template, each with at least one row to fill.

    Raises: ROLE_MAY_NOT, REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, RULES_MISSING, NOTHING_TO_FILL.
    """
    code, rules = region_of(world, viewer, region), world.rules
    if rules is None:
        raise Refusal(
            "RULES_MISSING",
            f"No rules are in force on {world.on_date}.",
            f"{world.on_date} 没有施行中的规则。",
        )
    parts = [part for part in kind.fill(world, viewer, code) if subject in ("", part.subject, part.label)]
    found = tuple(
        _sheet(world, viewer, kind, code, rules, part) for part in parts if part.lines or kind.spare
    )
    if not found:
        raise Refusal(
            "NOTHING_TO_FILL",
            f"Nobody in {code} waits for `{kind.code}`. Choose another region, or take the step before it first.",
            f"{code} 目前没有需要填写“{kind.title}”的人员。请换一个区域，或先办理前一环节。",
            path=("kind",),
        )
    return found


def _sheet(
    world: World, viewer: Viewer, kind: Kind, region: RegionCode, rules: RuleSet, part: Part
) -> WorkSheet:
    keys = tuple(line.key for line in part.lines)
    marker = Marker(
        list_id=list_id(kind.code, region, world.position, part.subject, keys, world.on_date),
        kind=kind.code,
        county=world.county,
        region=region,
        position=world.position,
        subject=part.subject,
        exported_by=viewer.name,
        exported_on=str(world.on_date),
    )
    rows = tuple(SheetRow(key=line.key, cells=line.given) for line in part.lines)
    return sheet_of(
        kind,
        rules,
        marker,
        rows,
        name=part.label or kind.title,
        title=_title(kind, part, world.index.region_name(region)),
        options=part.options,
        codes=part.codes,
        only=part.only,
        listed=keys if kind.whole else (),
        spare=kind.spare,
    )


def _title(kind: Kind, part: Part, place: str) -> str:
    return f"{TITLE} · {place}{kind.title}" + (f"（{part.label}）" if part.label else "")


def sheet_of(
    kind: Kind,
    rules: RuleSet,
    marker: Marker,
    rows: Sequence[SheetRow],
    *,
    name: str,
    title: str,
    options: Mapping[str, tuple[str, ...]],
    codes: Mapping[str, str],
    listed: tuple[str, ...],
    only: tuple[str, ...] = (),
    spare: int = 0,
    head_cells: Mapping[str, Cell] | None = None,
) -> WorkSheet:
    """A sheet of a kind with these rows. Printed columns in which no row has anything are left out."""
    filled = {field for row in rows for field, cell in row.cells.items() if cell}
    given = tuple(c for c in kind.given if c.field in filled or (c.identity and spare))
    asked = kind.columns(rules)[len(kind.given) :]
    decides = {c.field for c in kind.decision}
    answers = tuple(c for c in asked if not only or c.field in only or c.field in decides)
    return WorkSheet(
        marker=marker,
        name=name,
        title=title,
        purpose=kind.purpose,
        heads=kind.heads(),
        head_cells=head_cells or {},
        by_row=kind.by_row,
        columns=(*given, *answers),
        given=len(given),
        rows=tuple(rows),
        options=options,
        codes=codes,
        listed=listed,
        spare=spare,
    )
