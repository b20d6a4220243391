"""The words of vetting, each with its Chinese and English label and the words people use for it."""

from domain.values.wording import Meaning, Wording

OUTCOME = Wording(
    "outcome",
    [
        Meaning("clear", "合格", "clear", "通过 符合 同意 无问题"),
        Meaning("not_clear", "不合格", "not clear", "不通过 未通过 不符合 不同意"),
    ],
)
ANSWER = Wording(
    "answer",
    [
        Meaning("clear", "无异议", "no objection", "没有异议 同意 合格"),
        Meaning("adverse", "有异议", "adverse", "不同意 不合格"),
        Meaning("defer", "暂缓答复", "defer", "暂缓"),
        Meaning("cannot_provide", "依法不能提供", "cannot provide by law", "不能提供"),
        Meaning("not_applicable", "不涉及", "not applicable", "无关"),
    ],
)
STAGE = Wording(
    "stage",
    [
        Meaning("screening", "乡镇初审", "township screening", "初审"),
        Meaning("joint_review", "县级联审", "county joint review", "联审"),
    ],
)
DECIDER_ROLE = Wording(
    "role",
    [
        Meaning("township", "乡镇", "township", "乡镇党委"),
        Meaning("survey_team", "工作组", "survey team", "摸排工作组"),
        Meaning("county_department", "县委组织部", "county department", "组织部"),
        Meaning("county_leader", "县级领导", "county leader", "县领导"),
        Meaning("review_agency", "联审单位", "review agency", "成员单位"),
        Meaning("mentor", "导师", "mentor", "帮带导师"),
    ],
)
"""As what somebody decided; codes of domain.grades.Role that may decide something."""
