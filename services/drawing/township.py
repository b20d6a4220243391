"""The picture of a township as SVG: villages, reserves, mentors from left to right, a table beside them."""

from collections.abc import Mapping, Sequence

from domain.rule_set import VillageClass
from domain.values.person_words import MENTOR_ROLE, TIER
from projections.answer import Counting
from projections.mentor_loads import LoadStatus
from services.drawing.paper import FAINT, INK, RED, RED_PAPER, Paper
from services.drawing.picture import DrawnMentor, DrawnReserve, DrawnVillage, Picture
from services.drawing.table import draw_table

WIDTH, LEAST_HEIGHT = 1680, 1188
"""The shape of A3 across; more rows make it longer."""
TOP, FOOT, PITCH, BOX = 172, 96, 38, 32
VILLAGES, RESERVES, MENTORS, TABLE = (40, 232), (372, 196), (708, 250), (1008, 632)
"""Where each column begins, and how wide it is."""
CLASS_WORDS: Mapping[VillageClass, tuple[str, str]] = {
    VillageClass.DIFFICULT: ("难点村", "#5b3a91"),
    VillageClass.KEY: ("重点村", "#b26a00"),
    VillageClass.ORDINARY: ("一般村", "#8b96a1"),
}
COUNTING_WORDS = {Counting.CLEARED: "按已过审计", Counting.ON_ROSTER: "按在册计"}
TIE, MENTORING, OVER, GREEN = "#7b8794", "#2f6f9f", "#b26a00", "#2e7d32"
THIN, STEP, WIDEST = 1.5, 1.5, 12.0

Rows = dict[str, float]
"""The middle of each box by id."""


def draw_township(picture: Picture) -> str:
    """A complete SVG document. The same picture gives the same text."""
    rows = max(len(picture.villages), len(picture.reserves), len(picture.mentors), 1)
    height = max(LEAST_HEIGHT, TOP + rows * PITCH + FOOT, TOP + 60 + len(picture.villages) * 30 + FOOT)
    paper = Paper(WIDTH, height, f"{picture.township}村党组织书记后备力量分布图")
    _draw_head(paper, picture)
    space = (TOP + 20, height - FOOT)
    villages = _spread([village.code for village in picture.villages], space)
    reserves = _spread(_by_neighbours(picture.reserves, villages), space)
    mentors = _spread(_by_reserves(picture, reserves), space)
    _draw_lines(paper, picture, villages, reserves, mentors)
    for village in picture.villages:
        _draw_village(paper, village, villages[village.code])
    for reserve in picture.reserves:
        _draw_reserve(paper, reserve, reserves[reserve.id])
    for mentor in picture.mentors:
        _draw_mentor(paper, mentor, mentors[mentor.id])
    draw_table(paper, picture, TABLE, TOP, {kind: words for kind, (words, _) in CLASS_WORDS.items()})
    _draw_foot(paper, picture)
    return paper.text()


def _spread(ids: Sequence[str], space: tuple[float, float]) -> Rows:
    top, bottom = space
    pitch = min((bottom - top) / max(len(ids), 1), 84)
    return {one: top + pitch * (at + 0.5) for at, one in enumerate(ids)}


def _by_neighbours(reserves: Sequence[DrawnReserve], villages: Rows) -> list[str]:
    """Beside their villages, so that few lines cross."""
    place = {r.id: sum(villages[code] for code in r.villages) / len(r.villages) for r in reserves}
    return sorted(place, key=lambda one: (place[one], one))


def _by_reserves(picture: Picture, reserves: Rows) -> list[str]:
    """Beside their reserves; those without any come last."""
    found: dict[str, list[float]] = {mentor.id: [] for mentor in picture.mentors}
    for reserve in picture.reserves:
        for mentor in reserve.mentors:
            found[mentor].append(reserves[reserve.id])
    return sorted(found, key=lambda one: (not found[one], sum(found[one]) / (len(found[one]) or 1), one))


def line_weight(load: int | None) -> float:
    """A mentor's lines are as wide as they are laden."""
    return min(THIN + STEP * ((load or 1) - 1), WIDEST)


def _draw_lines(paper: Paper, picture: Picture, villages: Rows, reserves: Rows, mentors: Rows) -> None:
    names = {village.code: village.name for village in picture.villages}
    laden = {mentor.id: mentor for mentor in picture.mentors}
    for reserve in picture.reserves:
        here = reserves[reserve.id]
        for code in reserve.villages:
            start = (VILLAGES[0] + VILLAGES[1], villages[code])
            title = f"{names[code]} — {reserve.name}"
            paper.curve(start, (RESERVES[0], here), colour=TIE, weight=2, title=title)
        for one in reserve.mentors:
            mentor = laden[one]
            start = (RESERVES[0] + RESERVES[1], here)
            over = mentor.status in (LoadStatus.ALARM, LoadStatus.OVER_CAPACITY, LoadStatus.WARN)
            title = f"{reserve.name} — {mentor.name}"
            colour, weight = OVER if over else MENTORING, line_weight(mentor.load)
            paper.curve(start, (MENTORS[0], mentors[one]), colour=colour, weight=weight, title=title)


