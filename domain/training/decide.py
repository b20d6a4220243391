"""A course held for a list of people, whole or not at all, and a trial post for one: pure functions."""

from collections.abc import Mapping
from datetime import date

import msgspec

from domain.deciding import Deciding, a_paper_stands_behind_it, it_is_not_decided_in_the_future, refuse
from domain.ids import PersonId, VillageCode
from domain.training.events import Attendance, TrainingAttended, TrialPost, TrialPostAssigned
from domain.training.state import Training

TRAINERS = ("township", "county_department", "county_leader")
MOST_DAYS = 60


class HoldTraining(msgspec.Struct, frozen=True, kw_only=True):
    """A course that began on a day: how many days each person was there."""

    title: str
    held_on: date
    days: int
    attended: Mapping[PersonId, int]


class AssignTrialPost(msgspec.Struct, frozen=True, kw_only=True):
    """A person learns at a village."""

    person: PersonId
    village: VillageCode
    post: str
    since: date
    until: date | None = None


def hold_training(
    known: Mapping[PersonId, Training | None], wish: HoldTraining, seen: Deciding
) -> tuple[TrainingAttended, ...]:
    """One event a person; whoever is on the list of the same course already keeps what stands. None: unknown."""
    _a_trainer_is_named(seen)
    it_is_not_decided_in_the_future(seen)
    a_paper_stands_behind_it(seen)
    _is_over(wish.held_on, seen)
    _people_are_known(known, seen)
    nobody_was_there_longer_than_the_course(wish, seen)
    return tuple(
        TrainingAttended(
            sealed_for=f"person:{person}",
            person=person,
            held_on=wish.held_on,
            private=Attendance(title=wish.title.strip(), days=days),
        )
        for person, days in wish.attended.items()
        if not _was_there(known[person], wish)
    )


def assign_trial_post(
    known: Training | None, wish: AssignTrialPost, seen: Deciding
) -> tuple[TrialPostAssigned, ...]:
    """From a paper; the same post from the same day again changes nothing."""
    _a_trainer_is_named(seen)
    it_is_not_decided_in_the_future(seen)
    a_paper_stands_behind_it(seen)
    _people_are_known({wish.person: known}, seen)
    if not wish.post.strip() or (wish.until and wish.until < wish.since):
        refuse(
            "a_trial_post_says_what_and_how_long", seen, "TRIAL_POST_INCOMPLETE",
            "The post is not named, or ends before it begins.", "未写明岗位，或结束日期早于开始日期。",
            cure="Name the post and check both days.", cure_zh="请写明岗位并核对起止日期。",
            path=("post",), since=wish.since, until=wish.until,
        )  # fmt: skip
    post = TrialPost(post=wish.post.strip(), until=wish.until)
    if known and (wish.since, wish.village, post) in known.posts:
        return ()
    return (
        TrialPostAssigned(
            sealed_for=f"person:{wish.person}",
            person=wish.person,
            village=wish.village,
            since=wish.since,
            private=post,
        ),
    )


def nobody_was_there_longer_than_the_course(wish: HoldTraining, seen: Deciding) -> None:
    """A course has a name and 1 to MOST_DAYS days; each was there on at least one of them."""
    right = wish.title.strip() and 1 <= wish.days <= MOST_DAYS and wish.attended
    if not right or not all(1 <= days <= wish.days for days in wish.attended.values()):
        refuse(
            "nobody_was_there_longer_than_the_course", seen, "ATTENDANCE_IMPOSSIBLE",
            "The course has no name, no people, or days that cannot be.", "课程名称、人员或天数有误。",
            cure=f"Name the course, give it 1 to {MOST_DAYS} days and nobody more than those.",
            cure_zh=f"请填写课程名称，天数为1至{MOST_DAYS}天，个人天数不得超过课程天数。",
            path=("attended",), days=wish.days,
        )  # fmt: skip


def _a_trainer_is_named(seen: Deciding) -> None:
    if not seen.by.name.strip() or seen.by.role not in TRAINERS:
        refuse(
            "a_trainer_is_named", seen, "DECIDER_WITHOUT_ROLE",
            "Whoever decided holds no role that may train.", "决定人的身份无权组织培训。",
            cure=f"Name who decided, with one of the roles {', '.join(TRAINERS)}.",
            cure_zh=f"请填写决定人及其身份（{'、'.join(TRAINERS)}）。",
            path=("decidedBy",), choices=TRAINERS, role=seen.by.role,
        )  # fmt: skip


def _is_over(held_on: date, seen: Deciding) -> None:
    if held_on > seen.today:
        refuse(
            "a_course_is_entered_when_it_was_held", seen, "HELD_IN_FUTURE",
            f"The course begins on {held_on}, today is {seen.today}.",
            f"课程日期 {held_on} 晚于今天 {seen.today}。",
            cure="Enter it once it was held.", cure_zh="请在举办后录入。",
            path=("heldOn",), held_on=held_on, today=seen.today,
        )  # fmt: skip


def _people_are_known(known: Mapping[PersonId, Training | None], seen: Deciding) -> None:
    lacking = sorted(person for person, training in known.items() if training is None)
    if lacking:
        refuse(
            "the_people_are_known", seen, "PERSON_UNKNOWN",
            f"{len(lacking)} of the list are nobody whom a ledger names.", f"名单中有 {len(lacking)} 人查无此人。",
            cure="Look them up with `yumiao find TEXT`.", cure_zh="请用 `yumiao find 姓名` 查找。",
            path=("attended",), choices=tuple(lacking),
        )  # fmt: skip


def _was_there(training: Training | None, wish: HoldTraining) -> bool:
    attended = training.attended if training else ()
    return any(day == wish.held_on and one.title == wish.title.strip() for day, one in attended)
