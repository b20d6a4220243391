"""Every refusal of the program, found in its source: code, both sentences, rule and where it is said."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
ROOMS = ("domain", "services", "projections", "graphql", "infra", "yumiao")
SAYING = {"Refusal": 0, "refuse": 2, "_refused": 0}
"""Calls that make a refusal, and how many arguments stand before its code."""


class Said(NamedTuple):
    """One place that refuses."""

    code: str
    where: str
    rule: str
    en: str
    zh: str


@cache
def refusals() -> list[Said]:
    """By code, then by place; sentences that stand in tables count as said there."""
    found = {said for path in _sources() for said in _of(path)}
    return sorted(found)


def _sources() -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted((ROOT / room).rglob("*.py"))


def _of(path: Path) -> Iterator[Said]:
    where = path.relative_to(ROOT).as_posix()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            yield from _of_call(node, where)
        elif isinstance(node, ast.Dict):
            yield from _of_table(node, where)


def _of_call(call: ast.Call, where: str) -> Iterator[Said]:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    if name not in SAYING:
        return
    before, named = SAYING[name], {k.arg: k.value for k in call.keywords if k.arg}
    words = [sentence(arg) for arg in call.args[before:]]
    texts = [text for text in words[1:] if any(letter.isalpha() for letter in text.replace("…", ""))]
    if len(texts) < 2:
        return
    english, chinese = texts[:2]
    cure, cure_zh = (sentence(named[key]) if key in named else "" for key in ("cure", "cure_zh"))
    rule = sentence(call.args[0]) if name == "refuse" else sentence(named["rule"]) if "rule" in named else ""
    for code in _codes(call.args[before]):
        yield Said(code, where, rule, f"{english} {cure}".strip(), chinese + cure_zh)


def _of_table(table: ast.Dict, where: str) -> Iterator[Said]:
    """A table of codes with a pair of sentences each; the tables of a row's problems are not refusals."""
    if where.startswith("services/ledgers/"):
        return
    for key, value in zip(table.keys, table.values, strict=True):
        codes = list(_codes(key)) if key else []
        pair = [sentence(e) for e in value.elts] if isinstance(value, ast.Tuple) else []
        if codes and len(pair) == 2 and _is_chinese(pair[1]) and len(pair[0].split()) > 2:
            yield Said(codes[0], where, "", pair[0], pair[1])


def _codes(node: ast.expr) -> Iterator[str]:
    """The codes an expression may stand for."""
    for part in ast.walk(node):
        text = part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else ""
        if text.isupper() and text.replace("_", "").isalnum():
            yield text


def sentence(node: ast.expr) -> str:
    """The text an expression writes, with `…` for what is put in."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(sentence(part) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return sentence(node.left) + sentence(node.right)
    if isinstance(node, ast.IfExp):
        return f"{sentence(node.body)} / {sentence(node.orelse)}"
    return "…"


def _is_chinese(text: str) -> bool:
    return any("一" <= letter <= "鿿" for letter in text)
