"""The surveys: a team goes from village to village, hears seven groups, reports, and a meeting judges (R20-R26)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from domain.ids import PersonId, VillageCode
from domain.rule_set import TalkGroup
from domain.survey import commands as wish
from domain.survey.events import MemberAspect, Rating, SecretaryAspect, Topic, Verdict, VillageVerdict
from services import surveying
from yumiao.demo.year.clerk import Clerk, Step
from yumiao.demo.year.officials import LEADER, LIANGZHONG, QINGMIAO, SURVEYOR, TEAM, letter

FIRST_DAY = date(2026, 3, 9)
UNHEARD = VillageCode("990101100209")
"""溪垄村: the report was written without a grid leader having been heard."""
WITHOUT_TEAMS = VillageCode("990101100201")
"""青苗村 has no village teams: the group is declared absent, with a reason."""
TALKS = {
    TalkGroup.TWO_COMMITTEES: 2,
    TalkGroup.RESIDENT_CADRES: 1,
    TalkGroup.FORMER_CADRES: 2,
    TalkGroup.TEAM_HEADS: 2,
    TalkGroup.GRID_LEADERS: 2,
    TalkGroup.MEMBER_REPRESENTATIVES: 2,
    TalkGroup.VILLAGER_REPRESENTATIVES: 2,
}
RATINGS = (Rating.GOOD, Rating.FAIR, Rating.GOOD, Rating.NOT_SAID, Rating.POOR)


def steps(clerk: Clerk) -> Iterator[Step]:
    """The first township is done, the second begun (so far cadres above all); the others wait for July."""
    done = clerk.villages(QINGMIAO)
    for at, village in enumerate(done):
        yield from _surveyed(clerk, VillageCode(village.code), FIRST_DAY + timedelta(days=2 * at))
    begun = clerk.villages(LIANGZHONG)[:7]
    for at, village in enumerate(begun):
        opened = date(2026, 6, 2) + timedelta(days=3 * at)
        yield from _surveyed(clerk, VillageCode(village.code), opened, is_done=at < 4)


def _surveyed(clerk: Clerk, village: VillageCode, opened: date, *, is_done: bool = True) -> Iterator[Step]:
    document = letter("摸排", int(village[-3:]))
    team = wish.OpenSurvey(village=village, leader=LEADER.name, members=TEAM)
    yield clerk.enter(surveying.open_survey, team, SURVEYOR, opened, document)
    for number, group in enumerate(_talks(village)[: None if is_done else 5]):
        yield _heard(clerk, village, group, opened + timedelta(days=number // 7), number)
    if village == WITHOUT_TEAMS:
        nobody = wish.DeclareGroupAbsent(
            village=village, group=TalkGroup.TEAM_HEADS, reason="本村未设村民小组"
        )
        yield clerk.enter(surveying.declare_group_absent, nobody, SURVEYOR, opened, document)
    if is_done:
        yield from _reported(clerk, village, opened + timedelta(days=2))


def _talks(village: VillageCode) -> list[TalkGroup]:
    """Whom the team hears, cadres first."""
    missing = {UNHEARD: TalkGroup.GRID_LEADERS, WITHOUT_TEAMS: TalkGroup.TEAM_HEADS}.get(village)
    return [group for group, times in TALKS.items() if group is not missing for _ in range(times)]


def _heard(clerk: Clerk, village: VillageCode, group: TalkGroup, day: date, number: int) -> Step:
    shade = int(village[-3:]) + number
    answers = {topic: RATINGS[(shade + at) % len(RATINGS)] for at, topic in enumerate(Topic)}
    talk = wish.RecordInterview(village=village, group=group, held_on=day, answers=answers)
    return clerk.enter(surveying.record_interview, talk, SURVEYOR, day, letter("谈话", number + 1))


def _reported(clerk: Clerk, village: VillageCode, day: date) -> Iterator[Step]:
    """Findings, the list, the report; two days later the meeting."""
    document = letter("摸排报告", int(village[-3:]))
    listed = [clerk.reserve(e.person.name) for e in clerk.population.roster if e.village.code == village]
    found = wish.RecordVillageFinding(
        village=village,
        ratings={Topic.TEAM: Rating.GOOD, Topic.SUCCESSOR: Rating.GOOD if listed else Rating.POOR},
    )
    yield clerk.enter(surveying.record_village_finding, found, SURVEYOR, day, document)
    serving = wish.RecordSecretaryFinding(
        village=village, ratings=dict.fromkeys(SecretaryAspect, Rating.FAIR)
    )
    yield clerk.enter(surveying.record_secretary_finding, serving, SURVEYOR, day, document)
    for person in listed:
        member = wish.ConsiderMember(
            village=village,
            person=person,
            ratings={MemberAspect.POLITICAL: Rating.GOOD, MemberAspect.STANDING: Rating.GOOD},
            watched=True,
        )
        yield clerk.enter(surveying.consider_member, member, SURVEYOR, day, document)
        onto = wish.PutOnPreliminaryList(village=village, person=person, reason="群众公认，愿意为村里做事")
        yield clerk.enter(surveying.put_on_preliminary_list, onto, SURVEYOR, day, document)
    report = wish.ConcludeSurvey(village=village, concluded_on=day)
    yield clerk.enter(surveying.conclude_survey, report, SURVEYOR, day, document)
    yield _judged(clerk, village, listed, day + timedelta(days=2))


def _judged(clerk: Clerk, village: VillageCode, listed: Sequence[PersonId], day: date) -> Step:
    meeting = wish.HoldAssessmentMeeting(
        village=village,
        leader=LEADER.name,
        attendees=TEAM,
        held_on=day,
        verdict=VillageVerdict.ASSURED if listed else VillageVerdict.NOBODY,
        people=tuple(wish.Assessed(person=person, verdict=Verdict.RECOMMENDED) for person in listed),
    )
    document = letter("研判纪要", int(village[-3:]))
    return clerk.enter(surveying.hold_assessment_meeting, meeting, LEADER, day, document)
