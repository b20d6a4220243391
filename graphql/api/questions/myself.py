"""Who the server takes the reader for, and what they may do."""

from enum import Enum

import strawberry
from strawberry import enum_value as word
from strawberry import field

from api.questions import asking
from api.questions.asking import Info, When, root
from api.values.answers import Answer, Region, Stamped, stamped
from api.values.grading import P0, P1
from domain.grades import ALLOWED, Viewer
from projections.scope import region_ref, stamp
from projections.world import World


@strawberry.enum(description="Who somebody is at work. 角色")
class Role(Enum):
    """See domain.grades.Role."""

    COUNTY_DEPARTMENT = word("COUNTY_DEPARTMENT", description="County organization department. 县委组织部")
    COUNTY_LEADER = word("COUNTY_LEADER", description="County leader. 县级领导")
    TOWNSHIP = word("TOWNSHIP", description="Township. 乡镇")
    SURVEY_TEAM = word("SURVEY_TEAM", description="Survey team. 工作组")
    REVIEW_AGENCY = word("REVIEW_AGENCY", description="Agency of the joint review. 联审单位")
    MENTOR = word("MENTOR", description="Mentor. 导师")
    AUDITOR = word("AUDITOR", description="Auditor. 审计")
    OPERATOR = word("OPERATOR", description="Operator. 运维")


@strawberry.enum(description="What a role may do. 权限")
class Action(Enum):
    """See domain.grades.Action."""

    READ = word("READ", description="Ask questions. 查看")
    ENTER = word("ENTER", description="Import, settle, merge. 录入、认定")
    ERASE = word("ERASE", description="Ask for and approve an erasure. 清除个人信息")
    OPERATE = word("OPERATE", description="Back up, restore, rebuild. 运维")


@strawberry.type(description="Who the server takes the reader for. 当前身份")
class Me(Answer):
    """A local identity, until there is sign-in."""

    name: str = field(description="As it is written into the log. 姓名或账号", metadata=P1)
    role: Role = field(description="As what. 角色", metadata=P0)
    region: Region = field(description="Nothing outside of it is ever shown. 管辖范围", metadata=P0)
    may: list[Action] = field(description="What the role may do. 权限", metadata=P0)
    sees_up_to: str = field(
        description="The highest grade of fields, P0 to P4; P3 and P4 within a case. 可查看的最高敏感等级",
        metadata=P0,
    )


@strawberry.type
class MyselfQuestions:
    """Everybody may ask this."""

    @root("Who the server takes the reader for. 当前身份与权限")
    def me(
        self,
        info: Info,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> Me | None:
        """Name, role, region, rights."""

        def ask(world: World, viewer: Viewer) -> tuple[Stamped, Region]:
            return stamped(stamp(world, viewer.region)), Region.of(region_ref(world, viewer.region))

        told, region = info.context.ask(ask, When(on_date, as_of, min_position).point())
        viewer = info.context.viewer
        grade, actions = ALLOWED[viewer.role]
        return Me(
            **told,
            name=viewer.name,
            role=Role[viewer.role.name],
            region=region,
            may=[action for action in Action if any(action.name == one.name for one in actions)],
            sees_up_to=grade.name,
        )
