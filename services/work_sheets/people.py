"""What is printed of people on a work sheet, as the viewer may see it, and the columns that most sheets share."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from domain.candidacy import Candidacy
from domain.grades import Viewer
from domain.ids import RegionCode
from domain.values.education import EDUCATION
from domain.values.person_words import SEX, TIER
from domain.values.vetting_words import DECIDER_ROLE
from domain.values.village_words import VILLAGE_CLASS
from domain.values.wording import Wording
from projections.fold import Candidate, Human
from projections.ops import CLASSES
from projections.reviews import what_counts
from projections.scope import people_in
from projections.world import World
from services.work_sheets.cells import on_day, printed, word, words

TOWNSHIP = printed("township", "乡镇", 12)
VILLAGE = printed("village", "村", 14, identity=True)
CLASS = printed("classification", "村类别", 9)
NAME = printed("name", "姓名", 10, identity=True)
SEX_COLUMN = printed("sex", "性别", 6)
BIRTH = printed("birth", "出生年月", 11)
EDUCATED = printed("education", "学历", 9)
TIER_SAID = printed("tier", "台账层次", 9)
PERSON = (TOWNSHIP, VILLAGE, NAME, SEX_COLUMN, BIRTH, EDUCATED)

DECIDED_ON = on_day(
    "decided_on", "决定日期", "作出决定的那一天，例如 2026-03-01", needed=True, path="decidedOn"
)
DECIDED_BY = words(
    "decided_by", "决定人", "在纸质材料上作出决定的人", width=10, needed=True, path="decidedBy"
)
DECIDER = word("decider_role", "决定人身份", DECIDER_ROLE, "决定人以什么身份作出决定", path="decidedBy")
OFFICE = words("office", "决定人单位", "决定人所在单位", width=14, path="decidedBy")
DOCUMENT = words("document_number", "文号", "纸质材料的文号", width=16, path="documentNumber")
DECISION = (DECIDED_ON, DECIDED_BY, DECIDER, OFFICE, DOCUMENT)
"""Who decided, when, on what paper: in each row, or once above the table."""


class Standing(NamedTuple):
    """One candidacy of a region, with the decisions that count of it."""

    human: Human
    candidate: Candidate
    decided: Candidacy


def standings(world: World, region: RegionCode) -> Iterator[Standing]:
    """Every candidacy for a village of the region that is not over, by village, then name, then id."""
    published = world.fold.record.rule_sets
    found = [
        Standing(human, candidate, what_counts(candidate.decisions, published))
        for human in people_in(world, region)
        for candidate in human.candidates.values()
        if candidate.village.startswith(region) and not any(c.over for c in candidate.decisions)
    ]
    yield from sorted(found, key=lambda s: (s.candidate.village, s.human.name or "", s.human.id))


def given(world: World, viewer: Viewer, human: Human, village: str) -> Mapping[str, str]:
    """What is printed of somebody for a village: never more than the viewer may see."""
    entry = world.index.villages.get(village)
    candidate = human.candidates.get(village)
    said = {
        "name": human.name,
        "sex": label(SEX, human.sex),
        "birth": str(human.birth) if human.birth else None,
        "education": label(EDUCATION, human.education),
        "tier": label(TIER, candidate.tier if candidate else None),
        "classification": label(VILLAGE_CLASS, CLASSES[entry.rank] if entry and entry.classified else None),
        "id_number": human.value("id_number"),
    }
    shown = {field: value for field, value in said.items() if value and viewer.sees(field)}
    return {
        "township": world.index.region_name(village[:9]),
        "village": world.index.region_name(village),
        **shown,
    }


def label(wording: Wording, code: str | None) -> str:
    """The Chinese word of a code; a code of no list stays as it is."""
    return wording.zh(code) if code in wording.meanings else code or ""
