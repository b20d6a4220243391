"""A field of a person or a village with every voice on it. What is masked is null and says so."""

import strawberry
from strawberry import field

from api.values.answers import Origin, PersonRef, VillageRef
from api.values.grading import BY_FIELD, P0, P1
from api.values.words import FieldName, Term, term
from projections import origins, person_file


@strawberry.type(description="One voice on a field. 一处记载")
class Said:
    """A row's, or the id number's own."""

    value: Term | None = field(description="Null where masked. 值", metadata=BY_FIELD)
    origin: Origin | None = field(
        description="The row; null where the id number itself says so. 出处", metadata=P1
    )
    held: bool = field(description="Whether the row waits for a decision. 该行是否待认定", metadata=P1)


@strawberry.type(description="A field with its value and every voice on it. 字段、取值及出处")
class Fact:
    """A disputed value counts as unknown everywhere."""

    field: FieldName = strawberry.field(description="Which. 字段", metadata=P0)
    grade: str = strawberry.field(description="How sensitive, P0 to P4. 敏感等级", metadata=P0)
    value: Term | None = strawberry.field(description="Null where masked or disputed. 值", metadata=BY_FIELD)
    masked: bool = strawberry.field(
        description="Not for this reader, or only within a case. 是否已隐去", metadata=P0
    )
    disputed: bool = strawberry.field(
        description="Ledgers disagree and nobody has settled it. 是否有争议", metadata=P1
    )
    settled: bool = strawberry.field(description="A named person settled it. 是否已认定", metadata=P1)
    said: list[Said] = strawberry.field(description="Every voice. 各处记载", metadata=P1)

    @classmethod
    def of(cls, line: origins.FactLine) -> "Fact":
        """The same, for clients."""
        return cls(
            field=FieldName.of(line.field),
            grade=line.grade,
            value=term(line.field, line.value),
            masked=line.masked,
            disputed=line.disputed,
            settled=line.settled,
            said=[
                Said(
                    value=term(line.field, voice.value),
                    origin=Origin.of(voice.origin) if voice.origin else None,
                    held=voice.held,
                )
                for voice in line.said
            ],
        )


@strawberry.type(description="A row that waits for a person's decision. 待认定的台账行")
class HeldRow:
    """It is taken as a claim, and counts for nothing until its fields are settled."""

    person: PersonRef = field(description="Whom it is about. 人员", metadata=P1)
    village: VillageRef | None = field(description="The village it names. 村", metadata=P0)
    codes: list[str] = field(description="The problems' codes. 问题代码", metadata=P1)
    fields: list[FieldName] = field(description="Settle these. 需认定的字段", metadata=P1)
    origin: Origin = field(description="The row. 出处", metadata=P1)

    @classmethod
    def of(cls, row: person_file.HeldRow) -> "HeldRow":
        """The same, for clients."""
        return cls(
            person=PersonRef.of(row.person),
            village=VillageRef.of(row.village) if row.village else None,
            codes=list(row.codes),
            fields=[FieldName.of(name) for name in row.fields],
            origin=Origin.of(row.origin),
        )


def masked_names(facts: list[Fact]) -> list[str]:
    """The fields that exist and are not shown."""
    return [fact.field.code for fact in facts if fact.masked]
