"""What a county's rules say about vetting: merits, agencies, the negative list, how long a review holds, who decides.

The defaults stand here because rule sets published before vetting was ruled decode with them: never edit one, publish
a version instead. services/default_rules.toml says the same with room for a county's own changes; a test compares.
"""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import msgspec

NO_RULES_YET = 0
"""The version of a review that was done before anybody knew under which rules."""


class LookBack(StrEnum):
    """How far back an item reaches."""

    EVER = "ever"
    YEARS = "years"
    WHILE_IT_LASTS = "while_it_lasts"
    UNTIL_FIXED = "until_fixed"


class Merit(msgspec.Struct, frozen=True, kw_only=True):
    """R27: one of the six criteria that a proposal gives evidence for."""

    code: str
    label: str
    label_zh: str


class NegativeItem(msgspec.Struct, frozen=True, kw_only=True):
    """R28: what keeps somebody out. `hard` is 不能, else 不宜; it informs whoever concludes and rejects nobody.

    `confidential`: an agency may only defer, without naming it. `broad`: only with a written reason and a second
    signature. Without a legal basis for asking an item is off.
    """

    code: str
    label: str
    label_zh: str
    basis: str
    hard: bool = True
    look_back: LookBack = LookBack.EVER
    years: int = 0
    curable: bool = False
    confidential: bool = False
    broad: bool = False
    off: bool = False

    @property
    def asked(self) -> bool:
        """Whether anybody may ask for it."""
        return bool(self.basis.strip()) and not self.off


class ReviewAgency(msgspec.Struct, frozen=True, kw_only=True):
    """A member of the joint review and the items it is competent for."""

    code: str
    label: str
    label_zh: str
    items: tuple[str, ...]
    basis: str


class Step(StrEnum):
    """What somebody decides on the way from proposal to exit."""

    PROPOSE = "propose"
    SCREEN = "screen"
    OPINION = "opinion"
    CONCLUDE = "conclude"
    GRANT_EXCEPTION = "grant_exception"
    ADMIT = "admit"
    SET_TIER = "set_tier"
    RECORD_USE = "record_use"
    EXIT = "exit"
    EARLIER_REVIEW = "earlier_review"
    ACCEPT_EARLIER = "accept_earlier"


class Stage(StrEnum):
    """R28: the two stages of review."""

    SCREENING = "screening"
    JOINT_REVIEW = "joint_review"


MERITS = tuple(
    Merit(code=code, label=label, label_zh=zh)
    for code, label, zh in (
        ("POLITICAL", "sound in thought and politics", "思想政治素质好"),
        ("PROSPERITY", "able to prosper and to lead others to it", "致富带富能力强"),
        ("ORGANISING", "able to organise and coordinate", "组织协调能力强"),
        ("CHARACTER", "of good moral character", "道德品行好"),
        ("LAWFUL", "keeps discipline and the law", "遵纪守法"),
        ("REPUTE", "well spoken of by the people", "群众反映好"),
    )
)

_RURAL = "《中国共产党农村基层组织工作条例》"
_DISCIPLINE = "《中国共产党纪律处分条例》"
_VILLAGES = "《中华人民共和国村民委员会组织法》"


def _item(
    code: str, label: str, zh: str, basis: str, look_back: LookBack, **more: bool | int
) -> NegativeItem:
    return msgspec.convert(
        {"code": code, "label": label, "label_zh": zh, "basis": basis, "look_back": look_back, **more},
        NegativeItem,
    )


