"""Work sheets go out prefilled and come back as commands: one row, one command, and blank is never clear."""

import random
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from domain.candidacy import candidacy_of, parties_of
from domain.candidacy import commands as wish
from domain.candidacy.events import Answer, ExitReason
from domain.grades import Viewer
from domain.ids import PersonId, VillageCode
from domain.recorded import Decider
from domain.refusal import Refusal
from domain.values.vetting_words import ANSWER
from services import vetting
from services.settling import Decided
from tests.services.offices import EAST, LOWER, UPPER, WEST, row, sheet, small_county, take
from tests.services.roads import proposed
from tests.services.work_sheets.sheets import bring, codes, counts, fill, header_of, rows_of, template
from yumiao.office import Office

NAMES = ("安娜", "白冰", "陈诚", "丁冬", "冯凤", "郭果", "何荷", "江江")
MERITS = ("思想政治素质好", "致富带富能力强", "组织协调能力强", "道德品行好", "遵纪守法", "群众反映好")
PROPOSED = {**dict.fromkeys(MERITS, "座谈会记录")}
BY = {"决定日期": date(2026, 3, 1), "决定人": "提名人", "决定人身份": "工作组"}
LETTER = {"函复日期": date(2026, 3, 10), "签字人": "周签发", "函件文号": "法函〔2026〕1号"}


def with_roster(office: Office) -> None:
    """Eight reserves in four villages, as a roster names them."""
    villages = (UPPER, LOWER, EAST, WEST)
    rows = [
        row(2 + i, villages[i % 4], name=name, birth=f"1990-0{i + 1}", sex="female", education="bachelor")
        for i, name in enumerate(NAMES)
    ]
    take(office, sheet("reserves", *rows))


def all_proposed(office: Office) -> None:
    with_roster(office)
    with office.live.now() as world:
        found = [c.id for h in world.fold.humans.values() for c in h.candidates.values()]
    for one in found:
        proposed(office, one)


def what_happened(office: Office) -> list[Any]:
    """The log without what is drawn anew each time."""
    return [
        (r.stream, r.event, r.valid_at, r.entry.decided_by, r.entry.decided_on, r.entry.document_number)
        for r in office.log.read_all()
        if not r.topic.startswith("access.")
    ]


def test_filled_rows_say_what_the_same_commands_say(tmp_path: Path) -> None:
    """Generated answers by sheet, and the same answers as commands: the same events."""
    draw = random.Random(20260301)
    said = {name: draw.choice([None, *Answer]) for name in NAMES}
    with small_county(tmp_path / "a") as office:
        all_proposed(office)
        file = template(office, "opinions", tmp_path / "o.xlsx", subject="COURT")
        fill(
            file,
            {
                "意见": lambda r: ANSWER.zh(a) if (a := said[r["姓名"]]) else None,
                "负面清单事项": lambda r: "NL14 失信被执行人" if said[r["姓名"]] is Answer.ADVERSE else None,
            },
            LETTER,
        )
        asked = [r["姓名"] for _, r in rows_of(openpyxl.load_workbook(file).worksheets[0])]
        before = office.log.head()
        rehearsed, _ = bring(office, file, dry_run=True)
        assert office.log.head() == before
        report, _ = bring(office, file)
        assert counts(report) == counts(rehearsed)
        assert codes(report) == codes(rehearsed) == set()
        filled = sum(1 for name in NAMES if said[name])
        assert counts(report) == (filled, 0, 0, len(NAMES) - filled)
        by_sheet = what_happened(office)[before:]
        with office.live.now() as world:
            found = {h.name: next(iter(h.candidates.values())).id for h in world.fold.humans.values()}
        by = Decided(
            by=Decider(name="周签发", role="review_agency", office="COURT"),
            on=date(2026, 3, 10),
            document_number="法函〔2026〕1号",
        )
        at = office.log.head()
        for name in asked:
            if answer := said[name]:
                items = ("NL14",) if answer is Answer.ADVERSE else ()
                one = wish.RecordOpinion(candidacy=found[name], agency="COURT", answer=answer, items=items)
                vetting.record_opinion(office.desk, office.viewer, one, by)
        assert office.log.head() == at, "the same decisions again change nothing"
        assert [e[3:] for e in by_sheet] == [(by.by, by.on, by.document_number)] * filled


