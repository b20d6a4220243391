"""The roster as it is signed: a township begins a page, ages on the reference date, id numbers masked unless asked."""

from infra.printed_book import Column, PrintedList, Section
from projections.answer import Counting
from projections.roster import Roster, RosterLine
from yumiao.printing import words

COLUMNS = (
    Column("序号", 5, centred=True),
    Column("村", 15),
    Column("村类别", 7, centred=True),
    Column("姓名", 9, centred=True),
    Column("性别", 5, centred=True),
    Column("民族", 6, centred=True),
    Column("出生年月", 11, centred=True),
    Column("年龄", 6, centred=True),
    Column("入党时间", 11, centred=True),
    Column("学历", 8, centred=True),
    Column("身份证号", 20, centred=True),
    Column("电话", 13, centred=True),
    Column("现任职务", 14),
    Column("培养类别", 15, centred=True),
    Column("状态", 20),
    Column("帮带导师", 24),
)
COUNTED = {Counting.ON_ROSTER: "在册", Counting.CLEARED: "已过审"}


def printed(roster: Roster) -> PrintedList:
    """One section a township, numbered within it."""
    return PrintedList(
        name="后备力量名册",
        title=f"{roster.region.name or roster.region.code}村党组织书记后备力量名册",
        subtitle=(
            f"口径：{COUNTED[roster.counting]}　截至 {roster.stamp.on_date}　年龄计算至 {roster.age_on}　"
            f"共 {roster.lines} 条　日志位置 {roster.stamp.position}"
        ),
        columns=COLUMNS,
        sections=[
            Section(
                f"{found.township.name} {found.township.code}　{len(found.lines)} 条",
                [_row(number, line) for number, line in enumerate(found.lines, 1)],
            )
            for found in roster.townships
        ],
    )


def _row(number: int, line: RosterLine) -> list[str | int | None]:
    facts = line.facts
    return [
        number,
        line.village.name or line.village.code,
        words.CLASSES[line.classification],
        line.person.name or "（未知）",
        *(_fact(line, field) for field in ("sex", "ethnicity", "birth")),
        words.ages(line.age_low, line.age_high),
        facts.get("joined_party", ""),
        words.said("education", line.education),
        _fact(line, "id_number"),
        _fact(line, "phone"),
        facts.get("post") or facts.get("occupation", ""),
        words.tier(line.candidacy),
        words.standing(line.candidacy),
        "\n".join(words.mentor(mentor) for mentor in line.mentors),
    ]


def _fact(line: RosterLine, field: str) -> str:
    return "******" if field in line.hidden else words.said(field, line.facts.get(field))
