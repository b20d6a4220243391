"""Every topic has one sample as it was first stored; all of them still read, and write as they were."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest

import api.schema  # noqa: F401 - imports every room, so that every topic is registered
from domain.event import EVENT_TYPES

FILES = [json.loads(path.read_text("utf-8")) for path in sorted(Path(__file__).parent.rglob("stored.json"))]
SAMPLES = [(topic, sample) for file in FILES for topic, sample in sorted(file.items())]


@pytest.mark.parametrize(("topic", "sample"), SAMPLES, ids=[topic for topic, _ in SAMPLES])
def test_a_stored_sample_reads_and_writes_as_it_was(topic: str, sample: dict[str, Any]) -> None:
    read = msgspec.convert(sample, EVENT_TYPES[topic])
    written = json.loads(msgspec.json.encode(read))
    assert {field: written[field] for field in sample} == sample


def test_every_topic_has_one_sample_and_no_sample_is_of_an_event_that_is_gone() -> None:
    ours = {topic for topic, cls in EVENT_TYPES.items() if cls.__module__.startswith("domain.")}
    assert Counter(topic for topic, _ in SAMPLES) == Counter(ours)
