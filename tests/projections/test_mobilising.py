"""Answers beside claims, gates and successors, steps that fall due, ties that meet in one matter."""

from datetime import date
from typing import Any

from msgspec.structs import replace

from domain.election_cycle.events import ElectionDatesSet
from domain.event import EVENT_TYPES
from domain.ids import RegionCode
from domain.ledger import LedgerKind
from domain.rule_set import CandidacyGate
from projections.answer import Counting
from projections.history import history
from projections.history_words import _WORDS
from projections.mobilising.incumbents import IncumbentRow, Leaving, Why, incumbents_leaving
from projections.mobilising.natives import NativesFilter, natives_outside
from projections.mobilising.ties import Part, recorded_ties
from projections.mobilising.unwilling import excellent_unwilling
from projections.mobilising.watched import watch_list
from projections.people import PeopleFilter, TermsMet, people
from projections.today import today
from tests.example_rules import RULES
from tests.given import COUNTY, COUNTY_VIEWER, NORTH, NORTH_VIEWER, SOUTH, SOUTH_VIEWER, TODAY, Given, village
from tests.projections.worlds import world_of

A, B, C = village(NORTH, 0), village(NORTH, 1), village(SOUTH, 0)
GATED = replace(RULES, candidacy_gate=CandidacyGate(counted_on=date(2026, 10, 31)))


def leaving(given: Given, on: date = TODAY) -> list[IncumbentRow]:
    return list(incumbents_leaving(world_of(given, on), COUNTY_VIEWER).nodes)


def said(given: Given, person: str, field: str = "willingness_to_serve") -> str | None:
    human = world_of(given).human(person)  # type: ignore[arg-type]
    return human.value(field) if human else None


def test_the_later_word_counts_and_on_one_day_the_one_taken_down() -> None:
    given = Given().county()
    given.member("pe_1", A, willingness_to_serve="yes", on=date(2026, 3, 1))
    given.answers("pe_1", "serve", "no", date(2026, 2, 1))
    assert said(given, "pe_1") == "yes"
    given.answers("pe_1", "serve", "undecided", date(2026, 3, 1))
    assert said(given, "pe_1") == "undecided"
    given.says(LedgerKind.TALENTS, "pe_1", native_village=A, willingness_to_serve="no", on=date(2026, 4, 1))
    assert said(given, "pe_1") == "no"
    given.says(
        LedgerKind.TALENTS, "pe_1", native_village=A, willingness_to_serve="not_asked", on=date(2026, 5, 1),
        import_id="im_2",
    )  # fmt: skip
    assert said(given, "pe_1") == "undecided"
    given.settles("pe_1", "willingness_to_serve", "yes", on=date(2026, 5, 2))
    assert said(given, "pe_1") == "yes"
    given.answers("pe_1", "serve", "no", date(2026, 5, 3))
    assert said(given, "pe_1") == "no"
    assert said(given, "pe_1", "willingness_to_return") is None


def test_ledgers_that_disagree_after_an_answer_are_disputed_again() -> None:
    given = Given().county()
    given.answers("pe_1", "serve", "no", date(2026, 2, 1))
    given.member("pe_1", A, willingness_to_serve="yes", on=date(2026, 3, 1))
    given.says(LedgerKind.TALENTS, "pe_1", native_village=A, willingness_to_serve="no", on=date(2026, 3, 2))
    human = world_of(given).human("pe_1")  # type: ignore[arg-type]
    assert human
    assert human.disputed == ("willingness_to_serve",)
    given.forgets("pe_1")
    assert world_of(given).human("pe_1") is None  # type: ignore[arg-type]


def test_an_incumbent_over_the_gate_leaves_and_a_birth_month_at_its_edge_is_unknown() -> None:
    given = Given().county(rules=GATED)
    for code, who, birth in ((A, "pe_1", "1970-10"), (B, "pe_2", "1971-10-31"), (C, "pe_3", "1971-11")):
        given.member(who, code, birth=birth, willingness_to_serve="yes")
        given.calls(code, "key", who)
    rows = leaving(given)
    assert [(r.village.code, r.standing, r.why) for r in rows] == [(A, Leaving.LEAVING, (Why.OVER_GATE,))]
    given.member("pe_2", B, birth="1970", willingness_to_serve="yes", import_id="im_2", on=TODAY)
    assert [(r.standing, r.why) for r in leaving(given)][1] == (Leaving.UNKNOWN, (Why.BIRTH_UNKNOWN,))