def _draw_village(paper: Paper, village: DrawnVillage, at: float) -> None:
    x, width = VILLAGES
    lacks = village.short_by > 0
    words, colour = CLASS_WORDS[village.village_class]
    title = f"{village.name} {village.code} {words}"
    edge, fill = (RED, RED_PAPER) if lacks else (TIE, "#ffffff")
    y = at - BOX / 2
    paper.box(x, y, width, BOX, fill=fill, line=edge, weight=2.5 if lacks else 1.2, round_=4, title=title)
    paper.box(x, y, 7, BOX, fill=colour)
    paper.words(x + 16, at + 6, village.name, bold=lacks, within=width - 86)
    said = f"缺{village.short_by}" if lacks else "" if village.counts else "不计"
    if said:
        paper.words(x + width - 10, at + 6, said, colour=RED if lacks else FAINT, bold=lacks, anchor="end")
    else:
        paper.words(x + width - 10, at + 5, words, size=13, colour=colour, anchor="end")


def _draw_reserve(paper: Paper, reserve: DrawnReserve, at: float) -> None:
    x, width = RESERVES
    alone = not reserve.mentors
    edge = RED if alone else GREEN if reserve.cleared else TIE
    fill = RED_PAPER if alone else "#edf7ee" if reserve.cleared else "#ffffff"
    y, dashed = at - BOX / 2, not reserve.cleared
    paper.box(
        x, y, width, BOX, fill=fill, line=edge, weight=1.6, round_=BOX / 2, dashed=dashed, title=reserve.name
    )
    paper.words(x + 16, at + 6, reserve.name, within=76)
    tier = TIER.zh(reserve.tier) if reserve.tier in TIER.meanings else ""
    end = x + width - 14
    if alone:
        paper.words(end, at + 5, "无导师", size=13, colour=RED, bold=True, anchor="end")
        end -= 46
    paper.words(end, at + 5, tier, size=13, colour=FAINT, anchor="end", within=50)


def _draw_mentor(paper: Paper, mentor: DrawnMentor, at: float) -> None:
    x, width = MENTORS
    told = mentor.load is not None
    y, over = at - BOX / 2, mentor.status in (LoadStatus.ALARM, LoadStatus.OVER_CAPACITY, LoadStatus.WARN)
    edge = OVER if over else MENTORING if mentor.load else TIE
    role = MENTOR_ROLE.zh(mentor.role) if mentor.role in MENTOR_ROLE.meanings else mentor.role or ""
    title = f"{mentor.name} {role}".strip()
    dashed = not told or mentor.away
    paper.box(x, y, width, BOX, fill="#f2f7fb", line=edge, weight=1.6, round_=4, dashed=dashed, title=title)
    paper.words(x + 12, at + 6, mentor.name, within=86 if told else width - 20)
    paper.words(x + 102, at + 5, role, size=13, colour=FAINT, within=92)
    if told:
        said = "缺岗" if mentor.away else f"{mentor.load}/{mentor.capacity or '—'}"
        strong, colour = over or mentor.away, OVER if over or mentor.away else INK
        paper.words(x + width - 10, at + 6, said, colour=colour, bold=strong, anchor="end")


def _draw_head(paper: Paper, picture: Picture) -> None:
    paper.words(40, 62, f"{picture.township}村党组织书记后备力量分布图", size=32, bold=True, within=1100)
    where = f"{picture.county} {picture.township} {picture.code}".strip()
    said = f"{where}  截至 {picture.on_date}  {COUNTING_WORDS[picture.counting]}"
    paper.words(40, 98, said, size=16, colour=FAINT)
    lacking = sum(village.short_by > 0 for village in picture.villages)
    cleared = sum(reserve.cleared for reserve in picture.reserves)
    alone = sum(not reserve.mentors for reserve in picture.reserves)
    paper.words(
        40,
        128,
        f"村（社区）{len(picture.villages)}个，后备{len(picture.reserves)}人（已过审{cleared}人），"
        f"导师{len(picture.mentors)}人",
        size=16,
    )
    red = f"缺后备的村{lacking}个，无导师的后备{alone}人"
    paper.words(
        560, 128, red, size=16, colour=RED if lacking or alone else FAINT, bold=bool(lacking or alone)
    )
    for (x, _), words in zip(
        (VILLAGES, RESERVES, MENTORS), ("村", "后备力量", "导师（带几人/可带）"), strict=True
    ):
        paper.words(x, TOP - 4, words, size=16, bold=True)


def _draw_foot(paper: Paper, picture: Picture) -> None:
    y = paper.height - FOOT + 44
    paper.level(40, WIDTH - 40, y - 26)
    x = 40.0
    for words, colour in CLASS_WORDS.values():
        paper.box(x, y - 13, 7, 18, fill=colour)
        paper.words(x + 14, y + 2, words, size=14)
        x += 90
    paper.box(x, y - 13, 30, 18, fill=RED_PAPER, line=RED, weight=2)
    paper.words(x + 38, y + 2, "红色为缺口", size=14)
    x += 138
    for words, edge, fill, dashed in (("已过审", GREEN, "#edf7ee", False), ("未过审", TIE, "#ffffff", True)):
        paper.box(x, y - 13, 30, 18, fill=fill, line=edge, weight=1.6, round_=9, dashed=dashed)
        paper.words(x + 38, y + 2, words, size=14)
        x += 106
    for load in (1, 3, 5):
        paper.level(x, x + 36, y - 4, colour=MENTORING, weight=line_weight(load))
        paper.words(x + 44, y + 2, f"带{load}人", size=14)
        x += 106
    paper.level(x, x + 36, y - 4, colour=OVER, weight=line_weight(4))
    paper.words(x + 44, y + 2, "导师带得偏多", size=14)
    foot = f"日志位置 {picture.position}    查看人 {picture.viewer}    内部资料，注意保管"
    paper.words(WIDTH - 40, y + 2, foot, size=13, colour=FAINT, anchor="end", within=520)
