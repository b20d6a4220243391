"""摸排谈话登记表: one row is one interview, coded and without a name, or says why a village has nobody of a group."""

from collections.abc import Iterator, Sequence

from domain.grades import Viewer
from domain.ids import RegionCode, VillageCode
from domain.refusal import Refusal
from domain.rule_set import Surveying, TalkGroup
from domain.survey import commands as wish
from domain.survey.events import Rating, Topic
from domain.values.surveying_words import RATING, TALK_GROUP, TOPIC
from projections.world import World
from services import surveying
from services.ports import Appended
from services.work_sheets.cells import on_day, printed, word, words
from services.work_sheets.declaring import Answered, Clerk, Kind, Line, Part, always
from services.work_sheets.kinds.mentoring.contacts import ENTERED
from services.work_sheets.kinds.surveying.villages import of_village, villages_in
from services.work_sheets.people import TOWNSHIP, VILLAGE

MARK = "#"
MORE = 2
"""Rows of a group beyond what the rules ask for."""
GROUP = printed("group", "谈话对象类别", 16, identity=True)
NUMBER = printed("number", "编号", 6, identity=True)


def _fill(world: World, viewer: Viewer, region: RegionCode) -> Sequence[Part]:
    """For each group of each village whose survey is not concluded, what is lacking and two more."""
    rules = world.rules
    lines = [
        line
        for code in villages_in(world, region)
        if rules and world.fold.record.surveyed.survey(code).concluded_on is None
        for line in _lines(world, viewer, code, rules.surveying)
    ]
    return (Part(lines=tuple(lines)),)


def _lines(world: World, viewer: Viewer, code: VillageCode, rules: Surveying) -> Iterator[Line]:
    survey = world.fold.record.surveyed.survey(code)
    number = max(survey.interviews, default=0)
    for group in TalkGroup:
        if group not in survey.absent:
            for _ in range(max(0, rules.talks_min.get(group, 0) - survey.heard[group]) + MORE):
                number += 1
                given = {"group": TALK_GROUP.zh(group), "number": str(number)}
                yield Line(
                    key=f"{code}{MARK}{group.value}{MARK}{number}",
                    given={**of_village(world, viewer, code), **given},
                )


def _command(clerk: Clerk, row: Answered) -> Appended:
    village, group, number = row.key.split(MARK)
    held_on, absent = row.day("held_on"), row.text("absent")
    if absent:
        asked = wish.DeclareGroupAbsent(village=VillageCode(village), group=TalkGroup(group), reason=absent)
        return surveying.declare_group_absent(clerk.desk, clerk.viewer, asked, row.decided).appended
    if held_on is None:
        raise Refusal(
            "HELD_ON_MISSING",
            "The day of the interview is not given. Fill in 谈话日期.",
            "没有填写谈话日期，请补填。",
            path=("heldOn",),
        )
    talk = wish.RecordInterview(
        village=VillageCode(village),
        group=TalkGroup(group),
        held_on=held_on,
        answers={topic: Rating(said) for topic in Topic if (said := row.text(topic.value))},
        number=int(number),
    )
    return surveying.record_interview(clerk.desk, clerk.viewer, talk, row.decided).appended


KIND = Kind(
    code="talks",
    title="摸排谈话登记表",
    purpose="一行谈一人，只记类别和评价，不写谈话人姓名。没有谈的行请留空；本村没有该类人员的，在其中一行写明理由。",
    given=(TOWNSHIP, VILLAGE, GROUP, NUMBER),
    answers=always(
        on_day("held_on", "谈话日期", "谈话的那一天", path="heldOn"),
        *(
            word(
                topic.value,
                TOPIC.zh(topic.value),
                RATING,
                f"对“{TOPIC.zh(topic.value)}”的评价",
                path="answers",
            )
            for topic in Topic
        ),
        words("absent", "无此类人员的理由", "本村没有该类人员时填写，其他栏留空", path="reason"),
    ),
    command=_command,
    fill=_fill,
    decision=ENTERED,
    role="survey_team",
)
