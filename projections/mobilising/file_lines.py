"""What a person's file shows of their answers, of who went to see them, and of their recorded kin."""

from datetime import date

import msgspec

from domain.grades import Viewer
from domain.kinship import Kin, KnownFrom
from domain.outreach import WillingTo
from domain.outreach.events import OutreachPrivate, Reason
from projections.answer import PersonRef
from projections.fold import Human
from projections.mobilising.ties import FIELD
from projections.mobilising.unwilling import WORDS
from projections.scope import person_ref, visible
from projections.world import World

REASON = "willingness_reason"


class AnswerLine(msgspec.Struct, frozen=True, kw_only=True):
    """An answer that a named person took down. `reason` None: none, or masked."""

    kind: WillingTo
    on: date
    answer: str | None
    channel: str | None
    reason: Reason | None


class ContactLine(msgspec.Struct, frozen=True, kw_only=True):
    """A contact. `about` None: masked."""

    kind: WillingTo
    on: date
    about: OutreachPrivate | None


class KinLine(msgspec.Struct, frozen=True, kw_only=True):
    """`other` is `kind` to the person; None: forgotten, or not for this viewer."""

    other: PersonRef | None
    kind: Kin
    known_from: KnownFrom
    since: date


class Mobilising(msgspec.Struct, frozen=True, kw_only=True):
    """Answers and contacts newest first; kin by id."""

    excellent: bool
    answers: tuple[AnswerLine, ...]
    contacts: tuple[ContactLine, ...]
    kin: tuple[KinLine, ...]
    masked: tuple[str, ...]
    """Fields that exist and are not shown."""
    sensitive: tuple[str, ...]
    """Shown here: to be recorded as read."""


def mobilising_of(world: World, viewer: Viewer, human: Human) -> Mobilising:
    """As this viewer may see it."""
    outreach, sees_why = human.outreach, viewer.sees(REASON)
    has = {
        REASON: any(a.reason for a in outreach.answers),
        WORDS: bool(outreach.attempts),
        FIELD: bool(human.kin),
    }
    return Mobilising(
        excellent=outreach.excellent,
        answers=tuple(
            AnswerLine(
                kind=a.kind,
                on=a.at[0],
                answer=a.answer.value if viewer.sees(a.kind.field) else None,
                channel=a.channel.value if a.channel else None,
                reason=a.reason if sees_why else None,
            )
            for a in reversed(outreach.answers)
        ),
        contacts=tuple(
            ContactLine(kind=a.kind, on=a.at[0], about=a.said if viewer.sees(WORDS) else None)
            for a in reversed(outreach.attempts)
        ),
        kin=_kin(world, viewer, human) if viewer.sees(FIELD) else (),
        masked=tuple(field for field, there in has.items() if there and not viewer.sees(field)),
        sensitive=(REASON,) if has[REASON] and sees_why else (),
    )


def _kin(world: World, viewer: Viewer, human: Human) -> tuple[KinLine, ...]:
    lines = []
    for record in sorted(human.kin):
        tie, other = human.kin[record], world.human(record)
        if tie.kind and tie.known_from:
            seen = person_ref(viewer, other) if other and visible(world, viewer, other) else None
            lines.append(KinLine(other=seen, kind=tie.kind, known_from=tie.known_from, since=tie.at[0]))
    return tuple(lines)
