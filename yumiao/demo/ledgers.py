"""The demo county's five workbooks, register and townships: messy the way offices send them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random

from yumiao.demo.layout import Layout, Page, columns, lay_out
from yumiao.demo.mistakes import COMMON, Spoiling
from yumiao.demo.population import SEED, Population, invent_demo
from yumiao.demo.register import write_register
from yumiao.demo.rows import (
    Kind,
    LedgerRow,
    Slip,
    member_rows,
    mentor_rows,
    reserve_rows,
    talent_rows,
    village_rows,
)
from yumiao.demo.sheets import write_xlsx
from yumiao.demo.spelling import Hand, spell

UNIT = "填报单位：县委组织部（盖章）|填报时间：2026年6月"
NOTE = "注：学历以毕业证为准；此表一式两份。"
HAND = Hand(
    dates=("dotted", "dotted", "blanks", "loose", "six", "dashes", "slashes", "words", "date"),
    villages=("name", "name", "name", "stem", "office", "long", "town"),
    ids=("plain", "plain", "plain", "plain", "trailing", "quoted", "wide"),
    phones=("plain", "plain", "plain", "number"),
)
LAYOUTS: dict[Kind, tuple[str, Layout]] = {
    "villages": (
        "01-村情台账.xlsx",
        Layout(
            title="育苗示范县行政村基本情况台账",
            unit=UNIT,
            fill="merged",
            total="合计",
            note=NOTE,
            columns=columns(
                "序号=sequence 乡镇=township 村名=village 行政区划代码=village_code 现任书记/姓名=incumbent_name "
                "现任书记/出生年月=birth 现任书记/学历=education 现任书记/一肩挑=combined_post "
                "现任书记/留任意愿=willingness 星级评定=star_rating 村类别=classification "
                "认定原因=classification_reason"
            ),
        ),
    ),
    "members": (
        "02-党员台账.xlsx",
        Layout(
            title="育苗示范县农村党员情况台账",
            unit=UNIT,
            total="合计",
            note=NOTE,
            blank_every=200,
            columns=columns(
                "基本情况/序号=sequence 基本情况/村(支部)=village 基本情况/姓　名=name 基本情况/性别=sex "
                "基本情况/民族=ethnicity 基本情况/出生年月=birth 基本情况/身份证号=id_number 基本情况/学历=education "
                "组织关系/入党时间=joined_party 组织关系/党员类别=member_kind 联系方式/联系电话=phone "
                "联系方式/现居状态=residence 联系方式/备注=remarks"
            ),
        ),
    ),
    "talents": (
        "03-在外乡贤.xlsx",
        Layout(
            title="在外乡贤能人信息表",
            unit=UNIT,
            total="合计",
            columns=columns(
                "序号=sequence 姓名=name 性别=sex 出生↵年月=birth 籍贯/乡镇=native_township 籍贯/村=native_village "
                "学历=education 政治↵面貌=political_status 现居地=residence 从业类别=occupation 联系电话=phone "
                "回村意愿=willingness 党组织关系=party_affiliation"
            ),
        ),
    ),
    "mentors": (
        "04-帮带导师.xlsx",
        Layout(
            title="后备力量帮带导师名册",
            unit=UNIT,
            fill="once",
            columns=columns(
                "序号=sequence 乡镇=township 导师姓名=name 身份=role 联系村=linked_villages 电话=phone "
                "最多帮带人数=capacity"
            ),
        ),
    ),
    "reserves": (
        "05-后备力量名册.xlsx",
        Layout(
            title="村党组织书记后备力量名册",
            unit=UNIT,
            total="合计",
            note=NOTE,
            columns=columns(
                "序号=sequence 乡镇=township 村=village 姓名=name 性别=sex 时间/出生=birth 时间/入党=joined_party "
                "公民身份号码=id_number 学历=education 现任职务=post 培养类别=tier 参选意愿=willingness "
                "帮带导师=mentor_names 备注=remarks"
            ),
        ),
    ),
}
MISTAKES: dict[Kind, dict[str, int]] = {
    "members": {
        "ID_CHECK_DIGIT": 4,
        "ID_FLOAT": 3,
        "DATE_FUTURE": 2,
        "BIRTH_AGAINST_ID": 3,
        "SEX_AGAINST_ID": 2,
        "VILLAGE_UNKNOWN": 2,
        "NAME_MISSING": 1,
        "PARTY_BEFORE_18": 1,
        "SAME_PERSON_DISAGREES": 1,
        "DUPLICATE_ROW": 1,
        "EDUCATION_UNKNOWN": 1,
        "PHONE_ODD": 1,
    },
    "talents": {"VILLAGE_UNKNOWN": 1, "PHONE_ODD": 1, "EDUCATION_UNKNOWN": 1},
    "mentors": {"CAPACITY_ODD": 1},
    "reserves": {},
    "villages": {"EDUCATION_UNKNOWN": 1},
}
"""How often each mistake is made: 22 of 622 member rows, few elsewhere."""
DISPUTED = 3
"""Reserves whose joining date differs from the members' ledger by a year."""