def test_without_an_election_date_the_gate_is_unknown_and_who_was_not_asked_is_a_class_of_its_own() -> None:
    given = Given().county()
    given.member("pe_1", A, birth="1990", willingness_to_serve="yes")
    given.calls(A, "key", "pe_1")
    given.member("pe_2", B, birth="1990")
    given.calls(B, "difficult", "pe_2")
    rows = leaving(given)
    assert [(r.village.code, r.standing, r.why) for r in rows] == [
        (B, Leaving.NOT_ASKED, (Why.ELECTION_UNKNOWN,)),
        (A, Leaving.UNKNOWN, (Why.ELECTION_UNKNOWN,)),
    ]
    given.answers("pe_1", "stand", "no", TODAY, "health")
    (first, _) = leaving(given)
    assert (first.village.code, first.standing, first.answer, first.taken_down) == (
        A,
        Leaving.LEAVING,
        "no",
        True,
    )
    assert Why.NOT_WILLING in first.why
    assert incumbents_leaving(world_of(given), SOUTH_VIEWER).total == 0


def test_the_villages_own_election_date_is_the_day_on_which_the_gate_counts() -> None:
    given = Given().county()
    given.member("pe_1", A, birth="1970-11-15", willingness_to_serve="yes")
    given.calls(A, "key", "pe_1")
    for on, standing in ((date(2026, 11, 14), None), (date(2026, 11, 15), Leaving.LEAVING)):
        event = ElectionDatesSet(sealed_for=f"county:{COUNTY}", election_dates={RegionCode(A): on})
        given.add(f"election_cycle:{COUNTY}", event, region=COUNTY, valid_at=TODAY)
        rows = leaving(given)
        assert [(r.standing, r.election_on, r.days_left) for r in rows] == (
            [(standing, on, 138)] if standing else []
        )


def test_a_successor_is_ready_who_is_cleared_mature_by_decision_and_willing() -> None:
    given = Given().county()
    given.member("pe_1", A, willingness_to_serve="no")
    given.calls(A, "key", "pe_1")
    given.reserve("pe_2", A, tier="mature", willingness_to_stand="yes", on=date(2026, 1, 5))
    given.admits("pe_2", A, date(2026, 2, 1))
    assert [(r.cleared, r.mature) for r in leaving(given)] == [(1, 0)]
    given.decides("pe_2", A, "tier set", date(2026, 2, 2))
    assert leaving(given) == []
    assert [r.cleared for r in leaving(given, date(2027, 6, 1))] == [0]
    given.answers("pe_2", "stand", "no", date(2026, 3, 1))
    assert [(r.cleared, r.mature) for r in leaving(given)] == [(1, 1)]


def test_the_next_step_falls_due_with_the_calendar_and_two_refusals_end_it() -> None:
    given = Given().county()
    given.member("pe_1", A, name="安娜", willingness_to_serve="no")
    given.marks("pe_1")
    assert [(r.never, r.due) for r in excellent_unwilling(world_of(given), COUNTY_VIEWER).nodes] == [
        (True, False)
    ]
    given.contacts("pe_1", "no", date(2026, 6, 1), date(2026, 7, 5))
    for on, due in ((date(2026, 7, 4), False), (date(2026, 7, 5), True), (date(2026, 8, 1), True)):
        world = world_of(given, on)
        (row,) = excellent_unwilling(world, COUNTY_VIEWER).nodes
        assert (row.due, row.owner, row.next_step, row.last_channel) == (due, "王组委", "phone", "visit")
        found = today(world, COUNTY_VIEWER)
        assert (found.outreach_due, found.outreach_soon) == ((1, 0) if due else (0, 1))
    given.contacts("pe_1", "no", date(2026, 7, 5), date(2026, 8, 1))
    (row,) = excellent_unwilling(world_of(given, date(2026, 8, 1)), COUNTY_VIEWER).nodes
    assert (row.stopped, row.refusals, row.next_on, row.due) == (True, 2, None, False)
    assert today(world_of(given, date(2026, 8, 1)), COUNTY_VIEWER).outreach == ()
    given.answers("pe_1", "serve", "yes", date(2026, 7, 20))
    assert excellent_unwilling(world_of(given), COUNTY_VIEWER).total == 0


