"""Due process over a real log: who may enter a step, what is stored, and that an open objection keeps the person."""

from pathlib import Path

import pytest

from domain.candidacy import commands as vet
from domain.candidacy import parties_of
from domain.candidacy.due_process import commands as wish
from domain.candidacy.due_process.events import Origin, Settlement
from domain.candidacy.events import Answer, Outcome
from domain.grades import Role, Viewer
from domain.ids import RegionCode
from domain.objection.decide import DecideObjection, LodgeObjection
from domain.objection.events import Channel, Verdict
from domain.refusal import Refusal
from projections.decisions import decision
from projections.due_process import due_process
from projections.fold import Matter
from projections.person_file import person_file
from services import due_process as steps
from services import erasing, vetting
from tests.services.offices import STONE, small_county
from tests.services.roads import admitted, by, known, proposed, reviewed

TOWNSHIP = Viewer(name="青石镇", role=Role.TOWNSHIP, region=RegionCode(STONE))


def test_a_screening_that_is_not_clear_is_seen_through_by_the_township_itself(tmp_path: Path) -> None:
    with small_county(tmp_path / "f") as office:
        desk, found = office.desk, proposed(office, known(office))
        refused = vet.ScreenCandidate(candidacy=found, outcome=Outcome.NOT_CLEAR, reason="经核查")
        vetting.screen_candidate(desk, TOWNSHIP, refused, by("TOWNSHIP", 3, 5))
        s = Origin.SCREENING
        steps.inform_subject(
            desk, TOWNSHIP, wish.InformSubject(candidacy=found, origin=s), by("TOWNSHIP", 3, 6)
        )
        steps.hear_statement(
            desk, TOWNSHIP, wish.HearStatement(candidacy=found, origin=s), by("TOWNSHIP", 3, 7)
        )
        with office.live.now() as world:
            (row,) = due_process(world, TOWNSHIP).nodes
            assert (row.step, str(row.due_on), row.overdue) == ("settle_finding", "2026-04-04", True)
            assert decision(world, TOWNSHIP, row.decision).line.topic == "candidacy.screened.v1"
        settle = wish.SettleFinding(candidacy=found, origin=s, settlement=Settlement.UPHELD, reason="维持")
        done = steps.settle_finding(desk, TOWNSHIP, settle, by("COUNTY", 3, 8))
        assert steps.settle_finding(desk, TOWNSHIP, settle, by("COUNTY", 3, 8)).last == done.last
        with office.live.now() as world:
            last = world.fold.annals.about(f"candidacy:{found}")[-1]
            rested = {stream for stream, _ in last.evidence}
            assert {f"candidacy:{found}", f"rule_set:{found[-12:-6]}"} < rested
            file = decision(world, office.viewer, last.event_id)
            shown = {part.name: part.value for part in file.parts}
            assert (shown["settlement"], shown["words"], shown["origin"]) == ("upheld", None, None)


def test_what_an_agency_found_is_no_townships_matter(tmp_path: Path) -> None:
    with small_county(tmp_path / "f") as office:
        desk, found = office.desk, reviewed(office, known(office))
        another = proposed(office, known(office, name="苏珊", birth="1991-02"))
        adverse = vet.RecordOpinion(
            candidacy=another, agency="COURT", answer=Answer.ADVERSE, items=("NL14",), reason="列入名单"
        )
        vetting.record_opinion(desk, office.viewer, adverse, by("AGENCY", 3, 10))
        inform = wish.InformSubject(candidacy=another, origin=Origin.AGENCY, agency="COURT")
        none = wish.InformSubject(candidacy=found, origin=Origin.AGENCY, agency="COURT")
        for asked in (inform, none):
            with pytest.raises(Refusal) as refused:
                steps.inform_subject(desk, TOWNSHIP, asked, by("TOWNSHIP", 3, 12))
            assert refused.value.code == "ROLE_MAY_NOT"
        with office.live.now() as world:
            assert due_process(world, TOWNSHIP).nodes == ()
            (row,) = due_process(world, office.viewer).nodes
            assert (row.matter, row.candidacy) == (Matter.AGENCY, another)
        steps.inform_subject(desk, office.viewer, inform, by("COUNTY", 3, 12))
    stored = b"".join(p.read_bytes() for p in sorted(tmp_path.rglob("log.sqlite*")))
    assert b"candidacy.subject_informed.v1" in stored


def test_an_open_objection_flags_a_clearance_and_keeps_the_person_from_being_forgotten(
    tmp_path: Path,
) -> None:
    with small_county(tmp_path / "f") as office:
        desk, found = office.desk, admitted(office, known(office))
        person = parties_of(found)[0]
        asked = erasing.request_erasure(desk, office.viewer, person, "本人要求", "个人信息保护法第四十七条")
        lodge = LodgeObjection(candidacy=found, channel=Channel.LETTER)
        steps.lodge_objection(desk, TOWNSHIP, lodge, by("TOWNSHIP", 6, 1))
        with office.live.now() as world:
            (row,) = due_process(world, TOWNSHIP).nodes
            assert (row.matter, row.cleared, str(row.due_on)) == (Matter.OBJECTION, True, "2026-06-16")
            (line,) = person_file(world, TOWNSHIP, person).candidacies
            assert (line.cleared, line.objections_open) == (True, 1)
        other = Viewer(name="另一人", role=Role.COUNTY_LEADER, region=office.viewer.region)
        for erase in (
            lambda: erasing.request_erasure(desk, office.viewer, person, "本人要求", "依法"),
            lambda: erasing.approve_erasure(desk, other, asked),
        ):
            with pytest.raises(Refusal) as refused:
                erase()
            assert refused.value.code == "OBJECTION_OPEN"
        answer = DecideObjection(candidacy=found, verdict=Verdict.REJECTED, reason="复核属实")
        with pytest.raises(Refusal) as same:
            steps.decide_objection(desk, office.viewer, answer, by("COUNTY", 6, 5))
        assert same.value.code == "SAME_DECIDER"
        steps.decide_objection(desk, office.viewer, answer, by("REVIEWER", 6, 5))
        erasing.approve_erasure(desk, other, asked)
