"""Through every root and every named operation, by lists, files, ids, text, history and cursors."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from domain.rule_set import Mentoring, Terms
from projections.answer import Counting
from projections.scope import visible
from services.ruling.writing import write_rules
from tests.api.counties import A, B, busy
from tests.api.offices import Client, Json, office_of, reason_of
from tests.example_rules import RULES
from tests.given import COUNTY, NORTH, NORTH_VIEWER, SOUTH, village
from tests.projections.scripts import Step, played, scripts

NORTHERN = f"北乡:township:{NORTH}"
LISTS = (
    "VillagesLackingReserves", "MentorLoads", "MentorGaps", "ContactDue", "People", "Disputes", "SamePeople", "Reviews",
    "ProposePairings",
    "GapCover", "QuotaRemedy",
    "IncumbentsLeaving", "ExcellentUnwilling", "NativesOutside", "RecordedTies", "WatchList",
    "DueProcess",
    "SurveyBalance", "VillagePlans",
)  # fmt: skip
OF_THE_CYCLE = ("ElectionCycle", "RuleSet", "Rechecks", "ClassShifts", "Standings")
EVERYTHING = (
    *LISTS,
    *OF_THE_CYCLE,
    "MatureOutside",
    "TierStuck",
    "SurveyProgress",
    "TrainingShort",
    "SinglePointsOfFailure",
    "NotYetConsidered",
    "Coverage",
    "StructureByTownship",
    "Me",
)
OTHER_RULES = write_rules(
    replace(RULES, general=Terms(age_max=20, education_min="doctor"), mentoring=Mentoring(talk_every_days=1))
)
NODE = "query N($id: ID!) { node(id: $id) { __typename id } nodes(ids: [$id]) { id } }"


def everything(client: Client, people: Sequence[str], villages: Sequence[str]) -> Json:
    """What every question answers, by what was asked."""
    found: Json = {name: client.run(name) for name in EVERYTHING}
    for counting in Counting:
        for name in (
            "VillagesLackingReserves",
            "Coverage",
            "StructureByTownship",
            "ProposePairings",
            "GapCover",
            "QuotaRemedy",
        ):
            found[f"{name} {counting}"] = client.run(name, counting=counting.value)
    found["other days"] = client.run("ElectionCycleWhatIf", referenceDate="2031-01-01")
    found["other rules"] = client.run("RuleSetWhatIf", rules=OTHER_RULES, counting="ON_ROSTER")
    found["single links"] = client.run("SinglePointsOfFailure", threshold=1)
    found["neighbours"] = client.run("GapCover", neighbours=[f"{NORTH}-{SOUTH}"], counting="ON_ROSTER")
    found["not asked"] = client.run("QuotaRemedy", alsoNotAsked=True, counting="ON_ROSTER")
    for person in people:
        found[f"pairing {person}"] = client.run(
            "OtherMentor", person=person, mentor=people[-1], role="first_secretary", counting="ON_ROSTER"
        )
        found[f"file {person}"] = client.run("PersonFile", id=person, case="案1")
        found[f"history {person}"] = client.run("History", subject=person)
        found[f"search {person}"] = client.run("Search", text=person)
        found[f"node {person}"] = client.post(NODE, {"id": person})
    for code in villages:
        found[f"file {code}"] = client.run("VillageFile", code=code, case="案1")
        found[f"survey {code}"] = client.run("SurveyFile", code=code, case="案1")
        found[f"history {code}"] = client.run("History", subject=code)
        found[f"search {code}"] = client.run("Search", text=code)
        found[f"node {code}"] = client.post(NODE, {"id": f"vi_{code}"})
    return found


def without_what_was_asked(found: Json) -> str:
    """The answers as text; sentences of refusals may repeat a code that the client itself sent."""
    bodies = [
        {**body, "errors": [error["extensions"]["code"] for error in body.get("errors", ())]}
        for body in found.values()
    ]
    return json.dumps(bodies, ensure_ascii=False)


@settings(max_examples=15)
@given(script=scripts)
def test_no_answer_carries_anybody_or_any_village_of_another_township(script: list[Step]) -> None:
    history = played(script)
    office = office_of(history)
    client = Client(office, NORTHERN)
    with office.live.now() as world:
        humans = list(world.fold.humans.values())
        hidden = {r for h in humans if not visible(world, NORTH_VIEWER, h) for r in h.records}
        both = any(
            visible(world, NORTH_VIEWER, h) and any(p.startswith(SOUTH) for p in h.places) for h in humans
        )
        people = [record for human in humans for record in human.records]
    text = without_what_was_asked(everything(client, people, [village(SOUTH, 0), village(NORTH, 0)]))
    assert [person for person in hidden if f'"{person}"' in text] == []
    assert "南乡" not in text
    if not both:  # whoever belongs to both townships is known with all that is said of them
        assert SOUTH not in text


@settings(max_examples=10)
@given(script=scripts)
def test_what_happens_in_another_township_changes_no_answer(script: list[Step]) -> None:
    before, after = played(script), played(script)
    far = village(SOUTH, 1)
    after.member("pe_far1", far, name="远人", birth="1993-05", sex="female")
    after.reserve("pe_far2", far, name="远备", mentor_names="远师")
    after.mentor("pe_far3", "远师", far)
    if not any(step[0] == "calls" and step[1] == far for step in script):
        # A displaced secretary may become a reserve there, whom a mentor of both townships is told of.
        after.calls(far, "difficult", "pe_far1", reason="age")
    answers = []
    for history in (before, after):
        client = Client(office_of(history), NORTHERN)
        own = everything(client, ["pe_0", "pe_1"], [village(NORTH, 0)])
        answers.append(_without_positions(own))
    assert answers[0] == answers[1]


def _without_positions(value: Any) -> Any:
    """`position` says how far the log has come, which everybody may know."""
    if isinstance(value, dict):
        return {k: _without_positions(v) for k, v in value.items() if k != "position" and not _is_event(v)}
    return [_without_positions(v) for v in value] if isinstance(value, list) else value


def _is_event(value: object) -> bool:
    """The tests' event ids follow positions; real ones are random."""
    return isinstance(value, str) and value.startswith("ev_")


