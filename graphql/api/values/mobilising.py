"""Answers, contacts and kin as a person's file shows them; what several questions say of outreach."""

from datetime import date

import strawberry
from strawberry import field

from api.values.answers import PersonRef
from api.values.grading import P1, P2, P3
from api.values.words import Term, term
from projections.mobilising import file_lines as read


@strawberry.type(description="An answer that a named person took down. 意愿答复")
class WillingnessAnswer:
    """Beside what ledgers claim."""

    kind: Term = field(description="About what. 意愿种类", metadata=P1)
    answered_on: date = field(description="When. 答复日期", metadata=P1)
    answer: Term | None = field(description="What. 答复", metadata=P1)
    channel: Term | None = field(description="How it was got. 方式", metadata=P1)
    reason: Term | None = field(
        description="Why not; shown within a case. 不愿意的原因（凭事由查看）", metadata=P3
    )

    @classmethod
    def of(cls, line: read.AnswerLine) -> "WillingnessAnswer":
        """The same, for clients."""
        return cls(
            kind=_sure("willing_to", line.kind),
            answered_on=line.on,
            answer=term("willingness_to_stand", line.answer),
            channel=term("outreach_channel", line.channel),
            reason=term("willingness_reason", line.reason),
        )


@strawberry.type(description="A contact with somebody to be won. 一次联系动员")
class Contact:
    """Masked below P2."""

    kind: Term = field(description="About what. 意愿种类", metadata=P1)
    made_on: date = field(description="When. 联系日期", metadata=P1)
    channel: Term | None = field(description="How. 方式", metadata=P2)
    answer: Term | None = field(description="What it brought. 结果", metadata=P2)
    next_step: Term | None = field(description="How next. 下一步方式", metadata=P2)
    next_on: date | None = field(description="When next. 下一步日期", metadata=P2)
    owner: str | None = field(description="Who goes. 责任人", metadata=P2)
    words: str | None = field(description="In words. 情况说明", metadata=P2)

    @classmethod
    def of(cls, line: read.ContactLine) -> "Contact":
        """The same, for clients."""
        about = line.about
        return cls(
            kind=_sure("willing_to", line.kind),
            made_on=line.on,
            channel=term("outreach_channel", about.channel) if about else None,
            answer=term("outreach_answer", about.answer) if about else None,
            next_step=term("outreach_channel", about.next_step) if about else None,
            next_on=about.next_on if about else None,
            owner=(about.owner or None) if about else None,
            words=(about.words or None) if about else None,
        )


@strawberry.type(description="A recorded tie. 亲属关系")
class KinTie:
    """A surname is never one."""

    other: PersonRef | None = field(
        description="Who; null where forgotten or not for the reader. 亲属（已清除或无权查看时为空）",
        metadata=P2,
    )
    kind: Term = field(description="What they are to the person. 关系", metadata=P2)
    known_from: Term = field(description="Where it is known from. 来源", metadata=P2)
    since: date = field(description="Recorded as of. 登记日期", metadata=P2)

    @classmethod
    def of(cls, line: read.KinLine) -> "KinTie":
        """The same, for clients."""
        return cls(
            other=PersonRef.of(line.other) if line.other else None,
            kind=_sure("kin", line.kind),
            known_from=_sure("tie_source", line.known_from),
            since=line.since,
        )


def _sure(of_field: str, code: str) -> Term:
    """A code that the domain gave always has its words."""
    return term(of_field, code) or Term(code=code, label=code, label_zh=code)
