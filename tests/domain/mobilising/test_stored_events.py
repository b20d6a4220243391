"""Every event of answers, contacts, watch lists and ties that was ever stored can still be read."""

import json
from pathlib import Path

import msgspec
import pytest

from domain.event import EVENT_TYPES
from domain.kinship import events as kinship
from domain.outreach import events as outreach

STORED = json.loads((Path(__file__).parent / "stored.json").read_text("utf-8"))
ROOMS = (outreach.__name__, kinship.__name__)
TOPICS = sorted(topic for topic, cls in EVENT_TYPES.items() if cls.__module__ in ROOMS)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_stored_sample_reads_and_writes_as_it_was(topic: str) -> None:
    read = msgspec.convert(STORED[topic], EVENT_TYPES[topic])
    assert msgspec.json.decode(msgspec.json.encode(read)) == STORED[topic]


def test_no_sample_stands_for_an_event_that_is_gone() -> None:
    assert sorted(STORED) == TOPICS
