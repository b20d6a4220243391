"""`yumiao rules`: the county's rules as a file that is shown, checked, compared and published."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from domain.recorded import Decider
from domain.refusal import Refusal
from projections.answer import Counting
from services.settling import Decided
from yumiao import ruling
from yumiao.cli.app import example, rules
from yumiao.cli.output import DEFAULT_DATA, As, Data, Json, answers, note, out, say_json
from yumiao.office import Office
from yumiao.table_words import WORDS

File = Annotated[Path, typer.Argument(metavar="FILE", help="A rule set, TOML 规则文件")]
OnDate = Annotated[str, typer.Option("--on-date", help="For this day; today without it 统计日期")]
MOST_SHOWN = 20


@rules.command(epilog=example("yumiao rules show", "yumiao rules show --version 1 -o 规则.toml"))
@answers
def show(
    version: Annotated[int | None, typer.Option(help="Another version by number 版本")] = None,
    output: Annotated[Path | None, typer.Option("-o", metavar="FILE", help="Write it here 写入文件")] = None,
    on_date: OnDate = "",
    as_: As = "",
    data: Data = DEFAULT_DATA,
    json: Json = False,
) -> None:
    """The rules in force, as a complete readable file. 现行规则全文。"""
    with Office.open(data, as_) as office:
        found = ruling.show(office, version, _day(on_date, "on-date"))
    if output:
        output.write_text(found["text"], "utf-8")
        found["file"] = str(output)
    if json:
        say_json(found)
    elif output:
        note(f"→ {output}")
    else:
        out.print(found["text"], markup=False, end="")
    for one in found["versions"] if not json else ():
        mark = "*" if one["inForce"] else " "
        note(
            f"{mark} 第{one['version']}版 {one['effectiveFrom']} {one['name']} {one['documentNumber'] or ''}"
        )


@rules.command(epilog=example("yumiao rules check 规则.toml"))
@answers
def check(file: File, data: Data = DEFAULT_DATA, json: Json = False) -> None:  # noqa: ARG001 - every command takes --data
    """Every mistake of a rules file, with line, key and cure; exit code 1 when there is one. 检查规则文件。"""
    found = ruling.check(file)
    if json:
        say_json(found)
    else:
        for mistake in found["mistakes"]:
            where = f"第{mistake['line']}行 line {mistake['line']}" if mistake["line"] else "全文"
            out.print(f"✗ {where}  {mistake['key']}  {mistake['code']}", markup=False)
            out.print(f"    {mistake['messageZh']}\n    {mistake['message']}", markup=False)
        if found["ok"]:
            out.print("✓ 没有错误。Nothing wrong: it can be published.")
    if not found["ok"]:
        raise typer.Exit(1)


@rules.command(
    epilog=example(
        "yumiao rules publish 规则.toml --effective-from 2026-08-01 --decided-by 王部长 --document 县组〔2026〕5号"
    )
)
@answers
def publish(
    file: File,
    effective_from: Annotated[str, typer.Option(help="In force from this day 施行日期, YYYY-MM-DD")],
    document: Annotated[str, typer.Option(help="The number of the paper 文号")] = "",
    decided_by: Annotated[str, typer.Option(help="Who decided; yourself without it 决定人")] = "",
    role: Annotated[
        str, typer.Option(help="county_department or county_leader 决定人身份")
    ] = "county_department",
    decided_on: Annotated[str, typer.Option(help="When; today without it 决定日期")] = "",
    key: Annotated[str, typer.Option(help="The same key again does nothing again 幂等键")] = "",
    as_: As = "",
    data: Data = DEFAULT_DATA,
    json: Json = False,
) -> None:
    """Put a rules file in force from a day. The newest rules again are nothing new. 发布规则。"""
    start = _day(effective_from, "effective-from")
    decided = Decided(
        by=Decider(name=decided_by, role=role) if decided_by else None,
        on=_day(decided_on, "decided-on"),
        document_number=document,
        idempotency_key=key,
    )
    with Office.open(data, as_) as office:
        found = ruling.publish(office, file, start or office.clock.today(), decided)
    if json:
        say_json(found)
    elif found["new"]:
        out.print(f"✓ 第 {found['version']} 版自 {found['effectiveFrom']} 起施行 published.")
    else:
        out.print(f"✓ 与第 {found['version']} 版相同，未作改动。The same rules: nothing new.")


@rules.command(
    name="what-if", epilog=example("yumiao rules what-if 草案.toml", "yumiao rules what-if 草案.toml --json")
)
@answers
def what_if(
    file: File,
    region: Annotated[str, typer.Option(metavar="CODE", help="A region of 2 to 12 digits 区划代码")] = "",
    counting: Annotated[Counting, typer.Option(help="How villages are counted 统计口径")] = Counting.CLEARED,
    on_date: OnDate = "",
    as_: As = "",
    data: Data = DEFAULT_DATA,
    json: Json = False,
) -> None:
    """What a draft would change, person by person and village by village; decides nothing. 规则草案的影响。"""
    with Office.open(data, as_) as office:
        found = ruling.suppose_file(office, file, region, counting, _day(on_date, "on-date"))
    if json:
        say_json(found)
    else:
        _say(found)


def _say(found: dict[str, Any]) -> None:
    out.print(f"[bold]与第 {found['version']} 版相比 compared with version {found['version']}[/]")
    _head("规则 rules", found["rules"])
    for change in found["rules"][:MOST_SHOWN]:
        out.print(
            f"    {change['key']}: {change['before'] or '(无)'} → {change['after'] or '(无)'}", markup=False
        )
    lacking = [found[key]["all"]["lacking"] for key in ("coverageBefore", "coverageAfter")]
    out.print(
        f"缺后备的村 villages lacking {lacking[0]} → {lacking[1]}   失去过审 clearances lost {found['clearancesLost']}"
    )
    _head("村 villages", found["villages"])
    for row in found["villages"][:MOST_SHOWN]:
        wanted = f"应有 {row['wantedBefore']} → {row['wantedAfter']}"
        out.print(f"    {_place(row)}  {wanted}  缺 {row['shortBefore']} → {row['shortAfter']}", markup=False)
    _head("乡镇结构 quotas", found["quotas"])
    for row in found["quotas"][:MOST_SHOWN]:
        one = row["after"] or row["before"]
        states = [WORDS.get(q["status"], "") if q else "(无)" for q in (row["before"], row["after"])]
        out.print(f"    {row['township']['name']} {one['labelZh']}  {states[0]} → {states[1]}", markup=False)
    _head("人员 people", found["people"])
    for row in found["people"][:MOST_SHOWN]:
        out.print(f"    {row['person']['id']} {row['person']['name'] or ''}  {_of_person(row)}", markup=False)
    _head("导师 mentors", found["mentors"])
    for row in found["mentors"][:MOST_SHOWN]:
        words = [WORDS.get(row[key], row[key]) for key in ("before", "after")]
        out.print(
            f"    {row['mentor']['name'] or row['mentor']['id']}  {words[0]} → {words[1]}", markup=False
        )
    out.print("只作比较，未作任何决定。Nothing was decided.")


def _head(title: str, rows: list[Any]) -> None:
    more = f"，先列 {MOST_SHOWN} 处 (--json 可见全部)" if len(rows) > MOST_SHOWN else ""
    out.print(f"[bold]{title}[/]  {len(rows)} 处变化 changes{more}")


def _place(row: dict[str, Any]) -> str:
    return f"{row['village']['township']['name']}{row['village']['name']}"


def _of_person(row: dict[str, Any]) -> str:
    said = []
    if row["before"] != row["after"]:
        met = [
            WORDS.get(c["eligibility"], c["eligibility"]) if c else "" for c in (row["before"], row["after"])
        ]
        said.append(f"{met[0]} → {met[1]}")
    for review in row["reviews"]:
        words = ["、".join(WORDS[s] for s in review[key]) or "正常" for key in ("before", "after")]
        said.append(f"{review['village']['name']} 审查 {words[0]} → {words[1]}")
    if row["talkLateBefore"] != row["talkLateAfter"]:
        said.append("谈话逾期" if row["talkLateAfter"] else "谈话不再逾期")
    return "；".join(said)


def _day(text: str, option: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refusal(
            "DATE_MALFORMED",
            f"`{text}` is not a date. Write YYYY-MM-DD, for example 2026-12-31.",
            f"“{text}”不是日期，请写成 YYYY-MM-DD，例如 2026-12-31。",
            path=(option,),
        ) from None
