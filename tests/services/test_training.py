"""A course with its list, whole or not at all; a post on trial; days that count for the year."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.candidacy import parties_of
from domain.ids import PersonId
from domain.refusal import Refusal
from domain.training.decide import AssignTrialPost, HoldTraining
from projections.training_short import training_short
from services import training
from tests.services.offices import UPPER, small_county
from tests.services.roads import admitted, by, known

MAY = date(2026, 5, 6)


def course(*attended: tuple[str, int], **more: Any) -> HoldTraining:
    there = {PersonId(person): days for person, days in attended}
    return HoldTraining(**{"title": "党建业务", "held_on": MAY, "days": 5, "attended": there, **more})


def test_days_count_for_the_year_once_and_are_sealed(tmp_path: Path) -> None:
    with small_county(tmp_path / "f") as office:
        ann = parties_of(admitted(office, known(office)))[0]
        other = parties_of(known(office, name="苏珊", birth="1991-02"))[0]
        for _ in range(2):
            training.hold_training(
                office.desk, office.viewer, course((ann, 5), (other, 2)), by("COUNTY", 5, 12)
            )
        with office.live.now() as world:
            (row,) = training_short(world, office.viewer).nodes
            assert (row.person.id, row.days, row.short_by_days) == (ann, 5, 2)
        training.hold_training(
            office.desk, office.viewer, course((ann, 2), title="现代农业", days=2), by("COUNTY", 5, 12)
        )
        post = AssignTrialPost(person=ann, village=UPPER, post="村务助理", since=MAY)
        done = training.assign_trial_post(office.desk, office.viewer, post, by("TOWNSHIP", 5, 12))
        for _ in range(2):
            training.assign_trial_post(office.desk, office.viewer, post, by("TOWNSHIP", 5, 12))
        with office.live.now() as world:
            assert training_short(world, office.viewer).nodes == ()
            assert len(world.fold.humans[ann].trained.posts) == 1
            assert world.position == done.last
    stored = b"".join(p.read_bytes() for p in sorted(tmp_path.rglob("log.sqlite*")))
    assert "村务助理".encode() not in stored
    assert "党建业务".encode() not in stored


@pytest.mark.parametrize(
    ("wish", "who", "code"),
    [
        ({}, ("pe_nobody", 1), "PERSON_UNKNOWN"),
        ({"held_on": date(2026, 7, 1)}, ("ann", 1), "HELD_IN_FUTURE"),
        ({"days": 0}, ("ann", 1), "ATTENDANCE_IMPOSSIBLE"),
        ({}, ("ann", 6), "ATTENDANCE_IMPOSSIBLE"),
        ({"title": " "}, ("ann", 1), "ATTENDANCE_IMPOSSIBLE"),
    ],
)
def test_a_list_that_cannot_be_is_refused_whole(
    tmp_path: Path, wish: dict[str, Any], who: tuple[str, int], code: str
) -> None:
    with small_county(tmp_path / "f") as office:
        ann = parties_of(known(office))[0]
        before = office.desk.log.head()
        listed = (str(ann) if who[0] == "ann" else who[0], who[1])
        with pytest.raises(Refusal) as refused:
            training.hold_training(office.desk, office.viewer, course(listed, **wish), by("COUNTY", 6, 1))
        assert refused.value.code == code
        assert office.desk.log.head() == before
