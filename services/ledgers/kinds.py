"""Which kind of ledger a sheet is, by its header first, then by title, sheet and file name; and its fields."""

import re
from collections.abc import Iterable
from typing import Literal

from domain.values.text import bare
from services.ledgers.headers import Header

Kind = Literal["villages", "members", "talents", "mentors", "reserves"]
KINDS: tuple[Kind, ...] = ("villages", "members", "talents", "mentors", "reserves")
_SIGNS: dict[Kind, dict[str, int]] = {
    "villages": {
        "incumbent_name": 4,
        "combined_post": 4,
        "star_rating": 4,
        "classification_reason": 3,
        "class_difficult": 4,
        "class_key": 4,
        "willingness_to_serve": 4,
        "village_code": 2,
        "classification": 1,
        "village": 1,
        "secretary:birth": 3,
        "secretary:education": 3,
    },
    "members": {
        "joined_party": 2,
        "member_kind": 3,
        "branch": 1,
        "residence": 2,
        "ethnicity": 1,
        "id_number": 1,
    },
    "talents": {
        "native_township": 4,
        "native_village": 4,
        "native": 2,
        "willingness_to_return": 5,
        "occupation": 3,
        "workplace": 2,
        "party_affiliation": 2,
        "political_status": 2,
        "place": 1,
    },
    "mentors": {"mentor_name": 5, "linked_villages": 5, "capacity": 5, "role": 3},
    "reserves": {
        "tier": 5,
        "willingness_to_stand": 5,
        "mentor_names": 4,
        "post": 1,
        "joined_party": 1,
        "id_number": 1,
    },
}
_TITLES: dict[Kind, tuple[str, ...]] = {
    "villages": (
        "村情",
        "行政村基本情况",
        "村基本情况",
        "村级组织",
        "村情况",
        "行政村台账",
        "村级班子",
        "村分类",
        "行政村",
        "村班子",
    ),
    "members": ("党员",),
    "talents": ("乡贤", "能人", "在外", "人才", "外出人员"),
    "mentors": ("导师", "帮带人", "师资"),
    "reserves": ("后备", "储备人选", "储备力量", "初步意向名单", "培养对象", "储备"),
}
_CLEAR = 3
"""The points from which a header speaks for a kind by itself."""
_OTHER_LISTS = re.compile(
    "两委|村干部|干部名|积极分子|发展对象|网格员|低保|村民代表|党代表|人大代表|工作队|申请人|名额|考勤|慰问"
)
"""Lists of people that are none of the five: their headers look like those of members."""
_OTHER_LIST_POINTS = 4


def kind_of(header: Header, titles: Iterable[str], names: Iterable[str]) -> Kind | None:
    """`titles`: the texts above the header; `names`: of sheet and file. None when nothing decides."""
    meanings = header.meanings()
    plain = {meaning.removeprefix("mentor:") for meaning in meanings}
    scores = {
        kind: sum(
            points
            for meaning, points in signs.items()
            if meaning in (plain if kind == "mentors" else meanings)
        )
        for kind, signs in _SIGNS.items()
    }
    by_header = dict(scores)
    titles, names = tuple(titles), tuple(names)
    is_named = False
    for points, texts in ((4, titles), (3, names)):
        for kind, words in _TITLES.items():
            if any(word in bare(text) for text in texts for word in words):
                scores[kind] += points
                is_named = True
    if not is_named and any(_OTHER_LISTS.search(bare(text)) for text in (*titles, *names)):
        scores = {kind: points - _OTHER_LIST_POINTS for kind, points in scores.items()}
    for kind in KINDS:
        if not _can_be(kind, meanings):
            scores[kind] = -1
    best = max(scores.values())
    leaders = [kind for kind in KINDS if scores[kind] == best]
    if best < _CLEAR:
        return None
    if len(leaders) > 1:
        leaders = (
            sorted(leaders, key=lambda kind: -by_header[kind])[:1]
            if len({by_header[k] for k in leaders}) > 1
            else []
        )
    return leaders[0] if leaders else None


def _can_be(kind: Kind, meanings: frozenset[str]) -> bool:
    persons = {"name", "mentor_name"}
    if kind == "villages":
        return bool(meanings & {"village", "village_code", "branch"})
    if kind == "mentors":
        return bool(meanings & (persons | {"mentor_names"}))
    return bool(meanings & {"name"})
