"""联审意见表: one sheet an agency over a frozen list; one row is its answer about one person (R28).

One marked cell says that all others on the list are without objection: one letter, one command, and nobody who has an
answer of their own, taken or not, is among them.
"""

from collections.abc import Sequence

import msgspec

from domain.candidacy import commands as wish
from domain.candidacy.events import Answer
from domain.candidacy.rules.reviewing import waiting_for
from domain.grades import Viewer
from domain.ids import CandidacyId, RegionCode
from domain.rule_set import RuleSet
from domain.values.person_words import YES_NO
from domain.values.vetting_words import ANSWER
from domain.values.wording import Meaning, Wording
from projections.world import World
from services import vetting
from services.ports import Appended
from services.settling import Decided
from services.work_sheets.cells import printed, word, words
from services.work_sheets.declaring import Answered, Clerk, Column, Kind, Line, Part, Whole
from services.work_sheets.kinds.vetting.items import items_column, items_options
from services.work_sheets.people import DECIDED_BY, DECIDED_ON, DOCUMENT, PERSON, given, standings

LEFT_OUT = "left_out"
ANSWERS = Wording(
    "answer", [*ANSWER.meanings.values(), Meaning(LEFT_OUT, "不在函内", "not in the letter", "不在此函")]
)
"""What an agency may answer, and that its letter does not speak of somebody."""
ALL_OTHERS = word(
    "all_others",
    "其余人员均无异议",
    YES_NO,
    "填“是”：名单上没有填写意见的人均无异议。须有文号、签字人和日期。不填则未答复的人仍为待复。",
    path="candidacies",
)


def _answers(rules: RuleSet) -> tuple[Column, ...]:
    return (
        word("answer", "意见", ANSWERS, "没有意见的行请留空，绝不当作无异议", needed=True),
        items_column(rules),
        words("reason", "说明", "不写案情细节", path="reason"),
        words("second_signer", "第二签字人", "概括性事项须有第二人签字", width=11, path="secondSigner"),
    )


def _fill(world: World, viewer: Viewer, region: RegionCode) -> Sequence[Part]:
    """One list an agency: whoever was proposed, is not concluded and still waits for its answer."""
    rules = world.rules
    if rules is None:
        return ()
    agencies = rules.vetting.asked_agencies()
    labels = {agency.code: agency.label_zh for agency in rules.vetting.agencies}
    lines: dict[str, list[Line]] = {agency: [] for agency in agencies}
    for s in standings(world, region):
        if s.decided.proposed and not s.decided.concluded:
            line = Line(key=s.candidate.id, given=given(world, viewer, s.human, s.candidate.village))
            for agency in waiting_for(s.decided, agencies):
                lines[agency].append(line)
    return [
        Part(
            lines=tuple(mine),
            subject=agency,
            label=labels[agency],
            options={"items": items_options(rules, rules.vetting.asked_of(agency))},
        )
        for agency, mine in lines.items()
    ]


def _command(clerk: Clerk, row: Answered) -> Appended:
    asked = wish.RecordOpinion(
        candidacy=CandidacyId(row.key),
        reason=row.text("reason"),
        agency=row.subject,
        answer=Answer(row.text("answer")),
        items=row.codes_of("items"),
        second_signer=row.text("second_signer"),
    )
    return vetting.record_opinion(clerk.desk, clerk.viewer, asked, _signed(row))


def _no_objection(clerk: Clerk, row: Answered, keys: Sequence[str]) -> Appended:
    asked = wish.RecordNoObjection(agency=row.subject, candidacies=tuple(CandidacyId(key) for key in keys))
    return vetting.record_no_objection(clerk.desk, clerk.viewer, asked, _signed(row))


def _signed(row: Answered) -> Decided:
    """The signer's office is the agency."""
    by = row.decided.by
    if by is None or by.office:
        return row.decided
    return msgspec.structs.replace(row.decided, by=msgspec.structs.replace(by, office=row.subject))


KIND = Kind(
    code="opinions",
    title="联审意见表",
    purpose="每个单位一张，名单固定。空白表示尚未答复，绝不当作无异议；全部无异议时可在上方标“是”。",
    given=(*PERSON, printed("id_number", "身份证号", 20)),
    answers=_answers,
    command=_command,
    fill=_fill,
    decision=(
        msgspec.structs.replace(DECIDED_ON, header="函复日期"),
        msgspec.structs.replace(DECIDED_BY, header="签字人", meaning="在函上签字的负责人"),
        msgspec.structs.replace(DOCUMENT, header="函件文号", needed=True),
    ),
    role="review_agency",
    by_row=False,
    whole=Whole(column=ALL_OTHERS, command=_no_objection, left_out=LEFT_OUT),
)
