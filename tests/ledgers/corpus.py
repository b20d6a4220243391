"""Writes the corpus: one county folder per style, each with its truth."""

from dataclasses import replace
from pathlib import Path
from random import Random

from tests.ledgers.counties import STYLES
from tests.ledgers.county import Population, invent_population
from tests.ledgers.file_cases import write_file_cases
from tests.ledgers.spoil import AMBIGUOUS, DEFECTS, TRICKY_BUT_RIGHT
from tests.ledgers.styles import Ledger, Style
from tests.ledgers.truth import Case, Problem, sheet_truth
from tests.ledgers.xls import write_xls
from yumiao.demo.layout import Page, lay_out
from yumiao.demo.ledgers import demo_pages, make_ledgers
from yumiao.demo.mistakes import Defect, Spoiling
from yumiao.demo.population import CODE, invent_demo
from yumiao.demo.register import Township, write_register
from yumiao.demo.rows import (
    Cell,
    LedgerRow,
    member_rows,
    mentor_rows,
    reserve_rows,
    talent_rows,
    village_rows,
)
from yumiao.demo.sheets import write_xlsx
from yumiao.demo.spelling import spell


def write_corpus(folder: Path, seed: int = 20260630) -> list[Case]:
    """Every style's county, then the cases of whole files; the same seed gives the same corpus."""
    cases = [write_county(folder / style.name, style, seed) for style in STYLES]
    return cases + write_file_cases(folder / "files", seed)


def write_demo_case(folder: Path) -> Case:
    """The demo county's ledgers as a case: register, townships and the five workbooks with their truth."""
    files = make_ledgers(folder)
    case = Case("demo", folder, CODE, files)
    for file, pages in demo_pages(invent_demo()).items():
        case.sheets += [sheet_truth(file, page) for page in pages if page.kind]
    return case


