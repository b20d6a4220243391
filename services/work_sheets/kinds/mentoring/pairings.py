"""结对帮带表: one row pairs one reserve with one mentor in one role (R40, R41)."""

from collections import Counter
from collections.abc import Mapping, Sequence

from domain.candidacy import parties_of
from domain.grades import Viewer
from domain.ids import CandidacyId, PersonId, RegionCode
from domain.mentorship.assigning import AssignMentor, missing_roles
from domain.refusal import Refusal
from domain.rule_set import MentorRole
from domain.values.person_words import MENTOR_ROLE
from projections.fold import Human, TieSource
from projections.mentored_by import mentors_of
from projections.scope import visible
from projections.world import World
from services import mentoring
from services.ports import Appended
from services.work_sheets.cells import on_day, printed, words
from services.work_sheets.declaring import Answered, Clerk, Kind, Line, Part, always
from services.work_sheets.kinds.mentoring.contacts import ENTERED
from services.work_sheets.people import CLASS, NAME, TOWNSHIP, VILLAGE, given, label, standings

MARK = "#"
ROLE = printed("role", "导师身份", 14, identity=True)


def _fill(world: World, viewer: Viewer, region: RegionCode) -> Sequence[Part]:
    """A row for each role that the rules want and no decided pairing fills."""
    lines = []
    for s in standings(world, region):
        village, entry = s.candidate.village, world.index.villages.get(s.candidate.village)
        if s.candidate.on_roster and entry:
            mentors = mentors_of(world, viewer, s.human, village)
            filled = {MentorRole(m.role) for m in mentors if m.role and m.source is TieSource.DECIDED}
            said = "、".join(s.candidate.mentor_names) if viewer.sees("mentor_names") else ""
            lines += [
                Line(
                    key=f"{s.candidate.id}{MARK}{role.value}",
                    given={
                        **given(world, viewer, s.human, village),
                        "role": MENTOR_ROLE.zh(role),
                        "ledger_mentors": said,
                    },
                )
                for role in missing_roles(world.index.policy.roles[entry.rank], filled)
            ]
    codes = _mentors(world, viewer)
    return (Part(lines=tuple(lines), options={"mentor": tuple(codes)}, codes=codes),)


def _mentors(world: World, viewer: Viewer) -> Mapping[str, str]:
    """What the drop-down offers, and whom each word of it means: namesakes are told apart by their number."""
    if not viewer.sees("name"):
        return {}
    found = sorted(
        (_words(world, human), human.id)
        for human in world.fold.humans.values()
        if human.area and human.name and visible(world, viewer, human)
    )
    often = Counter(shown for shown, _ in found)
    return {shown if often[shown] == 1 else f"{shown} {person}": person for shown, person in found}


def _words(world: World, human: Human) -> str:
    area = human.area
    where = world.index.region_name(area.township or "") if area else ""
    roles = "、".join(label(MENTOR_ROLE, role) for role in area.roles) if area else ""
    about = " ".join(filter(None, (where, roles)))
    return f"{human.name}（{about}）" if about else human.name or ""


def _command(clerk: Clerk, row: Answered) -> Appended:
    candidacy, _, role = row.key.partition(MARK)
    role = role or MENTOR_ROLE.read(row.given.get("role", "")) or ""
    if role not in set(MentorRole):
        raise Refusal(
            "ROLE_MISSING",
            "The role in which the mentor is paired is not given. Fill in 导师身份.",
            "没有填写导师身份，请填写：" + "、".join(MENTOR_ROLE.zh(one) for one in MentorRole) + "。",
            path=("role",),
        )
    person, village = parties_of(CandidacyId(candidacy))
    said = row.text("mentor")
    asked = AssignMentor(
        candidacy=CandidacyId(candidacy),
        person=person,
        village=village,
        mentor=PersonId(row.codes.get(said, "") or clerk.find.mentor(said)),
        role=MentorRole(role),
        since=row.day("since") or clerk.desk.clock.today(),
    )
    return mentoring.assign_mentor(clerk.desk, clerk.viewer, asked, row.decided).appended


KIND = Kind(
    code="pairings",
    title="结对帮带表",
    purpose="一行一对。选一位导师并填写起始日期；不结对的行请留空。增加结对请填在表末空白行。",
    given=(TOWNSHIP, VILLAGE, CLASS, NAME, ROLE, printed("ledger_mentors", "台账所写导师", 16)),
    answers=always(
        words(
            "mentor",
            "结对导师",
            "从下拉列表选择，或填写本区域内不重名的导师姓名",
            width=26,
            needed=True,
            path="mentor",
        ),
        on_day("since", "起始日期", "结对开始的那一天", needed=True, path="since"),
    ),
    command=_command,
    fill=_fill,
    decision=ENTERED,
    role="township",
    spare=20,
)
