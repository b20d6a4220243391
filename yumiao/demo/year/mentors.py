"""Mentors: one who has everybody, a township paired by the proposal, talks held and missed, one away (R40-R42)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from api.operations import texts
from domain.mentor.decide import SetMentorAbsence
from domain.mentorship.assigning import AssignMentor
from domain.mentorship.events import ReleaseReason, TalkChannel, TalkMeasure, TalkPrivate, TalkProblem
from domain.mentorship.talking import HoldTalk, ReleaseMentor
from domain.rule_set import MentorRole
from services import mentoring
from yumiao.demo.year.clerk import Clerk, Step
from yumiao.demo.year.officials import HEAD, LIANGZHONG, QINGMIAO, letter, township

OVERLOADED = "许怡"
THEIRS = ("石旭军", "余建军", "夏根文", "于红静", "邓建博", "石佳", "钟林国")
"""All of the first township's admitted reserves have the one village link leader."""
TALKED = {
    "石旭军": (date(2026, 5, 18), date(2026, 6, 16)),
    "余建军": (date(2026, 5, 18),),
    "于红静": (date(2026, 5, 20), date(2026, 6, 22)),
    "邓建博": (date(2026, 6, 10),),
    "石佳": (date(2026, 5, 12),),
}
"""Talks held; who is missing was never talked to."""
AWAY = "白生华"
SENIOR = {"石佳": ("宋国平", MentorRole.TOWNSHIP_PRINCIPAL), "仇波": (AWAY, MentorRole.FIRST_SECRETARY)}
MOVED = ("邓建博", "丁娜萍")
"""Had a second mentor for a few weeks, until that one was transferred."""


def steps(clerk: Clerk) -> Iterator[Step]:
    """Pairings on paper, talks, an absence, a release; on the last days the proposal for the second township."""
    paired = date(2026, 5, 11)
    for name in THEIRS:
        yield _paired(clerk, name, OVERLOADED, MentorRole.VILLAGE_LINK_LEADER, paired)
    yield _paired(clerk, "石佳", *SENIOR["石佳"], paired)
    yield _paired(clerk, "仇波", *SENIOR["仇波"], date(2026, 6, 15))
    yield _paired(clerk, *MOVED, MentorRole.VILLAGE_LINK_LEADER, paired)
    for name, days in TALKED.items():
        for at, day in enumerate(days):
            yield _talked(clerk, name, day, at)
    name, mentor = MOVED
    release = ReleaseMentor(
        candidacy=clerk.candidacy(name),
        person=clerk.reserve(name),
        village=clerk.village_of(name),
        mentor=clerk.mentor(mentor),
        released_on=date(2026, 6, 8),
        reason=ReleaseReason.MENTOR_MOVED,
    )
    by = township(QINGMIAO)
    yield clerk.enter(mentoring.release_mentor, release, by, date(2026, 6, 8), letter("青委", 30))
    away = SetMentorAbsence(person=clerk.mentor(AWAY), away_from=date(2026, 6, 22), until=date(2026, 8, 31))
    yield clerk.enter_for_county(
        mentoring.set_mentor_absence, away, HEAD, date(2026, 6, 22), letter("育组发", 24)
    )
    yield Step(date(2026, 6, 28), lambda: confirm_the_proposal(clerk))


def confirm_the_proposal(clerk: Clerk) -> None:
    """What the second township does: asks for the proposal over its cleared reserves, and confirms it whole."""
    asked = {"region": LIANGZHONG, "counting": "CLEARED"}
    proposed = _run(clerk, "ProposePairings", asked)["proposePairings"]
    decider = township(LIANGZHONG)
    confirmed: dict[str, Any] = {
        "position": proposed["position"],
        **asked,
        "decidedBy": {"name": decider.name, "role": decider.role, "office": decider.office},
        "decidedOn": "2026-06-28",
        "documentNumber": letter("良委", 41),
    }
    errors = _run(clerk, "ConfirmPairings", {"input": confirmed})["confirmPairings"]["userErrors"]
    if errors:
        raise ValueError(f"the invented year does not hold: {errors}")


def _run(clerk: Clerk, name: str, variables: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = clerk.office.execute(texts()[name], variables, name)["data"]
    return found


def _paired(clerk: Clerk, name: str, mentor: str, role: MentorRole, since: date) -> Step:
    wish = AssignMentor(
        candidacy=clerk.candidacy(name),
        person=clerk.reserve(name),
        village=clerk.village_of(name),
        mentor=clerk.mentor(mentor),
        role=role,
        since=since,
    )
    by = township(clerk.village_of(name))
    return clerk.enter(mentoring.assign_mentor, wish, by, since, letter("结对", since.month))


def _talked(clerk: Clerk, name: str, day: date, at: int) -> Step:
    problems = (TalkProblem.INDUSTRY, TalkProblem.PARTY_BUILDING)
    talk = HoldTalk(
        candidacy=clerk.candidacy(name),
        person=clerk.reserve(name),
        village=clerk.village_of(name),
        mentor=clerk.mentor(OVERLOADED),
        held_on=day,
        channel=TalkChannel.VISIT,
        about=TalkPrivate(problem=problems[at % 2], measure=TalkMeasure.GUIDANCE),
    )
    return clerk.enter(mentoring.hold_talk, talk, township(clerk.village_of(name)), day)
