"""What the commands about villages and their surveys take and answer."""

from datetime import date

import strawberry
from strawberry import field

from api.commands.carrying_out import DecidedByInput, Payload
from api.commands.settling import BY, DOCUMENT, KEY, PERSON
from api.questions.survey_files import SurveyFile
from api.questions.village_files import VillageFile
from api.values import enums
from api.values.grading import P0, P1
from api.values.mentoring import Finding

VILLAGE = (
    "A village of the register: 12-digit code, or a name that only one of the region bears. 村代码或村名"
)
ON = "The day of the decision; today when absent. 决定日期，不填为今天"
RATING = "good 好, fair 一般, poor 差, not_said 未谈及. 评价"
WORDS = "In words. 文字说明"
FOUND_WORDS = "In words; sealed for the person. 文字说明（加密保存）"


@strawberry.input(description="A decision about one village. 对一个村的决定")
class OfVillageInput:
    """What every command about a village takes."""

    village: str = field(description=VILLAGE)
    decided_by: DecidedByInput | None = field(description=BY, default=None)
    decided_on: date | None = field(description=ON, default=None)
    document_number: str | None = field(description=DOCUMENT, default=None)
    idempotency_key: str | None = field(description=KEY, default=None)


@strawberry.input(description="Decide a village's class from evidence. 村的分类")
class ClassifyVillageInput(OfVillageInput):
    """Any one criterion suffices; another class than the evidence gives needs a reason."""

    criteria: list[str] | None = field(
        description="What speaks for it, by code or word: complex_situation 村情复杂, age 年龄原因, … 分类依据",
        default=None,
    )
    sources: list[str] | None = field(
        description="What that rests on: star_rating 星级评定, mid_term_analysis 届中分析, "
        "performance_review 履职考核, daily_knowledge 日常了解. 依据来源",
        default=None,
    )
    classification: enums.Classification | None = field(
        description="Where it is another one than the evidence gives. 另行认定的类别", default=None
    )
    reason: str | None = field(description="Why it is another one. 另行认定的理由", default=None)


@strawberry.input(description="Plan for a difficult or key village. 制定预案")
class PlanForVillageInput(OfVillageInput):
    """In place of any plan before."""

    route: str = field(description="candidate 已有人选, or search 另行物色. 途径", default="")
    person: str | None = field(
        description="The candidate in sight, on that route alone: id or name. 人选", default=None
    )
    measure: str = field(description="What is done. 措施", default="")
    owner: str = field(description="Who answers for it. 责任人", default="")
    due: date = field(description="Until when. 完成时限")


@strawberry.input(description="End the plan of a village. 预案办结")
class CloseVillagePlanInput(OfVillageInput):
    """Whatever became of it."""

    end: str = field(description="done 已完成, overtaken 情况变化, dropped 终止. 结果", default="")
    words: str | None = field(description=WORDS, default=None)


@strawberry.input(description="Open the survey of a village. 启动摸排")
class OpenSurveyInput(OfVillageInput):
    """Again: the team is another one now."""

    leader: str = field(description="The county leader who leads the team. 带队县级领导", default="")
    members: list[str] | None = field(description="The team beside them. 工作组成员", default=None)


@strawberry.input(description="Enter an interview; never the interviewee's name. 录入个别谈话")
class RecordInterviewInput(OfVillageInput):
    """Coded answers by topic."""

    group: str = field(description="Of which group: two_committees 村两委成员, … 人员类别", default="")
    held_on: date | None = field(
        description="When; the day of the decision when absent. 谈话日期", default=None
    )
    number: int | None = field(
        description="The interview's number within the survey; one more when absent. 谈话编号", default=None
    )
    team: str | None = field(description=f"On the team: {RATING}（村班子运行）", default=None)
    economy: str | None = field(description=f"On the economy: {RATING}（经济社会发展）", default=None)
    service: str | None = field(description=f"On service: {RATING}（服务群众）", default=None)
    successor: str | None = field(description=f"On a successor: {RATING}（接班人选）", default=None)


@strawberry.input(description="Say that the village has nobody of a group. 登记本村无此类人员")
class DeclareGroupAbsentInput(OfVillageInput):
    """With a reason."""

    group: str = field(description="Which group. 人员类别", default="")
    reason: str = field(description="Why. 原因", default="")


