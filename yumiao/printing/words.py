"""How facts and states read on paper."""

from collections.abc import Mapping

from domain.grades import GRADES
from domain.recorded import Decider
from domain.rule_set import VillageClass
from domain.values.education import EDUCATION
from domain.values.person_words import (
    ETHNICITY,
    MEMBER_KIND,
    MENTOR_ROLE,
    PARTY_AFFILIATION,
    POLITICAL_STATUS,
    RESIDENCE,
    SEX,
    TIER,
    WILLINGNESS,
    YES_NO,
)
from domain.values.wording import Wording
from projections.mentored_by import MentoredBy
from projections.person_file import CandidacyLine

WORDINGS: Mapping[str, Wording] = {
    "sex": SEX,
    "ethnicity": ETHNICITY,
    "education": EDUCATION,
    "education_full_time": EDUCATION,
    "education_in_service": EDUCATION,
    "residence": RESIDENCE,
    "member_kind": MEMBER_KIND,
    "political_status": POLITICAL_STATUS,
    "party_affiliation": PARTY_AFFILIATION,
    "tier": TIER,
    "combined_post": YES_NO,
    "role": MENTOR_ROLE,
    "willingness_to_stand": WILLINGNESS,
    "willingness_to_return": WILLINGNESS,
    "willingness_to_serve": WILLINGNESS,
}
FIELDS: Mapping[str, str] = {
    "village": "村", "township": "乡镇", "village_code": "村代码", "native_township": "籍贯乡镇",
    "native_village": "籍贯村", "name": "姓名", "sex": "性别", "birth": "出生年月", "joined_party": "入党时间",
    "member_kind": "党员类别", "education": "学历", "education_full_time": "全日制学历",
    "education_in_service": "在职学历", "residence": "居住", "political_status": "政治面貌",
    "party_affiliation": "组织关系", "occupation": "职业", "workplace": "工作单位", "post": "职务",
    "tier": "培养类别", "role": "导师身份", "capacity": "可带人数", "linked_villages": "联系村",
    "mentor_names": "名册所列导师", "classification": "村类别", "combined_post": "一肩挑", "star_rating": "星级",
    "willingness_to_stand": "参选意愿", "willingness_to_return": "回村意愿", "willingness_to_serve": "任职意愿",
    "phone": "电话", "ethnicity": "民族", "talk_words": "谈话内容", "id_number": "身份证号",
    "classification_reason": "分类依据", "decision_reason": "决定理由", "review_finding": "审查意见",
}  # fmt: skip
CLASSES = {VillageClass.DIFFICULT: "难点村", VillageClass.KEY: "重点村", VillageClass.ORDINARY: "一般村"}


def said(field: str, value: str | None) -> str:
    """A fact's value in words; empty for nothing."""
    if not value:
        return ""
    wording = WORDINGS.get(field)
    return wording.zh(value) if wording and value in wording.codes() else value


def label(field: str) -> str:
    """A field's Chinese name."""
    return FIELDS.get(field, field) if field in GRADES else field


def ages(low: int | None, high: int | None) -> str:
    """One age, or the range that a birth month or year leaves open."""
    if low is None:
        return ""
    return str(low) if low == high else f"{low}-{high}"


def standing(candidacy: CandidacyLine) -> str:
    """Where a candidacy stands, never more than is decided."""
    if candidacy.left_on:
        return f"{candidacy.left_on} 出库"
    if candidacy.cleared:
        return f"已过审，至 {candidacy.cleared_through}"
    if candidacy.cleared_through:
        return f"审查已过期（{candidacy.cleared_through}）"
    if candidacy.proposed_on:
        return f"{candidacy.proposed_on} 提名，未过审"
    return "待认定" if candidacy.waits else "名册所列，未过审"


def tier(candidacy: CandidacyLine) -> str:
    """The decided tier; a ledger's is marked as a claim."""
    if candidacy.decided_tier:
        return said("tier", candidacy.decided_tier)
    return f"{said('tier', candidacy.tier)}（台账）" if candidacy.tier else ""


def mentor(found: MentoredBy) -> str:
    """Name and role of one mentor."""
    name = found.mentor.name if found.mentor else "（外乡镇导师）"
    role = f"（{MENTOR_ROLE.zh(found.role)}）" if found.role else ""
    return f"{name or '（未知）'}{role}{'，缺岗' if found.away else ''}"


def decider(found: Decider | None) -> str:
    """Name and role of who decided."""
    return f"{found.name}（{found.role}）" if found else ""
