"""Decided pairings beside a ledger's names, talks that fall due, roles that are missing."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.event import EVENT_TYPES
from domain.ledger import LedgerKind
from projections.contact_due import ContactRow, contact_due
from projections.history import history
from projections.history_words import _WORDS
from projections.mentor_gaps import VillageGaps, mentor_gaps
from projections.mentor_loads import LoadStatus, MentorLoad, mentor_loads
from projections.person_file import person_file
from tests.given import COUNTY_VIEWER, NORTH, NORTH_VIEWER, SOUTH, SOUTH_VIEWER, TODAY, Given, village
from tests.projections.worlds import world_of

A, B, C = village(NORTH, 0), village(NORTH, 1), village(SOUTH, 0)
FOUR = ("village_link_leader", "first_secretary", "county_sponsor", "township_principal")


@dataclass
class Row:
    """What the tests read of a load."""

    load: int
    by_decision: int


def county() -> Given:
    """Two reserves of one village, two mentors of it; the ledger names the first mentor for the first reserve."""
    given = Given().county()
    given.mentor("pe_m", "李雷", A, role="first_secretary", capacity="2")
    given.mentor("pe_k", "韩梅", A)
    given.reserve("pe_1", A, name="安娜", mentor_names="李雷", tier="mature")
    given.reserve("pe_2", A, name="苏珊")
    return given


def loads(given: Given) -> dict[str, Row]:
    rows = mentor_loads(world_of(given), COUNTY_VIEWER).nodes
    return {str(n.mentor.id): Row(n.load, n.by_decision) for n in rows}


def load(given: Given, who: str, on: date = TODAY) -> MentorLoad:
    rows = mentor_loads(world_of(given, on), COUNTY_VIEWER).nodes
    return next(n for n in rows if n.mentor.id == who)


def due(given: Given, on: date = TODAY, within: int = 0) -> list[ContactRow]:
    return list(contact_due(world_of(given, on), COUNTY_VIEWER, within_days=within).nodes)


def gaps(given: Given) -> list[VillageGaps]:
    return list(mentor_gaps(world_of(given), COUNTY_VIEWER).nodes)


def test_a_load_counts_distinct_reserves_by_decision_and_by_name() -> None:
    given = county()
    assert loads(given) == {"pe_m": Row(1, 0), "pe_k": Row(0, 0)}
    given.pairs("pe_2", A, "pe_m")
    given.pairs("pe_1", A, "pe_m")
    given.reserve("pe_1", C, mentor_names="李雷")
    assert loads(given) == {"pe_m": Row(2, 2), "pe_k": Row(0, 0)}


def test_a_release_wins_over_the_ledgers_name_of_that_mentor_alone() -> None:
    given = county()
    given.pairs("pe_1", A, "pe_k")
    assert loads(given) == {"pe_m": Row(1, 0), "pe_k": Row(1, 1)}
    given.parts("pe_1", A, "pe_k")
    assert loads(given) == {"pe_m": Row(1, 0), "pe_k": Row(0, 0)}
    given.pairs("pe_1", A, "pe_m")
    given.parts("pe_1", A, "pe_m")
    assert loads(given) == {"pe_m": Row(0, 0), "pe_k": Row(0, 0)}


def test_a_pairing_follows_merged_separated_and_forgotten_mentors() -> None:
    given = county()
    given.pairs("pe_2", A, "pe_m")
    given.pairs("pe_2", A, "pe_k", "county_sponsor")
    given.merges("pe_m", "pe_k")
    assert loads(given) == {"pe_k": Row(2, 1)}
    given.separates("pe_m", "pe_k")
    assert loads(given) == {"pe_m": Row(2, 1), "pe_k": Row(1, 1)}
    given.forgets("pe_m")
    assert loads(given) == {"pe_k": Row(1, 1)}
    assert due(given, date(2026, 9, 1))[0].mentors[0].role == "county_sponsor"


def test_what_was_decided_of_a_mentor_goes_before_their_ledger() -> None:
    given = county()
    given.registers("pe_m", "county_sponsor", "other", villages=(B,), capacity=5)
    row = load(given, "pe_m")
    assert (row.role, row.roles, row.capacity, row.decided) == (
        "county_sponsor", ("county_sponsor", "other"), 5, True,
    )  # fmt: skip
    assert [v.code for v in row.linked_villages] == [B]
    given.registers("pe_m", "first_secretary", villages=(A,))
    assert load(given, "pe_m").capacity == 2
    given.registers("pe_m", "other", on=date(2026, 1, 1))
    assert load(given, "pe_m").role == "first_secretary"


def test_somebody_whom_no_mentors_ledger_names_may_be_registered() -> None:
    given = county()
    given.member("pe_new", B, name="新人")
    given.registers("pe_new", "township_principal", township=NORTH)
    given.says(LedgerKind.RESERVES, "pe_2", slot=A, village=A, name="苏珊", mentor_names="新人")
    assert loads(given)["pe_new"] == Row(1, 0)


def test_an_absence_keeps_the_load_and_flags_the_cover() -> None:
    given = county()
    given.pairs("pe_2", A, "pe_m", since=date(2026, 5, 1))
    given.away("pe_m", TODAY, TODAY + timedelta(days=1))
    assert [load(given, "pe_m", TODAY + timedelta(days=n)).away for n in (-1, 0, 1, 2)] == [
        False, True, True, False,
    ]  # fmt: skip
    assert load(given, "pe_m").load == 2
    assert due(given)[0].cover_missing
    assert not due(given, TODAY + timedelta(days=2))[0].cover_missing
    given.away("pe_k", TODAY)
    assert load(given, "pe_k").status is LoadStatus.OK


def test_exactly_thirty_days_is_not_late_and_never_is_flagged() -> None:
    given = county()
    given.pairs("pe_2", A, "pe_m", since=TODAY)
    assert due(given) == due(given, TODAY + timedelta(days=30)) == []
    (row,) = due(given, TODAY + timedelta(days=31))
    assert (row.days, row.late, row.never, row.last_talk, row.since) == (31, True, True, None, TODAY)
    (row,) = due(given, TODAY + timedelta(days=30), within=1)
    assert (row.days, row.late, row.never) == (30, False, True)


def test_days_count_from_admission_whatever_the_pairing() -> None:
    given = county()
    given.pairs("pe_2", A, "pe_m", since=date(2026, 3, 1))
    given.admits("pe_2", A, TODAY)
    assert due(given) == due(given, TODAY + timedelta(days=30)) == []
    (row,) = due(given, TODAY + timedelta(days=31))
    assert (row.days, row.never, row.since, row.admitted_on) == (31, True, TODAY, TODAY)
    given.talks("pe_2", A, "pe_m", TODAY + timedelta(days=1))
    assert due(given, TODAY + timedelta(days=31)) == []
    assert [r.never for r in due(given, TODAY + timedelta(days=32))] == [False]


def test_whoever_is_admitted_without_a_mentor_waits_for_a_talk_too() -> None:
    given = county()
    given.reserve("pe_3", B)
    given.admits("pe_3", B, TODAY)
    given.admits("pe_1", A, TODAY + timedelta(days=1))
    late, soon = due(given, TODAY + timedelta(days=31), within=1)
    assert (late.reserve.id, late.no_mentor, late.late) == ("pe_3", True, True)
    assert (soon.reserve.id, soon.no_mentor, soon.late) == ("pe_1", False, False)
    page = contact_due(world_of(given), COUNTY_VIEWER)
    assert (page.reserves, page.paired, page.paired_by_ledger_only) == (2, 0, 0)
    given.decides("pe_3", B, "exited", TODAY + timedelta(days=2))
    assert [r.reserve.id for r in due(given, date(2026, 12, 31))] == ["pe_1"]


def test_any_day_of_the_calendar_may_be_asked_for() -> None:
    given = county()
    given.pairs("pe_2", A, "pe_m", since=date(2026, 3, 1))
    assert due(given, date.min) == []
    assert [row.late for row in due(given, date.max, within=366)] == [True]


def test_days_count_from_the_last_talk_with_any_mentor() -> None:
    given = county()
    given.pairs("pe_2", A, "pe_m", since=date(2026, 3, 1))
    given.talks("pe_2", A, "pe_m", date(2026, 5, 31), next_on=date(2026, 6, 25))
    given.talks("pe_2", A, "pe_m", date(2026, 4, 1))
    assert due(given) == []
    (row,) = due(given, date(2026, 7, 1))
    assert (row.days, row.never, row.last_talk, row.next_on) == (
        31, False, date(2026, 5, 31), date(2026, 6, 25),
    )  # fmt: skip
    given.parts("pe_2", A, "pe_m", date(2026, 6, 1))
    assert due(given, date(2026, 7, 1)) == []
    given.pairs("pe_2", A, "pe_k", since=date(2026, 6, 10))
    assert due(given, date(2026, 7, 1)) == []
    assert [row.since for row in due(given, date(2026, 7, 11))] == [date(2026, 6, 10)]
    assert not due(given, date(2026, 7, 11))[0].never


def test_one_person_has_one_clock_and_a_second_pairing_does_not_reset_it() -> None:
    given = county()
    given.reserve("pe_2", C)
    given.pairs("pe_2", A, "pe_m", since=date(2026, 3, 1))
    given.pairs("pe_2", C, "pe_k", since=TODAY)
    (row,) = due(given)
    assert ([v.code for v in row.villages], row.since) == ([A, C], date(2026, 3, 1))
    given.talks("pe_2", C, "pe_k", TODAY)
    assert due(given) == []


def test_a_name_on_a_roster_makes_no_talk_due_and_is_counted_apart() -> None:
    given = county()
    page = contact_due(world_of(given, date(2027, 1, 1)), COUNTY_VIEWER)
    assert (page.total, page.paired, page.paired_by_ledger_only) == (0, 0, 1)
    given.pairs("pe_1", A, "pe_k")
    page = contact_due(world_of(given, date(2027, 1, 1)), COUNTY_VIEWER)
    assert (page.total, page.paired, page.paired_by_ledger_only) == (1, 1, 0)
    assert contact_due(world_of(given, date(2027, 1, 1)), SOUTH_VIEWER).total == 0


def test_a_reserve_who_leaves_the_roster_or_is_forgotten_has_no_talk_due() -> None:
    for what, whom in (("undo", "im_2"), ("forgets", "pe_3")):
        given = county()
        given.reserve("pe_3", A, import_id="im_2")
        given.pairs("pe_3", A, "pe_m", since=date(2026, 3, 1))
        assert len(due(given)) == 1
        getattr(given, what)(whom)
        assert due(given) == []


def test_a_difficult_village_lacks_the_roles_that_nobody_fills() -> None:
    given = county()
    assert gaps(given) == []
    given.calls(A, "difficult")
    (row,) = gaps(given)
    first, second = row.reserves
    assert (row.lacks_mentor, row.no_mature, row.missing) == (True, False, 7)
    assert (first.tier_claimed, first.by_ledger_only) == ("mature", ("first_secretary",))
    assert second.missing == FOUR
    for number, role in enumerate(FOUR):
        for who in ("pe_1", "pe_2"):
            given.mentor(f"pe_r{number}", f"导师{number}", A)
            given.pairs(who, A, f"pe_r{number}", role)
    assert gaps(given) == []
    given.parts("pe_2", A, "pe_r2")
    (row,) = gaps(given)
    assert [r.missing for r in row.reserves] == [(), ("county_sponsor",)]


def test_a_village_without_a_mature_reserve_is_flagged_apart_and_one_without_any_is_not() -> None:
    given = county()
    for code in (A, B):
        given.calls(code, "key")
    given.says(LedgerKind.RESERVES, "pe_1", slot=A, village=A, tier="promising", import_id="im_2")
    (row,) = gaps(given)
    assert (row.village.code, row.no_mature) == (A, True)
    page = mentor_gaps(world_of(given), COUNTY_VIEWER)
    assert (page.total, page.lacking_mentors, page.without_mature) == (1, 1, 1)
    assert mentor_gaps(world_of(given), SOUTH_VIEWER).total == 0


def test_a_decided_tier_goes_before_a_claimed_one_both_ways() -> None:
    given = county()
    given.calls(A, "key")
    assert (gaps(given)[0].no_mature, gaps(given)[0].mature_by_ledger_only) == (False, True)
    given.admits("pe_1", A, date(2026, 5, 1))
    given.decides("pe_1", A, "made ordinary", date(2026, 5, 2))
    (row,) = gaps(given)
    assert (row.no_mature, row.reserves[0].tier, row.reserves[0].tier_claimed) == (True, "ordinary", "mature")
    given.admits("pe_2", A, date(2026, 5, 1))
    given.decides("pe_2", A, "tier set", date(2026, 5, 2))
    assert (gaps(given)[0].no_mature, gaps(given)[0].mature_by_ledger_only) == (False, False)


def test_a_township_is_not_told_a_foreign_mentors_name() -> None:
    given = county()
    given.calls(A, "key")
    given.mentor("pe_far", "远师", C)
    given.pairs("pe_2", A, "pe_far", "county_sponsor", date(2026, 3, 1))
    page = mentor_gaps(world_of(given), NORTH_VIEWER)
    (line,) = page.nodes[0].reserves[1].mentors
    assert (line.mentor, line.role) == (None, "county_sponsor")
    assert contact_due(world_of(given), NORTH_VIEWER).nodes[0].mentors == (line,)


def test_every_event_of_mentoring_has_words_and_stands_in_the_history_of_both() -> None:
    given = county()
    given.registers("pe_m", "first_secretary")
    given.away("pe_m", TODAY)
    given.pairs("pe_2", A, "pe_m")
    given.talks("pe_2", A, "pe_m", said="家中有事")
    given.parts("pe_2", A, "pe_m")
    world = world_of(given)
    for who, told in (("pe_2", 3), ("pe_m", 5)):
        lines = [n for n in history(world, COUNTY_VIEWER, who).nodes if n.topic.startswith("mentor")]
        assert len(lines) == told
        assert not any("家中有事" in line.what_zh for line in lines)
    assert history(world, SOUTH_VIEWER, C).total
    assert {cls for topic, cls in EVENT_TYPES.items() if topic.startswith("mentor")} <= _WORDS.keys()


def test_a_forgotten_reserves_talks_say_nothing_any_more() -> None:
    given = county()
    given.pairs("pe_2", A, "pe_m")
    given.talks("pe_2", A, "pe_m")
    given.forgets("pe_2")
    for events in (given.events, given.as_read_later()):
        world = world_of(events)
        assert "pe_2" not in world.fold.humans
        assert "pe_2" not in world.fold.record.mentorships
        talk = next(r for r in world.fold.annals.events if r.topic == "mentorship.talk_held.v1")
        assert talk.event.private is None
        assert person_file(world, COUNTY_VIEWER, "pe_m").mentor_area
