"""The county's rules as a readable file, and what a draft would change (question 25)."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import argument, field

from api.questions import asking
from api.questions.asking import DEFAULT_PAGE, Info, When, counted, page_of, root
from api.questions.mentors import LoadStatus
from api.questions.structure import QuotaRow
from api.refusals import as_error
from api.values import enums
from api.values import vetting as words
from api.values.answers import Answer, PersonRef, Region, VillageRef, stamped
from api.values.classes import Classes
from api.values.grading import P0, P1
from domain.grades import Viewer
from domain.refusal import Refusal
from projections.ruling import versions as versions_read
from projections.ruling import what_if as read
from projections.world import World
from services.ruling.reading import check_rules, mistaken
from services.ruling.writing import write_rules


@strawberry.type(description="One version of the rules. 规则版本")
class RuleSetVersion:
    """Which decided whom by which paper."""

    version: int = field(description="Counted from 1. 版本", metadata=P0)
    name: str = field(description="As the file calls itself. 名称", metadata=P0)
    effective_from: date = field(description="In force from this day. 施行日期", metadata=P0)
    in_force: bool = field(description="On the answer's day. 当日是否施行", metadata=P0)
    decided_by: str | None = field(
        description="Null where the county was opened with it. 决定人", metadata=P1
    )
    decided_on: date | None = field(description="When. 决定日期", metadata=P0)
    document_number: str | None = field(description="On which paper. 文号", metadata=P0)
    position: str = field(description="Where the log has it. 日志位置", metadata=P0)


@strawberry.type(description="The rules in force on a day. 现行规则")
class RuleSet(Answer):
    """Null before any version takes effect."""

    version: int | None = field(description="Its number. 版本", metadata=P0)
    effective_from: date | None = field(description="In force from this day. 施行日期", metadata=P0)
    text: str | None = field(
        description="The whole as a TOML file with comments; it can be checked and published. 规则全文（TOML）",
        metadata=P0,
    )
    versions: list[RuleSetVersion] = field(description="All of them. 各版本", metadata=P0)


@strawberry.type(description="One key of the rules. 规则的一项变化")
class RuleChange:
    """Empty: it is not there."""

    key: str = field(description="Which. 项", metadata=P0)
    before: str = field(description="In force. 现行", metadata=P0)
    after: str = field(description="In the draft. 草案", metadata=P0)


@strawberry.type(description="A village that would want or lack other numbers. 村的变化")
class VillageChange:
    """Compared by the counting asked for."""

    village: VillageRef = field(description="Which. 村", metadata=P0)
    wanted_before: int = field(description="Wanted now. 现应有", metadata=P1)
    wanted_after: int = field(description="Would be wanted. 草案应有", metadata=P1)
    short_before: int = field(description="Lacking now. 现缺", metadata=P1)
    short_after: int = field(description="Would lack. 草案缺", metadata=P1)


@strawberry.type(description="A township's quota that would stand differently. 乡镇结构要求的变化")
class QuotaChange:
    """Null: the rules do not have it."""

    township: Region = field(description="Which. 乡镇", metadata=P0)
    before: QuotaRow | None = field(description="Now. 现行", metadata=P1)
    after: QuotaRow | None = field(description="By the draft. 草案", metadata=P1)


@strawberry.type(description="A candidacy's reviews that would stand differently. 审查的变化")
class ReviewChange:
    """A conclusion never changes; what it counts for may."""

    village: VillageRef = field(description="For which village. 村", metadata=P1)
    before: list[words.ReviewState] = field(description="What is wrong now. 现有问题", metadata=P1)
    after: list[words.ReviewState] = field(description="What would be. 草案下的问题", metadata=P1)
    cleared_before: bool = field(description="Cleared now. 现已过审", metadata=P1)
    cleared_after: bool = field(description="Would be cleared. 草案下过审", metadata=P1)


@strawberry.type(description="Somebody of whom something would be otherwise. 人员的变化")
class PersonChange:
    """Reserves come first."""

    person: PersonRef = field(description="Who. 人员", metadata=P1)
    on_roster: bool = field(description="A reserve of the region. 是否在册", metadata=P1)
    before: Classes | None = field(description="By the rules in force. 现行规则下", metadata=P1)
    after: Classes | None = field(description="By the draft. 草案下", metadata=P1)
    reviews: list[ReviewChange] = field(description="Those that differ. 审查变化", metadata=P1)
    talk_late_before: bool = field(description="A talk is late now. 谈话现已逾期", metadata=P1)
    talk_late_after: bool = field(description="Would be late. 草案下逾期", metadata=P1)

    @classmethod
    def of(cls, row: read.PersonChange) -> "PersonChange":
        """The same, for clients."""
        return cls(
            person=PersonRef.of(row.person),
            on_roster=row.on_roster,
            before=Classes.of(row.before) if row.before else None,
            after=Classes.of(row.after) if row.after else None,
            reviews=[
                ReviewChange(
                    village=VillageRef.of(r.village),
                    before=[words.ReviewState[state.name] for state in r.before],
                    after=[words.ReviewState[state.name] for state in r.after],
                    cleared_before=r.cleared_before,
                    cleared_after=r.cleared_after,
                )
                for r in row.reviews
            ],
            talk_late_before=row.talk_late_before,
            talk_late_after=row.talk_late_after,
        )


@strawberry.type(description="A mentor whose load would be judged otherwise. 导师的变化")
class MentorChange:
    """The load stays."""

    mentor: PersonRef = field(description="Who. 导师", metadata=P1)
    load: int = field(description="Distinct reserves. 带几人", metadata=P1)
    before: LoadStatus = field(description="Now. 现行", metadata=P1)
    after: LoadStatus = field(description="By the draft. 草案", metadata=P1)


@strawberry.type(description="What a draft rule set would change; decides nothing. 规则草案的影响")
class RuleSetWhatIf(Answer):
    """As if it were in force on the answer's day. Of people the first ones; the command line lists all."""

    region: Region = field(description="What was asked for. 范围", metadata=P0)
    counting: enums.Counting = field(description="How villages were counted. 统计口径", metadata=P0)
    version: int | None = field(description="In force, compared with. 现行版本", metadata=P0)
    rules: list[RuleChange] = field(description="Key by key. 规则变化", metadata=P0)
    lacking_before: int = field(description="Villages that lack reserves. 现缺后备的村数", metadata=P1)
    lacking_after: int = field(description="Would lack. 草案下缺后备的村数", metadata=P1)
    clearances_lost: int = field(
        description="Candidacies no longer cleared: reviews under old rules. 将失去过审状态的后备资格数",
        metadata=P1,
    )
    villages: list[VillageChange] = field(description="By code. 村", metadata=P1)
    quotas: list[QuotaChange] = field(description="By township. 结构要求", metadata=P1)
    people_total: int = field(description="Of whom something differs. 有变化的人数", metadata=P1)
    people: list[PersonChange] = field(description="The first of them. 人员", metadata=P1)
    mentors: list[MentorChange] = field(description="By load. 导师", metadata=P1)


