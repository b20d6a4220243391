"""How sensitive each field is, and who may see what. Total by test: an ungraded field fails the build."""

from collections.abc import Mapping
from enum import IntEnum, StrEnum

import msgspec

from domain.ids import RegionCode


class Grade(IntEnum):
    """P0 public, P1 work, P2 personal contact, P3 sensitive, P4 review conclusions."""

    P0 = 0
    P1 = 1
    P2 = 2
    P3 = 3
    P4 = 4


GRADES: Mapping[str, Grade] = {
    "village": Grade.P0, "township": Grade.P0, "village_code": Grade.P0,
    "native_township": Grade.P1, "native_village": Grade.P1,
    "name": Grade.P1, "sex": Grade.P1, "birth": Grade.P1, "joined_party": Grade.P1, "member_kind": Grade.P1,
    "education": Grade.P1, "education_full_time": Grade.P1, "education_in_service": Grade.P1,
    "residence": Grade.P1, "political_status": Grade.P1, "party_affiliation": Grade.P1, "occupation": Grade.P1,
    "workplace": Grade.P1, "post": Grade.P1, "tier": Grade.P1, "role": Grade.P1, "capacity": Grade.P1,
    "linked_villages": Grade.P1, "mentor_names": Grade.P1,
    "classification": Grade.P1, "combined_post": Grade.P1, "star_rating": Grade.P1,
    "willingness_to_stand": Grade.P1, "willingness_to_return": Grade.P1, "willingness_to_serve": Grade.P1,
    "phone": Grade.P2, "ethnicity": Grade.P2, "talk_words": Grade.P2,
    "outreach_words": Grade.P2, "tie": Grade.P2, "willingness_reason": Grade.P3,
    "id_number": Grade.P3, "classification_reason": Grade.P3,
    "survey_finding": Grade.P3, "decision_reason": Grade.P3, "review_finding": Grade.P4,
}  # fmt: skip


class Role(StrEnum):
    """Who somebody is at work."""

    COUNTY_DEPARTMENT = "county_department"
    COUNTY_LEADER = "county_leader"
    TOWNSHIP = "township"
    SURVEY_TEAM = "survey_team"
    REVIEW_AGENCY = "review_agency"
    MENTOR = "mentor"
    AUDITOR = "auditor"
    OPERATOR = "operator"


class Action(StrEnum):
    """What a role may do."""

    READ = "read"
    ENTER = "enter"
    """Import ledgers, settle facts, merge people."""
    CONCLUDE = "conclude"
    """Enter what agencies and the county decided about a candidacy."""
    GOVERN = "govern"
    """Enter the county's rules and the days of its elections."""
    ERASE = "erase"
    OPERATE = "operate"
    """Back up, restore, rebuild, verify."""


ALLOWED: Mapping[Role, tuple[Grade, frozenset[Action]]] = {
    Role.COUNTY_DEPARTMENT: (Grade.P4, frozenset(Action)),
    Role.COUNTY_LEADER: (Grade.P4, frozenset({Action.READ, Action.ERASE})),
    Role.TOWNSHIP: (Grade.P3, frozenset({Action.READ, Action.ENTER})),
    Role.SURVEY_TEAM: (Grade.P2, frozenset({Action.READ})),
    Role.REVIEW_AGENCY: (Grade.P2, frozenset({Action.READ})),
    Role.MENTOR: (Grade.P1, frozenset({Action.READ})),
    Role.AUDITOR: (Grade.P1, frozenset({Action.READ})),
    Role.OPERATOR: (Grade.P0, frozenset({Action.OPERATE})),
}
"""Per role: the highest grade it may see (P3 and P4 only with a case), and its actions."""


class Viewer(msgspec.Struct, frozen=True, kw_only=True):
    """Who looks, as what, at which region, for which open case. Goes through every read model."""

    name: str
    role: Role
    region: RegionCode
    case: str = ""

    def may(self, action: Action) -> bool:
        """Whether the role has this action at all."""
        return action in ALLOWED[self.role][1]

    def covers(self, code: str) -> bool:
        """Whether a place lies in the viewer's region (its code begins with the region's)."""
        return code.startswith(self.region)

    def could_see(self, field: str) -> bool:
        """Whether the role may see a field at all, with a case where one is needed."""
        grade = GRADES.get(field)
        return grade is not None and grade <= ALLOWED[self.role][0]

    def sees(self, field: str) -> bool:
        """Whether a field may be shown; an ungraded field never is, and P3 and P4 only within a case."""
        return self.could_see(field) and (GRADES[field] < Grade.P3 or bool(self.case))
