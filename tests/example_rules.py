"""A rule set for tests: the programme's own figures, two reserves for difficult and key villages."""

from domain.rule_set import MentorLimits, Quota, RuleSet, Terms, VillageClass

RULES = RuleSet(
    name="test rules",
    reserves_wanted={VillageClass.DIFFICULT: 2, VillageClass.KEY: 2, VillageClass.ORDINARY: 1},
    general=Terms(age_max=45, education_min="junior_college"),
    exceptional=Terms(age_max=50, education_min="senior_middle"),
    quotas=(
        Quota(code="women", label="women", label_zh="女性", percent=15, about=True, sex="female"),
        Quota(
            code="young_college",
            label="35 or younger with junior college",
            label_zh="35岁以下大专",
            percent=30,
            about=True,
            age_max=35,
            education_min="junior_college",
        ),
        Quota(
            code="young_bachelor",
            label="35 or younger with bachelor",
            label_zh="35岁以下大学",
            percent=10,
            about=False,
            age_max=35,
            education_min="bachelor",
        ),
    ),
    quota_tolerance_percent=5,
    mentors=MentorLimits(warn_over=3, alarm_over=5, capacity=5),
)
