"""`yumiao pair` on the demo county: sensible out of the box, one JSON document, a file, by township; then decided."""

import json
from pathlib import Path

from tests.yumiao.command_line import answer, run


def test_the_demo_county_gets_a_proposal_that_is_proved(demo: Path, tmp_path: Path) -> None:
    found = answer("pair", data=demo)
    assert found["format"] == "yumiao.pairing.v1"
    assert found["counting"] == "ON_ROSTER"
    proposal = found["proposal"]
    assert proposal["certificateChecked"]
    assert len(found["demands"]) == len(proposal["pairs"]) + len(proposal["uncovered"]) > 50
    demands, mentors = {d["id"]: d for d in found["demands"]}, {m["id"]: m for m in found["mentors"]}
    for pair in proposal["pairs"]:
        assert demands[pair["demand"]]["role"] in mentors[pair["mentor"]]["roles"]
    told = {key for gap in proposal["gaps"] for key in gap["without"]}
    assert told == set(proposal["uncovered"]), "everybody who goes without is told why"
    written = tmp_path / "pairing.json"
    assert run("pair", "-o", written, data=demo).exit_code == 0
    assert json.loads(written.read_text("utf-8")) == found


def test_in_words_it_says_who_changes_why_and_who_goes_without(demo: Path) -> None:
    words = run("pair", data=demo).stdout
    assert "已证明最优并经核验" in words
    assert "包联本村" in words
    assert "无人可选" in words
    assert "pe_" not in words
    assert "尚无已过审" in run("pair", "--counting", "CLEARED", "--region", "990101105", data=demo).stdout
    moves = run("pair", "--rebalance", data=demo).stdout
    assert "新配" not in moves
    assert "调整" in moves


def test_a_township_is_shown_its_own_and_a_foreign_one_is_refused(demo: Path) -> None:
    region = answer("pair", data=demo)["demands"][0]["village"]["code"][:9]
    mine = answer("pair", "--as", f"wang:township:{region}", data=demo)
    assert {d["village"]["code"][:9] for d in mine["demands"]} == {region}
    assert answer("pair", "--region", "990101", "--as", f"wang:township:{region}", data=demo, code=2)["error"]


def test_what_was_proposed_is_decided_by_command_and_a_rejection_is_remembered(
    county: Path, ledgers: Path
) -> None:
    answer("import", *sorted(ledgers.glob("*.xlsx")), data=county, code=1)
    sets = ("--set", "counting=ON_ROSTER", "--set", "first=100")
    before = answer("ask", "ProposePairings", *sets, data=county)["data"]["proposePairings"]
    first = next(node for node in before["nodes"] if node["status"] == "NEW")
    two = ("--set", f"person={first['reserve']['id']}", "--set", f"mentor={first['mentor']['id']}")
    refused = answer("do", "RejectPairing", *two, data=county, code=1)["data"]["rejectPairing"]
    assert [error["code"] for error in refused["userErrors"]] == ["REASON_MISSING"]
    answer("do", "RejectPairing", *two, "--set", "reason=工作地点相距太远", data=county)
    whole = ("--set", "counting=ON_ROSTER", "--set", f"position={before['position']}")
    old = answer("do", "ConfirmPairings", *whole, data=county, code=1)["data"]["confirmPairings"]
    assert [error["code"] for error in old["userErrors"]] == ["PAIRINGS_NO_LONGER_HOLD"]
    (lost,) = [pair for pair in old["pairs"] if not pair["holds"]]
    assert (old["moved"], lost["code"]) == (True, "PAIRING_REJECTED")
    assert lost["person"] == first["reserve"]
    rest = answer("do", "ConfirmPairings", *whole, "--set", "ifMoved=CARRY_OUT_THE_REST", data=county)
    done = rest["data"]["confirmPairings"]
    assert (done["userErrors"], done["confirmed"]) == ([], before["waiting"] - 1)
    after = answer("ask", "ProposePairings", *sets, data=county)["data"]["proposePairings"]
    assert [(one["reserve"], one["remembered"]) for one in after["turnedDown"]] == [(first["reserve"], True)]
    assert after["kept"] >= done["confirmed"] - 5
    asked = ("--set", f"role={first['role']['code']}", "--set", "counting=ON_ROSTER")
    other = answer("ask", "OtherMentor", *two, *asked, data=county)["data"]["otherMentor"]
    assert other["code"] == "TIED"
    assert first["mentor"]["name"] in other["messageZh"]


def test_what_if_and_bad_input_are_answered_in_words(demo: Path) -> None:
    def uncovered(**what_if: object) -> int:
        sets = ("--set", "counting=ON_ROSTER", "--set", f"whatIf={json.dumps(what_if)}")
        found = answer("ask", "ProposePairings", *sets, data=demo)["data"]["proposePairings"]
        return int(found["uncovered"])

    assert uncovered(capBecomes=1) > uncovered()
    village = answer("pair", data=demo)["demands"][0]["village"]
    for wrong, code in (
        ({"capBecomes": -1}, "WHAT_IF_CAP"),
        ({"capBecomes": 1000}, "WHAT_IF_CAP"),
        ({"villagesMerge": [village["code"]]}, "WHAT_IF_MERGE"),
        ({"villagesMerge": [village["code"], village["code"]]}, "WHAT_IF_MERGE"),
        ({"mentorLeaves": ["pe_nobody"]}, "PERSON_UNKNOWN"),
    ):
        body = answer("ask", "ProposePairings", "--set", f"whatIf={json.dumps(wrong)}", data=demo, code=2)
        assert [error["extensions"]["reason"] for error in body["errors"]] == [code]