def test_a_channels_success_is_shown_from_ten_settled_contacts_on_and_an_open_one_does_not_count() -> None:
    given = Given().county()
    for n in range(10):
        given.member(f"pe_{n}", A)
        given.contacts(f"pe_{n}", "yes" if n < 3 else "undecided", date(2026, 1, 1), channel="phone")

    def rate(on: date) -> tuple[int, int, int | None]:
        found = excellent_unwilling(world_of(given, on), COUNTY_VIEWER).rates[1]
        return found.contacts, found.settled, found.won

    assert rate(date(2026, 4, 1)) == (10, 3, None)  # ninety days after: the last day on which a yes counts
    assert rate(date(2026, 4, 2)) == (10, 10, 3)
    given.answers("pe_9", "serve", "yes", date(2026, 4, 1))
    assert rate(date(2026, 4, 2)) == (10, 10, 4)


def test_a_native_is_due_at_once_then_after_the_rules_days_or_on_the_day_agreed() -> None:
    given = Given().county()
    given.says(
        LedgerKind.TALENTS, "pe_1", native_village=A, name="安娜", willingness_to_return="yes",
        party_affiliation="elsewhere",
    )  # fmt: skip
    given.says(LedgerKind.TALENTS, "pe_2", native_village=B, willingness_to_return="no")
    given.calls(B, "difficult")

    def due(on: date) -> list[str]:
        wanted = NativesFilter(due=True)
        return [
            str(r.person.id) for r in natives_outside(world_of(given, on), COUNTY_VIEWER, wanted=wanted).nodes
        ]

    assert due(TODAY) == ["pe_2", "pe_1"]
    given.contacts("pe_1", "unreached", date(2026, 6, 30), kind="return")
    assert due(TODAY) == ["pe_2"]
    assert due(date(2026, 12, 27)) == ["pe_2"]  # exactly 180 days
    assert due(date(2026, 12, 28)) == ["pe_2", "pe_1"]
    given.contacts("pe_1", "unreached", date(2026, 7, 1), date(2026, 7, 9), kind="return")
    assert due(date(2026, 7, 8)) == ["pe_2"]
    assert due(date(2026, 7, 9)) == ["pe_2", "pe_1"]
    page = natives_outside(world_of(given), NORTH_VIEWER)
    assert (page.natives, page.willing, page.matching, page.relation_elsewhere) == (2, 1, 2, 1)
    given.reserve("pe_9", A)
    on_roster = NativesFilter(matching=True, counting=Counting.ON_ROSTER)
    found = natives_outside(world_of(given), COUNTY_VIEWER, wanted=on_roster)
    assert [r.person.id for r in found.nodes] == ["pe_2"]


def test_a_tie_is_shown_where_both_have_a_part_and_flagged_where_they_meet() -> None:
    given = Given().county()
    given.member("pe_1", A, name="安娜")
    given.reserve("pe_2", A, name="苏珊")
    given.mentor("pe_3", "李雷", C)
    given.ties("pe_2", "pe_1", "parent")
    given.ties("pe_2", "pe_3", "in_law")
    assert recorded_ties(world_of(given), COUNTY_VIEWER).total == 0
    given.calls(A, "key", "pe_1")
    (row,) = recorded_ties(world_of(given), COUNTY_VIEWER).nodes
    assert (row.person.id, row.other and row.other.id, row.kind) == ("pe_1", "pe_2", "child")
    assert [v.code for v in row.same_matter] == [A]
    given.pairs("pe_2", A, "pe_3", "other")
    (_, second) = recorded_ties(world_of(given), COUNTY_VIEWER).nodes
    assert [line.part for line in second.other_parts] == [Part.AS_MENTOR]
    northern = recorded_ties(world_of(given), NORTH_VIEWER).nodes
    assert [row.other.id if row.other else None for row in northern] == ["pe_2", None]
    given.unties("pe_2", "pe_1", date(2026, 7, 1))
    assert recorded_ties(world_of(given), COUNTY_VIEWER).total == 1
    given.forgets("pe_3")
    assert recorded_ties(world_of(given), COUNTY_VIEWER).total == 0


