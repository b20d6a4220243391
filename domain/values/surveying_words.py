"""The words of surveys, classes and plans, each with its labels and the words people use for it."""

from domain.values.wording import Meaning, Wording

TALK_GROUP = Wording(
    "group",
    [
        Meaning("two_committees", "村“两委”成员", "two committees", "村两委成员 两委成员 两委 村干部"),
        Meaning("resident_cadres", "驻村干部", "resident cadres", "驻村 驻村工作队"),
        Meaning("former_cadres", "离任村干部", "former cadres", "部分离任村干部 离任干部 老干部"),
        Meaning("team_heads", "村小组长", "team heads", "组长 小组长 村民小组长"),
        Meaning("grid_leaders", "网格长", "grid leaders", "网格员"),
        Meaning("member_representatives", "党员代表", "member representatives", "党员"),
        Meaning("villager_representatives", "群众代表", "villager representatives", "群众 村民代表"),
    ],
)
RATING = Wording(
    "rating",
    [
        Meaning("good", "好", "good", "较好 优"),
        Meaning("fair", "一般", "fair", "尚可 中"),
        Meaning("poor", "差", "poor", "较差 不好"),
        Meaning("not_said", "未谈及", "not said", "未谈 不清楚"),
    ],
)
TOPIC = Wording(
    "topic",
    [
        Meaning("team", "村班子运行", "how the team runs", "班子运行 班子"),
        Meaning("economy", "经济社会发展", "economy", "经济发展 发展"),
        Meaning("service", "服务群众", "service to the people", "服务"),
        Meaning("successor", "接班人选", "a successor in sight", "后备人选 接班"),
    ],
)
ASPECT = Wording(
    "aspect",
    [
        *(Meaning(*meaning) for meaning in TOPIC.meanings.values()),
        Meaning("conduct", "现实表现", "conduct"),
        Meaning("results", "履职成效", "results"),
        Meaning("repute", "群众评价", "repute"),
        Meaning("political", "政治素质", "political quality"),
        Meaning("ability", "综合能力", "ability"),
        Meaning("standing", "群众基础", "standing with the people"),
        Meaning("character", "性格特点", "character"),
        Meaning("family", "家庭状况", "family situation"),
    ],
)
VERDICT = Wording(
    "verdict",
    [
        Meaning("recommended", "建议列入初审", "recommended", "推荐 建议"),
        Meaning("watched", "继续关注", "keep watching", "关注"),
        Meaning("not_now", "暂不考虑", "not now", "暂缓"),
    ],
)
VILLAGE_VERDICT = Wording(
    "verdict",
    [
        Meaning("assured", "后继有人", "assured", "有保障"),
        Meaning("weak", "后备薄弱", "weak", "薄弱"),
        Meaning("nobody", "后继无人", "nobody in sight", "无人选"),
    ],
)
EVIDENCE_SOURCE = Wording(
    "source",
    [
        Meaning("star_rating", "星级评定", "star rating", "星级"),
        Meaning("mid_term_analysis", "届中分析", "mid-term analysis", "届中"),
        Meaning("performance_review", "履职考核", "performance review", "考核"),
        Meaning("daily_knowledge", "日常了解", "daily knowledge", "日常"),
    ],
)
PLAN_ROUTE = Wording(
    "route",
    [
        Meaning("candidate", "已有人选", "a candidate in sight", "有人选"),
        Meaning("search", "另行物色", "a search", "需另行物色 物色"),
    ],
)
PLAN_END = Wording(
    "end",
    [
        Meaning("done", "已完成", "done", "完成"),
        Meaning("overtaken", "情况变化", "overtaken", "已变化"),
        Meaning("dropped", "终止", "dropped", "取消"),
    ],
)
