"""Decisions about answers, contacts and the watch list: rules in the order of their refusals, then what happens."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeAlias

import msgspec

from domain.outreach.commands import (
    MarkExcellent,
    RecordOutreach,
    RecordWillingness,
    StopWatching,
    WatchPerson,
    WithdrawExcellentMark,
)
from domain.outreach.events import (
    AnswerPrivate,
    ExcellentMarkWithdrawn,
    MarkedExcellent,
    MarkPrivate,
    OutreachAnswer,
    OutreachMade,
    PutOnWatchList,
    TakenOffWatchList,
    WatchPrivate,
    Willingness,
    WillingnessRecorded,
)
from domain.outreach.state import Outreach
from domain.refusal import Refusal
from domain.values.partial_date import PartialDate

Wish: TypeAlias = (
    RecordWillingness | MarkExcellent | WithdrawExcellentMark | RecordOutreach | WatchPerson | StopWatching
)
Rule: TypeAlias = Callable[[Outreach, Any, "OutreachContext"], None]


class OutreachContext(msgspec.Struct, frozen=True, kw_only=True):
    """What a decision sees beside the person's answers. `refusals_stop`: so many end the outreach, by the rules."""

    known: bool
    today: date
    version: int
    refusals_stop: int
    birth: PartialDate | None = None
    village_known: bool = True


def the_person_is_known(_: Outreach, __: Wish, seen: OutreachContext) -> None:
    """Somebody whom a ledger or a decision knows."""
    if not seen.known:
        raise Refusal(
            "PERSON_UNKNOWN",
            "No such person, or they have been forgotten. Look one up with `yumiao find TEXT`.",
            "查无此人，或其信息已依法清除。请用 `yumiao find 姓名` 查找。",
            rule="the_person_is_known",
            path=("person",),
            version=seen.version,
        )


def the_village_is_in_the_register(_: Outreach, __: Wish, seen: OutreachContext) -> None:
    """Whoever names a village names one of the county."""
    if not seen.village_known:
        raise Refusal(
            "VILLAGE_UNKNOWN",
            "The register has no such village. Give a village's 12-digit code.",
            "区划名册中没有该村，请填写12位村代码。",
            rule="the_village_is_in_the_register",
            path=("village",),
            version=seen.version,
        )


def it_lies_within_the_persons_life_so_far(
    _: Outreach, wish: RecordWillingness | RecordOutreach, seen: OutreachContext
) -> None:
    """Neither before birth nor after today."""
    is_answer = isinstance(wish, RecordWillingness)
    day = wish.answered_on if isinstance(wish, RecordWillingness) else wish.made_on
    if day > seen.today or (seen.birth and day < seen.birth.earliest()):
        raise Refusal(
            "ANSWER_OUT_OF_TIME" if is_answer else "OUTREACH_OUT_OF_TIME",
            f"It is dated {day}: after today, or before the person was born. Correct the day.",
            f"日期 {day} 晚于今天或早于本人出生，请核对。",
            rule="it_lies_within_the_persons_life_so_far",
            path=("answeredOn" if is_answer else "madeOn",),
            version=seen.version,
            day=day,
            today=seen.today,
        )


def only_a_no_has_a_reason(_: Outreach, wish: RecordWillingness, seen: OutreachContext) -> None:
    """A reason is sensitive, and nobody needs one for a yes."""
    if wish.reason and wish.answer is not Willingness.NO:
        raise Refusal(
            "REASON_WITHOUT_NO",
            "A reason is kept for a no alone. Leave it out, or correct the answer.",
            "只有“不愿意”才登记原因，请去掉原因或更正答复。",
            rule="only_a_no_has_a_reason",
            path=("reason",),
            version=seen.version,
        )


def a_reason_in_words_is_given(
    _: Outreach, wish: MarkExcellent | WithdrawExcellentMark, seen: OutreachContext
) -> None:
    """A named person judges, and says why."""
    if not wish.words.strip():
        raise Refusal(
            "REASON_MISSING",
            "Say why, in words.",
            "请写明理由。",
            rule="a_reason_in_words_is_given",
            path=("words",),
            version=seen.version,
        )


