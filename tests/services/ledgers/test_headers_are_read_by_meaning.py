import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ledgers.fields import FIELDS
from services.ledgers.kinds import KINDS
from services.ledgers.meanings import meaning_of
from services.ledgers.sheet import Cell, Merge
from tests.services.ledgers.sheets import MEMBERS, TITLE, member, read, read_members


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("姓\n名", "name"),
        ("姓　　名", "name"),
        ("党员姓名", "name"),
        ("出生年月（岁）", "birth"),
        ("出生年月(如1985.03)", "birth"),
        ("公民身份号码", "id_number"),
        ("身份证号（18位）", "id_number"),
        ("*身份证号码", "id_number"),
        ("文化程度", "education"),
        ("何时入党", "joined_party"),
        ("村(支部)", "branch"),
        ("村（社区）", "village"),
        ("所在党支部", "branch"),
        ("乡镇（街道）", "township"),
        ("是否“一肩挑”", "combined_post"),
        ("书记文化程度", "secretary:education"),
        ("现任书记\n出生年月", "secretary:birth"),
        ("是否愿意回村任职", "willingness_to_return"),
        ("公民身分号码", "id_number"),
        ("宗教信仰", "never"),
        ("信访情况", "never"),
        ("健康状况", "never"),
        ("照片", "never"),
        ("得票数", "never"),
        ("备注", "remarks"),
        ("序\n号", "sequence"),
    ],
)
def test_a_header_is_known_by_what_it_means(header: str, meaning: str) -> None:
    found = meaning_of(header)
    assert found
    assert found[0] == meaning


@pytest.mark.parametrize("text", ["张三", "青石镇", "2010.05", "大专", "", "工作岗位说明书", "工资"])
def test_other_texts_mean_nothing(text: str) -> None:
    assert meaning_of(text) is None


@given(st.permutations(range(1, len(MEMBERS))))
def test_the_order_of_columns_does_not_matter(order: list[int]) -> None:
    row = member()
    reading = read([TITLE, [MEMBERS[at] for at in order], [row[at] for at in order]])
    assert reading.rows[0].facts == read_members(row).rows[0].facts


@pytest.mark.parametrize("above", [0, 1, 2, 5])
@pytest.mark.parametrize("left", [0, 1, 3])
def test_titles_above_and_blank_columns_left_do_not_matter(above: int, left: int) -> None:
    title: list[Cell] = ["填报单位：某县", "", "2026年6月"]
    rows: list[list[Cell]] = [*[title] * above, [*MEMBERS], member()]
    reading = read([[""] * left + row for row in rows], name="党员")
    assert (reading.header_row, reading.rows[0].row) == (above + 1, above + 2)
    assert reading.rows[0].severity == "taken"


def test_two_levels_merged_tell_full_time_from_in_service() -> None:
    reading = read(
        [
            ["党员名册"],
            ["序号", "姓名", "学历", "", "", "", "入党时间", "村"],
            ["", "", "全日制教育", "", "在职教育", "", "", ""],
            ["", "", "学历", "院校", "学历", "院校", "", ""],
            [1.0, "张三", "高中", "县一中", "大专", "省电大", "2010.5", "上桃坪"],
        ],
        merges=(
            *(Merge(2, at, 4, at) for at in (0, 1, 6, 7)),
            Merge(2, 2, 2, 5),
            Merge(3, 2, 3, 3),
            Merge(3, 4, 3, 5),
        ),
    )
    assert reading.header_row == 4
    facts = reading.rows[0].facts
    assert (facts["education"], facts["education_full_time"], facts["education_in_service"]) == (
        "junior_college",
        "senior_middle",
        "junior_college",
    )


