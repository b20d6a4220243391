"""Words about a person, each list closed: what is not on it is a coded problem, never a guess."""

import re

from domain.values.text import bare
from domain.values.wording import Meaning, Wording

SEX = Wording(
    "sex",
    [
        Meaning("male", "男", "male", "男性 m 先生"),
        Meaning("female", "女", "female", "女性 f 女士"),
    ],
)
_PROBATIONARY = (
    "党员预备 党员预备期 党员预备党员 党员未转正 中共党员预备 中共党员预备期 中共党员预备党员 中共党员未转正"
)
"""党员（预备期）: the bracket decides."""
MEMBER_KIND = Wording(
    "member_kind",
    [
        Meaning("full", "正式党员", "full member", "正式 中共党员 党员 已转正 转正"),
        Meaning(
            "probationary",
            "预备党员",
            "probationary member",
            "预备 中共预备党员 预备期 未转正 " + _PROBATIONARY,
        ),
    ],
)
POLITICAL_STATUS = Wording(
    "political_status",
    [
        Meaning(
            "party_member",
            "中共党员",
            "Party member",
            "党员 正式党员 共产党员 中国共产党党员 中共正式党员",
        ),
        Meaning(
            "probationary_member", "中共预备党员", "probationary Party member", "预备党员 " + _PROBATIONARY
        ),
        Meaning(
            "activist",
            "入党积极分子",
            "applicant for membership",
            "积极分子 发展对象 入党发展对象 入党申请人",
        ),
        Meaning("league_member", "共青团员", "Youth League member", "团员 中国共产主义青年团团员"),
        Meaning(
            "other_party",
            "民主党派",
            "member of another party",
            "民革 民盟 民建 民进 农工党 致公党 九三学社 台盟 民主党派成员",
        ),
        Meaning("non_partisan", "无党派人士", "non-partisan", "无党派 无党派民主人士"),
        Meaning("masses", "群众", "no party", "普通群众 一般群众 普通公民 非党员 老百姓"),
    ],
)
RESIDENCE = Wording(
    "residence",
    [
        Meaning(
            "in_village",
            "在村",
            "in the village",
            "本村 在家 在村居住 常住 常住本村 村内 长期在村 在村常住 常年在村 未外出 在本村 本村居住 村里 居村",
        ),
        Meaning(
            "county_town",
            "县城居住",
            "in the county town",
            "县城 住县城 城区 县城区 在县城 居住县城 县内 县内城区 城里 在县城居住 城区居住 县城常住",
        ),
        Meaning(
            "away",
            "外出",
            "away",
            "外出务工 在外 在外务工 外地 务工 流动 流动党员 外出经商 外出流动 县外 省外 市外 外出打工 打工 "
            "在外地 长期外出 外出居住 在外居住 外省 外出党员 常年外出 在外打工 在外经商",
        ),
    ],
)
WILLINGNESS = Wording(
    "willingness",
    [
        Meaning(
            "yes",
            "愿意",
            "willing",
            "是 有意愿 有 同意 愿 意愿强烈 强烈 有意向 想 愿意回村 愿意返乡 愿意参选 愿意留任 愿意连任 "
            "非常愿意",
        ),
        Meaning(
            "no",
            "不愿意",
            "not willing",
            "否 无意愿 不愿 不同意 暂无意愿 没有意愿 无意向 不想 不考虑 无 没有 暂不愿意 暂无 不愿意回村 "
            "不愿意参选 不愿意留任 不愿意连任 不愿连任 不愿参选 不愿留任 暂无意向 不参选 暂不考虑",
        ),
        Meaning(
            "undecided",
            "视情况",
            "undecided",
            "犹豫 考虑中 待定 未定 观望 不确定 再考虑 看情况 犹豫不决 正在考虑 尚未决定 未决定 视情况而定 摇摆",
        ),
        Meaning(
            "as_arranged",
            "服从安排",
            "as the organisation arranges",
            "服从组织安排 服从组织 听从组织安排 听从安排 服从 服从分配 组织安排",
        ),
        Meaning(
            "not_asked",
            "未征求",
            "not asked yet",
            "待联系 未联系 未询问 未了解 尚未联系 待征求 未征求意见 待了解 未谈 联系不上 未联系上 待询问",
        ),
    ],
)
PARTY_AFFILIATION = Wording(
    "party_affiliation",
    [
        Meaning(
            "here",
            "关系在村",
            "relation in the village",
            "在村 本村 在本村 村内 党组织关系在村 组织关系在村 在本地 本地 党组织关系在本村 关系在本村 已转回 "
            "组织关系在本村 在内",
        ),
        Meaning(
            "elsewhere",
            "党组织关系在外",
            "relation elsewhere",
            "在外 关系在外 组织关系在外 外地 在外地 不在本村 不在村 关系不在村 村外 已转出 党员关系在外 "
            "党组织关系在外地",
        ),
    ],
)
TIER = Wording(
    "tier",
    [
        Meaning("mature", "成熟", "mature", "成熟的 成熟型 a a类 a档 a级 a层 成熟类 比较成熟 较成熟 甲"),
        Meaning(
            "promising",
            "有潜力",
            "promising",
            "有潜力的 潜力型 有潜力型 b b类 b档 b级 b层 潜力 具有潜力 潜力类 有潜力类 较有潜力 乙",
        ),
        Meaning("ordinary", "一般", "ordinary", "一般的 一般型 普通 c c类 c档 c级 c层 一般类 丙"),
    ],
)
MENTOR_ROLE = Wording(
    "role",
    [
        Meaning(
            "village_link_leader",
            "包村领导",
            "leader in charge of the village",
            "乡镇包村领导 包联领导 联村领导 包村干部 联系村领导 包片领导 乡镇联村领导 包村",
        ),
        Meaning(
            "first_secretary",
            "驻村第一书记",
            "first secretary",
            "第一书记 驻村书记 选派第一书记 派驻第一书记",
        ),
        Meaning(
            "county_sponsor",
            "县级领导",
            "county leader",
            "县领导 挂点县级领导 县级党员领导干部 县级党员领导 挂点县领导 挂点领导 联系县领导 县级挂点领导 "
            "县处级领导 包乡县领导 县级联系领导 县级包联领导 联乡县领导 副县长 县委书记 县长 县委常委",
        ),
        Meaning(
            "township_principal",
            "乡镇党政正职",
            "Party secretary or head of the township",
            "乡镇党委书记 党委书记 镇党委书记 乡党委书记 乡镇长 镇长 乡长 党政正职 街道党工委书记 党工委书记 "
            "街道办事处主任 街道办主任 办事处主任 党委副书记镇长 党委副书记乡长 乡镇党政主要领导 "
            "党政主要负责人 乡镇主要领导",
        ),
        Meaning(
            "other",
            "其他",
            "other",
            "其它 村党组织书记 村书记 老支书 驻村工作队员 驻村干部 致富能手 致富带头人 乡土专家 退休干部 "
            "离任村干部 村干部",
        ),
    ],
)
_ROLE_SIGNS = (
    ("first_secretary", re.compile("第一书记")),
    ("village_link_leader", re.compile("包村|联村|包联村")),
    ("county_sponsor", re.compile("^县(委|政府|人大|政协|级领导)|副县长|挂点县|县委常委|县级(党员)?领导")),
    ("township_principal", re.compile("(?<!副)(党委书记|党工委书记|[乡镇]长)$")),
)
YES_NO = Wording(
    "yes or no",
    [
        Meaning("yes", "是", "yes", "√ ✓ ✔ ☑ 1 y 有 对 true 已 v 勾"),
        Meaning("no", "否", "no", "× ✗ ✕ ✘ ☒ 0 n 无 没有 不是 false 未 x"),
    ],
)
_GROUPS = re.findall(
    r"(\S+) (\S+)",
    "汉 Han 蒙古 Mongol 回 Hui 藏 Zang 维吾尔 Uygur 苗 Miao 彝 Yi 壮 Zhuang 布依 Buyei 朝鲜 Chosen 满 Man "
    "侗 Dong 瑶 Yao 白 Bai 土家 Tujia 哈尼 Hani 哈萨克 Kazak 傣 Dai 黎 Li 傈僳 Lisu 佤 Va 畲 She 高山 "
    "Gaoshan 拉祜 Lahu 水 Sui 东乡 Dongxiang 纳西 Naxi 景颇 Jingpo 柯尔克孜 Kirgiz 土 Tu 达斡尔 Daur 仫佬 "
    "Mulao 羌 Qiang 布朗 Blang 撒拉 Salar 毛南 Maonan 仡佬 Gelao 锡伯 Xibe 阿昌 Achang 普米 Pumi 塔吉克 "
    "Tajik 怒 Nu 乌孜别克 Uzbek 俄罗斯 Russ 鄂温克 Ewenki 德昂 Deang 保安 Bonan 裕固 Yugur 京 Gin 塔塔尔 "
    "Tatar 独龙 Derung 鄂伦春 Oroqen 赫哲 Hezhen 门巴 Monba 珞巴 Lhoba 基诺 Jino",
)
ETHNICITY = Wording(
    "ethnicity",
    [
        *(Meaning(f"{zh}族", f"{zh}族", en, zh) for zh, en in _GROUPS),
        Meaning("穿青人", "穿青人", "Chuanqing"),
    ],
)
"""The 56 groups with the romanisations of GB/T 3304, and 穿青人, who carry that name on their papers."""


def read_role(text: str) -> str | None:
    """A mentor's role, by its word or by the one role that a longer title names."""
    if role := MENTOR_ROLE.read(text):
        return role
    title = bare(text)
    named = {role for role, sign in _ROLE_SIGNS if sign.search(title)}
    return named.pop() if len(named) == 1 else None
