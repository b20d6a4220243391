"""What the commands of mentoring take and answer."""

from datetime import date

import strawberry
from strawberry import field

from api.commands.carrying_out import DecidedByInput, Payload
from api.commands.settling import BY, DOCUMENT, KEY, PERSON
from api.questions.mentors import MentorLoad
from api.questions.person_files import PersonFile
from api.values.grading import P0, P1
from api.values.mentoring import Finding

MENTOR = "The mentor: an id, or a name that only one person of the region bears. 导师编号或（不重名的）姓名"
VILLAGE = (
    "For which village: code or name; may be left out where there is only one. 村代码或村名，仅一村时可不填"
)
ON = "The day of the paper; today when absent. 决定日期，不填为今天"


@strawberry.input(description="A mentor and a reserve. 导师与后备力量")
class OfTwoInput:
    """What every command about a pairing takes."""

    person: str = field(description=PERSON)
    mentor: str = field(description=MENTOR)
    village: str | None = field(description=VILLAGE, default=None)
    decided_by: DecidedByInput | None = field(description=BY, default=None)
    decided_on: date | None = field(description=ON, default=None)
    document_number: str | None = field(description=DOCUMENT, default=None)
    idempotency_key: str | None = field(description=KEY, default=None)


@strawberry.input(description="Pair a mentor with a reserve. 结对帮带")
class AssignMentorInput(OfTwoInput):
    """As what and since when."""

    role: str = field(
        description="As what: village_link_leader, 包村领导, first_secretary, 驻村第一书记, … 导师身份",
        default="",
    )
    since: date | None = field(
        description="Since when; the day of the paper when absent. 结对起始日", default=None
    )


@strawberry.input(description="A talk that a mentor and a reserve held. 谈心谈话")
class HoldTalkInput(OfTwoInput):
    """What was said is sealed with the reserve's key."""

    held_on: date | None = field(description="When; the day of the paper when absent. 谈话日期", default=None)
    channel: str = field(
        description="How: visit 登门, phone 电话, wechat 微信, meeting 座谈. 方式", default=""
    )
    problem: str = field(
        description="The problem, of a closed list: none 无, party_building 党建, … 问题类别", default="none"
    )
    measure: str = field(
        description="The measure, of a closed list: none 无, training 培训, … 措施类别", default="none"
    )
    problem_words: str | None = field(description="The problem in words. 问题说明", default=None)
    measure_words: str | None = field(description="The measure in words. 措施说明", default=None)
    said_words: str | None = field(description="What was said. 谈话内容", default=None)
    next_on: date | None = field(description="The day agreed on for the next one. 约定下次日期", default=None)


@strawberry.input(description="End a pairing, for a reason. 解除结对")
class ReleaseMentorInput(OfTwoInput):
    """Its talks stay."""

    reason: str = field(
        description="Why: mentor_moved 导师工作变动, term_ended 帮带期满, … 解除原因", default=""
    )
    words: str | None = field(description="Why, in words. 原因说明", default=None)
    released_on: date | None = field(
        description="When; the day of the paper when absent. 解除日期", default=None
    )


@strawberry.input(description="Open a mentor, or decide anew what they are. 登记导师")
class RegisterMentorInput:
    """All of it, whatever was decided before."""

    mentor: str = field(description=MENTOR)
    roles: list[str] = field(description="As what they mentor, one or more. 导师身份（可多项）")
    villages: list[str] | None = field(description="Their villages, by code or name. 联系村", default=None)
    township: str | None = field(description="Their township, by code or name. 所属乡镇", default=None)
    capacity: int | None = field(
        description="How many they can take on; the ledger's or the rules' number when absent. 可带人数",
        default=None,
    )
    decided_by: DecidedByInput | None = field(description=BY, default=None)
    decided_on: date | None = field(description=ON, default=None)
    document_number: str | None = field(description=DOCUMENT, default=None)
    idempotency_key: str | None = field(description=KEY, default=None)


@strawberry.input(description="Say from when to when a mentor is away. 登记导师缺岗")
class SetMentorAbsenceInput:
    """Both days inclusive; without `awayFrom` the absence is taken back."""

    mentor: str = field(description=MENTOR)
    away_from: date | None = field(
        description="The first day away; absent: not away after all. 缺岗起始日，留空为撤回", default=None
    )
    until: date | None = field(
        description="The last day away; absent: until further notice. 缺岗截止日，留空为待定", default=None
    )
    decided_by: DecidedByInput | None = field(description=BY, default=None)
    decided_on: date | None = field(description=ON, default=None)
    document_number: str | None = field(description=DOCUMENT, default=None)
    idempotency_key: str | None = field(description=KEY, default=None)


@strawberry.type(description="What pairing answered. 结对结果")
class AssignMentorPayload(Payload):
    """With what the rules find of it."""

    person: PersonFile | None = field(description="The reserve as they are now. 后备最新档案", metadata=P1)
    mentor: MentorLoad | None = field(description="The mentor as they are now. 导师最新情况", metadata=P1)
    findings: list[Finding] = field(description="What the rules say of it. 提示", metadata=P0)


@strawberry.type(description="What entering a talk answered. 谈话登记结果")
class HoldTalkPayload(Payload):
    """With both."""

    person: PersonFile | None = field(description="The reserve as they are now. 后备最新档案", metadata=P1)
    mentor: MentorLoad | None = field(description="The mentor as they are now. 导师最新情况", metadata=P1)


@strawberry.type(description="What a release answered. 解除结果")
class ReleaseMentorPayload(Payload):
    """With both."""

    person: PersonFile | None = field(description="The reserve as they are now. 后备最新档案", metadata=P1)
    mentor: MentorLoad | None = field(description="The mentor as they are now. 导师最新情况", metadata=P1)


@strawberry.type(description="What registering answered. 导师登记结果")
class RegisterMentorPayload(Payload):
    """With the mentor."""

    mentor: MentorLoad | None = field(description="The mentor as they are now. 导师最新情况", metadata=P1)


@strawberry.type(description="What setting an absence answered. 缺岗登记结果")
class SetMentorAbsencePayload(Payload):
    """With the mentor."""

    mentor: MentorLoad | None = field(description="The mentor as they are now. 导师最新情况", metadata=P1)