@strawberry.type
class RulingQuestions:
    """The rules, and question 25."""

    @root("The rules in force on a day, as a readable file. 现行规则")
    def rule_set(
        self,
        info: Info,
        version: Annotated[int | None, argument(description="Another version by number. 指定版本")] = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> RuleSet | None:
        """And every version there has been."""

        def ask(world: World, viewer: Viewer) -> versions_read.RuleSetInForce:
            return versions_read.rule_set(world, viewer, version=version)

        found = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return RuleSet(
            **stamped(found.stamp),
            version=found.version,
            effective_from=found.effective_from,
            text=write_rules(found.rules) if found.rules else None,
            versions=[
                RuleSetVersion(
                    version=v.version,
                    name=v.name,
                    effective_from=v.effective_from,
                    in_force=v.in_force,
                    decided_by=v.decided_by.name if v.decided_by else None,
                    decided_on=v.decided_on,
                    document_number=v.document_number or None,
                    position=str(v.position),
                )
                for v in found.versions
            ],
        )

    @root("What a draft rule set would change, person by person; decides nothing. 规则草案的影响")
    def rule_set_what_if(
        self,
        info: Info,
        rules: Annotated[str, argument(description="The draft as a TOML file. 规则草案全文（TOML）")],
        region: asking.Region = None,
        counting: asking.CountingArg = enums.Counting.CLEARED,
        first: asking.First = DEFAULT_PAGE,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> RuleSetWhatIf | None:
        """Question 25."""
        draft, mistakes = check_rules(rules)
        if draft is None:
            refusal: Refusal = mistaken("rules", mistakes)
            raise as_error(refusal, info.context.viewer)

        def ask(before: World, after: World, viewer: Viewer) -> read.WhatIf:
            read.suppose(after, draft)
            return read.what_if(before, after, viewer, region=region, counting=counted(counting))

        found = info.context.ask_beside(ask, When(on_date, as_of, min_position).point())
        return RuleSetWhatIf(
            **stamped(found.stamp),
            region=Region.of(found.region),
            counting=enums.Counting[found.counting.name],
            version=found.version,
            rules=[RuleChange(key=c.key, before=c.before, after=c.after) for c in found.rules],
            lacking_before=found.coverage_before.all.lacking,
            lacking_after=found.coverage_after.all.lacking,
            clearances_lost=found.clearances_lost,
            villages=[
                VillageChange(
                    village=VillageRef.of(v.village),
                    wanted_before=v.wanted_before,
                    wanted_after=v.wanted_after,
                    short_before=v.short_before,
                    short_after=v.short_after,
                )
                for v in found.villages
            ],
            quotas=[
                QuotaChange(
                    township=Region.of(q.township),
                    before=QuotaRow.of(q.before) if q.before else None,
                    after=QuotaRow.of(q.after) if q.after else None,
                )
                for q in found.quotas
            ],
            people_total=len(found.people),
            people=[PersonChange.of(row) for row in found.people[: page_of(first)]],
            mentors=[
                MentorChange(
                    mentor=PersonRef.of(m.mentor),
                    load=m.load,
                    before=LoadStatus[m.before.name],
                    after=LoadStatus[m.after.name],
                )
                for m in found.mentors
            ],
        )
