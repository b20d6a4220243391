"""What people answer when they are asked, who has to be won, who is kin of whom (R16, R35, R36)."""

from collections.abc import Iterator
from datetime import date

from domain.ids import VillageCode
from domain.kinship import Kin, KnownFrom
from domain.kinship.decide import RecordTie
from domain.outreach import commands as wish
from domain.outreach.events import (
    Channel,
    OutreachAnswer,
    OutreachPrivate,
    Reason,
    WatchReason,
    Willingness,
    WillingTo,
)
from services import mobilising
from services.recording_ties import record_tie
from yumiao.demo.year.clerk import Clerk, Step
from yumiao.demo.year.officials import QINGMIAO, SURVEYOR, letter, township

UNWILLING, DECLINED = "夏根文", "陆怡兰"
"""Excellent and not to be won so far: one is still thinking it over, one said no for the family's sake."""
RETURNING = 4
"""Natives outside who were rung up around the Spring Festival."""


def steps(clerk: Clerk) -> Iterator[Step]:
    """Secretaries first, reserves, natives outside; then the work to win two; then two ties."""
    yield from _secretaries(clerk)
    for name in ("石佳", "唐超贵", "陆海军", "邓建博", "于福旭"):
        answer = wish.RecordWillingness(
            person=clerk.reserve(name),
            kind=WillingTo.SERVE,
            answer=Willingness.YES,
            answered_on=date(2026, 6, 12),
            channel=Channel.VISIT,
            village=clerk.village_of(name),
        )
        by = township(clerk.village_of(name))
        yield clerk.enter_for_county(mobilising.record_willingness, answer, by, date(2026, 6, 12))
    yield from _outside(clerk)
    yield from _won(clerk, UNWILLING, OutreachAnswer.UNDECIDED, date(2026, 6, 5), date(2026, 6, 25))
    yield from _won(clerk, DECLINED, OutreachAnswer.NO, date(2026, 6, 16), date(2026, 7, 16))
    yield from _kin(clerk)


def _secretaries(clerk: Clerk) -> Iterator[Step]:
    """Of the first township: most go on, one may not for health; 查峰祥 would, and is too old."""
    answers = {
        "990101100201": (Willingness.NO, Reason.AGE),
        "990101100202": (Willingness.NO, Reason.HEALTH),
        "990101100203": (Willingness.YES, None),
        "990101100204": (Willingness.YES, None),
        "990101100207": (Willingness.NO, Reason.FAMILY),
    }
    for code, (said, why) in answers.items():
        village = VillageCode(code)
        answer = wish.RecordWillingness(
            person=clerk.secretary(village),
            kind=WillingTo.STAND,
            answer=said,
            answered_on=date(2026, 6, 3),
            reason=why,
            channel=Channel.VISIT,
            village=village,
        )
        yield clerk.enter_for_county(mobilising.record_willingness, answer, SURVEYOR, date(2026, 6, 3))


def _outside(clerk: Clerk) -> Iterator[Step]:
    natives = [one for one in clerk.population.talents if one.village.code.startswith(QINGMIAO)]
    for at, one in enumerate(sorted(natives, key=lambda one: one.id_number)[:RETURNING]):
        village = VillageCode(one.village.code)
        person = clerk.member(one.name, village)
        day = date(2026, 2, 10)  # a week before the Spring Festival
        answer = wish.RecordWillingness(
            person=person,
            kind=WillingTo.RETURN,
            answer=Willingness.YES if at % 2 else Willingness.UNDECIDED,
            answered_on=day,
            channel=Channel.PHONE,
        )
        yield clerk.enter_for_county(mobilising.record_willingness, answer, township(village), day)
        watched = wish.WatchPerson(person=person, village=village, reasons=(WatchReason.PROSPERITY,))
        yield clerk.enter_for_county(mobilising.watch_person, watched, township(village), date(2026, 6, 4))


def _won(clerk: Clerk, name: str, said: OutreachAnswer, day: date, next_on: date) -> Iterator[Step]:
    person, by = clerk.reserve(name), township(clerk.village_of(name))
    mark = wish.MarkExcellent(person=person, words="年轻、学历高、群众评价好，是村里的好苗子")
    yield clerk.enter_for_county(mobilising.mark_excellent, mark, SURVEYOR, day, letter("研判纪要", 9))
    about = OutreachPrivate(
        channel=Channel.VISIT, answer=said, next_step=Channel.MEETING, next_on=next_on, owner=by.name
    )
    contact = wish.RecordOutreach(person=person, kind=WillingTo.SERVE, made_on=day, about=about)
    yield clerk.enter_for_county(mobilising.record_outreach, contact, by, day)


def _kin(clerk: Clerk) -> Iterator[Step]:
    """A reserve and the secretary of the same village; a reserve and a mentor."""
    own = RecordTie(
        person=clerk.reserve("石佳"),
        other=clerk.secretary(VillageCode("990101100207")),
        kind=Kin.IN_LAW,
        known_from=KnownFrom.DECLARED,
    )
    yield clerk.enter_for_county(record_tie, own, SURVEYOR, date(2026, 6, 3), letter("申报", 2))
    mentored = RecordTie(
        person=clerk.reserve("石鹏辉"),
        other=clerk.mentor("吴旭鹏"),
        kind=Kin.COUSIN,
        known_from=KnownFrom.ARCHIVE,
    )
    yield clerk.enter_for_county(record_tie, mentored, SURVEYOR, date(2026, 6, 3), letter("申报", 3))