def test_a_decider_of_a_tied_persons_name_is_a_part_by_name() -> None:
    given = Given().county()
    given.reserve("pe_2", A, name="苏珊")
    given.member("pe_1", B, name="proposed")  # in these histories a decision is decided by its own name
    given.ties("pe_1", "pe_2", "child")
    given.decides("pe_2", A, "proposed", date(2026, 2, 1))
    (row,) = recorded_ties(world_of(given), COUNTY_VIEWER).nodes
    assert [line.part for line in row.parts] == [Part.AS_DECIDER]
    assert [v.code for v in row.same_matter] == [A]


def test_not_yet_considered_is_whoever_meets_the_terms_in_a_village_that_lacks() -> None:
    given = Given().county()
    who: dict[str, Any] = {"birth": "1990-05", "education": "bachelor"}
    given.member("pe_1", A, **who)
    given.says(LedgerKind.TALENTS, "pe_2", native_village=B, **who)
    given.member("pe_3", B, birth="1990-05", education="primary")
    given.reserve("pe_4", A, **who)
    given.mentor("pe_5", "李雷", C)
    wanted = PeopleFilter(not_yet_considered=True, terms=TermsMet.EXCEPTIONAL, lacking=Counting.ON_ROSTER)
    found = people(world_of(given), COUNTY_VIEWER, wanted=wanted)
    assert [row.person.id for row in found.nodes] == ["pe_2"]
    found = people(world_of(given), COUNTY_VIEWER, wanted=replace(wanted, lacking=Counting.CLEARED))
    assert [row.person.id for row in found.nodes] == ["pe_1", "pe_2"]
    silent = PeopleFilter(willingness_to_serve="not_asked")
    assert people(world_of(given), COUNTY_VIEWER, wanted=silent).total == 5
    given.answers("pe_1", "serve", "yes")
    assert people(world_of(given), COUNTY_VIEWER, wanted=silent).total == 4


def test_every_event_has_words_and_quotes_nothing_that_is_sealed() -> None:
    given = Given().county()
    given.member("pe_1", A)
    given.member("pe_2", A)
    given.marks("pe_1")
    given.contacts("pe_1", "no", date(2026, 6, 1))
    given.answers("pe_1", "stand", "no", TODAY, "health")
    given.watches("pe_1", A)
    given.watches("pe_1", A, stands=False)
    given.marks("pe_1", stands=False)
    given.ties("pe_1", "pe_2")
    given.unties("pe_1", "pe_2")
    lines = history(world_of(given), NORTH_VIEWER, "pe_1").nodes
    assert len(lines) == 1 + 1 + 2 + 1 + 2 + 1 + 4
    assert not any("身体" in line.what_zh or "health" in line.what for line in lines)
    topics = {cls for topic, cls in EVENT_TYPES.items() if topic.startswith("person.")}
    assert topics <= _WORDS.keys()
    assert watch_list(world_of(given), COUNTY_VIEWER).total == 0


def test_what_was_answered_later_is_not_in_a_world_of_the_past() -> None:
    given = Given().county()
    given.member("pe_1", A, willingness_to_serve="yes", on=date(2026, 1, 5))
    given.answers("pe_1", "serve", "no", date(2026, 6, 1))
    given.watches("pe_1", A, date(2026, 6, 1))
    past = world_of(given, valid_through=date(2026, 5, 31))
    human = past.human("pe_1")  # type: ignore[arg-type]
    assert human
    assert human.value("willingness_to_serve") == "yes"
    assert watch_list(past, COUNTY_VIEWER).total == 0