def test_a_busy_township_sees_only_its_own_names_and_totals() -> None:
    client = Client(office_of(busy()), NORTHERN)
    people = [f"pe_{side}{n}" for side in "ns" for n in range(10)]
    found = everything(client, people, [A, B])
    text = without_what_was_asked(found)
    assert "南" not in text
    assert SOUTH not in text
    assert found["People"]["data"]["people"]["totalCount"] == 10
    assert found["MentorLoads"]["data"]["mentorLoads"]["totalCount"] == 2
    assert found["MentorGaps"]["data"]["mentorGaps"]["totalCount"] == 1
    assert found["ContactDue"]["data"]["contactDue"]["totalCount"] == 1
    assert found["VillagesLackingReserves"]["data"]["villagesLackingReserves"]["totalCount"] == 3
    assert found["Coverage ON_ROSTER"]["data"]["coverage"]["distinctReserves"] == 1
    everybody = Client(office_of(busy())).ask("People")
    assert everybody["totalCount"] == 20


@pytest.mark.parametrize("operation", [*LISTS, "SinglePointsOfFailure", "Coverage", "StructureByTownship"])
def test_another_region_is_forbidden(operation: str) -> None:
    client = Client(office_of(busy()), NORTHERN)
    for region in (SOUTH, B, COUNTY, "99"):
        body = client.run(operation, region=region)
        assert reason_of(body) == "FORBIDDEN/REGION_OUTSIDE"
        assert list(body["data"].values()) == [None]
    assert "errors" not in client.run(operation, region=A)


def test_an_id_of_another_township_is_like_one_that_does_not_exist() -> None:
    client = Client(office_of(busy()), NORTHERN)
    for theirs, nobodys in (("pe_s1", "pe_zzz"), (f"vi_{B}", f"vi_{NORTH}299")):
        answers = [client.post(NODE, {"id": one})["data"] for one in (theirs, nobodys)]
        assert answers[0] == answers[1] == {"node": None, "nodes": [None]}
    for operation, argument in (("PersonFile", "id"), ("History", "subject")):
        answers = [client.run(operation, **{argument: one}) for one in ("pe_s1", "pe_zzz")]
        assert answers[0] == answers[1]
        assert "errors" in answers[0]


def test_a_cursor_of_the_county_opens_nothing_to_a_township() -> None:
    office = office_of(busy())
    county, northern = Client(office), Client(office, NORTHERN)
    for operation in LISTS:
        asked = {"counting": "ON_ROSTER"} if operation == "ProposePairings" else {}
        cursor = county.ask(operation, first=1, **asked)["pageInfo"]["endCursor"]
        assert cursor
        assert reason_of(northern.run(operation, after=cursor, **asked)) == "BAD_USER_INPUT/CURSOR_FOREIGN"
    cursor = county.ask("SinglePointsOfFailure", threshold=1, first=1)["pageInfo"]["endCursor"]
    body = northern.run("SinglePointsOfFailure", threshold=1, after=cursor)
    assert reason_of(body) == "BAD_USER_INPUT/CURSOR_FOREIGN"
    cursor = county.ask("History", subject=A, first=1)["pageInfo"]["endCursor"]
    assert reason_of(northern.run("History", subject=A, after=cursor)) == "BAD_USER_INPUT/CURSOR_FOREIGN"


