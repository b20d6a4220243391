"""Members and natives by age, education, standing, residence, place and willingness (the daily question)."""

from enum import Enum
from typing import Annotated

import strawberry
from strawberry import argument, field
from strawberry import enum_value as word

from api.questions import asking
from api.questions.asking import DEFAULT_PAGE, Info, When, page_of, root
from api.values import enums
from api.values.answers import (
    Answer,
    Edge,
    PageInfo,
    PersonRef,
    Region,
    VillageRef,
    connected,
    stamped,
)
from api.values.grading import P0, P1
from api.values.words import FieldName, Term, code_of, term
from domain.grades import Viewer
from domain.ledger import LedgerKind
from projections import people as read
from projections.answer import Counting
from projections.world import World


@strawberry.enum(description="Towards the Party, as far as ledgers say. 政治身份")
class Standing(Enum):
    """See projections.people.Standing."""

    FULL = word("FULL", description="Full member. 正式党员")
    PROBATIONARY = word("PROBATIONARY", description="Probationary member. 预备党员")
    NOT_A_MEMBER = word("NOT_A_MEMBER", description="Not a member. 非党员")
    UNKNOWN = word("UNKNOWN", description="No ledger says, or they disagree. 不明")


@strawberry.enum(description="Which terms of age and education somebody meets. 符合的条件")
class TermsMet(Enum):
    """See projections.people.TermsMet."""

    GENERAL = word("GENERAL", description="The general terms. 一般条件")
    EXCEPTIONAL = word("EXCEPTIONAL", description="The terms for the excellent. 特别优秀的放宽条件")


@strawberry.type(description="A person in a list. 人员（列表）")
class PersonRow:
    """What a field does not tell is null: unknown, disputed, or not for the reader."""

    person: PersonRef = field(description="Who. 人员", metadata=P1)
    kinds: list[enums.LedgerKind] = field(description="The ledgers that name them. 所在台账", metadata=P1)
    sex: Term | None = field(description="Sex. 性别", metadata=P1)
    birth: str | None = field(description="YYYY, YYYY-MM or YYYY-MM-DD, as known. 出生年月", metadata=P1)
    age_low: int | None = field(description="Least possible age on the day. 最小可能年龄", metadata=P1)
    age_high: int | None = field(description="Greatest possible age on the day. 最大可能年龄", metadata=P1)
    education: Term | None = field(description="Highest level. 学历", metadata=P1)
    standing: Standing = field(description="Towards the Party. 政治身份", metadata=P1)
    residence: Term | None = field(description="Where they live. 居住地", metadata=P1)
    villages: list[VillageRef] = field(description="Within the reader's region. 所属村", metadata=P1)
    willingness_to_stand: Term | None = field(description="To stand. 参选意向", metadata=P1)
    willingness_to_return: Term | None = field(description="To return. 回村意愿", metadata=P1)
    willingness_to_serve: Term | None = field(description="To serve. 任职意愿", metadata=P1)
    considered: bool = field(description="Whether any roster lists them. 是否已列入名册", metadata=P1)
    terms: TermsMet | None = field(description="The stricter terms certainly met. 符合的条件", metadata=P1)
    disputed: list[FieldName] = field(
        description="Fields that ledgers disagree on. 有争议的字段", metadata=P1
    )

    @classmethod
    def of(cls, row: read.PersonRow) -> "PersonRow":
        """The same, for clients."""
        return cls(
            person=PersonRef.of(row.person),
            kinds=[enums.LedgerKind[kind.name] for kind in row.kinds],
            sex=term("sex", row.sex),
            birth=row.birth,
            age_low=row.age_low,
            age_high=row.age_high,
            education=term("education", row.education),
            standing=Standing[row.standing.name],
            residence=term("residence", row.residence),
            villages=[VillageRef.of(village) for village in row.villages],
            willingness_to_stand=term("willingness_to_stand", row.willingness_to_stand),
            willingness_to_return=term("willingness_to_return", row.willingness_to_return),
            willingness_to_serve=term("willingness_to_serve", row.willingness_to_serve),
            considered=row.considered,
            terms=TermsMet[row.terms.name] if row.terms else None,
            disputed=[FieldName.of(name) for name in row.disputed],
        )


