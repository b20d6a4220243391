"""R28: what keeps somebody out, as the default has it. Each item names its legal basis for asking."""

from enum import StrEnum

import msgspec


class LookBack(StrEnum):
    """How far back an item reaches."""

    EVER = "ever"
    YEARS = "years"
    WHILE_IT_LASTS = "while_it_lasts"
    UNTIL_FIXED = "until_fixed"


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


RURAL = "《中国共产党农村基层组织工作条例》"
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
        RURAL,
        LookBack.YEARS,
        years=3,
    ),
    _item(
        "NL11", "long absence", "长期外出不能履职", RURAL, LookBack.WHILE_IT_LASTS, hard=False, curable=True
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
        "NL16", "refuses the pledges", "拒不作出承诺", RURAL, LookBack.UNTIL_FIXED, hard=False, curable=True
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
        RURAL,
        LookBack.WHILE_IT_LASTS,
        hard=False,
        broad=True,
    ),
)
