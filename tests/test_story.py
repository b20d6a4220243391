"""docs/story.md is what happens: its commands run in their order, and say what stands under them."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from tests.services.work_sheets.sheets import fill
from yumiao.cli import app

STORY = Path(__file__).parents[1] / "docs" / "story.md"
BLOCK = re.compile(r"<!-- fill: (?P<sheet>\S+) -->|```console\n(?P<console>.*?)```", re.DOTALL)
WHO = "刘超文"
MERITS = ("思想政治素质好", "致富带富能力强", "组织协调能力强", "道德品行好", "遵纪守法", "群众反映好")
PAPER = {"决定日期": "2025-03-03", "决定人": "尚文清", "文号": "青委〔2025〕5号"}


class Typed(NamedTuple):
    """A command, the lines under it, and the sheet that is filled before it."""

    command: str
    shown: list[str]
    sheet: str


def typed() -> Iterator[Typed]:
    sheet = ""
    for block in BLOCK.finditer(STORY.read_text("utf-8")):
        sheet = block["sheet"] or sheet
        for part in re.split(r"^\$ ", block["console"] or "", flags=re.MULTILINE)[1:]:
            command, *shown = part.splitlines()
            yield Typed(command, [line for line in shown if line not in ("", "…")], sheet)
            sheet = ""


def test_a_reader_who_types_the_story_sees_what_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = ""
    for step in typed():
        if step.sheet:
            as_the_story_says(tmp_path / step.sheet)
        before, said = said, run(step.command, said)
        lines = iter(said.splitlines())
        for shown in step.shown:
            wanted = re.compile(".*".join(map(re.escape, squeezed(shown).split("…"))))
            assert any(wanted.fullmatch(squeezed(line)) for line in lines), f"{step.command}\n{shown}\n{said}"
        said = before + said


def as_the_story_says(sheet: Path) -> None:
    """The row of one person, filled in as a township would."""
    written = {**dict.fromkeys(MERITS, "座谈中群众推荐"), **PAPER}
    fill(
        sheet,
        {header: lambda row, v=v: v if row["姓名"] == WHO else None for header, v in written.items()},
    )


def run(command: str, said: str) -> str:
    """What a command says on both streams. A sign of the story stands for a number that was printed before."""
    if "pe_…" in command:
        command = command.replace("pe_…", re.findall(rf"(pe_[0-9a-f]{{24}})\s+{WHO}", said)[-1])
    command = command.replace("id=DECISION", f"id={(re.findall('决定编号 ([0-9a-f]+)', said) or [''])[-1]}")
    program, *words = shlex.split(command)
    assert program == "yumiao"
    found = [str(p) for w in words for p in (sorted(Path().glob(w)) if "*" in w and "=" not in w else [w])]
    result = CliRunner().invoke(app, found)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code in (0, 1), result.output
    return result.output


def squeezed(line: str) -> str:
    """Columns are as wide as their screen."""
    return re.sub(r"\s+", " ", line).strip()