def test_the_same_file_again_is_the_same(tmp_path: Path) -> None:
    with small_county(tmp_path / "a") as office:
        with_roster(office)
        file = fill(template(office, "proposals", tmp_path / "p.xlsx"), PROPOSED, BY)
        first, _ = bring(office, file)
        again, _ = bring(office, file)
        assert counts(first) == (len(NAMES), 0, 0, 0)
        assert counts(again) == (0, len(NAMES), 0, 0)
        assert (again.position, again.import_id) == (first.position, first.import_id)


def test_sorted_rows_new_columns_and_a_renamed_file_come_home(tmp_path: Path) -> None:
    def reverse_and_add(one: Worksheet) -> None:
        top, places = header_of(one)
        values = [[c.value for c in r] for r in one.iter_rows(min_row=top + 1, max_row=top + len(NAMES))]
        for at, cells in enumerate(reversed(values), top + 1):
            for column, value in enumerate(cells, 1):
                one.cell(at, column).value = value
        one.insert_cols(places["姓名"])
        one.cell(top, places["姓名"]).value = "镇里备注"
        one.insert_rows(1)

    with small_county(tmp_path / "a") as office:
        with_roster(office)
        file = fill(
            template(office, "proposals", tmp_path / "p.xlsx"), {**PROPOSED, **BY}, change=reverse_and_add
        )
        renamed = file.rename(tmp_path / "镇里报来.xlsx")
        report, _ = bring(office, renamed)
        assert counts(report) == (len(NAMES), 0, 0, 0)
        assert report.sheets[0].reading.ignored_columns == ["镇里备注"]


def test_a_column_sorted_alone_is_noticed_and_can_be_put_right(tmp_path: Path) -> None:
    def swap_names(one: Worksheet) -> None:
        top, places = header_of(one)
        a, b = one.cell(top + 1, places["姓名"]), one.cell(top + 2, places["姓名"])
        a.value, b.value = b.value, a.value

    def swap_back(one: Worksheet) -> None:
        swap_names(one)

    with small_county(tmp_path / "a") as office:
        with_roster(office)
        file = fill(template(office, "proposals", tmp_path / "p.xlsx"), PROPOSED, BY, change=swap_names)
        report, errors = bring(office, file, errors_to=tmp_path / "errors")
        assert codes(report) == {"KEY_AGAINST_ROW"}
        assert counts(report)[:3] == (len(NAMES) - 2, 0, 2)
        mended, _ = bring(office, fill(errors[0], {}, change=swap_back))
        assert counts(mended)[:3] == (2, 0, 0)
        assert not errors[0].exists()


def test_blank_is_not_answered_and_a_letter_speaks_for_all_others_only(tmp_path: Path) -> None:
    """Somebody with a refused answer of their own is not cleared by the letter."""

    def one_is_adverse(printed: dict[str, Any]) -> str | None:
        return "有异议" if printed["姓名"] in NAMES[:2] else None

    with small_county(tmp_path / "a") as office:
        all_proposed(office)
        file = template(office, "opinions", tmp_path / "o.xlsx", subject="法院")
        silent, _ = bring(office, fill(file, {}, LETTER))
        assert counts(silent) == (0, 0, 0, len(NAMES))
        items = {"负面清单事项": lambda r: "NL99" if r["姓名"] == NAMES[0] else None}
        fill(file, {"意见": one_is_adverse, **items}, {**LETTER, "其余人员均无异议": "是"})
        report, errors = bring(office, file, errors_to=tmp_path / "errors")
        assert counts(report) == (1, 0, 2, 0)
        with office.live.now() as world:
            heard = {
                human.name
                for human in world.fold.humans.values()
                for c in human.candidates.values()
                for decided in c.decisions
                if "COURT" in decided.opinions
            }
        assert heard == set(NAMES) - set(NAMES[:2])
        mended = fill(errors[0], {"负面清单事项": "NL14"})
        assert counts(bring(office, mended)[0]) == (2, 0, 0, 0)


