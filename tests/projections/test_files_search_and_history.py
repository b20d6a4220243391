"""Where a fact stands, how people are found, what happened in words."""

from datetime import date

from domain.ledger import LedgerKind
from projections.disputes import DisputeKind, disputes
from projections.history import history
from projections.person_file import person_file
from projections.search import search
from projections.spelling import spellings, spells
from projections.suggestions import Likeness, suggestions
from projections.village_file import village_file
from tests.given import COUNTY_VIEWER, NORTH, NORTH_VIEWER, SOUTH, Given, pending_row, village
from tests.projections.worlds import world_of

A, B, C = village(NORTH, 0), village(NORTH, 1), village(SOUTH, 0)


def test_every_value_names_the_file_sheet_and_row_that_said_it() -> None:
    given = Given().county()
    given.imported("im_1", dated=date(2026, 5, 1))
    given.member("pe_1", A, birth="1990-01", row=7)
    given.reserve("pe_1", A, birth="1991-01", row=9)
    birth = next(
        line for line in person_file(world_of(given), COUNTY_VIEWER, "pe_1").facts if line.field == "birth"
    )
    assert (birth.value, birth.disputed) == (None, True)
    assert [
        (said.value, said.origin.file, said.origin.sheet, said.origin.row, said.origin.dated)
        for said in birth.said
        if said.origin
    ] == [
        ("1990-01", "members.xlsx", "Sheet1", 7, date(2026, 5, 1)),
        ("1991-01", "reserves.xlsx", "Sheet1", 9, date(2026, 5, 1)),
    ]
    given.settles("pe_1", "birth", "1990-01-02")
    birth = next(
        line for line in person_file(world_of(given), COUNTY_VIEWER, "pe_1").facts if line.field == "birth"
    )
    assert (birth.value, birth.settled, len(birth.said)) == ("1990-01-02", True, 2)


def test_any_of_the_merged_records_opens_the_same_file() -> None:
    given = Given().county()
    given.member("pe_2", A, name="王芳")
    given.says(LedgerKind.TALENTS, "pe_1", native_village=A, name="王芳")
    given.merges("pe_2", "pe_1")
    world = world_of(given)
    one, other = person_file(world, COUNTY_VIEWER, "pe_1"), person_file(world, COUNTY_VIEWER, "pe_2")
    assert one == other
    assert (one.person.id, one.records) == ("pe_1", ("pe_1", "pe_2"))


def test_a_village_file_shows_what_waits_there() -> None:
    given = Given().county()
    given.imported("im_1")
    given.calls(A, "difficult", "pe_9", reason="post_vacant")
    given.member("pe_9", A, name="书记")
    given.refuses(LedgerKind.RESERVES, pending_row(A, 12))
    given.reserve("pe_1", A, held=("BIRTH_AGAINST_ID",), held_fields=("birth",))
    file = village_file(world_of(given), COUNTY_VIEWER, A)
    assert (file.incumbent and file.incumbent.name, file.members, file.coverage.pending_rows) == (
        "书记",
        1,
        2,
    )
    assert [(row.file, row.row, row.codes) for row in file.refused] == [
        ("名册.xlsx", 12, ("ID_CHECK_DIGIT",))
    ]
    assert [(row.person.id, row.codes, row.fields) for row in file.held] == [
        ("pe_1", ("BIRTH_AGAINST_ID",), ("birth",))
    ]
    assert [line.said[0].origin.position > 0 for line in file.facts if line.said[0].origin] == [True, True]


def test_disputes_list_fields_then_rows_of_each_person() -> None:
    given = Given().county()
    given.member("pe_1", A, birth="1990-01")
    given.reserve("pe_1", A, birth="1991-01", held=("ROWS_DISAGREE",), held_fields=("birth",))
    given.reserve("pe_2", A, tier="mature")
    given.says(LedgerKind.RESERVES, "pe_2", slot=A, village=A, tier="ordinary", row=3)
    page = disputes(world_of(given), COUNTY_VIEWER)
    assert [(d.person.id, d.kind, d.fact.field if d.fact else None) for d in page.nodes] == [
        ("pe_1", DisputeKind.FIELD, "birth"),
        ("pe_1", DisputeKind.HELD_ROW, None),
        ("pe_2", DisputeKind.FIELD, "tier"),
    ]
    assert (page.total, page.fields, page.held_rows) == (3, 2, 1)


def test_like_records_are_suggested_across_ledgers_until_somebody_decides() -> None:
    given = Given().county()
    given.member("pe_1", A, name="王芳", birth="1990-01-05", sex="female")
    given.reserve("pe_2", A, name="王芳", birth="1990-01", sex="male")
    given.says(LedgerKind.TALENTS, "pe_3", native_village=C, name="王芳", birth="1990-01")
    given.member("pe_4", A, name="王芳", birth="1990-01", import_id="im_2")
    given.says(LedgerKind.TALENTS, "pe_5", native_village=C, name="李雷", birth="1990-01")
    page = suggestions(world_of(given), COUNTY_VIEWER)
    assert [(s.person.person.id, s.other.person.id, len(s.likeness), s.differs) for s in page.nodes] == [
        ("pe_1", "pe_2", 2, ("sex",)),
        ("pe_2", "pe_4", 2, ()),
        ("pe_1", "pe_3", 1, ()),
        ("pe_2", "pe_3", 1, ()),
        ("pe_3", "pe_4", 1, ()),
    ]
    assert page.nodes[2].likeness == (Likeness.SAME_BIRTH_MONTH,)
    given.keeps_apart("pe_3", "pe_1")
    given.merges("pe_2", "pe_4")
    left = suggestions(world_of(given), COUNTY_VIEWER)
    assert [(s.person.person.id, s.other.person.id) for s in left.nodes] == [("pe_2", "pe_3")]


