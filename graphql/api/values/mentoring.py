"""A mentor as a reserve has them, and what the rules find: the pieces that several answers show."""

from datetime import date
from enum import Enum

import strawberry
from strawberry import enum_value as word
from strawberry import field

from api.values.answers import PersonRef, VillageRef
from api.values.grading import P0, P1, P2
from api.values.words import Term, term
from domain import finding
from projections import mentored_by as read
from projections import talks as talks_read


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


@strawberry.type(description="A talk that a mentor and a reserve held. 谈心谈话记录")
class Talk:
    """What it was about is sealed with the reserve's key, its codes too."""

    village: VillageRef = field(description="For which village. 村", metadata=P0)
    mentor: PersonRef | None = field(
        description="Who; null where forgotten or not for the reader. 导师（已清除或无权查看时为空）",
        metadata=P1,
    )
    held_on: date = field(description="When. 谈话日期", metadata=P1)
    channel: Term | None = field(description="How. 方式", metadata=P1)
    next_on: date | None = field(description="The day agreed on for the next one. 约定下次日期", metadata=P1)
    problem: Term | None = field(description="The problem; null where masked. 问题类别", metadata=P2)
    measure: Term | None = field(description="The measure; null where masked. 措施类别", metadata=P2)
    problem_words: str | None = field(description="The problem in words. 问题说明", metadata=P2)
    measure_words: str | None = field(description="The measure in words. 措施说明", metadata=P2)
    said_words: str | None = field(description="What was said. 谈话内容", metadata=P2)

    @classmethod
    def of(cls, line: talks_read.TalkLine) -> "Talk":
        """The same, for clients."""
        about = line.about
        return cls(
            village=VillageRef.of(line.village),
            mentor=PersonRef.of(line.mentor) if line.mentor else None,
            held_on=line.held_on,
            channel=term("talk_channel", line.channel),
            next_on=line.next_on,
            problem=term("talk_problem", about.problem) if about else None,
            measure=term("talk_measure", about.measure) if about else None,
            problem_words=(about.problem_words or None) if about else None,
            measure_words=(about.measure_words or None) if about else None,
            said_words=(about.said or None) if about else None,
        )
