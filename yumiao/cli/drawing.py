"""`yumiao draw`: a township's picture as a file."""

from pathlib import Path
from typing import Annotated

import typer

from domain.refusal import Refusal
from projections.answer import Counting
from services.drawing.picture import Picture, picture_of
from services.drawing.township import draw_township
from yumiao.cli.app import app, example
from yumiao.cli.output import DEFAULT_DATA, As, Data, Json, answers, note, say_json
from yumiao.office import Office


@app.command(epilog=example("yumiao draw 990101100 -o 青苗镇.svg", "yumiao draw 青苗镇 -o 青苗镇.svg"))
@answers
def draw(
    output: Annotated[Path, typer.Option("-o", metavar="FILE.svg", help="Where to 输出文件")],
    township: Annotated[
        str, typer.Argument(help="Its code or name; without it, your own 乡镇代码或名称", show_default=False)
    ] = "",
    counting: Annotated[Counting, typer.Option(help="Whom to count 统计口径")] = Counting.ON_ROSTER,
    as_: As = "",
    data: Data = DEFAULT_DATA,
    json: Json = False,
) -> None:
    """Draw a township: villages, reserves, mentors, gaps in red, a table. 绘制乡镇后备力量分布图(A3)。"""
    with Office.open(data, as_) as office:
        picture = _picture(office, township.strip(), counting)
    output.write_text(draw_township(picture), "utf-8")
    if json:
        say_json(_summary(picture, output))
    note(f"→ {output}")


def _picture(office: Office, township: str, counting: Counting) -> Picture:
    with office.live.now() as world:
        regions = world.index.regions()
        names = {code for code in regions if len(code) == 9 and world.index.region_name(code) == township}
        if len(names) > 1:
            raise Refusal(
                "TOWNSHIP_AMBIGUOUS",
                f"More than one township is called {township}: give its code.",
                f"有多个乡镇名为{township}：请写代码。",
                path=("region",),
                choices=tuple(sorted(names)),
            )
        if township and not names and not township.isdigit():
            raise Refusal(
                "TOWNSHIP_UNKNOWN",
                "No township of that name. Give one of these, or its code:",
                "没有该乡镇。请填下列名称之一，或填代码：",
                path=("region",),
                choices=tuple(
                    world.index.region_name(code)
                    for code in sorted(regions)
                    if len(code) == 9 and office.viewer.covers(code)
                ),
            )
        code = min(names, default=township) or office.viewer.region
        return picture_of(world, office.viewer, code, counting)


def _summary(picture: Picture, output: Path) -> dict[str, object]:
    return {
        "file": str(output),
        "township": {"code": picture.code, "name": picture.township},
        "onDate": str(picture.on_date),
        "position": str(picture.position),
        "counting": picture.counting.value,
        "villages": len(picture.villages),
        "reserves": len(picture.reserves),
        "mentors": len(picture.mentors),
        "lacking": sum(village.short_by > 0 for village in picture.villages),
        "withoutMentor": sum(not reserve.mentors for reserve in picture.reserves),
    }