def test_a_command_about_somebody_elsewhere_is_like_one_about_nobody() -> None:
    office = office_of(busy())
    client = Client(office, NORTHERN)
    before = office.desk.log.head()
    wish = {"field": "birth", "value": "1990-05", "reason": "档案"}
    answers = [client.do("SettleFact", person=who, **wish) for who in ("pe_s1", "南王芳", "pe_zzz")]
    codes = [[error["code"] for error in answer["userErrors"]] for answer in answers]
    assert codes == [["PERSON_UNKNOWN"]] * 3
    for operation in ("MergePeople", "SeparatePeople", "KeepPeopleApart"):
        answer = client.do(operation, person="pe_n1", other="pe_s1")
        assert [error["code"] for error in answer["userErrors"]] == ["PERSON_UNKNOWN"]
        assert "南" not in json.dumps(answer, ensure_ascii=False)
    of_two = {"role": "first_secretary", "channel": "phone", "reason": "other"}
    for operation, takes in (("AssignMentor", "role"), ("HoldTalk", "channel"), ("ReleaseMentor", "reason")):
        for person, mentor in (("pe_n3", "pe_s4"), ("pe_s3", "pe_n4"), ("南人", "北导师")):
            wanted = {takes: of_two[takes]}
            answer = client.do(operation, person=person, mentor=mentor, **wanted)
            assert [error["code"] for error in answer["userErrors"]] == ["PERSON_UNKNOWN"]
    for person, mentor in (("pe_n3", "pe_s4"), ("pe_s3", "pe_n4"), ("南人", "北导师")):
        answer = client.do("RejectPairing", person=person, mentor=mentor, reason="不宜")
        assert [error["code"] for error in answer["userErrors"]] == ["PERSON_UNKNOWN"]
        pairs = [{"person": person, "mentor": mentor, "role": "first_secretary"}]
        answer = client.do("ConfirmPairings", position=str(before), pairs=pairs)
        assert [error["code"] for error in answer["userErrors"]] == ["PERSON_UNKNOWN"]
    answer = client.do("ConfirmPairings", position=str(before), region=SOUTH, counting="ON_ROSTER")
    assert [error["code"] for error in answer["userErrors"]] == ["REGION_OUTSIDE"]
    for operation, more in (("RegisterMentor", {"roles": ["other"]}), ("SetMentorAbsence", {})):
        answer = client.do(operation, mentor="pe_s4", **more)
        assert [error["code"] for error in answer["userErrors"]] == ["PERSON_UNKNOWN"]
    assert office.desk.log.head() == before


def test_an_answer_a_contact_or_a_tie_of_somebody_elsewhere_is_like_one_of_nobody() -> None:
    office = office_of(busy())
    client = Client(office, NORTHERN)
    before = office.desk.log.head()
    one: Json = {"RecordWillingness": {"kind": "serve", "answer": "yes"}, "MarkExcellent": {"words": "好"},
           "WithdrawExcellentMark": {"words": "好"}, "WatchPerson": {"village": A}, "StopWatching": {"village": A},
           "RecordOutreach": {"kind": "serve", "channel": "phone", "answer": "no"}}  # fmt: skip
    for operation, asked in one.items():
        for who in ("pe_s8", "南王芳"):
            answer = client.do(operation, person=who, **asked)
            assert [error["code"] for error in answer["userErrors"]] == ["PERSON_UNKNOWN"]
    for operation, said in (("RecordTie", {"kind": "spouse", "source": "declared"}), ("WithdrawTie", {})):
        for pair in (("pe_n1", "pe_s1"), ("pe_s1", "pe_n1")):
            answer = client.do(operation, person=pair[0], other=pair[1], **said)
            assert [error["code"] for error in answer["userErrors"]] == ["PERSON_UNKNOWN"]
    answer = client.do("WatchPerson", person="pe_n1", village=B)
    assert [error["code"] for error in answer["userErrors"]] == ["REGION_OUTSIDE"]
    assert office.desk.log.head() == before


def test_the_past_and_other_days_keep_to_the_region_too() -> None:
    history = busy()
    client = Client(office_of(history), NORTHERN)
    at = {"knownAt": {"position": str(len(history.events) - 1)}}
    for operation in LISTS:
        text = json.dumps(client.ask(operation, asOf=at, onDate="2027-01-01"), ensure_ascii=False)
        assert "南" not in text
        assert SOUTH not in text
    assert client.run("PersonFile", id="pe_s1", asOf=at)["data"] == {"personFile": None}


def test_nobody_without_the_right_reads_anything() -> None:
    client = Client(office_of(busy()), "机房:operator")
    found = everything(client, ["pe_n1"], [A])
    assert found.pop("Me")["data"]["me"]["may"] == ["OPERATE"]
    for asked, body in found.items():
        assert {error["extensions"]["reason"] for error in body["errors"]} == {"ROLE_MAY_NOT"}, asked
        assert {error["extensions"]["code"] for error in body["errors"]} == {"FORBIDDEN"}
        assert not any(body["data"].values())
