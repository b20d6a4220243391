"""Reasons, rules and kinds of the remedies in words, English and Chinese, by code."""

from collections.abc import Mapping

from services.pairing.problem import REASON_WORDS

_OF_PLACES: Mapping[str, tuple[str, str]] = {reason.value: words for reason, words in REASON_WORDS.items()}
COVER_WORDS: Mapping[str, tuple[str, str]] = {
    **_OF_PLACES,
    "reserve_elsewhere": ("reserve of another village", "其他村后备"),
    "native_outside": ("native who lives elsewhere", "在外乡贤"),
    "mature_committee_member": ("mature member of a committee", "成熟型两委成员"),
    "native_of_the_village": ("comes from the village", "本村籍"),
    "serves_in_the_village": ("serves in the village", "在本村任职"),
    "mature": ("mature", "成熟型"),
    "said_yes": ("said yes", "表示愿意"),
    "own_village_has_others": ("their own village has other reserves", "原村另有后备"),
    "is_the_incumbent": ("is the village's incumbent secretary", "系本村现任书记"),
    "is_already_its_reserve": ("is on the village's roster already", "已是本村在册后备"),
    "left_a_roster": ("left the roster by a decision", "经决定已退出后备"),
    "said_no": ("said no", "表示不愿意"),
    "misses_the_terms": ("meets neither the general nor the exceptional terms", "年龄或学历不符合条件"),
    "terms_not_known": ("age or education is not known: find out first", "年龄或学历不明，请先核实"),
    "not_near": ("not of the township", "不在本乡镇"),
}
"""Of CoverKind, CoverReason and CoverRule in gap_cover, and of the reasons of pairing, which share their codes."""
