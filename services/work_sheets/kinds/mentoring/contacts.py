"""谈心谈话登记表: one row is one talk that a mentor and a reserve held (R40)."""

from collections.abc import Sequence

import msgspec

from domain.candidacy import parties_of
from domain.grades import Viewer
from domain.ids import CandidacyId, PersonId, RegionCode
from domain.mentorship.events import TalkChannel, TalkMeasure, TalkPrivate, TalkProblem
from domain.mentorship.talking import HoldTalk
from domain.values.mentoring_words import TALK_CHANNEL, TALK_MEASURE, TALK_PROBLEM
from domain.values.person_words import MENTOR_ROLE
from projections.fold import TieSource
from projections.mentored_by import mentors_of
from projections.world import World
from services import mentoring
from services.ports import Appended
from services.work_sheets.cells import on_day, printed, word, words
from services.work_sheets.declaring import Answered, Clerk, Kind, Line, Part, always
from services.work_sheets.people import DECISION, NAME, TOWNSHIP, VILLAGE, given, label, standings

MARK = "/"
MENTOR = printed("mentor", "导师", 10, identity=True)
ENTERED = tuple(msgspec.structs.replace(column, needed=False) for column in DECISION)
"""A talk's own day says when it was; who decided is asked for no more than elsewhere in mentoring."""


def _fill(world: World, viewer: Viewer, region: RegionCode) -> Sequence[Part]:
    """Every decided pairing of the region whose mentor the viewer may be told of."""
    lines = []
    for s in standings(world, region):
        for tie in mentors_of(world, viewer, s.human, s.candidate.village):
            if tie.source is TieSource.DECIDED and tie.mentor:
                talk = s.human.last_talk
                printed_of = {
                    "mentor": tie.mentor.name or "",
                    "mentor_role": label(MENTOR_ROLE, tie.role),
                    "last_talk": str(talk) if talk else "",
                }
                lines.append(
                    Line(
                        key=f"{s.candidate.id}{MARK}{tie.mentor.id}",
                        given={**given(world, viewer, s.human, s.candidate.village), **printed_of},
                    )
                )
    return (Part(lines=tuple(lines)),)


def _command(clerk: Clerk, row: Answered) -> Appended:
    candidacy, _, mentor = row.key.partition(MARK)
    if not mentor:
        mentor = clerk.find.mentor(row.given.get("mentor", ""))
    person, village = parties_of(CandidacyId(candidacy))
    held_on = row.day("held_on")
    asked = HoldTalk(
        candidacy=CandidacyId(candidacy),
        person=person,
        village=village,
        mentor=PersonId(mentor),
        held_on=held_on or clerk.desk.clock.today(),
        channel=TalkChannel(row.text("channel")),
        next_on=row.day("next_on"),
        about=TalkPrivate(
            problem=TalkProblem(row.text("problem") or "none"),
            measure=TalkMeasure(row.text("measure") or "none"),
            problem_words=row.text("problem_words"),
            measure_words=row.text("measure_words"),
            said=row.text("said"),
        ),
    )
    return mentoring.hold_talk(clerk.desk, clerk.viewer, asked, row.decided)


KIND = Kind(
    code="contacts",
    title="谈心谈话登记表",
    purpose="一行一次谈话；同一对谈过两次的，另一次填在表末空白行。没有谈的行请留空。",
    given=(
        TOWNSHIP,
        VILLAGE,
        NAME,
        MENTOR,
        printed("mentor_role", "导师身份", 13),
        printed("last_talk", "上次谈话", 12),
    ),
    answers=always(
        on_day("held_on", "谈话日期", "谈话的那一天", needed=True, path="heldOn"),
        word("channel", "方式", TALK_CHANNEL, "怎样谈的", width=9, needed=True, path="channel"),
        word("problem", "问题", TALK_PROBLEM, "遇到的主要问题", width=10),
        words("problem_words", "问题说明", "简要说明"),
        word("measure", "措施", TALK_MEASURE, "商定的措施", width=10),
        words("measure_words", "措施说明", "简要说明"),
        words("said", "谈话内容", "简要内容；不写第三人姓名"),
        on_day("next_on", "下次日期", "约定的下次谈话日期，没有请留空", path="nextOn"),
    ),
    command=_command,
    fill=_fill,
    decision=ENTERED,
    role="mentor",
    spare=30,
)