def test_two_id_numbers_tell_namesakes_apart() -> None:
    given = Given().county()
    given.member("pe_1", A, name="王芳", id_number="990101199305240028")
    given.reserve("pe_2", A, name="王芳", id_number="990101199305240044")
    assert suggestions(world_of(given), COUNTY_VIEWER).total == 0


def test_a_name_is_found_by_part_pinyin_every_reading_and_initials() -> None:
    assert {"shanxiongxin", "danxiongxin", "sxx"} <= set(spellings("单雄信"))
    for text in ("雄信", "单 雄信", "shanx", "Dan Xiong", "dxx", "SXX"):
        assert spells("单雄信", text), text
    for text in ("", " ", "xiong", "王"):
        assert not spells("单雄信", text), text
    assert spells("吕布", "lvb")


def test_search_finds_people_and_villages_of_the_region() -> None:
    given = Given().county()
    given.member("pe_1", A, name="单雄信", birth="1990-01")
    given.member("pe_2", C, name="单雄")
    world = world_of(given)
    found = search(world, COUNTY_VIEWER, "shan")
    assert [(p.person.id, p.by, [v.code for v in p.villages]) for p in found.people] == [
        ("pe_2", "name", [C]),
        ("pe_1", "name", [A]),
    ]
    assert [p.person.id for p in search(world, NORTH_VIEWER, "shan").people] == ["pe_1"]
    assert [p.by for p in search(world, NORTH_VIEWER, "pe_1").people] == ["id"]
    assert [v.code for v in search(world, COUNTY_VIEWER, "甲村").villages] == [A, C]
    assert search(world, COUNTY_VIEWER, "beiyi").villages[0].code == B
    assert search(world, COUNTY_VIEWER, NORTH).villages_total == 3


def test_somebody_whose_name_is_disputed_is_found_by_either() -> None:
    given = Given().county()
    given.member("pe_1", A, name="王芳")
    given.reserve("pe_1", A, name="汪芳")
    world = world_of(given)
    for text in ("王芳", "汪芳"):
        (found,) = search(world, COUNTY_VIEWER, text).people
        assert (found.person.id, found.person.name) == ("pe_1", None)


def test_history_tells_who_decided_what_when_and_why() -> None:
    given = Given().county()
    given.imported("im_1")
    given.reserve("pe_1", A, name="王芳", birth="1990-01", on=date(2026, 5, 1))
    given.settles("pe_1", "birth", "1990-01-02", reason="档案第3页")
    given.read("pe_1", "id_number")
    given.merges("pe_1", "pe_2")
    lines = history(world_of(given), COUNTY_VIEWER, "pe_1").nodes
    assert [line.topic for line in lines] == [
        "person.claimed.v1",
        "candidacy.listed.v1",
        "person.fact_settled.v1",
        "access.sensitive_read.v1",
        "person.people_merged.v1",
        "person.people_merged.v1",
    ]
    assert lines[0].true_from == date(2026, 5, 1)
    assert lines[0].origin
    assert lines[0].origin.file == "reserves.xlsx"
    assert lines[2].what_zh == "认定字段 birth。"
    assert lines[2].reason == "档案第3页"
    assert lines[2].decided_by
    assert lines[2].decided_by.name == "李四"
    north = history(world_of(given), NORTH_VIEWER, "pe_1").nodes
    assert [line.topic for line in north if line.topic.startswith("access")] == []


def test_histories_of_a_village_a_candidacy_and_an_import_open_by_their_names() -> None:
    given = Given().county()
    given.imported("im_1")
    given.calls(A, "key")
    given.reserve("pe_1", A)
    world = world_of(given)
    assert history(world, COUNTY_VIEWER, A).total == 3
    assert history(world, COUNTY_VIEWER, f"village:{A}").total == 3
    assert history(world, COUNTY_VIEWER, f"ca_1_{A}").total == 2
    assert history(world, COUNTY_VIEWER, "im_1", first=2).has_next
    assert history(world, COUNTY_VIEWER, "im_1").total == 4


def test_what_is_forgotten_leaves_its_skeleton() -> None:
    given = Given().county()
    given.reserve("pe_1", A, name="王芳")
    given.settles("pe_1", "birth", "1990-01-02")
    given.forgets("pe_1")
    for events in (given.events, given.as_read_later()):
        page = history(world_of(events), NORTH_VIEWER, "pe_1")
        assert page.forgotten
        assert page.total == 5
        assert "forgotten" in page.nodes[0].what
        assert page.nodes[2].reason is None
