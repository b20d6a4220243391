"""The closed words of due process. Their names equal those of the domain's own enums."""

from enum import Enum

import strawberry
from strawberry import enum_value as word


@strawberry.enum(description="What an adverse finding came from. 不利意见来源")
class FindingOrigin(Enum):
    """See domain.candidacy.due_process.events.Origin."""

    SCREENING = word("SCREENING", description="The township's screening. 乡镇初审")
    AGENCY = word("AGENCY", description="An agency's answer. 联审单位意见")
    JOINT_REVIEW = word("JOINT_REVIEW", description="The county's conclusion. 县级联审结论")


@strawberry.enum(description="What became of a finding. 不利意见的处理")
class FindingSettlement(Enum):
    """See domain.candidacy.due_process.events.Settlement."""

    UPHELD = word("UPHELD", description="It stands. 维持")
    CURED = word("CURED", description="Put right: the stage is to be done again. 已整改，须重新审查")
    WITHDRAWN = word("WITHDRAWN", description="It should not have been made. 撤回，予以澄清")


@strawberry.enum(description="How an objection came in. 异议提出方式")
class ObjectionChannel(Enum):
    """See domain.objection.events.Channel."""

    IN_PERSON = word("IN_PERSON", description="In person. 当面")
    LETTER = word("LETTER", description="By letter. 书面")
    TELEPHONE = word("TELEPHONE", description="By telephone. 电话")
    ONLINE = word("ONLINE", description="Online. 网络")


@strawberry.enum(description="What became of an objection. 异议复核结果")
class ObjectionVerdict(Enum):
    """See domain.objection.events.Verdict."""

    UPHELD = word("UPHELD", description="The person is right. 异议成立")
    REJECTED = word("REJECTED", description="What was decided stands. 异议不成立")
    ANSWERED = word("ANSWERED", description="An answer settles it. 已答复说明")


@strawberry.enum(description="What somebody is owed due process for. 程序事项")
class DueMatter(Enum):
    """See projections.fold.Matter."""

    SCREENING = word("SCREENING", description="A screening that is not clear. 乡镇初审未通过")
    AGENCY = word("AGENCY", description="An agency's adverse answer. 联审单位有异议")
    JOINT_REVIEW = word("JOINT_REVIEW", description="A joint review that is not clear. 县级联审未通过")
    OBJECTION = word("OBJECTION", description="An objection; never a finding. 本人异议（不是不利意见）")


@strawberry.enum(description="The next step. 下一步")
class DueStep(Enum):
    """See domain.vetting_rules.Step."""

    INFORM = word("INFORM", description="Inform the person. 告知本人")
    HEAR = word("HEAR", description="Hear their statement. 听取陈述")
    SETTLE_FINDING = word("SETTLE_FINDING", description="Uphold, find cured or withdraw. 作出处理")
    ANSWER_FINDING = word("ANSWER_FINDING", description="Give the person the decision. 答复本人")
    DECIDE_OBJECTION = word("DECIDE_OBJECTION", description="Answer the objection. 复核答复异议")