def the_mark_stands(outreach: Outreach, _: WithdrawExcellentMark, seen: OutreachContext) -> None:
    """What was never said cannot be taken back."""
    if not outreach.excellent:
        raise Refusal(
            "NOT_MARKED",
            "Nobody has marked this person as excellent, so there is nothing to take back.",
            "此人未被标注为优秀人选，无需撤回。",
            rule="the_mark_stands",
            path=("person",),
            version=seen.version,
        )


def refusals_end_the_outreach(outreach: Outreach, wish: RecordOutreach, seen: OutreachContext) -> None:
    """Whoever has said no often enough is left alone; an earlier contact may still be entered."""
    stopped = outreach.stopped_on(seen.refusals_stop)
    if stopped and wish.made_on >= stopped:
        raise Refusal(
            "OUTREACH_STOPPED",
            f"The person refused {seen.refusals_stop} times, the last time on {stopped}: outreach has ended. "
            "If they have come round by themselves, record their answer (RecordWillingness); it opens again then.",
            f"本人已 {seen.refusals_stop} 次表示不愿意（最近 {stopped}），动员工作已停止。"
            "如本人主动改变意愿，请登记其答复（RecordWillingness），之后可继续联系。",
            rule="refusals_end_the_outreach",
            path=("person",),
            version=seen.version,
            inputs={"refusals": str(len(outreach.refusals())), "stopped_on": str(stopped)},
            cure="Record what the person answers of their own accord (RecordWillingness).",
            cure_zh="请登记本人主动作出的答复（RecordWillingness）。",
        )


def the_next_step_has_a_day_and_an_owner(_: Outreach, wish: RecordOutreach, seen: OutreachContext) -> None:
    """A step that nobody owns is not taken; one before this contact is a slip of the pen."""
    about = wish.about
    missing = [
        name
        for name, there in (("nextStep", about.next_step), ("nextOn", about.next_on), ("owner", about.owner))
        if not there
    ]
    if 0 < len(missing) < 3 or (about.next_on and about.next_on <= wish.made_on):
        raise Refusal(
            "NEXT_STEP_INCOMPLETE",
            "A next step needs its way, a day after this contact, and a named owner; or leave all three out.",
            "下一步工作须写明方式、晚于本次联系的日期和责任人；未定的三项均留空。",
            rule="the_next_step_has_a_day_and_an_owner",
            path=(missing[0] if missing else "nextOn",),
            version=seen.version,
        )


def the_person_is_watched(outreach: Outreach, wish: StopWatching, seen: OutreachContext) -> None:
    """Whoever is on no list cannot be taken off."""
    if wish.village not in outreach.watching:
        raise Refusal(
            "NOT_WATCHED",
            "This person is not on the village's watch list.",
            "此人不在该村关注名单中。",
            rule="the_person_is_watched",
            path=("person",),
            choices=tuple(outreach.watching),
            version=seen.version,
        )


WILLINGNESS_RULES: tuple[Rule, ...] = (
    the_person_is_known,
    the_village_is_in_the_register,
    it_lies_within_the_persons_life_so_far,
    only_a_no_has_a_reason,
)
MARKING_RULES: tuple[Rule, ...] = (the_person_is_known, a_reason_in_words_is_given)
OUTREACH_RULES: tuple[Rule, ...] = (
    the_person_is_known,
    it_lies_within_the_persons_life_so_far,
    the_next_step_has_a_day_and_an_owner,
    refusals_end_the_outreach,
)
WATCHING_RULES: tuple[Rule, ...] = (the_person_is_known, the_village_is_in_the_register)


