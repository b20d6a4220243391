"""One page about a village, one about a person: what is known, who stands where, what happened when."""

from collections.abc import Sequence

from domain.person.events import PersonClaimed
from domain.values.mentoring_words import TALK_CHANNEL, TALK_MEASURE, TALK_PROBLEM
from infra.printed_book import Lines, Pairs, PrintedForm
from projections.history import HistoryLine
from projections.origins import FactLine
from projections.person_file import CandidacyLine, PersonFile
from projections.talks import TalkLine
from projections.village_file import VillageFile
from yumiao.printing import words

MASKED = "******"
DISPUTED = "（有争议，待认定）"
LINES_OF_HISTORY = 30
"""The latest; a page has no room for more, and says how many there are."""


def person_page(file: PersonFile, told: Sequence[HistoryLine]) -> PrintedForm:
    """The growth file (一人一档)."""
    where = "、".join(f"{v.township.name}{v.name}" for v in file.row.villages)
    return PrintedForm(
        name=file.person.name or file.person.id,
        title=f"{file.person.name or '（姓名未知）'}　培养档案（一人一档）",
        subtitle=f"{where}　截至 {file.stamp.on_date}　日志位置 {file.stamp.position}　编号 {file.person.id}",
        blocks=[
            Pairs(
                f"基本情况（年龄 {words.ages(file.row.age_low, file.row.age_high) or '不详'}）",
                [(words.label(fact.field), _value(fact)) for fact in file.facts],
            ),
            _candidacies(file.candidacies, of_person=True),
            _talks(file.talks),
            _history(told),
        ],
    )


def village_page(file: VillageFile, told: Sequence[HistoryLine]) -> PrintedForm:
    """Class, secretary, reserves, mentors, what is to be mended."""
    row, village = file.coverage, file.village
    figures: list[tuple[str, str | int | None]] = [
        ("村类别", words.CLASSES[row.classification] + ("" if row.classified else "（未分类）")),
        ("类别自", str(file.class_since or "")),
        ("现任书记", (file.incumbent.name or "（未知）") if file.incumbent else ""),
        ("应有后备", row.wanted),
        ("已过审", row.cleared),
        ("在册", row.on_roster),
        ("缺（按过审）", row.short_by),
        ("缺（按在册）", file.short_by_on_roster),
        ("待处理行", row.pending_rows),
        ("党员", file.members),
        ("在外乡贤", file.natives_outside),
        ("联系本村的导师", "、".join(m.name or "（未知）" for m in file.mentors)),
    ]
    facts = [
        (words.label(f.field), _value(f)) for f in file.facts if f.field not in ("classification", "village")
    ]
    return PrintedForm(
        name=village.name or village.code,
        title=f"{village.township.name}{village.name}　村情一页",
        subtitle=f"村代码 {village.code}　截至 {file.stamp.on_date}　日志位置 {file.stamp.position}",
        blocks=[
            Pairs("概况", [*figures, *facts]),
            _candidacies(file.candidacies, of_person=False),
            _history([line for line in told if line.topic != PersonClaimed.TOPIC]),
        ],
    )


def _value(fact: FactLine) -> str:
    if fact.masked:
        return MASKED
    return DISPUTED if fact.disputed else words.said(fact.field, fact.value)


def _candidacies(lines: Sequence[CandidacyLine], *, of_person: bool) -> Lines:
    first = "所在村" if of_person else "姓名"
    return Lines(
        "后备情况",
        [first, "状态", "培养类别", "入库", "帮带导师"],
        [2, 3, 2, 1, 4],
        [
            [
                f"{line.village.township.name}{line.village.name}"
                if of_person
                else line.person.name or line.person.id,
                words.standing(line),
                words.tier(line),
                str(line.admitted_on or ""),
                "、".join(words.mentor(mentor) for mentor in line.mentored_by),
            ]
            for line in lines
        ],
    )


def _talks(talks: Sequence[TalkLine]) -> Lines:
    return Lines(
        "谈心谈话",
        ["日期", "导师", "方式", "问题", "措施", "约定下次"],
        [1, 2, 1, 3, 3, 2],
        [
            [
                str(talk.held_on),
                (talk.mentor.name or "（未知）") if talk.mentor else "",
                TALK_CHANNEL.zh(talk.channel),
                TALK_PROBLEM.zh(talk.about.problem) if talk.about else MASKED,
                TALK_MEASURE.zh(talk.about.measure) if talk.about else MASKED,
                str(talk.next_on or ""),
            ]
            for talk in talks
        ],
    )


def _history(told: Sequence[HistoryLine]) -> Lines:
    latest = told[-LINES_OF_HISTORY:]
    more = f"（最近 {len(latest)} 条，共 {len(told)} 条）" if len(told) > len(latest) else ""
    return Lines(
        f"来龙去脉{more}",
        ["日期", "事项", "决定人", "文号", "录入人"],
        [1, 6, 2, 2, 1],
        [
            [
                str(line.decided_on or line.true_from),
                line.what_zh + ("（补录）" if line.late else ""),
                words.decider(line.decided_by),
                line.document_number,
                line.entered_by,
            ]
            for line in latest
        ],
    )
