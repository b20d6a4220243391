"""The table beside a township's picture: every village with its counts."""

from collections.abc import Mapping

from domain.rule_set import VillageClass
from services.drawing.paper import FAINT, INK, RED, RED_PAPER, RULE, Paper
from services.drawing.picture import DrawnVillage, Picture

HEADS = ("村（社区）", "类别", "应有", "在册", "已过审", "缺", "缺导师（人次）")
SHARES = (0.31, 0.12, 0.09, 0.09, 0.11, 0.09, 0.19)
ROW = 30


def draw_table(
    paper: Paper, picture: Picture, column: tuple[float, float], top: float, words: Mapping[VillageClass, str]
) -> None:
    """In the order of the villages, with a sum; what is missing in red."""
    x, width = column
    edges = [x + width * sum(SHARES[:at]) for at in range(len(SHARES))]
    paper.box(x, top - 24, width, ROW, fill="#eef1f4")
    _draw_row(paper, edges, width, top - 4, HEADS, reds=(), bold=True)
    y = top - 4
    for village in picture.villages:
        y += ROW
        if village.short_by:
            paper.box(x, y - 20, width, ROW, fill=RED_PAPER)
        _draw_row(paper, edges, width, y, _cells(village, words), reds=(5, 6), bold=False)
        paper.level(x, x + width, y + 10)
    sums = [
        sum(getattr(village, field) for village in picture.villages)
        for field in ("wanted", "on_roster", "cleared", "short_by", "missing_roles")
    ]
    _draw_row(paper, edges, width, y + ROW, ("合计", "", *map(str, sums)), reds=(5, 6), bold=True)
    paper.level(x, x + width, y + ROW + 10, colour=FAINT)
    note = "兼任两村的后备在各村分别计数；缺导师按规则应配的身份计，仅台账列名的导师计入已配。"
    paper.words(x, y + ROW + 34, note, size=13, colour=FAINT, within=width)


def _cells(village: DrawnVillage, words: Mapping[VillageClass, str]) -> tuple[str, ...]:
    wanted = str(village.wanted) if village.counts else "不计"
    counts = (village.on_roster, village.cleared, village.short_by, village.missing_roles)
    return (village.name, words[village.village_class], wanted, *map(str, counts))


def _draw_row(
    paper: Paper,
    edges: list[float],
    width: float,
    y: float,
    cells: tuple[str, ...],
    *,
    reds: tuple[int, ...],
    bold: bool,
) -> None:
    for at, (edge, cell) in enumerate(zip(edges, cells, strict=True)):
        red = at in reds and cell != "0"
        room = width * SHARES[at] - 10
        where, anchor = (edge + 8, "start") if at < 2 else (edge + width * SHARES[at] / 2, "middle")
        colour = RED if red else RULE if cell == "0" and at in reds else INK
        paper.words(where, y, cell, size=15, colour=colour, bold=bold or red, anchor=anchor, within=room)
