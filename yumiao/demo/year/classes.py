"""Difficult and key villages by decision, and what is planned for each (R14-R17)."""

from collections.abc import Iterator
from datetime import date

from domain.classifying.decide import ClassifyVillage, CloseVillagePlan, PlanForVillage
from domain.classifying.events import EvidenceSource, PlanEnd, Route
from domain.ids import VillageCode
from services.surveying import classify_village, close_village_plan, plan_for_village
from yumiao.demo.people import Incumbent
from yumiao.demo.year.clerk import Clerk, Step
from yumiao.demo.year.officials import LEADER, letter, township

CRITERIA = {
    "村情复杂": "complex_situation",
    "矛盾信访突出": "conflicts_prominent",
    "书记不胜任": "secretary_unfit",
    "书记长期空缺": "post_vacant",
    "书记由乡镇干部担任": "township_cadre",
    "抓班子带队伍能力弱": "team_weak",
    "带富能力弱": "prosperity_weak",
    "年龄原因不能连任": "age",
    "身体原因": "health",
    "本人不愿连任": "personal_wish",
}
"""The ledger's words for a class, as the rules' codes."""
IN_SIGHT = {"990101100207": "石佳", "990101101205": "唐超贵", "990101102206": "陆海军"}
"""Villages whose next secretary is in sight; the others search."""
OVERDUE = VillageCode("990101100203")
"""塘松湾村: the secretary cannot stand again, nobody is on the roster, and the search should have ended in May."""
DONE = VillageCode("990101102206")


def steps(clerk: Clerk) -> Iterator[Step]:
    """Every difficult and key village of the ledger is classified; two out of three have a plan."""
    hard = [one for one in clerk.population.incumbents if one.classification != "ordinary"]
    for at, one in enumerate(sorted(hard, key=lambda one: one.village.code)):
        yield _classified(clerk, one)
        if at % 3 or one.village.code in {OVERDUE, *IN_SIGHT}:
            yield _planned(clerk, one)
    end = CloseVillagePlan(village=DONE, end=PlanEnd.DONE, words="人选已通过联审并入库")
    yield clerk.enter(close_village_plan, end, township(DONE), date(2026, 6, 22), letter("春委", 12))


def _classified(clerk: Clerk, one: Incumbent) -> Step:
    wish = ClassifyVillage(
        village=VillageCode(one.village.code),
        criteria=(CRITERIA[one.reason],),
        sources=(EvidenceSource.STAR_RATING, EvidenceSource.PERFORMANCE_REVIEW),
    )
    return clerk.enter(classify_village, wish, LEADER, date(2026, 3, 5), letter("育组发", 6))


def _planned(clerk: Clerk, one: Incumbent) -> Step:
    village = VillageCode(one.village.code)
    name = IN_SIGHT.get(village)
    wish = PlanForVillage(
        village=village,
        route=Route.CANDIDATE if name else Route.SEARCH,
        measure="对后备人选定向培养，换届时推荐" if name else "在党员和在外乡贤中物色人选",
        owner=township(village).name,
        due=date(2026, 5, 31) if village == OVERDUE else date(2026, 9, 30),
        person=clerk.reserve(name) if name else None,
    )
    document = letter("村级预案", int(village[-3:]))
    return clerk.enter(plan_for_village, wish, township(village), date(2026, 3, 12), document)
