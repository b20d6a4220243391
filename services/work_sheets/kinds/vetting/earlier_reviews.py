"""以往审查补录表: reviews done on paper before Yumiao; valid from their own day, under old rules until accepted."""

from collections.abc import Sequence

from domain.candidacy import commands as wish
from domain.candidacy.events import Outcome
from domain.candidacy.validity import STAGES
from domain.grades import Viewer
from domain.ids import CandidacyId, RegionCode
from domain.values.vetting_words import OUTCOME, STAGE
from domain.vetting_rules import Stage
from projections.world import World
from services import vetting
from services.ports import Appended
from services.work_sheets.cells import printed, word, words
from services.work_sheets.declaring import Answered, Clerk, Kind, Line, Part, always
from services.work_sheets.people import DECISION, PERSON, given, standings

MARK = "#"
STAGE_COLUMN = printed("stage", "审查环节", 11, identity=True)


def _fill(world: World, viewer: Viewer, region: RegionCode) -> Sequence[Part]:
    """Both stages of everybody on a roster whom nobody has begun to vet here."""
    lines = [
        Line(
            key=f"{s.candidate.id}{MARK}{stage.value}",
            given={**given(world, viewer, s.human, s.candidate.village), "stage": STAGE.zh(stage)},
        )
        for s in standings(world, region)
        if s.candidate.on_roster and not s.decided.proposed
        for stage in STAGES
        if s.decided.review(stage) is None
    ]
    return (Part(lines=tuple(lines)),)


def _command(clerk: Clerk, row: Answered) -> Appended:
    key, _, stage = row.key.partition(MARK)
    asked = wish.RecordEarlierReview(
        candidacy=CandidacyId(key),
        reason=row.text("reason"),
        stage=Stage(stage),
        outcome=Outcome(row.text("outcome")),
    )
    return vetting.record_earlier_review(clerk.desk, clerk.viewer, asked, row.decided)


KIND = Kind(
    code="earlier_reviews",
    title="以往审查补录表",
    purpose="补录使用本系统以前在纸面完成的审查，按当时的日期、决定人和文号填写。认可以前均按旧规则对待。",
    given=(*PERSON, STAGE_COLUMN),
    answers=always(
        word("outcome", "审查结论", OUTCOME, "没有审查过的行请留空", needed=True),
        words("reason", "理由", "不合格必须写明理由；不写案情细节", path="reason"),
    ),
    command=_command,
    fill=_fill,
    decision=DECISION,
    role="county_department",
)
