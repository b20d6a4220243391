"""From proposal to admission: two rounds done, one under way, one expired, one under old rules (R27-R30)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from domain.candidacy import commands as wish
from domain.candidacy.events import Answer, Outcome
from domain.vetting_rules import Stage
from services import vetting
from yumiao.demo.year.clerk import Clerk, Step
from yumiao.demo.year.officials import AGENCIES, HEAD, SURVEYOR, agency, letter, township

MERITS = {
    "POLITICAL": "政治立场坚定，组织生活表现好",
    "PROSPERITY": "带头发展产业，带动农户增收",
    "ORGANISING": "组织协调村务有办法",
    "CHARACTER": "为人正派，家风好",
    "LAWFUL": "无违纪违法记录",
    "REPUTE": "民主测评群众评价好",
}


class Round(NamedTuple):
    """People whose papers go through together. `answered`: the day of the agencies' letters; None: not yet."""

    names: tuple[str, ...]
    proposed: date
    answered: date | None = None
    number: int = 0

    @property
    def screened(self) -> date:
        """The township's day."""
        return self.proposed + timedelta(days=8)


ROUNDS = (
    Round(("张洋斌",), date(2025, 4, 21), date(2025, 5, 26), 2),  # expired since the spring
    Round(
        (
            *("石旭军", "余建军", "夏根文", "于红静", "邓建博", "石佳", "钟林国"),
            *("苏祥斌", "石鹏辉", "唐超贵", "余杰"),
        ),
        date(2026, 4, 7),
        date(2026, 4, 27),
        9,
    ),
    Round(
        ("刘超文", "马飞强", "于福旭", "陆海军", "仇波", "朱春雪", "孟鹏福", "谢平超", "陆怡兰", "卢香"),
        date(2026, 5, 11),
        date(2026, 6, 3),
        17,
    ),
    Round(("韦松宇",), date(2026, 5, 6)),  # screened out
    Round(("罗斌生", "沈勇斌"), date(2026, 6, 15)),  # under way
)
ADVERSE = {
    "钟林国": ("NATURAL_RESOURCES", "NL13", "宅基地超占部分，限期整改"),
    "刘超文": ("AGRICULTURE", "NL12", "拖欠集体鱼塘承包租金"),
}
"""What agencies found, by item; the words stay sealed."""
SCREENED_OUT = {"韦松宇": "学历为中专，未达一般条件，也未报批放宽"}
"""Whom the township did not clear, with its reason."""
DEFERRED = {"马飞强": "DISCIPLINE"}
"""Asked for time: nobody but the county's deciders may see more than that no answer is there."""
EXCEPTIONS = {
    "余建军": "连续十年带领合作社增收，群众公认，学历、年龄放宽",
    "朱春雪": "难点村急需人选，群众威信高，年龄放宽",
}
"""R30."""
OLD = "单春悦"
"""Reviewed on paper in the autumn of 2025, under rules that changed at the new year."""
NOT_CONCLUDED = {*DEFERRED, "刘超文"}


def steps(clerk: Clerk) -> Iterator[Step]:
    """Round by round."""
    for one in ROUNDS:
        for name in one.names:
            yield from _proposed(clerk, name, one)
        if one.answered:
            yield from _answered(clerk, one, one.answered)
            for name in one.names:
                if name not in NOT_CONCLUDED:
                    yield from _admitted(clerk, name, one.answered + timedelta(days=7), one.number)
    yield from _earlier(clerk)


def _proposed(clerk: Clerk, name: str, one: Round) -> Iterator[Step]:
    """By the survey team, then screened by the township."""
    found, village, year = clerk.candidacy(name), clerk.village_of(name), one.proposed.year
    proposal = wish.ProposeCandidate(candidacy=found, merits=MERITS)
    document = letter("摸排报告", int(village[-3:]), year)
    yield clerk.enter(vetting.propose_candidate, proposal, SURVEYOR, one.proposed, document)
    reason = SCREENED_OUT.get(name, "")
    outcome = Outcome.NOT_CLEAR if reason else Outcome.CLEAR
    screening = wish.ScreenCandidate(candidacy=found, outcome=outcome, reason=reason)
    by, document = township(village), letter("乡镇初审", 3, year)
    yield clerk.enter(vetting.screen_candidate, screening, by, one.screened, document)


def _answered(clerk: Clerk, one: Round, day: date) -> Iterator[Step]:
    """What somebody is told by name; then each agency's letter: no objection to all the others."""
    for name in one.names:
        found = clerk.candidacy(name)
        if name in ADVERSE:
            code, item, words = ADVERSE[name]
            yield _opinion(
                clerk,
                wish.RecordOpinion(
                    candidacy=found, agency=code, answer=Answer.ADVERSE, items=(item,), reason=words
                ),
                day,
                one.number,
            )
        if name in DEFERRED:
            later = wish.RecordOpinion(candidacy=found, agency=DEFERRED[name], answer=Answer.DEFER)
            yield _opinion(clerk, later, day, one.number)
    everybody = tuple(clerk.candidacy(name) for name in one.names)
    for code, (office, _) in AGENCIES.items():
        others = wish.RecordNoObjection(agency=code, candidacies=everybody)
        document = letter(f"{office}函", one.number, day.year)
        yield clerk.enter(vetting.record_no_objection, others, agency(code), day, document)


def _opinion(clerk: Clerk, said: wish.RecordOpinion, day: date, number: int) -> Step:
    document = letter(f"{AGENCIES[said.agency][0]}函", number, day.year)
    return clerk.enter(vetting.record_opinion, said, agency(said.agency), day, document)


def _admitted(clerk: Clerk, name: str, day: date, number: int) -> Iterator[Step]:
    """Concluded, where it takes one an exception granted, admitted."""
    found, document = clerk.candidacy(name), letter("联审", number, day.year)
    reason = "已整改到位，经复核同意" if name in ADVERSE else ""
    end = wish.ConcludeJointReview(candidacy=found, outcome=Outcome.CLEAR, reason=reason)
    yield clerk.enter(vetting.conclude_joint_review, end, HEAD, day, document)
    if name in EXCEPTIONS:
        grant = wish.GrantException(candidacy=found, reason=EXCEPTIONS[name])
        yield clerk.enter(vetting.grant_exception, grant, HEAD, day, document)
    into, order = day + timedelta(days=4), letter("育组发", number + 3, day.year)
    yield clerk.enter(vetting.admit_reserve, wish.AdmitReserve(candidacy=found), HEAD, into, order)


def _earlier(clerk: Clerk) -> Iterator[Step]:
    found, village = clerk.candidacy(OLD), clerk.village_of(OLD)
    stages = (
        (Stage.SCREENING, date(2025, 10, 15), township(village), letter("良委审", 8, 2025)),
        (Stage.JOINT_REVIEW, date(2025, 11, 10), HEAD, letter("联审", 14, 2025)),
    )
    for stage, day, by, document in stages:
        done = wish.RecordEarlierReview(candidacy=found, stage=stage, outcome=Outcome.CLEAR)
        yield clerk.enter(vetting.record_earlier_review, done, by, day, document)
