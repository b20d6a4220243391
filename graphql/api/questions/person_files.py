"""Everything known of one person. This answer and a village's are the only ones that show sensitive fields."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import argument, field

from api.context import Context, PointInTime
from api.questions import asking
from api.questions.asking import Info, When, root
from api.questions.mentors import NameOutcome
from api.questions.people import PersonRow
from api.values import enums
from api.values.answers import Answer, Node, PersonRef, Region, VillageRef, stamped
from api.values.facts import Fact, HeldRow, masked_names
from api.values.grading import P0, P1, P2, P3
from api.values.mentoring import MentoredBy, Talk
from api.values.mobilising import Contact, KinTie, WillingnessAnswer
from api.values.words import Term, term
from domain.grades import Viewer
from projections import person_file as read
from projections.world import World

Case = Annotated[
    str | None,
    argument(
        description="The open case for which sensitive fields are read; each view is recorded. Without one they are "
        "masked. 办理事由（填写后可查看敏感字段，每次查看均留痕；不填则隐去）"
    ),
]


@strawberry.type(description="A mentor's name on a roster and whom it means. 名册所写导师")
class NamedMentor:
    """A name is resolved or not; it is never guessed."""

    name: str | None = field(description="As the roster has it. 姓名", metadata=P1)
    outcome: NameOutcome = field(description="What became of it. 识别结果", metadata=P1)
    mentor: PersonRef | None = field(
        description="Null: not resolved, or not for the reader. 导师（未识别或无权查看时为空）", metadata=P1
    )


@strawberry.type(description="One person for one village. 后备人选资格")
class Candidacy:
    """Known from a ledger, it is on the roster; no ledger clears anybody."""

    id: strawberry.ID = field(description="Opaque and stable. 编号", metadata=P0)
    person: PersonRef = field(description="Who. 人员", metadata=P1)
    village: VillageRef = field(description="For which village. 村", metadata=P0)
    on_roster: bool = field(
        description="Listed or proposed, not over, not the village's own secretary. 是否在册", metadata=P1
    )
    cleared: bool = field(description="Both reviews valid on the day. 是否审查通过", metadata=P1)
    listed: bool = field(description="Whether a ledger lists it now. 台账是否列入", metadata=P1)
    waits: bool = field(description="A row about it waits for a decision. 是否待认定", metadata=P1)
    own_village: bool = field(description="The village's own secretary. 是否本村现任书记", metadata=P1)
    tier: Term | None = field(description="As the ledger has it; no decision. 台账所列层次", metadata=P1)
    decided_tier: Term | None = field(description="As a named person set it. 评定的层次", metadata=P1)
    proposed_on: date | None = field(description="Null: nobody has. 提名日期", metadata=P1)
    admitted_on: date | None = field(description="Null: nobody has. 入库日期", metadata=P1)
    cleared_through: date | None = field(
        description="The last day on which both reviews hold; null unless admitted. 审查有效期至", metadata=P1
    )
    left_on: date | None = field(description="Null: they have not. 出库日期", metadata=P1)
    objections_open: int = field(
        description="Open objections; they flag a clearance and block nothing. 待答复异议数", metadata=P1
    )
    mentors: list[NamedMentor] = field(description="As the roster names them. 帮带导师", metadata=P1)
    mentored_by: list[MentoredBy] = field(
        description="Whom they have as mentors, by decision or by a name. 现有导师（经决定或台账所列）",
        metadata=P1,
    )

    @classmethod
    def of(cls, line: read.CandidacyLine) -> "Candidacy":
        """The same, for clients."""
        return cls(
            id=strawberry.ID(line.id),
            person=PersonRef.of(line.person),
            village=VillageRef.of(line.village),
            on_roster=line.on_roster,
            cleared=line.cleared,
            listed=line.listed,
            waits=line.waits,
            own_village=line.own_village,
            tier=term("tier", line.tier),
            decided_tier=term("tier", line.decided_tier),
            proposed_on=line.proposed_on,
            admitted_on=line.admitted_on,
            cleared_through=line.cleared_through,
            left_on=line.left_on,
            objections_open=line.objections_open,
            mentors=[
                NamedMentor(
                    name=named.name,
                    outcome=NameOutcome[named.outcome.name],
                    mentor=PersonRef.of(named.mentor) if named.mentor else None,
                )
                for named in line.mentors
            ],
            mentored_by=[MentoredBy.of(mentor) for mentor in line.mentored_by],
        )


@strawberry.type(description="What a mentors' ledger says of somebody. 导师情况")
class MentorArea:
    """Places of the reader's region only."""

    role: Term | None = field(description="As the ledger puts it. 导师身份", metadata=P1)
    capacity: int | None = field(description="How many they can take on. 可带人数", metadata=P1)
    township: Region | None = field(description="Their township. 所属乡镇", metadata=P1)
    linked_villages: list[VillageRef] = field(description="Their villages. 联系村", metadata=P1)


