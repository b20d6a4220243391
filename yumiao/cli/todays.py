"""`yumiao today`: what is due and overdue, in words or as JSON."""

from typing import Annotated, Any

import typer

from domain.values.outreach_words import OUTREACH_CHANNEL
from yumiao.cli.app import app, example
from yumiao.cli.output import DEFAULT_DATA, As, Data, Json, answers, out, say_json
from yumiao.office import Office
from yumiao.table_words import WORDS
from yumiao.todays import what_is_due


@app.command(epilog=example("yumiao today", "yumiao today --region 990101100"))
@answers
def today(
    region: Annotated[
        str, typer.Option(metavar="CODE", help="A region of 2 to 12 digits; without it, your own 区划代码")
    ] = "",
    as_: As = "",
    data: Data = DEFAULT_DATA,
    json: Json = False,
) -> None:
    """What is due and overdue: talks, mentors, plans, surveys, due process, rows, decisions, erasures. 今日待办。"""
    with Office.open(data, as_) as office:
        found = what_is_due(office, region)
    if json:
        say_json(found)
        return
    _say(found)


def _say(found: dict[str, Any]) -> None:
    place = f"{found['region']['name']} {found['region']['code']}".strip()
    out.print(f"[bold]今日待办 today[/] {place}  {found['onDate']}")
    talks, gaps, rows, open_ = (found[k] for k in ("talks", "mentorGaps", "pendingRows", "disputes"))
    owed = found["dueProcess"]
    _head(
        "谈心谈话 talks", f"逾期 late {talks['late']}  近期 soon {talks['soon']}(每 {talks['everyDays']} 天)"
    )
    if talks["pairedByLedgerOnly"]:
        out.print(
            f"    仅台账列有导师、尚未经决定结对 paired by a ledger only: {talks['pairedByLedgerOnly']}"
        )
    for talk in talks["rows"]:
        _line(talk["person"], talk["villages"], _of_talk(talk))
    steps = found["outreach"]
    _head("联系动员 outreach", f"到期 due {steps['due']}  近期 soon {steps['soon']}")
    for step in steps["rows"]:
        way = OUTREACH_CHANNEL.zh(step["nextStep"]) if step["nextStep"] else ""
        _line(step["person"], step["villages"], f"{step['nextOn']} {way} {step['owner'] or ''}".rstrip())
    _head("导师与成熟后备 mentors", f"{gaps['total']} 个村 villages")
    for gap in gaps["villages"]:
        lacks = f"缺导师 {gap['missing']}" if gap["lacksMentor"] else ""
        mature = "无成熟后备" if gap["noMature"] else ""
        kind = WORDS[gap["classification"]]
        out.print(f"    {gap['code']} {gap['name']} {kind}  {lacks} {mature}".rstrip(), markup=False)
    _say_villages(found)
    _head("程序待办 due process", f"{owed['total']}  逾期 overdue {owed['overdue']}")
    for due in owed["rows"]:
        late = "逾期 late" if due["overdue"] else f"剩 {due['daysLeft']} 天 days"
        _line(due["person"], due["villages"], f"{WORDS[due['step']]}  {due['dueOn']}  {late}")
    _head("待改的行 refused rows", str(rows["total"]))
    for row in rows["rows"]:
        codes = "、".join(row["codes"])
        out.print(f"    {row['file']} {row['sheet']} 第{row['row']}行  {codes}", markup=False)
    _head("待认定 to settle", f"字段 fields {open_['fields']}  行 rows {open_['heldRows']}")
    for matter in open_["rows"]:
        _line(matter["person"], matter["villages"], "、".join(matter["fields"]))
    _head("清除申请 erasure requests", str(len(found["erasureRequests"])))
    for asked in found["erasureRequests"]:
        _line(asked["person"], [], f"{asked['request']}  {asked['askedOn']} {asked['askedBy']}")
    for row in found["townships"]:
        out.print(
            f"{row['code']} {row['name']}  谈话逾期 {row['talksLate']}  导师缺口 {row['mentorGaps']}"
            f"  预案 {row['villagePlans']}  摸排 {row['surveys']}"
            f"  程序 {row['dueProcess']}  待改 {row['pendingRows']}  待认定 {row['disputedFields'] + row['heldRows']}",
            markup=False,
        )


def _say_villages(found: dict[str, Any]) -> None:
    """Plans that are missing or overdue, and surveys that are due."""
    plans, surveys = found["villagePlans"], found["surveys"]
    _head("难点村、重点村预案 plans", f"无预案 missing {plans['missing']}  逾期 overdue {plans['overdue']}")
    for plan in plans["villages"]:
        late = f"逾期 {plan['daysOver']} 天 {plan['owner'] or ''}" if plan["due"] else "无预案"
        kind = WORDS[plan["classification"]]
        out.print(f"    {plan['code']} {plan['name']} {kind}  {late}".rstrip(), markup=False)
    if surveys["deadline"]:
        _head("摸排 surveys", f"未完成 due {surveys['due']}  截止 by {surveys['deadline']}")
    for village in surveys["villages"]:
        out.print(f"    {village['code']} {village['name']}", markup=False)


def _of_talk(talk: dict[str, Any]) -> str:
    said = "从未谈话 never" if talk["never"] else f"上次 last {talk['lastTalk']}"
    flags = ["逾期 late"] if talk["late"] else []
    flags += ["没有导师 no mentor"] if talk["noMentor"] else []
    flags += ["导师均缺岗 nobody to cover"] if talk["coverMissing"] else []
    return "  ".join([f"{talk['days']} 天 days", said, *flags])


def _head(title: str, counts: str) -> None:
    out.print(f"[bold]{title}[/]  {counts}")


def _line(person: dict[str, Any], villages: list[dict[str, Any]], words: str) -> None:
    places = "、".join(village["name"] for village in villages)
    out.print(f"    {person['id']} {person['name'] or '(已遮蔽)'}  {places}  {words}", markup=False)
