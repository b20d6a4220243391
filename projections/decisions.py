"""One decision with everything it rested on, reloaded from the evidence that was stored with it."""

from collections.abc import Mapping
from typing import Any

import msgspec

from domain.grades import Viewer
from domain.ids import CandidacyId
from domain.recorded import Recorded
from domain.refusal import Refusal
from projections.answer import Stamp
from projections.history import HistoryLine, history_line, shows
from projections.scope import must_read, sees_all, stamp
from projections.world import World

FINDINGS = frozenset({"candidacy.opinion_recorded.v1", "candidacy.joint_review_concluded.v1"})
"""Whose words are a review's conclusions (P4)."""
FINDING_PARTS = frozenset({"outcome", "items"})
PLAIN = frozenset(
    {
        "terms", "tier", "together_with", "post", "why", "stage", "agency", "by_list", "field", "withheld",
        "declined", "settlement", "verdict", "channel", "number",
    }
)  # fmt: skip
OF_FINDING = frozenset({"origin", "agency"})
"""Sealed parts that tell who found something."""


class DecisionPart(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was decided or said. `value` None: masked."""

    name: str
    value: str | None
    masked: bool


class RestedOn(msgspec.Struct, frozen=True, kw_only=True):
    """What one subject's stream said when the decision was made, as far as this viewer may know it."""

    subject: str
    events: tuple[HistoryLine, ...]


class DecisionFile(msgspec.Struct, frozen=True, kw_only=True):
    """`sensitive_fields`: to be recorded as read. `place`: where it belongs."""

    stamp: Stamp
    line: HistoryLine
    candidacy: CandidacyId | None
    parts: tuple[DecisionPart, ...]
    rested_on: tuple[RestedOn, ...]
    sensitive_fields: tuple[str, ...]
    place: str


def decision(world: World, viewer: Viewer, decision_id: str) -> DecisionFile:
    """By the id that its command and the history answer.

    Raises: DECISION_UNKNOWN (also where it is not for this viewer: the two cannot be told apart), ROLE_MAY_NOT.
    """
    must_read(viewer)
    found = world.fold.annals.decision(decision_id)
    if found is None or not _is_for(world, viewer, found):
        raise Refusal(
            "DECISION_UNKNOWN",
            "No such decision in your region. `yumiao history SUBJECT` answers their ids.",
            "您的管辖范围内没有该项决定。可用 `yumiao history 对象` 查到编号。",
            path=("id",),
        )
    parts = _parts(viewer, found)
    return DecisionFile(
        stamp=stamp(world, viewer.region),
        line=history_line(world, viewer, found),
        candidacy=getattr(found.event, "candidacy", None),
        parts=tuple(part for part, _ in parts),
        rested_on=tuple(_rested_on(world, viewer, stream, version) for stream, version in found.evidence),
        sensitive_fields=tuple(sorted({field for part, field in parts if field and not part.masked})),
        place=found.region_code,
    )


def _is_for(world: World, viewer: Viewer, recorded: Recorded) -> bool:
    place = recorded.region_code
    return shows(world, viewer, recorded) and (
        sees_all(world, viewer) or bool(place and viewer.covers(place))
    )


def _rested_on(world: World, viewer: Viewer, stream: str, version: int) -> RestedOn:
    known = [r for r in world.fold.annals.about(stream) if r.stream == stream and r.version <= version]
    lines = tuple(history_line(world, viewer, r) for r in known if shows(world, viewer, r))
    return RestedOn(subject=stream, events=lines)


def _parts(viewer: Viewer, recorded: Recorded) -> list[tuple[DecisionPart, str]]:
    """Each with the graded field that it is shown under; empty for what is open to all who may read."""
    if not recorded.topic.startswith(("candidacy.", "objection.")) or recorded.event is None:
        return []
    event: Any = recorded.event
    found: list[tuple[str, Any, str]] = [
        (name, getattr(event, name), "review_finding" if name in FINDING_PARTS else "")
        for name in event.__struct_fields__
        if name in PLAIN | FINDING_PARTS
    ]
    private = event.private if hasattr(event, "private") else None
    for name in private.__struct_fields__ if private else ():
        secret = recorded.topic in FINDINGS or name in FINDING_PARTS | OF_FINDING
        value = getattr(private, name)
        said = value.items() if isinstance(value, Mapping) else [(name, value)]
        found += [(key, one, "review_finding" if secret else "decision_reason") for key, one in said]
    return [
        (_part(viewer, name, value, field), field)
        for name, value, field in found
        if value not in ("", (), None)
    ]


def _part(viewer: Viewer, name: str, value: Any, field: str) -> DecisionPart:
    masked = bool(field) and not viewer.sees(field)
    text = " ".join(value) if isinstance(value, tuple) else str(value)
    return DecisionPart(name=name, value=None if masked else text, masked=masked)
