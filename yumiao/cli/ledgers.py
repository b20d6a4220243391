"""`yumiao init` and `yumiao import`: a county's register and its ledgers."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from domain.refusal import Refusal
from services.importing.report import ImportReport, SheetReport
from services.importing.taking import Undone
from services.work_sheets.kinds import KINDS
from yumiao.cli.app import app, example
from yumiao.cli.output import DEFAULT_DATA, As, Data, Json, answers, err, note, out, say_json
from yumiao.office import Office
from yumiao.starting import start_county
from yumiao.taking_files import take_files


@app.command(
    epilog=example(
        "yumiao init --county 990101 --register register.csv --townships townships.csv --reference-date 2026-12-31"
    )
)
@answers
def init(
    county: Annotated[str, typer.Option(help="The county's 6-digit code 县级代码")],
    register: Annotated[Path, typer.Option(help="Villages: CSV with code and name 村名册")],
    townships: Annotated[Path, typer.Option(help="Townships: CSV with code and name 乡镇名册")],
    reference_date: Annotated[str, typer.Option(help="Ages are counted on this day 年龄基准日, YYYY-MM-DD")],
    rules: Annotated[Path | None, typer.Option(help="The county's own rule set, TOML 规则文件")] = None,
    name: Annotated[str, typer.Option(help="The county's name 县名")] = "",
    data: Data = DEFAULT_DATA,
    json: Json = False,
) -> None:
    """An empty county: register, rule set, election cycle. 建立一个空的县。"""
    with start_county(
        data,
        county=county,
        name=name,
        register=register,
        townships=townships,
        rules=rules,
        reference_date=_day(reference_date),
    ) as office:
        found = office.gazetteer
        if json:
            say_json(
                {
                    "county": county,
                    "townships": len(found.townships),
                    "villages": len(found.villages),
                    "referenceDate": reference_date,
                    "position": str(office.log.head()),
                    "data": str(data),
                }
            )
        else:
            out.print(f"✓ {len(found.townships)} 个乡镇、{len(found.villages)} 个村(社区)已登记。")
            out.print(
                f"  {len(found.townships)} townships and {len(found.villages)} villages stand in {data}."
            )
            out.print("  下一步 next: yumiao import 台账.xlsx …", markup=False)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal(
            "DATE_MALFORMED",
            f"`{text}` is not a date. Write YYYY-MM-DD, for example 2026-12-31.",
            f"“{text}”不是日期，请写成 YYYY-MM-DD，例如 2026-12-31。",
            path=("reference-date",),
        ) from None


@app.command(name="import", epilog=example("yumiao import *.xlsx --dry-run", "yumiao import --undo im_1f…"))
@answers
def import_(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Ledgers and filled work sheets 台账、填好的工作表", show_default=False),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Answer the same, change nothing 试运行")
    ] = False,
    errors_to: Annotated[
        Path | None, typer.Option(help="Where error workbooks go 错误工作簿放哪里", metavar="DIR")
    ] = None,
    password_file: Annotated[
        Path | None, typer.Option(help="A file that holds the password 口令文件")
    ] = None,
    undo: Annotated[str, typer.Option(help="Take an import back 撤销一次导入", metavar="ID")] = "",
    as_: As = "",
    data: Data = DEFAULT_DATA,
    json: Json = False,
) -> None:
    """Read ledgers (members, talents, mentors, reserves, villages) and filled work sheets. 导入台账和填好的工作表。

    Exit code 1: some rows were held or refused. 有行待认定或被拒时退出码为 1。
    """
    with Office.open(data, as_) as office:
        if undo:
            undone = office.undo(undo)
            _say_undone(undone, as_json=json)
            if undone.decided:
                raise typer.Exit(1)
            return
        if not files:
            raise Refusal(
                "FILES_MISSING",
                "Name at least one workbook, for example `yumiao import 党员台账.xlsx`.",
                "请至少给出一个文件，例如 `yumiao import 党员台账.xlsx`。",
            )
        with _progress(quiet=json) as progress:
            task = progress.add_task("…", total=None)
            report, workbooks = take_files(
                office,
                files,
                dry_run=dry_run,
                errors_to=errors_to,
                password_file=password_file,
                say=lambda words: progress.update(task, description=words),
            )
    document = report_json(report, workbooks)
    if json:
        say_json(document)
    else:
        _say(report, workbooks)
    if not report.complete:
        raise typer.Exit(1)


def _progress(*, quiet: bool) -> Progress:
    return Progress(
        SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=err, transient=True,
        disable=quiet,
    )  # fmt: skip


def report_json(report: ImportReport, workbooks: dict[int, Path]) -> dict[str, Any]:
    """The promised shape (surface: what `import` answers)."""
    return {
        "importId": report.import_id,
        "dryRun": report.dry_run,
        "position": report.position,
        "files": [_sheet_json(s, workbooks.get(i)) for i, s in enumerate(report.sheets)],
    }


def _sheet_json(sheet: SheetReport, workbook: Path | None) -> dict[str, Any]:
    reading = sheet.reading
    return {
        "file": reading.file,
        "sheet": reading.sheet,
        "kind": reading.kind,
        "headerRow": reading.header_row,
        "columns": dict(reading.columns),
        "ignoredColumns": list(reading.ignored_columns),
        "rows": sheet.rows,
        "new": sheet.new,
        "changed": sheet.changed,
        "same": sheet.same,
        "held": sheet.held,
        "rejected": sheet.rejected,
        **({"unanswered": sheet.unanswered} if reading.kind in KINDS else {}),
        "problems": [
            {
                "row": p.row,
                "column": p.column,
                "field": p.field,
                "severity": p.severity,
                "code": p.code,
                "message": p.message,
                "messageZh": p.message_zh,
                **({"rule": p.rule} if p.rule else {}),
            }
            for p in sheet.problems
        ],
        "errorWorkbook": str(workbook) if workbook else None,
    }


SEVERITY = {"rejected": "[red]✗ 未收[/]", "held": "[yellow]? 待认定[/]", "warning": "[blue]! 提醒[/]"}


def _say(report: ImportReport, workbooks: dict[int, Path]) -> None:
    for i, sheet in enumerate(report.sheets):
        r = sheet.reading
        out.print(f"[bold]{r.file}[/] · {r.sheet} · {r.kind or '无法识别 not a known ledger'}")
        out.print(
            f"  {sheet.rows} 行 rows: 新增 new {sheet.new} · 变更 changed {sheet.changed} · 相同 same {sheet.same}"
            f" · 待认定 held {sheet.held} · 未收 rejected {sheet.rejected}"
            + (f" · 未填 unanswered {sheet.unanswered}" if sheet.unanswered else "")
        )
        _say_problems(sheet)
        if i in workbooks:
            out.print(f"  错误工作簿(改好后直接再导入) mend and import again: {workbooks[i]}", markup=False)
    _say_end(report, workbooks)


def _say_problems(sheet: SheetReport) -> None:
    serious = [p for p in sheet.problems if p.severity != "warning"]
    warnings = len(sheet.problems) - len(serious)
    for p in serious[:20]:
        where = f"第 {p.row} 行" if p.row else "本表"
        out.print(f"  {SEVERITY[p.severity]} {where} {p.column or ''} [dim]{p.code}[/] {p.message_zh}")
    if len(serious) > 20:
        out.print(f"  … 另有 {len(serious) - 20} 处，见错误工作簿或 --json")
    if warnings:
        out.print(f"  [blue]! 提醒[/] {warnings} 处 warnings (--json 可见全部)")


def _say_end(report: ImportReport, workbooks: dict[int, Path]) -> None:
    if report.dry_run:
        out.print("试运行：什么都没有写入。Dry run: nothing was written.")
    else:
        out.print(
            f"导入编号 import id: {report.import_id}   (撤销 undo: yumiao import --undo {report.import_id})"
        )
    if any(s.rejected for s in report.sheets) and not workbooks:
        note(
            "加上 --errors-to 目录，可得到标红的错误工作簿。Add --errors-to DIR for a workbook of the refused rows."
        )


def _say_undone(undone: Undone, *, as_json: bool) -> None:
    relied: Sequence[dict[str, Any]] = [
        {
            "position": r.position,
            "topic": r.topic,
            "subjects": list(r.subjects),
            "enteredBy": r.entry.entered_by,
            "recordedAt": r.recorded_at,
        }
        for r in undone.relied
    ]
    if as_json:
        say_json(
            {
                "importId": undone.import_id,
                "position": undone.position,
                "withdrawn": undone.withdrawn,
                "laterDecisions": relied,
                "decisionsKept": undone.decided,
            }
        )
        return
    out.print(f"✓ 已撤销 {undone.import_id}:{undone.withdrawn} 条。Taken back: {undone.withdrawn} entries.")
    if undone.decided:
        out.print(
            f"  工作表录入的 {undone.decided} 项决定不随导入撤销：决定只能由新的决定更正（例如解除结对、重新审查）。\n"
            f"  {undone.decided} decisions entered by work sheet stand: a decision is corrected by another decision "
            "(release, review again), never by undoing an import."
        )
    if relied:
        out.print(
            "此后依据它作出的决定(未改动，请复核) Later decisions that relied on it, unchanged, to be looked at:"
        )
    for r in relied:
        out.print(f"  · {r['recordedAt']:%Y-%m-%d} {r['topic']} {' '.join(r['subjects'])} ({r['enteredBy']})")
