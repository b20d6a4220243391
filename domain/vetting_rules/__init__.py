"""What a county's rules say about vetting: merits, agencies, the negative list, how long a review holds, who decides.

The defaults stand here because rule sets published before vetting was ruled decode with them: never edit one, publish
a version instead. services/default_rules.toml says the same with room for a county's own changes; a test compares.
"""

from domain.vetting_rules.agencies import AGENCIES, ReviewAgency
from domain.vetting_rules.deciders import DECIDERS, Step
from domain.vetting_rules.merits import MERITS, Merit
from domain.vetting_rules.negative_list import NEGATIVE_LIST, LookBack, NegativeItem
from domain.vetting_rules.rules import NO_RULES_YET, Stage, VettingRules, months_later

__all__ = [
    "AGENCIES",
    "DECIDERS",
    "MERITS",
    "NEGATIVE_LIST",
    "NO_RULES_YET",
    "LookBack",
    "Merit",
    "NegativeItem",
    "ReviewAgency",
    "Stage",
    "Step",
    "VettingRules",
    "months_later",
]
