"""Every event of a survey or of a village's class and plan that was ever stored can still be read."""

import json
from pathlib import Path

import msgspec
import pytest

from domain.classifying import events as classifying
from domain.event import EVENT_TYPES
from domain.survey import events as survey

STORED = json.loads((Path(__file__).parent / "stored.json").read_text("utf-8"))
MODULES = (survey.__name__, classifying.__name__)
TOPICS = sorted(topic for topic, cls in EVENT_TYPES.items() if cls.__module__ in MODULES)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_stored_sample_reads_and_writes_as_it_was(topic: str) -> None:
    read = msgspec.convert(STORED[topic], EVENT_TYPES[topic])
    assert json.loads(msgspec.json.encode(read)) == STORED[topic]


def test_no_sample_stands_for_an_event_that_is_gone() -> None:
    assert sorted(STORED) == TOPICS


def test_no_event_has_a_place_for_an_interviewees_name() -> None:
    interview = EVENT_TYPES["survey.interview_recorded.v1"]
    assert [f.name for f in msgspec.structs.fields(interview)] == [
        "sealed_for", "survey", "village", "number", "group", "held_on", "private",
    ]  # fmt: skip
    assert [f.name for f in msgspec.structs.fields(survey.InterviewPrivate)] == ["answers"]
