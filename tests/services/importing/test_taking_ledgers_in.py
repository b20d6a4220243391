"""Ledgers become claims: once, whole, and reversibly."""

from datetime import date
from pathlib import Path

import pytest

from domain.refusal import Refusal
from infra.folder import DataFolder
from projections.answer import Counting
from projections.coverage import coverage, villages_lacking_reserves
from projections.person_file import person_file
from services.importing.taking import undo_import
from tests.services.offices import LOWER, TODAY, UPPER, WEST, bad, fates, row, sheet, small_county, take
from yumiao.office import Office

ANN = {"name": "安娜", "id_number": "990101199001011234", "birth": "1990-01", "sex": "male"}
BEN = {"name": "本杰", "birth": "1985-03"}


def on_roster(office: Office) -> tuple[int, int]:
    """Villages lacking, people on the roster."""
    with office.live.now() as world:
        totals = coverage(world, office.default_viewer(), counting=Counting.ON_ROSTER)
    return totals.all.lacking, totals.distinct_reserves


def test_the_same_ledger_a_second_time_writes_nothing_and_answers_the_first_import(tmp_path: Path) -> None:
    ledger = sheet(
        "members", row(2, UPPER, **ANN), row(3, LOWER, **BEN), row(4, UPPER, bad("ID_LENGTH", 4), name="某")
    )
    with small_county(tmp_path) as office:
        first = take(office, ledger)
        again = take(office, ledger)
        assert fates(first) == (2, 0, 0, 0, 1)
        assert fates(again) == (0, 0, 2, 0, 1)
        assert (again.position, again.import_id) == (first.position, first.import_id)


def test_a_dry_run_answers_the_same_and_leaves_no_trace(tmp_path: Path) -> None:
    ledger = sheet("members", row(2, UPPER, **ANN), row(3, LOWER, **BEN))
    with small_county(tmp_path) as office:
        before = office.log.head()
        assert fates(take(office, ledger, dry_run=True)) == (2, 0, 0, 0, 0)
        assert office.log.head() == before
        assert office.desk.identities.people_of(["id:990101199001011234"]) == {}
        assert fates(take(office, ledger)) == (2, 0, 0, 0, 0)


