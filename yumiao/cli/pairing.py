"""`yumiao pair`: who should mentor whom, with everything that an outsider needs to check it."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

import typer

from projections.answer import Counting
from services.proposing.export import pairing_document
from services.proposing.proposing import Wanted
from yumiao.cli.app import app, example
from yumiao.cli.output import DEFAULT_DATA, As, Data, Json, answers, note, out, say_json
from yumiao.office import Office
from yumiao.table_words import WORDS

MOST_SHOWN = 40


@app.command(epilog=example("yumiao pair", "yumiao pair --region 990101100 -o pairing.json"))
@answers
def pair(
    region: Annotated[
        str, typer.Option(metavar="CODE", help="A region of 2 to 12 digits; without it, your own 区划代码")
    ] = "",
    counting: Annotated[
        Counting, typer.Option(help="Who needs mentors: all on the roster, or the cleared alone 统计口径")
    ] = Counting.ON_ROSTER,
    rebalance: Annotated[
        bool, typer.Option("--rebalance", help="Only the fewest moves that relieve mentors 仅作最少调整")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("-o", metavar="FILE.json", help="Problem, proposal and proof 写入文件")
    ] = None,
    as_: As = "",
    data: Data = DEFAULT_DATA,
    json: Json = False,
) -> None:
    """Who should mentor whom, why, and who goes without. Changes nothing. 导师配对方案。"""
    wanted = Wanted(region=region or None, counting=counting, rebalance=rebalance)
    with Office.open(data, as_) as office, office.live.now() as world:
        found = pairing_document(world, office.viewer, wanted)
    if output:
        _write(found, output)
    if json:
        say_json(found)
    elif output is None:
        _say(found)


def _write(found: dict[str, Any], path: Path) -> None:
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    note(f"→ {path}")


def _say(found: dict[str, Any]) -> None:
    proposal = found["proposal"]
    place = f"{found['region']['name']} {found['region']['code']}".strip()
    kind = "最少调整 fewest moves" if found["rebalance"] else "配对方案 pairing"
    out.print(f"[bold]导师{kind}[/] {place}  {found['onDate']}  {WORDS[found['counting']]}")
    for remark in found["remarks"]:
        out.print(f"  {remark['messageZh']}\n  {remark['message']}", markup=False)
    if not found["demands"]:
        return
    waits = sum(row["waits"] for row in proposal["pairs"])
    out.print(
        f"  应配 demands {len(found['demands'])}  可配 pairs {len(proposal['pairs'])}"
        f"  无人可配 uncovered {len(proposal['uncovered'])}  待确认 to decide {waits}",
    )
    proved = (
        "已证明最优并经核验 proved and checked" if proposal["certificateChecked"] else "未证明 not proved"
    )
    out.print(f"  {proved}")
    for level, today in zip(proposal["cost"], proposal["costToday"], strict=True):
        out.print(
            f"    {level['labelZh']} {level['label']}: {_number(today['value'])} → {_number(level['value'])}"
        )
    _say_pairs(found)
    for gap in proposal["gaps"]:
        out.print(f"  ✗ {gap['messageZh']}\n    {gap['message']}", markup=False)
    if proposal["relief"]["extra"]:
        out.print(f"  + {proposal['relief']['messageZh']}\n    {proposal['relief']['message']}", markup=False)
    note(
        "逐对确认或整体确认 to decide: yumiao do ConfirmPairings · 全部数据 all of it: yumiao pair -o FILE.json"
    )


def _say_pairs(found: dict[str, Any]) -> None:
    """What changes first; what stays is only counted."""
    demands = {row["id"]: row for row in found["demands"]}
    mentors = {row["id"]: row for row in found["mentors"]}
    today = {row["demand"]: row["mentor"] for row in found["current"]}
    reasons = {(arc["demand"], arc["mentor"]): arc["reasons"] for arc in found["arcs"]}
    changes = [row for row in found["proposal"]["pairs"] if row["status"] != "KEPT"]
    changes.sort(key=lambda row: (demands[row["demand"]]["village"]["code"], row["demand"]))
    for row in changes[:MOST_SHOWN]:
        demand, mentor = demands[row["demand"]], mentors[row["mentor"]]
        before = mentors.get(today.get(row["demand"], ""), {}).get("name")
        instead = f"(原 {before})" if before else ""
        why = "、".join(
            found["policy"]["points"][reason]["labelZh"] for reason in reasons[row["demand"], row["mentor"]]
        )
        out.print(
            f"  {WORDS[row['status']]} {demand['village']['name']} {demand['person']['name'] or demand['person']['id']}"
            f"  {demand['roleZh']} ← {mentor['name'] or mentor['id']}{instead}  {why}",
            markup=False,
        )
    if len(changes) > MOST_SHOWN:
        out.print(f"  … 另有 and {len(changes) - MOST_SHOWN} more: -o FILE.json")
    kept = len(found["proposal"]["pairs"]) - len(changes)
    if kept:
        out.print(f"  保持不变 kept {kept}")


def _number(exact: str) -> str:
    """A fraction as people read it."""
    value = Fraction(exact)
    return str(value) if value.denominator == 1 else f"{float(value):.2f}"
