"""The whole of one version: whoever reads a decision's version finds here everything that it went by."""

from collections.abc import Mapping

import msgspec

from domain.rule_set.classifying import Classifying
from domain.rule_set.cultivating import ExceptionWatch, Outreach, TierTerms, Training
from domain.rule_set.due_process import DueProcess
from domain.rule_set.eligibility import CandidacyGate, PartyStanding, Quota, Terms, VillageClass
from domain.rule_set.mentoring import Mentoring, MentorLimits
from domain.rule_set.surveying import Surveying
from domain.vetting_rules import VettingRules


class RuleSet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One version of the rules, complete and readable; what has a default was ruled later than the rest."""

    name: str
    reserves_wanted: Mapping[VillageClass, int]
    general: Terms
    exceptional: Terms
    quotas: tuple[Quota, ...]
    quota_tolerance_percent: int
    mentors: MentorLimits
    vetting: VettingRules = VettingRules()
    mentoring: Mentoring = Mentoring()
    candidacy_gate: CandidacyGate = CandidacyGate()
    standing: PartyStanding = PartyStanding()
    classifying: Classifying = Classifying()
    surveying: Surveying = Surveying()
    due_process: DueProcess = DueProcess()
    tiers: TierTerms = TierTerms()
    training: Training = Training()
    outreach: Outreach = Outreach()
    exceptions: ExceptionWatch = ExceptionWatch()