def test_a_changed_fact_is_one_new_claim_and_the_others_stay_as_they_are(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        take(office, sheet("members", row(2, UPPER, **ANN), row(3, LOWER, **BEN)))
        changed = take(
            office, sheet("members", row(2, UPPER, **ANN, phone="13900000000"), row(3, LOWER, **BEN))
        )
        assert fates(changed) == (0, 1, 1, 0, 0)


def test_an_older_ledger_that_comes_late_does_not_override_a_newer_one(tmp_path: Path) -> None:
    june = sheet("members", row(2, UPPER, **ANN, education="bachelor"), titles=("填报时间：2026年6月",))
    march = sheet(
        "members", row(2, UPPER, **ANN, education="junior_college"), titles=("填报时间：2026年3月",)
    )
    with small_county(tmp_path) as office:
        take(office, june)
        take(office, march)
        person = office.desk.identities.people_of(["id:990101199001011234"])["id:990101199001011234"]
        with office.live.now() as world:
            facts = {f.field: f.value for f in person_file(world, office.viewer, person).facts}
        assert facts["education"] == "bachelor"
        assert fates(take(office, march)) == (0, 0, 1, 0, 0)


def test_one_id_number_in_two_kinds_of_ledger_is_one_person(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        take(office, sheet("reserves", row(2, WEST, **ANN)), sheet("members", row(2, UPPER, **ANN)))
        with office.live.now() as world:
            assert len(world.fold.humans) == 1
        assert on_roster(office) == (3, 1)


def test_without_a_number_the_same_name_place_and_month_is_one_person_within_a_kind_only(
    tmp_path: Path,
) -> None:
    with small_county(tmp_path) as office:
        take(office, sheet("members", row(2, UPPER, **BEN)))
        take(office, sheet("members", row(9, UPPER, **BEN, phone="13900000000")))
        take(office, sheet("talents", row(2, UPPER, **BEN)))
        with office.live.now() as world:
            assert len(world.fold.humans) == 2


def test_two_like_rows_with_different_telephones_are_two_people_and_stay_so(tmp_path: Path) -> None:
    ledger = sheet(
        "members", row(2, UPPER, **BEN, phone="13900000001"), row(3, UPPER, **BEN, phone="13900000002")
    )
    with small_county(tmp_path) as office:
        assert fates(take(office, ledger)) == (2, 0, 0, 0, 0)
        assert fates(take(office, ledger)) == (0, 0, 2, 0, 0)
        with office.live.now() as world:
            assert len(world.fold.humans) == 2


def test_two_id_numbers_with_one_name_village_and_month_are_two_people(tmp_path: Path) -> None:
    other = {**ANN, "id_number": "990101199001025678"}
    with small_county(tmp_path) as office:
        take(office, sheet("members", row(2, UPPER, **ANN), row(3, UPPER, **other)))
        with office.live.now() as world:
            assert len(world.fold.humans) == 2


def test_a_person_known_without_a_number_may_be_given_one(tmp_path: Path) -> None:
    nameless = {k: v for k, v in ANN.items() if k != "id_number"}
    with small_county(tmp_path) as office:
        take(office, sheet("members", row(2, UPPER, **nameless)))
        assert fates(take(office, sheet("members", row(2, UPPER, **ANN)))) == (0, 1, 0, 0, 0)
        with office.live.now() as world:
            assert len(world.fold.humans) == 1


def test_a_refused_row_shows_at_its_village_until_it_comes_back_mended(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        take(office, sheet("reserves", row(2, UPPER, bad("ID_LENGTH", 2), name="某")))
        with office.live.now() as world:
            page = villages_lacking_reserves(world, office.viewer, counting=Counting.ON_ROSTER)
        assert {v.code: v.pending_rows for v in page.nodes}[UPPER] == 1
        take(office, sheet("reserves", row(2, UPPER, **ANN)))
        with office.live.now() as world:
            assert coverage(world, office.viewer).all.pending_rows == 0
        assert on_roster(office) == (3, 1)


def test_a_held_row_is_not_on_the_roster_and_shows_as_pending(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        report = take(office, sheet("reserves", row(2, UPPER, bad("SEX_AGAINST_ID", 2), **ANN)))
        assert fates(report) == (0, 0, 0, 1, 0)
        assert on_roster(office) == (4, 0)
        with office.live.now() as world:
            assert coverage(world, office.viewer).all.pending_rows == 1


def test_undo_takes_everything_back_and_the_same_file_may_come_again(tmp_path: Path) -> None:
    ledger = [
        sheet("villages", row(2, UPPER, incumbent_name="钱某", classification="difficult"), file="村.xlsx"),
        sheet("reserves", row(2, UPPER, **ANN), row(3, LOWER, bad("ID_LENGTH", 3), name="某")),
    ]
    with small_county(tmp_path) as office:
        empty = _answers(office)
        report = take(office, *ledger)
        full = _answers(office)
        assert full != empty
        undone = undo_import(office.desk, office.viewer, office.county, report.import_id)
        assert undone.withdrawn == 6
        assert _answers(office) == empty
        again = undo_import(office.desk, office.viewer, office.county, report.import_id)
        assert (again.withdrawn, again.position) == (0, undone.position)
        assert fates(take(office, *ledger)) == fates(report)
        assert _answers(office) == full


def _answers(office: Office) -> object:
    with office.live.now() as world:
        page = villages_lacking_reserves(world, office.viewer, counting=Counting.ON_ROSTER)
        return [(v.code, v.classification, v.on_roster, v.pending_rows) for v in page.nodes]


def test_an_unknown_import_cannot_be_undone(tmp_path: Path) -> None:
    with small_county(tmp_path) as office, pytest.raises(Refusal) as refusal:
        undo_import(office.desk, office.viewer, office.county, "im_nowhere")  # type: ignore[arg-type]
    assert refusal.value.code == "IMPORT_UNKNOWN"


def test_a_townships_clerk_takes_in_rows_of_that_township_only(tmp_path: Path) -> None:
    ledger = sheet("members", row(2, UPPER, **ANN), row(3, WEST, **BEN))
    with small_county(tmp_path, "wang:township:990101100") as office:
        report = take(office, ledger)
        assert fates(report) == (1, 0, 0, 0, 1)
        assert [p.code for p in report.sheets[0].problems] == ["REGION_OUTSIDE"]
        with office.live.now() as world:
            assert coverage(world, office.default_viewer()).all.pending_rows == 0


def test_a_reader_may_not_import(tmp_path: Path) -> None:
    with small_county(tmp_path, "li:auditor") as office, pytest.raises(Refusal) as refusal:
        take(office, sheet("members", row(2, UPPER, **ANN)))
    assert refusal.value.code == "ROLE_MAY_NOT"


def test_everything_reads_the_same_after_the_folder_is_opened_again(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        take(office, sheet("reserves", row(2, UPPER, **ANN)))
        before = on_roster(office)
    with Office(DataFolder(tmp_path)) as office:
        assert on_roster(office) == before
        assert office.clock.today() == TODAY
        assert office.log.verify_tree() is None


def test_a_title_without_a_possible_date_leaves_the_day_of_the_import(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        take(office, sheet("members", row(2, UPPER, **ANN), titles=("填报时间：2031年6月",)))
        claims = [r for r in office.log.read_all() if r.topic == "person.claimed.v1"]
        assert [c.valid_at for c in claims] == [None]
        take(office, sheet("members", row(2, UPPER, **ANN, phone="1"), titles=("截止2026.5.20",)))
        claims = [r for r in office.log.read_all() if r.topic == "person.claimed.v1"]
        assert claims[-1].valid_at == date(2026, 5, 20)


def missing(office: Office) -> int:
    """How many people are marked as missing from a newer reading."""
    with office.live.now() as world:
        return sum(bool(p.missing) for p in world.fold.record.people.values())


def test_whoever_is_gone_from_a_newer_reading_is_missing_since_and_stays_on_the_roster(
    tmp_path: Path,
) -> None:
    full = sheet("reserves", row(2, UPPER, **ANN), row(3, LOWER, **BEN))
    with small_county(tmp_path) as office:
        take(office, full)
        report = take(office, sheet("reserves", row(2, UPPER, **ANN)))
        assert missing(office) == 1
        assert on_roster(office) == (2, 2)
        assert take(office, sheet("reserves", row(2, UPPER, **ANN))).position == report.position
        back = take(office, full)
        assert (missing(office), on_roster(office)) == (0, (2, 2))
        assert take(office, full).position == back.position


def test_undoing_the_newer_reading_brings_its_missing_back(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        take(office, sheet("members", row(2, UPPER, **ANN), row(3, LOWER, **BEN)))
        changed = take(office, sheet("members", row(2, UPPER, **ANN, phone="13900000000")))
        assert missing(office) == 1
        undo_import(office.desk, office.viewer, office.county, changed.import_id)
        assert missing(office) == 0


def test_somebody_whose_row_was_refused_this_time_is_not_missing(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        take(office, sheet("members", row(2, UPPER, **ANN), row(3, LOWER, **BEN)))
        take(
            office, sheet("members", row(2, UPPER, **ANN), row(3, LOWER, bad("DATE_FUTURE", 3), name="本杰"))
        )
        assert missing(office) == 0
        take(office, sheet("members", row(2, UPPER, **ANN), file="另一份.xlsx"))
        assert missing(office) == 0


def test_undoing_the_first_of_two_imports_leaves_on_the_roster_whom_the_second_names(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        first = take(office, sheet("reserves", row(2, UPPER, **ANN)))
        take(office, sheet("reserves", row(2, UPPER, **ANN, phone="13900000000")))
        undo_import(office.desk, office.viewer, office.county, first.import_id)
        assert on_roster(office) == (3, 1)


def test_a_row_whose_twin_was_refused_waits_for_the_fields_in_which_they_differ(tmp_path: Path) -> None:
    held = row(2, UPPER, bad("SAME_PERSON_DISAGREES", 2), **ANN, education="bachelor")
    refused = row(3, UPPER, bad("DATE_FUTURE", 3), bad("SAME_PERSON_DISAGREES", 3), **ANN, education="doctor")
    with small_county(tmp_path) as office:
        take(office, sheet("reserves", held, refused))
        assert on_roster(office) == (4, 0)
        claim = next(r.event for r in office.log.read_all() if r.topic == "person.claimed.v1")
        assert claim.held_fields == ("education",)


def test_nobody_undoes_an_import_about_places_outside_their_region(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        report = take(office, sheet("members", row(2, UPPER, **ANN)))
        position = office.log.head()
        for who in ("liu:township:990101101", "liu:county_department:990101101"):
            with pytest.raises(Refusal) as refusal:
                undo_import(office.desk, office.parse_viewer(who), office.county, report.import_id)
            assert refusal.value.code == "REGION_OUTSIDE"
        assert office.log.head() == position
        own = office.parse_viewer("wang:township:990101100")
        assert undo_import(office.desk, own, office.county, report.import_id).withdrawn > 0


def test_two_townships_may_send_files_of_one_name(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        take(office, sheet("members", row(2, UPPER, **ANN), row(3, LOWER, bad("ID_LENGTH", 3), name="某")))
        take(office, sheet("members", row(2, WEST, **BEN)))
        assert missing(office) == 0
        with office.live.now() as world:
            assert coverage(world, office.default_viewer()).all.pending_rows == 1