def make_ledgers(folder: Path) -> list[Path]:
    """Writes register.csv, townships.csv and the five workbooks, always the same; answers the workbooks."""
    folder.mkdir(parents=True, exist_ok=True)
    population = invent_demo()
    write_register(population.county, folder)
    written = []
    for file, pages in demo_pages(population).items():
        write_xlsx(folder / file, pages)
        written.append(folder / file)
    return written


def demo_pages(population: Population) -> dict[str, list[Page]]:
    """The pages of each workbook, with what stands on which row."""
    listed = {person.id_number for person in population.members}
    rows: dict[Kind, list[LedgerRow]] = {
        "villages": village_rows(population.incumbents),
        "members": member_rows(population.members),
        "talents": talent_rows(population.talents, listed),
        "mentors": mentor_rows(population.mentors),
        "reserves": reserve_rows(population.roster),
    }
    for kind, (_, layout) in LAYOUTS.items():
        rng = Random(f"{SEED}-{kind}")  # noqa: S311 - invented mistakes, nothing secret
        for row in rows[kind]:
            spell(row, layout.fields, HAND, rng)
        _spoil(rows[kind], kind, population, rng)
    _dispute(rows["reserves"], rows["members"])
    pages = {
        file: [lay_out(rows[kind], layout, "Sheet1", miscount=int(kind == "members"))]
        for kind, (file, layout) in LAYOUTS.items()
    }
    pages[LAYOUTS["members"][0]] += [Page("Sheet2"), Page("Sheet3")]
    return pages


def _spoil(rows: list[LedgerRow], kind: Kind, population: Population, rng: Random) -> None:
    """Makes the mistakes in rows of people who are neither reserves nor secretaries: the demo's story stays."""
    kept = {entry.person.id_number for entry in population.roster}
    kept |= {incumbent.person.id_number for incumbent in population.incumbents}
    kept |= {person.id_number for person in population.talents} if kind == "members" else set()
    spare = [row for row in rows if row.facts.get("id_number") not in kept]
    rng.shuffle(spare)
    victims = iter(spare)
    seen = Spoiling(population.county, HAND, rng, [])
    by_code = {defect.code: defect for defect in COMMON}
    for code, times in MISTAKES[kind].items():
        for _, row in zip(range(times), victims, strict=False):
            before = len(seen.extra)
            by_code[code].apply(row, seen)
            for other in seen.extra[before:]:
                rows.insert(rng.randint(rows.index(row) + 1, len(rows)), other)


def _dispute(reserves: Sequence[LedgerRow], members: Sequence[LedgerRow]) -> None:
    """Two ledgers disagree about a few people: who is right is for a person to say, so either row may be held."""
    listed = {row.facts["id_number"]: row for row in members}
    shared = [row for row in reserves if row.facts["id_number"] in listed]
    for row in shared[4 :: len(shared) // DISPUTED][:DISPUTED]:
        joined, born = row.facts["joined_party"], row.facts["birth"]
        if isinstance(joined, date) and isinstance(born, date):
            year = joined.year - 1 if joined.year - born.year > 20 else joined.year + 1
            row.cells["joined_party"] = f"{year}.{joined.month:02d}"
            row.truth["joined_party"] = f"{year}-{joined.month:02d}"
            slip = Slip("SAME_PERSON_DISAGREES", "held", "joined_party", is_certain=False)
            row.slips.append(slip)
            listed[row.facts["id_number"]].slips.append(slip)
