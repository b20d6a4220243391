"""What follows a finding: told, heard, decided, answered; an objection that waits for its answer."""

from collections.abc import Iterator
from datetime import date

from domain.candidacy.commands import RecordOpinion
from domain.candidacy.due_process import commands as wish
from domain.candidacy.due_process.events import Origin, Settlement
from domain.candidacy.events import Answer
from domain.objection.decide import DecideObjection, LodgeObjection
from domain.objection.events import Channel, Verdict
from services import due_process
from services.vetting import record_opinion
from yumiao.demo.year.clerk import Clerk, Step
from yumiao.demo.year.officials import SECOND, agency, letter, township

CURED, WAITING, REFUSED, ASKED = "钟林国", "刘超文", "韦松宇", "魏华波"
"""Put right; told and still to be heard, which is overdue; turned away and objecting; a question that was answered."""


def steps(clerk: Clerk) -> Iterator[Step]:
    """Each stage of the road, by one person."""
    yield from _cured(clerk)
    waiting = wish.InformSubject(
        candidacy=clerk.candidacy(WAITING), origin=Origin.AGENCY, agency="AGRICULTURE"
    )
    by = township(clerk.village_of(WAITING))
    yield clerk.enter(due_process.inform_subject, waiting, by, date(2026, 6, 8), letter("青告", 7))
    yield from _upheld(clerk)


def _cured(clerk: Clerk) -> Iterator[Step]:
    """Put right before the conclusion: the agency answers anew."""
    found, by = clerk.candidacy(CURED), township(clerk.village_of(CURED))
    origin, office = Origin.AGENCY, "NATURAL_RESOURCES"
    told = wish.InformSubject(candidacy=found, origin=origin, agency=office)
    yield clerk.enter(due_process.inform_subject, told, by, date(2026, 4, 28), letter("青告", 1))
    heard = wish.HearStatement(
        candidacy=found, origin=origin, agency=office, reason="本人已拆除超占部分并申请核验"
    )
    yield clerk.enter(due_process.hear_statement, heard, by, date(2026, 4, 30), letter("青告", 2))
    cured = wish.SettleFinding(
        candidacy=found, origin=origin, agency=office, settlement=Settlement.CURED, reason="现场核验，已整改"
    )
    signer = agency(office)
    yield clerk.enter(due_process.settle_finding, cured, signer, date(2026, 5, 2), letter("自然资源核", 5))
    given = wish.AnswerFinding(candidacy=found, origin=origin, agency=office)
    yield clerk.enter(due_process.answer_finding, given, by, date(2026, 5, 3), letter("青告", 3))
    again = RecordOpinion(candidacy=found, agency=office, answer=Answer.CLEAR)
    yield clerk.enter(record_opinion, again, signer, date(2026, 5, 3), letter("自然资源和规划局函", 11))


def _upheld(clerk: Clerk) -> Iterator[Step]:
    """Screened out, told, heard, upheld, answered; then an objection that the county has not answered in time."""
    found, by, origin = clerk.candidacy(REFUSED), township(clerk.village_of(REFUSED)), Origin.SCREENING
    told = wish.InformSubject(candidacy=found, origin=origin)
    yield clerk.enter(due_process.inform_subject, told, by, date(2026, 5, 16), letter("良告", 1))
    heard = wish.HearStatement(candidacy=found, origin=origin, declined=True)
    yield clerk.enter(due_process.hear_statement, heard, by, date(2026, 5, 25), letter("良告", 2))
    upheld = wish.SettleFinding(
        candidacy=found, origin=origin, settlement=Settlement.UPHELD, reason="毕业证核验为中专"
    )
    yield clerk.enter(due_process.settle_finding, upheld, by, date(2026, 6, 3), letter("良委审", 5))
    given = wish.AnswerFinding(candidacy=found, origin=origin, appeal_to="县委组织部")
    yield clerk.enter(due_process.answer_finding, given, by, date(2026, 6, 5), letter("良告", 3))
    letter_in = LodgeObjection(candidacy=found, channel=Channel.LETTER)
    yield clerk.enter(due_process.lodge_objection, letter_in, by, date(2026, 6, 9))
    asked, theirs = clerk.candidacy(ASKED), township(clerk.village_of(ASKED))
    call = LodgeObjection(candidacy=asked, channel=Channel.TELEPHONE)
    yield clerk.enter(due_process.lodge_objection, call, theirs, date(2026, 6, 10))
    reply = DecideObjection(candidacy=asked, verdict=Verdict.ANSWERED, reason="已说明放宽条件和申报办法")
    yield clerk.enter(due_process.decide_objection, reply, SECOND, date(2026, 6, 12), letter("育组复", 1))