@strawberry.input(description="What was found of the village. 录入村情")
class RecordVillageFindingInput(OfVillageInput):
    """The newest stands."""

    team: str | None = field(description=f"Its team: {RATING}（村班子运行）", default=None)
    economy: str | None = field(description=f"Its economy: {RATING}（经济社会发展）", default=None)
    service: str | None = field(description=f"Its service: {RATING}（服务群众）", default=None)
    successor: str | None = field(description=f"A successor in sight: {RATING}（接班人选）", default=None)
    words: str | None = field(description=WORDS, default=None)


@strawberry.input(description="What was found of the present secretary. 录入现任书记情况")
class RecordSecretaryFindingInput(OfVillageInput):
    """Sealed for that person; willingness to serve has a command of its own."""

    conduct: str | None = field(description=f"Conduct: {RATING}（现实表现）", default=None)
    results: str | None = field(description=f"Results: {RATING}（履职成效）", default=None)
    repute: str | None = field(description=f"Repute: {RATING}（群众评价）", default=None)
    words: str | None = field(description=FOUND_WORDS, default=None)


@strawberry.input(description="Go through one Party member. 逐个分析党员")
class ConsiderMemberInput(OfVillageInput):
    """Sealed for that person; willingness to return has a command of its own."""

    person: str = field(description=PERSON)
    political: str | None = field(description=f"Political quality: {RATING}（政治素质）", default=None)
    ability: str | None = field(description=f"Ability: {RATING}（综合能力）", default=None)
    standing: str | None = field(description=f"Standing with the people: {RATING}（群众基础）", default=None)
    character: str | None = field(description=f"Character: {RATING}（性格特点）", default=None)
    family: str | None = field(
        description=f"Family situation, as a code only: {RATING}（家庭状况）", default=None
    )
    words: str | None = field(description=FOUND_WORDS, default=None)
    watched: bool = field(description="Onto the watch list; no reserve yet. 是否重点关注", default=False)


@strawberry.input(description="Put somebody on the preliminary list, or take them off it. 初步意向名单")
class PreliminaryListInput(OfVillageInput):
    """With a reason."""

    person: str = field(description=PERSON)
    reason: str = field(description="Why; sealed for the person. 理由（加密保存）", default="")


@strawberry.input(description="Conclude the survey: its report is done. 形成摸排报告")
class ConcludeSurveyInput(OfVillageInput):
    """What it lacks is shown as findings."""

    concluded_on: date | None = field(
        description="The report's date; the day of the decision when absent. 报告日期", default=None
    )


@strawberry.input(description="What the meeting concluded of one person. 对一人的研判结论")
class AssessedInput:
    """Somebody on the preliminary list."""

    person: str = field(description=PERSON)
    verdict: str = field(description="recommended 建议列入初审, watched 继续关注, not_now 暂不考虑. 结论")
    words: str | None = field(description=FOUND_WORDS, default=None)


@strawberry.input(description="The assessment meeting about one village. 研判会")
class HoldAssessmentMeetingInput(OfVillageInput):
    """After the survey, before the township screens."""

    leader: str = field(description="Who called it: the leader of the survey. 主持领导", default="")
    attendees: list[str] | None = field(description="Who attended. 参会人员", default=None)
    held_on: date | None = field(
        description="When; the day of the decision when absent. 研判日期", default=None
    )
    verdict: str = field(
        description="On the village: assured 后继有人, weak 后备薄弱, nobody 后继无人. 本村结论", default=""
    )
    words: str | None = field(description=WORDS, default=None)
    people: list[AssessedInput] | None = field(
        description="On people of the list. 对人选的结论", default=None
    )


@strawberry.type(description="What a decision about a village answered. 办理结果")
class VillagePayload(Payload):
    """With the village's file."""

    village: VillageFile | None = field(description="As it is now. 最新一村一册", metadata=P1)


@strawberry.type(description="What a step of a survey answered. 办理结果")
class SurveyPayload(Payload):
    """With the survey and what the rules find of it."""

    survey: SurveyFile | None = field(description="As it is now. 最新摸排情况", metadata=P1)
    findings: list[Finding] = field(description="What the rules say of it. 提示", metadata=P0)
