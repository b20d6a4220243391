"""Whoever was interviewed is nowhere named."""

import msgspec

from domain.event import EVENT_TYPES
from domain.survey import events as survey


def test_no_event_has_a_place_for_an_interviewees_name() -> None:
    interview = EVENT_TYPES["survey.interview_recorded.v1"]
    assert [f.name for f in msgspec.structs.fields(interview)] == [
        "sealed_for", "survey", "village", "number", "group", "held_on", "private",
    ]  # fmt: skip
    assert [f.name for f in msgspec.structs.fields(survey.InterviewPrivate)] == ["answers"]
