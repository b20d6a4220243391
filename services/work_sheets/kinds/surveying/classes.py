"""村分类研判表: one row decides the class of one village, with the evidence that it rests on (R14-R17)."""

from collections.abc import Sequence

from domain.classifying.decide import ClassifyVillage
from domain.classifying.events import EvidenceSource
from domain.grades import Viewer
from domain.ids import RegionCode, VillageCode
from domain.rule_set import RuleSet, VillageClass
from domain.values.surveying_words import EVIDENCE_SOURCE
from domain.values.village_words import VILLAGE_CLASS
from projections.world import World
from services import surveying
from services.ports import Appended
from services.work_sheets.cells import labels, several_of, word, words
from services.work_sheets.declaring import Answered, Clerk, Column, Kind, Line, Part
from services.work_sheets.kinds.surveying.villages import of_village, villages_in
from services.work_sheets.people import CLASS, DECISION, TOWNSHIP, VILLAGE


def _answers(rules: RuleSet) -> tuple[Column, ...]:
    criteria = {one.code: one.label_zh for one in rules.classifying.criteria}
    return (
        Column(
            field="sources",
            header="依据来源",
            meaning="可填多项，用顿号隔开：" + "、".join(labels(EVIDENCE_SOURCE)),
            read=several_of({code: EVIDENCE_SOURCE.zh(code) for code in EVIDENCE_SOURCE.codes()}),
            options=labels(EVIDENCE_SOURCE),
            width=16,
            needed=True,
            path="sources",
        ),
        Column(
            field="criteria",
            header="符合情形",
            meaning="可填多项，用顿号隔开；没有的留空，按一般村对待",
            read=several_of(criteria),
            options=tuple(criteria.values()),
            width=24,
            path="criteria",
        ),
        word(
            "wanted",
            "认定类别",
            VILLAGE_CLASS,
            "不填则按情形得出；与情形不符的须写理由",
            path="classification",
        ),
        words("reason", "理由", "认定类别与情形不符时必须填写", path="reason"),
    )


def _fill(world: World, viewer: Viewer, region: RegionCode) -> Sequence[Part]:
    """Every village: last year's class is looked at again."""
    lines = [Line(key=code, given=of_village(world, viewer, code)) for code in villages_in(world, region)]
    return (Part(lines=tuple(lines)),)


def _command(clerk: Clerk, row: Answered) -> Appended:
    wanted = row.text("wanted")
    asked = ClassifyVillage(
        village=VillageCode(row.key),
        criteria=row.codes_of("criteria"),
        sources=tuple(EvidenceSource(code) for code in row.codes_of("sources")),
        classification=VillageClass(wanted) if wanted else None,
        reason=row.text("reason"),
    )
    return surveying.classify_village(clerk.desk, clerk.viewer, asked, row.decided)


KIND = Kind(
    code="classes",
    title="村分类研判表",
    purpose="一行一村。依据来源必填；没有研判的村请整行留空。",
    given=(TOWNSHIP, VILLAGE, CLASS),
    answers=_answers,
    command=_command,
    fill=_fill,
    decision=DECISION,
    role="county_department",
)
