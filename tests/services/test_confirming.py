"""Proposals confirmed and turned down on a real folder: by whom, whole or not at all, when the world moved, at once."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from domain.candidacy import candidacy_of
from domain.ids import PersonId, VillageCode
from domain.mentor.decide import RegisterMentor, SetMentorAbsence
from domain.mentorship.assigning import AssignMentor
from domain.mentorship.confirming import ProposedPair
from domain.mentorship.events import MentorAssigned, MentorReleased, ReleaseReason
from domain.mentorship.rejecting import RejectPairing
from domain.recorded import Decider
from domain.refusal import Refusal
from domain.rule_set import MentorRole
from projections.answer import Counting
from projections.history import history
from services.confirming import Confirmed, IfMoved, confirm_pairings, reject_pairing
from services.mentoring import assign_mentor, register_mentor, set_mentor_absence
from services.proposing.page import to_confirm
from services.proposing.proposing import Proposed, Status, Wanted, propose_for
from services.settling import Decided
from tests.services.offices import EAST, LOWER, TODAY, UPPER, row, sheet, small_county, take
from yumiao.office import Office

LINK, FIRST = MentorRole.VILLAGE_LINK_LEADER, MentorRole.FIRST_SECRETARY
LIU = Decided(by=Decider(name="刘某", role="county_department"), on=TODAY, document_number="组干〔2026〕9号")
WANTED = Wanted(counting=Counting.ON_ROSTER)
REST = IfMoved.CARRY_OUT_THE_REST


def number(n: int) -> str:
    return f"99010119900101123{n}"


def who(office: Office, n: int) -> PersonId:
    return office.desk.identities.people_of([f"id:{number(n)}"])[f"id:{number(n)}"]


def filled(office: Office, capacity: str = "2", names: str = "") -> list[PersonId]:
    """Reserves 0, 1 (upper) and 2 (lower village); link leaders 3 and 4, first secretary 5; answers all by number."""
    named = {"mentor_names": names} if names else {}
    reserves = [
        row(at + 2, village, name=f"后备{at}", id_number=number(at), **named)
        for at, village in enumerate((UPPER, UPPER, LOWER))
    ]
    mentors = [
        row(at, UPPER, name=name, id_number=number(at), role=role, linked_villages=UPPER, capacity=capacity)
        for at, name, role in ((3, "梅姐", LINK), (4, "李哥", LINK), (5, "周叔", FIRST))
    ]
    take(office, sheet("reserves", *reserves), sheet("mentors", *mentors, file="导师.xlsx"))
    return [who(office, n) for n in range(6)]


def proposal(office: Office, wanted: Wanted = WANTED) -> Proposed:
    with office.live.now() as world:
        return propose_for(world, office.viewer, wanted)


def whole(office: Office) -> tuple[ProposedPair, ...]:
    with office.live.now() as world:
        return to_confirm(world, office.viewer, WANTED, TODAY)


def pair(person: PersonId, mentor: PersonId, role: MentorRole = LINK, **more: Any) -> ProposedPair:
    village = more.pop("village", UPPER)
    return ProposedPair(
        pairing=AssignMentor(
            candidacy=candidacy_of(person, village), person=person, village=village, mentor=mentor,
            role=role, since=TODAY,
        ),
        **more,
    )  # fmt: skip


def confirm(
    office: Office, pairs: Iterable[ProposedPair], at: int = 0, if_moved: IfMoved = IfMoved.REFUSE_ALL,
    by: Decided = LIU, as_: str = "",
) -> Confirmed:  # fmt: skip
    viewer = office.parse_viewer(as_) if as_ else office.viewer
    return confirm_pairings(office.desk, viewer, tuple(pairs), at or office.log.head(), if_moved, by)


def assign(office: Office, person: PersonId, mentor: PersonId, role: MentorRole = LINK) -> None:
    assign_mentor(office.desk, office.viewer, pair(person, mentor, role).pairing, LIU)


def reject(office: Office, person: PersonId, mentor: PersonId, words: str = "两家有纠纷") -> None:
    wish = RejectPairing(
        candidacy=candidacy_of(person, UPPER), person=person, village=UPPER, mentor=mentor, words=words
    )
    reject_pairing(office.desk, office.viewer, wish, LIU)


def codes(found: Iterable[Any]) -> list[str]:
    return [one.code for one in found]


def assigned(office: Office) -> list[MentorAssigned]:
    return [r.event for r in office.log.read_all(0, 10_000) if isinstance(r.event, MentorAssigned)]


def test_a_whole_proposal_becomes_ordinary_pairings_in_one_command(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        filled(office)
        wanted = whole(office)
        assert len(wanted) == 5  # three link leaders; the first secretary has two places
        done = confirm(office, wanted)
        assert (codes(done.pairs), done.moved) == ([""] * 5, False)
        stored = [r for r in office.log.read_all(0, 10_000) if isinstance(r.event, MentorAssigned)]
        assert {r.entry.command_id for r in stored} == {stored[0].entry.command_id}
        for one in stored:
            assert (one.entry.decided_by, one.entry.document_number) == (LIU.by, LIU.document_number)
            seen = {stream for stream, _ in one.evidence}
            assert {f"person:{one.event.mentor}", f"mentorship:{one.event.candidacy}"} <= seen
            assert all(other == one or f"person:{other.event.person}" not in seen for other in stored
                       if other.event.person != one.event.person)  # fmt: skip
        after = proposal(office)
        assert {r.status for r in after.rows} == {Status.KEPT}
        assert not any(r.waits for r in after.rows)
        assert codes(confirm(office, wanted).pairs) == [""] * 5
        assert office.log.head() == done.appended.last, "the same again changes nothing"
        with pytest.raises(Refusal, match="No pair waits"):
            confirm(office, whole(office))


def test_when_the_world_moved_each_pair_is_told_and_nothing_is_done_unless_asked(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        one, two, three, mei, li, zhou = filled(office)
        wanted, at = whole(office), office.log.head()
        link = {p.pairing.person: p.pairing.mentor for p in wanted if p.pairing.role is LINK}
        other = li if link[one] == mei else mei
        assign(office, one, other)
        absent = SetMentorAbsence(person=zhou, away_from=TODAY)
        set_mentor_absence(office.desk, office.viewer, office.county, absent, LIU)
        head = office.log.head()
        with pytest.raises(Refusal) as refused:
            confirm(office, wanted, at)
        assert (refused.value.code, office.log.head()) == ("PAIRINGS_NO_LONGER_HOLD", head)
        told = {(p.person, p.role): p.code for p in refused.value.seen["pairs"]}
        assert told[one, LINK] == "ROLE_FILLED"
        assert {code for (_, role), code in told.items() if role is FIRST} == {"MENTOR_ABSENT"}
        done = confirm(office, wanted, at, REST)
        assert done.moved
        assert {(p.person, p.role): p.code for p in done.pairs} == told
        stands = {(e.person, e.role) for e in assigned(office)}
        assert {(p.person, p.role) for p in done.pairs if not p.code} < stands
        with pytest.raises(Refusal) as nothing:
            confirm(office, [p for p in wanted if p.pairing.role is FIRST], at, REST)
        assert nothing.value.code == "PAIRINGS_NO_LONGER_HOLD"
        assert (two, three) == (wanted and two, three)


def test_two_full_mentors_may_swap_and_a_pair_that_fails_takes_its_release_with_it(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        one, two, _, mei, li, _ = filled(office, capacity="1")
        assign(office, one, mei)
        assign(office, two, li)
        swap = [pair(one, li, replaces=mei), pair(two, mei, replaces=li)]
        with pytest.raises(Refusal) as half:
            confirm(office, swap[:1], if_moved=REST)
        assert codes(half.value.seen["pairs"]) == ["MENTOR_FULL"]
        reject(office, two, mei)
        with pytest.raises(Refusal) as refused:
            confirm(office, swap, if_moved=REST)
        assert codes(refused.value.seen["pairs"]) == ["MENTOR_FULL", "PAIRING_REJECTED"]
        assert not [r for r in office.log.read_all(0, 10_000) if isinstance(r.event, MentorReleased)]
        register_mentor(
            office.desk, office.viewer, office.county,
            RegisterMentor(person=mei, roles=(LINK,), villages=(UPPER,), capacity=1), LIU,
        )  # fmt: skip
        register_mentor(
            office.desk, office.viewer, office.county,
            RegisterMentor(person=mei, roles=(LINK, FIRST), villages=(UPPER,), capacity=1), LIU,
        )  # fmt: skip
        assert codes(confirm(office, swap).pairs) == ["", ""]
        ended = [r.event for r in office.log.read_all(0, 10_000) if isinstance(r.event, MentorReleased)]
        assert [(e.mentor, e.reason) for e in ended] == [
            (mei, ReleaseReason.REARRANGED), (li, ReleaseReason.REARRANGED),
        ]  # fmt: skip


def test_a_mentor_whom_only_a_ledger_names_is_relieved_too(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        *_, mei, _, _ = filled(office, names="梅姐")
        before = proposal(office, replace(WANTED, rebalance=True))
        assert before.posed.loads[mei] == 3
        (move,) = before.rows
        assert (move.status, move.replaces) == (Status.CHANGED, mei)
        with office.live.now() as world:
            moves = to_confirm(world, office.viewer, replace(WANTED, rebalance=True), TODAY)
        confirm(office, moves)
        after = proposal(office, replace(WANTED, rebalance=True))
        assert (after.posed.loads[mei], codes(after.remarks)) == (2, ["NOBODY_OVERLOADED"])


def test_two_confirmations_at_once_are_both_told_what_happened(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        one, two, _, mei, li, _ = filled(office, capacity="1")
        at = office.log.head()
        lists = [[pair(one, mei), pair(two, li)], [pair(two, mei), pair(one, li)]]

        def go(pairs: list[ProposedPair]) -> list[str]:
            try:
                return codes(confirm(office, pairs, at).pairs)
            except Refusal as refusal:
                return codes(refusal.seen["pairs"])

        with ThreadPoolExecutor(2) as pool:
            answers = sorted(pool.map(go, lists))
        assert answers == [["", ""], ["ROLE_FILLED", "ROLE_FILLED"]]
        assert len(assigned(office)) == 2


def test_the_same_command_again_answers_the_same_even_when_it_no_longer_would(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        one, two, _, mei, li, _ = filled(office)
        assign(office, two, li)
        keyed = replace(LIU, idempotency_key="k1")
        pairs = [pair(one, mei), pair(two, mei)]
        first = confirm(office, pairs, 1, REST, keyed)
        again = confirm(office, pairs, 1, REST, keyed)
        assert codes(first.pairs) == ["", "ROLE_FILLED"]
        assert (again.pairs, again.moved, again.appended.replayed) == (first.pairs, True, True)
        with pytest.raises(Refusal) as reused:
            confirm(office, pairs[:1], 1, REST, keyed)
        assert reused.value.code == "IDEMPOTENCY_KEY_REUSED"


def test_a_pair_turned_down_is_not_proposed_until_what_it_rested_on_changes(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        one, _, _, mei, li, _ = filled(office, capacity="1")
        reject(office, one, mei)
        head = office.log.head()
        reject(office, one, mei)
        assert office.log.head() == head, "the same again changes nothing"

        def offered() -> set[PersonId]:
            arcs = proposal(office).proposal.problem
            tied = {(t.reserve, t.mentor) for t in arcs.ties}
            mine = candidacy_of(one, UPPER)
            return {
                PersonId(a.mentor) for a in arcs.arcs if a.reserve == mine and (mine, a.mentor) not in tied
            }

        assert mei not in offered()
        assert li in offered()
        (told,) = proposal(office).posed.scene.turned_down
        assert (told.words, told.changed) == ("两家有纠纷", ())
        for field, change in (
            ("capacity", {"capacity": 3}),
            ("roles", {"roles": (LINK, FIRST), "capacity": 3}),
            ("area", {"villages": (UPPER, LOWER), "roles": (LINK, FIRST), "capacity": 3}),
        ):
            given: dict[str, Any] = {
                "person": mei,
                "roles": (LINK,),
                "villages": (UPPER,),
                "township": UPPER[:9],
                **change,
            }
            register_mentor(office.desk, office.viewer, office.county, RegisterMentor(**given), LIU)
            (told,) = proposal(office).posed.scene.turned_down
            assert field in told.changed
            assert mei in offered()
            reject(office, one, mei)
            assert mei not in offered()
        take(office, sheet("villages", row(2, UPPER, classification="difficult"), file="村情.xlsx"))
        (told,) = proposal(office).posed.scene.turned_down
        assert told.changed == ("village_class",)


def test_the_reason_is_sealed_shown_by_grade_and_forgotten_with_the_reserve(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        one, _, _, mei, *_ = filled(office)
        reject(office, one, mei)
        assert "纠纷" not in (tmp_path / "log.sqlite").read_bytes().decode("utf-8", "ignore")
        with office.live.now() as world:
            said = {
                role: [line.reason for line in history(world, office.parse_viewer(f"某:{role}"), one).nodes][
                    -1
                ]
                for role in ("county_department", "auditor")
            }
        assert said == {"county_department": "两家有纠纷", "auditor": None}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"village": EAST}, "NOT_ON_ROSTER"),
        ({"mentor": PersonId("pe_nobody")}, "MENTOR_UNKNOWN"),
        ({"mentor": "themselves"}, "MENTORS_THEMSELVES"),
        ({"role": MentorRole.COUNTY_SPONSOR}, "ROLE_NOT_HELD"),
    ],
)
def test_a_pair_that_never_held_is_told_by_its_rule(
    tmp_path: Path, changed: dict[str, Any], code: str
) -> None:
    with small_county(tmp_path) as office:
        one, _, _, mei, *_ = filled(office)
        given = {"person": one, "mentor": mei, **changed}
        given["mentor"] = one if given["mentor"] == "themselves" else given["mentor"]
        with pytest.raises(Refusal) as refused:
            confirm(office, [pair(**given)])
        assert codes(refused.value.seen["pairs"]) == [code]


def test_who_was_to_be_replaced_must_still_hold_the_role(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        one, _, _, mei, li, zhou = filled(office)
        assign(office, one, zhou, FIRST)
        with pytest.raises(Refusal) as refused:
            confirm(office, [pair(one, mei, replaces=zhou)])
        assert codes(refused.value.seen["pairs"]) == ["REPLACED_NO_LONGER"]
        assert codes(confirm(office, [pair(one, mei), pair(one, mei)]).pairs) == ["", ""]
        assert li not in {e.mentor for e in assigned(office)}


@pytest.mark.parametrize(
    ("as_", "by", "code"),
    [
        ("王:township:990101101", LIU, "REGION_OUTSIDE"),
        ("王:auditor", LIU, "ROLE_MAY_NOT"),
        ("", replace(LIU, on=date(2026, 7, 1)), "DECIDED_IN_FUTURE"),
    ],
)
def test_who_may_not_confirms_nothing(tmp_path: Path, as_: str, by: Decided, code: str) -> None:
    with small_county(tmp_path) as office:
        one, _, _, mei, *_ = filled(office)
        head = office.log.head()
        with pytest.raises(Refusal) as refused:
            confirm(office, [pair(one, mei)], by=by, as_=as_)
        assert (refused.value.code, office.log.head()) == (code, head)


def test_a_township_confirms_its_own(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        one, _, _, mei, *_ = filled(office)
        assert codes(confirm(office, [pair(one, mei)], as_=f"王:township:{UPPER[:9]}").pairs) == [""]
        assert VillageCode(assigned(office)[0].village) == UPPER


def test_whoever_is_away_keeps_the_pairing_and_a_cover_is_confirmed_beside_it(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        one, _, _, mei, li, _ = filled(office)
        assign(office, one, mei)
        away = SetMentorAbsence(person=mei, away_from=TODAY)
        set_mentor_absence(office.desk, office.viewer, office.county, away, LIU)
        cover = next(r for r in proposal(office).rows if (r.person, r.role) == (one, LINK))
        assert (cover.status, cover.mentor, cover.replaces, cover.releases) == (Status.COVER, li, mei, None)
        confirm(office, whole(office))
        now = {(e.person, e.mentor) for e in assigned(office)}
        assert {(one, mei), (one, li)} <= now
        assert not [r for r in office.log.read_all(0, 10_000) if isinstance(r.event, MentorReleased)]
        set_mentor_absence(office.desk, office.viewer, office.county, SetMentorAbsence(person=mei), LIU)
        back = [r for r in proposal(office).rows if (r.person, r.role) == (one, LINK)]
        assert [r.status for r in back] == [Status.KEPT]
