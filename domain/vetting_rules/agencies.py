"""Who takes part in a joint review, and the items each is competent for."""

import msgspec

from domain.vetting_rules.negative_list import RURAL


class ReviewAgency(msgspec.Struct, frozen=True, kw_only=True):
    """A member of the joint review and the items it is competent for."""

    code: str
    label: str
    label_zh: str
    items: tuple[str, ...]
    basis: str


AGENCIES = tuple(
    ReviewAgency(code=code, label=label, label_zh=zh, items=items, basis=RURAL)
    for code, label, zh, items in (
        (
            "DISCIPLINE",
            "discipline inspection and supervision",
            "纪委监委",
            ("NL04", "NL05", "NL18", "NL19", "NL20"),
        ),
        ("POLITICAL_LEGAL", "political and legal affairs", "政法委", ("NL03", "NL06")),
        (
            "ORGANISATION",
            "organization department",
            "组织部",
            ("NL01", "NL10", "NL11", "NL16", "NL18", "NL19", "NL20"),
        ),
        ("UNITED_FRONT", "united front work", "统战部", ("NL06",)),
        ("PUBLIC_SECURITY", "public security", "公安局", ("NL02", "NL03", "NL06")),
        ("COURT", "court", "法院", ("NL02", "NL14", "NL17")),
        ("PROCURATORATE", "procuratorate", "检察院", ("NL02",)),
        ("NATURAL_RESOURCES", "natural resources and planning", "自然资源和规划局", ("NL13",)),
        ("ENVIRONMENT", "ecology and environment", "生态环境局", ("NL13",)),
        ("AGRICULTURE", "agriculture and rural affairs", "农业农村局", ("NL12",)),
        ("HEALTH", "health", "卫健局", ("NL15",)),
        ("JUSTICE", "justice", "司法局", ("NL02",)),
        ("CIVIL_AFFAIRS", "civil affairs", "民政局", ("NL07",)),
        ("PETITIONS", "petitions", "信访局", ("NL08",)),
        ("EMERGENCY", "emergency management", "应急管理局", ("NL09",)),
    )
)
"""Qiongshan's fourteen and emergency management; health is asked nothing while NL15 is off."""
