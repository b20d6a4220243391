"""How facts and states read on paper."""

from api.values.words import FIELD_NAMES, WORDINGS
from domain.recorded import Decider
from domain.rule_set import VillageClass
from domain.values.person_words import MENTOR_ROLE
from projections.mentored_by import MentoredBy
from projections.person_file import CandidacyLine

CLASSES = {VillageClass.DIFFICULT: "难点村", VillageClass.KEY: "重点村", VillageClass.ORDINARY: "一般村"}


def said(field: str, value: str | None) -> str:
    """A fact's value in words; empty for nothing."""
    if not value:
        return ""
    wording = WORDINGS.get(field)
    return wording.zh(value) if wording and value in wording.codes() else value


def label(field: str) -> str:
    """A field's Chinese name."""
    return FIELD_NAMES[field][1] if field in FIELD_NAMES else field


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