def test_a_letter_that_cannot_stand_is_told_row_by_row_and_comes_back_whole(tmp_path: Path) -> None:
    with small_county(tmp_path / "a") as office:
        all_proposed(office)
        file = template(office, "opinions", tmp_path / "o.xlsx", subject="COURT")
        with office.live.now() as world:
            left = next(h for h in world.fold.humans.values() if h.name == NAMES[3])
        gone = next(iter(left.candidates.values())).id
        by = Decided(
            by=Decider(name="县里人", role="county_department"), on=date(2026, 3, 8), document_number="1"
        )
        exit_ = wish.ExitReserve(candidacy=gone, reason="本人申请", why=ExitReason.PERSONAL)
        vetting.exit_reserve(office.desk, office.viewer, exit_, by)
        fill(file, {}, {**LETTER, "其余人员均无异议": "是"})
        report, errors = bring(office, file, errors_to=tmp_path / "errors")
        told = {p.row for p in report.sheets[0].problems}
        assert counts(report)[:3] == (0, 0, 1)
        assert len(told) == 2, "the cell above the table, and the one row that stands in its way"
        mended = fill(errors[0], {"意见": "不在函内"})
        assert counts(bring(office, mended)[0])[:3] == (1, 0, 0)


def test_a_shortened_list_speaks_for_nobody(tmp_path: Path) -> None:
    def cut(one: Worksheet) -> None:
        one.delete_rows(header_of(one)[0] + 1)

    with small_county(tmp_path / "a") as office:
        all_proposed(office)
        file = template(office, "opinions", tmp_path / "o.xlsx", subject="COURT")
        report, _ = bring(office, fill(file, {}, {**LETTER, "其余人员均无异议": "是"}, change=cut))
        assert codes(report) == {"LIST_SHORTENED"}
        assert counts(report)[:3] == (0, 0, 1)


def test_a_refused_row_is_told_in_the_refusals_own_sentence_and_comes_back_mended(tmp_path: Path) -> None:
    with small_county(tmp_path / "a") as office:
        with_roster(office)
        bad = {"决定人身份": lambda r: "导师" if r["姓名"] == NAMES[0] else "工作组"}
        file = fill(template(office, "proposals", tmp_path / "p.xlsx"), {**PROPOSED, **BY, **bad})
        report, errors = bring(office, file, errors_to=tmp_path / "errors")
        (problem,) = report.sheets[0].problems
        assert (problem.code, problem.rule) == (
            "DECIDER_WITHOUT_ROLE",
            "the_decider_holds_a_role_for_this_step",
        )
        assert problem.column == "决定人"
        mended, _ = bring(office, fill(errors[0], {"决定人身份": "乡镇"}))
        assert counts(mended)[:3] == (1, 0, 0)


def test_a_rehearsal_sees_what_earlier_rows_did(tmp_path: Path) -> None:
    """Conclusion, exception and admission of one person stand in three rows that rest on each other."""
    with small_county(tmp_path / "a") as office:
        all_proposed(office)
        clear = {"初审结论": "合格", "决定日期": "2026.3.5", "决定人": "初审人"}
        bring(office, fill(template(office, "screening", tmp_path / "s.xlsx"), clear))
        letters = template(office, "opinions", tmp_path / "o.xlsx")
        bring(office, fill(letters, {}, {**LETTER, "其余人员均无异议": "是"}))
        file = template(office, "conclusions", tmp_path / "c.xlsx")
        above = {"决定日期": date(2026, 4, 1), "决定人": "县里人", "文号": "组〔2026〕1号"}
        fill(file, {"结论": lambda r: "合格" if r["事项"] != "批准放宽" else None}, above)
        head = office.log.head()
        rehearsed, _ = bring(office, file, dry_run=True)
        assert office.log.head() == head
        report, _ = bring(office, file)
        assert counts(rehearsed) == counts(report) == (2 * len(NAMES), 0, 0, len(NAMES))