def record_willingness(
    outreach: Outreach, wish: RecordWillingness, seen: OutreachContext
) -> tuple[WillingnessRecorded, ...]:
    """Take an answer down; the same answer of the same day again changes nothing."""
    _obey(WILLINGNESS_RULES, outreach, wish, seen)
    said = (wish.kind, wish.answered_on, wish.answer, wish.reason, wish.channel, wish.village)
    known = [(a.kind, a.at[0], a.answer, a.reason, a.channel, a.village) for a in outreach.answers]
    if said in known and said[:2] not in [k[:2] for k in known[known.index(said) + 1 :]]:
        return ()
    return (
        WillingnessRecorded(
            sealed_for=f"person:{wish.person}",
            person=wish.person,
            kind=wish.kind,
            village=wish.village,
            private=AnswerPrivate(answer=wish.answer, channel=wish.channel, reason=wish.reason),
        ),
    )


def mark_excellent(
    outreach: Outreach, wish: MarkExcellent, seen: OutreachContext
) -> tuple[MarkedExcellent, ...]:
    """Mark somebody; whoever is marked already stays so."""
    _obey(MARKING_RULES, outreach, wish, seen)
    if outreach.excellent:
        return ()
    private = MarkPrivate(words=wish.words)
    return (MarkedExcellent(sealed_for=f"person:{wish.person}", person=wish.person, private=private),)


def withdraw_mark(
    outreach: Outreach, wish: WithdrawExcellentMark, seen: OutreachContext
) -> tuple[ExcellentMarkWithdrawn, ...]:
    """Take the mark back."""
    _obey((*MARKING_RULES, the_mark_stands), outreach, wish, seen)
    private = MarkPrivate(words=wish.words)
    return (ExcellentMarkWithdrawn(sealed_for=f"person:{wish.person}", person=wish.person, private=private),)


def record_outreach(
    outreach: Outreach, wish: RecordOutreach, seen: OutreachContext
) -> tuple[OutreachMade | WillingnessRecorded, ...]:
    """Enter a contact, and what the person answered as an answer; the same again changes nothing."""
    if any((a.kind, a.at[0], a.said) == (wish.kind, wish.made_on, wish.about) for a in outreach.attempts):
        return ()
    _obey(OUTREACH_RULES, outreach, wish, seen)
    sealed_for = f"person:{wish.person}"
    made = OutreachMade(
        sealed_for=sealed_for, person=wish.person, kind=wish.kind, made_on=wish.made_on, private=wish.about
    )
    if wish.about.answer is OutreachAnswer.UNREACHED:
        return (made,)
    answer = AnswerPrivate(answer=Willingness(wish.about.answer), channel=wish.about.channel)
    told = WillingnessRecorded(sealed_for=sealed_for, person=wish.person, kind=wish.kind, private=answer)
    return (made, told)


def watch(outreach: Outreach, wish: WatchPerson, seen: OutreachContext) -> tuple[PutOnWatchList, ...]:
    """Put somebody on a village's list; whoever is on it stays so, also where no reason is repeated."""
    _obey(WATCHING_RULES, outreach, wish, seen)
    known = outreach.watched.get(wish.village)
    if known and known.stands and wish.reasons in ((), known.reasons):
        return ()
    private = WatchPrivate(reasons=wish.reasons, words=wish.words)
    return (
        PutOnWatchList(
            sealed_for=f"person:{wish.person}", person=wish.person, village=wish.village, private=private
        ),
    )


def stop_watching(
    outreach: Outreach, wish: StopWatching, seen: OutreachContext
) -> tuple[TakenOffWatchList, ...]:
    """Take somebody off a village's list."""
    _obey((*WATCHING_RULES, the_person_is_watched), outreach, wish, seen)
    return (
        TakenOffWatchList(
            sealed_for=f"person:{wish.person}",
            person=wish.person,
            village=wish.village,
            private=WatchPrivate(words=wish.words),
        ),
    )


def _obey(rules: tuple[Rule, ...], outreach: Outreach, wish: Wish, seen: OutreachContext) -> None:
    for rule in rules:
        rule(outreach, wish, seen)
