"""A rule set from TOML: every mistake at once, each with its line, its key, and what to do."""

import re
import tomllib
import types
import typing
from collections.abc import Iterator, Mapping
from datetime import date
from enum import EnumType
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import fields

from domain.refusal import Refusal
from domain.rule_set import RuleSet
from domain.rule_set.checking import Mistake, mistakes_in
from services.ruling.places import line_of, places_of

DEFAULT_RULES = Path(__file__).parent.parent / "default_rules.toml"
LONGEST_FILE = 1_000_000
KINDS = {
    int: ("a whole number", "整数"),
    str: ('text in quotation marks ("…")', "带引号的文字"),
    bool: ("true or false", "true 或 false"),
    date: ("a day, YYYY-MM-DD without quotation marks", "日期 YYYY-MM-DD（不加引号）"),
}


def check_rules(text: str) -> tuple[RuleSet | None, tuple[Mistake, ...]]:
    """The rule set, or every mistake that keeps it from being one."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, (_syntax(str(error)),)
    places = places_of(text)
    found = tuple(misfits("", told, RuleSet))
    rules = None
    if not found:
        rules = msgspec.convert(told, RuleSet)
        found = mistakes_in(rules)
    placed = [msgspec.structs.replace(m, line=line_of(places, m.key)) for m in found]
    return (None if found else rules), tuple(sorted(placed, key=lambda m: (m.line, m.key)))


def read_text(path: Path) -> str:
    """A rules file's text. Raises: RULES_UNREADABLE where there is no readable file."""
    try:
        if path.stat().st_size > LONGEST_FILE:
            raise _unreadable(path, "it is too long for a rule set", "文件过大，不是规则文件")
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise _unreadable(
            path, "there is no such file, or it may not be read", "找不到文件，或没有读取权限"
        ) from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, "it is no UTF-8 text", "不是 UTF-8 文本") from error


def read_rules(path: Path) -> RuleSet:
    """The rule set of a file that must be in order. Raises: RULES_UNREADABLE with the first place that is wrong."""
    rules, mistakes = check_rules(read_text(path))
    if rules is None:
        raise mistaken(path.name, mistakes)
    return rules


def mistaken(name: str, mistakes: tuple[Mistake, ...]) -> Refusal:
    """What is wrong, as one refusal: its choices are every mistake."""
    first = mistakes[0]
    at, at_zh = (f"line {first.line}, `{first.key}`", f"第{first.line}行 `{first.key}`")
    return Refusal(
        "RULES_UNREADABLE",
        f"{name}: {len(mistakes)} mistakes; the first, {at}: {first.message} "
        "Start from the default rules that Yumiao ships (services/default_rules.toml), or from `yumiao rules show`.",
        f"{name}：规则有 {len(mistakes)} 处错误，第一处在{at_zh}：{first.message_zh}"
        "可以默认规则 default_rules.toml 或 `yumiao rules show` 的输出为样本修改。",
        path=("rules",),
        choices=tuple(f"第{m.line}行 {m.key}: {m.message_zh} {m.message}" for m in mistakes),
    )


def _unreadable(path: Path, why: str, why_zh: str) -> Refusal:
    return Refusal("RULES_UNREADABLE", f"{path}: {why}.", f"{path}：{why_zh}。", path=("rules",))


def _syntax(said: str) -> Mistake:
    line = re.search(r"at line (\d+)", said)
    return Mistake(
        key="",
        code="RULES_SYNTAX",
        message=f"This is no TOML: {said}. Write `key = value`, text in quotation marks.",
        message_zh=f"不符合 TOML 格式（{said}）。请写成“键 = 值”，文字加英文引号。",
        line=int(line[1]) if line else 0,
    )


def misfits(key: str, value: Any, wanted: Any) -> Iterator[Mistake]:
    """Where a value is not of the kind that the rules have there, to the bottom of every table and list."""
    origin, inner = typing.get_origin(wanted), typing.get_args(wanted)
    if origin in {types.UnionType, typing.Union}:
        yield from misfits(key, value, next(kind for kind in inner if kind is not type(None)))
    elif isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
        yield from _misfits_of_table(key, value, wanted)
    elif origin is tuple:
        if not isinstance(value, list):
            yield _kind(key, "a list in brackets ([…])", "方括号列表")
            return
        for at, one in enumerate(value):
            yield from misfits(f"{key}.{at}", one, inner[0])
    elif origin is not None and issubclass(origin, Mapping):
        if not isinstance(value, dict):
            yield _kind(key, "a table", "一个表（[…] 小节）")
            return
        for name, one in value.items():
            yield from misfits(f"{key}.{name}", name, inner[0])
            yield from misfits(f"{key}.{name}", one, inner[1])
    elif isinstance(wanted, EnumType):
        words = [str(word.value) for word in wanted]  # type: ignore[var-annotated]
        if value not in words:
            yield _kind(key, f"one of: {', '.join(words)}", f"下列之一：{'、'.join(words)}")
    elif type(value) is not wanted:
        yield _kind(key, *KINDS[wanted])


def _misfits_of_table(key: str, value: Any, wanted: type[msgspec.Struct]) -> Iterator[Mistake]:
    if not isinstance(value, dict):
        yield _kind(key, "a table", "一个表（[…] 小节）")
        return
    hints = typing.get_type_hints(wanted)
    for field in fields(wanted):
        path = f"{key}.{field.name}".lstrip(".")
        if field.name in value:
            yield from misfits(path, value[field.name], hints[field.name])
        elif field.required:
            yield Mistake(
                key=path, code="RULES_MISSING_KEY",
                message="This is missing. Add it; `yumiao rules show` has an example.",
                message_zh="缺少该项，请补上，可参照 `yumiao rules show` 的输出。",
            )  # fmt: skip
    for name in value.keys() - hints.keys():
        yield Mistake(
            key=f"{key}.{name}".lstrip("."), code="RULES_UNKNOWN_KEY",
            message=f"There is no such key here. Known: {', '.join(hints)}.",
            message_zh=f"没有这一项，可用：{'、'.join(hints)}。",
        )  # fmt: skip


def _kind(key: str, en: str, zh: str) -> Mistake:
    return Mistake(key=key, code="RULES_KIND", message=f"Write {en} here.", message_zh=f"此处应填{zh}。")
