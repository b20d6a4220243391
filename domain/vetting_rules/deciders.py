"""Which roles may take which step, from proposal to exit."""

from collections.abc import Mapping
from enum import StrEnum


class Step(StrEnum):
    """What somebody decides on the way from proposal to exit."""

    PROPOSE = "propose"
    SCREEN = "screen"
    OPINION = "opinion"
    CONCLUDE = "conclude"
    GRANT_EXCEPTION = "grant_exception"
    ADMIT = "admit"
    SET_TIER = "set_tier"
    RECORD_USE = "record_use"
    EXIT = "exit"
    EARLIER_REVIEW = "earlier_review"
    ACCEPT_EARLIER = "accept_earlier"
    INFORM = "inform"
    HEAR = "hear"
    SETTLE_FINDING = "settle_finding"
    ANSWER_FINDING = "answer_finding"
    LODGE_OBJECTION = "lodge_objection"
    DECIDE_OBJECTION = "decide_objection"
    ELECT_EARLY = "elect_early"


DECIDERS: Mapping[Step, tuple[str, ...]] = {
    Step.PROPOSE: ("survey_team", "township", "county_leader"),
    Step.SCREEN: ("township",),
    Step.OPINION: ("review_agency",),
    Step.CONCLUDE: ("county_department", "county_leader"),
    Step.GRANT_EXCEPTION: ("county_department", "county_leader"),
    Step.ADMIT: ("county_department", "county_leader"),
    Step.SET_TIER: ("township", "county_department", "county_leader", "mentor"),
    Step.RECORD_USE: ("township", "county_department", "county_leader"),
    Step.EXIT: ("county_department", "county_leader"),
    Step.EARLIER_REVIEW: ("township", "county_department", "county_leader"),
    Step.ACCEPT_EARLIER: ("county_department", "county_leader"),
    Step.INFORM: ("township", "county_department", "county_leader"),
    Step.HEAR: ("township", "county_department", "county_leader"),
    Step.SETTLE_FINDING: ("township", "county_department", "county_leader", "review_agency"),
    Step.ANSWER_FINDING: ("township", "county_department", "county_leader"),
    Step.LODGE_OBJECTION: ("township", "county_department", "county_leader"),
    Step.DECIDE_OBJECTION: ("county_department", "county_leader"),
    Step.ELECT_EARLY: ("township", "county_department", "county_leader"),
}
