"""Who decides in the invented year. Proposer, township reviewer and county decider are three people."""

from domain.recorded import Decider

COUNTY = "县委组织部"
LEADER = Decider(name="方明远", role="county_leader", office="县委")
"""Leads the surveys and the assessment meetings."""
HEAD = Decider(name="顾清和", role="county_department", office=COUNTY)
"""Concludes joint reviews, grants exceptions, admits."""
SECOND = Decider(name="秦立新", role="county_department", office=COUNTY)
"""Decides nothing else, and so may answer objections."""

QINGMIAO, LIANGZHONG, CHUNNI, HESUI, WOTU, XINYA = (f"99010110{at}" for at in range(6))
"""青苗镇, 良种镇, 春泥乡, 禾穗镇, 沃土乡, 新芽镇."""

TEAM = ("柏青松", "温如海", "聂小满")
"""Who goes to the villages with the leader."""
SURVEYOR = Decider(name=TEAM[0], role="survey_team", office="县委摸排工作组")
_CLERKS = {
    QINGMIAO: ("尚文清", "青苗镇党委"),
    LIANGZHONG: ("文思齐", "良种镇党委"),
    CHUNNI: ("季春生", "春泥乡党委"),
    HESUI: ("穆禾", "禾穗镇党委"),
    WOTU: ("乔大山", "沃土乡党委"),
    XINYA: ("芮新", "新芽镇党委"),
}
AGENCIES = {
    "DISCIPLINE": ("纪委监委", "严正平"),
    "POLITICAL_LEGAL": ("政法委", "安国栋"),
    "ORGANISATION": ("组织部", "师正己"),
    "UNITED_FRONT": ("统战部", "齐同心"),
    "PUBLIC_SECURITY": ("公安局", "武卫民"),
    "COURT": ("法院", "公孙平"),
    "PROCURATORATE": ("检察院", "鉴明"),
    "NATURAL_RESOURCES": ("自然资源和规划局", "田守疆"),
    "ENVIRONMENT": ("生态环境局", "水清源"),
    "AGRICULTURE": ("农业农村局", "丰年"),
    "JUSTICE": ("司法局", "解法"),
    "CIVIL_AFFAIRS": ("民政局", "惠民生"),
    "PETITIONS": ("信访局", "和为贵"),
    "EMERGENCY": ("应急管理局", "安常在"),
}
"""The agencies of the joint review and who signs for each."""


def township(code: str) -> Decider:
    """Who decides for the township of a village or township code."""
    name, office = _CLERKS[code[:9]]
    return Decider(name=name, role="township", office=office)


def agency(code: str) -> Decider:
    """Who signs an agency's answers."""
    office, name = AGENCIES[code]
    return Decider(name=name, role="review_agency", office=office)


def letter(office: str, number: int, year: int = 2026) -> str:
    """A document number as offices write it."""
    return f"{office}〔{year}〕{number}号"