def write_county(folder: Path, style: Style, seed: int) -> Case:
    """One style's county."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = Random(f"{seed}-{style.name}")
    population = invent_population(
        rng, style.code, "某县", style.towns, twins=style.twins, in_communities=style.in_communities
    )
    write_register(population.county, folder)
    books: dict[str, list[Page]] = {}
    for turn, ledger in enumerate(style.ledgers):
        for file, pages in _pages(style, ledger, population, turn, rng):
            books.setdefault(file, []).extend(pages)
    case = Case(style.name, folder, style.code, [folder / file for file in books])
    for file, pages in books.items():
        case.sheets += [sheet_truth(file, page) for page in pages if page.kind]
        beside = _extras(style.extras)
        for page in beside:
            if page.grid:
                case.others.append(Problem(file, page.name, None, "SHEET_UNKNOWN", "warning"))
        if "stray" in style.extras:
            pages[-1].stray_cell = (60_000, 40)
        ordered = [page for page in beside if page.grid] + pages + [page for page in beside if not page.grid]
        write = write_xls if file.endswith(".xls") else write_xlsx
        write(folder / file, ordered)
    return case


def _pages(
    style: Style, ledger: Ledger, population: Population, turn: int, rng: Random
) -> list[tuple[str, list[Page]]]:
    rows = _spoiled(_spelled(ledger, population, rng), style, ledger, population, turn, rng)
    if ledger.sort:
        rows.sort(key=lambda row: (_town(row).code, row.village.code if row.village else ""))
    miscount = rng.choice((1, -1)) if ledger.kind in style.miscount else 0
    if not ledger.is_split:
        return [(ledger.file, [lay_out(rows, ledger.layout, ledger.sheet, miscount=miscount)])]
    found = []
    for number, town in enumerate(population.county.townships, 1):
        own = [row for row in rows if _town(row) == town]
        sheet = ledger.sheet.format(town=town.name, n=number)
        found.append(
            (ledger.file.format(town=town.name), [lay_out(own, ledger.layout, sheet, town, miscount)])
        )
    return found


def _spelled(ledger: Ledger, population: Population, rng: Random) -> list[LedgerRow]:
    makers = {
        "villages": lambda: village_rows(population.incumbents),
        "members": lambda: member_rows(population.members),
        "talents": lambda: talent_rows(population.talents),
        "mentors": lambda: mentor_rows(population.mentors),
        "reserves": lambda: reserve_rows(population.roster),
    }
    rows = makers[ledger.kind]()
    namesakes = population.county.namesakes()
    names_town = ledger.is_split or any(name.endswith("township") for name in ledger.layout.fields)
    for row in rows:
        village = row.village
        lost = village is not None and village.stem in namesakes and not names_town
        spell(
            row, ledger.layout.fields, replace(ledger.hand, villages=("town",)) if lost else ledger.hand, rng
        )
    return rows


def _spoiled(
    rows: list[LedgerRow], style: Style, ledger: Ledger, population: Population, turn: int, rng: Random
) -> list[LedgerRow]:
    """Spoils about one row in seven of the members, fewer elsewhere; never one whose person stands in two ledgers."""
    twice = {person.id_number for person in population.members} & {
        one.person.id_number for one in population.roster
    }
    spare = [row for row in rows if row.facts.get("id_number") not in twice]
    rng.shuffle(spare)
    victims = iter(spare)
    seen = Spoiling(population.county, ledger.hand, rng, [])
    namesakes = population.county.namesakes()
    for row in [row for row in spare if row.village and row.village.stem in namesakes][
        : _quota(style, ledger)
    ]:
        AMBIGUOUS.apply(row, seen)
        spare.remove(row)
        victims = iter(spare)
    place = STYLES.index(style) * 7 + turn * 3
    for defect, victim in zip(_chosen(ledger, place), victims, strict=False):
        before = len(seen.extra)
        defect.apply(victim, seen)
        for other in seen.extra[before:]:
            rows.insert(rng.randint(rows.index(victim) + 1, len(rows)), other)
    return rows


def _quota(style: Style, ledger: Ledger) -> int:
    return style.ambiguous if ledger.kind == "members" else 0


def _chosen(ledger: Ledger, place: int) -> list[Defect]:
    fitting = [
        one
        for one in DEFECTS
        if ledger.kind in one.kinds
        and any(name in ledger.layout.fields for name in one.fields)
        and not (one.code == "FORMULA_WITHOUT_VALUE" and ledger.file.endswith(".xls"))
    ]
    tricky = [
        one
        for one in TRICKY_BUT_RIGHT
        if ledger.kind in one.kinds and not ("formula" in one.spoil.__name__ and ledger.file.endswith(".xls"))
    ]
    wanted = {"members": 12, "talents": 3, "reserves": 3, "mentors": 3, "villages": 3}[ledger.kind]
    return [fitting[(place + at) % len(fitting)] for at in range(min(wanted, len(fitting)))] + tricky


def _town(row: LedgerRow) -> Township:
    town = row.facts.get("township", row.facts.get("native_township"))
    if not isinstance(town, Township):
        raise TypeError(f"no township: {town!r}")
    return town


def _extras(names: tuple[str, ...]) -> list[Page]:
    found: list[Page] = []
    if "cover" in names:
        words = {
            (6, 3): "某县村党组织书记后备力量",
            (8, 3): "工 作 台 账",
            (20, 3): "县委组织部",
            (21, 3): "二〇二六年六月",
        }
        found.append(Page("封面", grid=dict(words)))
    if "index" in names:
        grid: dict[tuple[int, int], Cell] = {(0, 0): "目录", (1, 0): "序号", (1, 1): "表名", (1, 2): "页码"}
        for at, name in enumerate(("村情", "党员", "乡贤", "导师", "后备"), 1):
            grid |= {(1 + at, 0): at, (1 + at, 1): f"附件{at}{name}", (1 + at, 2): at * 3}
        found.append(Page("目录", grid=grid))
    if "empty" in names:
        found += [Page("Sheet2"), Page("Sheet3")]
    return found