def test_groups_that_nobody_merged_still_group() -> None:
    reading = read(
        [
            ["党员名册"],
            ["序号", "基本情况", "", "时间", "", "学历", "", "村"],
            ["", "姓名", "性别", "出生", "入党", "全日制", "在职", ""],
            [1.0, "张三", "男", "1985.3", "2010.5", "高中", "大专", "上桃坪"],
        ]
    )
    facts = reading.rows[0].facts
    assert (facts["birth"], facts["joined_party"], facts["education"]) == (
        "1985-03",
        "2010-05",
        "junior_college",
    )


def test_a_secretary_in_a_group_is_the_incumbent_and_the_director_is_nobody() -> None:
    reading = read(
        [
            ["村情台账"],
            ["乡镇", "村名", "现任书记", "", "村主任", "", "是否难点村", "是否重点村"],
            ["", "", "姓名", "出生年月", "姓名", "出生年月", "", ""],
            ["青石镇", "岭坪", "甲某", "1970.5", "乙某", "1980.1", "是", "是"],
        ],
        merges=(Merge(2, 2, 2, 3), Merge(2, 4, 2, 5)),
    )
    facts = reading.rows[0].facts
    assert (reading.kind, facts["incumbent_name"], facts["incumbent_birth"]) == (
        "villages",
        "甲某",
        "1970-05",
    )
    assert facts["classification"] == "difficult"
    assert "乙某" not in facts.values()


@pytest.mark.parametrize(
    ("title", "header", "kind"),
    [
        ("一览表", ["村名", "现任书记", "一肩挑", "星级评定"], "villages"),
        ("一览表", ["姓名", "身份证号", "入党时间", "党员类别", "村"], "members"),
        ("一览表", ["姓名", "籍贯乡镇", "籍贯村", "回村意愿"], "talents"),
        ("一览表", ["导师姓名", "身份", "联系村", "最多帮带人数"], "mentors"),
        ("一览表", ["姓名", "村", "培养类别", "参选意愿"], "reserves"),
        ("党员名册", ["姓名", "性别", "村"], "members"),
        ("后备力量名册", ["姓名", "性别", "村"], "reserves"),
        ("村两委干部花名册", ["姓名", "性别", "民族", "入党时间", "职务", "村"], None),
        ("通讯录", ["姓名", "电话"], None),
        ("目录", ["序号", "表名", "页码"], None),
    ],
)
def test_the_header_says_the_kind_and_then_the_title(title: str, header: list[str], kind: str | None) -> None:
    assert read([[title], header, ["甲某"] * len(header)]).kind == kind


def test_the_order_of_columns_decides_nothing_between_two_of_one_meaning() -> None:
    header = ["姓名", "入党时间", "所在党支部", "村名"]
    reading = read([["党员"], header, ["张三", "2010.5", "机关支部", "上桃坪"]])
    assert reading.columns["村名"] == "village"
    assert reading.rows[0].severity == "taken"


def test_a_place_column_of_cities_is_no_residence_among_members() -> None:
    header = ["姓名", "入党时间", "村", "现居地"]
    cities = read(
        [["党员"], header, ["张三", "2010.5", "上桃坪", "深圳"], ["李四", "2010.5", "上桃坪", "长沙"]]
    )
    assert cities.ignored_columns == ["现居地"]
    states = read(
        [["党员"], header, ["张三", "2010.5", "上桃坪", "在村"], ["李四", "2010.5", "上桃坪", "外出"]]
    )
    assert [row.facts["residence"] for row in states.rows] == ["in_village", "away"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_reads_only_known_fields(kind: str) -> None:
    never = {"religion", "health", "petition", "remarks", "votes", "photo"}
    assert not never & FIELDS[kind]  # type: ignore[index]


def test_what_is_never_stored_is_in_no_fact_whatever_its_value() -> None:
    reading = read([TITLE, [*MEMBERS, "宗教信仰", "信访情况", "备注"], [*member(), "某教", "多次", "某教"]])
    assert not {"某教", "多次"} & set(reading.rows[0].facts.values())
    assert set(reading.ignored_columns) >= {"宗教信仰", "信访情况", "备注"}
