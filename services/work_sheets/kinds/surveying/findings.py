"""摸排情况表: what the team found of village, secretary and members, and whom it puts on the list (R18, R22-R25).

A sheet for each of the four; one row is one finding.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TypeVar

from domain.grades import Viewer
from domain.ids import PersonId, RegionCode, VillageCode
from domain.ledger import LedgerKind
from domain.survey import commands as wish
from domain.survey.events import MemberAspect, Rating, SecretaryAspect, Topic
from domain.values.person_words import YES_NO
from domain.values.surveying_words import ASPECT, RATING
from projections.fold import Human
from projections.scope import people_in
from projections.world import World
from services import surveying
from services.ports import Appended
from services.work_sheets.cells import word, words
from services.work_sheets.declaring import Answered, Clerk, Kind, Line, Part, always
from services.work_sheets.kinds.mentoring.contacts import ENTERED
from services.work_sheets.kinds.surveying.villages import of_village, villages_in
from services.work_sheets.people import PERSON, given

MARK = "#"
A = TypeVar("A", bound=StrEnum)
ASPECTS: tuple[StrEnum, ...] = (*Topic, *SecretaryAspect, *MemberAspect)


class Subject(StrEnum):
    """What a row is about; the last puts somebody on the preliminary list."""

    VILLAGE = "village"
    SECRETARY = "secretary"
    MEMBER = "member"
    LISTING = "listing"


LABELS = {
    Subject.VILLAGE: "村情",
    Subject.SECRETARY: "现任书记",
    Subject.MEMBER: "党员",
    Subject.LISTING: "初步意向名单",
}
ASKED: dict[Subject, tuple[str, ...]] = {
    Subject.VILLAGE: (*Topic, "words"),
    Subject.SECRETARY: (*SecretaryAspect, "words"),
    Subject.MEMBER: (*MemberAspect, "watched", "words"),
    Subject.LISTING: ("listed",),
}


def _fill(world: World, viewer: Viewer, region: RegionCode) -> Sequence[Part]:
    """Villages whose survey is not concluded, who serves there, and their members, considered ones for the list."""
    surveyed = world.fold.record.surveyed
    open_ = {code for code in villages_in(world, region) if surveyed.survey(code).concluded_on is None}
    villages = [
        Line(key=f"{code}{MARK}{Subject.VILLAGE}", given=of_village(world, viewer, code))
        for code in sorted(open_)
    ]
    people = sorted(people_in(world, region), key=lambda human: (human.name or "", human.id))
    serving = [(code, human) for human in people for code in human.serves if code in open_]
    members = [
        (human.member_at, human)
        for human in people
        if LedgerKind.MEMBERS in human.kinds and human.member_at in open_
    ]
    listable = [
        (code, human)
        for code, human in members
        if surveyed.considered(human.id) and human.id not in surveyed.survey(code).listed
    ]
    return [
        Part(lines=tuple(lines), subject=subject.value, label=LABELS[subject], only=ASKED[subject])
        for subject, lines in (
            (Subject.VILLAGE, villages),
            (Subject.SECRETARY, _lines(world, viewer, serving, Subject.SECRETARY)),
            (Subject.MEMBER, _lines(world, viewer, members, Subject.MEMBER)),
            (Subject.LISTING, _lines(world, viewer, listable, Subject.LISTING)),
        )
    ]


def _lines(world: World, viewer: Viewer, found: Iterable[tuple[str, Human]], subject: Subject) -> list[Line]:
    return [
        Line(key=f"{code}{MARK}{subject}{MARK}{human.id}", given=given(world, viewer, human, code))
        for code, human in sorted(found, key=lambda pair: pair[0])
    ]


def _ratings(row: Answered, aspects: type[A]) -> dict[A, Rating]:
    return {aspect: Rating(said) for aspect in aspects if (said := row.text(aspect.value))}


def _command(clerk: Clerk, row: Answered) -> Appended:
    code, subject, *who = row.key.split(MARK)
    village, person = VillageCode(code), PersonId(who[0] if who else "")
    desk, viewer, said = clerk.desk, clerk.viewer, row.text("words")
    match Subject(subject):
        case Subject.VILLAGE:
            of_it = wish.RecordVillageFinding(village=village, ratings=_ratings(row, Topic), words=said)
            return surveying.record_village_finding(desk, viewer, of_it, row.decided).appended
        case Subject.SECRETARY:
            of_them = wish.RecordSecretaryFinding(
                village=village, ratings=_ratings(row, SecretaryAspect), words=said
            )
            return surveying.record_secretary_finding(desk, viewer, of_them, row.decided).appended
        case Subject.MEMBER:
            consider = wish.ConsiderMember(
                village=village,
                person=person,
                ratings=_ratings(row, MemberAspect),
                words=said,
                watched=row.text("watched") == "yes",
            )
            return surveying.consider_member(desk, viewer, consider, row.decided).appended
        case Subject.LISTING:
            put = wish.PutOnPreliminaryList(village=village, person=person, reason=row.text("listed"))
            return surveying.put_on_preliminary_list(desk, viewer, put, row.decided).appended


KIND = Kind(
    code="findings",
    title="摸排情况表",
    purpose="一行一村或一人。没有了解的行请留空。不写第三人姓名，不写宗教信仰、计划生育和信访内容。",
    given=PERSON,
    answers=always(
        *(
            word(one.value, ASPECT.zh(one.value), RATING, f"对“{ASPECT.zh(one.value)}”的评价", path="ratings")
            for one in ASPECTS
        ),
        word("watched", "重点关注", YES_NO, "填“是”列入关注名单"),
        words("words", "情况说明", "简要说明", path="words"),
        words("listed", "列入理由", "填写理由即列入初步意向名单；不列入的请留空", path="reason"),
    ),
    command=_command,
    fill=_fill,
    decision=ENTERED,
    role="survey_team",
)
