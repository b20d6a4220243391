"""意愿登记表: one row is what one person answered when asked to stand, to return or to serve (R23, R24, R35)."""

from collections.abc import Iterator, Sequence

from domain.candidacy import parties_of
from domain.grades import Viewer
from domain.ids import CandidacyId, PersonId, RegionCode, VillageCode
from domain.ledger import LedgerKind
from domain.outreach import commands as wish
from domain.outreach.events import Channel, Reason, Willingness, WillingTo
from domain.refusal import Refusal
from domain.values.outreach_words import OUTREACH_CHANNEL, WILLING_TO, WILLINGNESS_REASON
from domain.values.person_words import WILLINGNESS
from projections.fold import Human
from projections.scope import people_in
from projections.world import World
from services import mobilising
from services.ports import Appended
from services.work_sheets.cells import on_day, printed, word
from services.work_sheets.declaring import Answered, Clerk, Kind, Line, Part, always
from services.work_sheets.kinds.mentoring.contacts import ENTERED
from services.work_sheets.people import PERSON, given, label

MARK = "#"
QUESTION = printed("question", "询问事项", 10, identity=True)
SAID = printed("said", "现有记载", 10)


def _fill(world: World, viewer: Viewer, region: RegionCode) -> Sequence[Part]:
    """Incumbents are asked to stand, natives outside to return, reserves to serve."""
    found = sorted(
        (village, human.name or "", human.id, question)
        for human in people_in(world, region)
        for village, question in _asked(human)
        if village.startswith(region)
    )
    lines = [_line(world, viewer, person, village, question) for village, _, person, question in found]
    return (Part(lines=tuple(line for line in lines if line)),)


def _asked(human: Human) -> Iterator[tuple[str, WillingTo]]:
    yield from ((village, WillingTo.STAND) for village in human.serves)
    if LedgerKind.TALENTS in human.kinds and human.native_of:
        yield human.native_of, WillingTo.RETURN
    yield from ((village, WillingTo.SERVE) for village in human.roster)


def _line(world: World, viewer: Viewer, person: PersonId, village: str, question: WillingTo) -> Line | None:
    human = world.human(person)
    if human is None:
        return None
    said = human.value(question.field) if viewer.sees(question.field) else None
    return Line(
        key=f"{person}{MARK}{question.value}{MARK}{village}",
        given={
            **given(world, viewer, human, village),
            "question": WILLING_TO.zh(question),
            "said": label(WILLINGNESS, said),
        },
    )


def _command(clerk: Clerk, row: Answered) -> Appended:
    person, question, village = _who(row)
    reason, channel = row.text("reason"), row.text("channel")
    asked = wish.RecordWillingness(
        person=person,
        kind=question,
        answer=Willingness(row.text("answer")),
        answered_on=row.day("answered_on") or clerk.desk.clock.today(),
        reason=Reason(reason) if reason else None,
        channel=Channel(channel) if channel else None,
        village=village,
    )
    return mobilising.record_willingness(clerk.desk, clerk.viewer, village[:6], asked, row.decided)


def _who(row: Answered) -> tuple[PersonId, WillingTo, VillageCode]:
    """By the row's key; a row that was added by name says itself what was asked."""
    if not row.key.startswith("ca_"):
        person, question, village = row.key.split(MARK)
        return PersonId(person), WillingTo(question), VillageCode(village)
    named, code = parties_of(CandidacyId(row.key))
    asked = WILLING_TO.read(row.given.get("question", ""))
    if asked is None:
        raise Refusal(
            "QUESTION_MISSING",
            "What was asked is not given. Fill in 询问事项: " + ", ".join(WILLING_TO.codes()) + ".",
            "没有填写询问事项，请填写：" + "、".join(WILLING_TO.zh(one) for one in WILLING_TO.codes()) + "。",
            path=("question",),
        )
    return named, WillingTo(asked), code


KIND = Kind(
    code="willingness",
    title="意愿登记表",
    purpose="一行一人一问。没有询问过的行请留空，不作为任何答复。原因只选代码，不写详情。",
    given=(*PERSON, QUESTION, SAID),
    answers=always(
        word("answer", "答复", WILLINGNESS, "本人的答复", needed=True, path="answer"),
        on_day("answered_on", "答复日期", "本人答复的那一天", needed=True, path="answeredOn"),
        word("reason", "原因", WILLINGNESS_REASON, "不愿意的原因，只选一项", path="reason"),
        word("channel", "方式", OUTREACH_CHANNEL, "怎样联系的", path="channel"),
    ),
    command=_command,
    fill=_fill,
    decision=ENTERED,
    role="township",
    spare=20,
)
