"""Writes the pages of docs/ that are made from the code: `python -m tests.docs`. A test keeps them fresh."""

import tempfile
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from typer.testing import CliRunner

from services.ledgers.problems import problem_catalogue
from tests.refusal_words import refusals
from yumiao.cli import app
from yumiao.operations import questions

DOCS = Path(__file__).parents[1] / "docs"
SEVERITIES = {"rejected": "未收 rejected", "held": "待认定 held", "warning": "提醒 warning"}


def problems() -> str:
    """Every code that `import` may answer."""
    rows = [
        f"| `{p['code']}` | {SEVERITIES[p['severity']]} | {p['messageZh']} | {p['message']} |".replace(
            "\n", " "
        )
        for p in problem_catalogue()
    ]
    return "\n".join(
        [
            "# 导入问题代码 · What `yumiao import` may say of a row",
            "",
            "未收的行不进入数据，写在错误工作簿里，改好后原样再导入即可；待认定的行先收下，由人认定后才算数；提醒的行已收下。",
            "A rejected row is not taken and stands in the error workbook; a held row waits for a named person;",
            "a warning is taken. Codes are stable. `…` stands for the column and its details.",
            "",
            "| 代码 code | 处理 severity | 说明 | in English |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )


def asked() -> str:
    """Every named question and command."""
    rows = [
        f"| `yumiao {'ask' if q.kind == 'query' else 'do'} {q.name}` | {q.zh} | {q.en} | {', '.join(q.variables)} |"
        for q in questions()
    ]
    return "\n".join(
        [
            "# 问题与办理 · Questions and commands",
            "",
            "`yumiao ask NAME --set name=value`，或在 `/explore` 里打开同名标签。The same files run over HTTP.",
            "",
            "| 命令 command | 问什么 | what it asks | 变量 variables |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )


def refused() -> str:
    """Every code that a command, a question or a file may be refused with."""
    rows = [
        f"| `{code}` | {_each(s.zh for s in said)} | {_each(s.en for s in said)} "
        f"| {_each(f'`{s.rule}`' for s in said if s.rule not in ('', '…'))} | {_each(f'`{s.where}`' for s in said)} |"
        for code, group in groupby(refusals(), key=attrgetter("code"))
        for said in [list(group)]
    ]
    return "\n".join(
        [
            "# 未办理的原因 · Why something was not done",
            "",
            "未办理时数据不变。代码不变，可供程序判断；`…` 处为具体内容，从不含个人信息。",
            "Nothing has changed where one of these is answered. Codes are stable; `…` and `{…}` stand for what it was",
            "about, never for anything personal. What an import says of single rows is in [problems.md](problems.md).",
            "",
            "| 代码 code | 说明 | in English | 规则 rule | 何处 where |",
            "|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _each(texts: Iterable[str]) -> str:
    """Each of them once, in order, fit for a cell of a table."""
    return "<br>".join(dict.fromkeys(text.replace("|", "\\|").replace("\n", " ") for text in texts))


PAGES = {"problems.md": problems, "questions.md": asked, "refusals.md": refused}
README = DOCS.parent / "README.md"
MARKS = ("<!-- answer: VillagesLackingReserves -->\n", "<!-- /answer -->")


def readme(demo: Path) -> str:
    """The first page with the question's real answer, asked of a demo folder."""
    before, _, rest = README.read_text("utf-8").partition(MARKS[0])
    words = ["ask", "VillagesLackingReserves", "--set", "counting=ON_ROSTER", "--set", "first=3"]
    table = CliRunner().invoke(app, [*words, "--data", str(demo)]).stdout
    lines = "\n".join(line.rstrip() for line in table.splitlines())
    return f"{before}{MARKS[0]}```text\n{lines}\n```\n{MARKS[1]}{rest.partition(MARKS[1])[2]}"


if __name__ == "__main__":
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), "utf-8")
    with tempfile.TemporaryDirectory() as folder:
        CliRunner().invoke(app, ["demo", "--once", "--json", "--data", f"{folder}/demo"])
        README.write_text(readme(Path(folder) / "demo"), "utf-8")
