"""`yumiao ask`, `do`, `find` and `history`: the same schema and the same named questions as over HTTP."""

from pathlib import Path
from typing import Annotated, Any

import typer

from yumiao import telling
from yumiao.cli.app import app, example
from yumiao.cli.output import DEFAULT_DATA, As, Data, Json, answers, note, out, say_json
from yumiao.office import Office
from yumiao.operations import ask_operation, questions
from yumiao.tables import say_table, write_workbook

Sets = Annotated[list[str] | None, typer.Option("--set", metavar="name=value", help="A variable 变量")]


@app.command(
    epilog=example(
        "yumiao ask VillagesLackingReserves --set counting=ON_ROSTER", "yumiao ask Coverage --json"
    )
)
@answers
def ask(
    operation: Annotated[str, typer.Argument(help="The question's name 问题名称", show_default=False)] = "",
    set_: Sets = None,
    as_: As = "",
    case: Annotated[
        str, typer.Option(help="The open case for which sensitive fields are read 办理事由")
    ] = "",
    output: Annotated[Path | None, typer.Option("-o", metavar="FILE.xlsx", help="A workbook 工作簿")] = None,
    data: Data = DEFAULT_DATA,
    json: Json = False,
) -> None:
    """Ask one of the named questions; without a name, list them. 提问；不带名称则列出全部问题。"""
    if not operation:
        _list_questions(as_json=json)
        return
    with Office.open(data, as_, case) as office:
        _answer(office, operation, set_ or [], "query", as_json=json, output=output)


@app.command(
    name="do",
    epilog=example(
        "yumiao do SettleFact --set person=pe_… --set field=birth --set value=1990-05 --set reason=档案原件"
    ),
)
@answers
def do_(
    operation: Annotated[str, typer.Argument(help="The command's name 操作名称")],
    set_: Sets = None,
    input_: Annotated[
        Path | None, typer.Option("--input", metavar="FILE.json", help="The variables 变量文件")
    ] = None,
    as_: As = "",
    data: Data = DEFAULT_DATA,
    json: Json = False,
) -> None:
    """Carry out one of the named commands. 办理。"""
    with Office.open(data, as_) as office:
        _answer(office, operation, set_ or [], "mutation", as_json=json, input_file=input_)


def _answer(
    office: Office,
    operation: str,
    sets: list[str],
    kind: str,
    *,
    as_json: bool,
    output: Path | None = None,
    input_file: Path | None = None,
) -> None:
    response = ask_operation(office, operation, sets, kind=kind, input_file=input_file)
    if as_json:
        say_json(response)
    elif response.get("errors"):
        for error in response["errors"]:
            extensions = error.get("extensions", {})
            note(f"✗ {extensions.get('messageZh', '')}\n  {error['message']} ({extensions.get('code', '')})")
    elif refused := [error for payload in _payloads(response) for error in payload["userErrors"]]:
        for error in refused:
            _say_refused(error)
    else:
        say_table(response["data"], out)
    if output and not response.get("errors"):
        write_workbook(response["data"], output)
        note(f"→ {output}")
    if response.get("errors"):
        raise typer.Exit(1 if any((response.get("data") or {}).values()) else 2)
    if any(payload["userErrors"] for payload in _payloads(response)):
        raise typer.Exit(1)


def _payloads(response: dict[str, Any]) -> list[dict[str, Any]]:
    """What the commands of a response answered; none for questions."""
    return [v for v in (response["data"] or {}).values() if isinstance(v, dict) and "userErrors" in v]


def _say_refused(error: dict[str, Any]) -> None:
    """Why nothing was done, by which rule and what to do, as far as the operation asked for it."""
    note(f"✗ {error['messageZh']}\n  {error['message']} ({error['code']})")
    if rule := error.get("rule"):
        version = f" v{error['ruleVersion']}" if error.get("ruleVersion") else ""
        note(f"  规则 rule: {rule}{version}")
    for told in (error.get("cureZh"), error.get("cure")):
        if told and told not in error["messageZh"] + error["message"]:
            note(f"  → {told}")
    for choice in error.get("choices") or ():
        note(f"    · {choice['value']}  {choice['label']}")


def _list_questions(*, as_json: bool) -> None:
    found = questions()
    if as_json:
        say_json(
            {
                "operations": [
                    {"name": q.name, "kind": q.kind, "variables": q.variables, "zh": q.zh, "en": q.en}
                    for q in found
                ]
            }
        )
        return
    for q in found:
        verb = "ask" if q.kind == "query" else "do"
        out.print(f"[bold]yumiao {verb} {q.name}[/]  {q.zh}  [dim]{q.en}[/]")
        if q.variables:
            out.print(f"    --set {', '.join(q.variables)}", markup=False)


@app.command(epilog=example("yumiao find 王建", "yumiao find wangjian", "yumiao find 990101100200"))
@answers
def find(
    text: Annotated[str, typer.Argument(help="A name, its pinyin or initials, a code, the id's last four")],
    as_: As = "",
    data: Data = DEFAULT_DATA,
    json: Json = False,
) -> None:
    """People and villages by name, pinyin or code. 按姓名、拼音、代码查找。"""
    with Office.open(data, as_) as office:
        found = telling.find(office, text)
    if json:
        say_json(found)
        return
    for person in found["people"]:
        places = "、".join(f"{v['township']}{v['name']}" for v in person["villages"])
        out.print(f"{person['id']}  {person['name']}  {person['birth'] or ''}  {places}", markup=False)
    for village in found["villages"]:
        out.print(f"{village['code']}  {village['name']}  {village['township']}")
    if not found["people"] and not found["villages"]:
        note("没有找到。Nothing found: try fewer characters, pinyin initials, or a village's name.")
        raise typer.Exit(1)


@app.command(epilog=example("yumiao history pe_…", "yumiao history 990101100200", "yumiao history im_…"))
@answers
def history(
    subject: Annotated[
        str, typer.Argument(help="A person, village, candidacy or import; ids as `find` answers")
    ],
    as_: As = "",
    data: Data = DEFAULT_DATA,
    json: Json = False,
) -> None:
    """Every event of a subject, in words, with who, when and why. 来龙去脉。"""
    with Office.open(data, as_) as office:
        found = telling.tell(office, subject)
    if json:
        say_json(found)
        return
    for event in found["events"]:
        source = event["source"]
        where = f"  {source['file']} {source['sheet']} 第{source['row']}行" if source else ""
        decided = event["decidedBy"]
        who = f"录入 {event['enteredBy']}"
        if decided:
            who += f"  决定 {decided['name']}({decided['role']}) {event['decidedOn']} {event['documentNumber'] or ''}"
        out.print(f"{event['position']:>6}  {event['recordedAt'][:16]}  {event['textZh']}", markup=False)
        out.print(
            f"        {event['text']}{where}  {who}{'  补录' if event['late'] else ''}",
            style="dim",
            markup=False,
        )