@strawberry.type(description="A page of people. 人员（一页）")
class PersonConnection(Answer):
    """By the first of their places in the region, then id."""

    region: Region = field(description="What was asked for. 统计范围", metadata=P0)
    nodes: list[PersonRow] = field(description="The people of this page. 本页人员", metadata=P1)
    edges: list[Edge[PersonRow]] = field(description="The same with cursors. 人员及游标", metadata=P1)
    page_info: PageInfo = field(description="Where the page stands. 分页", metadata=P0)
    total_count: int = field(description="All who meet the conditions. 总人数", metadata=P1)
    unknown_ages: int = field(
        description="People who meet all but the age, which is not known well enough. 年龄不明、其余均符合的人数",
        metadata=P1,
    )


AgeFrom = Annotated[int | None, argument(description="In full years on the day, inclusive. 年龄不小于")]
AgeTo = Annotated[int | None, argument(description="In full years on the day, inclusive. 年龄不大于")]
Education = Annotated[
    str | None, argument(description="Least education, as a code or in words (大专). 学历不低于")
]
Sex = Annotated[str | None, argument(description="male or female, 男 or 女. 性别")]
StandingArg = Annotated[Standing | None, argument(name="standing", description="Towards the Party. 政治身份")]
Residence = Annotated[
    str | None, argument(description="in_village, county_town or away, or in words (在村). 居住地")
]
ToStand = Annotated[str | None, argument(description="Willing to stand: yes, no, … or 愿意. 参选意向")]
ToReturn = Annotated[str | None, argument(description="Willing to return. 回村意愿")]
ToServe = Annotated[str | None, argument(description="Willing to serve. 任职意愿")]
Kind = Annotated[
    enums.LedgerKind | None,
    argument(name="kind", description="Named by this ledger; VILLAGES means the secretaries. 所在台账"),
]
Terms = Annotated[
    TermsMet | None,
    argument(
        name="terms",
        description="Age on the reference date, and education; who meets the general terms meets the "
        "exceptional ones too. 符合一般条件或放宽条件",
    ),
]
NotYet = Annotated[bool | None, argument(description="On no roster anywhere. 尚未列入任何名册")]
Lacking = Annotated[
    enums.Counting | None,
    argument(
        name="lacking",
        description="Member or native of a village that lacks reserves, counted so. 所在村（籍贯村）按此口径缺后备",
    ),
]
Text = Annotated[
    str | None, argument(description="Part of the name, its pinyin or initials. 姓名、拼音或首字母")
]


@strawberry.type
class PeopleQuestions:
    """The daily question."""

    @root("Members and natives who meet every condition given. 按条件查找党员和在外人员")
    def people(
        self,
        info: Info,
        region: asking.Region = None,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        age_from: AgeFrom = None,
        age_to: AgeTo = None,
        education_at_least: Education = None,
        sex: Sex = None,
        standing: StandingArg = None,
        residence: Residence = None,
        willingness_to_stand: ToStand = None,
        willingness_to_return: ToReturn = None,
        willingness_to_serve: ToServe = None,
        kind: Kind = None,
        terms: Terms = None,
        not_yet_considered: NotYet = False,  # noqa: FBT002 - a GraphQL argument is named
        lacking: Lacking = None,
        text: Text = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> PersonConnection | None:
        """One page."""

        def ask(world: World, viewer: Viewer) -> read.PeoplePage:
            wanted = read.PeopleFilter(
                age_from=age_from,
                age_to=age_to,
                education_at_least=code_of("education", "educationAtLeast", education_at_least),
                sex=code_of("sex", "sex", sex),
                standing=read.Standing[standing.name] if standing else None,
                residence=code_of("residence", "residence", residence),
                willingness_to_stand=code_of(
                    "willingness_to_stand", "willingnessToStand", willingness_to_stand
                ),
                willingness_to_return=code_of(
                    "willingness_to_return", "willingnessToReturn", willingness_to_return
                ),
                willingness_to_serve=code_of(
                    "willingness_to_serve", "willingnessToServe", willingness_to_serve
                ),
                kind=LedgerKind[kind.name] if kind else None,
                terms=read.TermsMet[terms.name] if terms else None,
                not_yet_considered=bool(not_yet_considered),
                lacking=Counting[lacking.name] if lacking else None,
                text=text,
            )
            return read.people(world, viewer, region=region, wanted=wanted, first=page_of(first), after=after)

        page = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return PersonConnection(
            **stamped(page.stamp),
            region=Region.of(page.region),
            **connected(page, PersonRow.of, after),
            unknown_ages=page.unknown_ages,
        )
