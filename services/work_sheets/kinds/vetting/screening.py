"""乡镇初审表: one row is the township's conclusion about one proposed person (R28)."""

from collections.abc import Sequence

from domain.candidacy import commands as wish
from domain.candidacy.events import Outcome
from domain.candidacy.validity import holds_through
from domain.grades import Viewer
from domain.ids import CandidacyId, RegionCode
from domain.rule_set import RuleSet
from domain.values.vetting_words import OUTCOME
from domain.vetting_rules import Stage
from projections.world import World
from services import vetting
from services.ports import Appended
from services.work_sheets.cells import word, words
from services.work_sheets.declaring import Answered, Clerk, Column, Kind, Line, Part
from services.work_sheets.kinds.vetting.items import items_column, items_options
from services.work_sheets.people import DECISION, PERSON, Standing, given, standings


def _answers(rules: RuleSet) -> tuple[Column, ...]:
    return (
        word("outcome", "初审结论", OUTCOME, "合格或不合格；没有结论的行请留空", needed=True),
        items_column(rules),
        words("reason", "理由", "不合格必须写明理由；不写案情细节", path="reason"),
    )


def _fill(world: World, viewer: Viewer, region: RegionCode) -> Sequence[Part]:
    """Whoever was proposed and has no screening that holds on the day."""
    lines = [
        Line(key=s.candidate.id, given=given(world, viewer, s.human, s.candidate.village))
        for s in standings(world, region)
        if s.decided.proposed and not _holds(world, s)
    ]
    rules = world.rules
    options = items_options(rules, tuple(rules.vetting.items())) if rules else ()
    return (Part(lines=tuple(lines), options={"items": options}),)


def _holds(world: World, standing: Standing) -> bool:
    review = standing.decided.review(Stage.SCREENING)
    end = holds_through(review, Stage.SCREENING, world.fold.record.rule_sets) if review else None
    return end is not None and end >= world.on_date


def _command(clerk: Clerk, row: Answered) -> Appended:
    asked = wish.ScreenCandidate(
        candidacy=CandidacyId(row.key),
        reason=row.text("reason"),
        outcome=Outcome(row.text("outcome")),
        items=row.codes_of("items"),
    )
    return vetting.screen_candidate(clerk.desk, clerk.viewer, asked, row.decided)


KIND = Kind(
    code="screening",
    title="乡镇初审表",
    purpose="一行一人。空白表示尚无结论，绝不当作合格。",
    given=PERSON,
    answers=_answers,
    command=_command,
    fill=_fill,
    decision=DECISION,
    role="township",
)
