"""A mentor as a reserve has them, and what the rules find: the pieces that several answers show."""

from datetime import date
from enum import Enum

import strawberry
from strawberry import enum_value as word
from strawberry import field

from api.values.answers import PersonRef
from api.values.grading import P0, P1
from api.values.words import Term, term
from domain import finding
from projections import mentored_by as read


@strawberry.enum(description="What a pairing rests on. 结对依据")
class PairingSource(Enum):
    """See projections.fold.TieSource."""

    DECIDED = word("DECIDED", description="A named person's decision. 经决定")
    LEDGER = word("LEDGER", description="A name on a roster: a claim. 台账所列")


@strawberry.type(description="A mentor whom a reserve has. 现有导师")
class MentoredBy:
    """A decided pairing wins over a ledger's name of the same mentor."""

    mentor: PersonRef | None = field(
        description="Who; null where they are not for the reader. 导师（无权查看时为空）", metadata=P1
    )
    role: Term | None = field(description="As what; null where a ledger does not tell. 导师身份", metadata=P1)
    since: date | None = field(description="Since when. 结对起始日", metadata=P1)
    source: PairingSource = field(description="What it rests on. 依据", metadata=P1)
    away: bool = field(description="Away on the day. 当日是否缺岗", metadata=P1)

    @classmethod
    def of(cls, row: read.MentoredBy) -> "MentoredBy":
        """The same, for clients."""
        return cls(
            mentor=PersonRef.of(row.mentor) if row.mentor else None,
            role=term("role", row.role),
            since=row.since,
            source=PairingSource[row.source.name],
            away=row.away,
        )


@strawberry.type(description="What the rules say of something that was done all the same. 提示")
class Finding:
    """Shown; it stops nobody."""

    code: str = field(description="Stable. 代码", metadata=P0)
    message: str = field(description="What is so and what would cure it. 说明（英文）", metadata=P0)
    message_zh: str = field(description="The same in Chinese. 说明", metadata=P0)
    rule: str = field(description="The rule behind it. 所依据的规则", metadata=P0)
    version: int = field(description="Of which version of the rules. 规则版本", metadata=P0)

    @classmethod
    def of(cls, found: finding.Finding) -> "Finding":
        """The same, for clients."""
        return cls(
            code=found.code,
            message=found.message,
            message_zh=found.message_zh,
            rule=found.rule,
            version=found.version,
        )
