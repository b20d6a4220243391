"""Classes, survey talks and findings enter by sheet."""

from datetime import date
from pathlib import Path

from domain.survey import commands as wish
from services import surveying
from services.settling import Decided
from tests.services.offices import EAST, LOWER, UPPER, WEST, row, sheet, small_county, take
from tests.services.work_sheets.sheets import bring, codes, counts, fill, template
from yumiao.office import Office

VILLAGES = (UPPER, LOWER, EAST, WEST)
TOPICS = ("村班子运行", "经济社会发展", "服务群众", "接班人选")


def surveyed(office: Office) -> None:
    """A member and an incumbent in each village, and a survey opened there."""
    take(
        office,
        sheet("members", *(row(2 + i, v, name=f"党员{'甲乙丙丁'[i]}") for i, v in enumerate(VILLAGES))),
    )
    for village in VILLAGES:
        opened = wish.OpenSurvey(village=village, leader="带队人", members=("队员一", "队员二"))
        surveying.open_survey(office.desk, office.viewer, opened, Decided(on=date(2026, 4, 1)))


def test_a_class_by_sheet_rests_on_its_evidence(tmp_path: Path) -> None:
    with small_county(tmp_path / "a") as office:
        file = template(office, "classes", tmp_path / "c.xlsx")
        by = {"决定日期": "2026-04-01", "决定人": "县里人"}
        criteria = {"符合情形": lambda r: "村情复杂、矛盾信访突出" if r["村"] == "上村" else None}
        fill(file, {"依据来源": "星级评定、日常了解", **criteria}, by)
        report, _ = bring(office, file)
        assert counts(report) == (4, 0, 0, 0)
        with office.live.now() as world:
            assert [v for v in VILLAGES if world.index.villages[v].rank == 0] == [UPPER]
        assert counts(bring(office, file)[0]) == (0, 4, 0, 0)


def test_talks_by_sheet_replace_their_own_number_only(tmp_path: Path) -> None:
    with small_county(tmp_path / "a") as office:
        surveyed(office)
        file = template(office, "talks", tmp_path / "t.xlsx")
        silent = {"无此类人员的理由": lambda r: "本村不设网格" if r["谈话对象类别"] == "网格长" else None}
        heard = {"谈话日期": lambda r: None if r["谈话对象类别"] == "网格长" else date(2026, 4, 5)}
        rated = {t: lambda r: None if r["谈话对象类别"] == "网格长" else "好" for t in TOPICS}
        report, _ = bring(office, fill(file, {**heard, **rated, **silent}))
        assert codes(report) == set()
        with office.live.now() as world:
            survey = world.fold.record.surveyed.survey(UPPER)
            before = len(survey.interviews)
            assert survey.unheard() == ()
        fill(file, {TOPICS[0]: lambda r: "差" if (r["村"], r["编号"]) == ("上村", "1") else None})
        report, _ = bring(office, file)
        assert counts(report)[0] == 1
        with office.live.now() as world:
            assert len(world.fold.record.surveyed.survey(UPPER).interviews) == before


def test_findings_by_sheet_lead_to_the_list(tmp_path: Path) -> None:
    with small_county(tmp_path / "a") as office:
        surveyed(office)
        file = template(office, "findings", tmp_path / "f.xlsx")
        fill(file, dict.fromkeys(TOPICS, "一般"), sheet="村情")
        fill(file, {"政治素质": "好", "重点关注": "是"}, sheet="党员")
        report, _ = bring(office, file)
        assert (counts(report), codes(report)) == ((8, 0, 0, 0), set())
        again = fill(
            template(office, "findings", tmp_path / "l.xlsx"), {"列入理由": "群众公认"}, sheet="初步意向名单"
        )
        assert counts(bring(office, again)[0])[:3] == (4, 0, 0)
        with office.live.now() as world:
            assert len(world.fold.record.surveyed.survey(UPPER).listed) == 1