def test_a_township_fills_and_brings_its_own_only(tmp_path: Path) -> None:
    with small_county(tmp_path / "a") as office:
        with_roster(office)
        county_file = fill(template(office, "proposals", tmp_path / "all.xlsx"), PROPOSED, BY)
        office.viewer = office.parse_viewer("wang:township:990101100")
        mine = template(office, "proposals", tmp_path / "mine.xlsx")
        printed = rows_of(openpyxl.load_workbook(mine).worksheets[0])
        assert {r["乡镇"] for _, r in printed} == {"青石镇"}
        with pytest.raises(Refusal, match="outside"):
            template(office, "proposals", tmp_path / "other.xlsx", region="990101101")
        report, _ = bring(office, county_file)
        assert codes(report) == {"REGION_OUTSIDE"}
        assert counts(report)[:3] == (4, 0, 4)
        office.viewer = Viewer(name="m", role=office.parse_viewer("m:mentor").role, region=office.county)
        with pytest.raises(Refusal) as refused:
            bring(office, county_file)
        assert refused.value.code == "ROLE_MAY_NOT"


def test_a_sheet_without_its_mark_or_of_another_county_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with small_county(tmp_path / "a") as office:
        with_roster(office)
        file = template(office, "proposals", tmp_path / "p.xlsx")
        book = openpyxl.load_workbook(file)
        for name in [n for n in book.sheetnames if n.startswith("育苗标记")]:
            del book[name]
        book.save(tmp_path / "copied.xlsx")
        with pytest.raises(Refusal) as refused:
            bring(office, tmp_path / "copied.xlsx")
        assert refused.value.code == "WORK_SHEET_WITHOUT_MARK"
        office.county = type(office.county)("990102")
        with pytest.raises(Refusal) as refused:
            bring(office, file)
        assert refused.value.code == "WORK_SHEET_OF_ANOTHER_COUNTY"


def test_an_answer_under_a_renamed_header_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    def rename(one: Worksheet) -> None:
        top, places = header_of(one)
        one.cell(top, places["初审结论"]).value = "结论"

    with small_county(tmp_path / "a") as office:
        all_proposed(office)
        file = template(office, "screening", tmp_path / "s.xlsx")
        before = office.log.head()
        with pytest.raises(Refusal) as refused:
            bring(office, fill(file, {"初审结论": "合格"}, BY, change=rename))
        assert (refused.value.code, office.log.head()) == ("WORK_SHEET_COLUMN_GONE", before)
        assert "“初审结论”" in refused.value.message_zh


def test_nothing_in_a_sheet_is_a_formula_and_words_that_look_like_one_come_home(tmp_path: Path) -> None:
    with small_county(tmp_path / "a") as office:
        take(office, sheet("reserves", row(2, UPPER, name="+安娜", birth="1990-05", sex="female")))
        file = template(office, "proposals", tmp_path / "p.xlsx")
        book = openpyxl.load_workbook(file)
        assert not [c for s in book.worksheets for r in s.iter_rows() for c in r if c.data_type == "f"]
        text = {**dict.fromkeys(MERITS, "-优秀 @会议"), **BY}
        report, _ = bring(office, fill(file, text))
        assert counts(report)[:3] == (1, 0, 0)
        private = next(r.event.private for r in office.log.read_all() if r.topic == "candidacy.proposed.v1")
        assert set(private.merits.values()) == {"-优秀 @会议"}


def test_a_row_that_was_added_by_name_is_found_and_namesakes_are_asked_about(tmp_path: Path) -> None:
    def add(one: Worksheet) -> None:
        top, places = header_of(one)
        first = top + 1 + len(NAMES)
        for at, (name, village) in enumerate((("会员", "上村"), ("同名", "下村"), ("无人", "上村")), first):
            said: dict[str, Any] = {"姓名": name, "村": village, **PROPOSED, **BY}
            for header, value in said.items():
                one.cell(at, places[header]).value = value

    with small_county(tmp_path / "a") as office:
        with_roster(office)
        members = [
            row(2, UPPER, name="会员", birth="1991-05"),
            row(3, EAST, name="同名", birth="1991-05"),
            row(4, WEST, name="同名", birth="1992-05"),
        ]
        take(office, sheet("members", *members))
        file = fill(template(office, "proposals", tmp_path / "p.xlsx"), {}, change=add)
        report, _ = bring(office, file)
        assert counts(report)[:3] == (1, 0, 2)
        assert codes(report) == {"PERSON_AMBIGUOUS", "PERSON_UNKNOWN"}
        last = office.log.read_all()[-1].event
        assert parties_of(last.candidacy)[1] == UPPER


