"""Who is asking: a local identity, `NAME:ROLE[:REGION]`. Real sign-in comes with the console."""

from domain.grades import Role, Viewer
from domain.ids import RegionCode
from domain.refusal import Refusal

ROLES_ZH = {
    "县委组织部": Role.COUNTY_DEPARTMENT,
    "县级领导": Role.COUNTY_LEADER,
    "乡镇": Role.TOWNSHIP,
    "工作组": Role.SURVEY_TEAM,
    "联审单位": Role.REVIEW_AGENCY,
    "导师": Role.MENTOR,
    "审计": Role.AUDITOR,
    "运维": Role.OPERATOR,
}


def local_viewer(county: RegionCode) -> Viewer:
    """Whoever sits at this machine, where nobody is named: the county's own department."""
    return Viewer(name="local", role=Role.COUNTY_DEPARTMENT, region=county)


def parse_viewer(text: str, county: RegionCode, case: str = "") -> Viewer:
    """Read `NAME:ROLE[:REGION]`, for example `wang:township:990101100`; the region defaults to the county.

    Raises: AS_MALFORMED, with the roles there are.
    """
    parts = [p.strip() for p in text.replace("：", ":").split(":")]
    if len(parts) not in (2, 3) or not parts[0]:
        raise _malformed(text)
    role = ROLES_ZH.get(parts[1])
    if role is None:
        try:
            role = Role(parts[1].lower().replace("-", "_"))
        except ValueError:
            raise _malformed(text) from None
    region = parts[2] if len(parts) == 3 and parts[2] else county
    if not (region.isdigit() and len(region) in (2, 4, 6, 9, 12)):
        raise _malformed(text)
    if role in (Role.TOWNSHIP, Role.SURVEY_TEAM) and len(region) < 9:
        raise Refusal(
            "AS_NEEDS_REGION",
            f"A {role} works in one township: give its 9-digit code, for example {parts[0]}:{role}:{county}100.",
            f"乡镇身份须指明乡镇(9位代码),例如 {parts[0]}:{role}:{county}100。",
            path=("as",),
        )
    return Viewer(name=parts[0], role=role, region=RegionCode(region), case=case)


def _malformed(text: str) -> Refusal:
    roles = ", ".join(Role)
    return Refusal(
        "AS_MALFORMED",
        f"`--as {text}` is not NAME:ROLE[:REGION]. Roles: {roles}; region: 2, 4, 6, 9 or 12 digits.",
        f"`--as {text}` 格式应为 姓名：角色[:区划代码]。角色:{'、'.join(ROLES_ZH)}。",
        path=("as",),
        choices=tuple(Role),
    )
