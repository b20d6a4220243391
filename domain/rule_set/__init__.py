"""The county's rules as versioned data: what is wanted, who may be chosen, which structure is required.

One file a subject of the rules; rules.py is the whole of one version, events.py how versions follow each other.
Rule sets that were stored before a subject was ruled read with its default.
"""

from domain.rule_set.classifying import Classifying, Criterion
from domain.rule_set.cultivating import ExceptionWatch, Outreach, TierTerms, Training
from domain.rule_set.due_process import DueProcess
from domain.rule_set.eligibility import (
    CandidacyGate,
    PartyStanding,
    Post,
    PostGate,
    Quota,
    Terms,
    VillageClass,
)
from domain.rule_set.events import RuleSetPublished, in_force
from domain.rule_set.mentoring import R40, R41, Mentoring, MentorLimits, MentorRole
from domain.rule_set.rules import RuleSet
from domain.rule_set.surveying import Surveying, TalkGroup

__all__ = [
    "R40",
    "R41",
    "CandidacyGate",
    "Classifying",
    "Criterion",
    "DueProcess",
    "ExceptionWatch",
    "MentorLimits",
    "MentorRole",
    "Mentoring",
    "Outreach",
    "PartyStanding",
    "Post",
    "PostGate",
    "Quota",
    "RuleSet",
    "RuleSetPublished",
    "Surveying",
    "TalkGroup",
    "Terms",
    "TierTerms",
    "Training",
    "VillageClass",
    "in_force",
]
