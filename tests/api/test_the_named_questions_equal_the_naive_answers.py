"""Random small histories, asked over HTTP by the named operations and recounted by hand from the events."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projections.answer import Counting
from projections.oracle import Recount
from projections.oracle import recounted as by_hand
from projections.oracle import recounted_mentors as mentors_by_hand
from projections.oracle.recounted_due import due_rows
from tests.api.counties import busy
from tests.api.offices import Client, office_of
from tests.given import COUNTY, NORTH, SOUTH, TODAY, Given
from tests.projections.scripts import VILLAGES, Step, played, scripts

REGIONS = ["99", COUNTY, NORTH, SOUTH, VILLAGES[0]]
WORDS = {
    "code": "code",
    "name": "name",
    "classified": "classified",
    "cleared": "cleared",
    "on_roster": "onRoster",
    "pending_rows": "pendingRows",
    "wanted": "wanted",
    "short_by": "shortBy",
}


def every_page(client: Client, operation: str, **variables: Any) -> list[Any]:
    """All nodes of a list, two at a time, over HTTP."""
    nodes: list[Any] = []
    after = None
    while True:
        page = client.ask(operation, first=2, after=after, **variables)
        nodes += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            assert page["totalCount"] == len(nodes)
            return nodes


@settings(max_examples=25)
@given(script=scripts, region=st.sampled_from(REGIONS), counting=st.sampled_from(Counting))
def test_coverage(script: list[Step], region: str, counting: Counting) -> None:
    history = played(script)
    client, told = Client(office_of(history)), Recount(history.as_read_later(), TODAY)
    rows = every_page(client, "VillagesLackingReserves", region=region, counting=counting.value)
    naive = by_hand.village_rows(told, region, counting)
    assert [{ours: row[theirs] for ours, theirs in WORDS.items()} for row in rows] == [
        {ours: row[ours] for ours in WORDS} for row in naive
    ]
    assert [row["classification"] for row in rows] == [row["classification"].name for row in naive]
    assert all(row["township"]["code"] == row["code"][:9] for row in rows)
    found = client.ask("Coverage", region=region, counting=counting.value)
    totals = by_hand.totals(told, region, counting)
    assert found["distinctReserves"] == totals["distinct_reserves"]
    assert found["reservesOfTwoVillages"] == totals["reserves_of_two_villages"]
    for row, sums in zip(found["byClass"], totals["by_class"], strict=True):
        assert (row["villages"], row["lacking"], row["shortBy"]) == (
            sums["villages"],
            sums["lacking"],
            sums["short_by"],
        )
        assert row["onRoster"] == sums["on_roster"]
    assert (found["onDate"], found["position"]) == (str(TODAY), str(len(history.events)))


@settings(max_examples=25)
@given(script=scripts, counting=st.sampled_from(Counting))
def test_structure(script: list[Step], counting: Counting) -> None:
    history = played(script)
    client, told = Client(office_of(history)), Recount(history.as_read_later(), TODAY)
    found = client.ask("StructureByTownship", counting=counting.value)
    assert [row["township"]["code"] for row in found["townships"]] == sorted(told.townships)
    for row in found["townships"]:
        naive = by_hand.township_structure(told, row["township"]["code"], counting)
        assert row["reserves"] == naive["reserves"]
        for quota, other in zip(row["quotas"], naive["quotas"], strict=True):
            assert quota["code"] == other["code"]
            assert quota["required"] == other["required"]
            assert quota["present"] == other["present"]
            assert quota["shortByReplacing"] == other["short_by_replacing"]
            assert quota["shortByAdding"] == other["short_by_adding"]
            assert [person["id"] for person in quota["couldChangeIt"]] == other["could_change_it"]
            assert (quota["status"] == "NOT_APPLICABLE") == (row["reserves"] == 0)


@settings(max_examples=25)
@given(script=scripts, region=st.sampled_from([COUNTY, NORTH, SOUTH]))
def test_mentors_and_open_matters(script: list[Step], region: str) -> None:
    history = played(script)
    client, told = Client(office_of(history)), Recount(history.as_read_later(), TODAY)
    rows = every_page(client, "MentorLoads", region=region)
    assert [(-row["load"], row["mentor"]["id"]) for row in rows] == mentors_by_hand.mentor_rows(told, region)
    late = every_page(client, "ContactDue", region=region)
    naive = mentors_by_hand.contacts(told, region)["late"]
    assert [(row["since"], row["reserve"]["id"], row["never"]) for row in late] == [
        (str(since), who, never) for since, who, never in naive
    ]
    gaps = every_page(client, "MentorGaps", region=region)
    assert [row["village"]["code"] for row in gaps] == [
        row["code"] for row in mentors_by_hand.gaps(told, region)
    ]
    pairs = every_page(client, "SamePeople")
    assert {
        (pair["person"]["person"]["id"], pair["other"]["person"]["id"]) for pair in pairs
    } == by_hand.same_name_pairs(told)
    matters = every_page(client, "Disputes")
    fields = {
        (matter["person"]["id"], matter["fact"]["field"]["code"])
        for matter in matters
        if matter["kind"] == "FIELD"
    }
    assert by_hand.disputed(told) <= fields


@settings(max_examples=25)
@given(script=scripts, sex=st.sampled_from([None, "女", "male"]), not_yet=st.booleans())
def test_people(script: list[Step], sex: str | None, not_yet: bool) -> None:
    history = played(script)
    client, told = Client(office_of(history)), Recount(history.as_read_later(), TODAY)
    rows = every_page(client, "People", sex=sex, notYetConsidered=not_yet)
    wanted = {"女": "female", "male": "male", None: None}[sex]
    naive = {
        soul.id
        for soul in told.souls
        if (wanted is None or soul.value("sex") == wanted)
        and not (not_yet and any(told.standing_for(soul, code) for code in told.register))
    }
    if not not_yet:  # a held row counts as considered, too
        assert {row["person"]["id"] for row in rows} == naive
    assert {row["person"]["id"] for row in rows} <= naive
    for row in rows:
        file = client.ask("PersonFile", id=row["person"]["id"])
        assert file["person"] == row["person"]
        assert file["summary"]["education"] == row["education"]


@settings(max_examples=20)
@given(script=scripts, region=st.sampled_from(REGIONS), on=st.sampled_from([TODAY, date(2026, 8, 1)]))
def test_reviews(script: list[Step], region: str, on: date) -> None:
    history = played(script)
    client, told = Client(office_of(history)), Recount(history.as_read_later(), on)
    rows = every_page(client, "Reviews", region=region, onDate=str(on))
    naive = by_hand.review_rows(told, region)
    assert [(row["village"]["code"], row["person"]["id"], set(row["states"])) for row in rows] == naive


@settings(max_examples=20)
@given(script=scripts, region=st.sampled_from(REGIONS), on=st.sampled_from([TODAY, date(2026, 8, 1)]))
def test_what_due_process_owes(script: list[Step], region: str, on: date) -> None:
    history = played(script)
    client, told = Client(office_of(history)), Recount(history.as_read_later(), on)
    rows = every_page(client, "DueProcess", region=region, onDate=str(on))
    found = [
        (row["dueOn"], row["village"]["code"], row["matter"].lower(), row["step"].lower()) for row in rows
    ]
    naive = due_rows(told, region)
    assert sorted(found) == sorted((str(due), code, matter, step) for due, code, matter, _, step, _ in naive)
    assert [row["overdue"] for row in rows] == [due < on for due, *_ in naive]
    assert all(row["decision"] for row in rows)


@settings(max_examples=20)
@given(script=scripts, back=st.integers(0, 30), on=st.sampled_from([TODAY, date(2026, 8, 1)]))
def test_the_past_is_answered_as_it_was_answered_then(script: list[Step], back: int, on: date) -> None:
    history = played([step for step in script if step[0] != "forgets"])
    position = max(12, len(history.events) - back)
    then = Given()
    then.events = history.events[:position]
    now, earlier = Client(office_of(history)), Client(office_of(then))
    as_of = {"knownAt": {"position": str(position)}}
    for operation in (
        "VillagesLackingReserves",
        "Coverage",
        "StructureByTownship",
        "People",
        "SamePeople",
        "Reviews",
        "DueProcess",
    ):
        found = now.ask(operation, asOf=as_of, onDate=str(on))
        assert found == earlier.ask(operation, onDate=str(on))
        assert (found["position"], found["onDate"]) == (str(position), str(on))
    instant = {"knownAt": {"instant": history.events[position - 1].recorded_at.isoformat()}}
    assert now.ask("Coverage", asOf=instant) == now.ask("Coverage", asOf=as_of)


@pytest.mark.parametrize(
    "operation",
    [
        "VillagesLackingReserves",
        "People",
        "MentorLoads",
        "MentorGaps",
        "ContactDue",
        "Disputes",
        "GapCover",
        "QuotaRemedy",
    ],
)
def test_a_page_can_go_on_after_any_edge(operation: str) -> None:
    roots = {
        "VillagesLackingReserves": "villagesLackingReserves",
        "People": "people",
        "MentorLoads": "mentorLoads",
        "MentorGaps": "mentorGaps",
        "ContactDue": "contactDue",
        "Disputes": "disputes",
        "GapCover": "gapCover",
        "QuotaRemedy": "quotaRemedy",
    }
    client = Client(office_of(busy()))
    query = (
        f"query Q($after: String) {{ {roots[operation]}(after: $after) {{ totalCount edges {{ cursor }} }} }}"
    )
    edges = client.post(query)["data"][roots[operation]]["edges"]
    assert len(edges) > 1
    for at, edge in enumerate(edges):
        rest = client.post(query, {"after": edge["cursor"]})["data"][roots[operation]]
        assert rest["edges"] == edges[at + 1 :]
        assert rest["totalCount"] == len(edges)