def test_earlier_reviews_enter_by_sheet_under_old_rules(tmp_path: Path) -> None:
    with small_county(tmp_path / "a") as office:
        with_roster(office)
        file = template(office, "earlier-reviews", tmp_path / "e.xlsx")
        by = {
            "乡镇初审": ("2025-11-01", "初审人", "乡镇"),
            "县级联审": ("2025-12-01", "县里人", "县委组织部"),
        }
        fill(
            file,
            {
                "审查结论": "合格",
                "文号": "联审〔2025〕9号",
                "决定日期": lambda r: by[r["审查环节"]][0],
                "决定人": lambda r: by[r["审查环节"]][1],
                "决定人身份": lambda r: by[r["审查环节"]][2],
            },
        )
        report, _ = bring(office, file)
        assert counts(report)[:3] == (2 * len(NAMES), 0, 0)
        printed = rows_of(
            openpyxl.load_workbook(template(office, "conclusions", tmp_path / "c.xlsx")).worksheets[0]
        )
        steps = [r["事项"] for _, r in printed if r["姓名"] == NAMES[0]]
        assert steps == ["认可以往初审", "认可以往联审", "批准入库"]
        fill(
            tmp_path / "c.xlsx",
            {"结论": "合格", "理由": "规则未变"},
            {"决定日期": "2026-04-01", "决定人": "县里人", "文号": "1"},
        )
        accepted, _ = bring(office, tmp_path / "c.xlsx")
        assert counts(accepted)[:3] == (3 * len(NAMES), 0, 0)
        with office.live.now() as world:
            ends = {c.cleared_through for h in world.fold.humans.values() for c in h.candidates.values()}
        assert ends == {date(2026, 11, 1)}, "a year from the earlier review's own day"


def test_undoing_a_work_sheet_says_that_its_decisions_stand(tmp_path: Path) -> None:
    with small_county(tmp_path / "a") as office:
        with_roster(office)
        file = fill(template(office, "proposals", tmp_path / "p.xlsx"), PROPOSED, BY)
        report, _ = bring(office, file)
        head = office.log.head()
        undone = office.undo(report.import_id)
        assert (undone.decided, undone.withdrawn, office.log.head()) == (len(NAMES), 0, head)


def test_id_numbers_are_printed_for_a_case_alone_and_that_is_recorded(tmp_path: Path) -> None:
    with small_county(tmp_path / "a") as office:
        number = "11010519900515002X"
        take(office, sheet("reserves", row(2, UPPER, name="安娜", birth="1990-05-15", id_number=number)))
        person = next(r.event.person for r in office.log.read_all() if r.topic == "person.claimed.v1")
        proposed(office, candidacy_of(PersonId(person), VillageCode(UPPER)))

        def cells(path: Path) -> set[Any]:
            return {
                c.value for s in openpyxl.load_workbook(path).worksheets for r in s.iter_rows() for c in r
            }

        assert number not in cells(template(office, "opinions", tmp_path / "o.xlsx", subject="COURT"))
        office.viewer = msgspec.structs.replace(office.viewer, case="联审")
        assert number in cells(template(office, "opinions", tmp_path / "o2.xlsx", subject="COURT"))
        assert office.log.read_all()[-1].topic.startswith("access.")