NEGATIVE_LIST = (
    _item(
        "NL01",
        "political disloyalty, spreading rumours",
        "政治上不合格、造谣传谣",
        _DISCIPLINE,
        LookBack.EVER,
    ),
    _item("NL02", "criminal punishment", "受过刑事处罚", _VILLAGES, LookBack.EVER),
    _item(
        "NL03",
        "village bully, organised crime",
        "村霸、涉黑涉恶",
        "《中华人民共和国反有组织犯罪法》",
        LookBack.EVER,
        confidential=True,
    ),
    _item(
        "NL04",
        "under investigation",
        "正在被立案审查调查",
        "《中华人民共和国监察法》",
        LookBack.WHILE_IT_LASTS,
        confidential=True,
    ),
    _item("NL05", "within a sanction window", "处分影响期未满", _DISCIPLINE, LookBack.WHILE_IT_LASTS),
    _item(
        "NL06",
        "cult, unlawful religious activity, gambling, drugs, vice, clan force",
        "参与邪教、非法宗教活动、黄赌毒或宗族势力",
        "《中华人民共和国治安管理处罚法》",
        LookBack.YEARS,
        years=5,
    ),
    _item("NL07", "vote buying, wrecking an election", "贿选、破坏选举", _VILLAGES, LookBack.EVER),
    _item(
        "NL08",
        "unlawful petitioning, inciting a mob",
        "违法上访、煽动闹事",
        "《信访工作条例》",
        LookBack.YEARS,
        years=5,
    ),
    _item(
        "NL09",
        "dereliction in an emergency",
        "在疫情、防汛等急难险重任务中失职",
        "《中华人民共和国突发事件应对法》",
        LookBack.YEARS,
        years=5,
        hard=False,
    ),
    _item(
        "NL10",
        "failed a review, recalled, found an unqualified member",
        "考核不合格、被罢免或评为不合格党员",
        _RURAL,
        LookBack.YEARS,
        years=3,
    ),
    _item(
        "NL11", "long absence", "长期外出不能履职", _RURAL, LookBack.WHILE_IT_LASTS, hard=False, curable=True
    ),
    _item(
        "NL12",
        "diverted funds, seized collective assets, unpaid rent",
        "挪用侵占集体资金资产、拖欠承包租金",
        "《中华人民共和国农村集体经济组织法》",
        LookBack.UNTIL_FIXED,
        curable=True,
    ),
    _item(
        "NL13",
        "unlawful use of land, building or graves, harm to the environment",
        "违法占地建房修墓、破坏生态环境",
        "《中华人民共和国土地管理法》《中华人民共和国环境保护法》",
        LookBack.UNTIL_FIXED,
        curable=True,
    ),
    _item(
        "NL14",
        "listed as a dishonest debtor",
        "失信被执行人",
        "《最高人民法院关于公布失信被执行人名单信息的若干规定》",
        LookBack.WHILE_IT_LASTS,
        curable=True,
    ),
    _item(
        "NL15", "family planning (obsolete)", "违反计划生育（已停用）", "", LookBack.YEARS, years=5, off=True
    ),
    _item(
        "NL16", "refuses the pledges", "拒不作出承诺", _RURAL, LookBack.UNTIL_FIXED, hard=False, curable=True
    ),
    _item("NL17", "incapacity", "丧失行为能力", _VILLAGES, LookBack.WHILE_IT_LASTS),
    _item(
        "NL18",
        "dismissed from public office",
        "被开除公职",
        "《中华人民共和国公职人员政务处分法》",
        LookBack.EVER,
    ),
    _item("NL19", "bad morals", "道德品行不端", _DISCIPLINE, LookBack.YEARS, years=5, hard=False, broad=True),
    _item(
        "NL20",
        "otherwise unsuitable",
        "其他不宜情形",
        _RURAL,
        LookBack.WHILE_IT_LASTS,
        hard=False,
        broad=True,
    ),
)

AGENCIES = tuple(
    ReviewAgency(code=code, label=label, label_zh=zh, items=items, basis=_RURAL)
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

DECIDERS: Mapping[Step, tuple[str, ...]] = {
    Step.PROPOSE: ("survey_team", "township", "county_leader"),
    Step.SCREEN: ("township",),
    Step.OPINION: ("review_agency",),
    Step.CONCLUDE: ("county_department", "county_leader"),
    Step.GRANT_EXCEPTION: ("county_department", "county_leader"),
    Step.ADMIT: ("county_department", "county_leader"),
    Step.SET_TIER: ("township", "county_department", "county_leader", "mentor"),
    Step.RECORD_USE: ("township", "county_department", "county_leader"),
    Step.EXIT: ("county_department", "county_leader"),
    Step.EARLIER_REVIEW: ("township", "county_department", "county_leader"),
    Step.ACCEPT_EARLIER: ("county_department", "county_leader"),
}


class VettingRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One version's rules of vetting, complete. A review holds through the same day so many months later."""

    merits: tuple[Merit, ...] = MERITS
    negative_list: tuple[NegativeItem, ...] = NEGATIVE_LIST
    agencies: tuple[ReviewAgency, ...] = AGENCIES
    screening_months: int = 12
    joint_review_months: int = 12
    deciders: Mapping[Step, tuple[str, ...]] = msgspec.field(default_factory=lambda: dict(DECIDERS))

    def items(self) -> Mapping[str, NegativeItem]:
        """What may be asked, by code."""
        return {item.code: item for item in self.negative_list if item.asked}

    def asked_of(self, agency: str) -> tuple[str, ...]:
        """The items that an agency is competent for and may be asked; none for one that is not in the list."""
        found = next((a for a in self.agencies if a.code == agency and a.basis.strip()), None)
        return tuple(code for code in found.items if code in self.items()) if found else ()

    def asked_agencies(self) -> tuple[str, ...]:
        """Whoever must answer before a joint review can find somebody clear, in the order of the list."""
        return tuple(a.code for a in self.agencies if self.asked_of(a.code))

    def looked_at(self, stage: Stage) -> tuple[object, ...]:
        """What a review looks at: when this changes, one done before it is under old rules."""
        items = tuple(
            (i.code, i.hard, i.look_back, i.years, i.curable) for _, i in sorted(self.items().items())
        )
        if stage is Stage.SCREENING:
            return items
        return (items, tuple(sorted((a, tuple(sorted(self.asked_of(a)))) for a in self.asked_agencies())))

    def months(self, stage: Stage) -> int:
        """How long a stage's review holds."""
        return self.screening_months if stage is Stage.SCREENING else self.joint_review_months


def months_later(day: date, months: int) -> date:
    """The same day so many months later; a month that is too short ends it on its last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
