"""The closed words of vetting. Their names equal those of the domain's own enums."""

from enum import Enum

import strawberry
from strawberry import enum_value as word


@strawberry.enum(description="What a named person concluded. 审查结论")
class Outcome(Enum):
    """See domain.candidacy.events.Outcome."""

    CLEAR = word("CLEAR", description="Nothing stands in the way. 通过")
    NOT_CLEAR = word("NOT_CLEAR", description="Refused, with a reason. 未通过（须写明理由）")


@strawberry.enum(description="What an agency answered; silence is none of these. 单位答复")
class AgencyAnswer(Enum):
    """See domain.candidacy.events.Answer."""

    CLEAR = word("CLEAR", description="No objection. 无异议")
    ADVERSE = word("ADVERSE", description="Something was found; names the items. 有异议（须写明事项）")
    DEFER = word("DEFER", description="Asks for time, names nothing. 暂缓答复（不写事项）")
    CANNOT_PROVIDE = word("CANNOT_PROVIDE", description="May not tell by law; never adverse. 依法不能提供")
    NOT_APPLICABLE = word("NOT_APPLICABLE", description="Does not concern this person. 不涉及")


@strawberry.enum(description="A stage of review. 审查环节")
class ReviewStage(Enum):
    """See domain.vetting_rules.Stage."""

    SCREENING = word("SCREENING", description="By the township. 乡镇初审")
    JOINT_REVIEW = word("JOINT_REVIEW", description="By the county. 县级联审")


@strawberry.enum(description="How far a reserve has come. 层次")
class Tier(Enum):
    """See domain.candidacy.events.Tier."""

    MATURE = word("MATURE", description="Mature. 成熟")
    PROMISING = word("PROMISING", description="Promising. 有潜力")
    ORDINARY = word("ORDINARY", description="Ordinary. 一般")


@strawberry.enum(description="The committee that somebody was elected to. 当选职务")
class CommitteePost(Enum):
    """See domain.candidacy.events.Post."""

    PARTY_COMMITTEE = word("PARTY_COMMITTEE", description="The village Party committee. 村党组织委员会")
    VILLAGERS_COMMITTEE = word("VILLAGERS_COMMITTEE", description="The villagers' committee. 村民委员会")
    SECRETARY = word("SECRETARY", description="The secretary's office. 村党组织书记")


@strawberry.enum(description="Why somebody left the reserve. 出库原因")
class ExitReason(Enum):
    """See domain.candidacy.events.ExitReason; there is none for a quota's sake."""

    PERSONAL = word("PERSONAL", description="Personal reasons. 个人原因")
    INACTIVE = word("INACTIVE", description="Takes no part. 不再参与培养")
    LOW_POTENTIAL = word("LOW_POTENTIAL", description="Little potential. 潜力不足")
    MOVED = word("MOVED", description="Moved away. 迁离")
    REVIEW = word("REVIEW", description="After a review. 审查原因")
    RAISED = word("RAISED", description="Raised to office. 已任用")
    DECEASED = word("DECEASED", description="Deceased. 去世")


@strawberry.enum(description="What is wrong with the reviews behind a candidacy. 审查问题")
class ReviewState(Enum):
    """See projections.reviews.ReviewState."""

    INCOMPLETE = word("INCOMPLETE", description="A stage has no clear conclusion. 审查未完成")
    EXPIRED = word("EXPIRED", description="A review has expired. 审查已过期")
    OLD_RULES = word("OLD_RULES", description="Done under other rules. 依据旧规则")
    USED_WITHOUT_REVIEW = word(
        "USED_WITHOUT_REVIEW", description="Elected while the reviews did not hold. 未经有效审查即使用"
    )
    CARRIED_OVER = word(
        "CARRIED_OVER",
        description="Reviewed in a cycle that has since been closed: review again. 上一换届周期的审查，须重新审查",
    )
