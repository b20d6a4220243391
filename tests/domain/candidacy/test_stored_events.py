"""Every event of a candidacy, of an objection to one or of training that was ever stored can still be read."""

import json
from pathlib import Path

import msgspec
import pytest

from domain.event import EVENT_TYPES
from domain.objection.events import ObjectionLodged

STORED = json.loads((Path(__file__).parent / "stored.json").read_text("utf-8"))
ROOMS = ("domain.candidacy", "domain.objection", "domain.training")
TOPICS = sorted(topic for topic, cls in EVENT_TYPES.items() if cls.__module__.startswith(ROOMS))


@pytest.mark.parametrize("topic", TOPICS)
def test_a_stored_sample_reads_and_writes_as_it_was(topic: str) -> None:
    read = msgspec.convert(STORED[topic], EVENT_TYPES[topic])
    assert msgspec.to_builtins(read) == STORED[topic]


def test_no_sample_stands_for_an_event_that_is_gone() -> None:
    assert sorted(STORED) == TOPICS


def test_an_objection_has_no_place_for_what_it_says() -> None:
    assert set(ObjectionLodged.__struct_fields__) == {"person", "candidacy", "number", "channel"}
