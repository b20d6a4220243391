"""Whole files that must be refused, and some that only look as if they should be."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from random import Random

from msoffcrypto.format.ooxml import OOXMLFile

from tests.ledgers.headers import MEMBERS
from tests.ledgers.truth import Case, sheet_truth
from tests.ledgers.xls import write_xls
from yumiao.demo.layout import Layout, Page, lay_out
from yumiao.demo.people import Census
from yumiao.demo.register import invent_county, write_register
from yumiao.demo.rows import member_rows
from yumiao.demo.sheets import write_xlsx
from yumiao.demo.spelling import Hand, spell

PASSWORD = "yumiao2026"
TITLE = "农村党员情况台账"
LAYOUT = Layout(columns=MEMBERS["town_and_village"], title=TITLE)
BOMB_BYTES = 400_000_000
TOO_LARGE_BYTES = 51 * 1024 * 1024
SECRET_LAYOUTS = {
    "secret-title-above": replace(LAYOUT, title="机密★|" + TITLE),
    "secret-title-behind": replace(LAYOUT, title=TITLE + "（秘密★1年）"),
    "secret-title-word": replace(LAYOUT, title="绝密|" + TITLE),
    "secret-title-grade": replace(LAYOUT, title="密级：机密|" + TITLE),
    "secret-title-long": replace(LAYOUT, title="秘密★长期|" + TITLE),
    "secret-header": replace(LAYOUT, header="&R机密★10年"),
    "secret-footer": replace(LAYOUT, footer="&L秘密★"),
}
HARMLESS_LAYOUTS = {
    "not-secret-note": replace(LAYOUT, note="注：本表含个人信息，请严格保密，不得外传。"),
    "not-secret-pledge": replace(LAYOUT, note="保密承诺：填表人已签订保密承诺书。"),
    "not-secret-public": replace(LAYOUT, title="密级：公开|" + TITLE),
    "not-secret-header": replace(LAYOUT, header="&R内部资料 注意保存"),
}
Making = Callable[[Path, Page], None]
"""Writes the bad file at a path, given a sound page to start from."""


def write_file_cases(folder: Path, seed: int) -> list[Case]:
    """Each in a county folder of its own; beside a bad file lies a good one that must not be taken either."""
    cases = [
        _refused(folder / name, seed, code, file, make) for name, (code, file, make) in BAD_FILES.items()
    ]
    for name, layout in SECRET_LAYOUTS.items():
        cases.append(_refused(folder / name, seed, "FILE_SECRET", "党员.xlsx", _write, layout))
    for name, layout in HARMLESS_LAYOUTS.items():
        case, pages = _county(folder / name, seed, layout)
        write_xlsx(case.folder / "党员.xlsx", pages)
        case.files = [case.folder / "党员.xlsx"]
        case.sheets = [sheet_truth("党员.xlsx", page) for page in pages]
        cases.append(case)
    return cases


def _refused(folder: Path, seed: int, code: str, file: str, make: Making, layout: Layout = LAYOUT) -> Case:
    case, (page, sound) = _county(folder, seed, layout)
    make(folder / file, page)
    write_xlsx(folder / "另一份.xlsx", [sound])
    case.files = [folder / file, folder / "另一份.xlsx"]
    case.refusals = frozenset({code})
    case.password = PASSWORD if code == "FILE_PASSWORD" else ""
    return case


def _county(folder: Path, seed: int, layout: Layout) -> tuple[Case, list[Page]]:
    """A tiny county with two pages of members: the first in the layout asked for, the second plain."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = Random(f"{seed}-{folder.name}")
    county = invent_county(rng, "990120", "某县", ("试纸镇", "量杯乡"), 6)
    write_register(county, folder)
    rows = member_rows(Census(rng, county).members(12))
    for row in rows:
        spell(row, layout.fields, Hand(), rng)
    pages = [lay_out(rows[:8], layout, "党员"), lay_out(rows[8:], LAYOUT, "党员（续）")]
    return Case(folder.name, folder, county.code, []), pages


def _write(path: Path, page: Page) -> None:
    write_xlsx(path, [page])


def _sound_bytes(path: Path, page: Page) -> bytes:
    write_xlsx(path, [page])
    return path.read_bytes()


def _encrypted(path: Path, page: Page) -> None:
    plain = BytesIO(_sound_bytes(path, page))
    with path.open("wb") as file:
        OOXMLFile(plain).encrypt(PASSWORD, file)


def _cut_short(path: Path, page: Page) -> None:
    whole = _sound_bytes(path, page)
    path.write_bytes(whole[: len(whole) * 2 // 3])


def _without_its_sheet(path: Path, page: Page) -> None:
    whole = BytesIO(_sound_bytes(path, page))
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(
                _entry(name), content[: len(content) // 2] if name.endswith("sheet1.xml") else content
            )


def _entry(name: str) -> zipfile.ZipInfo:
    """An entry without today's date: the same seed gives the same bytes."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _noise(path: Path, page: Page) -> None:
    path.write_bytes(Random(page.name).randbytes(5000))


def _text(path: Path, page: Page) -> None:
    path.write_text("姓名,身份证号\n", encoding="gb18030")


def _no_bytes(path: Path, page: Page) -> None:
    path.write_bytes(b"")


def _nothing_written(path: Path, page: Page) -> None:
    write_xlsx(path, [Page("Sheet1"), Page("Sheet2")])


def _sparse(path: Path, page: Page) -> None:
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(TOO_LARGE_BYTES)


def _bomb(path: Path, page: Page) -> None:
    """A workbook whose first sheet swells to 400 MB: blanks between two rows."""
    whole = BytesIO(_sound_bytes(path, page))
    block = b" " * 1_000_000
    with (
        zipfile.ZipFile(whole) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if not name.endswith("sheet1.xml"):
                new.writestr(_entry(name), content)
                continue
            head, tail = content.split(b"<sheetData>", 1)
            with new.open(_entry(name), "w") as out:
                out.write(head + b"<sheetData>")
                for _ in range(BOMB_BYTES // len(block)):
                    out.write(block)
                out.write(tail)


def _secret_corner(path: Path, page: Page) -> None:
    page.grid[0, len(page.columns) + 1] = "机密★"
    write_xlsx(path, [page])


def _secret_cover(path: Path, page: Page) -> None:
    write_xlsx(path, [Page("封面", grid={(0, 0): "秘密★3年", (5, 2): TITLE}), page])


BAD_FILES: dict[str, tuple[str, str, Making]] = {
    "password": ("FILE_PASSWORD", "党员.xlsx", _encrypted),
    "damaged-cut": ("FILE_DAMAGED", "党员.xlsx", _cut_short),
    "damaged-sheet": ("FILE_DAMAGED", "党员.xlsx", _without_its_sheet),
    "damaged-noise": ("FILE_DAMAGED", "党员.xls", _noise),
    "damaged-text": ("FILE_DAMAGED", "党员.xlsx", _text),
    "empty-bytes": ("FILE_EMPTY", "党员.xlsx", _no_bytes),
    "empty-sheets": ("FILE_EMPTY", "党员.xlsx", _nothing_written),
    "et": ("FILE_ET", "党员.et", lambda path, page: write_xls(path, [page])),
    "too-large": ("FILE_TOO_LARGE", "党员.xlsx", _sparse),
    "zip-bomb": ("FILE_ZIP_BOMB", "党员.xlsx", _bomb),
    "secret-corner": ("FILE_SECRET", "党员.xlsx", _secret_corner),
    "secret-cover": ("FILE_SECRET", "党员.xlsx", _secret_cover),
}
