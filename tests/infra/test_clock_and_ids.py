"""The present and random names come through ports, so that tests and the demo county can hold them still."""

import re
from datetime import UTC, date, datetime, timedelta

from infra.clock import FrozenClock, SystemClock
from infra.ids import RandomIds, SeededIds


def test_the_machines_clock_speaks_utc_and_the_office_is_eight_hours_ahead() -> None:
    clock = SystemClock()
    before, today, after = clock.now(), clock.today(), clock.now()
    assert before.tzinfo is UTC
    assert (before + timedelta(hours=8)).date() <= today <= (after + timedelta(hours=8)).date()


def test_a_frozen_clock_stands_until_it_is_moved() -> None:
    clock = FrozenClock(datetime(2026, 3, 1, 15, 59, tzinfo=UTC))
    assert clock.now() == clock.now()
    assert clock.today() == date(2026, 3, 1)
    clock.move(timedelta(minutes=1))
    assert clock.today() == date(2026, 3, 2)


def test_a_random_name_has_its_prefix_and_is_new_each_time() -> None:
    names = {RandomIds().new("pe") for _ in range(1000)}
    assert len(names) == 1000
    assert all(re.fullmatch(r"pe_[0-9a-f]{24}", name) for name in names)


def test_a_seed_gives_the_same_names_again() -> None:
    def drawn(seed: int) -> list[str]:
        ids = SeededIds(seed)
        return [ids.new("pe") for _ in range(5)]

    assert drawn(7) == drawn(7) != drawn(8)
    assert all(re.fullmatch(r"pe_[0-9a-f]{24}", name) for name in drawn(7))
