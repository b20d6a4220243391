"""Whether each township's reserves have the structure that the rules ask for (question 8)."""

from datetime import date
from enum import Enum

import strawberry
from strawberry import enum_value as word
from strawberry import field

from api.questions import asking
from api.questions.asking import Info, When, counted, root
from api.values import enums
from api.values.answers import Answer, PersonRef, Region, stamped
from api.values.grading import P0, P1
from domain.grades import Viewer
from projections import structure as read
from projections.world import World


@strawberry.enum(description="How a township stands towards a quota. 结构达标情况")
class QuotaStatus(Enum):
    """See projections.structure.QuotaStatus."""

    MET = word("MET", description="Reached. 达标")
    ABOUT_MET = word(
        "ABOUT_MET", description="Below, within the tolerance of a quota that is only about. 基本达标（左右）"
    )
    SHORT = word("SHORT", description="Not reached. 未达标")
    NOT_APPLICABLE = word("NOT_APPLICABLE", description="No reserves to take a share of. 无人可计")


@strawberry.type(description="One quota of one township, in whole people. 结构要求")
class QuotaRow:
    """A warning, never a reason to admit or to dismiss anybody."""

    code: str = field(description="Stable name within the rules. 代码", metadata=P0)
    label: str = field(description="In English. 英文名称", metadata=P0)
    label_zh: str = field(description="In Chinese. 中文名称", metadata=P0)
    percent: int = field(description="The share asked for. 比例要求（%）", metadata=P0)
    about: bool = field(description="Only about this share (左右). 是否“左右”", metadata=P0)
    required: int = field(description="People that the share comes to, rounded up. 应有人数", metadata=P1)
    present: int = field(description="People who certainly count. 实有人数", metadata=P1)
    short_by_replacing: int = field(description="Short if others make room. 缺额（替换）", metadata=P1)
    short_by_adding: int | None = field(
        description="Short if all stay; null where no addition can do it. 缺额（增补）", metadata=P1
    )
    status: QuotaStatus = field(description="Tolerance included. 达标情况", metadata=P1)
    could_change_it: list[PersonRef] = field(
        description="Reserves of whom it is not known whether they count. 情况不明、可能改变结果的人员",
        metadata=P1,
    )

    @classmethod
    def of(cls, row: read.QuotaRow) -> "QuotaRow":
        """The same, for clients."""
        return cls(
            code=row.code,
            label=row.label,
            label_zh=row.label_zh,
            percent=row.percent,
            about=row.about,
            required=row.required,
            present=row.present,
            short_by_replacing=row.short_by_replacing,
            short_by_adding=row.short_by_adding,
            status=QuotaStatus[row.status.name],
            could_change_it=[PersonRef.of(person) for person in row.could_change_it],
        )


@strawberry.type(description="One township's reserves and quotas. 乡镇结构")
class TownshipStructure:
    """People of the region asked for only."""

    township: Region = field(description="Which. 乡镇", metadata=P0)
    reserves: int = field(description="Distinct people counted. 计入人数", metadata=P1)
    quotas: list[QuotaRow] = field(description="In the order of the rules. 各项结构要求", metadata=P1)


@strawberry.type(description="The structure of a region's reserves. 后备力量结构")
class Structure(Answer):
    """A reserve of two townships counts in both and once in `reserves`."""

    region: Region = field(description="What was asked for. 统计范围", metadata=P0)
    counting: enums.Counting = field(description="How it was counted. 统计口径", metadata=P0)
    reference_date: date = field(description="The day on which ages are counted. 年龄计算截止日", metadata=P0)
    rules_known: bool = field(description="False before a rule set is in force. 是否已有规则", metadata=P0)
    tolerance_percent: int = field(description="What 左右 allows, in points. 允许偏差（百分点）", metadata=P0)
    reserves: int = field(description="Distinct people of the region. 总人数", metadata=P1)
    townships: list[TownshipStructure] = field(description="By code. 各乡镇", metadata=P1)


@strawberry.type
class StructureQuestions:
    """Question 8."""

    @root("How many women, young and educated each township's reserves have, and lack. 各乡镇结构是否达标")
    def structure(
        self,
        info: Info,
        region: asking.Region = None,
        counting: asking.CountingArg = enums.Counting.CLEARED,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> Structure | None:
        """Every township of the region."""

        def ask(world: World, viewer: Viewer) -> read.Structure:
            return read.structure(world, viewer, region=region, counting=counted(counting))

        found = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return Structure(
            **stamped(found.stamp),
            region=Region.of(found.region),
            counting=enums.Counting[found.counting.name],
            reference_date=found.reference_date,
            rules_known=found.rules_known,
            tolerance_percent=found.tolerance_percent,
            reserves=found.reserves,
            townships=[
                TownshipStructure(
                    township=Region.of(row.township),
                    reserves=row.reserves,
                    quotas=[QuotaRow.of(quota) for quota in row.quotas],
                )
                for row in found.townships
            ],
        )
