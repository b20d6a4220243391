"""What the commands about willingness, outreach, the watch list and ties take and answer."""

from datetime import date

import strawberry
from strawberry import field

from api.commands.carrying_out import DecidedByInput, Payload
from api.commands.mentoring_shapes import ON
from api.commands.settling import BY, DOCUMENT, KEY, PERSON
from api.questions.person_files import PersonFile
from api.values.grading import P1

KIND = "About what: stand 参选(留任), return 回村, serve 任职(入库). 意愿种类"
CHANNEL = "How: visit 登门, phone 电话, wechat 微信, meeting 座谈, policy 宣传政策. 方式"
VILLAGE = "A village's code, or a name that only one of the region bears. 村代码或（不重名的）村名"
AFTER = "As they are now. 最新档案"


@strawberry.input(description="A decision about one person. 对一人的登记")
class OfPersonInput:
    """What every command about a person takes."""

    person: str = field(description=PERSON)
    decided_by: DecidedByInput | None = field(description=BY, default=None)
    decided_on: date | None = field(description=ON, default=None)
    document_number: str | None = field(description=DOCUMENT, default=None)
    idempotency_key: str | None = field(description=KEY, default=None)


@strawberry.input(description="Take down what somebody answered. 登记意愿答复")
class RecordWillingnessInput(OfPersonInput):
    """A reason is kept as a code and for a no alone."""

    kind: str = field(description=KIND, default="")
    answer: str = field(
        description="yes 愿意, no 不愿意, undecided 视情况, as_arranged 服从安排; or health 身体原因 and the "
        "like, which is a no with its reason. 答复",
        default="",
    )
    reason: str | None = field(
        description="Why not: health 身体原因, age 年龄, family 家庭, work 工作, pay 待遇, other. 不愿意的原因（代码）",
        default=None,
    )
    channel: str | None = field(description=CHANNEL, default=None)
    village: str | None = field(description=VILLAGE, default=None)
    answered_on: date | None = field(
        description="When; the day of the paper when absent. 答复日期", default=None
    )


@strawberry.input(description="Mark somebody as excellent. 标注优秀人选")
class MarkExcellentInput(OfPersonInput):
    """By a named person, with a reason."""

    words: str = field(description="Why, in words. 理由", default="")


@strawberry.input(description="Take the mark back. 撤回优秀人选标注")
class WithdrawExcellentMarkInput(MarkExcellentInput):
    """With a reason, too."""


@strawberry.input(description="Enter a contact with somebody to be won. 登记联系动员")
class RecordOutreachInput(OfPersonInput):
    """An answer counts as an answer of that day."""

    kind: str = field(description=KIND, default="")
    channel: str = field(description=CHANNEL, default="")
    answer: str = field(
        description="yes 愿意, no 不愿意, undecided 再考虑, as_arranged 服从安排, unreached 未联系上. 结果",
        default="",
    )
    made_on: date | None = field(description="When; the day of the paper when absent. 联系日期", default=None)
    next_step: str | None = field(description="How next. 下一步方式", default=None)
    next_on: date | None = field(description="When next. 下一步日期", default=None)
    owner: str | None = field(description="Who goes. 责任人", default=None)
    words: str | None = field(description="In words; sealed. 情况说明（加密保存）", default=None)


@strawberry.input(description="Put somebody on a village's watch list. 列入关注名单")
class WatchPersonInput(OfPersonInput):
    """Not a reserve."""

    village: str = field(description=VILLAGE, default="")
    reasons: list[str] | None = field(
        description="young 年纪轻, capable 素质高, prosperity 致富带富, trusted 群众基础好, other. 关注原因",
        default=None,
    )
    words: str | None = field(description="In words; sealed. 说明（加密保存）", default=None)


@strawberry.input(description="Take somebody off a village's watch list. 移出关注名单")
class StopWatchingInput(OfPersonInput):
    """For that village only."""

    village: str = field(description=VILLAGE, default="")
    words: str | None = field(description="In words; sealed. 说明（加密保存）", default=None)


@strawberry.input(description="Record that two people are kin. 登记亲属关系")
class RecordTieInput(OfPersonInput):
    """A surname is never a tie."""

    other: str = field(description=PERSON, default="")
    kind: str = field(
        description="What `other` is to `person`: spouse 配偶, parent 父母, child 子女, sibling 兄弟姐妹, … 关系",
        default="",
    )
    source: str = field(
        description="Known from: declared 本人申报, archive 档案, household_register 户籍, survey 摸排, other. 来源",
        default="",
    )
    words: str | None = field(description="In words; sealed for each. 说明（加密保存）", default=None)


@strawberry.input(description="Take a tie back. 撤回亲属关系")
class WithdrawTieInput(OfPersonInput):
    """Of both."""

    other: str = field(description=PERSON, default="")
    words: str | None = field(description="In words; sealed for each. 说明（加密保存）", default=None)


@strawberry.type(description="What taking an answer down answered. 意愿登记结果")
class RecordWillingnessPayload(Payload):
    """With the file."""

    person: PersonFile | None = field(description=AFTER, metadata=P1)


@strawberry.type(description="What marking answered. 标注结果")
class MarkExcellentPayload(Payload):
    """With the file."""

    person: PersonFile | None = field(description=AFTER, metadata=P1)


@strawberry.type(description="What taking the mark back answered. 撤回标注结果")
class WithdrawExcellentMarkPayload(Payload):
    """With the file."""

    person: PersonFile | None = field(description=AFTER, metadata=P1)


@strawberry.type(description="What entering a contact answered. 联系登记结果")
class RecordOutreachPayload(Payload):
    """With the file."""

    person: PersonFile | None = field(description=AFTER, metadata=P1)


@strawberry.type(description="What watching answered. 列入关注结果")
class WatchPersonPayload(Payload):
    """With the file."""

    person: PersonFile | None = field(description=AFTER, metadata=P1)


@strawberry.type(description="What no longer watching answered. 移出关注结果")
class StopWatchingPayload(Payload):
    """With the file."""

    person: PersonFile | None = field(description=AFTER, metadata=P1)


@strawberry.type(description="What recording a tie answered. 亲属登记结果")
class RecordTiePayload(Payload):
    """With both files."""

    person: PersonFile | None = field(description="The first. 甲", metadata=P1)
    other: PersonFile | None = field(description="The second. 乙", metadata=P1)


@strawberry.type(description="What taking a tie back answered. 撤回亲属关系结果")
class WithdrawTiePayload(Payload):
    """With both files."""

    person: PersonFile | None = field(description="The first. 甲", metadata=P1)
    other: PersonFile | None = field(description="The second. 乙", metadata=P1)
