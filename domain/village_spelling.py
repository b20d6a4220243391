"""How people spell a village: which part is the name, which the kind of body, which the Party branch around it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from domain.values.person_words import ETHNICITY
from domain.values.text import PUNCTUATION, flat, numerals_as_digits, without_brackets

COMMUNITY, VILLAGE = "community", "village"
_BODIES = (
    ("嘎查村民委员会", VILLAGE),
    ("嘎查委员会", VILLAGE),
    ("嘎查委会", VILLAGE),
    ("嘎查", VILLAGE),
    ("村村民委员会", VILLAGE),
    ("村村委会", VILLAGE),
    ("村民委员会", VILLAGE),
    ("村委员会", VILLAGE),
    ("村民委", VILLAGE),
    ("村委会", VILLAGE),
    ("村委", VILLAGE),
    ("行政村", VILLAGE),
    ("村", VILLAGE),
    ("社区居民委员会", COMMUNITY),
    ("社区居委会", COMMUNITY),
    ("社区委员会", COMMUNITY),
    ("居民委员会", COMMUNITY),
    ("居委会", COMMUNITY),
    ("社区", COMMUNITY),
)
_PARTY_PREFIX = re.compile("^(中国共产党|中共)")
_PARTY_SUFFIX = re.compile(
    "(党总支部委员会|党支部委员会|总支部委员会|支部委员会|党总支委员会|总支委员会|党委会|党总支部|党总支|总支部|党支部|联合支部|"
    "党委|总支|支部|党组织|党小组|村民小组|小组|网格|支委会)$"
)
_ORDINAL = re.compile("(第?[0-9]+|第?[0-9]+个|联合|农村)$")
_GROUP = re.compile("第?[0-9]+(村民小组|小组|组|队|社|网格)$")
_TOWNSHIP_SUFFIX = re.compile(
    "(人民政府|政府|党工委|工委|党委|委员会|街道办事处|办事处|街道办|街道|民族乡|镇|乡|苏木|地区|管理区|管委会|办)+$"
)
_GROUPS = "|".join(name for name in sorted(ETHNICITY.codes(), key=len, reverse=True) if name.endswith("族"))
_ETHNIC = re.compile(f"(.{{2,}}?)(?:{_GROUPS}|各族)+(?:自治)?(?:民族)?([乡镇])")


class Spelling(NamedTuple):
    """One reading of a spelling: the name without the body's word, and the body if the spelling says one."""

    core: str
    body: str | None


def comparable(text: str) -> str:
    """Blanks, widths, punctuation and the two ways of writing numerals removed."""
    return numerals_as_digits(PUNCTUATION.sub("", flat(text)))


def readings(text: str) -> set[Spelling]:
    """The names that a village's spelling can mean: 坝湾新村村委会 is 坝湾新村 + 村委会 or 坝湾新 + 村村委会."""
    found = {Spelling(text, None)}
    for suffix, body in _BODIES:
        if len(text) > len(suffix) and text.endswith(suffix):
            found.add(Spelling(text[: -len(suffix)], body))
            if suffix not in {"村", "嘎查", "社区"} and text[-len(suffix) - 1] == "村":
                found.add(Spelling(text[: -len(suffix) - 1], body))
    return found


def without_the_party(text: str) -> Iterator[str]:
    """A branch's name peeled down to the village's, the least peeled first: 中共岭坪村第一支部委员会 gives 岭坪村."""
    spellings = [text, without_brackets(text)] if without_brackets(text) != flat(text) else [text]
    seen: set[str] = set()
    for spelling in spellings:
        name = _PARTY_PREFIX.sub("", comparable(spelling))
        for _ in range(3):
            if name and name not in seen:
                seen.add(name)
                yield name
            peeled = _PARTY_SUFFIX.sub("", name)
            if peeled == name:
                peeled = _GROUP.sub("", name)
            if peeled == name and name != comparable(spelling):
                peeled = _ORDINAL.sub("", name)
            if peeled == name or not peeled:
                break
            name = peeled


def township_core(text: str) -> str:
    """青石镇人民政府 and 青石 are both 青石."""
    name = _PARTY_PREFIX.sub("", comparable(text))
    return _TOWNSHIP_SUFFIX.sub("", name) or name


def without_ethnic_group(text: str) -> str | None:
    """白马回族乡 is called 白马乡, 石桥苗族土家族乡 石桥乡; None for a township without a group in its name."""
    found = _ETHNIC.fullmatch(comparable(text))
    return found[1] + found[2] if found else None


def one_edit_apart(one: str, other: str) -> bool:
    """Equal but for one sign typed wrongly, left out or added."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    if len(one) == len(other):
        return one[start + 1 :] == other[start + 1 :]
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[start + 1 :] == shorter[start:]