@strawberry.type(description="Everything known of one person. 一人一档")
class PersonFile(Node, Answer):
    """Of several merged records there is one file."""

    person: PersonRef = field(description="Who. 人员", metadata=P1)
    summary: PersonRow = field(description="As in a list. 概况", metadata=P1)
    phone: str | None = field(description="Null where unknown, disputed or masked. 电话", metadata=P2)
    id_number: str | None = field(
        description="Null where unknown, disputed or masked; shown within a case. 身份证号（凭事由查看）",
        metadata=P3,
    )
    masked: list[str] = field(description="Fields that exist and are not shown. 已隐去的字段", metadata=P0)
    facts: list[Fact] = field(description="Every field with every voice on it. 各字段及出处", metadata=P1)
    records: list[strawberry.ID] = field(description="Ids of the merged records. 合并的各条记录", metadata=P0)
    serves: list[VillageRef] = field(
        description="Villages whose secretary they are. 现任书记的村", metadata=P1
    )
    candidacies: list[Candidacy] = field(
        description="For villages of the reader's region. 后备人选资格（本人管辖范围内）", metadata=P1
    )
    candidacies_elsewhere: int = field(description="How many others. 其他地区的数量", metadata=P1)
    talks: list[Talk] = field(
        description="With their mentors, newest first. 谈心谈话记录（本人管辖范围内）", metadata=P1
    )
    excellent: bool = field(description="Marked as excellent by a named person. 是否标注优秀", metadata=P1)
    answers: list[WillingnessAnswer] = field(
        description="Answers taken down, newest first. 意愿答复", metadata=P1
    )
    contacts: list[Contact] = field(description="Contacts, newest first. 联系动员记录", metadata=P1)
    kin: list[KinTie] = field(description="Recorded ties. 亲属关系", metadata=P2)
    mentor_area: MentorArea | None = field(description="As a mentor. 导师情况", metadata=P1)
    held: list[HeldRow] = field(description="Rows that wait for a decision. 待认定的台账行", metadata=P1)
    missing_from: list[enums.LedgerKind] = field(
        description="Ledgers whose newest reading no longer has them. 最新一次未再列入的台账", metadata=P1
    )

    @classmethod
    def told(cls, found: read.PersonFile) -> "PersonFile":
        """The same, for clients."""
        facts = [Fact.of(line) for line in found.facts]
        plain = {line.field: line.value for line in found.facts}
        area = found.mentor_area
        return cls(
            **stamped(found.stamp),
            id=strawberry.ID(found.person.id),
            person=PersonRef.of(found.person),
            summary=PersonRow.of(found.row),
            phone=plain.get("phone"),
            id_number=plain.get("id_number"),
            masked=[*masked_names(facts), *found.mobilising.masked],
            facts=facts,
            records=[strawberry.ID(record) for record in found.records],
            serves=[VillageRef.of(village) for village in found.serves],
            candidacies=[Candidacy.of(line) for line in found.candidacies],
            candidacies_elsewhere=found.candidacies_elsewhere,
            talks=[Talk.of(line) for line in found.talks],
            excellent=found.mobilising.excellent,
            answers=[WillingnessAnswer.of(line) for line in found.mobilising.answers],
            contacts=[Contact.of(line) for line in found.mobilising.contacts],
            kin=[KinTie.of(line) for line in found.mobilising.kin],
            mentor_area=MentorArea(
                role=term("role", area.role),
                capacity=area.capacity,
                township=Region.of(area.township) if area.township else None,
                linked_villages=[VillageRef.of(village) for village in area.linked_villages],
            )
            if area
            else None,
            held=[HeldRow.of(row) for row in found.held],
            missing_from=[enums.LedgerKind[kind.name] for kind in found.missing_from],
        )


def read_person(context: Context, person: str, point: PointInTime, case: str | None = "") -> PersonFile:
    """The file of a person, its sensitive fields recorded as read."""

    def ask(world: World, viewer: Viewer) -> read.PersonFile:
        return read.person_file(world, viewer, person)

    found = context.ask(ask, point, case)
    place = found.row.villages[0].code if found.row.villages else context.viewer.region
    context.recorded(case, f"person:{found.person.id}", place, found.sensitive_fields)
    return PersonFile.told(found)


@strawberry.type
class PersonFileQuestions:
    """One person."""

    @root("Everything known of one person. 一人一档")
    def person_file(
        self,
        info: Info,
        id: Annotated[strawberry.ID, argument(description="The person's id. 人员编号")],
        case: Case = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> PersonFile | None:
        """Merged records answer with one file."""
        return read_person(info.context, id, When(on_date, as_of, min_position).point(), case)
