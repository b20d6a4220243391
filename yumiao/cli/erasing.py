"""`yumiao erase request` and `yumiao erase approve`: two commands by two people."""

from typing import Annotated

import typer

from yumiao.cli.app import erase, example
from yumiao.cli.output import DEFAULT_DATA, As, Data, Json, answers, out, say_json
from yumiao.office import Office


@erase.command(
    epilog=example(
        "yumiao erase request pe_… --reason 本人要求 --basis 个人信息保护法第47条 --as li:county_department"
    )
)
@answers
def request(
    person: Annotated[str, typer.Argument(help="The person's id, as `find` answers")],
    reason: Annotated[str, typer.Option(help="Why 理由")],
    basis: Annotated[str, typer.Option(help="The legal basis 法律依据")],
    as_: As = "",
    data: Data = DEFAULT_DATA,
    json: Json = False,
) -> None:
    """Ask that a person be forgotten. 申请清除。"""
    with Office.open(data, as_) as office:
        found = office.request_erasure(person, reason, basis)
    if json:
        say_json({"request": found})
    else:
        out.print(f"✓ 已申请 requested: {found}")
        out.print(
            f"  由另一人批准 another person approves: yumiao erase approve {found} --as NAME:ROLE",
            markup=False,
        )


@erase.command(epilog=example("yumiao erase approve er_… --as wang:county_leader"))
@answers
def approve(
    request: Annotated[str, typer.Argument(help="The request's id")],
    as_: As = "",
    data: Data = DEFAULT_DATA,
    json: Json = False,
) -> None:
    """Approve somebody else's request: the person's key is destroyed. 批准清除。"""
    with Office.open(data, as_) as office:
        position = office.approve_erasure(request)
    if json:
        say_json({"request": request, "erased": True, "position": position})
    else:
        out.print("✓ 已清除，无法恢复。Forgotten, for good.")
