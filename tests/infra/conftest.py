"""The tests' own topics stand in the allow-list while these tests run, and nowhere else."""

from collections.abc import Iterator

import pytest

from infra.clock import FrozenClock
from tests.infra.events import MOMENT, register, unregister


@pytest.fixture(autouse=True)
def the_codec_knows_the_topics_of_these_tests() -> Iterator[None]:
    before = register()
    yield
    unregister(before)


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(MOMENT)
