"""Whether somebody may do what they ask for: one table (domain/grades.py), one sentence."""

from domain.grades import Action, Viewer
from domain.refusal import Refusal

DOES = {
    Action.READ: ("read", "查看"),
    Action.ENTER: ("enter or settle data", "录入、认定数据"),
    Action.CONCLUDE: ("enter what agencies and the county decided", "录入县级单位和县级的审查决定"),
    Action.GOVERN: ("enter the county's rules and election days", "录入本县规则和换届日程"),
    Action.ERASE: ("erase people", "清除个人信息"),
    Action.OPERATE: ("back up, restore or rebuild", "备份、恢复、重建"),
}


def must_be_allowed(viewer: Viewer, action: Action, *places: str) -> None:
    """Refuse an action that the viewer's role does not have, or a place outside the viewer's region.

    Raises: ROLE_MAY_NOT, REGION_OUTSIDE.
    """
    if not viewer.may(action):
        what, zh = DOES[action]
        raise Refusal(
            "ROLE_MAY_NOT",
            f"The role {viewer.role} may not {what}. Ask the county department.",
            f"角色 {viewer.role} 无权{zh},请联系县委组织部。",
            rule="rights_by_role",
        )
    for place in places:
        if not viewer.covers(place):
            raise Refusal(
                "REGION_OUTSIDE",
                f"{place or 'This'} lies outside your region {viewer.region}.",
                f"{place or '该对象'}不在您的管辖范围 {viewer.region} 内。",
                rule="scope_by_region",
            )