@pytest.mark.parametrize(
    ("code", "header", "value"),
    [
        ("CELL_MISSING", "决定人", ""),
        ("DAY_UNREADABLE", "决定日期", "2026年3月"),
        ("DAY_UNREADABLE", "决定日期", "三月里"),
        ("VALUE_UNKNOWN", "初审结论", "大概可以"),
        ("TEXT_TOO_LONG", "理由", "长" * 2001),
        ("ROW_WITHOUT_KEY", "育苗键", ""),
    ],
)
def test_a_cell_that_cannot_be_taken_refuses_its_row_alone(
    tmp_path: Path, code: str, header: str, value: str
) -> None:
    clear = {"初审结论": "合格", "决定日期": "2026.3.5", "决定人": "初审人"}
    with small_county(tmp_path / "a") as office:
        all_proposed(office)
        file = fill(template(office, "screening", tmp_path / "s.xlsx"), clear)
        fill(file, {header: lambda r: value if r["姓名"] == NAMES[0] else None})
        report, _ = bring(office, file)
        assert codes(report) == {code}
        assert counts(report)[:3] == (len(NAMES) - 1, 0, 1)


def test_willingness_pairings_and_talks_enter_by_sheet(tmp_path: Path) -> None:
    """A mentor picked from the list is the one meant, namesakes too; a talk needs its pairing."""

    def of_stone(printed: dict[str, Any]) -> str | None:
        wanted = printed["导师身份"] == "包村领导"
        return next((one for one in offered if "青石镇" in one), None) if wanted else None

    with small_county(tmp_path / "a") as office:
        with_roster(office)
        mentors = [
            row(2 + i, village, name="同名导师", role="village_link_leader", capacity="30")
            for i, village in enumerate((UPPER, EAST))
        ]
        take(office, sheet("mentors", *mentors))
        asked = template(office, "willingness", tmp_path / "w.xlsx")
        answer = {"答复": lambda r: "愿意" if r["村"] == "上村" else None, "答复日期": "2026-04-02"}
        report, _ = bring(office, fill(asked, {"答复": answer["答复"]}))
        assert codes(report) == {"CELL_MISSING"}
        assert counts(bring(office, fill(asked, answer))[0]) == (2, 0, 0, len(NAMES) - 2)
        file = template(office, "pairings", tmp_path / "pair.xlsx")
        options = openpyxl.load_workbook(file)["育苗选项"]
        offered = [str(cell.value) for cell in options["A"][1:] if cell.value]
        assert len(set(offered)) == 2
        report, _ = bring(office, fill(file, {"结对导师": of_stone, "起始日期": "2026-04-03"}))
        paired = [r.event for r in office.log.read_all() if r.topic == "mentorship.mentor_assigned.v1"]
        assert len(paired) == counts(report)[0] == len(NAMES)
        talks = fill(
            template(office, "contacts", tmp_path / "t.xlsx"),
            {"谈话日期": date(2026, 4, 10), "方式": "微信", "问题": "产业", "下次日期": "2026/5/10"},
        )
        assert counts(bring(office, talks)[0])[:3] == (len(NAMES), 0, 0)
        held = [r.event for r in office.log.read_all() if r.topic == "mentorship.talk_held.v1"]
        assert {(t.held_on, t.next_on, t.channel, t.private.problem) for t in held} == {
            (date(2026, 4, 10), date(2026, 5, 10), "wechat", "industry")
        }


def test_training_by_sheet_is_counted_in_days_and_a_word_is_no_number(tmp_path: Path) -> None:
    course = {"培训名称": "后备力量示范班", "开班日期": "2026-05-11", "班次天数": "5天"}
    by = {"决定日期": "2026-05-20", "决定人": "镇组织委员", "文号": "青组〔2026〕5号"}
    with small_county(tmp_path / "a") as office:
        with_roster(office)
        file = fill(template(office, "training", tmp_path / "t.xlsx"), course, by)
        days = {NAMES[0]: 3, NAMES[1]: "三天"}
        report, _ = bring(office, fill(file, {"实到天数": lambda r: days.get(r["姓名"])}))
        assert codes(report) == {"NUMBER_UNREADABLE"}
        assert counts(report)[:3] == (len(NAMES) - 1, 0, 1)
        with office.live.now() as world:
            trained = {h.name: h.trained.days_in(2026, date(2026, 6, 30)) for h in world.fold.humans.values()}
        assert trained == {**dict.fromkeys(NAMES, 5), NAMES[0]: 3, NAMES[1]: 0}
        assert counts(bring(office, file)[0])[1] == len(NAMES) - 1
