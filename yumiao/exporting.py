"""Printable copies: ask one read model, leave the event of the copy, then write the workbook with its number."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec

from domain.grades import Viewer
from domain.refusal import Refusal
from infra.printed_book import PAPERS, Imprint, PrintedForm, PrintedList, write_printed
from projections.answer import Counting
from projections.audit import audit
from projections.history import HistoryLine, history
from projections.person_file import person_file
from projections.roster import roster
from projections.scope import region_of
from projections.village_file import village_file
from projections.world import World
from services.recording_reads import record_copy
from yumiao.office import Office
from yumiao.printing import audit as audit_pages
from yumiao.printing import files
from yumiao.printing import roster as roster_pages

PAGE = 100


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """What was written. `rows`: lines of the roster, pages, or events."""

    path: Path
    number: int
    rows: int


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Where to, on what paper, and whether id numbers stand in it (for an open case)."""

    path: Path
    paper: str = "A4"
    with_ids: bool = False


def export_roster(
    office: Office, wanted: Wanted, *, region: str, counting: Counting, age_on: date | None
) -> Copy:
    """The roster of a region."""
    viewer = _viewer(office, wanted)
    with office.live.now() as world:
        found = roster(world, viewer, region=region or None, counting=counting, age_on=age_on)
    return _write(
        office,
        wanted,
        [roster_pages.printed(found)],
        what="roster",
        region=found.region.code,
        rows=found.lines,
        fields=found.sensitive_fields,
    )


def export_villages(office: Office, wanted: Wanted, *, region: str) -> Copy:
    """One page for each village of a region, or for one village."""
    viewer = _viewer(office, wanted)
    pages: list[PrintedForm] = []
    fields: set[str] = set()
    with office.live.now() as world:
        code = region_of(world, viewer, region or None)
        for village in sorted(v for v in world.fold.record.registered if v.startswith(code)):
            file = village_file(world, viewer, village)
            fields.update(file.sensitive_fields)
            pages.append(files.village_page(file, _told(world, viewer, village)))
    return _write(office, wanted, pages, what="village", region=code, rows=len(pages), fields=sorted(fields))


def export_person(office: Office, wanted: Wanted, person: str) -> Copy:
    """A person's growth file."""
    viewer = _viewer(office, wanted)
    with office.live.now() as world:
        file = person_file(world, viewer, person)
        page = files.person_page(file, _told(world, viewer, file.person.id))
        region = file.row.villages[0].code if file.row.villages else viewer.region
    subject = f"person:{file.person.id}"
    return _write(
        office,
        wanted,
        [page],
        what="person",
        region=region,
        rows=1,
        fields=file.sensitive_fields,
        subject=subject,
    )


def export_audit(
    office: Office, wanted: Wanted, *, region: str, since: date | None, until: date | None
) -> Copy:
    """Every decision, and every sensitive read and copy."""
    with office.live.now() as world:
        found = audit(world, office.viewer, region=region or None, since=since, until=until)
    rows = len(found.decisions) + len(found.reads)
    pages = list(audit_pages.printed(found))
    return _write(office, wanted, pages, what="audit", region=found.region.code, rows=rows, fields=())


def _viewer(office: Office, wanted: Wanted) -> Viewer:
    """Without `with_ids` a case opens nothing. Raises: CASE_MISSING, IDS_NOT_FOR_ROLE."""
    if not wanted.with_ids:
        return msgspec.structs.replace(office.viewer, case="")
    if not office.viewer.case.strip():
        raise Refusal(
            "CASE_MISSING",
            "Id numbers are printed for an open case only: name it with --case. It is recorded.",
            "身份证号仅可因具体事由打印：请用 --case 填写事由（将留痕）。",
            path=("case",),
        )
    if not office.viewer.sees("id_number"):
        raise Refusal(
            "IDS_NOT_FOR_ROLE",
            f"The role {office.viewer.role} may not see id numbers. Print without --with-ids.",
            f"角色 {office.viewer.role} 无权查看身份证号，请去掉 --with-ids。",
            rule="field_grades",
        )
    return office.viewer


def _told(world: World, viewer: Viewer, subject: str) -> list[HistoryLine]:
    lines: list[HistoryLine] = []
    after: str | None = None
    while True:
        page = history(world, viewer, subject, first=PAGE, after=after)
        lines += page.nodes
        if not page.has_next:
            return lines
        after = page.end_cursor


def _write(
    office: Office,
    wanted: Wanted,
    pages: Sequence[PrintedList | PrintedForm],
    *,
    what: str,
    region: str,
    rows: int,
    fields: Sequence[str],
    subject: str = "",
) -> Copy:
    """The copy's event comes first: a copy that is not recorded must not exist."""
    if wanted.paper not in PAPERS:
        raise Refusal(
            "PAPER_UNKNOWN",
            f"Paper is one of {', '.join(PAPERS)}.",
            f"纸张应为 {'、'.join(PAPERS)} 之一。",
            path=("paper",),
        )
    if not pages or not rows:
        raise Refusal(
            "NOTHING_TO_PRINT",
            "There is nothing to print for this region. With --counting ON_ROSTER also those not yet cleared count.",
            "该范围没有可打印的内容。未过审的人员请用 --counting ON_ROSTER。",
        )
    if not wanted.path.parent.is_dir():
        raise Refusal(
            "PLACE_UNUSABLE",
            f"The folder {wanted.path.parent} does not exist.",
            f"目录 {wanted.path.parent} 不存在。",
            path=("output",),
        )
    number = record_copy(office.desk, office.viewer, what, region, rows=rows, fields=fields, subject=subject)
    imprint = Imprint(office.viewer.name, number, str(office.clock.today()))
    write_printed(wanted.path, pages, imprint, wanted.paper)
    return Copy(path=wanted.path, number=number, rows=rows)
