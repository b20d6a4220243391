"""提名推荐表: one row proposes one person for one village (R27), with evidence for each merit."""

from collections.abc import Sequence

from domain.candidacy import commands as wish
from domain.grades import Viewer
from domain.ids import CandidacyId, RegionCode
from domain.rule_set import RuleSet
from projections.world import World
from services import vetting
from services.ports import Appended
from services.work_sheets.cells import words
from services.work_sheets.declaring import Answered, Clerk, Column, Kind, Line, Part
from services.work_sheets.people import CLASS, DECISION, PERSON, TIER_SAID, given, standings


def _merits(rules: RuleSet) -> tuple[Column, ...]:
    return tuple(
        words(
            f"merit_{merit.code}",
            merit.label_zh,
            f"“{merit.label_zh}”的依据，例如哪次座谈、哪项表彰",
            width=18,
            needed=True,
            path="merits",
        )
        for merit in rules.vetting.merits
    )


def _fill(world: World, viewer: Viewer, region: RegionCode) -> Sequence[Part]:
    """Whoever is on a roster and has not been proposed."""
    lines = [
        Line(key=s.candidate.id, given=given(world, viewer, s.human, s.candidate.village))
        for s in standings(world, region)
        if s.candidate.on_roster and not (s.decided.proposed or s.decided.admitted)
    ]
    return (Part(lines=tuple(lines)),)


def _command(clerk: Clerk, row: Answered) -> Appended:
    asked = wish.ProposeCandidate(
        candidacy=CandidacyId(row.key),
        merits={
            field.removeprefix("merit_"): row.text(field)
            for field in row.values
            if field.startswith("merit_")
        },
    )
    return vetting.propose_candidate(clerk.desk, clerk.viewer, asked, row.decided)


KIND = Kind(
    code="proposals",
    title="提名推荐表",
    purpose="一行提名一人。六项条件均须写明依据；不提名的行请留空。名册以外的人请填在表末空白行。",
    given=(*PERSON, CLASS, TIER_SAID),
    answers=_merits,
    command=_command,
    fill=_fill,
    decision=DECISION,
    role="township",
    spare=20,
)
