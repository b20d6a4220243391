"""The closed words of the API, each explained. Their names equal those of the domain's own enums."""

from enum import Enum

import strawberry
from strawberry import enum_value as word


@strawberry.enum(description="Whom a count counts. 统计口径")
class Counting(Enum):
    """See projections.answer.Counting."""

    CLEARED = word(
        "CLEARED", description="Admitted, with both reviews valid on the day. 已入库且两级审查均有效"
    )
    ON_ROSTER = word(
        "ON_ROSTER",
        description="Also those known only from a ledger or still under review. 在册（含台账所列、审查中）",
    )


@strawberry.enum(description="How a village is classified. 村类别")
class Classification(Enum):
    """See domain.rule_set.VillageClass."""

    DIFFICULT = word("DIFFICULT", description="Difficult village. 难点村")
    KEY = word("KEY", description="Key village. 重点村")
    ORDINARY = word("ORDINARY", description="Every other village. 一般村")


@strawberry.enum(description="Which of the offices' ledgers. 台账种类")
class LedgerKind(Enum):
    """See domain.ledger.LedgerKind."""

    VILLAGES = word("VILLAGES", description="Villages. 村情台账")
    MEMBERS = word("MEMBERS", description="Party members. 党员台账")
    TALENTS = word("TALENTS", description="Capable natives elsewhere. 在外乡贤能人台账")
    MENTORS = word("MENTORS", description="Mentors. 导师台账")
    RESERVES = word("RESERVES", description="Reserves. 后备力量台账")
