"""The words of talks and releases, each with its Chinese and English label and the words people use for it."""

from domain.values.wording import Meaning, Wording

TALK_CHANNEL = Wording(
    "channel",
    [
        Meaning("visit", "登门", "visit", "上门 入户 走访 面谈 当面 见面"),
        Meaning("phone", "电话", "telephone", "通话 打电话"),
        Meaning("wechat", "微信", "WeChat", "视频 线上"),
        Meaning("meeting", "座谈", "meeting", "会议 集体谈话"),
    ],
)
TALK_PROBLEM = Wording(
    "problem",
    [
        Meaning("none", "无", "none", "没有 无问题"),
        Meaning("party_building", "党建", "Party building", "党务 组织生活"),
        Meaning("industry", "产业", "industry", "产业发展"),
        Meaning("collective_economy", "集体经济", "collective economy", "村集体经济"),
        Meaning("environment", "环境", "environment", "人居环境 环境整治"),
        Meaning("governance", "治理", "governance", "乡村治理 矛盾调解"),
        Meaning("own_work", "个人事务", "own work", "个人工作 家庭 生计"),
        Meaning("other", "其他", "other", "其它"),
    ],
)
TALK_MEASURE = Wording(
    "measure",
    [
        Meaning("none", "无", "none", "没有"),
        Meaning("guidance", "现场指导", "guidance", "指导 传帮带"),
        Meaning("training", "培训", "training", "参加培训 学习"),
        Meaning("practice", "岗位锻炼", "practice", "挂职 跟岗 实践锻炼"),
        Meaning("study_trip", "外出考察", "study trip", "考察 参观"),
        Meaning("coordination", "协调解决", "coordination", "协调"),
        Meaning("other", "其他", "other", "其它"),
    ],
)
RELEASE_REASON = Wording(
    "reason",
    [
        Meaning("mentor_moved", "导师工作变动", "the mentor moved", "导师调动 调离 轮换"),
        Meaning("mentor_asked", "导师申请", "the mentor asked", "导师请辞"),
        Meaning("reserve_asked", "后备申请", "the reserve asked", "本人申请"),
        Meaning("term_ended", "帮带期满", "the term ended", "期满"),
        Meaning("rearranged", "调整结对", "rearranged", "调整"),
        Meaning("other", "其他", "other", "其它"),
    ],
)
