"""The demo county's year: each answer has somebody in it, the same on every machine."""

from pathlib import Path
from typing import Any

import pytest

from tests.yumiao.command_line import answer


def ask(demo: Path, name: str, *sets: str) -> Any:
    words = [word for one in sets for word in ("--set", one)]
    (root,) = answer("ask", name, *words, data=demo)["data"].values()
    return root


def test_most_townships_have_somebody_cleared_and_one_has_nobody(demo: Path) -> None:
    cleared = {t["township"]["name"]: t["reserves"] for t in ask(demo, "StructureByTownship")["townships"]}
    assert cleared == {"青苗镇": 7, "良种镇": 3, "春泥乡": 2, "禾穗镇": 3, "沃土乡": 3, "新芽镇": 0}


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Reviews", {"张洋斌", "单春悦", "罗欣婷", "马飞强"}),  # expired, old rules, used without, waiting
        ("DueProcess", {"刘超文", "韦松宇"}),
        ("ExcellentUnwilling", {"夏根文", "陆怡兰"}),
        ("MatureOutside", {"石佳", "陆海军", "唐超贵", "余建军"}),
        ("TierStuck", {"张洋斌"}),
        ("ContactDue", {"钟林国", "石佳"}),  # never talked to, late
        ("SinglePointsOfFailure", {"许怡"}),
        ("RecordedTies", {"吴旭鹏", "石佳"}),
        ("IncumbentsLeaving", {"查峰祥"}),
    ],
)
def test_a_question_has_the_people_of_the_story_in_it(demo: Path, question: str, names: set[str]) -> None:
    found = {
        inner.get("name") or (inner.get("person") or {}).get("name")
        for node in ask(demo, question)["nodes"]
        for inner in node.values()
        if isinstance(inner, dict)
    }
    assert names <= found


def test_mentors_are_overloaded_away_and_confirmed_by_proposal(demo: Path) -> None:
    mentors = {node["mentor"]["name"]: node for node in ask(demo, "MentorLoads", "first=50")["nodes"]}
    assert (mentors["许怡"]["status"], mentors["许怡"]["load"]) == ("ALARM", 8)
    assert mentors["白生华"]["away"]
    kept = [p for p in ask(demo, "ProposePairings", "region=990101101")["nodes"] if p["status"] == "KEPT"]
    assert len(kept) >= 5


def test_a_plan_is_overdue_and_a_group_was_never_heard(demo: Path) -> None:
    plans = ask(demo, "VillagePlans")["nodes"]
    assert [p["village"]["code"] for p in plans if p["state"] == "OVERDUE"] == ["990101100203"]
    balance = ask(demo, "SurveyBalance")["nodes"]
    assert "990101100209" in {node["village"]["code"] for node in balance}


def test_papers_of_earlier_months_show_as_late_entries_and_others_do_not(demo: Path) -> None:
    person = answer("find", "石佳", data=demo)["people"][0]["id"]
    events = answer("history", person, data=demo)["events"]
    late = {event["late"] for event in events if event["decidedOn"]}
    assert late == {True, False}
    assert person == "pe_3c54558519adc7fd3db47c1c", "the same ids on every machine"
