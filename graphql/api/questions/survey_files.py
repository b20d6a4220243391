"""One village's survey. What it found of a person is shown within a case, and each view is recorded."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import argument, field

from api.context import Context, PointInTime
from api.questions import asking
from api.questions.asking import Info, When, root
from api.questions.person_files import Case
from api.values.answers import Answer, PersonRef, VillageRef, stamped
from api.values.grading import P0, P1, P3
from api.values.mentoring import Finding
from api.values.words import Term, term
from domain.grades import Viewer
from projections.surveying import files as read
from projections.world import World


@strawberry.type(description="How often one group was heard. 某类人员谈话情况")
class GroupHeard:
    """Counts only."""

    group: Term | None = field(description="Which group. 人员类别", metadata=P0)
    talks: int = field(description="How often. 谈话次数", metadata=P1)
    minimum: int = field(description="How often at least, by the rules. 最低次数", metadata=P0)
    absent: bool = field(description="The village has nobody of it. 本村是否无此类人员", metadata=P1)


@strawberry.type(description="How often an answer was given, over all groups. 谈话汇总")
class AnswerSum:
    """Nobody is shown singly."""

    topic: Term | None = field(description="On what. 谈话内容", metadata=P0)
    rating: Term | None = field(description="Which answer. 评价", metadata=P0)
    talks: int = field(description="How often. 次数", metadata=P1)


@strawberry.type(description="One aspect of a finding on the village. 村情评价")
class VillageAspect:
    """As the team found it."""

    aspect: Term | None = field(description="Of what. 方面", metadata=P0)
    rating: Term | None = field(description="How. 评价", metadata=P1)


@strawberry.type(description="One aspect of a finding on a person. 人员评价")
class PersonAspect:
    """As the team found it."""

    aspect: Term | None = field(description="Of what. 方面", metadata=P0)
    rating: Term | None = field(description="How. 评价", metadata=P3)


@strawberry.type(description="What the survey said of one person. 摸排所见人员情况")
class PersonSaid:
    """Shown within a case."""

    person: PersonRef = field(description="Who. 人员", metadata=P1)
    kind: str = field(
        description="secretary, member, list, unlisted (off the list again) or assessed. 种类", metadata=P1
    )
    ratings: list[PersonAspect] = field(description="By aspect. 各方面评价", metadata=P3)
    verdict: Term | None = field(description="What the meeting concluded. 研判结论", metadata=P3)
    words: str | None = field(description="In words. 文字说明", metadata=P3)
    watched: bool | None = field(description="On the watch list. 是否重点关注", metadata=P3)
    masked: bool = field(description="It exists and is not shown. 是否已隐去", metadata=P0)

    @classmethod
    def of(cls, line: read.PersonSaid) -> "PersonSaid":
        """The same, for clients."""
        return cls(
            person=PersonRef.of(line.person),
            kind=line.kind,
            ratings=[
                PersonAspect(
                    aspect=term("survey_aspect", one.aspect), rating=term("survey_rating", one.rating)
                )
                for one in line.ratings
            ],
            verdict=term("survey_verdict", line.verdict),
            words=line.words,
            watched=line.watched,
            masked=line.masked,
        )


@strawberry.type(description="One village's survey in the cycle that runs. 一村摸排情况")
class SurveyFile(Answer):
    """Empty where nobody went there yet."""

    survey: strawberry.ID = field(description="Its id. 摸排编号", metadata=P0)
    village: VillageRef = field(description="Which village. 村", metadata=P0)
    opened_on: date | None = field(description="Null: nobody has. 启动日期", metadata=P1)
    leader: str | None = field(description="The county leader. 带队领导", metadata=P1)
    members: list[str] = field(description="The team beside them. 工作组成员", metadata=P1)
    groups: list[GroupHeard] = field(description="The seven groups. 七类人员", metadata=P1)
    answers: list[AnswerSum] = field(
        description="Summed up over all groups; empty for townships and over too few talks. 谈话汇总",
        metadata=P1,
    )
    answers_shown_from: int = field(description="From so many talks on. 满几次才汇总", metadata=P0)
    found: list[VillageAspect] = field(description="What was found of the village. 村情评价", metadata=P1)
    found_words: str | None = field(description="The same in words. 村情说明", metadata=P1)
    people: list[PersonSaid] = field(description="What was said of people. 人员情况", metadata=P1)
    considered: int = field(description="Members gone through. 已逐个分析党员数", metadata=P1)
    listed: list[PersonRef] = field(description="The preliminary list, by id. 初步意向名单", metadata=P1)
    concluded_on: date | None = field(description="The day of the report. 报告日期", metadata=P1)
    met_on: date | None = field(description="The day of the assessment meeting. 研判日期", metadata=P1)
    met_leader: str | None = field(description="Who called it. 研判主持领导", metadata=P1)
    attendees: list[str] = field(description="Who attended. 参会人员", metadata=P1)
    verdict: Term | None = field(description="Its conclusion on the village. 本村研判结论", metadata=P1)
    verdict_words: str | None = field(description="The same in words. 研判说明", metadata=P1)
    findings: list[Finding] = field(description="What the rules say of it. 提示", metadata=P0)

    @classmethod
    def told(cls, found: read.SurveyFile) -> "SurveyFile":
        """The same, for clients."""
        meeting = found.meeting
        return cls(
            **stamped(found.stamp),
            survey=strawberry.ID(found.survey),
            village=VillageRef.of(found.village),
            opened_on=found.opened_on,
            leader=found.leader,
            members=list(found.members),
            groups=[
                GroupHeard(
                    group=term("talk_group", one.group),
                    talks=one.talks,
                    minimum=one.minimum,
                    absent=one.absent,
                )
                for one in found.groups
            ],
            answers=[
                AnswerSum(
                    topic=term("survey_aspect", one.topic),
                    rating=term("survey_rating", one.rating),
                    talks=one.talks,
                )
                for one in found.answers
            ],
            answers_shown_from=found.answers_shown_from,
            found=[
                VillageAspect(
                    aspect=term("survey_aspect", one.aspect), rating=term("survey_rating", one.rating)
                )
                for one in found.found
            ],
            found_words=found.found_words,
            people=[PersonSaid.of(line) for line in found.people],
            considered=found.considered,
            listed=[PersonRef.of(person) for person in found.listed],
            concluded_on=found.concluded_on,
            met_on=found.met_on,
            met_leader=(meeting.leader or None) if meeting else None,
            attendees=list(meeting.attendees) if meeting else [],
            verdict=term("village_verdict", found.verdict),
            verdict_words=(meeting.words or None) if meeting else None,
            findings=[Finding.of(one) for one in found.findings],
        )


def read_survey(context: Context, code: str, point: PointInTime, case: str | None = "") -> SurveyFile:
    """The survey of a village, its sensitive fields recorded as read."""

    def ask(world: World, viewer: Viewer) -> read.SurveyFile:
        return read.survey_file(world, viewer, code)

    found = context.ask(ask, point, case)
    context.recorded(case, f"village:{code}", code, found.sensitive_fields)
    return SurveyFile.told(found)


@strawberry.type
class SurveyFileQuestions:
    """One village's survey."""

    @root("One village's survey in the cycle that runs. 一村摸排情况")
    def survey_file(
        self,
        info: Info,
        code: Annotated[str, argument(description="12 digits. 村代码")],
        case: Case = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> SurveyFile | None:
        """What was found of people is shown within a case."""
        return read_survey(info.context, code, When(on_date, as_of, min_position).point(), case)
