"""Education wordings onto one scale, full-time and in-service apart. What does not say a finished level reads None."""

import re
from typing import NamedTuple

from domain.values.text import flat, says_nothing
from domain.values.wording import Meaning, Wording

EDUCATION = Wording(
    "education",
    [
        Meaning("primary", "小学", "primary school", "高小 小学毕业"),
        Meaning("junior_middle", "初中", "junior middle school", "初级中学 初中毕业"),
        Meaning("senior_middle", "高中", "senior middle school", "普通高中 普高 高级中学"),
        Meaning(
            "secondary_vocational",
            "中专",
            "secondary vocational school",
            "中师 中技 中职 技校 技工 职高 职业高中 职业中专 职业中学 职中 中等专业 中专中技 中等职业 中等专科 "
            "中等师范 农职 卫校 农校 技工学校 中等专业学校 成人中专 普通中专 中等职业教育 职业学校 幼师 "
            "高中中专 中专高中 职专 职教中心",
        ),
        Meaning(
            "junior_college",
            "大专",
            "junior college",
            "专科 大学专科 高职 高等职业 高等专科 高职高专 大学大专 专科大专 大专专科 高等职业教育",
        ),
        Meaning(
            "bachelor",
            "本科",
            "bachelor",
            "大学本科 大学 学士 大本 本科学士 大学学士 双学士 双学位 普通本科 大学本科学士 全日制大学 专升本 "
            "高等教育本科",
        ),
        Meaning(
            "master",
            "硕士研究生",
            "master",
            "硕士 研究生 研究生硕士 硕研 工程硕士 专业硕士 mba mpa emba 在职硕士",
        ),
        Meaning("doctor", "博士研究生", "doctor", "博士 研究生博士 博研"),
    ],
)
RANKS = {
    "primary": 1,
    "junior_middle": 2,
    "senior_middle": 3,
    "secondary_vocational": 3,
    "junior_college": 4,
    "bachelor": 5,
    "master": 6,
    "doctor": 7,
}
"""R30 treats 高中 and 中专 as equal."""
MODES = Wording(
    "education mode",
    [Meaning("full_time", "全日制", "full-time"), Meaning("in_service", "在职", "in service")],
)
_FULL_TIME = re.compile("全日制普通|普通全日制|全日制|统招|脱产|普招")
_IN_SERVICE = re.compile(
    "(中央|省委|市委|县委|区委)?党校|在职教育|在职|函授|电大|广播电视大学|自学考试|自考|成人高等教育|成人教育|成人高考|成教|成人|"
    "夜大|网络教育|网络|网教|远程教育|远程|业余|国家开放大学|开放大学|国开|继续教育|非全日制|半脱产"
)
_UNFINISHED = re.compile("肄业|结业|在读|就读|相当|以上|以下|及|未毕业|辍学|同等")
_TAIL = re.compile("(文化程度|文化水平|文化|学历|程度|水平|毕业生|毕业|教育|学位|班)+$")
_DEGREE = re.compile("(?<=[学科生业])[一-鿿]{0,5}(学士|硕士|博士)$")
_PARTS = re.compile(r"[;；,，、/\n]+")


class Education(NamedTuple):
    """The highest level, and the highest by each mode where the wording says the mode."""

    level: str
    full_time: str | None = None
    in_service: str | None = None


def read_education(text: str) -> Education | None:
    """大专(在职) is in-service junior college; 全日制高中、在职大专 is both. None: not understood, or unfinished."""
    whole = _one(flat(text))
    if whole:
        return whole
    parts = [part for part in _PARTS.split(text) if not says_nothing(part)]
    if len(parts) < 2:
        parts = re.findall("(?:全日制|在职)[^全在]+", flat(text))
        if "".join(parts) != flat(text):
            return None
    return _together([_one(flat(part)) for part in parts])


def highest(*levels: str | None) -> str | None:
    """The highest of the levels that are known; the first of equals."""
    return max((level for level in levels if level), key=RANKS.__getitem__, default=None)


def _together(parts: list[Education | None]) -> Education | None:
    known = [part for part in parts if part]
    if not known or len(known) != len(parts):
        return None
    return Education(
        highest(*(part.level for part in known)) or known[0].level,
        highest(*(part.full_time for part in known)),
        highest(*(part.in_service for part in known)),
    )


def _one(text: str) -> Education | None:
    if _UNFINISHED.search(text):
        return None
    in_service = _IN_SERVICE.search(text)
    full_time = None if in_service else _FULL_TIME.search(text)
    plain = (_IN_SERVICE if in_service else _FULL_TIME).sub("", text)
    level = _level(plain)
    if level is None:
        return None
    return Education(level, level if full_time else None, level if in_service else None)


def _level(plain: str) -> str | None:
    """The level of a wording without its mode; a subject in brackets, 中专(农技), does not matter."""
    for spelling in (plain, re.sub(r"[(\[【].*?[)\]】]", "", plain)):
        tidy = re.sub(r"[()\[\]【】]", "", spelling)
        for candidate in (tidy, _TAIL.sub("", tidy), _TAIL.sub("", _DEGREE.sub("", tidy))):
            if candidate and (level := EDUCATION.read(candidate)):
                return level
    return None
