"""Words about a village: its class, the reasons behind it (R15, R16), its stars."""

import re

from domain.values.text import bare, flat, numerals_as_digits
from domain.values.wording import Meaning, Wording

VILLAGE_CLASS = Wording(
    "classification",
    [
        Meaning("difficult", "难点村", "difficult", "难点 难点类 难村"),
        Meaning("key", "重点村", "key", "重点 重点类"),
        Meaning(
            "ordinary",
            "一般村",
            "ordinary",
            "一般 普通村 普通 其他村 正常村 一般类 非难点重点村 其他 其它",
        ),
    ],
)
CRITERIA = Wording(
    "classification_reason",
    [
        Meaning("complex_situation", "村情复杂", "complex situation", "情况复杂 村情比较复杂 村情较复杂"),
        Meaning(
            "conflicts_prominent",
            "矛盾信访突出",
            "prominent conflicts",
            "矛盾突出 信访突出 信访矛盾突出 矛盾纠纷突出 矛盾信访问题突出 信访矛盾多 矛盾多",
        ),
        Meaning(
            "secretary_unfit",
            "书记不胜任不称职",
            "secretary unfit",
            "书记不胜任 书记不称职 不胜任 不称职 不胜任不称职 党组织书记不胜任不称职 书记不胜任、不称职 "
            "书记履职不力",
        ),
        Meaning(
            "post_vacant",
            "书记长期空缺",
            "post long vacant",
            "书记空缺 长期空缺 党组织书记长期空缺 书记职位长期空缺 书记缺职 无书记",
        ),
        Meaning(
            "township_cadre",
            "书记由乡镇干部担任",
            "post held by a township cadre",
            "乡镇干部担任 由乡镇干部担任 乡镇干部兼任书记 书记由乡镇干部兼任 乡镇干部任书记 乡镇干部担任书记 "
            "镇干部担任书记",
        ),
        Meaning(
            "team_weak",
            "抓班子带队伍能力弱",
            "weak at running the team",
            "抓班子带队伍能力不强 抓班子能力弱 带队伍能力弱 班子不团结 抓班子带队伍弱 抓班子、带队伍能力弱 "
            "抓班子带队伍能力较弱",
        ),
        Meaning(
            "prosperity_weak",
            "带富能力弱",
            "weak at leading prosperity",
            "带领群众致富能力弱 带富能力不强 致富带富能力弱 带领群众致富能力不强 带动致富能力弱 致富能力弱 "
            "带富能力较弱",
        ),
        Meaning(
            "age",
            "年龄原因不能连任",
            "cannot stand again: age",
            "年龄原因 年龄偏大 超龄 年龄 年龄到限 年龄过大 年龄较大 因年龄不能连任",
        ),
        Meaning(
            "health",
            "身体原因",
            "cannot stand again: health",
            "身体健康原因 健康原因 身体 身体原因不能连任 身体健康 身体状况 因身体原因不能连任",
        ),
        Meaning(
            "personal_wish",
            "本人不愿连任",
            "cannot stand again: own wish",
            "个人意愿 本人意愿 不愿连任 个人原因 本人不愿意连任 个人不愿连任 不愿继续任职 本人不愿继续任职 "
            "个人意愿不再连任",
        ),
    ],
)
"""The code is all that is stored: never the words, never a health narrative."""
R15_CRITERIA = (
    "complex_situation",
    "conflicts_prominent",
    "secretary_unfit",
    "post_vacant",
    "township_cadre",
)
R16_CRITERIA = ("team_weak", "prosperity_weak", "age", "health", "personal_wish")
_PARTS = re.compile(r"[;；,，、/\n]+|\s{1,}")
_STARS = re.compile("([1-5])(\\.0)?(颗)?(星)?(级)?(村|党组织|党支部|支部)?")


def read_criteria(text: str) -> tuple[tuple[str, ...], bool]:
    """The codes in a cell, in the order of the list, and whether every part of it was understood."""
    if code := CRITERIA.read(text):
        return (code,), True
    codes = [CRITERIA.read(part) for part in _PARTS.split(text) if bare(part)]
    known = {code for code in codes if code}
    return tuple(code for code in CRITERIA.codes() if code in known), None not in codes


def read_stars(value: object) -> str | None:
    """1 to 5, from 3, 3.0, 三星, 四星级 or ★★★."""
    text = flat(str(value))
    if text and not text.strip("★☆⭐*"):
        stars = len(text) - text.count("☆")
        return str(stars) if 1 <= stars <= 5 else None
    found = _STARS.fullmatch(numerals_as_digits(bare(text) if not isinstance(value, (int, float)) else text))
    return found.group(1) if found else None
