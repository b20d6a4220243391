"""Everything known of one village. The reason for its class concerns its secretary: within a case only."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import argument, field

from api.context import Context, PointInTime
from api.questions import asking
from api.questions.asking import Info, When, root
from api.questions.coverage import VillageCoverage
from api.questions.person_files import Candidacy, Case
from api.values import enums
from api.values.answers import Answer, Node, PersonRef, VillageRef, stamped
from api.values.facts import Fact, HeldRow, masked_names
from api.values.grading import P0, P1, P3
from api.values.words import Term, term, terms
from domain.grades import Viewer
from projections import village_file as read
from projections.world import World


@strawberry.type(description="A refused row that names the village. 被退回的台账行")
class RefusedRow:
    """Nothing of it was kept but where it stands, and why."""

    kind: enums.LedgerKind = field(description="Which ledger. 台账种类", metadata=P0)
    file: str = field(description="The file's name. 文件名", metadata=P1)
    sheet: str = field(description="The sheet's name. 工作表", metadata=P1)
    row: int = field(description="The row as Excel numbers it. 行号", metadata=P0)
    codes: list[str] = field(description="The problems' codes. 问题代码", metadata=P1)


@strawberry.type(description="The plan for a difficult or key village. 难点村、重点村预案")
class VillagePlan:
    """R17."""

    route: Term | None = field(description="Somebody in sight, or a search. 途径", metadata=P1)
    person: PersonRef | None = field(
        description="The candidate in sight; null where it is a search or not for the reader. 人选",
        metadata=P1,
    )
    measure: str | None = field(description="What is done. 措施", metadata=P1)
    owner: str | None = field(description="Who answers for it. 责任人", metadata=P1)
    due: date = field(description="Until when. 完成时限", metadata=P1)
    overdue: bool = field(description="Due before the day; on it is not overdue. 是否逾期", metadata=P1)

    @classmethod
    def of(cls, plan: read.VillagePlan) -> "VillagePlan":
        """The same, for clients."""
        return cls(
            route=term("plan_route", plan.route),
            person=PersonRef.of(plan.person) if plan.person else None,
            measure=plan.measure,
            owner=plan.owner,
            due=plan.due,
            overdue=plan.overdue,
        )


@strawberry.type(description="Everything known of one village. 一村一册")
class VillageFile(Node, Answer):
    """`id` is the code behind `vi_`."""

    village: VillageRef = field(description="Which. 村", metadata=P0)
    counts: bool = field(description="Whether coverage counts it. 是否计入统计", metadata=P0)
    coverage: VillageCoverage = field(
        description="Its counts, short by what is CLEARED. 后备力量情况", metadata=P1
    )
    short_by_on_roster: int = field(description="What it lacks by ON_ROSTER. 在册口径缺额", metadata=P1)
    class_reasons: list[Term] | None = field(
        description="Why it is of its class; concerns the secretary, shown within a case. 分类理由（凭事由查看）",
        metadata=P3,
    )
    class_since: date | None = field(
        description="Since when a decision or its ledger says so. 类别认定起始", metadata=P1
    )
    class_decided: bool = field(description="By a named person, not by a ledger. 是否经认定", metadata=P1)
    class_overridden: bool = field(
        description="Another one than its evidence gives, with a reason. 是否为另行认定", metadata=P1
    )
    plan: VillagePlan | None = field(
        description="The plan that stands, of a difficult or key village. 预案", metadata=P1
    )
    masked: list[str] = field(description="Fields that exist and are not shown. 已隐去的字段", metadata=P0)
    facts: list[Fact] = field(description="The village ledger's row in force. 台账所载", metadata=P1)
    incumbent: PersonRef | None = field(description="Its secretary. 现任书记", metadata=P1)
    candidacies: list[Candidacy] = field(description="By person. 后备人选", metadata=P1)
    members: int = field(description="Party members. 党员数", metadata=P1)
    natives_outside: int = field(description="Natives known elsewhere. 在外人员数", metadata=P1)
    mentors: list[PersonRef] = field(description="Mentors linked to it. 联系导师", metadata=P1)
    refused: list[RefusedRow] = field(description="Refused rows naming it. 被退回的台账行", metadata=P1)
    held: list[HeldRow] = field(description="Rows that wait for a decision. 待认定的台账行", metadata=P1)

    @classmethod
    def told(cls, found: read.VillageFile) -> "VillageFile":
        """The same, for clients."""
        facts = [Fact.of(line) for line in found.facts]
        reasons = next((f.value for f in found.facts if f.field == "classification_reason"), None)
        return cls(
            **stamped(found.stamp),
            id=village_id(found.village.code),
            village=VillageRef.of(found.village),
            counts=found.counts,
            coverage=VillageCoverage.of(found.coverage),
            short_by_on_roster=found.short_by_on_roster,
            class_reasons=terms("classification_reason", reasons),
            class_since=found.class_since,
            class_decided=found.class_decided,
            class_overridden=found.class_overridden,
            plan=VillagePlan.of(found.plan) if found.plan else None,
            masked=masked_names(facts),
            facts=facts,
            incumbent=PersonRef.of(found.incumbent) if found.incumbent else None,
            candidacies=[Candidacy.of(line) for line in found.candidacies],
            members=found.members,
            natives_outside=found.natives_outside,
            mentors=[PersonRef.of(mentor) for mentor in found.mentors],
            refused=[
                RefusedRow(
                    kind=enums.LedgerKind[row.kind.name],
                    file=row.file,
                    sheet=row.sheet,
                    row=row.row,
                    codes=list(row.codes),
                )
                for row in found.refused
            ],
            held=[HeldRow.of(row) for row in found.held],
        )


def village_id(code: str) -> strawberry.ID:
    """A village's id among all nodes."""
    return strawberry.ID(f"vi_{code}")


def read_village(context: Context, code: str, point: PointInTime, case: str | None = "") -> VillageFile:
    """The file of a village, its sensitive fields recorded as read."""

    def ask(world: World, viewer: Viewer) -> read.VillageFile:
        return read.village_file(world, viewer, code)

    found = context.ask(ask, point, case)
    context.recorded(case, f"village:{code}", code, found.sensitive_fields)
    return VillageFile.told(found)


@strawberry.type
class VillageFileQuestions:
    """One village."""

    @root("Everything known of one village. 一村一册")
    def village_file(
        self,
        info: Info,
        code: Annotated[str, argument(description="12 digits. 村代码")],
        case: Case = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> VillageFile | None:
        """Communities have a file too."""
        return read_village(info.context, code, When(on_date, as_of, min_position).point(), case)
