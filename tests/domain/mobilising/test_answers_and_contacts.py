"""Answers, contacts, marks and the watch list as pure decisions: given events, a command, then events or a refusal."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import permutations
from typing import Any

import pytest

from domain.ids import PersonId, VillageCode
from domain.outreach import Outreach, decide, evolve
from domain.outreach import commands as wish
from domain.outreach.decide import OutreachContext
from domain.outreach.events import (
    AnswerPrivate,
    Channel,
    OutreachAnswer,
    OutreachMade,
    OutreachPrivate,
    Reason,
    Willingness,
    WillingnessRecorded,
    WillingTo,
)
from domain.refusal import Refusal
from domain.values.partial_date import PartialDate

TODAY, MAY, JUNE = date(2026, 6, 30), date(2026, 5, 1), date(2026, 6, 1)
ANN, VILLAGE = PersonId("pe_ann"), VillageCode("990101100200")
SERVE = WillingTo.SERVE


def seen(**changed: Any) -> OutreachContext:
    given: dict[str, Any] = {"known": True, "today": TODAY, "version": 3, "refusals_stop": 2}
    return OutreachContext(**{**given, **changed})


def answer(said: Willingness, on: date = MAY, **changed: Any) -> wish.RecordWillingness:
    return wish.RecordWillingness(
        **{"person": ANN, "kind": SERVE, "answer": said, "answered_on": on, **changed}
    )


def contact(said: str, on: date, **step: Any) -> wish.RecordOutreach:
    about = OutreachPrivate(channel=Channel.VISIT, answer=OutreachAnswer(said), **step)
    return wish.RecordOutreach(person=ANN, kind=SERVE, made_on=on, about=about)


def lived(*wishes: wish.RecordOutreach | wish.RecordWillingness) -> Outreach:
    """The state after several commands, each decided on what came before."""
    state, at = Outreach(), 0
    for one in wishes:
        made: Sequence[Any]
        if isinstance(one, wish.RecordOutreach):
            made, on = decide.record_outreach(state, one, seen()), one.made_on
        else:
            made, on = decide.record_willingness(state, one, seen()), one.answered_on
        for event in made:
            at += 1
            state = evolve(state, event, on, at)
    return state


def refused(decision: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as found:
        decision()
    refusal = found.value
    assert any("\u4e00" <= sign <= "\u9fff" for sign in refusal.message_zh)
    assert (refusal.seen["version"], bool(refusal.rule)) == (3, True)
    return refusal


def test_an_answer_is_taken_down_once_and_kept_beside_the_one_before() -> None:
    no = answer(Willingness.NO, reason=Reason.HEALTH)
    state = lived(no)
    assert decide.record_willingness(state, no, seen()) == ()
    later = lived(no, answer(Willingness.YES, JUNE))
    found = later.latest(SERVE)
    assert (found.answer if found else None, len(later.answers)) == (Willingness.YES, 2)
    assert decide.record_willingness(later, answer(Willingness.NO, JUNE), seen())
    assert later.latest(WillingTo.STAND) is None


def test_of_two_answers_of_one_day_the_correction_may_be_corrected_back() -> None:
    first = answer(Willingness.NO)
    state = lived(first, answer(Willingness.YES), first)
    found = state.latest(SERVE)
    assert (found.answer if found else None, len(state.answers)) == (Willingness.NO, 3)


def test_the_latest_answer_does_not_depend_on_the_order_of_arrival() -> None:
    events = [
        (
            WillingnessRecorded(
                sealed_for="person:pe_ann", person=ANN, kind=SERVE, private=AnswerPrivate(answer=said)
            ),
            on,
            at,
        )
        for at, (said, on) in enumerate(
            [(Willingness.NO, JUNE), (Willingness.YES, MAY), (Willingness.UNDECIDED, TODAY)]
        )
    ]
    ends = set()
    for order in permutations(events):
        state = Outreach()
        for event, on, at in order:
            state = evolve(state, event, on, at)
        ends.add(state.answers)
    assert len(ends) == 1


@pytest.mark.parametrize(
    ("asked", "context", "code"),
    [
        (answer(Willingness.YES), {"known": False}, "PERSON_UNKNOWN"),
        (answer(Willingness.YES), {"village_known": False}, "VILLAGE_UNKNOWN"),
        (answer(Willingness.YES, date(2026, 7, 1)), {}, "ANSWER_OUT_OF_TIME"),
        (answer(Willingness.YES), {"birth": PartialDate.from_text("2027")}, "ANSWER_OUT_OF_TIME"),
        (answer(Willingness.YES, reason=Reason.HEALTH), {}, "REASON_WITHOUT_NO"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(
    asked: wish.RecordWillingness, context: dict[str, Any], code: str
) -> None:
    assert refused(lambda: decide.record_willingness(Outreach(), asked, seen(**context))).code == code


def test_a_contact_brings_its_answer_and_whoever_was_not_reached_answered_nothing() -> None:
    made, told = decide.record_outreach(Outreach(), contact("yes", MAY), seen())
    assert isinstance(made, OutreachMade)
    assert isinstance(told, WillingnessRecorded)
    assert told.private == AnswerPrivate(answer=Willingness.YES, channel=Channel.VISIT)
    assert len(decide.record_outreach(Outreach(), contact("unreached", MAY), seen())) == 1
    assert decide.record_outreach(lived(contact("yes", MAY)), contact("yes", MAY), seen()) == ()


def test_two_refusals_end_the_outreach_until_the_person_speaks_themselves() -> None:
    twice = (contact("no", MAY), contact("no", JUNE))
    state = lived(*twice)
    refusal = refused(lambda: decide.record_outreach(state, contact("unreached", JUNE), seen()))
    assert (refusal.code, refusal.rule) == ("OUTREACH_STOPPED", "refusals_end_the_outreach")
    assert "RecordWillingness" in refusal.seen["cure"]
    assert decide.record_outreach(state, contact("unreached", date(2026, 4, 1)), seen())  # entered late
    assert decide.record_outreach(state, twice[1], seen()) == ()
    assert decide.record_outreach(state, contact("no", TODAY), seen(refusals_stop=3))
    opened = lived(*twice, answer(Willingness.UNDECIDED, date(2026, 6, 10)))
    assert decide.record_outreach(opened, contact("no", TODAY), seen())
    assert lived(*twice, answer(Willingness.NO, TODAY)).stopped_on(2) == JUNE


def test_refusals_that_a_yes_parts_do_not_add_up() -> None:
    state = lived(contact("no", date(2026, 4, 1)), contact("yes", MAY), contact("no", JUNE))
    assert state.stopped_on(2) is None
    assert [a.at[0] for a in state.refusals()] == [JUNE]


@pytest.mark.parametrize(
    "step",
    [
        {"next_step": Channel.PHONE},
        {"owner": "王组委"},
        {"next_step": Channel.PHONE, "next_on": TODAY},
        {"next_step": Channel.PHONE, "owner": "王组委", "next_on": MAY},
    ],
)
def test_a_next_step_has_its_way_a_later_day_and_an_owner(step: dict[str, Any]) -> None:
    refusal = refused(lambda: decide.record_outreach(Outreach(), contact("no", MAY, **step), seen()))
    assert refusal.code == "NEXT_STEP_INCOMPLETE"
    whole = {"next_step": Channel.PHONE, "owner": "王组委", "next_on": TODAY}
    assert decide.record_outreach(Outreach(), contact("no", MAY, **whole), seen())


def test_success_is_a_yes_to_the_same_question_within_the_days_both_included() -> None:
    state = lived(contact("no", MAY), answer(Willingness.YES, date(2026, 6, 30)))
    attempt = state.attempts[0]
    assert state.won(attempt, 60)
    assert not state.won(attempt, 59)
    other = lived(contact("no", MAY), answer(Willingness.YES, JUNE, kind=WillingTo.RETURN))
    assert not other.won(other.attempts[0], 90)


def test_a_mark_needs_a_reason_stands_once_and_is_taken_back() -> None:
    asked = wish.MarkExcellent(person=ANN, words="群众公认")
    (event,) = decide.mark_excellent(Outreach(), asked, seen())
    marked = evolve(Outreach(), event, MAY, 1)
    assert (marked.excellent, decide.mark_excellent(marked, asked, seen())) == (True, ())
    nobody = wish.WithdrawExcellentMark(person=ANN, words="情况变化")
    assert refused(lambda: decide.withdraw_mark(Outreach(), nobody, seen())).code == "NOT_MARKED"
    silent = wish.MarkExcellent(person=ANN, words=" ")
    assert refused(lambda: decide.mark_excellent(Outreach(), silent, seen())).code == "REASON_MISSING"
    (back,) = decide.withdraw_mark(marked, nobody, seen())
    assert not evolve(marked, back, JUNE, 2).excellent
    assert evolve(evolve(Outreach(), back, JUNE, 2), event, MAY, 1).mark == evolve(marked, back, JUNE, 2).mark


def test_whoever_is_watched_is_watched_once_for_each_village() -> None:
    asked = wish.WatchPerson(person=ANN, village=VILLAGE)
    (event,) = decide.watch(Outreach(), asked, seen())
    state = evolve(Outreach(), event, MAY, 1)
    assert (state.watching, decide.watch(state, asked, seen())) == ((VILLAGE,), ())
    off = wish.StopWatching(person=ANN, village=VILLAGE)
    assert refused(lambda: decide.stop_watching(Outreach(), off, seen())).code == "NOT_WATCHED"
    (gone,) = decide.stop_watching(state, off, seen())
    assert evolve(state, gone, JUNE, 2).watching == ()
