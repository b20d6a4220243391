"""The list behind every page."""

from bisect import bisect_left, bisect_right

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projections.index import ordered
from projections.index.ordered import SortedTexts

texts = st.text("ab", min_size=1, max_size=4)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.booleans(), texts), max_size=60), probe=texts, wanted=st.integers(0, 9))
def test_it_reads_like_a_sorted_set(
    monkeypatch: pytest.MonkeyPatch, steps: list[tuple[bool, str]], probe: str, wanted: int
) -> None:
    monkeypatch.setattr(ordered, "CHUNK", 2)
    ours, plain = SortedTexts(), set[str]()
    for adds, text in steps:
        (ours.add if adds else ours.discard)(text)
        (plain.add if adds else plain.discard)(text)
        assert len(ours) == len(plain)
    everything = sorted(plain)
    assert ours.after("", len(everything) + 1) == everything
    assert ours.after(probe, wanted) == everything[bisect_right(everything, probe) :][:wanted]
    assert ours.after(probe, wanted, inclusive=True) == everything[bisect_left(everything, probe) :][:wanted]
