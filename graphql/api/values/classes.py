"""What somebody is by age and education on a day."""

from enum import Enum

import strawberry
from strawberry import enum_value as word
from strawberry import field

from api.values.grading import P1
from projections import classes as read


@strawberry.enum(description="Which terms somebody meets. 符合哪种条件")
class Eligibility(Enum):
    """See projections.classes.Eligibility."""

    GENERAL = word("GENERAL", description="The general terms. 一般条件")
    EXCEPTIONAL = word("EXCEPTIONAL", description="Only by an approved exception. 仅符合放宽条件")
    NEITHER = word("NEITHER", description="Neither. 均不符合")
    UNKNOWN = word("UNKNOWN", description="Age or education is not known well enough. 年龄或学历不明")


@strawberry.type(description="What somebody is by age and education on a day. 某日的年龄、学历类别")
class Classes:
    """Unknown is never guessed."""

    eligibility: Eligibility = field(description="Which terms are met. 符合条件", metadata=P1)
    quotas: list[str] = field(description="Codes of the quotas counted for. 计入的结构要求", metadata=P1)
    doubtful: list[str] = field(description="Codes of which it is not known. 情况不明的结构要求", metadata=P1)

    @classmethod
    def of(cls, found: read.Classes) -> "Classes":
        """The same, for clients."""
        return cls(
            eligibility=Eligibility[found.eligibility.name],
            quotas=list(found.quotas),
            doubtful=list(found.doubtful),
        )
