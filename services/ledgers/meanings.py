"""What a header means, before it is known which kind of ledger it stands in.

A wording of the list, to the letter or with advice, a year or its owner around it; else one sign mistyped; else a
single telling sign in a longer text.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from domain.values.text import bare, without_brackets
from domain.village_spelling import one_edit_apart
from services.ledgers.wordings import WORDINGS

NEVER_STORED = re.compile(
    "宗教|信仰|信教|计划生育|计生|生育|独生|超生|信访|上访|举报|投诉|检举|矛盾纠纷情况|健康|病史|疾病|患病|残疾|身体状况|身体情况|体检|"
    "得票|票数|选票|赞成票|反对票|弃权|投票|测评票|照片|相片|头像|证件照|宗族|家族"
)
_KNOWN: dict[str, tuple[str, int]] = {}
for _meaning, _words in WORDINGS.items():
    for _rank, _word in enumerate(_words.split()):
        _KNOWN.setdefault(bare(_word), (_meaning, _rank))
_BY_LENGTH: dict[int, list[str]] = {}
for _word in _KNOWN:
    if len(_word) > 3:
        _BY_LENGTH.setdefault(len(_word), []).append(_word)
_OF_SECRETARY = re.compile(
    "^(现任)?(村|村级)?(社区)?(党组织|党支部|支部|党总支)?(书记|支书|带头人|主职)的?(?P<rest>.+)$"
)
_OF_PERSON = re.compile(
    "^(党员|本人|个人|后备力量|后备干部|后备人选|后备|培养对象|人才|乡贤|能人|人员|现|目前|基本|储备人选|导师|人选)的?(?P<rest>.{2,})$"
)
_ADVICE = re.compile("(必填|选填|请选择|下拉选择|下拉|是否|情况)$|^(必填|选填)")


_TOLD_BY = (
    ("id_number", re.compile("身份证(件)?(号|$)|公民身份号")),
    ("birth", re.compile("出生(年|日|时)")),
    ("joined_party", re.compile("入党(时|日|年)")),
    ("star_rating", re.compile("星级|评星")),
    ("village_code", re.compile("区划代码|村代码")),
    ("combined_post", re.compile("一肩挑")),
    ("willingness_to_stand", re.compile("(参选|竞选).*(意愿|意向)|(意愿|意向|愿意|有意).*(参选|竞选)")),
    (
        "willingness_to_return",
        re.compile("(回村|返乡|回乡).*(意愿|意向)|(意愿|意向|愿意|有意).*(回村|返乡|回乡)"),
    ),
    (
        "willingness_to_serve",
        re.compile("(留任|连任|继续任).*(意愿|意向)|(意愿|愿意|有意).*(留任|连任|继续任)"),
    ),
    ("classification_reason", re.compile("(认定|列为|列入|划为|难点|重点|分类).*(原因|理由|依据|情形)")),
    ("party_affiliation", re.compile("组织关系(是否)?(在|所在|归属|情况)")),
    ("political_status", re.compile("政治面貌")),
    ("capacity", re.compile("(带|结对).*上限|最多.*(带|结对)")),
    ("tier", re.compile("培养(类别|层次|等次)|成熟(度|程度)")),
)
"""Signs by which a longer header than any on the list still tells its meaning, if only one of them is in it."""
_NOT_TOLD = re.compile(
    "家属|配偶|父|母|子女|推荐人|联系人|介绍人|负责人|创业|有效期|地址|复印|说明|备注|要求"
)
_LONGEST_TOLD = 20
_YEAR = re.compile("^(20[0-9]{2}年度?|最近一次|最新|本届|本年度?)")


_DECORATION = re.compile(
    r"^\s*([(（]?[0-9]{1,2}[)）.、．]|[①-⑳])\s*|\s*[①-⑳]+\s*$|"
    r"(?<=[一-鿿)）])\s*[/／|(（\n ]\s*[A-Za-z][A-Za-z .'/_-]+[)）]?\s*$"
)
"""1.姓名, 姓名①, 姓名/Name."""


def undecorated(text: str) -> str:
    """A header without its number, its footnote mark and its English."""
    return _DECORATION.sub("", text)


@lru_cache(maxsize=4096)
def meaning_of(text: str) -> tuple[str, int] | None:
    """(meaning, rank of the wording; lower is better) of one header text, or None."""
    for spelling in dict.fromkeys((bare(text), bare(without_brackets(text)), bare(undecorated(text)))):
        if not spelling:
            continue
        if found := _KNOWN.get(spelling):
            return found
        if NEVER_STORED.search(spelling):
            return ("never", 0)
        if found := _trimmed(spelling):
            return found
    spelling = bare(without_brackets(text))
    return _mistyped(spelling) or _told(spelling)


def _trimmed(spelling: str) -> tuple[str, int] | None:
    """A listed wording with advice, a year, or whose it is around it."""
    trimmed = _YEAR.sub("", _ADVICE.sub("", spelling))
    if trimmed != spelling and (found := _KNOWN.get(trimmed)):
        return found[0], found[1] + 20
    if (part := _OF_SECRETARY.match(spelling)) and (found := _KNOWN.get(part["rest"])):
        return f"secretary:{found[0]}", found[1]
    if (part := _OF_PERSON.match(spelling)) and (found := _KNOWN.get(part["rest"])):
        return found[0], found[1] + 10
    return None


def _told(spelling: str) -> tuple[str, int] | None:
    if len(spelling) > _LONGEST_TOLD or _NOT_TOLD.search(spelling):
        return None
    told = {meaning for meaning, sign in _TOLD_BY if sign.search(spelling)}
    if len(told) != 1:
        return None
    meaning = told.pop()
    is_of_secretary = meaning in {"id_number", "birth"} and re.search("书记|支书", spelling)
    return (f"secretary:{meaning}" if is_of_secretary else meaning), 60


def looks_like_headers(texts: Iterable[str]) -> bool:
    """A quick look: at least two texts are wordings of the list, to the letter."""
    return (
        sum(
            1
            for text in texts
            if bare(text) in _KNOWN
            or bare(without_brackets(text)) in _KNOWN
            or bare(undecorated(text)) in _KNOWN
        )
        >= 2
    )


def _mistyped(spelling: str) -> tuple[str, int] | None:
    """A header with one sign left out, added or mistyped, if it is long enough and near to exactly one meaning."""
    if len(spelling) < 4:
        return None
    sizes = (len(spelling) - 1, len(spelling), len(spelling) + 1) if len(spelling) > 4 else (5,)
    near = {
        _KNOWN[word][0]
        for size in sizes
        for word in _BY_LENGTH.get(size, ())
        if one_edit_apart(spelling, word)
    }
    return (near.pop(), 50) if len(near) == 1 else None
